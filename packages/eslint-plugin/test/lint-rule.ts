import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import * as vueParser from 'vue-eslint-parser';
import type { MathakineRule } from '../src/create-rule.js';

export interface LintRuleOptions {
  readonly filename?: string;
  readonly options?: object;
  readonly settings?: object;
  readonly cwd?: string;
}

/** Runs one rule over a piece of code, a `.vue` file through Vue's parser. */
export function lintRule(rule: MathakineRule, code: string, given: LintRuleOptions = {}): Linter.LintMessage[] {
  const filename = given.filename ?? 'file.tsx';
  const parserOptions = { ecmaFeatures: { jsx: !filename.endsWith('.ts') } };
  const languageOptions = filename.endsWith('.vue')
    ? { parser: vueParser as Linter.Parser, parserOptions: { parser: typescriptParser } }
    : { parser: typescriptParser as Linter.Parser, parserOptions };
  const linter = new Linter({ cwd: given.cwd ?? process.cwd() });
  return linter.verify(
    code,
    [
      {
        files: ['**/*.{js,jsx,ts,tsx,mjs,cjs,vue}'],
        languageOptions,
        plugins: { mathakine: { rules: { rule: rule as unknown as Rule.RuleModule } } },
        rules: { 'mathakine/rule': ['error', ...(given.options ? [given.options] : [])] },
        settings: given.settings ? { mathakine: given.settings } : {},
      },
    ],
    filename,
  );
}

/** The findings as `line messageId`, in order; a syntax error shows as its message. */
export function summarize(messages: readonly Linter.LintMessage[]): string {
  return messages.map(({ line, messageId, message }) => `${line} ${messageId ?? message}`).join(', ');
}
