import { fileURLToPath } from 'node:url';
import parser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noRefreshTokenFallback } from '../../src/rules/no-refresh-token-fallback.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
const rule = noRefreshTokenFallback as never;

function silent(name: string, code: string, options: readonly object[] = [], filename?: string) {
  return { name: `keeps silent on ${name}`, code, options, ...(filename ? { filename } : {}) };
}

function found(
  name: string,
  code: string,
  messageId: string | string[],
  line?: number,
  options: readonly object[] = [],
) {
  const ids = Array.isArray(messageId) ? messageId : [messageId];
  return {
    name: `reports ${name}`,
    code,
    options,
    errors: ids.map((id) => ({ messageId: id, ...(line ? { line } : {}) })),
  };
}

tester.run('no-refresh-token-fallback: an access token instead', rule, {
  valid: [
    silent('rotation that keeps the old refresh token', 'const token = data.refresh_token || refreshToken;'),
    silent('new and old refresh tokens', 'const next = newRefreshToken ?? oldRefreshToken;'),
    silent('an empty default', "const refreshToken = data.refresh_token || '';"),
    silent('a condition on either token', 'if (refreshToken || accessToken) { show(); }'),
    silent('a negated condition', 'if (!(refreshToken || accessToken)) { show(); }'),
    silent('a flag made of either token', 'const isLoggedIn = Boolean(refreshToken || accessToken);'),
    silent('a flag named as one', 'const hasSession = refreshToken || accessToken;'),
    silent('two secrets', 'const secret = process.env.REFRESH_TOKEN_SECRET || process.env.ACCESS_TOKEN_SECRET;'),
    silent('SECRET or OTHER_SECRET', 'const key = SECRET || OTHER_SECRET;'),
    silent(
      'cookie or header for one access token',
      "const t = req.cookies.accessToken || req.header('Authorization');",
    ),
    silent(
      'cookie or header for one refresh token',
      "const t = req.cookies.refreshToken || req.headers['x-refresh-token'];",
    ),
    silent('a refresh token for a missing access token', 'const t = accessToken || refreshToken;'),
    silent('a choice by type', "const t = type === 'refresh' ? refreshToken : accessToken;"),
    silent('a choice by flag', 'const t = isRefreshRequest ? refreshToken : accessToken;'),
    silent(
      'a switch by type',
      "switch (kind) { case 'refresh': token = refreshToken; break; default: token = accessToken; }",
    ),
    silent('an answer for the missing token', 'if (!refreshToken) { return res.status(401).end(); }'),
    silent('a fallback to an error', "if (!refreshToken) throw new Error('fallback refused');"),
    silent('the access token kept beside', 'if (!refreshToken) { this.accessToken = accessToken; }'),
    silent('a header that is set', 'if (!refreshToken) { headers.Authorization = accessToken; }'),
    silent(
      'a renewal that answers the access token it has',
      'async function refreshTokenIfNeeded() { if (!this.refreshToken) { return this.token; } return this.renew(); }',
    ),
    silent(
      'the word fallback in names and comments',
      '// fallback for refresh_token\nfunction f(fallbackToken) { log(fallbackToken); }',
    ),
    silent('revocation of either token', 'function revokeToken() { const t = refreshToken || accessToken; return t; }'),
    silent('expiry times of both tokens', 'const at = refreshTokenExpiresAt ?? accessTokenExpiresAt;'),
    silent('a refresh token from another holder', 'const t = session.refreshToken ?? cookies.refresh_token;'),
    silent('a default of another kind', 'const { refreshToken = null } = tokens;'),
    silent('a refresh token by default', "const t = get(tokens, 'refresh_token', old.refresh_token);"),
  ],
  invalid: [
    found('refresh ?? access', 'const token = refreshToken ?? accessToken;', 'accessInstead'),
    found('refresh || access', 'const token = tokens.refresh_token || tokens.access_token;', 'accessInstead'),
    found('an identity token instead', 'const token = refreshToken || session.idToken;', 'accessInstead'),
    found('a session token instead', 'renew(refreshToken ?? sessionToken);', 'accessInstead'),
    found(
      'a bare token where a refresh token is wanted',
      'const refresh_token = data.refresh_token || data.token;',
      'accessInstead',
    ),
    found(
      'an alias',
      'const rt = tokens.refreshToken;\nconst at = tokens.accessToken;\nrenew(rt || at);',
      'accessInstead',
      3,
    ),
    found(
      'names of destructuring',
      'const { refreshToken: r, accessToken: a } = tokens;\nsend(r ?? a);',
      'accessInstead',
      2,
    ),
    found(
      'cookies of both',
      "const t = jar.get('refresh_token')?.value ?? jar.get('access_token')?.value;",
      'accessInstead',
    ),
    found('getters', 'renew(getRefreshToken() ?? getAccessToken());', 'accessInstead'),
    found('refresh ? refresh : access', 'const t = refreshToken ? refreshToken : accessToken;', 'accessInstead'),
    found('a negated choice', 'const t = !refreshToken ? accessToken : refreshToken;', 'accessInstead'),
    found(
      'a comparison with undefined',
      'const t = refreshToken !== undefined ? refreshToken : accessToken;',
      'accessInstead',
    ),
    found(
      'a typeof test',
      "const t = typeof refreshToken === 'string' && hasRefreshToken ? refreshToken : accessToken;",
      'accessInstead',
    ),
    found(
      'if (!refresh) token = access',
      'let token = refreshToken;\nif (!refreshToken) { token = accessToken; }',
      'accessInstead',
      2,
    ),
    found('an if without braces', 'if (refreshToken == null) refreshToken = accessToken;', 'accessInstead'),
    found(
      'both branches of an if',
      'let token;\nif (refreshToken) { token = refreshToken; } else {\n token = accessToken;\n}',
      'accessInstead',
      3,
    ),
    found(
      'an early return',
      'function pick(refreshToken, accessToken) {\n if (refreshToken) return refreshToken;\n return accessToken;\n}',
      'accessInstead',
      3,
    ),
    found(
      'a getter that answers the access token',
      'function getRefreshToken() {\n if (!this.refreshToken) return this.accessToken;\n return load();\n}',
      'accessInstead',
      2,
    ),
    found(
      'a renewal with the access token',
      'async function f() {\n if (!refreshToken) {\n  return refreshSession(accessToken);\n }\n}',
      'accessInstead',
      3,
    ),
    found(
      'a switch over the token',
      'switch (refreshToken) {\n case undefined: token = accessToken; break;\n default: token = refreshToken;\n}',
      'accessInstead',
      2,
    ),
    found(
      'a switch over true',
      'switch (true) {\n case Boolean(refreshToken): token = refreshToken; break;\n default: token = accessToken;\n}',
      'accessInstead',
      3,
    ),
    found(
      'a later case of a switch over true',
      'switch (true) {\n case !!refreshToken: token = refreshToken; break;\n case !!accessToken: token = accessToken; break;\n}',
      'accessInstead',
      3,
    ),
    found('an assignment for nothing', 'refreshToken ??= accessToken;', 'accessInstead'),
    found('a default in destructuring', 'const { refreshToken = accessToken } = tokens;', 'accessInstead'),
    found('a default of a parameter', 'function f(accessToken, refreshToken = accessToken) {}', 'accessInstead'),
    found('a default argument', "const t = get(tokens, 'refresh_token', tokens.access_token);", 'accessInstead'),
  ],
});

