import { describe, expect, it } from 'vitest';
import { lint, lintTexts, type LintSetup } from '../lint.js';

const setup: LintSetup = { rule: 'no-sensitive-logs' };

/** Answers what went wrong beside what was asked for. */
const attempt =
  'async function attempt(asked) { try { return [null, await asked] } catch (error) { return [error, null] } }';

type Case = readonly [reason: string, code: string, reported?: readonly string[]];

function silent(cases: readonly Case[], extra: Partial<LintSetup> = {}): void {
  it.each(cases)('keeps silent on %s', (_reason, code) => {
    expect(lintTexts(code, { ...setup, ...extra })).toEqual([]);
  });
}

function reported(cases: readonly Case[], extra: Partial<LintSetup> = {}): void {
  it.each(cases)('reports %s', (_reason, code, texts) => {
    expect(lintTexts(code, { ...setup, ...extra })).toEqual(texts);
  });
}

describe('names', () => {
  silent([
    ['words that only contain a secret word', 'console.log(tokenizer, author, compass, passed, secretary)'],
    ['numbers and ids by name', "console.log(ids.credential, ids['credential'], counts.tokens, totals.tokens)"],
    ['a count of the tokens of a text', 'console.log(estimateConversationTokens(messages), calculateTokens(text))'],
    ['metadata of a secret', 'console.log(tokenId, passwordLength, token.type, tokenExpiresAt, apiKeyName)'],
    ['questions about a secret', 'console.log(hasToken, isPasswordValid, needsPassword, invalidToken)'],
    [
      'tokens that a language model has used',
      'const { text, tokens } = await complete({ prompt, maxTokens: 500 }); console.log(`${text} (${tokens})`)',
    ],
    ['tokens of a language model', 'console.log(promptTokens, usage.total_tokens, maxTokens, completionTokens)'],
    ['public keys', 'console.log(publicKey, process.env.NEXT_PUBLIC_API_KEY)'],
    ['plain members of a record', 'console.log(token.id, resetToken.email, payload.jti, apiKey.name)'],
    ['validation messages', 'console.log(errors.password, form.errors.token, messages.password)'],
    ['i18n texts', "console.log(t('auth.password'), labels.password, i18n.t('password'))"],
    ['enum members', 'console.log(TokenType.REFRESH_TOKEN, ErrorCode.INVALID_TOKEN, AuthScheme.Bearer)'],
    ['a constant that repeats its own name', "const REFRESH_TOKEN = 'refresh_token'; console.log(REFRESH_TOKEN)"],
    ['an error code', "const INVALID_PASSWORD = '5020'; console.log(INVALID_PASSWORD)"],
    ['the key under which a token is stored', "const TOKEN_KEY = 'auth_token'; console.log(TOKEN_KEY)"],
    ['a function whose name speaks of a secret', 'console.log(getToken, setPassword)'],
    ['a class or component', "import { Password } from 'ui-kit'; console.log(Password)"],
    [
      'a member of an object of texts',
      "const texts = { password: 'Your password please' }; console.log(texts.password)",
    ],
    ['the threshold of a refresh', 'console.log(ENV.TOKEN_REFRESH_THRESHOLD)'],
    ['a design token', 'const { token } = theme.useToken(); console.log(token)'],
    ['words of a text', "const tokens = line.split(' '); console.log(tokens)"],
    ['tokens of a parser', 'const tokens = tokenize(source); console.log(tokens, lexer.token)'],
    ['exceptions', "try { run() } catch (error) { console.error('login failed', error, error.message) }"],
    ['an error object', 'console.error(new Error(`bad ${kind}`), tokenError)'],
    ['usernames and identifiers', 'console.log(username, user.id, user.email, email, fullName)'],
    [
      'servers and strategies of an authorization',
      'const authServerUrl = metadata.authorization_servers[0]; logger.info("x", { authServerUrl }); console.log(o.authorizationServer, o.jwtStrategy)',
    ],
    ['amounts of a currency', 'console.log(tokenBalance, token_decimals)'],
    [
      'the result of an order',
      'const n = await invalidateAllCachedApiKeys(redis); logger.info(`${n} done`, rotateTokens())',
    ],
    ['a key that does not exist', "import { API_KEY_NON_EXISTENT } from 'unknown'; logger.info(API_KEY_NON_EXISTENT)"],
    ['what is typed into another field', "console.log(emailRef.current.value, document.getElementById('email').value)"],
    ['another header', 'console.log(req.headers.host, req.headers["user-agent"])'],
  ]);
  reported([
    [
      'access tokens in a file about language models',
      'const { text, accessTokens, tokens } = await complete({ prompt, maxTokens: 500 }); console.log(accessTokens)',
      ['accessTokens'],
    ],
    ['tokens in a file about anything else', 'const tokens = await exchange(code); console.log(tokens)', ['tokens']],
    ['tokens that are made', 'console.log(generateTokens())', ['generateTokens()']],
    ['access tokens that are computed', 'console.log(computeAccessTokens())', ['computeAccessTokens()']],
    ['a member of a table of secrets', 'console.log(keys.credential)', ['keys.credential']],
    ['a password', 'console.log(password)', ['password']],
    [
      'several spellings',
      'console.log(userPassword, USER_PASSWORD, user_pwd, mdp)',
      ['userPassword', 'USER_PASSWORD', 'user_pwd', 'mdp'],
    ],
    [
      'a member',
      'console.log(user.passwordHash, data.refresh_token, cfg["api-key"])',
      ['user.passwordHash', 'data.refresh_token', 'cfg["api-key"]'],
    ],
    [
      'other languages',
      'console.log(motDePasse, senha, contraseña, passwort)',
      ['motDePasse', 'senha', 'contraseña', 'passwort'],
    ],
    ['an authorization header', 'console.log(req.headers.authorization)', ['req.headers.authorization']],
    ['a one-time code', 'console.log(otp, mfaCode)', ['otp', 'mfaCode']],
    ['a database address', 'console.log(process.env.DATABASE_URL)', ['process.env.DATABASE_URL']],
    [
      'a configured key of the environment',
      'console.log(process.env.JWT_SECRET, env.API_KEY)',
      ['process.env.JWT_SECRET', 'env.API_KEY'],
    ],
    ['a literal password', "const password = 'hunter22'; console.log(password)", ['password']],
  ]);
});

