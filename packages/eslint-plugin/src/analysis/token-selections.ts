import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getFunctionNames, isInRefresh } from './auth-contexts.js';
import { getCalleeName, getStaticPropertyName, unwrap } from './bindings.js';
import { getFunctionName } from './functions.js';
import { getParentFunction, isFunction, walk } from './syntax.js';
import { getGetterKind, getTokenName } from './tokens.js';
import { getTokenRole, type TokenRole } from './token-roles.js';
import { getStaticString } from './values.js';

/** A value that takes the place of a refresh token. */
export interface Fallback {
  readonly messageId: 'accessInstead' | 'bodyFallback';
  readonly name: string;
  readonly node: TSESTree.Node;
}

/** Judges a choice: `preferred` where it is there, `fallback` where it is not. */
function judge(
  analysis: Analysis,
  preferred: TSESTree.Node,
  fallback: TSESTree.Node,
  target?: string,
): Fallback | undefined {
  const first = getTokenRole(analysis, preferred);
  const second = getTokenRole(analysis, fallback);
  if (!first || !second) return undefined;
  const mixed = getMixedPlace(first, second);
  if (mixed && isRefreshChoice(analysis, fallback, first, second)) {
    const role = mixed === 'first' ? first : second;
    return { messageId: 'bodyFallback', name: role.name, node: mixed === 'first' ? preferred : fallback };
  }
  if (first.kind !== 'refresh' || !isOtherToken(analysis, fallback, second, target)) return undefined;
  return { messageId: 'accessInstead', name: second.name, node: fallback };
}

/** Which of the two is read from the body or query while the other one is a cookie. */
function getMixedPlace(first: TokenRole, second: TokenRole): 'first' | 'second' | undefined {
  const isOpen = (role: TokenRole) => role.place === 'body' || role.place === 'query';
  if (first.place === 'cookie' && isOpen(second)) return 'second';
  return second.place === 'cookie' && isOpen(first) ? 'first' : undefined;
}

function isRefreshChoice(analysis: Analysis, node: TSESTree.Node, first: TokenRole, second: TokenRole): boolean {
  if (first.kind === 'access' || second.kind === 'access') return false;
  if (first.kind === 'refresh' || second.kind === 'refresh') return true;
  return first.kind !== undefined && second.kind !== undefined && isInRefresh(analysis, node);
}

/** Whether a role is of a token that is not a refresh token; a bare `token` only where a refresh token is wanted. */
function isOtherToken(analysis: Analysis, node: TSESTree.Node, role: TokenRole, target: string | undefined): boolean {
  if (role.kind === 'access') return true;
  if (role.kind !== 'other' || role.place === 'header') return false;
  const words = splitWords(role.name);
  if (words.includes('authorization') || words.includes('bearer')) return false;
  if (words.some((word) => /^(?:id|auth|session|jwt)$/u.test(word))) return true;
  const wanted = target ?? getTargetName(node);
  return wanted !== undefined && splitWords(wanted).includes('refresh');
}

