import { describe, expect, it } from 'vitest';
import { noDemoCredentials } from '../../src/rules/no-demo-credentials.js';
import { lintRule, summarize } from '../lint-rule.js';

function find(code: string): string {
  return summarize(lintRule(noDemoCredentials, code));
}

describe('leaves alone what a page says about passwords', () => {
  it.each([
    ['a column of words', `const a = <table><tr><th>Password</th><th>Test</th></tr></table>;`],
    ['a row of a form', `const a = <tr><td>Password</td><td>required</td></tr>;`],
    ['an emphasised rule', `const a = <p>Password <b>required</b></p>;`],
    ['an emphasised rule after a colon', `const a = <p>Password: <b>required</b></p>;`],
    ['a version after a slash', `const a = <p>Node / v18.2.0 and later</p>;`],
    ['two words in code', `const a = <p>Use <code>npm</code> / <code>yarn</code> to sign in</p>;`],
    ['a label in quotation marks', `const a = <p>Type it in the password &laquo;&nbsp;field&nbsp;&raquo;</p>;`],
    ['the verb before a name in an error', 'throw new MissingSecret("Must pass `secret` if not set to getToken()");'],
    ['an address beside a role', `const a = <p>demo@acme.test: admin</p>;`],
    ['a hint of a schema', `const a = { schema: { description: 'demo / Demo123!' } };`],
    ['an example address', `const a = <Field placeholder="postgres://app:secret@db.example.com/app" />;`],
    ['how an address is written', `const a = 'Looks like postgres://user:password@example.com/app';`],
  ])('%s', (_, code) => {
    expect(find(code)).toBe('');
  });
});

describe('reports what a page gives away', () => {
  it.each([
    [
      'as the value of a key field',
      `const a = <input type="password" name="api_key" defaultValue="kY3-aaaa1111" />;`,
      '1 formState',
    ],
    ['after a word for an account', `const a = <p>Compte de démonstration : ObiWan / HelloThere9!</p>;`, '1 rendered'],
    ['after a word for both', `const a = <p>Identifiants : admin / admin</p>;`, '1 rendered'],
    ['a weak word in a definition list', `const a = <dl><dt>Password</dt>\n<dd>admin</dd></dl>;`, '2 rendered'],
    ['a weak word set off', `const a = <p>Use <b>admin</b> with password <b>admin</b></p>;`, '1 rendered'],
    ['a pair set off', `const a = <p><b>demo</b> / <b>demo123</b> to sign in</p>;`, '1 rendered'],
    ['a pair inside a sentence', `const a = <p>Essayez ObiWan / HelloThere9! sans compte</p>;`, '1 rendered'],
    ['before a character reference', `const a = <p>Mot de passe&nbsp;: Etoile42</p>;`, '1 rendered'],
    ['between quotation marks', `const a = <p>Mot de passe : &laquo;&nbsp;Etoile42&nbsp;&raquo;</p>;`, '1 rendered'],
    ['before a comment', `const a = <p>Password: admin{/* for the demo */}</p>;`, '1 rendered'],
    ['in a description', `const a = <Alert description="Use a@acme.test with password demo1234" />;`, '1 rendered'],
    ['in a label', `const a = <Tooltip label={'login: admin, password: admin123'} />;`, '1 rendered'],
    ['in a hint of the program', `const hint = 'admin / admin123';`, '1 rendered'],
    ['after an address, a weak word', `const text = 'demo@acme.test / demo';`, '1 rendered'],
    ['of a database', `const url = 'postgres://app:Craie-7@db.example.com/app';`, '1 connection'],
    ['of a database at a host that is set', 'const url = `postgres://app:Craie-7@${host}/app`;', '1 connection'],
    ['of a database that is connected to', `mongoose.connect('mongodb://user:pass@host:27017/app');`, '1 connection'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });

  it('at its own place, behind character references', () => {
    const [finding] = lintRule(noDemoCredentials, `const a = <p>Mot de passe&nbsp;: Etoile42</p>;`);
    expect(finding).toMatchObject({ column: 34, endColumn: 42 });
  });
});
