import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getCalleeName, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { isFunction } from './syntax.js';
import { getTokenName, isHarmlessValue } from './tokens.js';
import { getTokenRole } from './token-roles.js';
import { getStaticString, getStaticValue } from './values.js';

const senders = new Set([
  'fetch',
  'post',
  'put',
  'patch',
  'request',
  'axios',
  '$fetch',
  'ofetch',
  'useFetch',
  'ky',
  'mutate',
  'mutateAsync',
]);
const wrappers = new Set(['stringify', 'URLSearchParams']);

/** A refresh token that a browser sends in the body of a request: the property that holds it. */
export function getSentToken(analysis: Analysis, property: TSESTree.Property): string | undefined {
  const name = getSentName(analysis, property);
  if (name === undefined || property.parent.type !== 'ObjectExpression' || isHarmlessValue(analysis, property.value))
    return undefined;
  if (isFunction(property.value) || property.method) return undefined;
  if (hasGrantType(analysis, property.parent)) return undefined;
  const request = getRequest(analysis, property.parent);
  if (!request) return undefined;
  return isRelativeRequest(analysis, request) || isBrowserFile(analysis) ? name : undefined;
}

/** `{ refreshToken }`; also `{ refresh: refreshToken }` and `{ token: refreshToken }`, where the value says it. */
function getSentName(analysis: Analysis, property: TSESTree.Property): string | undefined {
  const name = getStaticPropertyName(property);
  if (name === undefined) return undefined;
  if (getTokenName(analysis, name) === 'refresh') return name;
  if (!/^(?:refresh|token)$/u.test(name)) return undefined;
  return getTokenRole(analysis, property.value)?.kind === 'refresh' ? name : undefined;
}

/**
 * `fetch('/api/refresh', …)`, `axios.post('/api/refresh', …)`: an address without a host means something in a browser
 * only, unless the file is evidently a server's.
 */
function isRelativeRequest(analysis: Analysis, request: TSESTree.CallExpression): boolean {
  const [address] = request.arguments;
  if (!address || !/^\/(?!\/)/u.test(getStaticString(analysis, address)?.value ?? '')) return false;
  const callee = unwrap(request.callee);
  if (callee.type === 'Identifier') return callee.name === 'fetch';
  if (callee.type !== 'MemberExpression' || getOrigin(analysis, callee.object) !== 'axios') return false;
  return !serverSigns.test(analysis.sourceCode.text);
}

/** The request whose body an object is, also through a variable. */
function getRequest(analysis: Analysis, object: TSESTree.Node): TSESTree.CallExpression | undefined {
  let current = object;
  let isBody = false;
  for (let parent = current.parent; parent; parent = current.parent) {
    switch (parent.type) {
      case 'CallExpression': {
        if (parent.callee === current) return undefined;
        const name = getCalleeName(parent) ?? '';
        if (wrappers.has(name)) break;
        if (!senders.has(name)) return undefined;
        // `post(url, body)`; `fetch(url, { body })`, `axios({ data })`.
        const index = parent.arguments.indexOf(current as TSESTree.CallExpressionArgument);
        return isBody || (index === 1 && /^(?:post|put|patch)$/u.test(name)) ? parent : undefined;
      }
      case 'NewExpression':
        if (!wrappers.has(getCalleeName(parent) ?? '')) return undefined;
        break;
      case 'Property':
        if (!/^(?:body|data|json|form)$/u.test(getStaticPropertyName(parent) ?? '')) return undefined;
        isBody = true;
        break;
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' ? getVariableRequest(analysis, parent.id) : undefined;
      case 'ObjectExpression':
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'SpreadElement':
        break;
      default:
        return undefined;
    }
    current = parent;
  }
  return undefined;
}

function getVariableRequest(analysis: Analysis, id: TSESTree.Identifier): TSESTree.CallExpression | undefined {
  const binding = resolveBinding(analysis, id);
  if (binding?.kind !== 'variable') return undefined;
  for (const reference of binding.variable.references) {
    const use = reference.identifier as TSESTree.Node;
    if (!reference.isRead() || use.parent?.type === 'VariableDeclarator') continue;
    const request = getRequest(analysis, use);
    if (request) return request;
  }
  return undefined;
}

/** A request to an identity provider's token endpoint. */
function hasGrantType(analysis: Analysis, object: TSESTree.ObjectExpression): boolean {
  return object.properties.some(
    (property) =>
      property.type === 'Property' &&
      /^grant_?type$/iu.test(getStaticPropertyName(property) ?? '') &&
      property.value !== null,
  );
}

const browserSigns =
  /^\s*['"]use client['"]|\b(?:window|document|localStorage|sessionStorage|navigator)\s*(?:\?\.|\.|\[)|typeof window\b|credentials:\s*['"](?:include|same-origin)|withCredentials:\s*true|import\.meta\.env|\bNEXT_PUBLIC_|\bREACT_APP_|\bfrom ['"](?:react|react-dom|vue|svelte|@angular\/core|pinia|zustand|@tanstack\/react-query|react-redux|vue-router|react-router-dom|next\/navigation|next\/router|js-cookie)['"]/mu;
const serverSigns =
  /^\s*['"]use server['"]|\b(?:from|require\()\s*['"](?:express|fastify|koa|hono|@hono\/|@nestjs\/|next\/server|next\/headers|next-auth|@auth\/|node:|fs|http|https|crypto|jsonwebtoken|passport|server-only|react-native|expo|@react-native|k6)/mu;

const browserFiles = new WeakMap<object, boolean>();

/** Whether a file runs in a browser, by what it names; a server's and a native application's do not. */
function isBrowserFile(analysis: Analysis): boolean {
  const { sourceCode } = analysis;
  const known = browserFiles.get(sourceCode);
  if (known !== undefined) return known;
  const found = browserSigns.test(sourceCode.text) && !serverSigns.test(sourceCode.text);
  browserFiles.set(sourceCode, found);
  return found;
}

/** `params.append('refresh_token', …)` on what is sent. */
export function getAppendedToken(analysis: Analysis, call: TSESTree.CallExpression): string | undefined {
  const name = getCalleeName(call);
  if (name !== 'append' && name !== 'set') return undefined;
  const callee = unwrap(call.callee);
  const [key, value] = call.arguments;
  if (callee.type !== 'MemberExpression' || !key || !value) return undefined;
  const text = getStaticValue(analysis, key)?.value;
  if (typeof text !== 'string' || getTokenName(analysis, text) !== 'refresh') return undefined;
  const object = unwrap(callee.object);
  const binding = object.type === 'Identifier' ? resolveBinding(analysis, object) : undefined;
  const init = binding?.kind === 'variable' && binding.init ? unwrap(binding.init) : undefined;
  if (init?.type !== 'NewExpression' || !/^(?:FormData|URLSearchParams)$/u.test(getCalleeName(init) ?? ''))
    return undefined;
  if (/grant_type/u.test(analysis.sourceCode.text) || !isBrowserFile(analysis)) return undefined;
  return text;
}
