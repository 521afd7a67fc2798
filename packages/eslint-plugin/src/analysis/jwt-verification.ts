import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { isAsserted } from './assertions.js';
import { getContextNames } from './auth-contexts.js';
import { getCalleeName, getMemberPath, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getParentFunction, isFunction, walk } from './syntax.js';
import { getStaticString, getStaticValue } from './values.js';

/** `ignoreExpiration: true`, whose property may be taken away. */
export function isExpirationIgnored(analysis: Analysis, node: TSESTree.Property): boolean {
  if (getStaticPropertyName(node) !== 'ignoreExpiration' || node.kind !== 'init') return false;
  if (node.parent.type !== 'ObjectExpression' || getStaticValue(analysis, node.value)?.value !== true) return false;
  return !isLookupOption(node.parent) && !isAsserted(node.parent);
}

const tokenWords = /^(?:jwts?|jws|jose|claims?|payload|identity|users?|auth|decoded?|verif\w*|valid\w*)$/u;

/** Whether an object is an option of a look-up: `RefreshToken.find(id, { ignoreExpiration: true })` reads a record. */
function isLookupOption(options: TSESTree.ObjectExpression): boolean {
  const call = options.parent;
  if (call.type !== 'CallExpression') return false;
  const words = splitWords(getCalleeName(call) ?? '');
  if (!/^(?:find|get|load|fetch|lookup|query|select)$/u.test(words[0] ?? '')) return false;
  return !(getMemberPath(call.callee) ?? []).some((name) => splitWords(name).some((word) => tokenWords.test(word)));
}

/** `options.ignoreExpiration = true`. */
export function isExpirationAssigned(analysis: Analysis, node: TSESTree.AssignmentExpression): boolean {
  if (node.operator !== '=' || node.left.type !== 'MemberExpression') return false;
  if (getStaticPropertyName(node.left) !== 'ignoreExpiration') return false;
  return getStaticValue(analysis, node.right)?.value === true;
}

const algorithmName = /^(?:HS|RS|ES|PS)(?:256|384|512)$|^EdDSA$/u;
const tokenModule =
  /jsonwebtoken|jose|express-jwt|koa-jwt|passport-jwt|fast-jwt|@nestjs\/jwt|@fastify\/jwt|hono\/jwt|jwt/u;

/** The `'none'` in a list of algorithms that a verification accepts. */
export function getNoneAlgorithm(analysis: Analysis, list: TSESTree.Node, key: string): TSESTree.Node | undefined {
  if (!/^(?:allowed|accepted|valid|supported|jwt)?_?algorithms$/iu.test(key)) return undefined;
  const bare = unwrap(list);
  if (bare.type !== 'ArrayExpression') return undefined;
  const names = bare.elements.map((element) => (element ? getStaticString(analysis, element)?.value : undefined));
  const index = names.findIndex((name) => name !== undefined && /^none$/iu.test(name));
  const element = index < 0 ? undefined : bare.elements[index];
  if (!element) return undefined;
  const isForTokens =
    names.some((name) => name !== undefined && algorithmName.test(name)) || tokenModule.test(analysis.sourceCode.text);
  return isForTokens ? element : undefined;
}

/** Whether a call's result, or a property's option, serves only to read when the token ends. */
export function readsOnlyExpiry(analysis: Analysis, node: TSESTree.Node): boolean {
  let call: TSESTree.Node | undefined = node;
  while (call && call.type !== 'CallExpression') {
    if (isFunction(call) || call.type === 'ExpressionStatement') return false;
    call = call.parent;
  }
  return (
    call?.type === 'CallExpression' &&
    getUses(analysis, call).every((use) => isExpiryUse(use)) &&
    getUses(analysis, call).length > 0
  );
}

const expiryNames = new Set(['exp', 'iat', 'nbf']);

function isExpiryUse(use: ClaimUse): boolean {
  return use.claim !== undefined && expiryNames.has(use.claim);
}

/** One use of the claims of a decoded token: the claim, if one is named, and where it stands. */
interface ClaimUse {
  readonly claim: string | undefined;
  readonly node: TSESTree.Node;
}

