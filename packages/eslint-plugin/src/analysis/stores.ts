import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { resolveFunction } from './callees.js';
import { getStaticValue, resolveExpression } from './values.js';
import { getWebStorage } from './web-storage.js';

export type StoreOperation = 'read' | 'write' | 'remove';

/** One key and, on a write, its value. */
export interface StoreEntry {
  readonly key: TSESTree.Node | undefined;
  readonly value: TSESTree.Node | undefined;
}

/** A use of a store that scripts in the browser can read. */
export interface StoreAccess {
  readonly operation: StoreOperation;
  /** For messages: `localStorage`, `js-cookie`, `useLocalStorage()`. */
  readonly store: string;
  readonly entries: readonly StoreEntry[];
  /** The properties that a kept object begins with, for a key that says nothing. */
  readonly shape?: readonly TSESTree.Property[];
  /** True when only a name says that this is a store: a key must then be evident. */
  readonly byName: boolean;
}

/** How a library's functions work on its store. */
interface Library {
  readonly name: string;
  readonly operations: Readonly<Record<string, StoreOperation>>;
  /** Whether the call hides the value from scripts after all. */
  readonly isHidden?: (analysis: Analysis, call: TSESTree.CallExpression) => boolean;
  /** Where the key stands; the first argument by default. */
  readonly keyIndex?: number;
  /** Entries of calls that take several keys or an object. */
  readonly getEntries?: (call: TSESTree.CallExpression, method: string) => StoreEntry[] | undefined;
}

const storageMethods = { setItem: 'write', getItem: 'read', removeItem: 'remove' } as const;
const mapMethods = { set: 'write', get: 'read', getJSON: 'read', remove: 'remove', delete: 'remove' } as const;

const pairMethods = /^(?:setMany|multiSet|multiMerge)$/u;
const keyListMethods = /^(?:getMany|delMany|multiGet|multiRemove)$/u;

const asyncStorage: Library = {
  name: 'AsyncStorage',
  operations: {
    ...storageMethods,
    mergeItem: 'write',
    multiSet: 'write',
    multiMerge: 'write',
    multiGet: 'read',
    multiRemove: 'remove',
    useAsyncStorage: 'write',
  },
  getEntries: getListEntries,
};

/** Libraries by the module that a callee comes from. Where the origin is a call (`new Cookies()`), it ends in `()`. */
const libraries: readonly (readonly [RegExp, Library])[] = [
  [
    /^(?:js-cookie|typescript-cookie|es-cookie|tiny-cookie|cookies-js|browser-cookies|vue-cookies|react-cookies|vue3-cookies)(?:\.Cookies?)?(?:\.withAttributes\(\)|\.withConverter\(\)|\.useCookies\(\)\.cookies)?$/u,
    {
      name: 'a cookie that scripts can read',
      operations: {
        ...mapMethods,
        ...storageMethods,
        setCookie: 'write',
        getCookie: 'read',
        removeCookie: 'remove',
        save: 'write',
        load: 'read',
        erase: 'remove',
      },
      isHidden: hasHttpOnlyOption,
    },
  ],
  [
    /^(?:universal-cookie|react-cookie\.Cookies)\(\)$/u,
    { name: 'a cookie that scripts can read', operations: mapMethods, isHidden: hasHttpOnlyOption },
  ],
  [
    /^react-cookie\.useCookies\(\)$/u,
    { name: 'a cookie that scripts can read', operations: { 1: 'write', 2: 'remove' }, isHidden: hasHttpOnlyOption },
  ],
  [
    /^cookies-next(?:\/client)?(?:\.useCookiesNext\(\)|\.useGetCookies\(\))?$/u,
    {
      name: 'a cookie that scripts can read',
      operations: { setCookie: 'write', getCookie: 'read', deleteCookie: 'remove' },
      isHidden: isServerSideCookie,
    },
  ],
  [
    /^nookies$/u,
    {
      name: 'a cookie that scripts can read',
      operations: {
        setCookie: 'write',
        set: 'write',
        destroyCookie: 'remove',
        destroy: 'remove',
      },
      isHidden: hasHttpOnlyOption,
      keyIndex: 1,
    },
  ],
  [
    /^idb-keyval$/u,
    {
      name: 'IndexedDB',
      operations: {
        set: 'write',
        get: 'read',
        del: 'remove',
        update: 'write',
        setMany: 'write',
        getMany: 'read',
        delMany: 'remove',
      },
      getEntries: getListEntries,
    },
  ],
  [/^localforage(?:\.createInstance\(\))?$/u, { name: 'localforage', operations: storageMethods }],
  [/^@react-native-(?:async-storage|community)\/async-storage(?:\.AsyncStorage)?$/u, asyncStorage],
  [/^react-native\.AsyncStorage$/u, asyncStorage],
  [
    /^@capacitor\/(?:preferences\.Preferences|storage\.Storage)$/u,
    { name: 'Preferences', operations: mapMethods, getEntries: getObjectEntry },
  ],
  [
    /^(?:store|store\/dist\/[\w.]+|store2|lscache|lockr|local-storage)(?:\.(?:local|session))?$/u,
    { name: 'localStorage', operations: { ...mapMethods, rm: 'remove' } },
  ],
];

