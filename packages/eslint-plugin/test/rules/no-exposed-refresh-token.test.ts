import { fileURLToPath } from 'node:url';
import parser from '@typescript-eslint/parser';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noExposedRefreshToken } from '../../src/rules/no-exposed-refresh-token.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});
const rule = noExposedRefreshToken as never;

function silent(name: string, code: string, options: readonly object[] = []) {
  return { name: `keeps silent on ${name}`, code, options };
}

/** A finding; `output` is the code after its suggestion, which must be free of it (checked below). */
function found(name: string, code: string, messageId: string, output?: string, line?: number) {
  return {
    name: `reports ${name}`,
    code,
    errors: [
      {
        messageId,
        ...(line ? { line } : {}),
        ...(output === undefined ? {} : { suggestions: [{ messageId: 'addHttpOnly', output }] }),
      },
    ],
  };
}

const next = "import { cookies } from 'next/headers';\n";
const hono = "import { setCookie } from 'hono/cookie';\n";
const serialize = "import { serialize } from 'cookie';\n";

const cookieFindings = [
  found(
    'Express without options',
    "res.cookie('refreshToken', token);",
    'missingHttpOnly',
    "res.cookie('refreshToken', token, { httpOnly: true });",
  ),
  found(
    'Express with httpOnly: false',
    "res.cookie('refresh_token', token, { httpOnly: false, secure: true });",
    'missingHttpOnly',
    "res.cookie('refresh_token', token, { httpOnly: true, secure: true });",
  ),
  found(
    'Express with other options only',
    "res.cookie('access_token', token, { secure: true });",
    'missingHttpOnly',
    "res.cookie('access_token', token, { httpOnly: true, secure: true });",
  ),
  found(
    'empty options',
    "res.cookie('jwt', value, {});",
    'missingHttpOnly',
    "res.cookie('jwt', value, { httpOnly: true });",
  ),
  found(
    'a chain of calls',
    "res.status(200).cookie('accessToken', accessToken).json({ ok });",
    'missingHttpOnly',
    "res.status(200).cookie('accessToken', accessToken, { httpOnly: true }).json({ ok });",
  ),
  found(
    'a token under a neutral name',
    "res.cookie('sid', refreshToken);",
    'missingHttpOnly',
    "res.cookie('sid', refreshToken, { httpOnly: true });",
  ),
  found(
    'options in a variable',
    "const options = { secure: true };\nres.cookie('refreshToken', t, options);",
    'missingHttpOnly',
    "const options = { httpOnly: true, secure: true };\nres.cookie('refreshToken', t, options);",
    2,
  ),
  found(
    'options spread',
    "const base = { path: '/' };\nres.cookie('refreshToken', t, { ...base, secure: true });",
    'missingHttpOnly',
    "const base = { path: '/' };\nres.cookie('refreshToken', t, { httpOnly: true, ...base, secure: true });",
  ),
  found(
    'Fastify',
    "reply.setCookie('refreshToken', t, { path: '/' });",
    'missingHttpOnly',
    "reply.setCookie('refreshToken', t, { httpOnly: true, path: '/' });",
  ),
  found(
    'a Nest response',
    "class C { login(response) { response.cookie('refresh_token', tokens.refresh); } }",
    'missingHttpOnly',
    "class C { login(response) { response.cookie('refresh_token', tokens.refresh, { httpOnly: true }); } }",
  ),
  found(
    'Next cookies()',
    `${next}cookies().set('refresh_token', t);`,
    'missingHttpOnly',
    `${next}cookies().set('refresh_token', t, { httpOnly: true });`,
  ),
  found(
    'awaited Next cookies',
    `${next}async function f() { (await cookies()).set('refresh_token', t, { secure: true }); }`,
    'missingHttpOnly',
    `${next}async function f() { (await cookies()).set('refresh_token', t, { httpOnly: true, secure: true }); }`,
  ),
  found(
    'a Next cookie store',
    `${next}async function f() { const store = await cookies(); store.set('refresh_token', t); }`,
    'missingHttpOnly',
    `${next}async function f() { const store = await cookies(); store.set('refresh_token', t, { httpOnly: true }); }`,
  ),
  found(
    'a Next cookie as an object',
    `${next}cookies().set({ name: 'refresh_token', value: t });`,
    'missingHttpOnly',
    `${next}cookies().set({ httpOnly: true, name: 'refresh_token', value: t });`,
  ),
  found(
    'a NextResponse',
    "const response = NextResponse.next();\nresponse.cookies.set('access_token', t);",
    'missingHttpOnly',
    "const response = NextResponse.next();\nresponse.cookies.set('access_token', t, { httpOnly: true });",
  ),
  found(
    'Hono',
    `${hono}setCookie(c, 'refresh_token', t);`,
    'missingHttpOnly',
    `${hono}setCookie(c, 'refresh_token', t, { httpOnly: true });`,
  ),
  found(
    'Koa told not to hide',
    "ctx.cookies.set('refreshToken', t, { httpOnly: false });",
    'missingHttpOnly',
    "ctx.cookies.set('refreshToken', t, { httpOnly: true });",
  ),
  found(
    'cookie.serialize',
    `${serialize}res.setHeader('Set-Cookie', serialize('refresh_token', t, { path: '/' }));`,
    'missingHttpOnly',
    `${serialize}res.setHeader('Set-Cookie', serialize('refresh_token', t, { httpOnly: true, path: '/' }));`,
  ),
  found(
    'a Set-Cookie header',
    'res.setHeader("Set-Cookie", `refresh_token=${t}; Path=/; Secure`);',
    'missingHttpOnly',
    'res.setHeader("Set-Cookie", `refresh_token=${t}; Path=/; Secure; HttpOnly`);',
  ),
  found(
    'a Set-Cookie header in a list',
    "res.setHeader('Set-Cookie', ['theme=dark', `access_token=${t}; Max-Age=${age}`]);",
    'missingHttpOnly',
    "res.setHeader('Set-Cookie', ['theme=dark', `access_token=${t}; Max-Age=${age}; HttpOnly`]);",
  ),
  found(
    'a headers object',
    "new Response(null, { headers: { 'Set-Cookie': 'refresh_token=' + t + '; Path=/' } });",
    'missingHttpOnly',
  ),
  found(
    'a joined header',
    "const cookie = [`refresh_token=${t}`, 'Path=/', 'Secure'].join('; ');\nheaders.append('Set-Cookie', cookie);",
    'missingHttpOnly',
    undefined,
    2,
  ),
  found(
    'SameSite=None without Secure',
    "res.cookie('refreshToken', t, { httpOnly: true, sameSite: 'none' });",
    'insecureSameSite',
  ),
  found(
    'SameSite=None with secure: false',
    "res.cookie('refreshToken', t, { httpOnly: true, sameSite: 'None', secure: false });",
    'insecureSameSite',
  ),
  found(
    'SameSite=None in a header',
    'res.setHeader("Set-Cookie", `refresh_token=${t}; HttpOnly; SameSite=None`);',
    'insecureSameSite',
  ),
];

