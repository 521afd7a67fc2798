import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { getAnalysis, type Analysis } from '../../src/analysis/analysis.js';
import { getOrigin } from '../../src/analysis/bindings.js';
import { getStaticString, getStaticValue } from '../../src/analysis/values.js';

const project = fileURLToPath(new URL('../projects/imports', import.meta.url));

interface Setup {
  readonly filename?: string;
  readonly parser?: 'typescript' | 'espree';
  readonly parserOptions?: object;
}

/** Asks a question about the argument of the text's call of `probe`. */
function ask<Answer>(
  code: string,
  question: (analysis: Analysis, node: TSESTree.Node) => Answer,
  setup: Setup = {},
): Answer | undefined {
  let answer: Answer | undefined;
  const rule = {
    create: (context: never) => ({
      CallExpression(node: TSESTree.CallExpression) {
        const [first] = node.arguments;
        if (node.callee.type === 'Identifier' && node.callee.name === 'probe' && first) {
          answer = question(getAnalysis(context), first);
        }
      },
    }),
  };
  const languageOptions = setup.parser === 'espree' ? {} : { parser, parserOptions: setup.parserOptions ?? {} };
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(
    code,
    [
      {
        files: ['**/*.*'],
        languageOptions,
        plugins: { own: { rules: { probe: rule as never } } },
        rules: { 'own/probe': 2 },
      },
    ],
    { filename: setup.filename ?? join(project, 'src/app/page.ts') },
  );
  expect(messages.map((message) => message.message)).toEqual([]);
  return answer;
}

const text = (code: string, setup?: Setup): string | undefined =>
  ask(code, (analysis, node) => getStaticString(analysis, node)?.value, setup);

describe('strings of one file', () => {
  it.each([
    ['a literal', "probe('a')", 'a'],
    ['a constant', "const a = 'a'; probe(a)", 'a'],
    ['a template', "const a = 'a'; probe(`${a}-${1}`)", 'a-1'],
    ['a concatenation', "const a = 'a'; probe(a + 'b' + 1)", 'ab1'],
    ['an object member', "const o = { a: { b: 'x' } } as const; probe(o.a['b'])", 'x'],
    ['a frozen object', "const o = Object.freeze({ a: 'x' }); probe(o.a)", 'x'],
    ['a spread object', "const base = { a: 'x' }; const o = { ...base, b: 'y' }; probe(o.a)", 'x'],
    ['an element', "const list = ['a', 'b']; probe(list[1])", 'b'],
    ['an enum member', "enum E { A = 'x' } probe(E.A)", 'x'],
    ['a static of a class', "class C { static A = 'x' } probe(C.A)", 'x'],
    ['destructuring', "const { a: { b: c } } = { a: { b: 'x' } }; probe(c)", 'x'],
    ['a computed member', "const k = 'a'; const o = { a: 'x' }; probe(o[k])", 'x'],
    ['a joined list', "probe(['a', 'b'].join('-'))", 'a-b'],
    ['a wrapped text', "probe((('a' as string)!).toUpperCase())", 'A'],
    ['a field of the instance', "class C { a = 'x'; run() { probe(this.a) } }", 'x'],
  ])('reads %s', (_reason, code, value) => {
    expect(text(code)).toBe(value);
  });
  it.each([
    ['a reassigned variable', "let a = 'a'; a = b; probe(a)"],
    ['a parameter', "function f(a = 'x') { probe(a) }"],
    ['an object behind an unknown spread', "const o = { a: 'x', ...rest }; probe(o.a)"],
    ['a name that means itself', 'const a = a; probe(a)'],
    ['names that mean each other', 'const a = b; const b = a; probe(a)'],
    ['a number', 'probe(1)'],
  ])('leaves %s alone', (_reason, code) => {
    expect(text(code)).toBeUndefined();
  });
  it('tells flags and numbers', () => {
    expect(ask('const a = -1; probe(a)', (analysis, node) => getStaticValue(analysis, node)?.value)).toBe(-1);
    expect(ask('probe(void 0)', (analysis, node) => getStaticValue(analysis, node))).toMatchObject({
      value: undefined,
    });
  });
});