/** A message's name for a store that a hook or a name speaks of. */
const hookName =
  /^use(?:\w*(?:Local|Session|Async|Browser|Web|Persist(?:ed|ent)?)\w*(?:Storage|State)\w*|Storage(?:State|Item|Value)?|ReadLocalStorage)$/u;
const atomName = /^atomWithStorage$/u;

/** Reads a call as a use of a store, by the origin of what is called or by its storage-like name. */
export function getStoreCall(analysis: Analysis, call: TSESTree.CallExpression): StoreAccess | undefined {
  const callee = unwrap(call.callee);
  const method = getCalleeName(call);
  if (method === undefined) return undefined;
  const operation = (storageMethods as Record<string, StoreOperation>)[method];
  if (callee.type === 'MemberExpression') {
    if (operation) {
      const storage = getWebStorage(analysis, callee.object) ?? getPrototypeStorage(analysis, callee.object);
      if (storage !== undefined) return createAccess(operation, storage, call, 0);
    }
    if (method === 'call' || method === 'apply') return getBorrowedCall(analysis, call, callee);
    if (method === 'assign') return getAssignCall(analysis, call);
    return getLibraryCall(analysis, call, callee.object, method) ?? getNamedStoreCall(analysis, call, callee, method);
  }
  return callee.type === 'Identifier' ? getFunctionCall(analysis, call, callee) : undefined;
}

function createAccess(
  operation: StoreOperation,
  store: string,
  call: TSESTree.CallExpression,
  keyIndex: number,
  byName = false,
): StoreAccess | undefined {
  const key = call.arguments[keyIndex];
  if (!key || key.type === 'SpreadElement') return undefined;
  const value = operation === 'write' ? call.arguments[keyIndex + 1] : undefined;
  return { operation, store, entries: [{ key, value }], byName };
}

/** `Storage.prototype` stands for both storages. */
function getPrototypeStorage(analysis: Analysis, node: TSESTree.Node): string | undefined {
  return getOrigin(analysis, node) === 'Storage.prototype' ? 'Storage' : undefined;
}

/** `localStorage.setItem.call(localStorage, key, value)`. */
function getBorrowedCall(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
): StoreAccess | undefined {
  const borrowed = unwrap(callee.object);
  if (borrowed.type !== 'MemberExpression' || getStaticPropertyName(callee) !== 'call') return undefined;
  const operation = (storageMethods as Record<string, StoreOperation>)[getStaticPropertyName(borrowed) ?? ''];
  if (!operation) return undefined;
  const storage = getWebStorage(analysis, borrowed.object) ?? getPrototypeStorage(analysis, borrowed.object);
  return storage === undefined ? undefined : createAccess(operation, storage, call, 1);
}

/** `Object.assign(localStorage, { key: value })`. */
function getAssignCall(analysis: Analysis, call: TSESTree.CallExpression): StoreAccess | undefined {
  const [target, ...sources] = call.arguments;
  if (!target || getOrigin(analysis, call.callee) !== 'Object.assign') return undefined;
  const storage = getWebStorage(analysis, target);
  if (storage === undefined) return undefined;
  const entries = sources.flatMap((source): StoreEntry[] => {
    const object = resolveExpression(analysis, source);
    // A literal elsewhere is judged where it is handed over.
    if (object?.node.type !== 'ObjectExpression' || object.node !== unwrap(source)) {
      return [{ key: undefined, value: source }];
    }
    return object.node.properties.map((property) =>
      property.type === 'Property'
        ? { key: property.computed ? property.key : property, value: property.value }
        : { key: undefined, value: property.argument },
    );
  });
  return { operation: 'write', store: storage, entries, byName: false };
}