describe('a value stays secret', () => {
  reported([
    ['through an alias', 'const value = password; console.log(value)', ['value']],
    ['through two aliases', 'const a = session.accessToken; const b = a; console.log(b)', ['b']],
    [
      'through destructuring with another name',
      'const { password: entered } = form; console.log(entered)',
      ['entered'],
    ],
    ['through nested destructuring', 'const { data: { refreshToken: r } } = answer; console.log(r)', ['r']],
    ['through destructuring with a default', "const { apiKey: k = '' } = options; console.log(k)", ['k']],
    ['through a destructured parameter', 'function f({ password: p }) { console.log(p) }', ['p']],
    ['in a template', 'console.log(`token is ${accessToken}!`)', ['accessToken']],
    ['by concatenation', "console.log('token: ' + token)", ['token']],
    ['in an object literal', 'console.log({ user, password })', ['password']],
    ['in an object literal under another name', 'console.log({ value: apiKey })', ['apiKey']],
    ['under the name of a property', 'console.log({ password: form.value })', ['form.value']],
    ['in a nested object', 'logger.info({ auth: { inner: { token } } })', ['token']],
    ['by spread', 'const secrets = { password }; console.log({ ...secrets })', ['secrets']],
    ['in an array', 'console.log([user, token])', ['token']],
    ['by JSON.stringify', 'console.log(JSON.stringify({ user, token }, null, 2))', ['token']],
    ['by String and toString', 'console.log(String(token), token.toString())', ['token', 'token']],
    ['by trim and case', 'console.log(password.trim(), token.toUpperCase())', ['password', 'token']],
    [
      'by decoding',
      "console.log(Buffer.from(password).toString('base64'), atob(token), btoa(`${user}:${password}`))",
      ['password', 'token', 'password'],
    ],
    ['through await', 'async function f() { console.log(await getAccessToken()) }', ['getAccessToken()']],
    ['in a branch of a conditional', "console.log(ok ? token : 'none')", ['token']],
    [
      'after ||, ?? and &&',
      "console.log(token || 'none', apiKey ?? 'none', ok && secret)",
      ['token', 'apiKey', 'secret'],
    ],
    ['in a variable that was assigned before', 'let text; text = `key ${apiKey}`; console.log(text)', ['text']],
    [
      'when only one branch cleaned it',
      'let value = token; if (short) { value = token.length } console.log(value)',
      ['value'],
    ],
    ['as a parameter', 'function f(password: string) { console.log(password) }', ['password']],
    [
      'as the result of a getter',
      'console.log(getRefreshToken(), store.getAccessToken(), createAccessToken(user))',
      ['getRefreshToken()', 'store.getAccessToken()', 'createAccessToken(user)'],
    ],
    [
      'read by its key',
      "console.log(cookies.get('refresh_token'), params.get('token'), form.get('password'))",
      ["cookies.get('refresh_token')", "params.get('token')", "form.get('password')"],
    ],
    [
      'read by a constant key',
      "const KEY = 'access_token'; console.log(localStorage.getItem(KEY))",
      ['localStorage.getItem(KEY)'],
    ],
    [
      'read as a request header',
      "console.log(req.header('Authorization'), req.get('x-api-key'))",
      ["req.header('Authorization')", "req.get('x-api-key')"],
    ],
    ['read as an element', 'console.log(body["password"])', ['body["password"]']],
    [
      'taken from an authorization header',
      "const part = req.headers.authorization.split(' ')[1]; console.log(part)",
      ['part'],
    ],
    ['with the scheme cut off', 'const rest = authorization.slice(7); console.log(rest)', ['rest']],
    ['by the value of a form control', "console.log(form.get('password').value)", ["form.get('password').value"]],
    ['in a loop', 'for (const entry of tokens) { console.log(entry) }', ['entry']],
    ['in a callback', 'tokens.forEach((entry) => console.log(entry))', ['entry']],
    ['in a promise', 'getAccessToken().then((value) => console.log(value))', ['value']],
    ['in a closure', 'const value = apiKey; function show() { console.log(value) }', ['value']],
    [
      'in a class field',
      'class A { constructor(secret) { this.value = secret } show() { console.log(this.value) } }',
      ['this.value'],
    ],
    [
      'in a class field of a secret name',
      'class A { show() { console.log(this.accessToken, this.#secret) } #secret = read() }',
      ['this.accessToken', 'this.#secret'],
    ],
    ['through optional chaining', 'console.log(session?.user?.accessToken)', ['session?.user?.accessToken']],
    [
      'through TypeScript wrappers',
      'console.log(token as string, token!, secret satisfies string)',
      ['token', 'token', 'secret'],
    ],
    ['in a link', 'const link = `https://example.test/reset?token=${token}`; logger.info("sent", link)', ['link']],
    [
      'in a header that was set',
      'const headers = {}; headers.Authorization = `Bearer ${token}`; console.log(headers)',
      ['headers'],
    ],
    ['in a list that was filled', 'const parts = []; parts.push(password); console.log(parts)', ['parts']],
    ['in a map over the environment', 'Object.entries(process.env).forEach(([k, v]) => console.log(k, v))', ['v']],
    ['in React state', "const [password, setPassword] = useState(''); console.log(password)", ['password']],
    [
      'in an object of a type with a secret field',
      'interface Form { email: string; password: string } function submit(values: Form) { console.log(values) }',
      ['values'],
    ],
    ['by a helper that hands it on', 'const wrap = (x) => `<${x}>`; console.log(wrap(password))', ['password']],
    ['by a helper that reads it', 'const read = () => process.env.API_KEY; console.log(read())', ['read()']],
    ['by colours', "import chalk from 'chalk'; console.log(chalk.red(`key ${apiKey}`))", ['apiKey']],
    [
      'in a property of a literal',
      'const state = { inner: { value: token } }; console.log(state.inner.value)',
      ['state.inner.value'],
    ],
  ]);
  it('ends on recursion', () => {
    expect(lintTexts('let a = b; let b = a; function f(x) { return f(x) } console.log(a, f(b))', setup)).toEqual([]);
  });
});