describe('strings of other files', () => {
  it.each([
    [
      'a constant by tsconfig paths',
      "import { DEMO_PASSWORD } from '@/lib/constants/demo'; probe(DEMO_PASSWORD)",
      'Sample-Value-1',
    ],
    [
      'a constant by relative path',
      "import { DEMO_PASSWORD as x } from '../lib/constants/demo.js'; probe(x)",
      'Sample-Value-1',
    ],
    ['a constant by baseUrl', "import { DEMO_USER } from 'src/lib/constants/demo'; probe(DEMO_USER)", 'demo-1'],
    ['a constant by barrel', "import { DEMO_PASSWORD } from '@/lib/constants'; probe(DEMO_PASSWORD)", 'Sample-Value-1'],
    ['a renamed re-export', "import { renamed } from '@/lib/constants'; probe(renamed)", 'Sample-Value-1'],
    ['a default export', "import user from '@/lib/constants/demo'; probe(user)", 'demo-1'],
    ['a re-exported default', "import { demoUser } from '@/lib/constants'; probe(demoUser)", 'demo-1'],
    ['a namespace', "import * as demo from '@/lib/constants/demo'; probe(demo.DEMO_PASSWORD)", 'Sample-Value-1'],
    ['a re-exported namespace', "import { demo } from '@/lib/constants'; probe(demo.DEMO_PASSWORD)", 'Sample-Value-1'],
    [
      'a member of an `as const` object',
      "import { accounts } from '@/lib/constants'; probe(accounts.login.password)",
      'Sample-Value-1',
    ],
    ['an enum member', "import { Keys } from '@/lib/constants'; probe(Keys.Token)", 'access_token'],
    [
      'an enum member in an object',
      "import { storageKeys } from '@/lib/constants'; probe(storageKeys.token)",
      'access_token',
    ],
    [
      'a workspace package that is not built',
      "import { SHARED_TEXT } from '@sample/shared'; probe(SHARED_TEXT)",
      'from the workspace',
    ],
    ['a CommonJS member', "import legacy from '../../legacy/secrets.cjs'; probe(legacy.name)", 'legacy'],
    ['a required member', "const { name: n } = require('../../legacy/secrets.cjs'); probe(n)", 'legacy'],
    ['a required module', "const legacy = require('../../legacy/secrets.cjs'); probe(legacy.name)", 'legacy'],
    [
      'a name assigned to exports',
      "const { GREETING } = require('../../legacy/named'); probe(GREETING)",
      'hello there',
    ],
    [
      'a CommonJS module handed on',
      "const again = require('../../legacy/again'); probe(again.GREETING)",
      'hello there',
    ],
  ])('reads %s', (_reason, code, value) => {
    expect(text(code)).toBe(value);
  });
  it.each([
    ['a package', "import { x } from 'some-package'; probe(x)"],
    ['a missing file', "import { x } from './missing'; probe(x)"],
    ['a missing name in a circle of barrels', "import { missing } from '@/lib/constants'; probe(missing)"],
    ['an asset', "import x from './logo.svg'; probe(x)"],
  ])('leaves %s alone', (_reason, code) => {
    expect(text(code)).toBeUndefined();
  });
  it('gives the way of the value', () => {
    const found = ask("import { renamed } from '@/lib/constants'; probe(renamed)", (analysis, node) =>
      getStaticString(analysis, node),
    );
    expect(found?.trace).toMatchObject([
      { label: 'renamed', line: 1, path: join(project, 'src/lib/constants/demo.ts') },
    ]);
  });
  it('reads a TypeScript module for a file that espree parses', () => {
    const code = "import { DEMO_PASSWORD } from '@/lib/constants'; probe(DEMO_PASSWORD)";
    expect(text(code, { parser: 'espree', filename: join(project, 'src/app/page.js') })).toBe('Sample-Value-1');
  });
  it('reads a JavaScript module with espree', () => {
    const code = "import legacy from '../../legacy/secrets.cjs'; probe(legacy.name)";
    expect(text(code, { parser: 'espree', filename: join(project, 'src/app/page.js') })).toBe('legacy');
  });
  it('asks for no type information when the project has it', () => {
    const code = "import { DEMO_PASSWORD } from '@/lib/constants'; probe(DEMO_PASSWORD)";
    const filename = join(project, 'src/app/page.ts');
    expect(text(code, { filename, parserOptions: { programs: null, project: undefined } })).toBe('Sample-Value-1');
  });
  it('has no answer for a text without a file', () => {
    expect(
      text("import { DEMO_PASSWORD } from './demo'; probe(DEMO_PASSWORD)", { filename: 'input.ts' }),
    ).toBeUndefined();
  });
});

describe('freshness', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  it('sees an imported file that was changed, and one that came later', () => {
    const filename = join(folder, 'a.ts');
    const code = "import { x } from './b'; probe(x)";
    writeFileSync(join(folder, 'b.ts'), "export const x = 'one';");
    expect(text(code, { filename })).toBe('one');
    writeFileSync(join(folder, 'b.ts'), "export const x = 'three';");
    expect(text(code, { filename })).toBe('three');
    writeFileSync(join(folder, 'b.ts'), "export const x = 'seven';");
    utimesSync(join(folder, 'b.ts'), new Date(1), new Date(1));
    expect(text(code, { filename })).toBe('seven');
    rmSync(join(folder, 'b.ts'));
    expect(text(code, { filename })).toBeUndefined();
  });
});

describe('origins', () => {
  it.each([
    ['a global', 'probe(console.log)', 'console.log'],
    ['the global object', 'probe(window.console.log)', 'console.log'],
    ['a named import', "import { cookies as c } from 'next/headers'; probe(c)", 'next/headers.cookies'],
    ['a default import', "import pino from 'pino'; const l = pino(); probe(l.child({}).info)", 'pino().child().info'],
    [
      'a builtin with its scheme',
      "import { readFile } from 'node:fs/promises'; probe(readFile)",
      'fs/promises.readFile',
    ],
    ['a require', "const { createLogger: c } = require('winston'); probe(c())", 'winston.createLogger()'],
    ['a destructured alias', 'const { log } = console; probe(log)', 'console.log'],
    ['a member of the instance', 'class A { run() { probe(this.logger.info) } }', 'this.logger.info'],
    ['a new object', "import { Umzug } from 'umzug'; const u = new Umzug({}); probe(u.up)", 'umzug.Umzug().up'],
    ['a dynamic import', "async function f() { const { x } = await import('m'); probe(x) }", 'm.x'],
  ])('follows %s', (_reason, code, origin) => {
    expect(ask(code, getOrigin)).toBe(origin);
  });
  it('ends at parameters and reassigned names', () => {
    expect(ask('function f(a) { probe(a.b) }', getOrigin)).toBeUndefined();
    expect(ask('let a = console; a = b; probe(a.log)', getOrigin)).toBeUndefined();
  });
});