function getLibraryCall(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  object: TSESTree.Node,
  method: string,
): StoreAccess | undefined {
  if (!libraryMethods.has(method)) return undefined;
  const origin = getOrigin(analysis, object) ?? getFieldOrigin(analysis, object);
  if (origin === undefined) return undefined;
  if (origin === 'cookieStore' && method in mapMethods)
    return getCookieStoreCall(call, method as keyof typeof mapMethods);
  return getLibraryAccess(analysis, call, origin, method);
}

const libraryMethods = new Set(libraries.flatMap(([, library]) => Object.keys(library.operations)));

/** The origin of a class field's initial value: `private cookies = new Cookies()`. */
function getFieldOrigin(analysis: Analysis, node: TSESTree.Node): string | undefined {
  const bare = unwrap(node);
  if (bare.type !== 'MemberExpression' || unwrap(bare.object).type !== 'ThisExpression') return undefined;
  const value = resolveExpression(analysis, bare);
  return value && value.node !== bare ? getOrigin(value.analysis, value.node) : undefined;
}

function getLibraryAccess(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  origin: string,
  method: string,
): StoreAccess | undefined {
  for (const [pattern, library] of libraries) {
    const operation = library.operations[method];
    if (!operation || !pattern.test(origin)) continue;
    if (library.isHidden?.(analysis, call)) return undefined;
    const entries = library.getEntries?.(call, method);
    if (entries) return { operation, store: library.name, entries, byName: false };
    return createAccess(operation, library.name, call, library.keyIndex ?? 0);
  }
  return undefined;
}

/** The browser's own `cookieStore.set('name', value)` and `cookieStore.set({ name, value })`. */
function getCookieStoreCall(call: TSESTree.CallExpression, method: keyof typeof mapMethods): StoreAccess | undefined {
  const operation = mapMethods[method];
  const first = call.arguments[0];
  if (first?.type === 'ObjectExpression') {
    const entries = getNamedEntry(first, 'name');
    return entries && { operation, store: 'a cookie that scripts can read', entries, byName: false };
  }
  return createAccess(operation, 'a cookie that scripts can read', call, 0);
}

function getObjectEntry(call: TSESTree.CallExpression): StoreEntry[] | undefined {
  const first = call.arguments[0];
  return first?.type === 'ObjectExpression' ? getNamedEntry(first, 'key') : undefined;
}

function getNamedEntry(object: TSESTree.ObjectExpression, keyName: string): StoreEntry[] | undefined {
  const find = (name: string) =>
    object.properties.find(
      (property): property is TSESTree.Property =>
        property.type === 'Property' && getStaticPropertyName(property) === name,
    )?.value;
  const key = find(keyName);
  return key && [{ key, value: find('value') }];
}

/** `multiSet([[key, value], …])`, `getMany([key, …])`. */
function getListEntries(call: TSESTree.CallExpression, method: string): StoreEntry[] | undefined {
  const list = call.arguments[0];
  if (list?.type !== 'ArrayExpression') return undefined;
  if (keyListMethods.test(method)) {
    return list.elements.flatMap((key) => (key ? [{ key, value: undefined }] : []));
  }
  if (!pairMethods.test(method)) return undefined;
  return list.elements.flatMap((pair): StoreEntry[] => {
    if (pair?.type !== 'ArrayExpression') return [];
    return [{ key: pair.elements[0] ?? undefined, value: pair.elements[1] ?? undefined }];
  });
}

/** Whether the last argument is an object that hides the cookie from scripts. */
function hasHttpOnlyOption(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  const last = call.arguments.at(-1);
  if (!last || call.arguments.length < 2) return false;
  const options = resolveExpression(analysis, last);
  if (options?.node.type !== 'ObjectExpression') return false;
  return options.node.properties.some(
    (property) =>
      property.type === 'Property' &&
      getStaticPropertyName(property) === 'httpOnly' &&
      getStaticValue(options.analysis, property.value)?.value !== false,
  );
}

/** cookies-next works on the server when it is given the request, the response or the cookie store. */
function isServerSideCookie(analysis: Analysis, call: TSESTree.CallExpression): boolean {
  if (hasHttpOnlyOption(analysis, call)) return true;
  const last = call.arguments.at(-1);
  return (
    last?.type === 'ObjectExpression' &&
    last.properties.some(
      (property) =>
        property.type === 'Property' && /^(?:req|res|cookies)$/u.test(getStaticPropertyName(property) ?? ''),
    )
  );
}