describe('a value stops being secret', () => {
  silent([
    ['a comparison', 'console.log(token === other, password != null)'],
    ['a negation', 'console.log(!token, !!password)'],
    ['Boolean', 'console.log(Boolean(token))'],
    ['typeof', 'console.log(typeof token)'],
    ['the test of a ternary', "console.log(token ? 'present' : 'none')"],
    ['the left side of &&', "console.log(token && 'present')"],
    ['a length', 'console.log(token.length, tokens.length, password?.length)'],
    ['the names of the keys', 'console.log(Object.keys(credentials), Object.keys(process.env).length)'],
    [
      'a mask',
      'console.log(mask(token), maskToken(token), redact(password), obfuscate(apiKey), sanitizeSecret(secret))',
    ],
    ['an order to hide it', 'console.log(`::add-mask::${token}`)'],
    ['a masker object', 'console.log(redactor.apply(token))'],
    ['a variable that was masked', 'const token = mask(raw); console.log(token)'],
    ['a hash for display', "console.log(sha256Hash(token), createHash('sha256').update(token).digest('hex'))"],
    ['a replacement of every character', "console.log(password.replace(/./g, '*'), token.replace(/.(?=.{4})/g, '*'))"],
    [
      'the last four characters',
      'console.log(token.slice(-4), `…${apiKey.slice(-4)}`, token.substring(token.length - 4))',
    ],
    ['a variable that was reassigned', "let token = read(); token = '***'; console.log(token)"],
    ['a flag named like a secret', 'const [token] = useState(false); console.log(token)'],
    ['a declared flag', 'function f(token: boolean, password: number) { console.log(token, password) }'],
    [
      'an argument of an unrelated call',
      'async function f() { console.log(await verify(token), describe(password), login({ username, password })) }',
    ],
    ['a host behind the @', "console.log(DATABASE_URL.split('@')[1], new URL(databaseUrl).host)"],
    ['a hidden password in an address', "console.log(databaseUrl.replace(/:[^:@]+@/, ':***@'))"],
    ['the rest without the secret', 'const { password, ...safe } = user; console.log(safe)'],
    ['a deleted field', 'const body = { ...user, password }; delete body.password; console.log(body)'],
    ['a field that was masked', "const body = { password }; body.password = '***'; console.log(body)"],
    [
      'a chosen list of fields',
      "console.log(JSON.stringify(session, ['id', 'user']), JSON.stringify(credentials, replacer))",
    ],
    ['a count of tokens', 'console.log({ tokens: used, token: 3, password: false })'],
    ['a masked literal', "console.log({ password: '***' })"],
    ['fetch credentials', "console.log({ credentials: 'include' })"],
    ['names of cookies', 'console.log(cookieStore.getAll().map((c) => c.name))'],
    ['names of headers', 'for (const [name] of Object.entries(req.headers)) console.log(name)'],
    ['an i18n text named password', "const password = t('password'); console.log(password)"],
  ]);
  it('reports any other slice with its own message', () => {
    const found = lint(
      'console.log(token.slice(0, 10)); console.log(apiKey.substring(0, 20)); console.log(token.slice(-8))',
      setup,
    );
    expect(found.map((result) => [result.messageId, result.text])).toEqual([
      ['sliceLogged', 'token.slice(0, 10)'],
      ['sliceLogged', 'apiKey.substring(0, 20)'],
      ['sliceLogged', 'token.slice(-8)'],
    ]);
  });
});

