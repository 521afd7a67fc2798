import { fileURLToPath } from 'node:url';
import parser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noLocalstorageRefreshToken } from '../../src/rules/no-localstorage-refresh-token.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
const rule = noLocalstorageRefreshToken as never;
const page = fileURLToPath(new URL('../projects/token-storage/src/page.ts', import.meta.url));

function silent(name: string, code: string, options: readonly object[] = [], filename?: string) {
  return { name: `keeps silent on ${name}`, code, options, ...(filename ? { filename } : {}) };
}

type Id = 'storedToken' | 'storedValue' | 'readToken' | 'removedToken' | 'persistedToken';

/** A finding; `line` 0 for any line; `output` is the code without the deleted line. */
function found(name: string, code: string, messageId: Id | Id[], line = 0, output?: string, filename?: string) {
  const ids = Array.isArray(messageId) ? messageId : [messageId];
  return {
    name: `reports ${name}`,
    code,
    ...(filename ? { filename } : {}),
    errors: ids.map((id) => ({
      messageId: id,
      ...(line ? { line } : {}),
      ...(output === undefined ? {} : { suggestions: [{ messageId: 'deleteLine', output }] }),
    })),
  };
}

/** A finding in an expression that is used, so that no line can be deleted. */
function used(name: string, expression: string, messageId: Id, before = '') {
  return found(name, `${before}const result = ${expression};`, messageId);
}

/** A finding in a statement of its own, with the suggestion to delete it. */
function stated(name: string, statement: string, messageId: Id, before = '') {
  return found(name, `${before}${statement}\n`, messageId, 0, before);
}