tester.run('no-exposed-refresh-token: cookies', rule, {
  valid: [
    silent('HttpOnly', "res.cookie('refreshToken', t, { httpOnly: true, secure: true });"),
    silent('HttpOnly by a setting', "res.cookie('refreshToken', t, { httpOnly: settings.httpOnly });"),
    silent('options that cannot be read', "res.cookie('refreshToken', t, cookieOptions);"),
    silent('spread options that cannot be read', "res.cookie('refreshToken', t, { ...cookieOptions, path: '/' });"),
    silent('options of a constant', "const options = { httpOnly: true };\nres.cookie('refreshToken', t, options);"),
    silent(
      'options of a function',
      "const options = () => ({ httpOnly: true, path: '/' });\nres.cookie('refreshToken', t, options());",
    ),
    silent('a CSRF double-submit cookie', "res.cookie('csrf_token', csrfToken);"),
    silent('an XSRF cookie', "res.cookie('XSRF-TOKEN', req.csrfToken());"),
    silent('a locale cookie', "res.cookie('locale', locale);"),
    silent('a theme cookie', `${next}cookies().set('theme', theme);`),
    silent('clearCookie', "res.clearCookie('refreshToken');"),
    silent('a cookie emptied', "res.cookie('refreshToken', '', { path: '/' });"),
    silent('a cookie that ends at once', "res.cookie('refreshToken', old, { maxAge: 0 });"),
    silent('a cookie that ended in 1970', "res.cookie('refreshToken', old, { expires: new Date(0) });"),
    silent('a deleted Next cookie', `${next}cookies().delete('refresh_token');`),
    silent('Koa without options', "ctx.cookies.set('refreshToken', t);"),
    silent('Koa with other options', "ctx.cookies.set('refreshToken', t, { maxAge: 1000 });"),
    silent(
      'SvelteKit, which hides by default',
      "export const load = ({ cookies }) => { cookies.set('refresh_token', t, { path: '/' }); };",
    ),
    silent(
      'SameSite=None with Secure',
      "res.cookie('refreshToken', t, { httpOnly: true, sameSite: 'none', secure: true });",
    ),
    silent(
      'SameSite=None with Secure by a setting',
      "res.cookie('refreshToken', t, { httpOnly: true, sameSite: 'none', secure: isProduction });",
    ),
    silent('SameSite=Lax', "res.cookie('refreshToken', t, { httpOnly: true, sameSite: 'lax' });"),
    silent('Hono with HttpOnly', `${hono}setCookie(c, 'refresh_token', t, { httpOnly: true });`),
    silent('cookie.serialize with HttpOnly', `${serialize}serialize('refresh_token', t, { httpOnly: true });`),
    silent('a header with HttpOnly', 'res.setHeader("Set-Cookie", `refresh_token=${t}; Path=/; HttpOnly`);'),
    silent(
      'a joined header with HttpOnly',
      "const cookie = [`access_token=${t}`, 'Path=/', 'HttpOnly', ...(isProduction ? ['Secure'] : [])].join('; ');\nconst init = { headers: { 'Set-Cookie': cookie } };",
    ),
    silent('a header that ends the cookie', "res.setHeader('Set-Cookie', 'refresh_token=; Path=/; Max-Age=0');"),
    silent(
      'a header whose attributes are not known',
      'res.setHeader("Set-Cookie", `refresh_token=${t}; ${attributes}`);',
    ),
    silent('a header of another name', 'res.setHeader("X-Refresh", `refresh_token=${t}`);'),
    silent('a map', "const map = new Map(); map.set('refreshToken', t);"),
    silent('an access token cookie when only refresh tokens count', "res.cookie('accessToken', t);", [
      { accessTokens: false },
    ]),
  ],
  invalid: cookieFindings,
});