/** What a value is assigned or given to. */
function getTargetName(node: TSESTree.Node): string | undefined {
  for (let current = node, parent = node.parent; parent; current = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' ? parent.id.name : undefined;
      case 'AssignmentExpression':
        return getReferenceName(parent.left);
      case 'Property':
        return getStaticPropertyName(parent);
      case 'CallExpression':
        return parent.callee === current ? undefined : getCalleeName(parent);
      case 'LogicalExpression':
      case 'ConditionalExpression':
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

function getReferenceName(node: TSESTree.Node): string | undefined {
  const bare = unwrap(node);
  if (bare.type === 'Identifier') return bare.name;
  return bare.type === 'MemberExpression' ? getStaticPropertyName(bare) : undefined;
}

/** `refresh ?? access`, `refresh || access`; silent where only its truth counts. */
export function getLogicalFallback(analysis: Analysis, node: TSESTree.LogicalExpression): Fallback | undefined {
  if (node.operator === '&&' || isTest(node)) return undefined;
  return judge(analysis, node.left, node.right);
}

const predicate = /^(?:is|has|should|can|needs|was)[A-Z_]/u;

/** Whether only the truth of an expression counts. */
function isTest(node: TSESTree.Node): boolean {
  for (let current = node, parent = node.parent; parent; current = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        if (parent.type === 'ConditionalExpression' && parent.test !== current) break;
        return parent.test === current;
      case 'UnaryExpression':
        return parent.operator === '!';
      case 'BinaryExpression':
        return true;
      case 'CallExpression':
        return parent.callee.type === 'Identifier' && /^(?:Boolean|expect|assert)$/u.test(parent.callee.name);
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' && predicate.test(parent.id.name);
      case 'Property':
        return predicate.test(getStaticPropertyName(parent) ?? '');
      case 'ReturnStatement':
      case 'ArrowFunctionExpression': {
        const fn = parent.type === 'ReturnStatement' ? getParentFunction(parent) : parent;
        return fn !== undefined && predicate.test(getFunctionName(fn) ?? '');
      }
      case 'LogicalExpression':
        if (parent.operator === '&&' && parent.left === current) return true;
        break;
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return false;
    }
  }
  return false;
}

/** A test for the presence of one value. */
interface Presence {
  readonly subject: TSESTree.Node;
  readonly isAbsent: boolean;
}

/** Reads `x`, `!x`, `x == null`, `typeof x === 'undefined'`, `Boolean(x)`; of `&&` and `||` every part. */
function getPresences(analysis: Analysis, test: TSESTree.Node, isAbsent = false): Presence[] {
  const bare = unwrap(test);
  switch (bare.type) {
    case 'UnaryExpression':
      return bare.operator === '!' ? getPresences(analysis, bare.argument, !isAbsent) : [];
    case 'LogicalExpression':
      return [...getPresences(analysis, bare.left, isAbsent), ...getPresences(analysis, bare.right, isAbsent)];
    case 'CallExpression':
      if (getCalleeName(bare) === 'Boolean' && bare.arguments[0]) {
        return getPresences(analysis, bare.arguments[0], isAbsent);
      }
      return [{ subject: bare, isAbsent }];
    case 'BinaryExpression': {
      if (!/^[!=]==?$/u.test(bare.operator)) return [];
      const isEqual = bare.operator.startsWith('=');
      for (const [value, other] of [
        [bare.left, bare.right],
        [bare.right, bare.left],
      ] as const) {
        if (!isNothing(other)) continue;
        const inner = unwrap(value);
        const subject = inner.type === 'UnaryExpression' && inner.operator === 'typeof' ? inner.argument : value;
        return [{ subject, isAbsent: isEqual !== isAbsent }];
      }
      return [];
    }
    case 'Identifier':
    case 'MemberExpression':
      return [{ subject: bare, isAbsent }];
    default:
      return [];
  }
}

function isNothing(node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  if (bare.type === 'Literal') return bare.value === null || bare.value === '' || bare.value === 'undefined';
  return bare.type === 'Identifier' && bare.name === 'undefined';
}

function isSame(analysis: Analysis, one: TSESTree.Node, other: TSESTree.Node): boolean {
  const text = (node: TSESTree.Node) => analysis.sourceCode.getText(unwrap(node)).replaceAll('?.', '.');
  return text(one) === text(other);
}

/** `hasRefreshToken` is a test of a refresh token's presence too. */
function isRefreshFlag(subject: TSESTree.Node): boolean {
  const name = getReferenceName(subject);
  return name !== undefined && /^has_?(?:valid_?)?refresh_?token$/iu.test(name);
}

/** `refresh ? refresh : access`, `!refresh ? access : refresh`. */
export function getConditionalFallback(analysis: Analysis, node: TSESTree.ConditionalExpression): Fallback | undefined {
  for (const { subject, isAbsent } of getPresences(analysis, node.test)) {
    const [present, absent] = isAbsent ? [node.alternate, node.consequent] : [node.consequent, node.alternate];
    if (!isRefreshFlag(subject) && !isSame(analysis, subject, present) && !sharesRole(analysis, subject, present))
      continue;
    const found = judge(analysis, present, absent);
    if (found) return found;
  }
  return undefined;
}

/** Whether both speak of the same token: `refreshToken` and `body.refreshToken.trim()`. */
function sharesRole(analysis: Analysis, one: TSESTree.Node, other: TSESTree.Node): boolean {
  const first = getTokenRole(analysis, one);
  const second = getTokenRole(analysis, other);
  return first?.kind === 'refresh' && second?.kind === 'refresh';
}

/** `if (!refresh) token = access`, `if (refresh) return refresh; return access`, both branches of an `if`. */
export function getBranchFallbacks(analysis: Analysis, node: TSESTree.IfStatement): Fallback[] {
  for (const { subject, isAbsent } of getPresences(analysis, node.test)) {
    const role = getTokenRole(analysis, subject);
    if (!isRefreshFlag(subject) && role?.kind !== 'refresh' && !(role?.place && isInRefresh(analysis, node))) continue;
    const present = isAbsent ? node.alternate : node.consequent;
    const absent = isAbsent ? node.consequent : node.alternate;
    const region = absent ? [absent] : exits(present) ? getFollowing(node) : [];
    const isDirect = absent !== null && absent !== undefined;
    const found = region.flatMap((statement) =>
      getReplacements(analysis, statement, subject, present ?? undefined, isDirect),
    );
    if (found.length > 0) return found;
  }
  return [];
}

function exits(node: TSESTree.Statement | null | undefined): boolean {
  if (!node) return false;
  if (node.type === 'BlockStatement') return exits(node.body.at(-1));
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement';
}

/** The statements after one in its block, as far as they return or set something at once. */
function getFollowing(node: TSESTree.Statement): TSESTree.Statement[] {
  const block = node.parent;
  if (block?.type !== 'BlockStatement') return [];
  return block.body
    .slice(block.body.indexOf(node) + 1)
    .filter((statement) => statement.type === 'ReturnStatement' || statement.type === 'IfStatement');
}

/** What the branch for a missing token puts in its place. */
function getReplacements(
  analysis: Analysis,
  branch: TSESTree.Node,
  subject: TSESTree.Node,
  present: TSESTree.Node | undefined,
  isDirect: boolean,
): Fallback[] {
  const found: Fallback[] = [];
  const add = (fallback: Fallback | undefined) => {
    if (fallback) found.push(fallback);
  };
  walk(branch, analysis.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false;
    switch (node.type) {
      case 'AssignmentExpression': {
        const target = getReferenceName(node.left);
        if (isDirect && target !== undefined && isTokenTarget(analysis, target))
          add(judge(analysis, subject, node.right, target));
        break;
      }
      case 'VariableDeclarator':
        if (isDirect && node.init && node.id.type === 'Identifier' && isTokenTarget(analysis, node.id.name)) {
          if (getTokenName(analysis, node.id.name) !== undefined && node.id.name !== getReferenceName(node.init)) {
            add(getNeutralDeclaration(analysis, subject, node.init, node.id.name));
          }
        }
        break;
      case 'ReturnStatement': {
        const value = node.argument && judge(analysis, subject, node.argument, 'refresh');
        if (!value) break;
        const where = isDirect ? getParentFunction(node)?.body : present;
        const isChoice =
          returnsSubject(analysis, where ?? undefined, subject) || (isDirect && returnsRefresh(analysis, node));
        if (value.messageId === 'bodyFallback' || isChoice) add(value);
        break;
      }
      case 'CallExpression':
        if (isDirect && isRefreshCall(node)) {
          for (const argument of node.arguments) {
            const role = getTokenRole(analysis, argument);
            if (role?.kind === 'access') add({ messageId: 'accessInstead', name: role.name, node: argument });
          }
        }
        break;
      default:
    }
    return true;
  });
  return found;
}

