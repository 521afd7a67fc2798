import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords, type TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getMemberPath, getStaticPropertyName, resolveBinding, unwrap, unwrapType } from './bindings.js';
import { getEnclosingFunction, getFunctionName } from './functions.js';
import { getGuard } from './guards.js';
import {
  getCredentialKind,
  isCredible,
  isLocalHost,
  isPasswordHash,
  isUsablePassword,
  isUserName,
  isWeakPassword,
  looksLikePassword,
  repeatsName,
  saysItIsWrong,
  type CredentialKind,
} from './passwords.js';
import { getDeclaredName, isDummy, isIllustration, isPrefixing, isRenaming } from './credential-context.js';
import { isFunction } from './syntax.js';
import { getStaticString, resolveExpression } from './values.js';

/** How a credential is given away; each has a message of its own. */
export type CredentialUse =
  | 'rendered'
  | 'formState'
  | 'login'
  | 'account'
  | 'link'
  | 'connection'
  | 'defaultPassword'
  | 'signingKey'
  | 'seeded'
  | 'compared'
  | 'used';

/** One credential at the place of its use. */
export interface Credential {
  readonly use: CredentialUse;
  /** The smallest guilty expression. */
  readonly node: TSESTree.Node;
  /** Narrower than the node, for a password inside a text. */
  readonly loc?: TSESTree.SourceLocation;
  readonly value: string;
  readonly trace: readonly TraceStep[];
  /** The literal, when it stands elsewhere in the same file. */
  readonly definition?: TSESTree.Node;
  /** The constant whose object literal this is: uses of the member are reported instead of it. */
  readonly holder?: TSESTree.VariableDeclarator;
}

/** A text that an expression can be. */
export interface Candidate {
  readonly node: TSESTree.Node;
  readonly value: string;
  readonly trace: readonly TraceStep[];
  readonly definition?: TSESTree.Node;
}

/** The constant texts that an expression can be: itself, through names, either branch of a ternary. */
export function getCandidates(analysis: Analysis, node: TSESTree.Node): Candidate[] {
  const bare = unwrap(node);
  switch (bare.type) {
    case 'ConditionalExpression':
      return [...getCandidates(analysis, bare.consequent), ...getCandidates(analysis, bare.alternate)];
    case 'LogicalExpression':
      return bare.operator === '&&' ? getCandidates(analysis, bare.right) : [];
    case 'Literal':
      return typeof bare.value === 'string' ? [{ node: bare, value: bare.value, trace: [] }] : [];
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'Identifier':
    case 'MemberExpression': {
      const found = getStaticString(analysis, bare);
      if (!found) return getBranches(analysis, bare);
      const definition = found.analysis === analysis ? unwrapType(found.definition) : undefined;
      return [{ node: bare, value: found.value, trace: found.trace, definition }];
    }
    default:
      return [];
  }
}

/** The texts of a name that was defined by a ternary. */
function getBranches(analysis: Analysis, node: TSESTree.Node): Candidate[] {
  if (node.type !== 'Identifier') return [];
  const resolved = resolveExpression(analysis, node);
  if (resolved?.node.type !== 'ConditionalExpression') return [];
  // What a guard chooses is judged where it is chosen.
  if (getGuard(resolved.analysis, resolved.node.consequent, ['demo', 'development'])) return [];
  const [first] = [resolved.node.consequent, resolved.node.alternate].flatMap((branch) => {
    const found = getStaticString(resolved.analysis, branch);
    return found && found.value !== '' ? [found] : [];
  });
  return first ? [{ node, value: first.value, trace: [...first.trace, ...resolved.trace] }] : [];
}

/** Turns the candidates that pass into credentials. */
export function pickCredentials(
  analysis: Analysis,
  node: TSESTree.Node,
  use: CredentialUse,
  passes: (value: string) => boolean,
): Credential[] {
  return getCandidates(analysis, node)
    .filter((candidate) => passes(candidate.value))
    .map((candidate) => ({ ...candidate, use: isPasswordHash(candidate.value) ? 'seeded' : use }));
}

/** What a name holds, the names of the project's settings included. */
export function getKind(analysis: Analysis, name: string): CredentialKind | undefined {
  return getCredentialKind(name, { secretNames: analysis.settings.secretNames });
}

