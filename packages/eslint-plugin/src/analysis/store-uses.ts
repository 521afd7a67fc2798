import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { resolveFunction } from './callees.js';
import { isEmptyValue } from './cookie-text.js';
import { getFacades, isFacadeName, type Facade } from './store-facades.js';
import { getStoreCall, type StoreAccess, type StoreEntry, type StoreOperation } from './stores.js';
import { isFunction } from './syntax.js';
import { getKeyEvidence, type KeyEvidence } from './token-keys.js';
import { findToken, getTokenName, type TokenKind } from './tokens.js';
import { createStep, type TraceStep } from './traces.js';
import { getStaticString } from './values.js';
import { getWebStorage } from './web-storage.js';

/** A token in a store that scripts can read. */
export interface StoreUse {
  readonly operation: StoreOperation;
  readonly store: string;
  readonly kind: TokenKind;
  readonly name: string;
  /** The key, or the guilty part of the value. */
  readonly node: TSESTree.Node;
  /** The whole access: a call, an assignment, a member. */
  readonly access: TSESTree.Node;
  readonly trace: readonly TraceStep[];
  /** Whether the value is the evidence, not the key. */
  readonly isValue: boolean;
}

/** Tokens that a call writes to, reads from or removes from a store. */
export function getStoreUses(analysis: Analysis, call: TSESTree.CallExpression): StoreUse[] {
  const access = getStoreCall(analysis, call);
  if (access) {
    const uses = access.entries.flatMap((entry) => getEntryUses(analysis, call, access, entry));
    if (uses.length > 0 || !access.shape) return uses;
    return access.shape.flatMap((key) => getEntryUses(analysis, call, access, { key, value: undefined }));
  }
  return getFacadeUses(analysis, call);
}

function getEntryUses(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  access: StoreAccess,
  entry: StoreEntry,
): StoreUse[] {
  const isKnown = !access.byName || (entry.key !== undefined && isEvidentKey(analysis, entry.key));
  const key = entry.key && isKnown ? getKeyEvidence(analysis, entry.key) : undefined;
  const { store } = access;
  const isEmpty = entry.value !== undefined && access.operation === 'write' && isEmptyValue(analysis, entry.value);
  const operation = isEmpty ? 'remove' : access.operation;
  if (key?.kind && entry.key) {
    const node = entry.key.type === 'Property' ? entry.key.key : entry.key;
    return [{ operation, store, kind: key.kind, name: key.name, node, access: call, trace: key.trace, isValue: false }];
  }
  if (access.byName) return getNamedMethodUse(analysis, call, access);
  if (key && /csrf|xsrf/iu.test(key.name)) return [];
  if (operation === 'write' && entry.value) {
    const token = findToken(analysis, entry.value);
    if (!token) return [];
    return [{ ...token, operation, store, access: call, isValue: true }];
  }
  return operation === 'read' && entry.key ? getReadValue(analysis, call, store, entry.key) : [];
}

/** Whether an argument is a key beyond doubt: a known text or a constant by its spelling, not the token itself. */
function isEvidentKey(analysis: Analysis, node: TSESTree.Node): boolean {
  return getStaticString(analysis, node) !== undefined || isKeyLike(analysis, node);
}

/** `tokenStorage.setRefreshToken(value)`: the key is in the method's name. */
function getNamedMethodUse(analysis: Analysis, call: TSESTree.CallExpression, access: StoreAccess): StoreUse[] {
  const callee = unwrap(call.callee);
  const method = getCalleeName(call);
  if (callee.type !== 'MemberExpression' || method === undefined) return [];
  const name = splitWords(method).slice(1).join('_');
  const kind = getTokenName(analysis, name);
  if (!kind) return [];
  const [first] = call.arguments;
  const isEmpty = first !== undefined && isEmptyValue(analysis, first);
  const operation = access.operation === 'write' && isEmpty ? 'remove' : access.operation;
  const { store } = access;
  return [{ operation, store, kind, name, node: callee.property, access: call, trace: [], isValue: false }];
}

