import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getCalleeName, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { createStep, type TraceStep } from './traces.js';
import { isFunction, type FunctionNode } from './syntax.js';
import { getTokenName, isHarmlessValue, type TokenKind } from './tokens.js';
import {
  getMember,
  getStaticString,
  getStaticValue,
  resolveBindingValue,
  resolveExpression,
  type Resolved,
} from './values.js';
import { getReturned } from './web-storage.js';

/** A token in a state that a library writes to storage. */
export interface PersistedToken {
  readonly kind: TokenKind;
  readonly name: string;
  /** For messages: `zustand persist`. */
  readonly store: string;
  /** In the asking file. */
  readonly node: TSESTree.Node;
  readonly trace: readonly TraceStep[];
}

/** A member of a state: its name, where it stands and what its value is. */
interface Field {
  readonly name: string;
  readonly analysis: Analysis;
  readonly node: TSESTree.Node;
  readonly value: TSESTree.Node | undefined;
}

/** Tokens that a persisted store writes, by the call that configures it. */
export function getPersistedTokens(analysis: Analysis, call: TSESTree.CallExpression): PersistedToken[] {
  const name = getCalleeName(call);
  switch (name) {
    case 'persist':
      return getZustandTokens(analysis, call);
    case 'defineStore':
      return getPiniaTokens(analysis, call);
    case 'persistReducer':
      return getReduxTokens(analysis, call);
    case 'persistCombineReducers':
      return getReduxTokens(analysis, call);
    case 'createPersistedState':
    case 'createPersistedStatePlugin':
      return getVuexTokens(analysis, call);
    default:
      return [];
  }
}

function isFrom(analysis: Analysis, callee: TSESTree.Node, pattern: RegExp): boolean {
  const origin = getOrigin(analysis, callee);
  return origin !== undefined && pattern.test(origin);
}

// ---------------------------------------------------------------------------------------------------- zustand

function getZustandTokens(analysis: Analysis, call: TSESTree.CallExpression): PersistedToken[] {
  const [creator, optionsNode] = call.arguments;
  if (!creator || !isFrom(analysis, call.callee, /^zustand\/middleware\.persist$|^zustand\/middleware\/persist/u))
    return [];
  const options = optionsNode && getObject(analysis, optionsNode);
  if (options && isSafeEngine(options, 'storage')) return [];
  const fields = getStateFields(analysis, creator, 0).filter((field) => isTokenField(field));
  const partialize = options && getOption(options, 'partialize');
  const store = 'zustand persist';
  if (!partialize) return fields.map((field) => createToken(analysis, field, store, call));
  const fn = resolveExpression(partialize.analysis, partialize.node);
  if (!fn || !isFunction(fn.node)) return [];
  return getPartialFields(fn, fields).map((field) => createToken(analysis, field, store, partialize.node));
}

/** What a `partialize` function keeps of a state's tokens. */
function getPartialFields(fn: Resolved, tokens: readonly Field[]): Field[] {
  const node = fn.node as FunctionNode;
  const [parameter] = node.params;
  return getReturned(fn.analysis, node).flatMap((value): Field[] => {
    const bare = unwrap(value);
    if (bare.type === 'ObjectExpression') {
      return bare.properties.flatMap((property): Field[] => {
        if (property.type === 'SpreadElement') return getSpreadState(fn.analysis, parameter, property.argument, tokens);
        const field = createField(fn.analysis, property);
        return field && isTokenField(field) ? [field] : [];
      });
    }
    if (bare.type === 'Identifier') return getSpreadState(fn.analysis, parameter, bare, tokens);
    if (bare.type === 'CallExpression') return getFilteredState(fn.analysis, bare, tokens);
    return [];
  });
}

/** The whole state, or the rest of it after some members were taken out. */
function getSpreadState(
  analysis: Analysis,
  parameter: TSESTree.Node | undefined,
  node: TSESTree.Node,
  tokens: readonly Field[],
): Field[] {
  const bare = unwrap(node);
  if (bare.type !== 'Identifier') return [];
  const binding = resolveBinding(analysis, bare);
  if (binding?.kind === 'parameter' && binding.path.length === 0) return [...tokens];
  const pattern =
    binding?.kind === 'parameter' ? parameter : binding?.kind === 'variable' ? binding.declarator.id : undefined;
  const isRest =
    (binding?.kind === 'parameter' || binding?.kind === 'variable') && binding.path.at(-1)?.kind === 'rest';
  if (!isRest || pattern?.type !== 'ObjectPattern') return [];
  const taken = new Set(
    pattern.properties.map((property) => (property.type === 'Property' ? getStaticPropertyName(property) : undefined)),
  );
  return tokens.filter((field) => !taken.has(field.name));
}

