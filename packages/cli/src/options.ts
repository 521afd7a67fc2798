import { parseArgs } from 'node:util';
import { isRuleId, ruleIds, type EngineName, type RuleId, type Severity } from 'mathakine-lint-core';

export const formats = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof formats)[number];

export type Preset = 'recommended' | 'strict';

/** Where a report goes: to standard output, or to a file. */
interface OutputOption {
  readonly format: Format;
  readonly file: string | undefined;
}

/** What the user asked the linter to do. */
export interface LintCommand {
  readonly command: 'lint' | 'baseline';
  readonly paths: readonly string[];
  readonly outputs: readonly OutputOption[];
  readonly only: readonly RuleId[];
  readonly engines: readonly EngineName[];
  readonly failOn: Severity;
  readonly preset: Preset;
  readonly includeTests: boolean;
  readonly verbose: boolean;
  readonly staged: boolean;
  readonly since: string | undefined;
  /** The baseline file: named, looked for at its usual place, or not used. */
  readonly baseline: string | undefined;
  readonly useBaseline: boolean;
  readonly requireReasons: boolean;
  /** In seconds, for each engine. */
  readonly timeout: number;
}

export type Command = LintCommand | { readonly command: 'setup' } | Question;

/** What the command is asked about itself. */
export type Question =
  { readonly command: 'help' | 'version' | 'list-rules' } | { readonly command: 'explain'; readonly id: RuleId };

/** A mistake in the command line, told to the user as a sentence. */
export class UsageError extends Error {}

const defaultTimeout = 600;

export const helpText = `mathakine-lint: finds leaked secrets, token storage, demo credentials and start-up migrations

usage: mathakine-lint [PATH…]          lint files and folders (default: the current folder)
       mathakine-lint baseline [PATH…] record today's findings, so that later runs report only new ones
       mathakine-lint setup            install the pinned Semgrep into the user's cache folder

what is linted
  --staged              the files staged in git, as they are staged
  --since REF           report only findings on lines changed since a git ref
  --only ID[,ID…]       only these rules
  --engine NAME         only this engine: eslint or semgrep
  --preset NAME         recommended (default) or strict
  --include-tests       the logging and credentials rules in test code too
  --baseline FILE       the baseline to compare with (default: .mathakine-baseline.json where it exists)
  --no-baseline         report everything, whatever the baseline says
  --require-reasons     report suppression comments that give no reason

what comes out
  --format NAME         ${formats.join(', ')} (default: text); several, comma-separated, each with its own --output
  --output FILE         write the report to a file; the first for the first format, and so on. With one
                        more format than files, the first format goes to standard output
  --fail-on SEVERITY    error (default) or warning: what makes the exit code 1
  -v, --verbose         engines, versions, files read and left out, time
  --timeout SECONDS     time limit of each engine (default: ${defaultTimeout})

  --list-rules          the rules
  --explain ID          what a rule is about
  --version, --help

exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 something could not be done or read
environment: MATHAKINE_LINT_SEMGREP (the semgrep to use), MATHAKINE_LINT_PYTHON (for setup), NO_COLOR
`;

/**
 * Reads the command line.
 *
 * @param args without the interpreter and the script
 * @throws UsageError with a sentence
 */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  if (values['list-rules']) return { command: 'list-rules' };
  if (values.explain !== undefined) return { command: 'explain', id: checkRuleId(values.explain) };
  const command = positionals[0] === 'baseline' ? 'baseline' : 'lint';
  if (positionals[0] === 'setup') {
    if (positionals.length > 1) throw new UsageError(`setup takes no arguments, but got "${positionals[1]}".`);
    return { command: 'setup' };
  }
  const paths = command === 'baseline' ? positionals.slice(1) : positionals;
  if (paths.includes('')) throw new UsageError('An empty PATH was given; the current folder is written ".".');
  if (values.staged && values.since !== undefined)
    throw new UsageError('--staged and --since exclude each other: a staged file is judged as a whole.');
  if (command === 'baseline' && (values.staged || values.since !== undefined))
    throw new UsageError('A baseline records the whole tree: leave out --staged and --since.');
  return {
    command,
    paths,
    outputs: getOutputs(values.format, values.output),
    only: splitList(values.only).map(checkRuleId),
    engines: getEngines(values.engine),
    failOn: checkChoice('--fail-on', values['fail-on'] ?? 'error', ['error', 'warning']),
    preset: checkChoice('--preset', values.preset ?? 'recommended', ['recommended', 'strict']),
    includeTests: values['include-tests'] ?? false,
    verbose: values.verbose ?? false,
    staged: values.staged ?? false,
    since: values.since,
    baseline: values.baseline,
    useBaseline: !values['no-baseline'],
    requireReasons: values['require-reasons'] ?? false,
    timeout: getTimeout(values.timeout),
  };
}

type Parsed = ReturnType<typeof parseStrictly>;

function parse(args: readonly string[]): Parsed {
  try {
    return parseStrictly(args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Node's sentences are good; only the hint about "--" is too long for one line.
    throw new UsageError(
      error.message.split(". To specify a positional argument starting with a '-'")[0]!.replace(/\.?$/, '.'),
    );
  }
}

function parseStrictly(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      format: { type: 'string', multiple: true, short: 'f' },
      output: { type: 'string', multiple: true, short: 'o' },
      only: { type: 'string', multiple: true },
      engine: { type: 'string', multiple: true },
      'fail-on': { type: 'string' },
      preset: { type: 'string' },
      'include-tests': { type: 'boolean' },
      verbose: { type: 'boolean', short: 'v' },
      staged: { type: 'boolean' },
      since: { type: 'string' },
      baseline: { type: 'string' },
      'no-baseline': { type: 'boolean' },
      'require-reasons': { type: 'boolean' },
      timeout: { type: 'string' },
      'list-rules': { type: 'boolean' },
      explain: { type: 'string' },
      version: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function splitList(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',')).map((value) => value.trim());
}

function checkRuleId(text: string): RuleId {
  const id = text.replace(/^mathakine\//, '');
  if (isRuleId(id)) return id;
  throw new UsageError(`There is no rule "${text}". The rules are: ${ruleIds.join(', ')}.`);
}

function checkChoice<const T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new UsageError(`${option} is one of ${choices.join(', ')}, not "${text}".`);
  return found;
}

function getEngines(values: readonly string[] | undefined): EngineName[] {
  const names = splitList(values).map((name) => checkChoice('--engine', name, ['eslint', 'semgrep']));
  return names.length > 0 ? [...new Set(names)] : ['eslint', 'semgrep'];
}

function getOutputs(formatValues: readonly string[] | undefined, files: readonly string[] = []): OutputOption[] {
  const named = splitList(formatValues).map((name) => checkChoice('--format', name, formats));
  const chosen: readonly Format[] = named.length > 0 ? named : ['text'];
  if (files.includes('')) throw new UsageError('--output needs the name of a file.');
  if (files.length > chosen.length)
    throw new UsageError(
      `--output was given ${files.length} times for ${chosen.length} format(s): name a --format for each.`,
    );
  if (chosen.length > files.length + 1)
    throw new UsageError(
      `${chosen.length} formats need at least ${chosen.length - 1} --output file(s): only one can go to standard output.`,
    );
  const toScreen = chosen.length - files.length;
  return chosen.map((format, index) => ({ format, file: index < toScreen ? undefined : files[index - toScreen] }));
}

function getTimeout(text: string | undefined): number {
  if (text === undefined) return defaultTimeout;
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0)
    throw new UsageError(`--timeout is a number of seconds above 0, not "${text}".`);
  return seconds;
}
