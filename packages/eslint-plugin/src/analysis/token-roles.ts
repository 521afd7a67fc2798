import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getGetterKind, getLastKey, getTokenName, type TokenKind } from './tokens.js';
import { getStaticString, getStaticValue } from './values.js';

/** Where in a request a value was read. */
export type RequestPlace = 'cookie' | 'body' | 'query' | 'header';

/** What an expression says about the token that it yields. */
export interface TokenRole {
  readonly kind: TokenKind | undefined;
  readonly name: string;
  readonly place: RequestPlace | undefined;
}

const maxDepth = 6;

/** The kind of token that an expression yields and the part of the request it came from, as far as names tell. */
export function getTokenRole(analysis: Analysis, node: TSESTree.Node, depth = 0): TokenRole | undefined {
  if (depth > maxDepth) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier':
      return getIdentifierRole(analysis, bare, depth);
    case 'MemberExpression': {
      const name = getStaticPropertyName(bare) ?? getStaticString(analysis, bare.property)?.value;
      if (name === undefined) return undefined;
      if (name === 'value' || name === 'current') return getTokenRole(analysis, bare.object, depth + 1);
      if (name === 'refresh' || name === 'access') {
        const holder = getTokenRole(analysis, bare.object, depth + 1);
        if (holder?.kind === 'other') return { kind: name, name: `${holder.name}.${name}`, place: holder.place };
      }
      if (getStaticValue(analysis, bare)) return undefined;
      const kind = getTokenName(analysis, name);
      const place = getPlace(analysis, bare.object);
      return kind || place ? { kind, name, place } : undefined;
    }
    case 'CallExpression':
      return getCallRole(analysis, bare, depth);
    case 'LogicalExpression': {
      if (bare.operator === '&&') return getTokenRole(analysis, bare.right, depth + 1);
      const left = getTokenRole(analysis, bare.left, depth + 1);
      const right = getTokenRole(analysis, bare.right, depth + 1);
      if (left && right && left.kind !== right.kind) return undefined;
      return left ?? right;
    }
    case 'ConditionalExpression': {
      const one = getTokenRole(analysis, bare.consequent, depth + 1);
      const other = getTokenRole(analysis, bare.alternate, depth + 1);
      if (one && other && one.kind !== other.kind) return undefined;
      return one ?? other;
    }
    default:
      return undefined;
  }
}

function getIdentifierRole(analysis: Analysis, node: TSESTree.Identifier, depth: number): TokenRole | undefined {
  const binding = resolveBinding(analysis, node);
  if (binding?.kind === 'function' || binding?.kind === 'class' || binding?.kind === 'enum') return undefined;
  if (binding?.kind === 'variable' && binding.init && getStaticValue(analysis, node)) return undefined;
  const own = getTokenName(analysis, node.name);
  const key = getLastKey(binding);
  const keyKind = key === undefined ? undefined : getTokenName(analysis, key);
  let source: TokenRole | undefined;
  let place = getNamedPlace(node.name);
  if (binding?.kind === 'variable' && binding.init) {
    if (binding.path.length === 0) {
      source = getTokenRole(analysis, binding.init, depth + 1);
      place ??= source?.place;
    } else {
      place = getPlace(analysis, binding.init) ?? getPathPlace(binding.path.map((step) => step.key)) ?? place;
    }
  } else if (binding?.kind === 'parameter' && binding.path.length > 0) {
    place =
      getPathPlace(binding.path.map((step) => step.key)) ??
      getParameterPlace(binding.fn.params[binding.index]) ??
      place;
  }
  // A name that says no more than "token" is explained by where the value comes from.
  const kind =
    own && own !== 'other' ? own : keyKind && keyKind !== 'other' ? keyKind : (source?.kind ?? keyKind ?? own);
  return kind || place ? { kind, name: node.name, place } : undefined;
}

function getParameterPlace(parameter: TSESTree.Node | undefined): RequestPlace | undefined {
  const decorators = (parameter as { decorators?: TSESTree.Decorator[] } | undefined)?.decorators ?? [];
  for (const { expression } of decorators) {
    const name = expression.type === 'CallExpression' ? getCalleeName(expression) : undefined;
    if (name === 'Body') return 'body';
    if (name === 'Query') return 'query';
  }
  return undefined;
}

