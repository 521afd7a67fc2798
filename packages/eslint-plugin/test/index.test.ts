import { ESLint, Linter } from 'eslint';
import { ruleIds } from 'mathakine-lint-core';
import { describe, expect, it } from 'vitest';
import { createStep } from '../src/analysis/traces.js';
import plugin, { getTrace } from '../src/index.js';
import * as parser from '@typescript-eslint/parser';

const { configs, rules } = plugin;

describe('plugin', () => {
  it('has every rule of the catalogue, and no other', () => {
    expect(Object.keys(rules).toSorted()).toEqual([...ruleIds].toSorted());
  });
  it('describes its rules', () => {
    for (const rule of Object.values(rules)) {
      expect(rule.meta.docs.url).toMatch(/^https:/u);
      expect(rule.meta.docs.description).not.toBe('');
      expect(rule.meta.type).toBe('problem');
    }
  });
  it('names itself', () => {
    expect(plugin.meta).toMatchObject({ name: 'eslint-plugin-mathakine', namespace: 'mathakine' });
  });
});

describe('presets', () => {
  const lint = async (preset: object[], filePath: string, code: string): Promise<(string | null)[]> => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: preset as never, cwd: '/' });
    const [result] = await eslint.lintText(code, { filePath });
    return (result?.messages ?? []).map((message) => message.ruleId);
  };
  const code = 'console.log(password);';
  it('report in application code', async () => {
    expect(await lint(configs.recommended, '/src/a.js', code)).toEqual(['mathakine/no-sensitive-logs']);
    expect(await lint(configs.strict, '/src/a.js', code)).toEqual(['mathakine/no-sensitive-logs']);
  });
  it('leave the logs of test code alone', async () => {
    expect(await lint(configs.recommended, '/src/a.test.js', code)).toEqual([]);
    expect(await lint(configs.strict, '/e2e/a.js', code)).toEqual([]);
  });
  it('differ in development', async () => {
    const guarded = "if (process.env.NODE_ENV === 'development') console.log(password);";
    expect(await lint(configs.recommended, '/src/a.js', guarded)).toEqual([]);
    expect(await lint(configs.strict, '/src/a.js', guarded)).toEqual(['mathakine/no-sensitive-logs']);
  });
  it('can be extended by name', async () => {
    const { defineConfig } = await import('eslint/config');
    const config = defineConfig([{ plugins: { mathakine: plugin as never }, extends: ['mathakine/recommended'] }]);
    expect(await lint(config, '/src/a.js', code)).toEqual(['mathakine/no-sensitive-logs']);
  });
});

describe('traces', () => {
  it('keep the way of a value for the command line, source first', () => {
    const linter = new Linter({ configType: 'flat', cwd: '/' });
    const code = 'const a = session.accessToken;\nconst { b } = { b: a };\nconsole.log(b);';
    const [message] = linter.verify(
      code,
      [
        {
          files: ['**/*.ts'],
          languageOptions: { parser },
          plugins: { mathakine: plugin as never },
          rules: { 'mathakine/no-sensitive-logs': 2 },
        },
      ],
      { filename: '/src/a.ts' },
    );
    const trace = getTrace(linter.getSourceCode(), message!.line, message!.column);
    expect(trace?.map((step) => `${step.label} ${step.line}`)).toEqual(['session.accessToken 1', 'a 1', 'b 2']);
    expect(getTrace(linter.getSourceCode(), 1, 1)).toBeUndefined();
    expect(getTrace({}, 1, 1)).toBeUndefined();
  });
  it('count columns from one and use forward slashes', () => {
    const node = { loc: { start: { line: 2, column: 4 }, end: { line: 2, column: 5 } } };
    expect(createStep({ filename: 'C:\\a\\b.ts' } as never, node as never, 'x')).toEqual({
      path: 'C:/a/b.ts',
      line: 2,
      column: 5,
      label: 'x',
    });
  });
});