tester.run('no-exposed-refresh-token: what the suggestions write', rule, {
  valid: cookieFindings.flatMap((test) =>
    test.errors.flatMap((error) =>
      'suggestions' in error && error.suggestions
        ? error.suggestions.map(({ output }) => ({ name: `${test.name}, repaired`, code: output }))
        : [],
    ),
  ),
  invalid: [],
});

tester.run('no-exposed-refresh-token: bodies', rule, {
  valid: [
    silent('an access token in a body', 'res.json({ accessToken });'),
    silent('a client that sends a body', 'request(app).post(url).send({ refreshToken });'),
    silent('a body that is read', 'const data = await response.json();'),
    silent('a missing token', 'res.json({ refreshToken: null });'),
    silent('a flag', 'res.json({ hasRefreshToken: Boolean(refreshToken), refreshToken: !!refreshToken });'),
    silent('an error text', "res.status(400).json({ errors: { refreshToken: 'required' } });"),
    silent('the end of a token', 'res.json({ refreshTokenExpiresAt });'),
    silent('a masked token', 'res.json({ refreshToken: mask(refreshToken) });'),
    silent('the option for native clients', 'res.json({ refreshToken });', [{ allowBodyToken: true }]),
    silent(
      'a Koa body replaced before it is sent',
      'async function f(ctx) { ctx.body = { refreshToken }; ctx.body = { ok: true }; }',
    ),
    silent(
      'a variable replaced before it is sent',
      'let body = { refreshToken };\nbody = { ok: true };\nres.json(body);',
    ),
    silent(
      'a member taken out before it is sent',
      'const body = { user, refreshToken };\ndelete body.refreshToken;\nres.json(body);',
    ),
    silent(
      'a mock server of tests',
      "import { rest } from 'msw';\nrest.post(url, (req, res, ctx) => res(ctx.json({ refresh_token: 'x' })));",
    ),
    silent('a service that returns tokens', 'class S { login() { return { accessToken, refreshToken }; } }'),
    silent('a plain function', 'function issue() { return { refreshToken }; }'),
    silent('a token in a request', 'client.post(url, { refreshToken });'),
    silent('a user that was read', 'const user = await User.findById(id);\nres.json(user);'),
    silent('a constant', "const REFRESH_TOKEN = 'refresh_token';\nres.json({ refreshToken: REFRESH_TOKEN });"),
    silent('a rest without the token', 'const { refreshToken, ...safe } = tokens;\nres.json(safe);'),
  ],
  invalid: [
    found('Express json', 'res.json({ refreshToken });', 'refreshTokenInBody'),
    found('Express send', 'res.status(200).send({ data: { refresh_token: tokens.refresh } });', 'refreshTokenInBody'),
    found('a token under another name', 'res.json({ token: refreshToken });', 'refreshTokenInBody'),
    found(
      'a wrapper class',
      "res.status(200).json(new ApiResponse(200, { user, refreshToken }, 'ok'));",
      'refreshTokenInBody',
    ),
    found(
      'a variable',
      'const body = { accessToken, refreshToken };\nres.json(body);',
      'refreshTokenInBody',
      undefined,
      2,
    ),
    found(
      'a member that was set',
      'const body = {};\nbody.refreshToken = token;\nres.json(body);',
      'refreshTokenInBody',
      undefined,
      3,
    ),
    found(
      'a member that was set by key',
      "const body = { ok: true };\nbody['refresh_token'] = t;\nres.send(body);",
      'refreshTokenInBody',
      undefined,
      3,
    ),
    found('spread tokens', 'const tokens = { refreshToken: t };\nres.json({ user, ...tokens });', 'refreshTokenInBody'),
    found(
      'what a function returns',
      'function issue(u) { return { refreshToken: sign(u) }; }\nres.json(issue(user));',
      'refreshTokenInBody',
      undefined,
      2,
    ),
    found(
      'tokens whose refresh token is used',
      'const tokens = await login();\nstore(tokens.refreshToken);\nres.json(tokens);',
      'refreshTokenInBody',
      undefined,
      3,
    ),
    found('Koa', 'ctx.body = { refreshToken };', 'refreshTokenInBody'),
    found('a member of the Koa body', 'ctx.body.refresh_token = t;', 'refreshTokenInBody'),
    found('Fastify', 'reply.code(200).send({ refreshToken });', 'refreshTokenInBody'),
    found('Hono', 'app.post(url, (c) => c.json({ refreshToken }));', 'refreshTokenInBody'),
    found(
      'NextResponse.json',
      "import { NextResponse } from 'next/server';\nexport function POST() { return NextResponse.json({ refreshToken }); }",
      'refreshTokenInBody',
      undefined,
      2,
    ),
    found(
      'Response.json',
      'export function POST() { return Response.json({ refresh_token: t }); }',
      'refreshTokenInBody',
    ),
    found('new Response', 'return_(new Response(JSON.stringify({ refreshToken })));', 'refreshTokenInBody'),
    found(
      'a Nest controller',
      "@Controller('auth')\nclass C { @Post('login') login() { return { accessToken, refreshToken }; } }",
      'refreshTokenInBody',
      undefined,
      2,
    ),
    found(
      'a Nitro handler',
      'export default defineEventHandler(async () => ({ refreshToken }));',
      'refreshTokenInBody',
    ),
    found(
      'a Fastify handler',
      "import fastify from 'fastify';\nconst app = fastify();\napp.post(url, async () => { return { refreshToken }; });",
      'refreshTokenInBody',
      undefined,
      3,
    ),
  ],
});

