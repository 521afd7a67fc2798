import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getMemberPath, getOrigin, getStaticPropertyName, unwrap } from './bindings.js';
import { getKind, pickCredentials, type Credential } from './credentials.js';
import { isDummy } from './credential-context.js';
import {
  isCredible,
  isLocalHost,
  isUsable,
  isUsablePassword,
  isWeakPassword,
  looksLikePassword,
  repeatsName,
  saysItIsWrong,
} from './passwords.js';
import { isFunction } from './syntax.js';
import { getStaticString } from './values.js';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Passwords and keys among the arguments of a call: setters, form fields, logins, hashes, connections, signatures. */
export function getCallCredentials(analysis: Analysis, node: Call): Credential[] {
  if (node.arguments.length === 0) return [];
  const name = getCalleeName(node);
  if (name === undefined || !mayTakeCredentials(name)) return [];
  return [
    ...getSetterCredentials(analysis, node, name),
    ...getFieldSetterCredentials(analysis, node, name),
    ...getStateCredentials(analysis, node, name),
    ...getLoginCredentials(analysis, node, name),
    ...getHashCredentials(analysis, node, name),
    ...getBasicCredentials(analysis, node, name),
    ...getConnectionCredentials(analysis, node, name),
    ...getSigningCredentials(analysis, node, name),
  ];
}

/** The cheap question first: most calls have names that none of the questions below is about. */
function mayTakeCredentials(name: string): boolean {
  return (
    name.startsWith('set') ||
    fieldSetters.has(name) ||
    stateMakers.has(name) ||
    hashNames.has(name) ||
    otherTakers.has(name) ||
    loginNames.test(name)
  );
}

/** Calls with user and password, connections, and makers and users of signatures. */
const otherTakers = new Set(
  (
    'btoa from auth basicAuth Sequelize session cookieSession cookieParser expressjwt expressJwt jwt JwtStrategy ' +
    'register registerAsync iron getIronSession betterAuth NextAuth sign verify signAsync verifyAsync'
  ).split(' '),
);

/** `setPassword("…")` */
function getSetterCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  const field = /^set_?(.+)$/u.exec(name)?.[1];
  const first = node.arguments[0];
  if (field === undefined || !first || node.arguments.length > 1 || getKind(analysis, field) !== 'password') return [];
  return pickCredentials(analysis, first, 'formState', (value) => isUsablePassword(value) && !isMessage(value, field));
}

function isMessage(value: string, name: string): boolean {
  return /^[a-z][\w-]*(?:\.[\w-]+)+$/iu.test(value) || (repeatsName(value, name) && !isWeakPassword(value));
}

const fieldSetters = new Set([
  'setValue',
  'setFieldValue',
  'set',
  'append',
  'setField',
  'change',
  'setItem',
  'updateField',
]);

/** `form.setValue("password", "…")`, `formData.append("password", "…")` */
function getFieldSetterCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  const [first, second] = node.arguments;
  if (!first || !second || !fieldSetters.has(name)) return [];
  const field = getStaticString(analysis, first)?.value;
  if (field === undefined || getKind(analysis, field) !== 'password') return [];
  const path = getMemberPath(node.callee)?.join('.') ?? '';
  if (/error|message|label|translation|i18n/iu.test(path)) return [];
  return pickCredentials(
    analysis,
    second,
    'formState',
    (value) =>
      isUsablePassword(value) &&
      !isMessage(value, field) &&
      (looksLikePassword(value) || isWeakPassword(value) || isCredible(value, field)),
  );
}

const stateMakers = new Set([
  'useState',
  'ref',
  'shallowRef',
  'signal',
  'createSignal',
  '$state',
  'atom',
  'writable',
  'useRef',
  'state',
  'observable',
]);