/** `omit(state, ['token'])`, `pick(state, ['token'])`, `Object.fromEntries(… filter(([key]) => !['token'].includes(key)))`. */
function getFilteredState(analysis: Analysis, call: TSESTree.CallExpression, tokens: readonly Field[]): Field[] {
  const text = analysis.sourceCode.getText(call);
  const isMentioned = (field: Field) => new RegExp(`['"\`]${escape(field.name)}['"\`]`, 'u').test(text);
  const name = getCalleeName(call);
  const keeps = name === 'pick' || (name === 'fromEntries' && !/!\s*[[\w.]|!==|!=/u.test(text));
  if (name !== 'pick' && name !== 'omit' && name !== 'fromEntries') return [];
  return tokens.filter((field) => isMentioned(field) === keeps);
}

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/gu, '\\$&');
}

// ------------------------------------------------------------------------------------------------------- pinia

function getPiniaTokens(analysis: Analysis, call: TSESTree.CallExpression): PersistedToken[] {
  const objects = call.arguments.flatMap((argument) => {
    const object = getObject(analysis, argument);
    return object ? [object] : [];
  });
  const setup = call.arguments.find((argument) => isFunction(argument));
  const persist = objects.map((object) => getOption(object, 'persist')).find((found) => found !== undefined);
  if (!persist) return [];
  const state = objects.map((object) => getOption(object, 'state')).find((found) => found !== undefined);
  const source = setup ?? state?.node;
  const fields = source ? getStateFields(analysis, source, 0).filter((field) => isTokenField(field)) : [];
  return getPiniaConfigurations(persist).flatMap((configuration) =>
    getPiniaFields(analysis, configuration, fields, call),
  );
}

function getPiniaConfigurations(persist: Resolved): Resolved[] {
  const resolved = resolveExpression(persist.analysis, persist.node);
  if (!resolved) return [];
  if (resolved.node.type === 'ArrayExpression') {
    return resolved.node.elements.flatMap((element) =>
      element ? [{ analysis: resolved.analysis, node: unwrap(element), trace: [] }] : [],
    );
  }
  const strategies = resolved.node.type === 'ObjectExpression' && getOption(resolved, 'strategies');
  return strategies ? getPiniaConfigurations(strategies) : [resolved];
}

function getPiniaFields(
  analysis: Analysis,
  configuration: Resolved,
  fields: readonly Field[],
  call: TSESTree.CallExpression,
): PersistedToken[] {
  const store = 'pinia persist';
  const all = () => fields.map((field) => createToken(analysis, field, store, call));
  if (configuration.node.type !== 'ObjectExpression') {
    return getStaticValue(configuration.analysis, configuration.node)?.value === true ? all() : [];
  }
  const enabled = getOption(configuration, 'enabled');
  if (enabled && getStaticValue(enabled.analysis, enabled.node)?.value === false) return [];
  if (isSafeEngine(configuration, 'storage')) return [];
  const picked = getOption(configuration, 'pick') ?? getOption(configuration, 'paths');
  if (picked) return getListedTokens(analysis, picked, store, call);
  const omitted = getOption(configuration, 'omit');
  const names = omitted ? new Set(getNames(omitted).map((entry) => entry.name)) : new Set<string>();
  return fields.filter((field) => !names.has(field.name)).map((field) => createToken(analysis, field, store, call));
}

// ------------------------------------------------------------------------------------------- redux-persist, vuex