/** What is read under a neutral key and then used as a token: `const token = …`, `JSON.parse(…).refreshToken`. */
function getReadValue(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  store: string,
  key: TSESTree.Node,
): StoreUse[] {
  const name = getResultName(analysis, call);
  const kind = name === undefined ? undefined : getTokenName(analysis, name);
  if (!kind || name === undefined) return [];
  return [{ operation: 'read', store, kind, name, node: key, access: call, trace: [], isValue: false }];
}

const passedOn = new Set([
  'ChainExpression',
  'AwaitExpression',
  'TSNonNullExpression',
  'TSAsExpression',
  'LogicalExpression',
  'ConditionalExpression',
]);

/** The name that the result of an expression gets: a variable, a member that is taken from it after parsing. */
function getResultName(analysis: Analysis, node: TSESTree.Node, depth = 0): string | undefined {
  let current = node;
  let isParsed = false;
  for (let parent = current.parent; parent; parent = current.parent) {
    if (parent.type === 'ConditionalExpression' && parent.test === current) return undefined;
    if (parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.left === current) return undefined;
    if (parent.type === 'CallExpression' && parent.arguments[0] === current) {
      if (getCalleeName(parent) !== 'parse') return undefined;
      isParsed = true;
    } else if (parent.type === 'MemberExpression' && parent.object === current) {
      const name = getStaticPropertyName(parent);
      if (isParsed && name !== undefined && getTokenName(analysis, name)) return name;
      if (!isParsed || parent.parent?.type === 'CallExpression') return undefined;
    } else if (parent.type === 'VariableDeclarator' && parent.init === current) {
      return getDeclaredName(analysis, parent.id, isParsed, depth);
    } else if (!passedOn.has(parent.type)) {
      return undefined;
    }
    current = parent;
  }
  return undefined;
}