/** `const [password, setPassword] = useState("…")` */
function getStateCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  const first = node.arguments[0];
  if (!first || !stateMakers.has(name)) return [];
  const holder = getStateName(node);
  if (holder === undefined || getKind(analysis, holder) !== 'password') return [];
  const initial = isFunction(first) && first.body.type !== 'BlockStatement' ? first.body : first;
  return pickCredentials(
    analysis,
    initial,
    'formState',
    (value) => isUsablePassword(value) && !isMessage(value, holder) && !repeatsName(value, holder),
  );
}

function getStateName(node: Call): string | undefined {
  const parent = node.parent;
  if (parent.type === 'PropertyDefinition') return getStaticPropertyName(parent);
  if (parent.type !== 'VariableDeclarator') return undefined;
  if (parent.id.type === 'Identifier') return parent.id.name;
  const first = parent.id.type === 'ArrayPattern' ? parent.id.elements[0] : undefined;
  return first?.type === 'Identifier' ? first.name : undefined;
}

const loginNames =
  /^(?:log_?in|log_?on|sign_?in|authenticate)(?:_?(?:user|as|async|with_?(?:password|credentials|email(?:_?and_?password)?)))?$|^(?:sign_?in|create_?user|sign_?up)_?with_?(?:email|password|email_?and_?password)$|^(?:register|sign_?up)$|^(?:create|add|register|seed|ensure|insert)_?(?:admin|user|super_?user|demo_?user|test_?user|account)s?$/iu;

/** `login("demo", "…")`: the last text after a user name. Objects are read property by property elsewhere. */
function getLoginCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  if (node.arguments.length < 2 || !loginNames.test(name)) return [];
  const user = node.arguments.findIndex((argument) => isUserValue(analysis, argument));
  if (user === -1) return [];
  const next = node.arguments[user + 1];
  if (!next || next.type === 'SpreadElement') return [];
  const use = /log|sign_?in|authenticate/iu.test(name) ? 'login' : 'seeded';
  return pickCredentials(
    analysis,
    next,
    use,
    (value) =>
      (isUsablePassword(value) &&
        !(use === 'login' && saysItIsWrong(value)) &&
        (looksLikePassword(value) || isWeakPassword(value)) &&
        !/^(?:admin|user|guest|root)$/u.test(value)) ||
      isSamePair(analysis, node.arguments[user]!, value),
  );
}

function isSamePair(analysis: Analysis, user: TSESTree.Node, value: string): boolean {
  return getStaticString(analysis, user)?.value === value && /^\w{3,}$/u.test(value);
}

function isUserValue(analysis: Analysis, node: TSESTree.Node): boolean {
  const text = getStaticString(analysis, node)?.value;
  if (text !== undefined)
    return (
      /^[\w.+-]+(?:@[\w.-]+)?$/u.test(text) &&
      !/^(?:google|github|credentials|facebook|email|apple|discord)$/iu.test(text)
    );
  const bare = unwrap(node);
  const name =
    bare.type === 'Identifier' ? bare.name : bare.type === 'MemberExpression' ? getStaticPropertyName(bare) : undefined;
  return (
    name !== undefined && splitWords(name).some((word) => ['email', 'username', 'user', 'login', 'mail'].includes(word))
  );
}

const hashNames = new Set([
  'hash',
  'hashSync',
  'hashPassword',
  'hash_password',
  'encryptPassword',
  'generatePasswordHash',
  'makePassword',
  'generateHash',
  'hashPasswordSync',
]);

/** `bcrypt.hash("…", 10)`: the account of a program's own making. */
function getHashCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  const first = node.arguments[0];
  if (!first || !hashNames.has(name)) return [];
  if (!/password/iu.test(name)) {
    const origin = `${getOrigin(analysis, node.callee) ?? ''} ${getMemberPath(node.callee)?.join('.') ?? ''}`;
    if (!/bcrypt|argon|scrypt|password|hasher/iu.test(origin)) return [];
  }
  if (isDummy(node) || isDropped(node)) return [];
  return pickCredentials(analysis, first, 'seeded', (value) => isUsablePassword(value) && value.length >= 3);
}