function getReduxTokens(analysis: Analysis, call: TSESTree.CallExpression): PersistedToken[] {
  const [configurationNode, reducer] = call.arguments;
  const configuration = configurationNode && getObject(analysis, configurationNode);
  if (!configuration || !reducer || !isFrom(analysis, call.callee, /^redux-persist(?:\/.*)?\.persist/u)) return [];
  if (isSafeEngine(configuration, 'storage') || hasEncryption(configuration)) return [];
  const store = 'redux-persist';
  const state = getReducerState(analysis, reducer, 0);
  const whitelist = getOption(configuration, 'whitelist');
  if (whitelist) {
    return getNames(whitelist).flatMap((entry): PersistedToken[] => {
      const kind = getTokenName(whitelist.analysis, entry.name);
      if (kind) return [{ kind, name: entry.name, store, node: here(analysis, entry, call), trace: [] }];
      const slice = state.find((field) => field.name === entry.name);
      const token = slice && getTokenOfSlice(slice);
      if (!token) return [];
      const created = createToken(analysis, token, store, here(analysis, entry, call));
      return [{ ...created, name: `${entry.name}.${token.name}`, node: here(analysis, entry, call) }];
    });
  }
  const blacklist = getOption(configuration, 'blacklist');
  const left = new Set(blacklist ? getNames(blacklist).map((entry) => entry.name) : []);
  return state.flatMap((field): PersistedToken[] => {
    if (left.has(field.name)) return [];
    if (isTokenField(field)) return [{ ...createToken(analysis, field, store, reducer), node: reducer }];
    const token = getTokenOfSlice(field);
    if (!token) return [];
    const name = `${field.name}.${token.name}`;
    return [{ ...createToken(analysis, token, store, reducer), name, node: reducer }];
  });
}

function hasEncryption(configuration: Resolved): boolean {
  const transforms = getOption(configuration, 'transforms');
  return transforms !== undefined && /encrypt/iu.test(transforms.analysis.sourceCode.getText(transforms.node));
}

function getTokenOfSlice(field: Field): Field | undefined {
  if (!field.value) return undefined;
  const inner = getReducerState(field.analysis, field.value, 0);
  return inner.find((entry) => isTokenField(entry));
}

/** The members of a reducer's state: of `combineReducers({…})`, a slice's `initialState`, a parameter's default. */
function getReducerState(analysis: Analysis, node: TSESTree.Node, depth: number): Field[] {
  if (depth > 6) return [];
  const bare = unwrap(node);
  if (bare.type === 'MemberExpression' && getStaticPropertyName(bare) === 'reducer') {
    const slice = resolveExpression(analysis, bare.object);
    return slice ? getReducerState(slice.analysis, slice.node, depth + 1) : [];
  }
  const resolved = resolveExpression(analysis, bare) ?? resolveOneStep(analysis, bare);
  if (!resolved) return [];
  if (resolved.node !== bare && resolved.node.type === 'MemberExpression') {
    return getReducerState(resolved.analysis, resolved.node, depth + 1);
  }
  const found = resolved.node;
  if (found.type === 'ObjectExpression') return getFields(resolved.analysis, found);
  if (isFunction(found)) {
    const [state] = found.params;
    return state?.type === 'AssignmentPattern' ? getReducerState(resolved.analysis, state.right, depth + 1) : [];
  }
  if (found.type !== 'CallExpression') return [];
  const name = getCalleeName(found);
  const [first] = found.arguments;
  if (!first) return [];
  if (name === 'createSlice') {
    const options = getObject(resolved.analysis, first);
    const initial = options && getOption(options, 'initialState');
    return initial ? getReducerState(initial.analysis, initial.node, depth + 1) : [];
  }
  if (name === 'combineReducers' || name === 'createReducer') {
    return getReducerState(resolved.analysis, first, depth + 1);
  }
  return [];
}

/** What a name was set to, where that is not yet a value: `export default slice.reducer`. */
function resolveOneStep(analysis: Analysis, node: TSESTree.Node): Resolved | undefined {
  const binding = resolveBinding(analysis, node);
  return binding && resolveBindingValue(analysis, binding, node);
}

/** vuex-persistedstate: `createPersistedState({ paths: ['auth.token'] })`. */
function getVuexTokens(analysis: Analysis, call: TSESTree.CallExpression): PersistedToken[] {
  const options = call.arguments[0] && getObject(analysis, call.arguments[0]);
  if (!options || isSafeEngine(options, 'storage')) return [];
  const paths = getOption(options, 'paths');
  return paths ? getListedTokens(analysis, paths, 'vuex-persistedstate', call) : [];
}

// ----------------------------------------------------------------------------------------------------- helpers

function getObject(analysis: Analysis, node: TSESTree.Node): Resolved | undefined {
  const resolved = resolveExpression(analysis, node);
  return resolved?.node.type === 'ObjectExpression' ? resolved : undefined;
}