tester.run('no-localstorage-refresh-token: web storage', rule, {
  valid: [
    silent('theme', "localStorage.setItem('theme', 'dark');"),
    silent('locale', "localStorage.getItem('locale-preferences');"),
    silent('drafts', "sessionStorage.setItem('draft', JSON.stringify(draft));"),
    silent(
      'interleaved sessions of exercises',
      "sessionStorage.setItem('interleaved_session', JSON.stringify(session));",
    ),
    silent('a CSRF token', "localStorage.setItem('csrf_token', csrfToken);"),
    silent('cookie consent', "localStorage.setItem('cookie_consent', 'accepted');"),
    silent(
      'words that contain token',
      "localStorage.setItem('tokenizer', name); localStorage.setItem('author', name);",
    ),
    silent('the end of a token', "localStorage.setItem('token_expires_at', String(at));"),
    silent('the type of a token', "localStorage.getItem('token_type');"),
    silent('whether there is a token', "localStorage.setItem('has_token', 'true');"),
    silent('counts of a language model', "localStorage.setItem('max_tokens', '512');"),
    silent('a token for password resets', "sessionStorage.setItem('reset_token', value);"),
    silent('the id of a key', 'localStorage.setItem(LLM_KEY_STORAGE_KEY, keyId.toString());'),
    silent('the version of an application', 'localStorage.setItem(`${ROOT}_version`, VERSION);'),
    silent(
      'comments',
      "// localStorage.setItem('refresh_token', token)\n/** reads refresh_token from localStorage */\nrun();",
    ),
    silent(
      'an object of that name with a shadowed store',
      "const localStorage = new Map(); localStorage.set('token', t);",
    ),
    silent('a map', "const map = new Map(); map.set('token', token);"),
    silent('a generic wrapper', 'function read(key) { return localStorage.getItem(key); }'),
    silent('an assertion of what is stored', "expect(window.localStorage.getItem('auth_token')).toBeNull();"),
    silent(
      'an assertion of what a page has stored',
      "expect(await page.evaluate(() => localStorage.getItem('token'))).toBe('abc');",
    ),
    silent('an assertion that compares with what is stored', "assert.equal(localStorage.token, 'abc');"),
    silent('an assertion of what is parsed', "expect(JSON.parse(localStorage.getItem('token')).id).toBe(1);"),
    silent('React setters', "const [token, setToken] = useState(null); setToken('value');"),
    silent('state that is set', 'set({ accessToken, refreshToken });'),
    silent('all keys', 'Object.keys(localStorage).forEach((key) => localStorage.removeItem(key));'),
    silent('feature detection', "const ok = typeof window.localStorage !== 'undefined';"),
    silent('other members of a stored object', "const name = JSON.parse(localStorage.getItem('user')).name;"),
    silent('a value that only mentions a token', "localStorage.setItem('message', 'token refreshed');"),
    silent('a flag that is made of a token', "localStorage.setItem('signed-in', String(!!token));"),
    silent('removal', "localStorage.removeItem('refresh_token');"),
    silent('delete', 'delete localStorage.token;'),
    silent('an emptied key', "localStorage.setItem('token', '');"),
    silent('null in the key', 'localStorage.token = null;'),
    silent(
      'a fixed facade that only removes',
      "function clearTokens() { localStorage.removeItem('token'); }\nclearTokens();",
    ),
    silent('access tokens when only refresh tokens count', "localStorage.setItem('access_token', t);", [
      { accessTokens: false },
    ]),
    silent(
      'a key that looks like a token but is another parameter',
      'const save = (token: CancelToken) => run(token);',
    ),
  ],
  invalid: [
    stated('setItem', "localStorage.setItem('refresh_token', token);", 'storedToken'),
    stated('sessionStorage', "sessionStorage.setItem('access_token', value);", 'storedToken'),
    stated('window', "window.localStorage.setItem('id_token', value);", 'storedToken'),
    stated('globalThis', "globalThis.sessionStorage.setItem('authToken', value);", 'storedToken'),
    stated('self', "self.localStorage.setItem('sessionToken', value);", 'storedToken'),
    stated('optional chaining', "window?.localStorage?.setItem?.('jwt', value);", 'storedToken'),
    stated('an alias', "store.setItem('token', value);", 'storedToken', 'const store = window.localStorage;\n'),
    stated(
      'a destructured store',
      "sessionStorage.setItem('token', value);",
      'storedToken',
      'const { sessionStorage } = window;\n',
    ),
    stated('a renamed store', "ls.setItem('token', value);", 'storedToken', 'const { localStorage: ls } = window;\n'),
    stated('a destructured method', "setItem('token', value);", 'storedToken', 'const { setItem } = localStorage;\n'),
    stated(
      'a bound method',
      "save('token', value);",
      'storedToken',
      'const save = localStorage.setItem.bind(localStorage);\n',
    ),
    stated(
      'a choice of stores',
      "store.setItem('token', value);",
      'storedToken',
      'const store = remember ? localStorage : sessionStorage;\n',
    ),
    stated(
      'a store that may be missing',
      "store?.setItem('token', value);",
      'storedToken',
      "const store = typeof window !== 'undefined' ? window.localStorage : undefined;\n",
    ),
    stated('a computed method', "localStorage['setItem']('token', value);", 'storedToken'),
    found(
      'a parameter of the type Storage',
      "function f(store: Storage) { return store.getItem('token'); }",
      'readToken',
    ),
    found('a default parameter', "function f(store = localStorage) { return store.getItem('token'); }", 'readToken'),
    found(
      'a class field',
      "class A { store = localStorage; f() { return this.store.getItem('token'); } }",
      'readToken',
    ),
    found(
      'a constructor parameter',
      "class A { constructor(private store: Storage) {} f() { return this.store.getItem('token'); } }",
      'readToken',
    ),
    used('getItem', "localStorage.getItem('refresh_token')", 'readToken'),
    found(
      'a write inside an assertion',
      "expect(() => localStorage.setItem('token', 'abc')).not.toThrow();",
      'storedToken',
    ),
    found(
      'a read that an assertion hands on',
      "expect(await login(localStorage.getItem('token'))).toBe(true);",
      'readToken',
    ),
    found(
      'a read before an assertion',
      "const token = localStorage.getItem('token'); expect(token).toBe('abc');",
      'readToken',
    ),
    used('a property', 'localStorage.token', 'readToken'),
    used('a computed property', "localStorage['access_token']", 'readToken'),
    used('a computed constant', 'localStorage[KEY]', 'readToken', "const KEY = 'refresh_token';\n"),
    stated('a property that is set', 'localStorage.refreshToken = value;', 'storedToken'),
    stated('a computed property that is set', "window.sessionStorage['auth-token'] = value;", 'storedToken'),
    found('destructured properties', 'const { refreshToken, theme } = localStorage;', 'readToken'),
    stated('Object.assign', 'Object.assign(localStorage, { refreshToken: value });', 'storedToken'),
    stated('a call on the prototype', "Storage.prototype.setItem.call(localStorage, 'token', value);", 'storedToken'),
    stated('a bare key token', "localStorage.setItem('token', value);", 'storedToken'),
    stated('a bare key jwt', "localStorage.setItem('jwt', value);", 'storedToken'),
    stated('a key with a prefix', "localStorage.setItem('custom-auth-token', value);", 'storedToken'),
    stated(
      'a key of a constant',
      'localStorage.setItem(KEY, value);',
      'storedToken',
      "const KEY = 'app.accessToken';\n",
    ),
    stated('a key of a template', 'localStorage.setItem(`${prefix}_refresh_token`, value);', 'storedToken'),
    stated('a key of a concatenation', "localStorage.setItem(prefix + 'token', value);", 'storedToken'),
    stated(
      'a key of an enum',
      'localStorage.setItem(Keys.Auth, value);',
      'storedToken',
      "enum Keys { Auth = 'auth_token' }\n",
    ),
    stated(
      'a key of an object member',
      'localStorage.setItem(KEYS.auth, value);',
      'storedToken',
      "const KEYS = { auth: 'access_token' } as const;\n",
    ),
    stated(
      'a key known by its name only',
      'localStorage.setItem(ACCESS_TOKEN_KEY, value);',
      'storedToken',
      "import { ACCESS_TOKEN_KEY } from 'elsewhere';\n",
    ),
    stated(
      'a service that says to keep things locally',
      "service.setLocalConfig('refresh_token', value);",
      'storedToken',
      "import { service } from 'elsewhere';\n",
    ),
    stated(
      'a value with a token',
      "localStorage.setItem('user', JSON.stringify({ name, refreshToken }));",
      'storedValue',
    ),
    stated('a member of an answer', "localStorage.setItem('auth', data.access_token);", 'storedValue'),
    stated(
      'a value of a variable',
      "localStorage.setItem('auth', JSON.stringify(session));",
      'storedValue',
      'const session = { id, accessToken };\n',
    ),
    stated(
      'a value of an alias',
      "localStorage.setItem('a', value);",
      'storedValue',
      'const value = data.refreshToken;\n',
    ),
    stated(
      'a value of destructuring',
      "localStorage.setItem('a', value);",
      'storedValue',
      'const { refreshToken: value } = data;\n',
    ),
    found('a read that is named a token', "const token = localStorage.getItem('auth');", 'readToken'),
    found('a token of what is parsed', "const t = JSON.parse(localStorage.getItem('user')).accessToken;", 'readToken'),
    found(
      'a token of what is parsed later',
      "const raw = localStorage.getItem('user');\nconst user = JSON.parse(raw);\nsend(user.refreshToken);",
      'readToken',
      1,
    ),
    found(
      'a guarded write',
      "if (token) {\n  try {\n    localStorage.setItem('token', token);\n  } catch {}\n}",
      'storedToken',
      3,
      'if (token) {\n  try {\n  } catch {}\n}',
    ),
  ],
});