function getPathPlace(keys: readonly (string | undefined)[]): RequestPlace | undefined {
  for (const key of keys.slice(0, -1)) {
    const place = key === undefined ? undefined : places.get(key);
    if (place) return place;
  }
  return undefined;
}

const places: ReadonlyMap<string, RequestPlace> = new Map([
  ['cookies', 'cookie'],
  ['cookies()', 'cookie'],
  ['signedCookies', 'cookie'],
  ['cookieStore', 'cookie'],
  ['cookieJar', 'cookie'],
  ['parseCookies()', 'cookie'],
  ['getCookie()', 'cookie'],
  ['getSignedCookie()', 'cookie'],
  ['body', 'body'],
  ['json()', 'body'],
  ['readBody()', 'body'],
  ['formData()', 'body'],
  ['parseBody()', 'body'],
  ['query', 'query'],
  ['query()', 'query'],
  ['getQuery()', 'query'],
  ['searchParams', 'query'],
  ['headers', 'header'],
  ['headers()', 'header'],
  ['header()', 'header'],
]);

/** The part of the request that an object is: `req.cookies`, `await req.json()`, `cookies()`. */
function getPlace(analysis: Analysis, node: TSESTree.Node, depth = 0): RequestPlace | undefined {
  if (depth > maxDepth) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'MemberExpression': {
      const name = getStaticPropertyName(bare);
      return (name === undefined ? undefined : places.get(name)) ?? getPlace(analysis, bare.object, depth + 1);
    }
    case 'CallExpression': {
      const name = getCalleeName(bare);
      const callee = unwrap(bare.callee);
      const place = name === undefined ? undefined : places.get(`${name}()`);
      if (place) return place;
      if (callee.type === 'MemberExpression') return getPlace(analysis, callee.object, depth + 1);
      return name === 'parse' && bare.arguments[0] ? getPlace(analysis, bare.arguments[0], depth + 1) : undefined;
    }
    case 'LogicalExpression':
      return getPlace(analysis, bare.left, depth + 1) ?? getPlace(analysis, bare.right, depth + 1);
    case 'Identifier': {
      const binding = resolveBinding(analysis, bare);
      const named = places.get(bare.name);
      if (binding?.kind === 'variable' && binding.init) {
        const taken = binding.path
          .map((step) => (step.key === undefined ? undefined : places.get(step.key)))
          .find(Boolean);
        return taken ?? getPlace(analysis, binding.init, depth + 1) ?? named;
      }
      if (binding?.kind === 'parameter') {
        const taken = binding.path
          .map((step) => (step.key === undefined ? undefined : places.get(step.key)))
          .find(Boolean);
        return taken ?? getParameterPlace(binding.fn.params[binding.index]) ?? named;
      }
      return named;
    }
    default:
      return undefined;
  }
}

/** `cookieToken`, `bodyRefreshToken`: the place is in the name. */
function getNamedPlace(name: string): RequestPlace | undefined {
  const words = splitWords(name);
  if (words.length < 2) return undefined;
  if (words.includes('cookie')) return 'cookie';
  if (words.includes('body')) return 'body';
  return words.includes('query') ? 'query' : undefined;
}

const sameValue = new Set(['trim', 'toString', 'replace', 'split', 'slice', 'substring', 'at', 'pop']);

function getCallRole(analysis: Analysis, call: TSESTree.CallExpression, depth: number): TokenRole | undefined {
  const name = getCalleeName(call);
  if (name === undefined) return undefined;
  const callee = unwrap(call.callee);
  if (name === 'String' && call.arguments[0]) return getTokenRole(analysis, call.arguments[0], depth + 1);
  if (callee.type === 'MemberExpression' && sameValue.has(name)) {
    return getTokenRole(analysis, callee.object, depth + 1);
  }
  for (const argument of call.arguments.slice(0, 2)) {
    const key = getStaticString(analysis, argument)?.value;
    if (key === undefined) continue;
    if (!/^(?:get|header|param|cookie|query|getCookie|getSignedCookie|getItem|field)$/u.test(name)) continue;
    const kind = getTokenName(analysis, key);
    const place = callee.type === 'MemberExpression' ? getPlace(analysis, callee.object) : undefined;
    const own = places.get(`${name}()`);
    if (kind || place) return { kind, name: key, place: own ?? place };
  }
  const kind = getGetterKind(analysis, name);
  return kind && { kind, name: `${name}()`, place: getNamedPlace(name) };
}
