import type { TSESTree } from '@typescript-eslint/utils';
import { getSecretName, splitWords, type SecretKind } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import {
  getCalleeName,
  getMemberPath,
  getOrigin,
  getStaticPropertyName,
  resolveBinding,
  unwrap,
  unwrapType,
} from './bindings.js';
import { isFunction, type FunctionNode } from './syntax.js';
import { getStaticString, resolveExpression } from './values.js';

/** A value that holds secrets among other things, so that as a whole it is one. */
export type SecretWhole = 'login-response' | 'request-body' | 'headers' | 'cookies' | 'environment' | 'record';

/** A secret whose name does not say so. */
export interface SecretSource {
  readonly kind: SecretKind;
  readonly name: string;
  readonly whole?: SecretWhole;
}

const hashModules =
  /^(?:bcrypt|bcryptjs|bcrypt-ts|argon2|@node-rs\/(?:bcrypt|argon2)|@phc\/\w+|@noble\/hashes\/\w+)\b/u;
const hashMethods = new Set(['hash', 'hashSync', 'hashRaw']);
const derivations = /^crypto\.(?:scrypt|scryptSync|pbkdf2|pbkdf2Sync)$/u;
const signOrigins = new Set([
  'jsonwebtoken.sign',
  'jwt-simple.encode',
  'hono/jwt.sign',
  'jose.SignJWT().sign',
  'fast-jwt.createSigner()',
  'njwt.create',
]);
const cookieParsers = new Set(['cookie.parse', 'next/headers.cookies', 'cookie-es.parse']);

/** Methods of identity clients whose answer holds the session's tokens. */
const sessionMethods = new Set([
  ...['signInWithPassword', 'signInWithEmailAndPassword', 'signInWithIdToken', 'exchangeCodeForSession'],
  ...['refreshSession', 'verifyOtp', 'getSession'],
]);

/** Calls that make secrets: password hashes, signed tokens, all headers, all cookies, a request's body. */
export function getCallSource(analysis: Analysis, node: TSESTree.CallExpression): SecretSource | undefined {
  const method = getExportedName(analysis, node) ?? getCalleeName(node);
  if (method === undefined) return undefined;
  const path = getMemberPath(node.callee) ?? [method];
  const receiver = path.length > 1 ? (path.at(-2) ?? '') : '';
  if (hashMethods.has(method) || derivations.test(`crypto.${method}`)) {
    const origin = getOrigin(analysis, node.callee) ?? '';
    const isNamed = /^(?:bcrypt|bcryptjs|argon2|argon)$/iu.test(receiver);
    if ((isNamed && hashMethods.has(method)) || hashModules.test(origin) || derivations.test(origin)) {
      return { kind: 'password-hash', name: `${path.join('.')}()` };
    }
  }
  if (isTokenSigner(analysis, node, method, receiver)) return { kind: 'token', name: `${path.join('.')}()` };
  if (method === 'headers' || method === 'cookies' || method === 'parse') {
    const origin = getOrigin(analysis, node.callee);
    if (origin === 'next/headers.headers') return { kind: 'cookie', name: 'headers()', whole: 'headers' };
    if (origin !== undefined && cookieParsers.has(origin))
      return { kind: 'cookie', name: `${method}()`, whole: 'cookies' };
  }
  if (sessionMethods.has(method) && (receiver === 'auth' || method === 'signInWithEmailAndPassword')) {
    return { kind: 'token', name: `${path.join('.')}()`, whole: 'login-response' };
  }
  if (method === 'getSetCookie') return { kind: 'cookie', name: 'getSetCookie()' };
  if (method === 'getHeaders' && isRequestName(receiver))
    return { kind: 'cookie', name: 'getHeaders()', whole: 'headers' };
  if (isRequestBodyCall(node, method, receiver) && isCredentialHandler(analysis, node)) {
    return { kind: 'credential', name: `${path.join('.')}()`, whole: 'request-body' };
  }
  return undefined;
}