/** The value of an option as it stands, a method for its function. */
function getOption(object: Resolved, name: string): Resolved | undefined {
  return getMember(object, name);
}

const safeEngine = /secure|keychain|encrypt|memory|noop/iu;

/** A storage engine that its name tells to be out of scripts' reach, or gone with the page. */
function isSafeEngine(options: Resolved, name: string): boolean {
  const engine = getOption(options, name);
  return engine !== undefined && safeEngine.test(engine.analysis.sourceCode.getText(engine.node));
}

/** The object that a state creator or an object stands for, `immer`, `devtools` and the like taken off. */
function getStateFields(analysis: Analysis, node: TSESTree.Node, depth: number): Field[] {
  if (depth > 6) return [];
  const resolved = resolveExpression(analysis, node);
  if (!resolved) return [];
  const found = resolved.node;
  if (found.type === 'ObjectExpression') return getFields(resolved.analysis, found, depth);
  if (isFunction(found)) {
    return getReturned(resolved.analysis, found).flatMap((value) =>
      getStateFields(resolved.analysis, value, depth + 1),
    );
  }
  if (found.type !== 'CallExpression') return [];
  const name = getCalleeName(found);
  const [first] = found.arguments;
  if (name !== undefined && /^(?:immer|devtools|subscribeWithSelector|redux|combine|reactive)$/u.test(name) && first) {
    return getStateFields(resolved.analysis, first, depth + 1);
  }
  const callee = resolveExpression(resolved.analysis, found.callee);
  if (!callee || callee.node === found || !isFunction(callee.node)) return [];
  return getStateFields(callee.analysis, callee.node, depth + 1);
}

function getFields(analysis: Analysis, object: TSESTree.ObjectExpression, depth = 0): Field[] {
  return object.properties.flatMap((property): Field[] => {
    if (property.type === 'SpreadElement') return getStateFields(analysis, property.argument, depth + 1);
    const field = createField(analysis, property);
    return field ? [field] : [];
  });
}

function createField(analysis: Analysis, property: TSESTree.Property): Field | undefined {
  const name = getStaticPropertyName(property);
  if (name === undefined || property.method || property.kind !== 'init') return undefined;
  return { name, analysis, node: property, value: property.value };
}

/** Whether a member of a state holds a token: by name, functions and flags left out, empty initial values kept. */
function isTokenField(field: Field): boolean {
  if (!getTokenName(field.analysis, field.name) || !field.value) return false;
  const value = getStaticValue(field.analysis, field.value);
  if (value !== undefined) return value.value === null || value.value === undefined || typeof value.value === 'string';
  const resolved = resolveExpression(field.analysis, field.value);
  if (resolved && isFunction(resolved.node)) return false;
  return !isHarmlessValue(field.analysis, field.value);
}

function createToken(asking: Analysis, field: Field, store: string, fallback: TSESTree.Node): PersistedToken {
  const kind = getTokenName(field.analysis, field.name) ?? 'other';
  const isHere = field.analysis === asking;
  return {
    kind,
    name: field.name,
    store,
    node: isHere ? field.node : fallback,
    trace: isHere ? [] : [createStep(field.analysis, field.node, field.name)],
  };
}

interface NameEntry {
  readonly name: string;
  readonly analysis: Analysis;
  readonly node: TSESTree.Node;
}

function getNames(list: Resolved): NameEntry[] {
  const resolved = resolveExpression(list.analysis, list.node);
  if (resolved?.node.type !== 'ArrayExpression') return [];
  return resolved.node.elements.flatMap((element): NameEntry[] => {
    const name = element ? getStaticString(resolved.analysis, element)?.value : undefined;
    return element && name !== undefined ? [{ name, analysis: resolved.analysis, node: element }] : [];
  });
}

function here(asking: Analysis, entry: NameEntry, fallback: TSESTree.Node): TSESTree.Node {
  return entry.analysis === asking ? entry.node : fallback;
}

/** Names of tokens in a list of state members; of a path `auth.token` the last part counts. */
function getListedTokens(asking: Analysis, list: Resolved, store: string, call: TSESTree.Node): PersistedToken[] {
  return getNames(list).flatMap((entry): PersistedToken[] => {
    const kind = getTokenName(entry.analysis, entry.name.split('.').at(-1) ?? entry.name);
    return kind ? [{ kind, name: entry.name, store, node: here(asking, entry, call), trace: [] }] : [];
  });
}