/** `const token = accessToken` in the branch where the refresh token is missing; `const accessToken = …` reads one. */
function getNeutralDeclaration(
  analysis: Analysis,
  subject: TSESTree.Node,
  init: TSESTree.Node,
  name: string,
): Fallback | undefined {
  return getTokenName(analysis, name) === 'access' ? undefined : judge(analysis, subject, init, name);
}

/** A variable or member that may hold the token to renew with: not an access token, not a header. */
function isTokenTarget(analysis: Analysis, name: string): boolean {
  const words = splitWords(name);
  if (words.includes('authorization') || words.includes('header')) return false;
  return getTokenName(analysis, name) !== 'access';
}

/** Whether the function around answers a refresh token, by its name; one that renews answers an access token. */
function returnsRefresh(analysis: Analysis, node: TSESTree.Node): boolean {
  const fn = getParentFunction(node);
  const names = fn ? getFunctionNames(analysis, fn) : [];
  return names.some((name) => getGetterKind(analysis, name) === 'refresh' && !/^refresh/iu.test(name));
}

function returnsSubject(analysis: Analysis, present: TSESTree.Node | undefined, subject: TSESTree.Node): boolean {
  let found = false;
  if (!present) return false;
  walk(present, analysis.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'ReturnStatement' && node.argument) {
      found ||= isSame(analysis, node.argument, subject) || sharesRole(analysis, node.argument, subject);
    }
    return true;
  });
  return found;
}