/** `hash` where it was imported as `hashPassword`. */
function getExportedName(analysis: Analysis, node: TSESTree.CallExpression): string | undefined {
  const binding = resolveBinding(analysis, node.callee);
  if (binding?.kind !== 'import' || binding.path.length > 0) return undefined;
  return binding.imported === '*' || binding.imported === 'default' ? undefined : binding.imported;
}

function isTokenSigner(analysis: Analysis, node: TSESTree.CallExpression, method: string, receiver: string): boolean {
  if (method === 'jwtSign') return true;
  if (method !== 'sign' && method !== 'signAsync' && method !== 'encode' && method !== 'createSigner') {
    return signOrigins.has(getOrigin(analysis, node.callee) ?? '');
  }
  const words = splitWords(receiver);
  if (words.includes('jwt') || words.includes('jsonwebtoken')) return true;
  return isSignerOrigin(getOrigin(analysis, node.callee) ?? '');
}

function isSignerOrigin(origin: string): boolean {
  // Builder calls lie between: `new SignJWT(…).setIssuedAt().sign(key)`.
  return signOrigins.has(origin) || /^jose\.(?:SignJWT|EncryptJWT)\(\)(?:\.\w+\(\))*\.(?:sign|encrypt)$/u.test(origin);
}

/** Members that hold secrets: all headers, the browser's cookies, the body of a log-in request. */
export function getMemberSource(
  analysis: Analysis,
  node: TSESTree.MemberExpression,
  name: string,
): SecretSource | undefined {
  const display = getDisplayName(node);
  if (name === 'cookie') {
    const isHeader = getMemberPath(node.object)?.at(-1) === 'headers';
    const isAll = isHeader || getOrigin(analysis, node) === 'document.cookie';
    return isAll ? { kind: 'cookie', name: display, whole: 'cookies' } : undefined;
  }
  if (name === 'value') {
    const kind = getControlKind(analysis, node.object);
    return kind && { kind, name: display };
  }
  if (name === 'env') {
    return isEnvironment(analysis, node) ? { kind: 'credential', name: display, whole: 'environment' } : undefined;
  }
  const part = getPartSource(analysis, node.object, name);
  return part && { ...part, name: display };
}

const controlWords = new Set(['ref', 'input', 'field', 'el', 'element', 'box', 'control', 'current']);
const elementGetters = new Set(['getElementById', 'querySelector']);

/** The secret that is typed into a control: `passwordRef.current.value`, `document.getElementById('password').value`. */
function getControlKind(analysis: Analysis, control: TSESTree.Node): SecretKind | undefined {
  const bare = unwrap(control);
  if (bare.type === 'CallExpression') {
    const first = bare.arguments[0];
    if (!first || !elementGetters.has(getCalleeName(bare) ?? '')) return undefined;
    const id = getStaticString(analysis, first)?.value;
    return id === undefined || !/^#?[\w-]+$/u.test(id) ? undefined : getControlName(analysis, id);
  }
  const path = getMemberPath(bare);
  const name = path?.at(-1) === 'current' ? path.at(-2) : path?.at(-1);
  return name === undefined ? undefined : getControlName(analysis, name);
}

function getControlName(analysis: Analysis, name: string): SecretKind | undefined {
  const words = [...splitWords(name)];
  while (words.length > 1 && controlWords.has(words.at(-1)!)) words.pop();
  const kind = getSecretName(words.join('_'), analysis.settings)?.kind;
  return kind === 'password' || kind === 'one-time-code' || kind === 'key' ? kind : undefined;
}

const requestParts: ReadonlyMap<string, SecretWhole> = new Map([
  ['headers', 'headers'],
  ['rawHeaders', 'headers'],
  ['cookies', 'cookies'],
  ['signedCookies', 'cookies'],
  ['body', 'request-body'],
  ['rawBody', 'request-body'],
  ['payload', 'request-body'],
]);