tester.run('no-localstorage-refresh-token: removal in strict', rule, {
  valid: [silent('removal of something else', "localStorage.removeItem('theme');", [{ allowRemoval: false }])],
  invalid: [
    ["localStorage.removeItem('refresh_token');", ''],
    ['delete localStorage.token;', ''],
    ["sessionStorage.setItem('token', '');", ''],
    ['localStorage.token = null;', ''],
    ["import Cookies from 'js-cookie';\nCookies.remove('access_token');", "import Cookies from 'js-cookie';\n"],
    ["document.cookie = 'refresh_token=; Max-Age=0; Path=/';", ''],
    ["document.cookie = 'token=x; expires=Thu, 01 Jan 1970 00:00:00 GMT';", ''],
    [
      "const setRefreshToken = (t) => localStorage.setItem('refresh_token', t);\nsetRefreshToken(null);",
      "const setRefreshToken = (t) => localStorage.setItem('refresh_token', t);\n",
    ],
  ].map(([code, output]) => ({
    name: `reports removal by ${code}`,
    code: code!,
    options: [{ allowRemoval: false }],
    errors: [
      ...(code!.includes('=>') ? [{ messageId: 'storedToken' }] : []),
      {
        messageId: 'removedToken',
        ...(output === undefined ? {} : { suggestions: [{ messageId: 'deleteLine', output }] }),
      },
    ],
  })),
});