describe('sources with neutral names', () => {
  reported([
    [
      'a bcrypt hash',
      "import bcrypt from 'bcrypt'; const out = await bcrypt.hash(pass, 10); console.log(out)",
      ['out'],
    ],
    ['an argon2 hash', "import { hash } from 'argon2'; const h = await hash(input); console.log(h)", ['h']],
    [
      'a derived key',
      "import { scryptSync } from 'node:crypto'; console.log(scryptSync(input, salt, 64))",
      ['scryptSync(input, salt, 64)'],
    ],
    ['a signed token', "import jwt from 'jsonwebtoken'; const out = jwt.sign({ id }, key); console.log(out)", ['out']],
    [
      'a token signed by jose',
      "import { SignJWT } from 'jose'; const out = await new SignJWT({}).setIssuedAt().sign(key); console.log(out)",
      ['out'],
    ],
    [
      "a token signed by Nest's service",
      'class A { run() { const out = this.jwtService.sign({}); console.log(out) } }',
      ['out'],
    ],
    [
      'the answer of a log-in fetch',
      "const data = await (await fetch('https://api.example.test/login')).json(); console.log(data)",
      ['data'],
    ],
    [
      'the answer of a log-in fetch in two steps',
      'const res = await fetch(`${API}/auth/login`, { method: "POST" }); const out = await res.json(); console.log("out", out)',
      ['out'],
    ],
    [
      'the answer of a log-in fetch by promises',
      "fetch('/api/login').then((r) => r.json()).then((out) => console.log(out))",
      ['out'],
    ],
    [
      'the answer to a log-in that went well',
      "const res = await fetch('/api/login', { method: 'POST' }); const out = await res.json(); if (res.ok) { console.log(out); }",
      ['out'],
    ],
    [
      'the answer below the way out of a failure',
      "const res = await fetch('/api/login', { method: 'POST' }); const out = await res.json(); if (!res.ok) throw new Error('refused'); console.log(out)",
      ['out'],
    ],
    [
      'the answer to a log-in that failed, or to any where it is wanted',
      "const res = await fetch('/api/login', { method: 'POST' }); const out = await res.json(); if (!res.ok || wanted) { console.log(out); }",
      ['out'],
    ],
    [
      'the answer to a log-in with any status but one',
      "const res = await fetch('/api/login', { method: 'POST' }); const out = await res.json(); if (!(res.status === 401)) { console.log(out); }",
      ['out'],
    ],
    [
      'the password of a log-in that was refused',
      "const res = await fetch('/api/login', { method: 'POST' }); if (!res.ok) { console.error('refused', password); }",
      ['password'],
    ],
    [
      'a body that is named a token where its request went well',
      'const res = await fetch(url); const tokenResponse = await res.json(); if (res.ok) console.log(tokenResponse)',
      ['tokenResponse'],
    ],
    [
      'a body that is named a token where another request has failed',
      'const res = await fetch(url); const token = await res.json(); const user = await fetch(me); if (!user.ok) console.log(token)',
      ['token'],
    ],
    [
      'a token of its own where a request has failed',
      'const res = await fetch(url, { headers: { token } }); if (!res.ok) console.log(token)',
      ['token'],
    ],
    [
      'the other part of a pair with an error',
      `${attempt} const [error, found] = await attempt(getToken()); console.log(found)`,
      ['found'],
    ],
    [
      'the answer of an axios log-in',
      "const res = await axios.post('/auth/login', form); console.log(res.data)",
      ['res.data'],
    ],
    [
      'destructured data of an axios log-in',
      "const { data } = await api.post('/auth/refresh'); console.log(data)",
      ['data'],
    ],
    ['all headers', 'function f(req) { console.log(req.headers) }', ['req.headers']],
    ['all headers of Next', "import { headers } from 'next/headers'; console.log(await headers())", ['headers()']],
    [
      'all cookies',
      'function f(req) { console.log(req.cookies); console.log(document.cookie) }',
      ['req.cookies', 'document.cookie'],
    ],
    ['set-cookie headers', 'console.log(response.headers.getSetCookie())', ['response.headers.getSetCookie()']],
    ['the whole body of a log-in handler', "app.post('/login', (req, res) => { console.log(req.body) })", ['req.body']],
    [
      'the whole body of a named handler',
      'export const registerUser = asyncHandler(async (req, res) => { console.log(req.body) })',
      ['req.body'],
    ],
    [
      'the body under another name',
      'async function login(req) { const body = await req.json(); console.log(body) }',
      ['body'],
    ],
    ["the body of Nest's handler", "class A { @Post('login') run(@Body() dto) { this.logger.log(dto) } }", ['dto']],
    ['the environment as a whole', 'console.log(process.env)', ['process.env']],
    ['the environment, spread', 'console.log({ ...process.env })', ['process.env']],
    [
      'the environment, key by key',
      'for (const key in process.env) console.log(key, process.env[key])',
      ['process.env[key]'],
    ],
  ]);
  silent([
    [
      'the answer to a log-in that was refused',
      "const res = await fetch('/api/login', { method: 'POST' }); if (!res.ok) { const answer = await res.json(); console.error('refused', answer); }",
    ],
    [
      'an answer read before its status is asked',
      "const res = await fetch('/api/login', { method: 'POST' }); const answer = await res.json(); if (res.status !== 200) { console.error(answer); }",
    ],
    [
      'an answer in the other branch',
      "const res = await fetch('/api/login', { method: 'POST' }); const answer = await res.json(); if (res.ok) { keep(answer); } else { console.error(answer); }",
    ],
    [
      'an answer below the way out of a log-in',
      "const res = await fetch('/api/login', { method: 'POST' }); const read = async () => { const answer = await res.json(); if (res.status === 200) return answer; console.error(answer); }",
    ],
    [
      'an answer below a range of good statuses',
      "const res = await fetch('/api/login', { method: 'POST' }); const read = async () => { const answer = await res.json(); if (res.status >= 200 && res.status < 300) return answer; console.error(answer); }",
    ],
    [
      'an answer after a failed status or a missing part',
      "const res = await fetch('/api/login', { method: 'POST' }); const answer = await res.json(); if (!res.ok || !answer.user) { console.error(answer); }",
    ],
    [
      'a body that is named a token where its request has failed',
      'const res = await fetch(url); const tokenResponse = await res.json(); if (!res.ok) { console.warn("refused", tokenResponse); }',
    ],
    [
      'a body that is named a token below the way out of a request that went well',
      'async function ask(res) { const token = await res.json(); if (res.status === 200) return token; console.warn(token); }',
    ],
    [
      'the error of a pair with a secret',
      `${attempt} const [error, token] = await attempt(getToken()); console.log({ error })`,
    ],
    ['the error of an object with a secret', 'const { error, data } = await getToken(); console.log(error)'],
    [
      'the status of a log-in response',
      "const res = await fetch('/login'); console.log(res.status, res.ok, res.statusText, res)",
    ],
    [
      'plain members of a log-in answer',
      "const out = await (await fetch('/login')).json(); console.log(out.user.name, out.token_type, out.message)",
    ],
    ['the answer of another request', "const out = await (await fetch('/api/items')).json(); console.log(out)"],
    ['the answer of a log-out', "const out = await (await fetch('/auth/logout')).json(); console.log(out)"],
    ['the body of another handler', "app.post('/items', (req) => { console.log(req.body) })"],
    ['a plain header', "console.log(req.headers['user-agent'], req.headers.host, req.get('host'))"],
    ['a plain parameter of a link', 'console.log(`${base}/items?page=${page}&sort=${sort}`)'],
    ['a plain cookie', "console.log(req.cookies.theme, cookies.get('locale'))"],
    ['a plain member of the body', "app.post('/login', (req) => { console.log(req.body.email) })"],
    ['a plain variable of the environment', 'console.log(process.env.NODE_ENV, process.env.PORT)'],
    ['the check of a password', 'const ok = await bcrypt.compare(password, user.hash); console.log(ok)'],
    ['registering something else', 'function registerServiceWorker(req) { console.log(req.body) }'],
  ]);
});