tester.run('no-refresh-token-fallback: minting', rule, {
  valid: [
    silent(
      'both tokens made for a user',
      'const accessToken = createAccessToken(user);\nconst refreshToken = createRefreshToken(user);',
    ),
    silent(
      'a refresh token from a refresh token',
      'const claims = jwt.verify(refreshToken, key);\nconst next = createRefreshToken(claims.sub);',
    ),
    silent('an access token from a refresh token', 'const next = createAccessTokenFromRefreshToken(refreshToken);'),
    silent('an id of the access token just made', 'const accessToken = signAccess(user);\nstore.save(accessToken);'),
    silent('a renewal of the access token', 'const t = await refreshAccessToken(refreshToken);'),
  ],
  invalid: [
    found(
      'a refresh token from an access token',
      'function f(accessToken) {\n const claims = jwt.verify(accessToken, key);\n return createRefreshToken(claims.sub);\n}',
      'mintedFromAccess',
      3,
    ),
    found(
      'a signature of a refresh token from access claims',
      "function f(access_token) {\n const p = jwt.verify(access_token, key);\n return jwt.sign({ sub: p.sub, type: 'refresh' }, key);\n}",
      'mintedFromAccess',
      3,
    ),
    found(
      'the handler that calls it',
      'function restore(accessToken) {\n const claims = jwt.verify(accessToken, key);\n return createRefreshToken(claims.sub);\n}\nfunction handler(req) { return reply(renewFrom(req)); }\nfunction renewFrom(req) {\n return restoreSession(req.cookies.access_token);\n}\nfunction restoreSession(accessToken) {\n return createRefreshToken(jwt.verify(accessToken, key).sub);\n}',
      ['mintedFromAccess', 'recoveryCall', 'mintedFromAccess'],
    ),
    found('a call whose name says so', 'const t = await recoverRefreshTokenFromAccessToken(token);', 'recoveryCall'),
    found(
      'a function of a telling name',
      'async function recoverRefreshTokenFromAccessToken(value) {\n const user = await load(value);\n return createUserTokens(user);\n}',
      'recoveryCall',
      1,
    ),
  ],
});