/** Properties whose name says what they hold: `{ password: "…" }`, in any object. */
export function getPropertyCredentials(analysis: Analysis, property: TSESTree.Property): Credential[] {
  const object = property.parent;
  if (object.type !== 'ObjectExpression' || property.kind !== 'init' || property.method) return [];
  const name = getStaticPropertyName(property);
  if (name === undefined) return [];
  const kind = getPropertyKind(analysis, name, object);
  if (kind !== 'password' && kind !== 'password-hash') return [];
  if (repetition.test(name) && hasPassword(analysis, object)) return [];
  const value = unwrap(property.value);
  if (isFunction(value) || value.type === 'ObjectExpression' || value.type === 'ArrayExpression') return [];
  const found = pickCredentials(analysis, value, getObjectUse(object), (text) =>
    kind === 'password-hash' || isPasswordHash(text)
      ? isPasswordHash(text)
      : isAccountPassword(analysis, object, name, text),
  );
  if (found.length === 0 || isIllustration(property) || isDummy(property)) return [];
  if (hasLocalHost(analysis, object) || isConstantOfModule(object, name) || isPrefixing(object)) return [];
  const holder = getHolder(object);
  return found
    .filter(({ value: text }) => !repeatsName(text, name) || !isRenaming(object))
    .map((credential) => ({ ...credential, holder }));
}

/** `confirmPassword` beside `password`: the same credential once more. */
const repetition = /^(?:confirm|repeat|retype|verify)|(?:confirm(?:ation|ed)?|repeat|again|2)$/iu;

function hasPassword(analysis: Analysis, object: TSESTree.ObjectExpression): boolean {
  return object.properties.some((property) => {
    const name = property.type === 'Property' ? getStaticPropertyName(property) : undefined;
    return name !== undefined && !repetition.test(name) && getKind(analysis, name) === 'password';
  });
}

function getPropertyKind(
  analysis: Analysis,
  name: string,
  object: TSESTree.ObjectExpression,
): CredentialKind | undefined {
  if (name === 'pass') return getUserProperty(object) ? 'password' : undefined;
  return getKind(analysis, name);
}

/** A field's default in a class: `password = "…"`. */
export function getFieldCredentials(analysis: Analysis, field: TSESTree.PropertyDefinition): Credential[] {
  const name = getStaticPropertyName(field);
  if (name === undefined || !field.value || getKind(analysis, name) !== 'password') return [];
  // A static field is a constant: its uses are reported.
  if (field.static || isConstantName(name) || field.readonly) return [];
  return pickCredentials(analysis, field.value, 'formState', (text) => isCredible(text, name));
}

/** A variable that starts with a password and is changed later: the state of a form. */
export function getVariableCredentials(analysis: Analysis, node: TSESTree.VariableDeclarator): Credential[] {
  if (node.id.type !== 'Identifier' || !node.init || node.parent.kind === 'const') return [];
  const { name } = node.id;
  if (getKind(analysis, name) !== 'password') return [];
  const binding = resolveBinding(analysis, node.id);
  // One that never changes is a constant: its uses are reported.
  if (binding?.kind !== 'variable' || binding.writes.length === 0) return [];
  return pickCredentials(analysis, node.init, 'formState', (text) => isCredible(text, name));
}

/** What a function whose name promises a password returns: `getDemoPassword`. */
export function getReturnCredentials(
  analysis: Analysis,
  node: TSESTree.ReturnStatement | TSESTree.ArrowFunctionExpression,
): Credential[] {
  const value = node.type === 'ReturnStatement' ? node.argument : node.body;
  if (!value || (value.type !== 'Literal' && value.type !== 'TemplateLiteral')) return [];
  const fn = node.type === 'ReturnStatement' ? getEnclosingFunction(node) : node;
  const name = fn && getFunctionName(fn)?.replace(/^(?:get|fetch|read|default|make)_?(?=[A-Z_])/u, '');
  if (name === undefined || getKind(analysis, name) !== 'password' || isDummy(node)) return [];
  return pickCredentials(analysis, value, 'used', (text) => isCredible(text, name) && looksLikePassword(text));
}

/** Assignments to what holds a password: `form.password = "…"`, `passwordInput.value = "…"`. */
export function getAssignmentCredentials(analysis: Analysis, node: TSESTree.AssignmentExpression): Credential[] {
  const name = getTargetName(node.left);
  if (name === undefined || getKind(analysis, name) !== 'password') return [];
  const isDefault = node.operator === '||=' || node.operator === '??=';
  if (node.operator !== '=' && !isDefault) return [];
  // A constant that a module hands out is reported at its uses.
  if (isDummy(node) || (isConstantName(name) && isExports(node.left))) return [];
  return pickCredentials(
    analysis,
    node.right,
    isDefault ? 'defaultPassword' : 'formState',
    (text) =>
      isPasswordHash(text) || isCredible(text, name) || (isDefault && isUsablePassword(text) && isWeakPassword(text)),
  );
}

const inputWords = /(?:field|input|ref|element|el|box|control)$/iu;