const cookies = "import Cookies from 'js-cookie';\n";

tester.run('no-localstorage-refresh-token: cookies in the browser', rule, {
  valid: [
    silent('a locale cookie', 'document.cookie = `locale=${locale}; Path=/`;'),
    silent('a CSRF cookie', 'document.cookie = `csrf_token=${csrfToken}; Path=/; SameSite=Strict`;'),
    silent('an ended cookie', "document.cookie = 'refresh_token=; expires=Thu, 01 Jan 1970 00:00:00 UTC';"),
    silent('an ended cookie by a date', 'document.cookie = `refresh_token=x; expires=${new Date(0).toUTCString()}`;'),
    silent('a CSRF cookie that is read', 'const t = document.cookie.match(/csrf_token=([^;]+)/);'),
    silent('a theme by js-cookie', `${cookies}Cookies.set('theme', 'dark');`),
    silent('removal by js-cookie', `${cookies}Cookies.remove('refresh_token');`),
    silent(
      'cookies of Next on the server',
      "import { cookies } from 'next/headers';\ncookies().set('refresh_token', t, { httpOnly: true });",
    ),
    silent('cookies of Koa', "ctx.cookies.set('refresh_token', t);"),
    silent('cookies of Hono', "import { setCookie } from 'hono/cookie';\nsetCookie(c, 'refresh_token', t);"),
    silent(
      'a Next cookie store',
      "import { cookies } from 'next/headers';\nasync function f() { const cookieStore = await cookies(); return cookieStore.get('access_token'); }",
    ),
    silent(
      'nookies with HttpOnly',
      "import { setCookie } from 'nookies';\nsetCookie(ctx, 'refreshToken', t, { httpOnly: true });",
    ),
    silent(
      'cookies-next on the server',
      "import { setCookie } from 'cookies-next';\nsetCookie('token', t, { req, res, httpOnly: true });",
    ),
    silent('a hook with HttpOnly', "const token = useCookie('token', { httpOnly: true });"),
    silent(
      'parsed cookies of a request',
      "import { parseCookies } from 'nookies';\nconst { token } = parseCookies(ctx);",
    ),
  ],
  invalid: [
    stated('document.cookie', "document.cookie = 'refresh_token=' + token;", 'storedToken'),
    stated('a template', 'document.cookie = `access_token=${value}; Path=/; Secure`;', 'storedToken'),
    stated('window.document.cookie', 'window.document.cookie = `token=${value}`;', 'storedToken'),
    stated(
      'a name of a constant',
      'document.cookie = `${NAME}=${value}; Path=/`;',
      'storedToken',
      "const NAME = 'auth_token';\n",
    ),
    stated('a token under a neutral name', 'document.cookie = `sid=${refreshToken}`;', 'storedValue'),
    found('a search by a pattern', 'const t = document.cookie.match(/refresh_token=([^;]+)/);', 'readToken'),
    found(
      'a search in the rows',
      "const row = document.cookie.split('; ').find((row) => row.startsWith('access_token='));",
      'readToken',
    ),
    stated('js-cookie', "Cookies.set('refresh_token', value);", 'storedToken', cookies),
    used('a read by js-cookie', "Cookies.get('access_token')", 'readToken', cookies),
    stated(
      'js-cookie with a token for value',
      "Cookies.set('user', JSON.stringify({ token }));",
      'storedValue',
      cookies,
    ),
    stated('js-cookie from a script tag', "Cookies.set('token', value);", 'storedToken'),
    stated(
      'universal-cookie',
      "jar.set('token', value);",
      'storedToken',
      "import Cookies from 'universal-cookie';\nconst jar = new Cookies();\n",
    ),
    stated(
      'react-cookie',
      "setCookie('token', value);",
      'storedToken',
      "import { useCookies } from 'react-cookie';\nconst [cookies, setCookie] = useCookies(['session']);\n",
    ),
    stated(
      'nookies',
      "setCookie(null, 'refreshToken', value, { path: '/' });",
      'storedToken',
      "import { setCookie } from 'nookies';\n",
    ),
    stated(
      'cookies-next',
      "setCookie('refreshToken', value);",
      'storedToken',
      "import { setCookie } from 'cookies-next';\n",
    ),
    used('a hook for cookies', "useCookie('token')", 'storedToken'),
    stated('the cookie store', "cookieStore.set('refresh_token', value);", 'storedToken'),
    stated('the cookie store with an object', "cookieStore.set({ name: 'refresh_token', value });", 'storedToken'),
    found(
      'a helper that writes cookies',
      "function setCookie(name, value) { document.cookie = `${name}=${value}; path=/`; }\nsetCookie('access_token', t);",
      'storedToken',
      2,
      'function setCookie(name, value) { document.cookie = `${name}=${value}; path=/`; }\n',
    ),
    found(
      'a helper that reads cookies',
      "function getCookie(name) { const m = document.cookie.match(new RegExp(name + '=([^;]+)')); return m?.[1]; }\nconst t = getCookie('access_token');",
      'readToken',
      2,
    ),
  ],
});