function isRefreshCall(node: TSESTree.CallExpression): boolean {
  const name = getCalleeName(node);
  if (name === undefined) return false;
  const words = splitWords(name);
  return (
    words.some((word) => word === 'refresh' || word === 'renew' || word === 'rotate') && !words.includes('schedule')
  );
}

/** `refreshToken ??= accessToken`, `refreshToken ||= accessToken`. */
export function getAssignedFallback(analysis: Analysis, node: TSESTree.AssignmentExpression): Fallback | undefined {
  if (node.operator !== '??=' && node.operator !== '||=') return undefined;
  return judge(analysis, node.left, node.right, getReferenceName(node.left));
}

/** `{ refreshToken = accessToken }`, a parameter's default. */
export function getDefaultFallback(analysis: Analysis, node: TSESTree.AssignmentPattern): Fallback | undefined {
  const key = node.parent.type === 'Property' ? getStaticPropertyName(node.parent) : getReferenceName(node.left);
  if (key === undefined || getTokenName(analysis, key) !== 'refresh') return undefined;
  const role = getTokenRole(analysis, node.right);
  if (!role || !isOtherToken(analysis, node.right, role, key)) return undefined;
  return { messageId: 'accessInstead', name: role.name, node: node.right };
}

/** `get(tokens, 'refresh_token', tokens.access_token)`, `tokens.get('refresh_token', …)`. */
export function getArgumentFallback(analysis: Analysis, node: TSESTree.CallExpression): Fallback | undefined {
  const name = getCalleeName(node);
  if (name !== 'get' && name !== 'getOr' && name !== 'defaultTo' && name !== 'getOrDefault') return undefined;
  const fallback = node.arguments.at(-1);
  if (!fallback || node.arguments.length < 2) return undefined;
  if (name === 'defaultTo') return judge(analysis, node.arguments[0]!, fallback);
  const isRefreshKey = node.arguments.slice(0, -1).some((argument) => {
    const key = getStaticString(analysis, argument)?.value;
    return key !== undefined && getTokenName(analysis, key.split('.').at(-1) ?? key) === 'refresh';
  });
  const role = isRefreshKey ? getTokenRole(analysis, fallback) : undefined;
  if (!role || !isOtherToken(analysis, fallback, role, 'refresh')) return undefined;
  return { messageId: 'accessInstead', name: role.name, node: fallback };
}

/** A `switch` over a refresh token whose other cases take an access token. */
export function getSwitchFallbacks(analysis: Analysis, node: TSESTree.SwitchStatement): Fallback[] {
  const subject = getSwitchSubject(analysis, node);
  if (!subject) return [];
  // Of `switch (true)` the cases below the one where the refresh token is there are those where it is not.
  const present = node.cases.findIndex((entry) => entry.test !== null && isPresentTest(analysis, entry.test));
  return node.cases.flatMap((entry, index) => {
    const isMissing =
      (present >= 0 && index > present) ||
      entry.test === null ||
      isNothing(entry.test) ||
      isAbsentTest(analysis, entry.test);
    if (!isMissing) return [];
    return entry.consequent.flatMap((statement) => getReplacements(analysis, statement, subject, undefined, true));
  });
}

function getSwitchSubject(analysis: Analysis, node: TSESTree.SwitchStatement): TSESTree.Node | undefined {
  const isRefresh = (subject: TSESTree.Node) => getTokenRole(analysis, subject)?.kind === 'refresh';
  const discriminant = unwrap(node.discriminant);
  if (discriminant.type !== 'Literal' || discriminant.value !== true) {
    if (discriminant.type === 'UnaryExpression') return undefined;
    return isRefresh(discriminant) ? discriminant : undefined;
  }
  for (const entry of node.cases) {
    const presence = entry.test && getPresences(analysis, entry.test).find(({ subject }) => isRefresh(subject));
    if (presence) return presence.subject;
  }
  return undefined;
}

function isPresentTest(analysis: Analysis, test: TSESTree.Node): boolean {
  if (test.type === 'Literal') return false;
  return getPresences(analysis, test).some(({ subject, isAbsent }) => {
    return !isAbsent && getTokenRole(analysis, subject)?.kind === 'refresh';
  });
}

function isAbsentTest(analysis: Analysis, test: TSESTree.Node): boolean {
  return getPresences(analysis, test).some(({ subject, isAbsent }) => {
    return isAbsent && getTokenRole(analysis, subject)?.kind === 'refresh';
  });
}
