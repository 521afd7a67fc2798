import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { plugin } from '../src/index.js';

export interface LintSetup {
  readonly rule: string;
  readonly options?: object;
  readonly settings?: object;
  readonly filename?: string;
  /** Absolute; files outside of it are test code to nobody. */
  readonly cwd?: string;
  readonly parser?: 'typescript' | 'espree';
  readonly sourceType?: 'module' | 'commonjs' | 'script';
}

export interface LintResult {
  readonly messageId: string | undefined;
  /** The source text of the reported expression. */
  readonly text: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly suggestions: readonly { readonly messageId: string | undefined; readonly output: string }[];
}

/** Runs one rule on a text and answers what it reports, with the texts that its suggestions lead to. */
export function lint(code: string, setup: LintSetup): LintResult[] {
  const linter = new Linter({ configType: 'flat', cwd: setup.cwd ?? '/' });
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts}'],
        languageOptions: {
          ...(setup.parser === 'espree' ? {} : { parser }),
          sourceType: setup.sourceType ?? 'module',
          parserOptions: { ecmaFeatures: { jsx: true } },
        },
        plugins: { mathakine: plugin as never },
        settings: { mathakine: setup.settings ?? {} },
        rules: { [`mathakine/${setup.rule}`]: setup.options ? ['error', setup.options] : 'error' },
      },
    ],
    { filename: setup.filename ?? '/app/file.tsx' },
  );
  const lines = code.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return messages.map((message) => {
    if (message.fatal) throw new Error(`${message.message} in\n${code}`);
    const text = code.slice(
      offset(message.line, message.column),
      offset(message.endLine ?? message.line, message.endColumn ?? message.column),
    );
    return {
      messageId: message.messageId,
      text,
      message: message.message,
      line: message.line,
      column: message.column,
      suggestions: (message.suggestions ?? []).map((suggestion) => ({
        messageId: suggestion.messageId,
        output: code.slice(0, suggestion.fix.range[0]) + suggestion.fix.text + code.slice(suggestion.fix.range[1]),
      })),
    };
  });
}

/** The reported texts alone. */
export function lintTexts(code: string, setup: LintSetup): string[] {
  return lint(code, setup).map((result) => result.text);
}