const idb = "import { set, get, del, setMany } from 'idb-keyval';\n";
const forage = "import localforage from 'localforage';\n";
const native = "import AsyncStorage from '@react-native-async-storage/async-storage';\n";

tester.run('no-localstorage-refresh-token: other stores', rule, {
  valid: [
    silent('a draft in IndexedDB', `${idb}set('draft', text);`),
    silent('removal from IndexedDB', `${idb}del('refresh_token');`),
    silent('set of another module', "import { set } from 'lodash';\nset(object, 'token', value);"),
    silent(
      'SecureStore',
      "import * as SecureStore from 'expo-secure-store';\nSecureStore.setItemAsync('token', value);",
    ),
    silent(
      'Keychain',
      "import * as Keychain from 'react-native-keychain';\nKeychain.setGenericPassword('token', value);",
    ),
    silent('a secure storage by name', "secureStorage.set('token', value);"),
    silent(
      'an encrypted storage',
      "import EncryptedStorage from 'react-native-encrypted-storage';\nEncryptedStorage.setItem('token', value);",
    ),
    silent(
      'a bucket',
      "import { Storage } from '@google-cloud/storage';\nconst storage = new Storage();\nstorage.get('token');",
    ),
    silent('a theme of a hook', "const [theme, setTheme] = useLocalStorage('theme', 'dark');"),
    silent(
      'a store of a native application that is known by name only',
      "import { View } from 'react-native';\nimport { ExtensionStorage } from 'apple';\nconst groupStorage = new ExtensionStorage('a');\ngroupStorage.set('token', value);",
    ),
    silent(
      'the setter of a storage hook, whose argument is the value',
      'const [[, token], setTokenStorage] = useStorageState(KEY);\nsetTokenStorage(data.accessToken);',
    ),
    silent('a facade with another key', "storage.set('theme', 'dark');"),
    silent('a cache of a server', "cache.set('token', value);"),
    silent('a header', "headers.set('authorization', token);"),
  ],
  invalid: [
    stated('idb-keyval', "set('refresh_token', value);", 'storedToken', idb),
    used('a read of idb-keyval', "get('refresh_token')", 'readToken', idb),
    stated('setMany', "setMany([['refresh_token', value]]);", 'storedToken', idb),
    stated('localforage', "localforage.setItem('token', value);", 'storedToken', forage),
    stated(
      'an instance of localforage',
      "db.setItem('token', value);",
      'storedToken',
      `${forage}const db = localforage.createInstance({ name: 'app' });\n`,
    ),
    stated('AsyncStorage', "AsyncStorage.setItem('token', value);", 'storedToken', native),
    stated('AsyncStorage.multiSet', "AsyncStorage.multiSet([['access_token', value]]);", 'storedToken', native),
    used('a read of AsyncStorage', "await AsyncStorage.getItem('token')", 'readToken', native),
    used('useLocalStorage', "useLocalStorage('token', null)", 'storedToken'),
    used('useStorage', "useStorage('refresh_token', '')", 'storedToken'),
    used('useSessionStorage', "useSessionStorage('auth-token', '')", 'storedToken'),
    used('an atom', "atomWithStorage('token', null)", 'storedToken'),
    stated('a facade known by name', "storage.set('token', value);", 'storedToken'),
    stated('an abbreviated facade', "localStg.set('refreshToken', value);", 'storedToken'),
    stated(
      'a method that names the key',
      'tokenStorage.setRefreshToken(value);',
      'storedToken',
      "import { tokenStorage } from 'elsewhere';\n",
    ),
    stated(
      'a function known by name',
      "setStorage('token', value);",
      'storedToken',
      "import { setStorage } from 'elsewhere';\n",
    ),
    found(
      'a facade in the file',
      "const box = { put(key, value) { localStorage.setItem(key, value); } };\nbox.put('token', value);",
      'storedToken',
      2,
      'const box = { put(key, value) { localStorage.setItem(key, value); } };\n',
    ),
    found(
      'a getter in the file',
      "function getToken() {\n return localStorage.getItem('token');\n}\nconst t = getToken();",
      ['readToken', 'readToken'],
    ),
    found(
      'a class in the file',
      "class Box { save(key, value) { sessionStorage.setItem(key, value); } }\nconst box = new Box();\nbox.save('refresh_token', value);",
      'storedToken',
      3,
      'class Box { save(key, value) { sessionStorage.setItem(key, value); } }\nconst box = new Box();\n',
    ),
  ],
});