function getDeclaredName(analysis: Analysis, id: TSESTree.Node, isParsed: boolean, depth: number): string | undefined {
  if (id.type === 'ObjectPattern') {
    const names = id.properties.map((property) =>
      property.type === 'Property' ? getStaticPropertyName(property) : undefined,
    );
    return isParsed ? names.find((name) => name !== undefined && getTokenName(analysis, name)) : undefined;
  }
  if (id.type !== 'Identifier') return undefined;
  if (getTokenName(analysis, id.name)) return id.name;
  if (depth > 1) return undefined;
  const binding = resolveBinding(analysis, id);
  if (binding?.kind !== 'variable') return undefined;
  for (const reference of binding.variable.references) {
    if (!reference.isRead()) continue;
    const use = reference.identifier as TSESTree.Node;
    const parent = use.parent;
    if (isParsed && parent?.type === 'MemberExpression' && parent.object === use) {
      const name = getStaticPropertyName(parent);
      if (name !== undefined && getTokenName(analysis, name)) return name;
    }
    if (isParsed && parent?.type === 'VariableDeclarator' && parent.init === use) {
      const name = getDeclaredName(analysis, parent.id, true, depth + 1);
      if (name !== undefined) return name;
    }
    if (!isParsed && parent?.type === 'CallExpression' && getCalleeName(parent) === 'parse') {
      const name = getResultName(analysis, use, depth + 1);
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

/** A call of a project's own function that keeps a token in a store. */
function getFacadeUses(analysis: Analysis, call: TSESTree.CallExpression): StoreUse[] {
  const name = getCalleeName(call);
  const callee = unwrap(call.callee);
  if (name === undefined) return [];
  const isNamed = isFacadeName(analysis, name, getReceiverName(callee));
  if (!isNamed && !call.arguments.some((argument) => isKeyLike(analysis, argument))) return [];
  const fn = resolveFunction(analysis, callee);
  if (!fn || !isFunction(fn.node)) return [];
  const facades = getFacades(fn.analysis, fn.node);
  const step = createStep(fn.analysis, fn.node, `${name}()`);
  const uses = facades.flatMap((facade): StoreUse[] => {
    if (facade.keyIndex !== undefined) return getKeyedUse(analysis, call, facade, [step]);
    return [];
  });
  if (uses.length > 0) return uses.slice(0, 1);
  return isNamed ? getFixedUse(analysis, call, name, facades, [step]) : [];
}

function getReceiverName(callee: TSESTree.Node): string | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const object = unwrap(callee.object);
  if (object.type === 'MemberExpression') return getStaticPropertyName(object);
  return object.type === 'Identifier' ? object.name : undefined;
}

/** Whether an argument may be a key, judged cheaply: a text or a constant's name that speaks of a token. */
function isKeyLike(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Literal':
      return typeof bare.value === 'string' && getTokenName(analysis, bare.value) !== undefined;
    case 'Identifier':
      return /^[A-Z][A-Z\d_]+$/u.test(bare.name) && getKeyEvidence(analysis, bare)?.kind !== undefined;
    case 'MemberExpression':
      return /^[A-Z]/u.test(getReceiverName(bare) ?? '') && getKeyEvidence(analysis, bare)?.kind !== undefined;
    case 'TemplateLiteral':
      return getKeyEvidence(analysis, bare)?.kind !== undefined;
    default:
      return false;
  }
}

function getKeyedUse(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  facade: Facade,
  trace: readonly TraceStep[],
): StoreUse[] {
  const key = call.arguments[facade.keyIndex!];
  if (!key) return [];
  const value = facade.valueIndex === undefined ? undefined : call.arguments[facade.valueIndex];
  const isEmpty = value !== undefined && facade.operation === 'write' && isEmptyValue(analysis, value);
  const operation = isEmpty ? 'remove' : facade.operation;
  const { store } = facade;
  const evidence = getKeyEvidence(analysis, key);
  if (evidence?.kind) {
    const { kind, name } = evidence;
    return [
      { operation, store, kind, name, node: key, access: call, trace: [...evidence.trace, ...trace], isValue: false },
    ];
  }
  if (operation !== 'write' || !value) return [];
  const token = findToken(analysis, value);
  return token ? [{ ...token, operation, store, access: call, trace: [...token.trace, ...trace], isValue: true }] : [];
}

/** `setRefreshToken(value)`, `getRefreshToken()`: the key is fixed in the function. */
function getFixedUse(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  name: string,
  facades: readonly Facade[],
  trace: readonly TraceStep[],
): StoreUse[] {
  const fixed = facades.filter((facade) => facade.key?.kind);
  const verb = splitWords(name)[0] ?? '';
  const wanted: StoreOperation = /^(?:set|save|store|put|write|persist|add)$/u.test(verb)
    ? 'write'
    : /^(?:remove|delete|clear)$/u.test(verb)
      ? 'remove'
      : 'read';
  const chosen = fixed.find((facade) => facade.operation === wanted);
  if (!chosen?.key?.kind) return [];
  const argument = chosen.valueIndex === undefined ? undefined : call.arguments[chosen.valueIndex];
  const isMissing = chosen.valueIndex !== undefined && (argument === undefined || isEmptyValue(analysis, argument));
  const operation = wanted === 'write' && isMissing ? 'remove' : wanted;
  const { store } = chosen;
  const { kind, name: key } = chosen.key;
  return [{ operation, store, kind, name: key, node: call, access: call, trace, isValue: false }];
}

const mentions = new WeakMap<object, boolean>();

function mentionsStorage(analysis: Analysis): boolean {
  const known = mentions.get(analysis.sourceCode);
  if (known !== undefined) return known;
  const found = /storage|cookie/iu.test(analysis.sourceCode.text);
  mentions.set(analysis.sourceCode, found);
  return found;
}

const storageMembers = new Set(['setItem', 'getItem', 'removeItem', 'clear', 'key', 'length']);
const cookieJars =
  /^(?:react-cookie\.useCookies\(\)\.0|(?:cookies-next|nookies|js-cookie)\.(?:getCookies|parseCookies|get)\(\))$/u;

/** `localStorage.token`, `localStorage[KEY] = value`, `delete localStorage.token`, `cookies.token` of a browser's jar. */
export function getMemberUse(analysis: Analysis, node: TSESTree.MemberExpression): StoreUse | undefined {
  if (!mentionsStorage(analysis)) return undefined;
  const name = getStaticPropertyName(node);
  if (name === undefined ? !node.computed : storageMembers.has(name)) return undefined;
  const known = name === undefined ? undefined : getTokenName(analysis, name);
  const [operation, value, access] = getMemberOperation(analysis, node);
  if (!known && name !== undefined && !value) return undefined;
  const storage = getWebStorage(analysis, node.object) ?? (known ? getJar(analysis, node.object) : undefined);
  if (storage === undefined) return undefined;
  const evidence: KeyEvidence | undefined =
    name === undefined ? getKeyEvidence(analysis, node.property) : { kind: known, name, trace: [] };
  if (evidence?.kind) {
    const { kind, trace } = evidence;
    return { operation, store: storage, kind, name: evidence.name, node: node.property, access, trace, isValue: false };
  }
  const token =
    operation === 'write' && value && !/csrf|xsrf/iu.test(evidence?.name ?? '')
      ? findToken(analysis, value)
      : undefined;
  return token && { ...token, operation, store: storage, access, isValue: true };
}

function getJar(analysis: Analysis, node: TSESTree.Node): string | undefined {
  const origin = getOrigin(analysis, node);
  if (origin === undefined || !cookieJars.test(origin)) return undefined;
  return hasServerContext(analysis, node) ? undefined : 'a cookie that scripts can read';
}

/** `parseCookies(ctx)` reads the request's cookies, which may be HttpOnly. */
function hasServerContext(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  const call =
    bare.type === 'Identifier'
      ? (() => {
          const binding = resolveBinding(analysis, bare);
          return binding?.kind === 'variable' ? binding.init && unwrap(binding.init) : undefined;
        })()
      : bare;
  const first = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  return (
    call?.type === 'CallExpression' &&
    getCalleeName(call) !== 'useCookies' &&
    first !== undefined &&
    !isEmptyValue(analysis, first)
  );
}

function getMemberOperation(
  analysis: Analysis,
  node: TSESTree.MemberExpression,
): [StoreOperation, TSESTree.Node | undefined, TSESTree.Node] {
  const { parent } = node;
  if (parent.type === 'AssignmentExpression' && parent.left === node) {
    return [isEmptyValue(analysis, parent.right) ? 'remove' : 'write', parent.right, parent];
  }
  const outer = parent.type === 'ChainExpression' ? parent.parent : parent;
  if (outer.type === 'UnaryExpression' && outer.operator === 'delete') return ['remove', undefined, outer];
  return ['read', undefined, node];
}

/** `const { refreshToken } = localStorage`. */
export function getDestructuredTokens(analysis: Analysis, node: TSESTree.VariableDeclarator): StoreUse[] {
  if (node.id.type !== 'ObjectPattern' || !node.init || !mentionsStorage(analysis)) return [];
  const found: { kind: TokenKind; name: string; node: TSESTree.Node }[] = [];
  for (const property of node.id.properties) {
    const name = property.type === 'Property' ? getStaticPropertyName(property) : undefined;
    const kind = name === undefined ? undefined : getTokenName(analysis, name);
    if (kind && name !== undefined) found.push({ kind, name, node: property });
  }
  if (found.length === 0) return [];
  const store = getWebStorage(analysis, node.init) ?? getJar(analysis, node.init);
  if (store === undefined) return [];
  return found.map((entry) => ({ ...entry, operation: 'read', store, access: node, trace: [], isValue: false }));
}