/** How the result of a call is used: members that are read of it, variables it is put in. */
function getUses(analysis: Analysis, call: TSESTree.Node): ClaimUse[] {
  let current = call;
  for (let parent = current.parent; parent; parent = current.parent) {
    if (/^(?:AwaitExpression|ChainExpression|TSAsExpression|TSNonNullExpression|TSTypeAssertion)$/u.test(parent.type)) {
      current = parent;
      continue;
    }
    if (parent.type === 'LogicalExpression' && parent.left === current) {
      current = parent;
      continue;
    }
    if (parent.type === 'MemberExpression' && parent.object === current) return getMemberUses(analysis, parent);
    if (parent.type === 'VariableDeclarator' && parent.init === current) return getPatternUses(analysis, parent.id);
    if (parent.type === 'AssignmentExpression' && parent.right === current) {
      return parent.left.type === 'Identifier'
        ? getVariableUses(analysis, parent.left)
        : [{ claim: undefined, node: current }];
    }
    return [{ claim: undefined, node: current }];
  }
  return [];
}

/** Of `decode(token, { complete: true }).payload` the members behind it. */
function getMemberUses(analysis: Analysis, member: TSESTree.MemberExpression): ClaimUse[] {
  const claim = getStaticPropertyName(member);
  if (claim === 'payload') return getUses(analysis, member);
  return [{ claim, node: member }];
}

function getPatternUses(analysis: Analysis, pattern: TSESTree.Node): ClaimUse[] {
  if (pattern.type === 'Identifier') return getVariableUses(analysis, pattern);
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property): ClaimUse[] => {
    if (property.type !== 'Property') return [{ claim: undefined, node: property }];
    const claim = getStaticPropertyName(property);
    if (claim === 'payload') return getPatternUses(analysis, property.value);
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
    if (target.type !== 'Identifier') return [{ claim, node: property }];
    const uses = getVariableUses(analysis, target).map((use) => ({ ...use, claim }));
    return uses.length > 0 ? uses : [{ claim, node: property }];
  });
}

function getVariableUses(analysis: Analysis, identifier: TSESTree.Identifier): ClaimUse[] {
  const binding = resolveBinding(analysis, identifier);
  if (binding?.kind !== 'variable') return [];
  return binding.variable.references.flatMap((reference): ClaimUse[] => {
    if (!reference.isRead()) return [];
    let use = reference.identifier as TSESTree.Node;
    while (/^(?:ChainExpression|TSAsExpression|TSNonNullExpression)$/u.test(use.parent?.type ?? '')) use = use.parent!;
    const { parent } = use;
    if (parent?.type === 'MemberExpression' && parent.object === use) return getMemberUses(analysis, parent);
    if (parent?.type === 'VariableDeclarator' && parent.init === use && parent.id.type === 'ObjectPattern') {
      return getPatternUses(analysis, parent.id);
    }
    // A test for presence says nothing of the claims.
    if (parent?.type === 'UnaryExpression' || parent?.type === 'IfStatement') return [];
    if (parent?.type === 'LogicalExpression' && parent.left === use) return [];
    return [{ claim: undefined, node: use }];
  });
}

export interface Decoding {
  readonly token: TSESTree.Node;
  /** The package is made for display in browsers: only a server's identity counts. */
  readonly isDisplay: boolean;
}

/** A call that reads a token's claims without verifying it. */
export function getDecoding(analysis: Analysis, call: TSESTree.CallExpression): Decoding | undefined {
  const name = getCalleeName(call);
  const [token] = call.arguments;
  if (!token || name === undefined || !/decode|jwt|parse/iu.test(name)) return undefined;
  const origin = getOrigin(analysis, call.callee);
  if (origin !== undefined) {
    if (/^(?:jsonwebtoken|fast-jwt\.createDecoder\(\)|hono\/jwt)(?:\.default)?\.decode$/u.test(origin))
      return { token, isDisplay: false };
    if (/^fast-jwt\.createDecoder\(\)$/u.test(origin)) return { token, isDisplay: false };
    if (/^jose(?:\/.*)?\.(?:decodeJwt|UnsecuredJWT\.decode)$/u.test(origin)) return { token, isDisplay: false };
    if (/^jwt-decode(?:\.jwtDecode|\.default|\.jwt_decode)?$/u.test(origin)) return { token, isDisplay: true };
    // jwt-simple verifies unless its third argument says not to.
    if (origin === 'jwt-simple.decode') {
      const skip = call.arguments[2];
      return skip && getStaticValue(analysis, skip)?.value === true ? { token, isDisplay: false } : undefined;
    }
  }
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || name !== 'decode') return undefined;
  const object = unwrap(callee.object);
  const holder =
    object.type === 'MemberExpression'
      ? getStaticPropertyName(object)
      : object.type === 'Identifier'
        ? object.name
        : '';
  // Nest's JwtService, Fastify's `fastify.jwt`.
  return /^jwt_?service$/iu.test(holder ?? '') ||
    /(?:fastify|app|server)\.jwt$/u.test(analysis.sourceCode.getText(object))
    ? { token, isDisplay: false }
    : undefined;
}