const decode = "import jwt from 'jsonwebtoken';\n";

tester.run('no-refresh-token-fallback: verification', rule, {
  valid: [
    silent('ignoreExpiration: false', 'jwt.verify(token, key, { ignoreExpiration: false });'),
    silent('ignoreExpiration of a setting', 'jwt.verify(token, key, { ignoreExpiration: settings.lenient });'),
    silent(
      'verification off in a logout',
      'function logout(req) { return jwt.verify(req.token, key, { ignoreExpiration: true }); }',
    ),
    silent(
      'verification off in a deny-list',
      'const addToBlacklist = (token) => { const c = jwt.verify(token, key, { ignoreExpiration: true }); add(c); };',
    ),
    silent(
      'a logout known only by its route',
      "router.post('/auth/logout', (req, res) => { const c = jwt.verify(req.token, key, { ignoreExpiration: true }); end(c); });",
    ),
    silent(
      'a logout handler known by its route',
      "function handler(req) { return jwt.verify(req.token, key, { ignoreExpiration: true }); }\napp.post('/signout', handler);",
    ),
    silent(
      'a logout known by its file',
      'export function POST(req) { const c = jwt.verify(req.token, key, { ignoreExpiration: true }); end(c); }',
      [],
      '/app/api/logout/route.ts',
    ),
    silent(
      'ignoring the end only to read it',
      'const { exp } = jwt.verify(token, key, { ignoreExpiration: true });\nshow(exp);',
    ),
    silent(
      'ignoring the end to read it of a variable',
      'const claims = jwt.verify(token, key, { ignoreExpiration: true });\nreturn_(claims.exp);',
    ),
    silent('a type with that name', 'type Options = { ignoreExpiration: true };'),
    silent('a look-up of a record', 'const t = await RefreshToken.find(value, { ignoreExpiration: true });'),
    silent('a look-up by a function', 'const grant = await getGrant(id, { ignoreExpiration: true });'),
    silent(
      'an assertion of a look-up',
      "expect(findGrant).toHaveBeenCalledWith('grant-id', { ignoreExpiration: true });",
    ),
    silent('real algorithms', "jwt.verify(token, key, { algorithms: ['HS256'] });"),
    silent('algorithms of a compressor', "compress({ algorithms: ['none', 'gzip'] });"),
    silent('a deny-list of algorithms', "const forbiddenAlgorithms = ['none', 'HS256'];"),
    silent(
      'a decode for display',
      `${decode}function Name({ token }) { const claims = jwt.decode(token); return claims.name; }`,
    ),
    silent(
      'a decode for the end only',
      `${decode}function f(token) { const claims = jwt.decode(token); return claims.exp < now(); }`,
    ),
    silent(
      'a decode before a verify',
      `${decode}function f(req, token) { const head = jwt.decode(token); jwt.verify(token, key); req.user = head; }`,
    ),
    silent(
      'a decode after a verify',
      `${decode}function f(req, token) { jwt.verify(token, key); req.user = jwt.decode(token); }`,
    ),
    silent(
      'a decode before a server validates it',
      `${decode}async function f(req, token) { await validateWithServer(token); req.user = jwt.decode(token); }`,
    ),
    silent(
      'a signature checked by hand',
      `${decode}async function f(req, token) { const claims = jwt.decode(token); await crypto.subtle.verify('HMAC', key, sig, data); req.user = claims; }`,
    ),
    silent(
      'the display package',
      "import { jwtDecode } from 'jwt-decode';\nfunction getUser(token) { const c = jwtDecode(token); return { name: c.name, id: c.sub }; }",
    ),
    silent(
      'the key id of the header',
      `${decode}async function f(token) { const d = jwt.decode(token, { complete: true }); return getKey(d.header.kid); }`,
    ),
    silent(
      'a token straight from the provider',
      `${decode}async function f(req, code) { const { id_token } = await provider.exchange(code); req.user = jwt.decode(id_token); }`,
    ),
    silent(
      'jwt-simple, whose decode verifies',
      "import jwt from 'jwt-simple';\nfunction f(req, token) { req.user = jwt.decode(token, key); }",
    ),
    silent(
      'claims shown after a decode with jose',
      "import { decodeJwt } from 'jose';\nfunction f(token) { const c = decodeJwt(token); console.log(c.aud); }",
    ),
  ],
  invalid: [
    {
      ...found(
        'ignoreExpiration: true',
        'const c = jwt.verify(token, key, { ignoreExpiration: true });\nreq.user = c;',
        [],
      ),
      errors: [
        {
          messageId: 'ignoredExpiration',
          suggestions: [{ messageId: 'removeOption', output: 'const c = jwt.verify(token, key, {});\nreq.user = c;' }],
        },
      ],
    },
    ...[
      ['a look-up of claims', 'const c = getClaims(token, {', '});'],
      ['a look-up by a JWT service', 'const c = jwt.get(token, {', '});'],
      ['a verification inside an assertion', 'expect(verify(token, key, {', '})).toBeTruthy();'],
      ['an object with no call', 'const options = {', '};'],
    ].map(([name, before, after]) => ({
      ...found(`ignoreExpiration of ${name}`, `${before} ignoreExpiration: true ${after}`, []),
      errors: [
        { messageId: 'ignoredExpiration', suggestions: [{ messageId: 'removeOption', output: `${before}${after}` }] },
      ],
    })),
    {
      ...found(
        'ignoreExpiration among others',
        'const c = jwt.verify(token, key, {\n  algorithms,\n  ignoreExpiration: true,\n  issuer,\n});\nreq.user = c;',
        [],
      ),
      errors: [
        {
          messageId: 'ignoredExpiration',
          line: 3,
          suggestions: [
            {
              messageId: 'removeOption',
              output: 'const c = jwt.verify(token, key, {\n  algorithms,\n  issuer,\n});\nreq.user = c;',
            },
          ],
        },
      ],
    },
    {
      ...found(
        'a passport strategy',
        'class S extends PassportStrategy(Strategy) { constructor() { super({ ignoreExpiration: true, secretOrKey: key }); } }',
        [],
      ),
      errors: [
        {
          messageId: 'ignoredExpiration',
          suggestions: [
            {
              messageId: 'removeOption',
              output: 'class S extends PassportStrategy(Strategy) { constructor() { super({ secretOrKey: key }); } }',
            },
          ],
        },
      ],
    },
    {
      ...found(
        'options in a variable',
        'const options = { issuer, ignoreExpiration: true };\njwt.verify(token, key, options);',
        [],
      ),
      errors: [
        {
          messageId: 'ignoredExpiration',
          suggestions: [
            { messageId: 'removeOption', output: 'const options = { issuer };\njwt.verify(token, key, options);' },
          ],
        },
      ],
    },
    found(
      'options built key by key',
      'const options = {};\noptions.ignoreExpiration = true;\njwt.verify(token, key, options);',
      'ignoredExpiration',
      2,
    ),
    found('the algorithm none', "jwt.verify(token, key, { algorithms: ['HS256', 'none'] });", 'noneAlgorithm'),
    found(
      'only the algorithm none',
      "import { jwtVerify } from 'jose';\njwtVerify(token, key, { algorithms: ['none'] });",
      'noneAlgorithm',
      2,
    ),
    found(
      'a list of algorithms in a variable',
      "const algorithms = ['RS256', 'none'];\njwt.verify(token, key, { algorithms });",
      'noneAlgorithm',
      1,
    ),
    found(
      'a decoded user',
      `${decode}function f(req, token) { req.user = jwt.decode(token); }`,
      'unverifiedIdentity',
      2,
    ),
    found(
      'a decoded id looked up',
      `${decode}async function f(req) { const c = jwt.decode(req.cookies.token); const user = await User.findById(c.sub); return user; }`,
      'unverifiedIdentity',
    ),
    found(
      'a decode with jose',
      "import { decodeJwt } from 'jose';\nasync function f(req) { const { sub } = decodeJwt(req.body.token); return db.user.findUnique({ where: { id: sub } }); }",
      'unverifiedIdentity',
    ),
    found(
      'a new token from decoded claims',
      `${decode}function f(refreshToken) { const c = jwt.decode(refreshToken); return generateTokens(c.id); }`,
      'unverifiedIdentity',
    ),
    found(
      'a verify of another token',
      `${decode}function f(req, token, other) { jwt.verify(other, key); req.user = jwt.decode(token); }`,
      'unverifiedIdentity',
    ),
    found(
      'a role that was only decoded',
      `${decode}function middleware(req, res, next) { const c = jwt.decode(req.token); if (c.role !== 'admin') return; next(); }`,
      'unverifiedIdentity',
    ),
    found(
      'a Nest guard',
      'class G { canActivate(context) { const p = this.jwtService.decode(token); return p; } }',
      'unverifiedIdentity',
    ),
    found(
      'jwt-simple told not to verify',
      "import jwt from 'jwt-simple';\nfunction f(req, token) { req.user = jwt.decode(token, key, true); }",
      'unverifiedIdentity',
    ),
    found(
      'the display package deciding on a server',
      "import { jwtDecode } from 'jwt-decode';\nfunction f(req, token) { req.user = jwtDecode(token); }",
      'unverifiedIdentity',
    ),
    found(
      'a subject that finds its owner, whatever that is called',
      `${decode}async function f(token) { const c = jwt.decode(token) as Claims; return findPupil(c.sub); }`,
      'unverifiedIdentity',
    ),
    found(
      'a function that identifies',
      `${decode}function identify(token) { const c = jwt.decode(token); return c.sub; }`,
      'unverifiedIdentity',
    ),
    found(
      'require',
      "const jwt = require('jsonwebtoken');\nmodule.exports = (req) => { req.userId = jwt.decode(req.headers.token).id; };",
      'unverifiedIdentity',
    ),
  ],
});

