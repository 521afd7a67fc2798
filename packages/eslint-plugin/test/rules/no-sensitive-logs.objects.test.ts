import { describe, expect, it } from 'vitest';
import { lintTexts, type LintSetup } from '../lint.js';

const setup: LintSetup = { rule: 'no-sensitive-logs' };
const headers = "const headers = { Authorization: `Bearer ${session.accessToken}`, 'X-App': 'web' };\n";

describe('an object whose secret was replaced', () => {
  it.each([
    ['by a key after the spread', "console.error('x', { headers: { ...headers, Authorization: '[REDACTED]' } })"],
    ['in a copy', "const safe = { ...headers, Authorization: '***' }; console.log(safe)"],
    ['by a second object after it', "console.log({ ...headers, ...{ Authorization: 'none' } })"],
    ['by Object.assign', 'console.log(Object.assign({}, headers, { Authorization: undefined }))'],
    ['by a write to the copy', "const safe = { ...headers }; safe.Authorization = '[x]'; console.log(safe)"],
    [
      'by a text for either case',
      "const safe = { ...headers }; safe.Authorization = ok ? 'set' : null; console.log(safe)",
    ],
    ['by deleting the key', 'const safe = { ...headers }; delete safe.Authorization; console.log(safe)'],
    ['in a deep copy', 'const safe = structuredClone(headers); delete safe.Authorization; console.log(safe)'],
    ['by taking the key out', 'const { Authorization, ...rest } = headers; console.log(rest)'],
    ['in a field of the class', "class A { h = headers; f() { console.log({ ...this.h, Authorization: '' }) } }"],
  ])('is silent: %s', (_reason, code) => {
    expect(lintTexts(headers + code, setup)).toEqual([]);
  });
  it.each([
    ['credentials', "console.log({ ...credentials, password: '***' })"],
    ['all headers', "console.log({ ...req.headers, authorization: '[redacted]' })"],
    ['credentials without the password', 'const { password, ...rest } = credentials; console.log(rest)'],
    ['tokens of which each was replaced', "console.log({ ...tokens, accessToken: 'a', refreshToken: 'b' })"],
    ['a parameter', 'function f({ password, ...user }) { console.log(user) } f(credentials)'],
    ['a key given twice', "console.log({ password: user.password, password: '*' })"],
    [
      'a secret that was put in and taken out',
      "const o = {}; o.password = p.password; o.password = ''; console.log(o)",
    ],
  ])('is silent for %s', (_reason, code) => {
    expect(lintTexts(code, setup)).toEqual([]);
  });
});

describe('an object that still holds its secret', () => {
  it.each([
    ['the spread comes last', "console.log({ Authorization: '[x]', ...headers })", ['headers']],
    ['another key was replaced', "console.log({ ...headers, 'X-App': 'x' })", ['headers']],
    ['the key is spelt otherwise', "console.log({ ...headers, authorization: '[x]' })", ['headers']],
    ['the key was replaced further in', "console.log({ ...headers, meta: { Authorization: '[x]' } })", ['headers']],
    ['a secret replaces a secret', 'console.log({ ...headers, Authorization: token })', ['token']],
    ['another key was taken out', "const { 'X-App': app, ...rest } = headers; console.log(rest)", ['rest']],
    ['the key was deleted after the log', 'console.log(headers); delete headers.Authorization', ['headers']],
    ['the replacement is conditional', "console.log({ ...headers, ...(dry && { Authorization: 'x' }) })", ['headers']],
  ])('is reported: %s', (_reason, code, texts) => {
    expect(lintTexts(headers + code, setup)).toEqual(texts);
  });
  it('is reported for one of two tokens', () => {
    expect(lintTexts("console.log({ ...tokens, accessToken: '***' })", setup)).toEqual(['tokens']);
  });
  it('is reported for the second of two secrets', () => {
    const code = "const h = { Authorization: token, 'X-Api-Key': apiKey }; console.log({ ...h, Authorization: '[x]' })";
    expect(lintTexts(code, setup)).toEqual(['h']);
  });
});

describe('the state of a form', () => {
  it('is reported as a whole and by its secret field, not by its other fields', () => {
    const code = `
      const [form, setForm] = useState({ email: '', password: '' });
      const { email, password: entered } = form;
      console.log(form); console.log(entered); console.log(email, form.email)`;
    expect(lintTexts(code, setup)).toEqual(['form', 'entered']);
  });
  it.each([
    [
      'messages about its fields',
      "const [errors, setErrors] = useState({ email: '', password: '' }); console.log(errors)",
    ],
    ['flags about its fields', 'const [seen, setSeen] = useState({ password: false }); console.log(seen)'],
    ['numbers', 'const [tokens, setTokens] = useState({ used: 0, left: 10 }); console.log(tokens)'],
    [
      'a state without a secret field',
      "const [filter, setFilter] = useState({ name: '', page: 1 }); console.log(filter)",
    ],
  ])('is silent on %s', (_reason, code) => {
    expect(lintTexts(code, setup)).toEqual([]);
  });
});

describe('a getter of the class', () => {
  const type = (body: string): string => `class Api { get header() { ${body} } f() { console.log(this.header) } }`;
  it('is what it returns', () => {
    expect(lintTexts(type('return `Bearer ${this.token}`'), setup)).toEqual(['this.header']);
    expect(lintTexts(type('return mask(this.token)'), setup)).toEqual([]);
  });
});