/** Whether the function around a decoding also verifies the same token, by a library, by hand or at a server. */
export function isVerifiedNearby(analysis: Analysis, call: TSESTree.CallExpression, token: TSESTree.Node): boolean {
  let fn: TSESTree.Node | undefined = getParentFunction(call);
  if (!fn) fn = analysis.sourceCode.ast;
  const wanted = getTokenText(analysis, token);
  let found = false;
  walk(fn, analysis.sourceCode.visitorKeys, (node) => {
    if (found) return false;
    if (node.type !== 'CallExpression' || node === call) return true;
    const name = getCalleeName(node);
    if (name === undefined || !isVerifyName(name)) return true;
    if (/crypto|subtle|hmac/iu.test(analysis.sourceCode.getText(node.callee))) found = true;
    else if (node.arguments.some((argument) => mentionsToken(analysis, argument, wanted))) found = true;
    return true;
  });
  return found;
}

function isVerifyName(name: string): boolean {
  return splitWords(name).some((word) =>
    /^(?:verify|verified|verifies|validate|validates|introspect|authenticate|jwtverify|timingsafeequal)$/u.test(word),
  );
}

function getTokenText(analysis: Analysis, node: TSESTree.Node): string {
  return analysis.sourceCode.getText(unwrap(node)).replaceAll('?.', '.').replaceAll('!', '');
}

function mentionsToken(analysis: Analysis, argument: TSESTree.Node, wanted: string): boolean {
  let found = false;
  walk(argument, analysis.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'Identifier' || node.type === 'MemberExpression') {
      found ||= getTokenText(analysis, node) === wanted;
    }
    return !found;
  });
  return found;
}

/** The claims of a decoded token where they decide who somebody is. */
export function getIdentityUse(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  isDisplay: boolean,
): TSESTree.Node | undefined {
  return getUses(analysis, call).find((use) => {
    if (isExpiryUse(use) || /^(?:header|aud|iss|kid|alg|typ|jti)$/u.test(use.claim ?? '')) return false;
    return decidesIdentity(analysis, use, isDisplay);
  })?.node;
}

const lookups =
  /^(?:find|findOne|findById|findByPk|findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow|findOneBy|findOneOrFail|findByEmail|findByUsername|findByIdAndUpdate|loadUser|lookupUser)$/u;
const identityFunction =
  /^(?:authenticate|authorize|authorise|identify|verify|validate|require|ensure|protect|guard|check|is_?authenticated|can_?activate|current)/iu;

function decidesIdentity(analysis: Analysis, { node, claim }: ClaimUse, isDisplay: boolean): boolean {
  for (let current = node, parent = node.parent; parent; current = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'AssignmentExpression':
        return (
          parent.right === current && parent.left.type === 'MemberExpression' && isRequestUser(analysis, parent.left)
        );
      case 'CallExpression': {
        if (parent.callee === current) return false;
        const name = getCalleeName(parent);
        if (name === undefined) return false;
        if (isIdentitySetter(analysis, parent, name)) return true;
        if (isDisplay) return false;
        return lookups.test(name) || isUserLookup(name) || isMint(name) || (isSubject(claim) && isLookup(name));
      }
      case 'ReturnStatement':
        return !isDisplay && getContextNames(analysis, parent).some((name) => identityFunction.test(name));
      case 'BinaryExpression':
        return !isDisplay && isPrivilege(node) && hasRequest(analysis, node);
      case 'IfStatement':
        return false;
      default:
        if (isFunction(parent) || parent.type === 'ExpressionStatement' || parent.type === 'VariableDeclarator')
          return false;
    }
  }
  return false;
}

