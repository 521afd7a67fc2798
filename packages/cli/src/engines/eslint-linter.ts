import './own-typescript.js';
import * as tsParser from '@typescript-eslint/parser';
import type { ESLint } from 'eslint';
import { Linter } from 'eslint/universal';
import { plugin, getTrace } from 'eslint-plugin-mathakine';
import { isRuleId, isTestPath, type TraceStep } from 'mathakine-lint-core';
import { toRelative } from '../files/discover.js';
import { readSource } from '../files/read.js';
import { compareAnswers, disarmEnvironments, disarmInlineConfiguration } from './inline-configuration.js';
import type { WorkerAnswer, WorkerFile, WorkerMessage, WorkerSetup, WorkerSuppression } from './eslint-protocol.js';

const namespace = 'mathakine/';

/** ESLint looks away from these folders by itself; a file in one of them is here because it was named. */
const foreignFolders: Linter.Config = { ignores: ['!**/node_modules/', '!**/.git/'] };

type Rules = Record<string, Linter.RuleEntry>;

/** ESLint documents this method, its types leave it out. */
interface SuppressionReader {
  getSuppressedMessages(): Linter.SuppressedLintMessage[];
}

/** Lints single files with our own configuration; whatever the target configures for itself is not loaded. */
export class FileLinter {
  private readonly linter: Linter & SuppressionReader;
  private readonly rules: Rules;
  private readonly testRules: Rules;

  constructor(private readonly setup: WorkerSetup) {
    this.linter = new Linter({ cwd: setup.root }) as Linter & SuppressionReader;
    const [base, onTests] = plugin.configs[setup.preset] as unknown as Linter.Config[];
    const chosen = Object.entries((base?.rules ?? {}) as Rules).filter(([name]) => {
      const id = name.slice(namespace.length);
      return setup.only.length === 0 || setup.only.some((only) => only === id);
    });
    this.rules = Object.fromEntries(chosen);
    this.testRules = Object.fromEntries(
      chosen.filter(([name]) => setup.includeTests || !(name in (onTests?.rules ?? {}))),
    );
  }

  async lint(file: WorkerFile): Promise<WorkerAnswer> {
    let text: string;
    try {
      text = disarmEnvironments(file.text ?? (await readSource(file.absolute)));
    } catch (error) {
      return skip(`not readable: ${describe(error)}`);
    }
    let failure: string | undefined;
    const disarmed = disarmInlineConfiguration(text);
    for (const parsing of await getParsings(file.path)) {
      const answer = this.tryLint(file, text, parsing);
      if (answer.skipped === undefined && disarmed !== undefined)
        return compareAnswers(text, this.tryLint(file, disarmed, parsing), answer);
      if (answer.skipped === undefined) return answer;
      failure ??= answer.skipped;
    }
    return skip(failure ?? 'no parser for this kind of file');
  }

  private tryLint(file: WorkerFile, text: string, languageOptions: Linter.LanguageOptions): WorkerAnswer {
    const config: Linter.Config = {
      // Endings by name: ESLint does not let a pattern that fits everything choose TypeScript and Vue files.
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,vue}'],
      plugins: { mathakine: plugin as unknown as ESLint.Plugin },
      languageOptions,
      linterOptions: { reportUnusedDisableDirectives: 'off', reportUnusedInlineConfigs: 'off' },
      rules: isTestPath(file.path) ? this.testRules : this.rules,
    };
    // The patterns above, and parsers, know endings in small letters only.
    const filename = file.absolute.replace(/\.\w+$/, (ending) => ending.toLowerCase());
    let messages: Linter.LintMessage[];
    try {
      messages = this.linter.verify(text, [foreignFolders, config], { filename });
    } catch (error) {
      return skip(`a rule failed: ${describe(error).split('\n')[0]}`);
    }
    const fatal = messages.find((message) => message.fatal);
    if (fatal) {
      const where = fatal.line === undefined ? '' : ` (line ${fatal.line})`;
      return skip(`does not parse: ${fatal.message.replace(/^Parsing error: /, '')}${where}`);
    }
    // ESLint warns about a file for which it has no configuration, and checks nothing.
    const unread = messages.find(({ ruleId, line }) => ruleId === null && !line);
    if (unread) return skip(`not linted: ${unread.message}`);
    const source = this.linter.getSourceCode();
    const suppressions = this.linter.getSuppressedMessages().flatMap((message) => this.toSuppression(message, source));
    return { messages: messages.flatMap((message) => this.toMessage(message, source)), suppressions };
  }

  private toMessage(message: Linter.LintMessage, source: object): WorkerMessage[] {
    const ruleId = getRuleId(message.ruleId);
    if (ruleId === undefined) return [];
    const { line, column, endLine = line, endColumn = column + 1, messageId = '' } = message;
    const trace = getTrace(source, line, column)?.map((step) => this.toRelativeStep(step));
    const severity = message.severity === 2 && !/byname$/i.test(messageId) ? 'error' : 'warning';
    const place = { line, column, endLine, endColumn };
    return [{ ruleId, messageId, message: message.message, severity, ...place, ...(trace ? { trace } : {}) }];
  }

  private toSuppression(message: Linter.SuppressedLintMessage, source: object): WorkerSuppression[] {
    const justification = message.suppressions.map((suppression) => suppression.justification).find(Boolean) ?? '';
    return this.toMessage(message, source).map((own) => ({ message: own, justification }));
  }

  private toRelativeStep(step: TraceStep): TraceStep {
    return { ...step, path: toRelative(this.setup.root, step.path) };
  }
}

function getRuleId(name: string | null | undefined) {
  const id = name?.startsWith(namespace) ? name.slice(namespace.length) : '';
  return isRuleId(id) ? id : undefined;
}

/** The ways to parse a file, the most likely first. What only Vue needs is loaded for the first Vue file. */
async function getParsings(path: string): Promise<Linter.LanguageOptions[]> {
  const typescript = {
    parser: tsParser as Linter.Parser,
    parserOptions: { jsDocParsingMode: 'none', sourceType: 'module' },
  };
  if (/\.vue$/i.test(path)) {
    const vueParser = await import('vue-eslint-parser');
    // `<Type>value` is a cast in `lang="ts"` and an element in `lang="tsx"`.
    return [true, false].map((jsx) => ({
      parser: vueParser as unknown as Linter.Parser,
      parserOptions: { parser: tsParser, sourceType: 'module', ecmaFeatures: { jsx } },
    }));
  }
  if (/tsx?$/i.test(path)) return [typescript];
  // Plain scripts may be JSX, TypeScript's parser is strict about some old JavaScript, and a script may be sloppy.
  const jsx = { parserOptions: { ecmaFeatures: { jsx: true } } };
  return [
    { ...typescript, parserOptions: { ...typescript.parserOptions, ecmaFeatures: { jsx: true } } },
    { ...jsx, ecmaVersion: 'latest', sourceType: 'module' },
    { ...jsx, ecmaVersion: 'latest', sourceType: 'script' },
  ];
}

function skip(reason: string): WorkerAnswer {
  return { messages: [], suppressions: [], skipped: reason };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