/** A part of a request that is secret as a whole: `req.headers`, and `{ headers }` taken out of `req`. */
export function getPartSource(analysis: Analysis, object: TSESTree.Node, key: string): SecretSource | undefined {
  const whole = requestParts.get(key);
  if (!whole || !isRequestObject(object)) return undefined;
  if (whole === 'request-body') {
    return isCredentialHandler(analysis, object) ? { kind: 'credential', name: key, whole } : undefined;
  }
  return { kind: 'cookie', name: key, whole };
}

/** `process.env`, also under another name. */
export function isEnvironment(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  if (bare.type !== 'MemberExpression' && bare.type !== 'Identifier') return false;
  const origin = getOrigin(analysis, bare);
  return origin === 'process.env' || origin === 'process.process.env' || origin === 'Bun.env';
}

const requestNames = new Set(['req', 'request', 'ctx', 'event', 'httprequest', 'apireq', 'nextrequest']);

function isRequestName(name: string): boolean {
  return requestNames.has(name.toLowerCase());
}

function isRequestObject(node: TSESTree.Node): boolean {
  const last = getMemberPath(node)?.at(-1);
  return last !== undefined && isRequestName(last);
}

function isRequestBodyCall(node: TSESTree.CallExpression, method: string, receiver: string): boolean {
  if (method === 'readBody' || method === 'readFormData') return true;
  return (
    node.arguments.length === 0 &&
    ['json', 'formData', 'text', 'body', 'parseBody'].includes(method) &&
    isRequestName(receiver)
  );
}

/** A short text for a member chain: `req.body`. */
export function getDisplayName(node: TSESTree.Node): string {
  return getMemberPath(node)?.join('.') ?? 'value';
}

const credentialActions: readonly (readonly string[])[] = [
  ['login'],
  ['log', 'in'],
  ['signin'],
  ['sign', 'in'],
  ['signup'],
  ['sign', 'up'],
  ['reset', 'password'],
  ['password', 'reset'],
  ['change', 'password'],
  ['update', 'password'],
  ['set', 'password'],
  ['forgot', 'password'],
  ['authenticate'],
];
const registerCompanions = new Set([
  'user',
  'users',
  'account',
  'handle',
  'handler',
  'controller',
  'admin',
  'post',
  'on',
  'auth',
  'new',
]);
const otherMatters = new Set([
  'logout',
  'attempts',
  'attempt',
  'history',
  'page',
  'worker',
  'device',
  'plugin',
  'google',
  'oauth',
  'status',
]);

/** Whether a name or path speaks of logging in, registering or resetting a password. */
function isCredentialAction(name: string): boolean {
  const words = splitWords(name);
  if (words.some((word) => otherMatters.has(word))) return false;
  const hasRun = (run: readonly string[]): boolean =>
    words.some((_, index) => run.every((word, offset) => words[index + offset] === word));
  if (credentialActions.some(hasRun)) return true;
  return words.includes('register') && words.every((word) => word === 'register' || registerCompanions.has(word));
}

const fileAction =
  /[/\\](?:login|log-in|signin|sign-in|register|signup|sign-up|reset-password|change-password)(?:[/\\](?:route|index|\+server|\+page\.server))?(?:\.post)?\.[cm]?[jt]sx?$/iu;

/** Whether a node stands in the handler of a log-in, registration or password request. */
export function isCredentialHandler(analysis: Analysis, node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (isFunction(current) && isNamedCredentialHandler(current)) return true;
  }
  return (
    fileAction.test(analysis.filename) && /[/\\](?:api|routes?|server|controllers?|app)[/\\]/u.test(analysis.filename)
  );
}