tester.run('no-refresh-token-fallback: body and query', rule, {
  valid: [
    silent('an endpoint that reads the body only', 'const { refreshToken } = req.body;\nrenew(refreshToken);'),
    silent('an endpoint that reads the cookie only', 'const refreshToken = req.cookies.refreshToken;'),
    silent(
      'a logout that reads either place',
      'const logout = (req) => { const t = req.cookies.refreshToken || req.body.refreshToken; drop(t); };',
    ),
    silent(
      'a revocation that reads either place',
      "app.post('/token/revoke', (req) => { drop(req.cookies.refreshToken || req.body.refreshToken); });",
    ),
    silent('an access token from either place', 'const t = req.cookies.accessToken || req.query.accessToken;'),
    silent('the option for native clients', 'const t = req.cookies.refreshToken || req.body.refreshToken;', [
      { allowBodyToken: true },
    ]),
    silent('a locale from either place', 'const l = req.cookies.locale || req.query.locale;'),
    silent(
      'a server-side client',
      "import axios from 'axios';\nexport const renew = (refreshToken) => axios.post(url, { refresh_token: refreshToken });",
    ),
    silent(
      'a server with a fetch',
      "import express from 'express';\nfetch(url, { credentials: 'include', body: JSON.stringify({ refreshToken }) });",
    ),
    silent(
      'an identity provider',
      "'use client';\nfetch(url, { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }) });",
    ),
    silent(
      'a native application',
      "import { Text } from 'react-native';\nimport axios from 'axios';\naxios.post(url, { refreshToken });",
    ),
    silent(
      'an empty body with the cookie',
      "fetch('/api/auth/refresh', { method: 'POST', credentials: 'include', body: JSON.stringify({}) });",
    ),
    silent(
      'an access token in a body',
      "'use client';\nfetch(url, { body: JSON.stringify({ access_token: accessToken }) });",
    ),
    silent(
      'a browser client with the option',
      "'use client';\nfetch(url, { body: JSON.stringify({ refreshToken }) });",
      [{ allowBodyToken: true }],
    ),
    silent(
      'a request to another host, which a server may send',
      "fetch('https://api.example.org/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });",
    ),
    silent('state that is set', "import { create } from 'zustand';\nset({ refreshToken });"),
  ],
  invalid: [
    found('cookie or body', 'const t = req.cookies.refreshToken || req.body.refreshToken;', 'bodyFallback'),
    found('cookie or query', 'const t = req.cookies?.refresh_token ?? req.query.refresh_token;', 'bodyFallback'),
    found('body or cookie', 'const t = req.body.refreshToken || req.cookies.refreshToken;', 'bodyFallback'),
    found(
      'names of destructuring',
      'const { refreshToken: bodyToken } = req.body;\nconst { refreshToken: cookieToken } = req.cookies;\nrenew(cookieToken || bodyToken);',
      'bodyFallback',
      3,
    ),
    found(
      'a choice',
      'const t = req.cookies.refreshToken ? req.cookies.refreshToken : req.body.refreshToken;',
      'bodyFallback',
    ),
    found(
      'a Next handler',
      "async function POST(req) { const body = await req.json(); const t = (await cookies()).get('refresh_token')?.value ?? body.refreshToken; return t; }",
      'bodyFallback',
    ),
    found('Hono', "const t = getCookie(c, 'refresh_token') ?? (await c.req.json()).refreshToken;", 'bodyFallback'),
    found('Koa', "const t = ctx.cookies.get('refreshToken') || ctx.request.body.refreshToken;", 'bodyFallback'),
    found(
      'body first, then cookie, with early returns',
      'function getRefreshToken(req) {\n if (req.body.refreshToken) {\n  return req.body.refreshToken;\n }\n return req.cookies.refreshToken;\n}',
      'bodyFallback',
    ),
    found(
      'an if',
      'let token = req.cookies.refreshToken;\nif (!token) {\n token = req.body.refreshToken;\n}',
      'bodyFallback',
      3,
    ),
    found(
      'a neutral name in a refresh handler',
      "router.post('/refresh', (req) => { const token = req.cookies.token || req.body.token; renew(token); });",
      'bodyFallback',
    ),
    found(
      'a browser that sends it',
      "'use client';\nfetch(url, { method: 'POST', body: JSON.stringify({ refresh_token: refreshToken }) });",
      'bodyToken',
      2,
    ),
    found(
      'a browser with credentials',
      "fetch(url, {\n credentials: 'include',\n body: JSON.stringify({ refreshToken }),\n});",
      'bodyToken',
      3,
    ),
    found(
      'a request without a host, which only a browser can send',
      "fetch('/api/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });",
      'bodyToken',
    ),
    found(
      'axios in a browser',
      "import axios from 'axios';\nconst refreshToken = localStorage.getItem('refresh_token');\naxios.post('/auth/refresh', { refreshToken });",
      'bodyToken',
      3,
    ),
    found(
      'a body in a variable',
      "'use client';\nconst payload = { refreshToken };\napi.post('/auth/refresh', payload);",
      'bodyToken',
      2,
    ),
    found(
      'a form',
      "'use client';\nconst form = new URLSearchParams();\nform.append('refresh_token', refreshToken);",
      'bodyToken',
      3,
    ),
    found('settings for all rules', 'const t = req.cookies.refreshToken || req.body.refreshToken;', 'bodyFallback', 1, [
      { allowBodyToken: false },
    ]),
  ],
});