const zustand = "import { persist } from 'zustand/middleware';\n";
const redux = "import { persistReducer } from 'redux-persist';\nimport storage from 'redux-persist/lib/storage';\n";

tester.run('no-localstorage-refresh-token: persisted stores', rule, {
  valid: [
    silent(
      'preferences in zustand',
      `${zustand}persist((set) => ({ theme: 'dark', setTheme: (theme) => set({ theme }) }), { name: 'ui' });`,
    ),
    silent(
      'partialize that leaves tokens out',
      `${zustand}persist((set) => ({ user: null, accessToken: null }), { name: 'auth', partialize: (s) => ({ user: s.user }) });`,
    ),
    silent(
      'partialize that takes tokens out',
      `${zustand}persist((set) => ({ user: null, accessToken: null }), { name: 'auth', partialize: ({ accessToken, ...rest }) => rest });`,
    ),
    silent(
      'setters of tokens',
      `${zustand}persist((set) => ({ user: null, setToken: (t) => set({ user: t }) }), { name: 'auth' });`,
    ),
    silent(
      'a secure engine',
      `${zustand}persist(() => ({ token: null }), { name: 'auth', storage: createJSONStorage(() => SecureStore) });`,
    ),
    silent('another persist', "import { persist } from './db';\npersist(() => ({ token: null }));"),
    silent('pinia without persistence', "defineStore('auth', { state: () => ({ token: '' }) });"),
    silent(
      'pinia that picks the user',
      "defineStore('auth', { state: () => ({ token: '', user: null }), persist: { pick: ['user'] } });",
    ),
    silent(
      'pinia that omits the token',
      "defineStore('auth', { state: () => ({ token: '', user: null }), persist: { omit: ['token'] } });",
    ),
    silent('pinia with persist: false', "defineStore('auth', { state: () => ({ token: '' }), persist: false });"),
    silent(
      'redux-persist of preferences',
      `${redux}persistReducer({ key: 'root', storage, whitelist: ['ui'] }, reducer);`,
    ),
    silent(
      'redux-persist of an unknown slice',
      `${redux}persistReducer({ key: 'root', storage, whitelist: ['auth'] }, reducer);`,
    ),
    silent(
      'redux-persist that leaves the token out',
      `${redux}persistReducer({ key: 'auth', storage, blacklist: ['token'] }, (state = { token: '', name: '' }) => state);`,
    ),
    silent(
      'redux-persist with encryption',
      `${redux}persistReducer({ key: 'root', storage, whitelist: ['token'], transforms: [encryptTransform({ secretKey })] }, reducer);`,
    ),
  ],
  invalid: [
    found(
      'tokens in partialize',
      `${zustand}persist((set) => ({ accessToken: null }), { name: 'auth',\n partialize: (s) => ({ accessToken: s.accessToken }) });`,
      'persistedToken',
      3,
    ),
    found(
      'tokens in the state',
      `${zustand}create()(persist((set) => ({\n refreshToken: null,\n user: null }), { name: 'auth' }));`,
      'persistedToken',
      3,
    ),
    found(
      'tokens in the state behind immer',
      `${zustand}create()(persist(immer((set) => ({ token: '' })), { name: 'auth' }));`,
      'persistedToken',
    ),
    found(
      'the whole state in partialize',
      `${zustand}persist(() => ({ token: null, user: null }), { name: 'a', partialize: (s) => ({ ...s, user: null }) });`,
      'persistedToken',
    ),
    found(
      'pinia with pick',
      "defineStore('auth', { state: () => ({ token: '' }), persist: { pick: ['token'] } });",
      'persistedToken',
    ),
    found(
      'pinia with paths',
      "defineStore('auth', { state: () => ({ token: '' }), persist: { paths: ['token'] } });",
      'persistedToken',
    ),
    found(
      'pinia with persist: true',
      "defineStore('auth', { state: () => ({ refreshToken: '' }), persist: true });",
      'persistedToken',
    ),
    found(
      'pinia with a setup function',
      "defineStore('auth', () => { const token = ref(''); return { token }; }, { persist: true });",
      'persistedToken',
    ),
    found(
      'redux-persist with a token in the whitelist',
      `${redux}persistReducer({ key: 'auth', storage, whitelist: ['user', 'token'] }, reducer);`,
      'persistedToken',
    ),
    found(
      'redux-persist with a slice that holds a token',
      `${redux}const auth = createSlice({ name: 'auth', initialState: { authToken: '' }, reducers: {} });\nconst config = { key: 'root', storage,\n whitelist: ['auth', 'ui'] };\npersistReducer(config, combineReducers({ auth: auth.reducer, ui }));`,
      'persistedToken',
      5,
    ),
    found(
      'redux-persist without a whitelist',
      `${redux}const slice = createSlice({ name: 'auth', initialState: { token: '' }, reducers: {} });\npersistReducer({ key: 'auth', storage }, slice.reducer);`,
      'persistedToken',
      4,
    ),
  ],
});