function getTargetName(node: TSESTree.Node): string | undefined {
  const bare = unwrap(node);
  if (bare.type === 'Identifier') return bare.name;
  if (bare.type !== 'MemberExpression') return undefined;
  const name = getStaticPropertyName(bare);
  if (name !== 'value' && name !== 'current') return name;
  const object = unwrap(bare.object);
  if (object.type === 'CallExpression') {
    const first = object.arguments[0];
    return first?.type === 'Literal' && typeof first.value === 'string' ? first.value.replace(/^#/u, '') : undefined;
  }
  return getTargetName(object)?.replace(inputWords, '');
}

/** Texts compared with what was typed: `password === "…"`. */
export function getComparisonCredentials(analysis: Analysis, node: TSESTree.BinaryExpression): Credential[] {
  if (!['===', '==', '!==', '!='].includes(node.operator)) return [];
  for (const [subject, value] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const name = getValueName(subject);
    if (name === undefined || getKind(analysis, name) !== 'password') continue;
    if (getStaticString(analysis, subject)) continue;
    const found = pickCredentials(
      analysis,
      value,
      'compared',
      (text) =>
        isUsablePassword(text) && (looksLikePassword(text) || (isWeakPassword(text) && !repeatsName(text, name))),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** The last name of an expression: `password` of `req.body.password`. */
export function getValueName(node: TSESTree.Node): string | undefined {
  const bare = unwrap(node);
  if (bare.type === 'Identifier') return bare.name;
  return bare.type === 'MemberExpression' ? getStaticPropertyName(bare) : undefined;
}

const typeWords = new Set(
  'required string text hidden optional email number boolean object any unknown secret input field invalid missing empty short weak lock key'.split(
    ' ',
  ),
);

function isAccountPassword(
  analysis: Analysis,
  object: TSESTree.ObjectExpression,
  name: string,
  value: string,
): boolean {
  if (!isUsablePassword(value)) return false;
  // What a login is known to refuse lets nobody in.
  if (saysItIsWrong(value) && getObjectUse(object) === 'login') return false;
  if (isCredible(value, name)) return true;
  const property = getUserProperty(object);
  const userName = property && getStaticPropertyName(property);
  const user = property && getStaticString(analysis, property.value)?.value;
  const isCalled = isCredentialCall(object);
  const isSaidAgain = splitWords(value).join('') === splitWords(name).join('');
  if (isWeakPassword(value) && !isSaidAgain && getObjectUse(object) === 'formState') return true;
  // `secret` is a kind of field, and a password that everybody tries.
  if (typeWords.has(value.toLowerCase()) && !isWeakPassword(value)) {
    return isCalled && user !== undefined && isUsablePassword(user);
  }
  if (isCalled && (user === undefined || userName === undefined || !repeatsName(user, userName))) {
    return isWeakPassword(value) || /^[\w.!@#$%^&* -]+$/u.test(value);
  }
  if (user === undefined || userName === undefined) {
    // A user name that is not known, beside a password that everybody tries.
    const isRead = property !== undefined && ['Identifier', 'MemberExpression'].includes(unwrap(property.value).type);
    return isRead && isWeakPassword(value) && !repeatsName(value, name) && /^\p{Ll}/u.test(value);
  }
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)*$/u.test(user)) return !repeatsName(value, name) || isWeakPassword(value);
  if (splitWords(user).join('') === splitWords(userName).join('') || /\s/u.test(user) || typeWords.has(user))
    return false;
  if (isWeakPassword(value)) return /^[\w.-]+$/u.test(user) && !/^\p{Lu}/u.test(value);
  return (
    /^\p{Ll}[\p{L}\d]{3,}$/u.test(value) &&
    /^[\p{L}\d_.]+$/u.test(user) &&
    !repeatsName(value, name) &&
    !/^\p{Lu}/u.test(user)
  );
}

function getUserProperty(object: TSESTree.ObjectExpression): TSESTree.Property | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property') continue;
    const name = getStaticPropertyName(property);
    if (name !== undefined && isUserName(name)) return property;
  }
  return undefined;
}

const credentialCalls =
  /log[_-]?in|sign[_-]?in|signup|sign[_-]?up|register|authenticate|connect|createpool|pool|client|sequelize|datasource|knex|createtransport|forroot|createuser|adduser|upsert|insert|create|seed|mysql|postgres|redis|axios|fetch|post|request/iu;

/** Forms are judged as such; what an error or a schema says of a password is none. */
const otherCalls = /use(?:form|formik)|i18n|schema|zod|yup|exception|error|invalid|fail|reject/iu;

/** Tells whether an object goes, as it is, to a call that logs in, connects or makes an account. */
function isCredentialCall(object: TSESTree.ObjectExpression): boolean {
  let node: TSESTree.Node = object;
  for (let depth = 0; depth < 8; depth++) {
    const parent: TSESTree.Node | undefined = node.parent;
    if (!parent) return false;
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      if (parent.callee === node) return false;
      const path = getMemberPath(parent.callee)?.join('.') ?? '';
      if (path !== 'JSON.stringify') return credentialCalls.test(path) && !otherCalls.test(path);
    } else if (parent.type !== 'Property' && parent.type !== 'ObjectExpression' && !isWrapper(parent)) {
      return false;
    }
    node = parent;
  }
  return false;
}