describe('sinks', () => {
  reported([
    [
      'every console method',
      'console.debug(token); console.table([token]); console.dir(token); console.trace(token); console.group(token)',
      ['token', 'token', 'token', 'token', 'token'],
    ],
    [
      'the console through window and globalThis',
      'window.console.log(token); globalThis.console.error(token)',
      ['token', 'token'],
    ],
    [
      'an alias of the console',
      'const { log: out } = console; out(token); const say = console.info; say(token)',
      ['token', 'token'],
    ],
    ['a computed level', "console[level](token); logger['info'](token)", ['token', 'token']],
    ['call and apply', 'console.log.call(console, token); console.log.apply(console, [token])', ['token', 'token']],
    ['what an assertion prints', 'console.assert(ok, token)', ['token']],
    [
      'loggers by name',
      'logger.info(token); log.warn(token); req.log.error(token); apiLogger.debug(token); ctx.logger.trace(token)',
      ['token', 'token', 'token', 'token', 'token'],
    ],
    ['a logger of the instance', 'class A { run() { this.logger.log(token); this.log(token) } }', ['token', 'token']],
    ['pino by origin', "import pino from 'pino'; const out = pino(); out.info(token)", ['token']],
    [
      'winston by origin',
      "const winston = require('winston'); const out = winston.createLogger({}); out.error('x', { token })",
      ['token'],
    ],
    [
      'bunyan and log4js by origin',
      "import bunyan from 'bunyan'; import log4js from 'log4js'; const a = bunyan.createLogger({}); a.info(token); const b = log4js.getLogger(); b.info(token)",
      ['token', 'token'],
    ],
    [
      'loglevel and consola by origin',
      "import ll from 'loglevel'; import { consola as c } from 'consola'; ll.info(token); c.success(token)",
      ['token', 'token'],
    ],
    [
      'debug by origin',
      "import createDebug from 'debug'; const d = createDebug('app'); d('%s', token); createDebug('x')(token)",
      ['token', 'token'],
    ],
    ['bindings of a child logger', 'const child = logger.child({ token }); child.info("x")', ['token']],
    ['a child logger', "import pino from 'pino'; const c = pino().child({ module: 'a' }); c.info(token)", ['token']],
    [
      "Nest's logger by origin",
      "import { Logger } from '@nestjs/common'; class A { out = new Logger('A'); run() { this.out.warn(token) } }",
      ['token'],
    ],
    ['output streams', 'process.stdout.write(token); process.stderr.write(`${password}\\n`)', ['token', 'password']],
    [
      'Sentry messages',
      "import * as Sentry from '@sentry/node'; Sentry.captureMessage(`t ${token}`); Sentry.addBreadcrumb({ data: { token } })",
      ['token', 'token'],
    ],
    [
      'Sentry contexts',
      "Sentry.setContext('auth', { token }); Sentry.setExtra('x', token); scope.setExtras({ password })",
      ['token', 'token', 'password'],
    ],
    ['extras of an exception', 'Sentry.captureException(error, { extra: { body: password } })', ['password']],
    [
      'other trackers',
      "Rollbar.error('x', { token }); Bugsnag.leaveBreadcrumb('x', { token }); LogRocket.log(token)",
      ['token', 'token', 'token'],
    ],
    [
      'a wrapper of the same file',
      'function say(message, data) { console.log(message, data) } say("x", token)',
      ['token'],
    ],
    [
      'a wrapper with rest parameters',
      'const out = (...args) => console.log("[app]", ...args); out("x", token)',
      ['token'],
    ],
    ['a wrapper of a wrapper', 'const a = (x) => console.log(x); const b = (x) => a({ x }); b(password)', ['password']],
    ['a wrapper that cuts', 'const out = (x) => console.log(x.slice(0, 6)); out(token)', ['token']],
    ['a log function by name', 'log(token); logError(token)', ['token', 'token']],
    ['a method of an object', 'const dbg = { out: (x) => console.log(x) }; dbg.out(token)', ['token']],
  ]);
  silent([
    ['a mathematical log', 'Math.log(tokens); const { log } = Math; log(token)'],
    ['a log-in mutation', 'loginAsync({ username, password }); login(password); logIn(password)'],
    ['labels of timers', 'console.time(token); console.count(token)'],
    ['a dialog and a catalog', 'dialog.open(token); catalog.add(token); blog.post(token)'],
    ['the level of an audit table', 'auditLog.create({ data: { token } })'],
    ['a file stream', 'file.write(token); socket.write(token); res.write(token)'],
    ['a wrapper that redacts', 'const out = (x) => console.log(redact(x)); out(token)'],
    ['a logger of the file that does nothing', 'const logger = { info(x) {} }; logger.info(token)'],
    ['a shadowed console', 'function f(console) { console.log(token) }'],
    [
      'constant messages in French',
      "console.log('Token rafraîchi avec succès'); logger.warn('Aucun refresh_token trouvé')",
    ],
    ['constant messages in English', "console.error('Password reset failed'); console.log(`missing token`)"],
    ['the exception itself', 'Sentry.captureException(error); Sentry.captureException(tokenError)'],
    ['configuration of a tracker', 'Sentry.init({ dsn: process.env.SENTRY_DSN, sendDefaultPii: false })'],
    ['a wrapper that counts', 'const out = (x) => console.log(x.length); out(token)'],
    ['a callback of something else', "queue.add('x', (event) => { event.addMetadata('a', { token }) })"],
    ['the error of a hash callback', 'bcrypt.hash(text, 10, (failure, digest) => { console.log(failure) })'],
    ['an ambient development flag', 'declare const __DEV__: boolean; if (__DEV__) console.log(token)'],
    [
      'a parser that complains about a value of an option',
      'function parse(value, label) { console.warn(`bad ${label}`); return Number(value) } parse(token, "x")',
    ],
  ]);
});

