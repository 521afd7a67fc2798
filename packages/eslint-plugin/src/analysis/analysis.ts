import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/**
 * One file under analysis: its tree, its scopes and the settings that hold for the asking rule. Every question of
 * the analysis layer takes it first, so that an answer may lie in another file with an `Analysis` of its own.
 */
export interface Analysis {
  readonly sourceCode: SourceFile;
  /** Absolute, as ESLint names the file; may be `<input>` or `<text>` where there is no file. */
  readonly filename: string;
  readonly cwd: string;
  readonly settings: MathakineSettings;
  /** What parsed this file, to read the files it imports in the same way. */
  readonly language: Language | undefined;
}

/** The part of ESLint's `SourceCode` that the analysis needs; files that were read for an import have no more. */
export interface SourceFile {
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager | null;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  getText(node?: TSESTree.Node): string;
  getScope?(node: TSESTree.Node): TSESLint.Scope.Scope;
}

/** The parser of a file and its options, as in ESLint's `languageOptions`. */
export interface Language {
  readonly parser: unknown;
  readonly parserOptions: Readonly<Record<string, unknown>>;
  readonly sourceType: string | undefined;
  readonly ecmaVersion: unknown;
}

/** `settings.mathakine`, shared by all rules. A rule's own option wins over it. */
export interface MathakineSettings {
  /** Further names of secrets, in any spelling. */
  readonly secretNames?: readonly string[];
  /** Further functions whose result is fit to be shown. */
  readonly redactors?: readonly string[];
  /** Further flags that open demonstration features. */
  readonly demoFlags?: readonly string[];
  /** Further flags that allow schema changes at start-up. */
  readonly migrationFlags?: readonly string[];
  readonly allowRemoval?: boolean;
  readonly allowBodyToken?: boolean;
  /** Whether access tokens in storage are reported too. */
  readonly accessTokens?: boolean;
  /** Names of personal data that must not be logged; `true` stands for e-mail addresses and full names. */
  readonly pii?: boolean | readonly string[];
}

type RuleContext = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

const analyses = new WeakMap<object, Map<string, Analysis>>();

/**
 * The analysis of the file a rule runs on, made once per file and set of options.
 *
 * @param options the rule's own options, which win over `settings.mathakine`
 */
export function getAnalysis(context: RuleContext, options: object = {}): Analysis {
  const sourceCode = context.sourceCode;
  const settings = getSettings(context, options);
  const key = JSON.stringify(settings);
  const known = analyses.get(sourceCode) ?? new Map<string, Analysis>();
  analyses.set(sourceCode, known);
  let analysis = known.get(key);
  if (!analysis) {
    analysis = {
      sourceCode: sourceCode as unknown as SourceFile,
      filename: context.physicalFilename ?? context.filename,
      cwd: context.cwd ?? '',
      settings,
      language: getLanguage(context),
    };
    known.set(key, analysis);
  }
  return analysis;
}

const listSettings = ['secretNames', 'redactors', 'demoFlags', 'migrationFlags'] as const;
const flagSettings = ['allowRemoval', 'allowBodyToken', 'accessTokens'] as const;

/** Reads `settings.mathakine`, drops what has not the right shape, lets the rule's own options win. */
function getSettings(context: RuleContext, options: object = {}): MathakineSettings {
  const shared = context.settings?.['mathakine'];
  const given: Record<string, unknown> = { ...(isRecord(shared) ? shared : {}), ...options };
  const settings: Record<string, unknown> = {};
  for (const name of listSettings) {
    const value = given[name];
    if (Array.isArray(value)) settings[name] = value.filter((entry) => typeof entry === 'string');
  }
  for (const name of flagSettings) {
    if (typeof given[name] === 'boolean') settings[name] = given[name];
  }
  if (given['pii'] === true || Array.isArray(given['pii'])) settings['pii'] = given['pii'];
  return settings;
}

function getLanguage(context: RuleContext): Language | undefined {
  const options = context.languageOptions as unknown as Record<string, unknown> | undefined;
  if (!options) return undefined;
  const parserOptions = options['parserOptions'];
  return {
    parser: options['parser'],
    parserOptions: isRecord(parserOptions) ? parserOptions : {},
    sourceType: typeof options['sourceType'] === 'string' ? options['sourceType'] : undefined,
    ecmaVersion: options['ecmaVersion'],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