tester.run('no-localstorage-refresh-token: across files', rule, {
  valid: [
    silent(
      'a constant that holds another key',
      "import { STORAGE_KEYS } from '@/lib';\nlocalStorage.setItem(STORAGE_KEYS.theme, 'dark');",
      [],
      page,
    ),
    silent(
      'an enum member that holds another key',
      "import { Keys } from '@/lib/keys';\nlocalStorage.setItem(Keys.Locale, 'fr');",
      [],
      page,
    ),
    silent('a facade with another key', "import { storage } from '@/lib';\nstorage.set('theme', 'dark');", [], page),
    silent(
      'a setter that keeps the token in memory',
      "import { setAccessToken, getAccessToken } from '@/lib';\nsetAccessToken(value);\nuse(getAccessToken());",
      [],
      page,
    ),
    silent(
      'a storage that is on the server',
      "import { remoteStorage } from '@/lib';\nremoteStorage.set('token', value);",
      [],
      page,
    ),
    silent('a removal by the project', "import { setRefreshToken } from '@/lib';\nsetRefreshToken(null);", [], page),
    silent(
      'a slice without tokens',
      `${redux}import ui from './store/ui-slice';\npersistReducer({ key: 'root', storage, whitelist: ['ui'] }, combineReducers({ ui }));`,
      [],
      page,
    ),
  ],
  invalid: [
    found(
      'a key of an imported constant',
      "import { STORAGE_KEYS } from '@/lib';\nlocalStorage.setItem(STORAGE_KEYS.session, value);",
      'storedToken',
      2,
      "import { STORAGE_KEYS } from '@/lib';\n",
      page,
    ),
    found(
      'a key of an imported enum',
      "import { Keys } from '@/lib';\nlocalStorage.getItem(Keys.Auth);",
      'readToken',
      2,
      "import { Keys } from '@/lib';\n",
      page,
    ),
    found(
      'a facade of the project',
      "import { storage } from '@/lib';\nstorage.set('token', value);",
      'storedToken',
      2,
      "import { storage } from '@/lib';\n",
      page,
    ),
    found(
      'a setter of the project',
      "import { setRefreshToken } from '@/lib/storage';\nsetRefreshToken(value);",
      'storedToken',
      2,
      "import { setRefreshToken } from '@/lib/storage';\n",
      page,
    ),
    found(
      'a slice of the project',
      `${redux}import auth from './store/auth-slice';\npersistReducer({ key: 'root', storage, whitelist: ['auth'] }, combineReducers({ auth }));`,
      'persistedToken',
      4,
      undefined,
      page,
    ),
  ],
});