const storageWords = new Set(['storage', 'stg', 'localstorage', 'sessionstorage', 'webstorage', 'storages']);
const secureWords = new Set(
  'secure secured securestore keychain encrypted encrypt keytar vault memory inmemory cloud bucket multer async mmkv safe'.split(
    ' ',
  ),
);

const namedOperations: Readonly<Record<string, StoreOperation>> = {
  ...storageMethods,
  ...mapMethods,
  save: 'write',
  put: 'write',
  store: 'write',
  write: 'write',
  add: 'write',
  load: 'read',
  read: 'read',
  retrieve: 'read',
  fetch: 'read',
  del: 'remove',
  clear: 'remove',
};

/** Whether a name speaks of a store in the browser, and not of a safe one. */
export function isStorageName(name: string): boolean {
  const words = splitWords(name);
  return words.some((word) => storageWords.has(word)) && !words.some((word) => secureWords.has(word));
}

/** A receiver that only its name tells to be a store: `storage.set('token', value)`. */
function getNamedStoreCall(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  method: string,
): StoreAccess | undefined {
  const operation = namedOperations[method] ?? getVerbOperation(method);
  if (!operation) return undefined;
  const object = unwrap(callee.object);
  const name = object.type === 'MemberExpression' ? getStaticPropertyName(object) : getIdentifierName(object);
  if (name === undefined) return undefined;
  const isCookies = isCookieJar(analysis, object, name);
  if (!isCookies && !isStorageName(name) && !isLocalItem(splitWords(method))) return undefined;
  const origin = getOrigin(analysis, object);
  if ((origin !== undefined && isForeignStore(origin)) || isNative(analysis)) return undefined;
  // A project's own store is judged by its body.
  if (isResolved(analysis, callee)) return undefined;
  return createAccess(operation, isCookies ? 'a cookie that scripts can read' : name, call, 0, true);
}

/** js-cookie's global, the member that Vue's plugins add, Angular's service. */
function isCookieJar(analysis: Analysis, node: TSESTree.Node, name: string): boolean {
  if (name === 'Cookies') return node.type === 'Identifier' && isGlobal(analysis, node);
  if (name === '$cookies') return node.type === 'MemberExpression';
  return /^cookies?Service$/u.test(name) && /['"]ngx-cookie/u.test(analysis.sourceCode.text);
}

function getIdentifierName(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'CallExpression') return undefined;
  return getCalleeName(node);
}

function isGlobal(analysis: Analysis, node: TSESTree.Node): boolean {
  return resolveBinding(analysis, node)?.kind === 'global';
}

/** Plain collections, and modules whose storage is on a server, encrypted or not for keys. */
function isForeignStore(origin: string): boolean {
  if (/^(?:Map|WeakMap|Set|Headers|FormData|URLSearchParams)\(\)/u.test(origin)) return true;
  return /^(?:@google-cloud|firebase|@firebase|aws-sdk|@aws-sdk|multer|async_hooks|@azure|expo-secure-store|react-native-(?:keychain|encrypted-storage|sensitive-info|mmkv)|electron|keytar|supabase|@supabase|unstorage|keyv|redis|ioredis|@upstash|@vercel|lru-cache|node-cache)\b/u.test(
    origin,
  );
}

function isResolved(analysis: Analysis, callee: TSESTree.Node): boolean {
  const resolved = resolveExpression(analysis, callee);
  if (resolved !== undefined && resolved.node !== unwrap(callee)) return true;
  return resolveFunction(analysis, callee) !== undefined;
}

const verbs: Readonly<Record<string, StoreOperation>> = {
  set: 'write',
  save: 'write',
  store: 'write',
  put: 'write',
  write: 'write',
  persist: 'write',
  add: 'write',
  get: 'read',
  load: 'read',
  read: 'read',
  retrieve: 'read',
  remove: 'remove',
  delete: 'remove',
  clear: 'remove',
};

/** What a function's name says that it does with a store: `setLocal`, `saveItem`, `removeKey`. */
export function getVerbOperation(name: string): StoreOperation | undefined {
  return verbs[splitWords(name)[0] ?? ''];
}

