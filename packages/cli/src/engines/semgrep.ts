import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isTestPath, type Finding, type RuleId } from 'mathakine-lint-core';
import { getCacheDirectory, type Machine } from '../cache.js';
import type { PathReason, SourceFile } from '../files/discover.js';
import { decode } from '../files/read.js';
import type { EngineReport, EngineResult, Suppression } from '../report.js';
import { splitArguments } from './arguments.js';
import { convertColumns } from './byte-columns.js';
import { getNosemgrepReason } from './nosemgrep.js';
import { runProcess, type ProcessResult } from './process.js';
import { findBrokenPython } from './python-syntax.js';
import { findSemgrep, type SemgrepInstallation } from './semgrep-environment.js';
import { readSemgrepOutput, type SemgrepOutput } from './semgrep-output.js';
import { prepareRules } from './semgrep-rules.js';

export interface SemgrepOptions {
  readonly machine: Machine;
  /** The folder that paths are relative to, and that Semgrep is started in. */
  readonly root: string;
  readonly files: readonly SourceFile[];
  readonly only: readonly RuleId[];
  readonly includeTests: boolean;
  readonly cores: number;
  /** For the whole engine, in milliseconds. */
  readonly timeLimit: number;
  /** Which front end: the fast one with the slow one as its fall-back, or one of them alone. */
  readonly frontEnd?: 'fast' | 'slow';
  readonly signal?: AbortSignal | undefined;
}

/** The rules that speak only of shipped code. */
const shippedCodeRules: ReadonlySet<RuleId> = new Set(['no-sensitive-logs', 'no-demo-credentials']);

/** Semgrep's own limit for one rule on one file, in seconds; its default of 5 is short on a busy machine. */
const ruleTimeout = 30;

type Outcome = Pick<EngineReport, 'status' | 'reason' | 'version'>;

/** Scans the files with Semgrep. Never rejects: what goes wrong is in the report. */
export async function runSemgrep(options: SemgrepOptions): Promise<EngineResult> {
  const started = performance.now();
  const collected: Collected = { findings: [], suppressions: [], skipped: [], failures: [], version: undefined };
  const outcome = options.files.length === 0 ? ({ status: 'idle' } as const) : await scan(options, collected);
  const isWanted = ({ ruleId, path: file }: Finding): boolean =>
    options.includeTests || !shippedCodeRules.has(ruleId) || !isTestPath(file);
  return {
    findings: collected.findings.filter(isWanted),
    suppressions: collected.suppressions.filter(({ finding }) => isWanted(finding)),
    report: {
      name: 'semgrep',
      version: collected.version ?? outcome.version,
      status: outcome.status,
      files: options.files.length,
      skipped: collected.skipped,
      durationMs: Math.round(performance.now() - started),
      ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
    },
  };
}

interface Collected {
  findings: Finding[];
  suppressions: Suppression[];
  skipped: PathReason[];
  failures: string[];
  version: string | undefined;
}

async function scan(options: SemgrepOptions, collected: Collected): Promise<Outcome> {
  const semgrep = findSemgrep(options.machine);
  if (typeof semgrep === 'string') return { status: 'missing', reason: semgrep };
  const { version } = semgrep;
  const rules = await prepareRules(getScratchFolder(options.machine), options.only);
  try {
    if (rules.files.length === 0) return { status: 'idle', version };
    const deadline = performance.now() + options.timeLimit;
    const broken = findBrokenPython({ ...options, command: semgrep.command });
    for (const batch of makeBatches(options)) {
      const timeLimit = deadline - performance.now();
      const result = await scanBatch(semgrep, rules.files, batch, { ...options, timeLimit: Math.max(1, timeLimit) });
      if (typeof result !== 'string') await collect(result, batch, options, collected);
      else if (result === 'timeout') {
        const seconds = Math.round(options.timeLimit / 1000);
        return { status: 'timeout', version, reason: `Semgrep did not end within ${seconds} s and was stopped.` };
      } else return { status: 'crashed', version, reason: result };
    }
    for (const { path: file, reason } of await broken)
      if (!collected.skipped.some((entry) => entry.path === file)) collected.skipped.push({ path: file, reason });
  } finally {
    await rules.remove();
  }
  if (collected.failures.length > 0)
    return { status: 'incomplete', version, reason: `Semgrep reports: ${[...new Set(collected.failures)].join('; ')}` };
  const { length } = collected.skipped;
  if (length > 0)
    return {
      status: 'incomplete',
      version,
      reason: `Semgrep could not read all of ${length} of ${options.files.length} files.`,
    };
  return { status: 'complete', version };
}

/** A place for what lives as long as one run. */
function getScratchFolder(machine: Machine): string {
  const cache = getCacheDirectory(machine);
  try {
    mkdirSync(cache, { recursive: true });
    return cache;
  } catch {
    return machine.env['TMPDIR'] ?? machine.env['TEMP'] ?? '/tmp';
  }
}

/** One command line's worth of files: the argument of each, and the file that it stands for. */
type Batch = ReadonlyMap<string, SourceFile>;

function makeBatches({ files, machine, root }: SemgrepOptions): Batch[] {
  const given = new Map(files.map((file) => [getArgument(file, root), file]));
  // What lies elsewhere goes apart: see `getProjectRoot`.
  const groups = [false, true].map((isElsewhere) =>
    [...given.keys()].filter((argument) => path.isAbsolute(argument) === isElsewhere),
  );
  return groups
    .flatMap((group) => splitArguments(group, machine.platform))
    .map((batch) => new Map(batch.map((argument) => [argument, given.get(argument)!])));
}