/** A hash that nobody takes is made to spend time: `await bcrypt.hash("…", 10);` where there is no such user. */
function isDropped(node: Call): boolean {
  const isStatement = node.parent.type === 'AwaitExpression' && node.parent.parent.type === 'ExpressionStatement';
  return isStatement && !node.arguments.some((argument) => isFunction(argument));
}

/** `btoa("user:…")`, `.auth("user", "…")` */
function getBasicCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  const [first, second] = node.arguments;
  if (!first) return [];
  const path = getMemberPath(node.callee)?.join('.') ?? '';
  if (path === 'btoa' || path === 'window.btoa' || path === 'Buffer.from') {
    return pickCredentials(analysis, first, 'login', (value) => {
      const pair = /^[\w.@+-]{2,40}:([^\s:/]{3,64})$/u.exec(value);
      return pair !== null && isUsablePassword(pair[1]!) && (looksLikePassword(pair[1]!) || isWeakPassword(pair[1]!));
    });
  }
  if ((name !== 'auth' && name !== 'basicAuth') || !second || getStaticString(analysis, first) === undefined) return [];
  return pickCredentials(
    analysis,
    second,
    'login',
    (value) => isUsablePassword(value) && (looksLikePassword(value) || isWeakPassword(value)),
  );
}

/** `new Sequelize("db", "user", "…", { host })` */
function getConnectionCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  if (node.type !== 'NewExpression' || name !== 'Sequelize') return [];
  const [, , password, options] = node.arguments;
  if (!password) return [];
  if (options?.type === 'ObjectExpression') {
    for (const property of options.properties) {
      if (property.type !== 'Property' || getStaticPropertyName(property) !== 'host') continue;
      const host = getStaticString(analysis, property.value)?.value;
      if (host !== undefined && isLocalHost(host)) return [];
    }
  }
  return pickCredentials(analysis, password, 'connection', isUsablePassword);
}

const signers = /(?:^|\.)(?:jsonwebtoken|jwt|JWT|jws)\.(?:sign|verify)$/u;
const keyHolders =
  /(?:^|\.)(?:session|cookieSession|cookieParser|expressjwt|expressJwt|jwt|JwtStrategy|JwtModule\.register|JwtModule\.registerAsync|iron|getIronSession|betterAuth|NextAuth|sign|verify|signAsync|verifyAsync)$/u;
const keyProperties = new Set([
  'secret',
  'secretOrKey',
  'secretOrPrivateKey',
  'keys',
  'privateKey',
  'jwtSecret',
  'signingKey',
  'cookieSecret',
]);

/** A key that signs tokens or cookies, written where it is used: `jwt.sign(claims, "…")`, `session({ secret: "…" })`. */
function getSigningCredentials(analysis: Analysis, node: Call, name: string): Credential[] {
  const path = getMemberPath(node.callee)?.join('.') ?? '';
  const [first, second] = node.arguments;
  if ((name === 'sign' || name === 'verify') && second) {
    const isSigner = signers.test(path) || /^jsonwebtoken\./u.test(getOrigin(analysis, node.callee) ?? '');
    if (isSigner) return pickCredentials(analysis, second, 'signingKey', isSigningKey);
  }
  if (name === 'cookieParser' && first) return pickCredentials(analysis, first, 'signingKey', isSigningKey);
  if (!keyHolders.test(path)) return [];
  const found: Credential[] = [];
  for (const argument of node.arguments) {
    if (argument.type !== 'ObjectExpression') continue;
    for (const property of argument.properties) {
      if (property.type !== 'Property' || !keyProperties.has(getStaticPropertyName(property) ?? '')) continue;
      const values = property.value.type === 'ArrayExpression' ? property.value.elements : [property.value];
      for (const value of values) {
        if (value) found.push(...pickCredentials(analysis, value, 'signingKey', isSigningKey));
      }
    }
  }
  return found;
}

function isSigningKey(value: string): boolean {
  return isUsable(value) && !/BEGIN (?:RSA )?PUBLIC KEY/u.test(value);
}