tester.run('no-exposed-refresh-token: what only looks like a token', rule, {
  valid: [
    silent('a cookie that is overwritten on logout', "res.cookie('refreshToken', 'deleted', { maxAge: 1000 });"),
    silent('a cookie set to a word for nothing', "res.cookie('token', 'loggedout');"),
    silent(
      'a signed cookie whose options come after the secret',
      `${hono.replace('setCookie', 'setSignedCookie')}await setSignedCookie(c, 'refresh_token', token, secret, { httpOnly: true });`,
    ),
    silent(
      'headers that a test lets another server answer',
      "fetcher.mockResolvedValue({ headers: { 'set-cookie': ['token=xyz789'] } });",
    ),
    silent(
      'the same in a promise',
      "fetcher.mockReturnValue({ response: Promise.resolve({ headers: { 'set-cookie': ['token=xyz789'] } }) });",
    ),
    silent(
      'a schema of the body',
      "res.json({ body: { type: 'object', properties: { refreshToken: { type: 'string', required: true } } } });",
    ),
  ],
  invalid: [
    found(
      'a signed cookie without options',
      `${hono.replace('setCookie', 'setSignedCookie')}await setSignedCookie(c, 'refresh_token', token, secret);`,
      'missingHttpOnly',
      `${hono.replace('setCookie', 'setSignedCookie')}await setSignedCookie(c, 'refresh_token', token, secret, { httpOnly: true });`,
      2,
    ),
    found('an object that holds the token', 'res.json({ refreshToken: { value: token } });', 'refreshTokenInBody'),
  ],
});

