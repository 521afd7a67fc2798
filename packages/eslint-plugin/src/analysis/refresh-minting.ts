import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, resolveBinding, unwrap } from './bindings.js';
import { resolveFunction } from './callees.js';
import { isFunction, walk, type FunctionNode } from './syntax.js';
import { getTokenName } from './tokens.js';
import { getTokenRole } from './token-roles.js';

const mintVerbs = /^(?:create|generate|issue|sign|mint|make|build|new)$/u;

/** Whether a function's name says that it makes a refresh token from an access token. */
export function isRecoveryName(name: string): boolean {
  const words = splitWords(name);
  const refresh = words.indexOf('refresh');
  const access = words.lastIndexOf('access');
  if (refresh < 0 || access < refresh) return false;
  return words.slice(refresh, access).some((word) => /^(?:from|with|by|via|using)$/u.test(word));
}

/** Whether a call makes a refresh token: by its name, or a signature whose arguments speak of refreshing. */
function isRefreshMint(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  const name = getCalleeName(call);
  if (name === undefined) return false;
  if (mintVerbs.test(splitWords(name)[0] ?? '') && getTokenName(analysis, name) === 'refresh') return true;
  return /^sign(?:Async|Jwt|JWT|Token)?$/u.test(name) && /refresh/iu.test(analysis.sourceCode.getText(call));
}

/** The access token that a refresh token is made from, where a call makes one. */
export function getMintedFrom(analysis: Analysis, call: TSESTree.CallExpression): string | undefined {
  if (!isRefreshMint(analysis, call)) return undefined;
  for (const argument of call.arguments) {
    const found = findAccess(analysis, argument, 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

const maxDepth = 4;

/** The access token that a value is or was derived from. */
function findAccess(analysis: Analysis, root: TSESTree.Node, depth: number): string | undefined {
  if (depth > maxDepth) return undefined;
  let found: string | undefined;
  walk(root, analysis.sourceCode.visitorKeys, (node) => {
    if (found !== undefined || isFunction(node)) return false;
    if (node.type === 'Property' && !node.computed) {
      found = findAccess(analysis, node.value, depth);
      return false;
    }
    if (node.type === 'MemberExpression') {
      const role = getTokenRole(analysis, node);
      if (role?.kind === 'access') found = role.name;
      else found = findAccess(analysis, node.object, depth);
      return false;
    }
    if (node.type !== 'Identifier') return true;
    const binding = resolveBinding(analysis, node);
    if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return false;
    const sources =
      binding.kind === 'variable'
        ? [binding.init, ...binding.writes.map((write) => write.writeExpr as TSESTree.Node | null | undefined)]
        : [];
    // A token that was made here is no proof of an old session.
    if (sources.some((source) => source && isMintCall(source))) return false;
    if (getTokenRole(analysis, node)?.kind === 'access') {
      found = node.name;
      return false;
    }
    for (const source of sources) {
      if (source && source !== root) found ??= findAccess(analysis, source, depth + 1);
    }
    return false;
  });
  return found;
}

function isMintCall(node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  const name = bare.type === 'CallExpression' ? getCalleeName(bare) : undefined;
  return name !== undefined && mintVerbs.test(splitWords(name)[0] ?? '');
}

const minting = new WeakMap<TSESTree.Node, boolean>();

/** Whether a function makes a refresh token from an access token that it is given. */
function mintsFromAccess(analysis: Analysis, fn: FunctionNode): boolean {
  const known = minting.get(fn);
  if (known !== undefined) return known;
  let found = false;
  minting.set(fn, false);
  if (fn.body) {
    walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
      if (!found && node.type === 'CallExpression') found = getMintedFrom(analysis, node) !== undefined;
      return !found;
    });
  }
  minting.set(fn, found);
  return found;
}

/** A call that has a refresh token made from an access token: by what the function does, else by its name. */
export function getRecoveryCall(analysis: Analysis, call: TSESTree.CallExpression): string | undefined {
  const name = getCalleeName(call);
  if (name === undefined || call.arguments.length === 0) return undefined;
  if (isRecoveryName(name)) return name;
  const isCandidate =
    splitWords(name).some((word) => /^(?:refresh|renew|recover|restore|reissue|tokens?|session)$/u.test(word)) &&
    call.arguments.some((argument) => getTokenRole(analysis, argument)?.kind === 'access');
  if (!isCandidate) return undefined;
  const fn = resolveFunction(analysis, call.callee);
  return fn && isFunction(fn.node) && mintsFromAccess(fn.analysis, fn.node) ? name : undefined;
}

/** Whether a function of a telling name does its work where it cannot be seen, so that its name is the finding. */
export function isOpaqueRecovery(analysis: Analysis, fn: FunctionNode): boolean {
  if (!fn.body || mintsFromAccess(analysis, fn)) return false;
  let signs = false;
  walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
    if (node.type === 'CallExpression') {
      const name = getCalleeName(node) ?? '';
      signs ||= name === 'sign' || (mintVerbs.test(splitWords(name)[0] ?? '') && /token/iu.test(name));
    }
    return !signs;
  });
  return signs;
}
