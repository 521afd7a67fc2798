import { describe, expect, it } from 'vitest';
import { noDemoCredentials } from '../../src/rules/no-demo-credentials.js';
import { lintRule, summarize } from '../lint-rule.js';

function find(code: string): string {
  return summarize(lintRule(noDemoCredentials, code));
}

describe('leaves alone', () => {
  it.each([
    [
      'a table of new names for fields, as JSON',
      `const map = '{"userid" : "id", "username": "login_name", "email": "email", "password": "password"}';`,
    ],
    [
      'a table of other names for fields, as JSON',
      `const map = '{"userid": "uid", "username": "uid", "password": "pass"}';`,
    ],
    [
      'a table of names whose text is put together',
      `const map = '{"username": "name", "email"' + ': "mail", "password": "pass"}';`,
    ],
    ['a table of new names for fields', `const map = { userid: 'id', username: 'login_name', password: 'password' };`],
    [
      'a table of longer names for fields',
      `createForm({ host: 'controller_host', username: 'controller_username', password: 'controller_password' });`,
    ],
    [
      'code in a text that connects to this machine',
      'const code = `createPool({ host: "localhost", user: "root", password: "password", database: "app" })`;',
    ],
    [
      'code in a text whose password lies deeper than its host',
      `const code = \`new Connection({ authentication: { options: { password: 'password', userName: 'sa' } }, server: 'localhost' })\`;`,
    ],
    [
      'a hash that is made to spend time',
      `async function login() { await bcrypt.hash('simulated-password-to-spend-time', 10); }`,
    ],
    [
      'a translated sentence about a password that was added',
      `const a = <div><h1>{t('passwordAdded_heading', { defaultValue: 'Done' })}</h1><p>{t('passwordAdded_text')}</p></div>;`,
    ],
    [
      'a label after a label',
      `const a = <div><label>{t('password')}</label><label>{t('confirm_password')}</label></div>;`,
    ],
    ['a login with a wrong password', `signIn('credentials', { redirect: false, password: 'wrong' });`],
    ['a login with an invalid password', `login({ username: 'ada', password: 'invalid-password' });`],
    ['arguments of a login with a wrong password', `login('ada', 'wrongpassword1');`],
    ['what stands where none may', `login({ username: 'ada', password: 'NOT_SHOWING_PASSWORD' });`],
    ['a placeholder for an encrypted value', `login({ username: 'ada', password: '$encrypted$' });`],
    ['a word for an encrypted value', `client.create({ username: 'ada', password: 'encrypted' });`],
    ['how often something may be done', `const rates = { change_password: '1/m/user', password: '5/hour' };`],
  ])('%s', (_, code) => {
    expect(find(code)).toBe('');
  });
});

describe('reports', () => {
  it.each([
    [
      'an account whose name ends as a field does',
      `const body = '{"username":"demoname","password":"password"}';`,
      '1 rendered',
    ],
    ['an account as JSON', `const body = '{"username":"admin","password":"password"}';`, '1 rendered'],
    ['an account with an address as JSON', `const body = '{"email":"a@b.c","password":"pass"}';`, '1 rendered'],
    [
      'an account whose number is a field too',
      `const body = '{"id":"42","username":"name","password":"pass"}';`,
      '1 rendered',
    ],
    [
      'an account beside the name of a field',
      `seed({ key: 'id', username: 'ada', password: 'password' });`,
      '1 seeded',
    ],
    [
      'an account whose parts begin alike',
      `new Pool({ host: 'db', user: 'app_user', password: 'app_password' });`,
      '1 connection',
    ],
    [
      'code in a text that connects elsewhere',
      'const code = `createPool({ host: "db.acme.test", user: "root", password: "password" })`;',
      '1 rendered',
    ],
    [
      'code in a text that connects here and elsewhere',
      'const code = `connect({ host: "localhost" }); connect({ host: "db.acme.test", user: "root", password: "password" })`;',
      '1 rendered',
    ],
    [
      'a hash that is kept',
      `async function seed() { user.hash = await bcrypt.hash('simulated-password', 10); }`,
      '1 seeded',
    ],
    ['a hash that a callback gets', `bcrypt.hash('simulated-password', 10, (error, hash) => save(hash));`, '1 seeded'],
    [
      'a password after a translated label',
      `const a = <p>{t('auth.passwordLabel')}<b>HelloThere9!</b></p>;`,
      '1 rendered',
    ],
    [
      'an account made with a word for a wrong password',
      `createUser({ username: 'ada', password: 'wrong' });`,
      '1 seeded',
    ],
    ['a login with a weak password', `signIn('credentials', { redirect: false, password: 'password' });`, '1 login'],
    ['a login with a password that only begins so', `login('ada', 'wrong-Turn77');`, '1 login'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});