const tokenRoute = '/app/api/oauth/token/route.ts';
const grantProject = fileURLToPath(new URL('../projects/token-grants/app/api/oauth/token/route.ts', import.meta.url));

function answer(maker: string, condition = "grant_type === 'refresh_token'"): string {
  return `export async function POST(req) {
  const { grant_type, code } = await req.json();
  if (${condition}) {
    ${maker}
  }
}`;
}

const own = 'return Response.json({ refresh_token: await rotate(code) });';

tester.run('no-exposed-refresh-token: the token endpoint of an authorization server', rule, {
  valid: [
    { ...silent('a grant that is told apart', answer(own)), filename: tokenRoute },
    {
      ...silent(
        'grants in a switch, by the route',
        "app.post('/oauth2/token', (req, res) => { switch (req.body.grant_type) { case 'refresh_token': res.json({ refresh_token: renew() }); } });",
      ),
      filename: '/app/src/server.ts',
    },
    {
      ...silent(
        'a grant that is refused',
        "export async function handle(ctx) { if (!ctx.token) throw new InvalidGrant('not found'); ctx.body = { refreshToken }; }",
      ),
      filename: '/app/src/oidc/grants/refresh-token.ts',
    },
    {
      ...silent(
        'a grant of another file that makes the tokens itself',
        `import { issueTokens } from './issue';\n${answer('return Response.json(await issueTokens(code));')}`,
      ),
      filename: grantProject,
    },
  ],
  invalid: [
    { ...found('the same in another place', answer(own), 'refreshTokenInBody'), filename: '/app/api/login/route.ts' },
    {
      ...found(
        'a place alone',
        'export function POST() { return Response.json({ refresh_token: t }); }',
        'refreshTokenInBody',
      ),
      filename: tokenRoute,
    },
    {
      ...found(
        'a server that sends the grant to somebody else',
        answer(
          "const tokens = await post({ grant_type: 'refresh_token', code }); return Response.json({ refresh_token: tokens.refresh_token });",
          'code',
        ),
        'refreshTokenInBody',
      ),
      filename: tokenRoute,
    },
    {
      ...found(
        'a server that hands on the grant it received',
        answer(
          'const tokens = await (await fetch(idp, { body: code })).json(); return Response.json({ refresh_token: tokens.refresh_token });',
        ),
        'refreshTokenInBody',
      ),
      filename: tokenRoute,
    },
    {
      ...found(
        'a server that hands on the grant by a client of its own',
        answer(
          "const { data } = await idp.post('/token', form); return Response.json({ refresh_token: data.refresh_token });",
        ),
        'refreshTokenInBody',
      ),
      filename: tokenRoute,
    },
    {
      ...found(
        'a server that hands on the grant in another file',
        `import { forwardGrant } from './forward';\n${answer('return Response.json(await forwardGrant(code));')}`,
        'refreshTokenInBody',
      ),
      filename: grantProject,
    },
    {
      ...found(
        'a cookie of an authorization server',
        answer("res.cookie('refresh_token', token, { httpOnly: false });"),
        'missingHttpOnly',
        answer("res.cookie('refresh_token', token, { httpOnly: true });"),
      ),
      filename: tokenRoute,
    },
  ],
});