function isWrapper(node: TSESTree.Node): boolean {
  return [
    'TSAsExpression',
    'TSSatisfiesExpression',
    'TSNonNullExpression',
    'AwaitExpression',
    'ArrayExpression',
  ].includes(node.type);
}

const formWords = /defaultvalues|initialvalues|initialstate|formdata|form$|usestate|setvalues|usereducer|useform/iu;
const connectionNames = new Set(['host', 'hostname', 'server', 'database', 'port', 'dialect', 'db', 'sslmode']);

/** What an object with a password in it is for, for the message. */
function getObjectUse(object: TSESTree.ObjectExpression): CredentialUse {
  const names = object.properties.map((property) =>
    property.type === 'Property' ? getStaticPropertyName(property) : '',
  );
  const isMail = names.includes('pass') && getDeclaredName(object.parent) === 'auth';
  if (isMail || names.some((name) => connectionNames.has(name?.toLowerCase() ?? ''))) return 'connection';
  for (let node: TSESTree.Node | undefined = object.parent, depth = 0; node && depth < 6; node = node.parent, depth++) {
    if (node.type === 'CallExpression') {
      const path = getMemberPath(node.callee)?.join('.') ?? '';
      if (formWords.test(path)) return 'formState';
      if (/log[_-]?in|sign[_-]?in|authenticate/iu.test(path)) return 'login';
      if (/create|insert|upsert|seed|register|save|add/iu.test(path)) return 'seeded';
      if (/^(?:axios|fetch)|post|request/iu.test(path)) return 'login';
    }
    const name = getDeclaredName(node);
    if (name !== undefined && formWords.test(name)) return 'formState';
  }
  return 'account';
}

/** Tells whether the connection that an object describes goes to this machine. */
function hasLocalHost(analysis: Analysis, object: TSESTree.ObjectExpression): boolean {
  const outer = object.parent.type === 'Property' ? object.parent.parent : undefined;
  for (const holder of [object, outer]) {
    if (holder?.type !== 'ObjectExpression') continue;
    for (const property of holder.properties) {
      if (property.type !== 'Property') continue;
      const name = getStaticPropertyName(property) ?? '';
      if (!['host', 'hostname', 'server', 'url'].includes(name.toLowerCase())) continue;
      const value = getStaticString(analysis, property.value)?.value;
      if (value !== undefined && isLocalHost(value.replace(/^\w+:\/\/(?:[^@/]*@)?|[:/].*$/gu, ''))) return true;
    }
  }
  return false;
}

/**
 * Tells whether a property is a constant of its own that a module hands out, `module.exports = { DEMO_PASSWORD: "…" }`:
 * its uses are reported.
 */
function isConstantOfModule(object: TSESTree.ObjectExpression, name: string): boolean {
  if (!/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/u.test(name)) return false;
  const { parent } = object;
  return (
    parent.type === 'ExportDefaultDeclaration' || (parent.type === 'AssignmentExpression' && isExports(parent.left))
  );
}

/** `module.exports`, `exports` and their members. */
function isExports(node: TSESTree.Node): boolean {
  const path = getMemberPath(node) ?? [];
  return path[0] === 'exports' || (path[0] === 'module' && path[1] === 'exports');
}

/** The constant whose value is the object, or an object it lies in. */
function getHolder(object: TSESTree.ObjectExpression): TSESTree.VariableDeclarator | undefined {
  let node: TSESTree.Node = object;
  for (;;) {
    const parent: TSESTree.Node | undefined = node.parent;
    if (!parent) return undefined;
    if (parent.type === 'VariableDeclarator') return parent.init === node ? parent : undefined;
    const isPart = parent.type === 'Property' || parent.type === 'ObjectExpression' || isWrapper(parent);
    if (!isPart) return undefined;
    node = parent;
  }
}

/** Tells whether a constant is one account under a constant's name, made to be used elsewhere. */
export function isExportedAccount(holder: TSESTree.VariableDeclarator, node: TSESTree.Node): boolean {
  const { id, init } = holder;
  if (holder.parent.parent.type !== 'ExportNamedDeclaration' || id.type !== 'Identifier' || !isConstantName(id.name)) {
    return false;
  }
  return init !== null && unwrapType(init) === node.parent?.parent;
}

/** Tells whether a name is written as constants are. */
function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z\d_]*$/u.test(name);
}