describe('sources and sinks under other names', () => {
  reported([
    [
      'a hash that is imported renamed',
      "import { hash as derive } from 'bcryptjs'; console.log(await derive(text, 1))",
      ['derive(text, 1)'],
    ],
    ['a hash given to a callback', 'bcrypt.hash(text, 10, (error, digest) => { console.log(digest) })', ['digest']],
    ['the cookie header', 'console.log(req.headers.cookie)', ['req.headers.cookie']],
    [
      'what is typed into a password field',
      "console.log(passwordRef.current.value, document.querySelector('#password').value)",
      ['passwordRef.current.value', "document.querySelector('#password').value"],
    ],
    ['a watched field of a form', "console.log(watch('password'), getValues('email'))", ["watch('password')"]],
    [
      'functions of a tracker',
      "import { captureMessage, addBreadcrumb as crumb } from '@sentry/nextjs'; captureMessage(token); crumb({ data: { token } })",
      ['token', 'token'],
    ],
    [
      'the scope of a tracker',
      "import * as Sentry from '@sentry/node'; Sentry.withScope((s) => s.setExtra('x', token))",
      ['token'],
    ],
    [
      'an event of a tracker',
      "import Bugsnag from '@bugsnag/js'; Bugsnag.notify(error, (event) => { event.addMetadata('x', { token }) })",
      ['token'],
    ],
    [
      'an extended debug logger',
      "import debug from 'debug'; const log = debug('a'); log.extend('b')(token)",
      ['token'],
    ],
    ['the marks of log4js', "import log4js from 'log4js'; const out = log4js.getLogger(); out.mark(token)", ['token']],
  ]);
});