/** A bare function: destructured from a store, imported from a library, a hook, or known by its name only. */
function getFunctionCall(
  analysis: Analysis,
  call: TSESTree.CallExpression,
  callee: TSESTree.Identifier,
): StoreAccess | undefined {
  const { name } = callee;
  if (hookName.test(name) || atomName.test(name)) {
    const words = splitWords(name);
    if (words.some((word) => secureWords.has(word) && word !== 'async')) return undefined;
    return isSafeHook(analysis, callee) ? undefined : createHook(analysis, call, `${name}()`);
  }
  // Nuxt's and react-use's: scripts can read the cookie unless it says otherwise.
  if (name === 'useCookie')
    return hasHttpOnlyOption(analysis, call) ? undefined : createHook(analysis, call, 'useCookie()');
  const binding = resolveBinding(analysis, callee);
  if (!binding || binding.kind === 'parameter') return undefined;
  const operation = getVerbOperation(name);
  if (binding.kind !== 'global') {
    const origin = getBoundOrigin(analysis, callee);
    if (origin !== undefined) {
      const dot = origin.lastIndexOf('.');
      const object = origin.slice(0, dot);
      const method = origin.slice(dot + 1);
      if (/^(?:localStorage|sessionStorage)$/u.test(object)) {
        const direct = (storageMethods as Record<string, StoreOperation>)[method];
        return direct && createAccess(direct, object, call, 0);
      }
      if (dot > 0) {
        const access = getLibraryAccess(analysis, call, object, method);
        if (access) return access;
      }
      if (isForeignStore(origin)) return undefined;
    }
  }
  if (!operation || binding.kind === 'function' || binding.kind === 'class') return undefined;
  const source = binding.kind === 'import' ? binding.source : '';
  const words = splitWords(name);
  if (words.some((word) => secureWords.has(word))) return undefined;
  const isNamed = isStorageName(name) || (/^(?:set|get|remove)Item$/u.test(name) && isStorageName(source));
  if ((!isNamed && !isLocalItem(words)) || isNative(analysis)) return undefined;
  if (binding.kind === 'variable' && !isStoreHook(analysis, binding.init)) return undefined;
  if (isResolved(analysis, callee)) return undefined;
  return createAccess(operation, `${name}()`, call, 0, true);
}

/** `getLocalItem`, `setLocalConfig`: what is kept locally by key, whatever the name of the service. */
function isLocalItem(words: readonly string[]): boolean {
  return words.includes('local') && words.some((word) => /^(?:item|items|string|json|value|key|config)$/u.test(word));
}

/** A project's own hook that keeps values somewhere else: in a keychain, in memory, on a server. */
function isSafeHook(analysis: Analysis, callee: TSESTree.Identifier): boolean {
  const resolved = resolveExpression(analysis, callee);
  if (!resolved || resolved.analysis === analysis) return false;
  const { text } = resolved.analysis.sourceCode;
  return /SecureStore|Keychain|keytar/u.test(text) || !/storage|cookie|indexedDB|idb|localforage/iu.test(text);
}

/** Applications on a device: a store that only its name tells is the system's. */
function isNative(analysis: Analysis): boolean {
  return /\bfrom\s+['"](?:react-native|expo)\b/u.test(analysis.sourceCode.text);
}

/** A hook's key, or its `key` option; of its initial value, the names only: what is kept there comes later. */
function createHook(analysis: Analysis, call: TSESTree.CallExpression, store: string): StoreAccess | undefined {
  const [first, initial] = call.arguments;
  if (!first) return undefined;
  const named = first.type === 'ObjectExpression' ? getNamedEntry(first, 'key')?.[0]?.key : undefined;
  const state = initial && resolveExpression(analysis, initial)?.node;
  const shape = state?.type === 'ObjectExpression' && state === unwrap(initial!) ? state.properties : [];
  return {
    operation: 'write',
    store,
    entries: [{ key: named ?? first, value: undefined }],
    shape: shape.filter((property) => property.type === 'Property'),
    byName: false,
  };
}

/** `const { setStorage } = useStorage()`: known by name only, but not a React setter. */
function isStoreHook(analysis: Analysis, init: TSESTree.Node | undefined): boolean {
  const bare = init && unwrap(init);
  return bare?.type === 'CallExpression' && isStorageName(getCalleeName(bare) ?? '');
}

/** As `getOrigin`, and through `localStorage.setItem.bind(localStorage)`. */
function getBoundOrigin(analysis: Analysis, callee: TSESTree.Identifier): string | undefined {
  const origin = getOrigin(analysis, callee);
  return origin?.replace(/\.bind\(\)$/u, '');
}