/**
 * Rules choose files by paths relative to a project root. Outside a git repository Semgrep takes each named file's own
 * folder for it, so that a rule for `static` folders finds nothing; files outside the root that it is told are not read.
 */
function getProjectRoot(batch: Batch, root: string): string[] {
  return [...batch.keys()].some((argument) => path.isAbsolute(argument)) ? [] : ['--project-root', root];
}

/** Semgrep refuses symbolic links: it gets what they lead to. */
function getArgument(file: SourceFile, root: string): string {
  if (file.path.startsWith('../')) return file.absolute;
  try {
    if (lstatSync(path.join(root, file.path)).isSymbolicLink()) return realpathSync(file.absolute);
  } catch {
    // It is gone: Semgrep will say so.
  }
  return file.path;
}

/** Scans with the fast front end; where that one is not there or fails, with the slow one. */
async function scanBatch(
  semgrep: SemgrepInstallation,
  rules: readonly string[],
  batch: Batch,
  options: SemgrepOptions,
): Promise<SemgrepOutput | string> {
  const started = performance.now();
  if (options.frontEnd !== 'slow') {
    const result = await start(semgrep, ['--experimental'], rules, batch, options);
    const output = readSemgrepOutput(result.output);
    if (output && result.stopped === undefined) return output;
    const isFinal = options.frontEnd === 'fast' || result.startFailure !== undefined;
    if (result.stopped !== undefined || isFinal) return describeFailure(result);
  }
  const timeLimit = Math.max(1, options.timeLimit - (performance.now() - started));
  const result = await start(semgrep, [], rules, batch, { ...options, timeLimit });
  const output = readSemgrepOutput(result.output);
  return output && result.stopped === undefined ? output : describeFailure(result);
}

function start(
  semgrep: SemgrepInstallation,
  frontEnd: readonly string[],
  rules: readonly string[],
  batch: Batch,
  { machine, root, cores, timeLimit, signal }: SemgrepOptions,
): Promise<ProcessResult> {
  const args = [
    'scan',
    ...frontEnd,
    '--json',
    '--quiet',
    '--disable-nosem',
    '--metrics=off',
    '--disable-version-check',
  ];
  args.push('--no-git-ignore', '--max-target-bytes', '0', '--timeout', String(ruleTimeout), '-j', String(cores));
  args.push(...getProjectRoot(batch, root));
  for (const file of rules) args.push('--config', file);
  args.push('--', ...batch.keys());
  const cache = getScratchFolder(machine);
  const env = {
    SEMGREP_ENABLE_VERSION_CHECK: '0',
    SEMGREP_SEND_METRICS: 'off',
    SEMGREP_SETTINGS_FILE: path.join(cache, 'semgrep-settings.yml'),
    SEMGREP_LOG_FILE: path.join(cache, 'semgrep.log'),
    // Its Python half reads and prints paths in this encoding.
    PYTHONUTF8: '1',
  };
  return runProcess(semgrep.command, args, { machine, cwd: root, env, timeLimit, signal });
}

function describeFailure({ stopped, startFailure, signal, code, errors }: ProcessResult): string {
  if (stopped === 'timeout') return 'timeout';
  if (stopped === 'abort') return 'Semgrep was interrupted.';
  if (startFailure !== undefined) return `Semgrep could not be started: ${startFailure}`;
  const how = signal === null ? `ended with code ${code}` : `was killed (${signal})`;
  const last = errors.trim().split('\n').at(-1)?.trim() ?? '';
  return `Semgrep ${how} without a result${last === '' ? '.' : `: ${last.slice(0, 200)}`}`;
}

/** Takes what one batch gave, with paths as ours, columns in characters, and files that Semgrep left out told. */
async function collect(output: SemgrepOutput, batch: Batch, options: SemgrepOptions, into: Collected): Promise<void> {
  const byArgument = new Map([...batch].map(([argument, file]) => [argument.replaceAll('\\', '/'), file]));
  const getPath = (argument: string): string => byArgument.get(argument)?.path ?? argument;
  into.version ??= output.version;
  into.failures.push(...output.failures);
  const told = new Set(into.skipped.map((entry) => entry.path));
  const tell = (file: string, reason: string): void => {
    if (!told.has(file)) into.skipped.push({ path: file, reason });
    told.add(file);
  };
  for (const { path: argument, reason } of output.skipped) tell(getPath(argument), reason);
  for (const [argument, file] of byArgument)
    if (!output.scanned.has(argument)) tell(file.path, 'Semgrep did not scan it');
  const findings = output.findings.map((finding) => ({ ...finding, path: getPath(finding.path), fingerprint: '' }));
  const files = new Map([...batch.values()].map((file) => [file.path, file.absolute]));
  for (const file of new Set(findings.map((finding) => finding.path))) {
    const bytes = await readFile(files.get(file) ?? path.join(options.root, file)).catch(() => undefined);
    const own = findings.filter((finding) => finding.path === file);
    const lines = bytes ? decode(bytes).split(/\r?\n/) : [];
    for (const finding of bytes ? convertColumns(own, bytes) : own) {
      const justification = getNosemgrepReason(finding, lines);
      if (justification === undefined) into.findings.push(finding);
      else into.suppressions.push({ finding, justification });
    }
  }
}