describe('guards', () => {
  const guarded = "if (process.env.NODE_ENV !== 'production') { console.log(token) }";
  it('keeps silent in development, unless told otherwise', () => {
    expect(lintTexts(guarded, setup)).toEqual([]);
    expect(lintTexts(guarded, { ...setup, options: { allowInDevelopment: false } })).toEqual(['token']);
  });
  it('reports the other branch', () => {
    expect(
      lintTexts("if (process.env.NODE_ENV === 'development') { run() } else { console.log(token) }", setup),
    ).toEqual(['token']);
  });
  it('is not silenced by a demo guard', () => {
    expect(lintTexts("if (process.env.DEMO_MODE === 'true') { console.log(token) }", setup)).toEqual(['token']);
  });
});

describe('options', () => {
  it('reports personal data when asked to', () => {
    const code = 'console.log(user.email, fullName, user.id)';
    const found = lint(code, { ...setup, options: { pii: true } });
    expect(found.map((result) => [result.messageId, result.text])).toEqual([
      ['personalDataLogged', 'user.email'],
      ['personalDataLogged', 'fullName'],
    ]);
    expect(lintTexts(code, { ...setup, settings: { pii: ['full_name'] } })).toEqual(['fullName']);
  });
  it('knows further secrets and redactors', () => {
    expect(lintTexts('console.log(badgeNumber)', { ...setup, options: { secretNames: ['badge_number'] } })).toEqual([
      'badgeNumber',
    ]);
    expect(lintTexts('console.log(veil(token))', { ...setup, settings: { redactors: ['veil'] } })).toEqual([]);
  });
  it('lets the option win over the setting', () => {
    const both = { ...setup, settings: { secretNames: ['alpha'] }, options: { secretNames: ['beta'] } };
    expect(lintTexts('console.log(alpha, beta)', both)).toEqual(['beta']);
  });
});