/** `req.user = …`, `request.userId = …`, `ctx.state.user = …`, `res.locals.user = …`. */
function isRequestUser(analysis: Analysis, left: TSESTree.MemberExpression): boolean {
  return /^(?:this\.)?(?:req|request|ctx|context|c|socket|res|reply|event)\.(?:\w+\.)*(?:user|userId|user_id|auth|session|currentUser|account|userData|decoded|principal|identity|role|tenantId)$/u.test(
    analysis.sourceCode.getText(left).replaceAll('?.', '.'),
  );
}

/** Hono's `c.set('user', …)`. */
function isIdentitySetter(analysis: Analysis, call: TSESTree.CallExpression, name: string): boolean {
  const callee = unwrap(call.callee);
  if (name !== 'set' || callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  const key = call.arguments[0] && getStaticString(analysis, call.arguments[0])?.value;
  return (
    object.type === 'Identifier' &&
    /^(?:c|ctx|context)$/u.test(object.name) &&
    /user|auth|claims|jwtPayload/iu.test(key ?? '')
  );
}

/** `getUserById(…)`, `loadAccount(…)`. */
function isUserLookup(name: string): boolean {
  const words = splitWords(name);
  return (
    /^(?:get|find|load|fetch|lookup)$/u.test(words[0] ?? '') &&
    words.some((word) => /^(?:user|account|member|session)$/u.test(word))
  );
}

/** The claims that name who a token was given to. */
function isSubject(claim: string | undefined): boolean {
  return /^(?:sub|uid|user_?id|username|email)$/iu.test(claim ?? '');
}

/** `findPupil(…)`, `loadTeacher(…)`: with the subject of a token, a look-up of its owner, whatever that is called. */
function isLookup(name: string): boolean {
  const words = splitWords(name);
  return words.length > 1 && /^(?:get|find|load|fetch|lookup)$/u.test(words[0] ?? '');
}

/** `sign(…)`, `generateTokens(…)`: a new token from claims that nobody checked. */
function isMint(name: string): boolean {
  const words = splitWords(name);
  if (name === 'sign' || name === 'signAsync') return true;
  return (
    /^(?:generate|create|issue|sign|mint)$/u.test(words[0] ?? '') &&
    words.some((word) => /^(?:tokens?|jwt|session)$/u.test(word))
  );
}

function isPrivilege(node: TSESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    /^(?:role|roles|isAdmin|is_admin|scope|scopes|permissions|admin)$/u.test(getStaticPropertyName(node) ?? '')
  );
}

/** Whether a function around is given a request. */
function hasRequest(analysis: Analysis, node: TSESTree.Node): boolean {
  for (let fn = getParentFunction(node); fn; fn = getParentFunction(fn)) {
    if (fn.params.some((param) => /^(?:req|request|ctx|context|c|event)\b/u.test(analysis.sourceCode.getText(param))))
      return true;
  }
  return false;
}

/** Whether a token came straight from the server that issued it: the answer of a call that was awaited. */
export function isFreshlyIssued(analysis: Analysis, token: TSESTree.Node): boolean {
  let bare = unwrap(token);
  for (let depth = 0; depth < 4; depth++) {
    if (bare.type === 'MemberExpression') bare = unwrap(bare.object);
    else if (bare.type === 'Identifier') {
      const binding = resolveBinding(analysis, bare);
      if (binding?.kind !== 'variable' || !binding.init) return false;
      if (binding.init.type === 'AwaitExpression') return isExchange(analysis, binding.init.argument);
      bare = unwrap(binding.init);
    } else if (bare.type === 'AwaitExpression') return isExchange(analysis, bare.argument);
    else return false;
  }
  return false;
}

function isExchange(analysis: Analysis, node: TSESTree.Node): boolean {
  return !/\b(?:cookies|headers|req|request|ctx|event|c)\b/u.test(analysis.sourceCode.getText(node));
}
