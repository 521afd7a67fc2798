import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { findVariable, getCalleeName, getStaticPropertyName } from './bindings.js';
import { isFunction } from './syntax.js';

const revocationWords =
  /^(?:logout|signout|logoff|signoff|revoke|revoked|revokes|revoking|revocation|blacklist|blocklist|denylist|introspect|introspection|invalidate|invalidation|disconnect)$/u;

/** Whether a name speaks of ending or looking into a session: logout, revocation, a deny-list, introspection. */
function isRevocationName(name: string): boolean {
  const words = splitWords(name);
  return words.some((word, index) => {
    if (revocationWords.test(word)) return true;
    return (word === 'log' || word === 'sign') && (words[index + 1] === 'out' || words[index + 1] === 'off');
  });
}

/** Whether code belongs to a logout, revocation or introspection: by its functions, class, route or file. */
export function isInRevocation(analysis: Analysis, node: TSESTree.Node): boolean {
  if (getPathNames(analysis).some((name) => isRevocationName(name))) return true;
  return getContextNames(analysis, node).some((name) => isRevocationName(name));
}

/** Whether code belongs to the renewal of a session. */
export function isInRefresh(analysis: Analysis, node: TSESTree.Node): boolean {
  const isRefreshName = (name: string) =>
    splitWords(name).some((word) => /^(?:refresh|refreshes|renew|renewal|rotate|rotation)$/u.test(word));
  return getPathNames(analysis).some(isRefreshName) || getContextNames(analysis, node).some(isRefreshName);
}

/** The last two parts of the file's path: the folder names the route in Next.js. */
function getPathNames(analysis: Analysis): string[] {
  return analysis.filename
    .replaceAll('\\', '/')
    .split('/')
    .slice(-2)
    .map((part) => part.replace(/\.\w+$/u, ''));
}

/** The names of the functions around a node, of what they are assigned to, and the routes they are given to. */
export function getContextNames(analysis: Analysis, node: TSESTree.Node): string[] {
  const names: string[] = [];
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (isFunction(current)) names.push(...getFunctionNames(analysis, current));
    if (current.type === 'MethodDefinition') names.push(...getDecoratorTexts(current));
  }
  return names;
}

/** What a function is called, directly or by what it is assigned or passed to. */
export function getFunctionNames(analysis: Analysis, fn: TSESTree.Node): string[] {
  const names: string[] = [];
  let current = fn;
  if (isFunction(fn) && fn.id) {
    names.push(fn.id.name, ...getRoutesOf(analysis, fn.id, fn));
  }
  for (let parent = current.parent; parent; parent = current.parent) {
    if (parent.type === 'VariableDeclarator' && parent.init === current) {
      if (parent.id.type === 'Identifier') names.push(parent.id.name, ...getRoutesOf(analysis, parent.id, parent));
      return names;
    }
    if (parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
      const name = getStaticPropertyName(parent);
      if (name !== undefined) names.push(name);
      return names;
    }
    if (parent.type === 'AssignmentExpression' && parent.right === current) {
      if (parent.left.type === 'MemberExpression') names.push(getStaticPropertyName(parent.left) ?? '');
      return names;
    }
    if (parent.type === 'CallExpression' && parent.callee !== current) {
      // `router.post('/logout', asyncHandler(async (req, res) => …))`
      names.push(...getTexts(parent.arguments), ...getChainedRoute(parent));
    } else if (!/^TS|^ChainExpression$|^AwaitExpression$/u.test(parent.type)) {
      return names;
    }
    current = parent;
  }
  return names;
}

/** `router.route('/logout').post(handler)`. */
function getChainedRoute(call: TSESTree.CallExpression): string[] {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'CallExpression') return [];
  return getCalleeName(callee.object) === 'route' ? getTexts(callee.object.arguments) : [];
}

/** The routes that a named handler is given to in its file. */
function getRoutesOf(analysis: Analysis, id: TSESTree.Identifier, at: TSESTree.Node): string[] {
  const variable = findVariable(analysis, at, id.name);
  return (variable?.references ?? []).flatMap((reference) => {
    const use = reference.identifier as TSESTree.Node;
    const call = use.parent;
    if (call?.type !== 'CallExpression' || call.callee === use) return [];
    return [...getTexts(call.arguments), ...getChainedRoute(call)];
  });
}

function getTexts(nodes: readonly TSESTree.Node[]): string[] {
  return nodes.flatMap((node) =>
    node.type === 'Literal' && typeof node.value === 'string' && node.value.includes('/') ? [node.value] : [],
  );
}

/** Nest's `@Post('logout')`. */
function getDecoratorTexts(method: TSESTree.MethodDefinition): string[] {
  return (method.decorators ?? []).flatMap(({ expression }) =>
    expression.type === 'CallExpression'
      ? expression.arguments.flatMap((argument) =>
          argument.type === 'Literal' && typeof argument.value === 'string' ? [argument.value] : [],
        )
      : [],
  );
}