describe('suggestions', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['an only argument', 'console.log(token)', ['console.log("[redacted]")']],
    ['a further argument', "console.log('x', token)", ['console.log(\'x\', "[redacted]")', "console.log('x')"]],
    ['a first argument', 'console.log(token, 1)', ['console.log("[redacted]", 1)', 'console.log(1)']],
    [
      'a shorthand property',
      'console.log({ a, password })',
      ['console.log({ a, password: "[redacted]" })', 'console.log({ a })'],
    ],
    ['a template', 'console.log(`t ${token}`)', ['console.log(`t ${"[redacted]"}`)']],
    ['a slice', 'console.log(token.slice(0, 5))', ['console.log("[redacted]")']],
    ['a spread', 'console.log(...tokens)', []],
    ['a member with assertion', 'console.log(user.token as string)', ['console.log("[redacted]")']],
  ];
  it.each(cases)('leads from %s to code without the finding', (_reason, code, outputs) => {
    const [found] = lint(code, setup);
    expect(found?.suggestions.map((suggestion) => suggestion.output)).toEqual(outputs);
    for (const output of outputs) expect(lintTexts(output, setup)).toEqual([]);
  });
  it('uses the configured redactor', () => {
    const extra = { ...setup, settings: { redactors: ['mask'] } };
    const [found] = lint('console.log(token)', extra);
    expect(found?.suggestions[0]?.output).toBe('console.log(mask(token))');
  });
});

describe('keeps silent on parts of a record with declared fields', () => {
  const record = 'interface Options { privateKey: string; payload: string; jwtHeaders: string }\n';
  it.each([
    [
      'a neutral field that is destructured',
      'const f = (o: Options) => { const { payload } = o; console.error(payload) }',
    ],
    ['a neutral field', 'const f = (o: Options) => console.error(o.payload)'],
    ['the header of a JWT', 'const f = ({ jwtHeaders }: Options) => console.error(jwtHeaders)'],
  ])('%s', (_, code) => {
    expect(lintTexts(record + code, setup)).toEqual([]);
  });
  it('but not on the secret field, nor on the whole', () => {
    const code = 'const f = (o: Options) => { const { privateKey } = o; console.error(privateKey, o) }';
    expect(lintTexts(record + code, setup)).toEqual(['privateKey', 'o']);
  });
});

describe('robustness', () => {
  it.each([
    'console.log()',
    'console.log(...[])',
    'let x; x(x => x)(x)',
    'console.log(super_, this, import.meta.env)',
    'for (const a of a) console.log(a)',
    'const { a } = a; console.log(a)',
    'const a = a.b.c; console.log(a, a[a])',
    'export default class { static { console.log(this.x) } }',
    'enum E { A = 1, B } console.log(E.A, E)',
    'console.log(<div>{token}</div>)',
    'label: for (;;) { console.log(1) ; break label }',
    'const f = () => f(); console.log(f())',
    'const o = { ...o, get a() { return o.a } }; console.log(o.a)',
  ])('does not throw on %s', (code) => {
    expect(() => lint(code, setup)).not.toThrow();
  });
  it('works on the tree of espree', () => {
    expect(
      lintTexts('const x = password; console.log(x)', { ...setup, parser: 'espree', filename: '/app/a.js' }),
    ).toEqual(['x']);
  });
});