const handler = fileURLToPath(new URL('../projects/token-minting/src/handler.ts', import.meta.url));

tester.run('no-refresh-token-fallback: across files', rule, {
  valid: [
    silent(
      'a function that makes an access token',
      "import { renewFrom } from './service.js';\nrenewFrom(refreshToken);",
      [],
      handler,
    ),
    silent(
      'a function that checks an access token',
      "import { restoreProfile } from './service.js';\nrestoreProfile(req.cookies.access_token);",
      [],
      handler,
    ),
  ],
  invalid: [
    {
      ...found(
        'a handler that has a refresh token made from an access token',
        "import { restoreSession } from './service.js';\nexport const post = (req) => restoreSession(req.cookies.access_token);",
        'recoveryCall',
        2,
      ),
      filename: handler,
    },
  ],
});

tester.run('no-refresh-token-fallback: who looks and who sends', rule, {
  valid: [
    silent('an expectation of either token', 'expect(body.refreshToken ?? body.accessToken).toBeTruthy();'),
    silent('a flag in an object', 'const state = { isLoggedIn: refreshToken || accessToken };'),
    silent('a question that either token answers', 'function hasSession() { return refreshToken || accessToken; }'),
    silent('another token in the body', "axios.post('/api/verify', { token: resetToken });"),
    silent(
      'a server that asks another one',
      "import express from 'express';\nimport axios from 'axios';\naxios.post('/oauth/token', { refresh: refreshToken });",
    ),
  ],
  invalid: [
    found(
      'a short name for the sent token',
      "fetch('/api/token/refresh', { method: 'POST', body: JSON.stringify({ refresh: refreshToken }) });",
      'bodyToken',
    ),
    found(
      'a relative address of axios',
      "import axios from 'axios';\naxios.post('/api/refresh', { token: refreshToken });",
      'bodyToken',
      2,
    ),
  ],
});