function isNamedCredentialHandler(fn: FunctionNode): boolean {
  const parent = fn.parent;
  const names: (string | undefined)[] = [fn.type === 'ArrowFunctionExpression' ? undefined : fn.id?.name];
  let outer: TSESTree.Node | undefined = parent;
  // `asyncHandler(async (req, res) => …)` is the handler of what it is called for.
  while (outer?.type === 'CallExpression') {
    const first = outer.arguments[0];
    const bare = first && unwrapType(first);
    if (bare?.type === 'Literal' && typeof bare.value === 'string') names.push(getPathTail(bare.value));
    outer = outer.parent;
  }
  if (outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier') names.push(outer.id.name);
  else if (outer?.type === 'Property' || outer?.type === 'MethodDefinition' || outer?.type === 'PropertyDefinition') {
    names.push(getStaticPropertyName(outer));
    if (outer.type === 'MethodDefinition') {
      for (const decorator of outer.decorators ?? []) {
        const call = decorator.expression;
        const first = call.type === 'CallExpression' ? call.arguments[0] : undefined;
        if (first?.type === 'Literal' && typeof first.value === 'string') names.push(getPathTail(first.value));
      }
    }
  } else if (outer?.type === 'AssignmentExpression') {
    names.push(getMemberPath(outer.left)?.at(-1));
  }
  return names.some((name) => name !== undefined && isCredentialAction(name));
}

function getPathTail(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith(':'))
    .slice(-1)
    .join(' ');
}

const loginPath =
  /(?:^|[/.])(?:log-?in|sign-?in|authenticate|(?:access|refresh)-?tokens?|token(?:\/refresh)?|refresh|oauth2?\/tokens?|auth\/(?:tokens?|register|sign-?up|refresh)|(?:users?|accounts?)\/(?:register|sign-?up))\/?$/iu;

/** Whether an address is where a client logs in or gets tokens; its query is left out. */
function isLoginUrl(url: string): boolean {
  const [path = ''] = url.split(/[?#]/u);
  const isRefresh = /refresh\/?$/iu.test(path);
  // Many things are refreshed; only in an authentication path it is the token.
  return loginPath.test(path) && (!isRefresh || /auth|token|session|login/iu.test(path));
}

const clientMethods = new Set(['post', 'put', 'patch', 'request', '$post']);
const parsedFetchers = new Set([
  '$fetch',
  'ofetch',
  'apiFetch',
  'apiRequest',
  'useFetch',
  'axios',
  'fetchJson',
  'fetchJSON',
]);

/** What a call of a log-in address gives: the parsed answer, or a response to be read; undefined for other calls. */
export function getLoginRequest(analysis: Analysis, node: TSESTree.CallExpression): 'answer' | 'response' | undefined {
  const name = getCalleeName(node);
  const first = node.arguments[0];
  if (name === undefined || !first || node.arguments.some((argument) => isFunction(argument))) return undefined;
  const isMember = unwrap(node.callee).type === 'MemberExpression';
  const isFetch = /fetch$/iu.test(name) || parsedFetchers.has(name);
  if (!isFetch && !(isMember && clientMethods.has(name))) return undefined;
  const url = getUrlText(analysis, first);
  if (url === undefined || !isLoginUrl(url)) return undefined;
  return isMember || parsedFetchers.has(name) ? (name === 'fetch' ? 'response' : 'answer') : 'response';
}

function getUrlText(analysis: Analysis, node: TSESTree.Node): string | undefined {
  const bare = unwrap(node);
  if (bare.type === 'ObjectExpression') {
    for (const property of bare.properties) {
      if (property.type === 'Property' && getStaticPropertyName(property) === 'url') {
        return getUrlText(analysis, property.value);
      }
    }
    return undefined;
  }
  const whole = getStaticString(analysis, bare)?.value;
  if (whole !== undefined) return whole;
  const resolved = resolveExpression(analysis, bare)?.node ?? bare;
  if (resolved.type === 'TemplateLiteral') {
    return resolved.quasis.map((quasi) => quasi.value.cooked ?? '').join('\u0000');
  }
  if (resolved.type === 'BinaryExpression' && resolved.operator === '+') {
    const right = getStaticString(analysis, resolved.right)?.value;
    return right === undefined ? undefined : `\u0000${right}`;
  }
  if (resolved.type === 'NewExpression' && resolved.arguments[0]) return getUrlText(analysis, resolved.arguments[0]);
  return undefined;
}