tester.run('no-localstorage-refresh-token: keys and stores that take a second look', rule, {
  valid: [
    silent('a word for nothing in place of the token', "document.cookie = 'token=deleted; path=/';", [
      { allowRemoval: true },
    ]),
    silent(
      "a server's store",
      "import { createStorage } from 'unstorage';\nconst storage = createStorage();\nawait storage.getItem(`user:token:${id}`);",
    ),
    silent('a list of other keys', "['theme', 'locale'].forEach((key) => localStorage.setItem(key, value));"),
    silent('a hook with a harmless key option', "const [value] = useLocalStorage({ key: 'theme', defaultValue: '' });"),
    silent('a hook whose object holds no token', "const [value] = useLocalStorage('auth', { isLoggedIn: false });"),
  ],
  invalid: [
    stated('an encoded token in a cookie', "document.cookie = 'token=' + encodeURIComponent(value);", 'storedToken'),
    stated("the member of Vue's plugin", "this.$cookies.set('token', value);", 'storedToken'),
    stated(
      "Angular's cookie service",
      "this.cookieService.set('refreshToken', value);",
      'storedToken',
      "import { CookieService } from 'ngx-cookie-service';\n",
    ),
    found(
      'a hook with a key option',
      "const [token] = useLocalStorage({ key: 'refresh_token', defaultValue: '' });",
      'storedToken',
    ),
    found(
      'a hook whose object begins with a token',
      "const [session] = useLocalStorage('session', { user: null, refreshToken: '' });",
      'storedToken',
    ),
    found(
      'keys of a list',
      "for (const key of ['access_token', 'refresh_token']) localStorage.getItem(key);",
      'readToken',
    ),
    found(
      'keys of an object',
      'Object.entries({ refreshToken: a }).forEach(([key, value]) => localStorage.setItem(key, value));',
      'storedToken',
    ),
  ],
});
