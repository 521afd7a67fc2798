import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getChainArguments, getCookieWrite, getCookieKey, isDocumentCookie } from './browser-cookies.js';
import { getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { resolveFunction } from './callees.js';
import { isEmptyValue } from './cookie-text.js';
import { getStoreCall, getVerbOperation, isStorageName, type StoreOperation } from './stores.js';
import { isFunction, walk, type FunctionNode } from './syntax.js';
import { getKeyEvidence, type KeyEvidence } from './token-keys.js';
import { getTokenName } from './tokens.js';
import { getWebStorage } from './web-storage.js';

/** What a project's own function does with a store. */
export interface Facade {
  readonly operation: StoreOperation;
  readonly store: string;
  /** The parameter that is the key; undefined where the key is fixed. */
  readonly keyIndex: number | undefined;
  /** The fixed key, when it names a token. */
  readonly key: KeyEvidence | undefined;
  /** The parameter that is the value. */
  readonly valueIndex: number | undefined;
}

const facades = new WeakMap<TSESTree.Node, readonly Facade[]>();
const inProgress = new Set<TSESTree.Node>();
const maxLevels = 2;

/** What a function stores, reads and removes directly, or through another function of the project. */
export function getFacades(analysis: Analysis, fn: FunctionNode, level = 0): readonly Facade[] {
  const known = facades.get(fn);
  if (known) return known;
  if (inProgress.has(fn) || level > maxLevels || !fn.body) return [];
  inProgress.add(fn);
  try {
    const found = collectFacades(analysis, fn, level);
    facades.set(fn, found);
    return found;
  } finally {
    inProgress.delete(fn);
  }
}

function collectFacades(analysis: Analysis, fn: FunctionNode, level: number): Facade[] {
  const found: Facade[] = [];
  walk(fn.body!, analysis.sourceCode.visitorKeys, (node) => {
    if (node !== fn.body && isFunction(node)) return isPromiseBody(node);
    if (node.type === 'CallExpression') found.push(...getCallFacades(analysis, fn, node, level));
    else if (node.type === 'AssignmentExpression') found.push(...getAssignmentFacades(analysis, fn, node));
    else if (node.type === 'MemberExpression') {
      const read = isDocumentCookie(analysis, node) ? getCookieReadFacades : getMemberFacades;
      found.push(...read(analysis, fn, node));
    }
    return true;
  });
  return found;
}

/** `new Promise((resolve) => …)` runs its function at once. */
function isPromiseBody(node: TSESTree.Node): boolean {
  const parent = node.parent;
  return parent?.type === 'NewExpression' && parent.callee.type === 'Identifier' && parent.callee.name === 'Promise';
}

function getCallFacades(analysis: Analysis, fn: FunctionNode, call: TSESTree.CallExpression, level: number): Facade[] {
  const access = getStoreCall(analysis, call);
  if (access && !access.byName) {
    return access.entries.flatMap((entry) =>
      createFacade(analysis, fn, access.operation, access.store, entry.key, entry.value),
    );
  }
  if (level >= maxLevels || call.arguments.length === 0 || access) return [];
  const callee = resolveFunction(analysis, call.callee);
  if (!callee || !isFunction(callee.node) || callee.node === fn) return [];
  return getFacades(callee.analysis, callee.node, level + 1).flatMap((inner) => {
    if (inner.keyIndex === undefined) return [];
    const value = inner.valueIndex === undefined ? undefined : call.arguments[inner.valueIndex];
    return createFacade(analysis, fn, inner.operation, inner.store, call.arguments[inner.keyIndex], value);
  });
}

function createFacade(
  analysis: Analysis,
  fn: FunctionNode,
  operation: StoreOperation,
  store: string,
  key: TSESTree.Node | undefined,
  value: TSESTree.Node | undefined,
): Facade[] {
  if (!key) return [];
  const keyIndex = getParameterIndex(analysis, fn, key);
  const evidence = keyIndex === undefined ? getKeyEvidence(analysis, key) : undefined;
  if (keyIndex === undefined && !evidence?.kind) return [];
  const valueIndex = value && getParameterIndex(analysis, fn, value);
  return [{ operation, store, keyIndex, key: evidence?.kind ? evidence : undefined, valueIndex }];
}

/** `localStorage[key] = value`, `document.cookie = …`. */
function getAssignmentFacades(analysis: Analysis, fn: FunctionNode, node: TSESTree.AssignmentExpression): Facade[] {
  const left = unwrap(node.left);
  if (left.type !== 'MemberExpression') return [];
  const text = getCookieWrite(analysis, node);
  if (text) {
    const operation = text.isExpired ? 'remove' : 'write';
    const store = 'document.cookie';
    const evidence = getCookieKey(analysis, text);
    const valueIndex = text.valueNodes.map((value) => getParameterIndex(analysis, fn, value)).find(isNumber);
    if (evidence?.kind) return [{ operation, store, keyIndex: undefined, key: evidence, valueIndex }];
    const keyIndex = text.nameNodes.map((name) => getParameterIndex(analysis, fn, name)).find(isNumber);
    return keyIndex === undefined ? [] : [{ operation, store, keyIndex, key: undefined, valueIndex }];
  }
  const key = getMemberKey(analysis, fn, left);
  const storage = key && getWebStorage(analysis, left.object);
  if (!key || storage === undefined) return [];
  const operation = isEmptyValue(analysis, node.right) ? 'remove' : 'write';
  const valueIndex = getParameterIndex(analysis, fn, node.right);
  return [{ ...key, operation, store: storage, valueIndex }];
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined;
}

/** The key of `storage[key]` or `storage.token`, when it is a parameter or names a token. */
function getMemberKey(
  analysis: Analysis,
  fn: FunctionNode,
  node: TSESTree.MemberExpression,
): Pick<Facade, 'key' | 'keyIndex'> | undefined {
  const name = getStaticPropertyName(node);
  if (name !== undefined) {
    const kind = getTokenName(analysis, name);
    return kind && { key: { kind, name, trace: [] }, keyIndex: undefined };
  }
  const keyIndex = getParameterIndex(analysis, fn, node.property);
  if (keyIndex !== undefined) return { key: undefined, keyIndex };
  const key = getKeyEvidence(analysis, node.property);
  return key?.kind ? { key, keyIndex: undefined } : undefined;
}

/** `return localStorage[key]`. */
function getMemberFacades(analysis: Analysis, fn: FunctionNode, node: TSESTree.MemberExpression): Facade[] {
  if (node.parent.type === 'AssignmentExpression' && node.parent.left === node) return [];
  const key = getMemberKey(analysis, fn, node);
  const storage = key && getWebStorage(analysis, node.object);
  if (!key || storage === undefined) return [];
  const isDelete = node.parent.type === 'UnaryExpression' && node.parent.operator === 'delete';
  return [{ ...key, operation: isDelete ? 'remove' : 'read', store: storage, valueIndex: undefined }];
}

const nameParameter = /^(?:c?name|cookie_?name|key|c_?name)$/iu;

/** A function that searches `document.cookie` for a name that it is given. */
function getCookieReadFacades(analysis: Analysis, fn: FunctionNode, node: TSESTree.MemberExpression): Facade[] {
  if (node.parent.type === 'AssignmentExpression' && node.parent.left === node) return [];
  let keyIndex: number | undefined;
  for (const argument of getChainArguments(node)) {
    walk(argument, analysis.sourceCode.visitorKeys, (inner) => {
      if (inner.type === 'Identifier') keyIndex ??= getParameterIndex(analysis, fn, inner);
      return true;
    });
  }
  if (keyIndex === undefined) {
    const index = fn.params.findIndex((param) => param.type === 'Identifier' && nameParameter.test(param.name));
    const writes = fn.params.length > 1;
    if (index >= 0 && !writes) keyIndex = index;
  }
  return keyIndex === undefined
    ? []
    : [{ operation: 'read', store: 'document.cookie', keyIndex, key: undefined, valueIndex: undefined }];
}

/** The parameter of `fn` that an expression is, alone, in a template, or forwarded by a call of one argument. */
function getParameterIndex(analysis: Analysis, fn: FunctionNode, node: TSESTree.Node, depth = 0): number | undefined {
  if (depth > 3) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier': {
      const binding = resolveBinding(analysis, bare);
      if (binding?.kind === 'parameter') return binding.fn === fn ? binding.index : undefined;
      if (binding?.kind === 'variable' && binding.init && binding.path.length === 0) {
        return getParameterIndex(analysis, fn, binding.init, depth + 1);
      }
      return undefined;
    }
    case 'TemplateLiteral':
      return bare.expressions.map((part) => getParameterIndex(analysis, fn, part, depth + 1)).find(isNumber);
    case 'BinaryExpression':
      return bare.operator === '+'
        ? [bare.left, bare.right].map((part) => getParameterIndex(analysis, fn, part, depth + 1)).find(isNumber)
        : undefined;
    case 'ConditionalExpression':
      return [bare.consequent, bare.alternate]
        .map((part) => getParameterIndex(analysis, fn, part, depth + 1))
        .find(isNumber);
    case 'CallExpression':
      return bare.arguments[0] ? getParameterIndex(analysis, fn, bare.arguments[0], depth + 1) : undefined;
    default:
      return undefined;
  }
}

/** Whether a function's name says that its purpose is to keep or hand out a token. */
export function isFacadeName(analysis: Analysis, name: string, receiver: string | undefined): boolean {
  const words = splitWords(name);
  if (!getVerbOperation(name)) return false;
  const rest = words.slice(1).join('_');
  if (rest !== '' && getTokenName(analysis, rest)) return true;
  if (isStorageName(name)) return true;
  if (receiver === undefined) return false;
  return (
    rest === '' && (isStorageName(receiver) || splitWords(receiver).some((word) => /^(?:tokens?|jwt)$/u.test(word)))
  );
}
