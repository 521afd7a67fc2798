import { lstatSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { isTestPath, type Finding, type RuleId } from 'mathakine-lint-core';
import { makeScratchFolder, type Machine } from '../cache.js';
import type { PathReason, SourceFile } from '../files/discover.js';
import { getUsualName } from '../files/kinds.js';
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
  /** Default: those of the rules' package. */
  readonly ruleFiles?: readonly string[];
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
  let scratch: string | undefined;
  try {
    scratch = makeScratchFolder(options.machine);
    const rules = await prepareRules(scratch, options.only, options.ruleFiles);
    return rules.length === 0
      ? { status: 'idle', version }
      : await scanAll(semgrep, rules, scratch, options, collected);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'crashed', version, reason: `Semgrep could not be started: ${reason}` };
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function scanAll(
  semgrep: SemgrepInstallation,
  rules: readonly string[],
  scratch: string,
  options: SemgrepOptions,
  collected: Collected,
): Promise<Outcome> {
  const { version } = semgrep;
  const deadline = performance.now() + options.timeLimit;
  const broken = findBrokenPython({ ...options, command: semgrep.command });
  for (const batch of await makeBatches(options, scratch)) {
    const scanPart = (part: Batch, cores: number): Promise<SemgrepOutput | string> =>
      scanBatch(semgrep, rules, part, scratch, {
        ...options,
        cores,
        timeLimit: Math.max(1, deadline - performance.now()),
      });
    const result = await scanUnfinishedAlone(await scanPart(batch, options.cores), batch, options.cores, scanPart);
    if (typeof result !== 'string') await collect(result, batch, options, collected);
    else if (result === 'timeout') {
      const seconds = Math.round(options.timeLimit / 1000);
      return { status: 'timeout', version, reason: `Semgrep did not end within ${seconds} s and was stopped.` };
    } else return { status: 'crashed', version, reason: result };
  }
  for (const { path: file, reason } of await broken)
    if (!collected.skipped.some((entry) => entry.path === file)) collected.skipped.push({ path: file, reason });
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

/** One command line's worth of files: where Semgrep is started, and for each argument the file that it stands for. */
interface Batch {
  readonly root: string;
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** Semgrep refuses symbolic links and knows files by the usual case of their names: it gets copies of the others. */
async function makeBatches({ files, machine, root }: SemgrepOptions, scratch: string): Promise<Batch[]> {
  const copies = path.join(scratch, 'copies');
  const asTheyAre = new Map<string, SourceFile>();
  const copied = new Map<string, SourceFile>();
  for (const file of files) {
    const usual = getUsualName(file.path);
    if (usual === file.path && !isLink(path.join(root, file.path))) asTheyAre.set(file.path, file);
    else {
      // Numbered, since names that differ only in their case would meet.
      const argument = `${copied.size}/${usual}`;
      await mkdir(path.dirname(path.join(copies, argument)), { recursive: true });
      await copyFile(file.absolute, path.join(copies, argument));
      copied.set(argument, file);
    }
  }
  const split = (folder: string, given: ReadonlyMap<string, SourceFile>): Batch[] =>
    splitArguments([...given.keys()], machine.platform).map((names) => ({
      root: folder,
      files: new Map(names.map((name) => [name, given.get(name)!])),
    }));
  return [...split(root, asTheyAre), ...split(copies, copied)];
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * Semgrep stops following the values of a function after a fifth of a second of the processor time of all its threads.
 * On one core that time is the function's own.
 */
async function scanUnfinishedAlone(
  result: SemgrepOutput | string,
  batch: Batch,
  cores: number,
  scanPart: (part: Batch, cores: number) => Promise<SemgrepOutput | string>,
): Promise<SemgrepOutput | string> {
  if (typeof result === 'string' || result.unfinished.length === 0 || cores === 1) return result;
  const wanted = new Set(result.unfinished.map((each) => each.path));
  const files = [...batch.files].filter(([argument]) => wanted.has(argument.replaceAll('\\', '/')));
  const again = await scanPart({ root: batch.root, files: new Map(files) }, 1);
  if (typeof again === 'string') return result;
  const isOther = (each: { path: string }): boolean => !wanted.has(each.path);
  return {
    ...result,
    findings: [...result.findings.filter(isOther), ...again.findings],
    skipped: [...result.skipped.filter(isOther), ...again.skipped],
    unfinished: again.unfinished,
    failures: [...result.failures, ...again.failures],
  };
}

/** Scans with the fast front end; where that one is not there or fails, with the slow one. */
async function scanBatch(
  semgrep: SemgrepInstallation,
  rules: readonly string[],
  batch: Batch,
  scratch: string,
  options: SemgrepOptions,
): Promise<SemgrepOutput | string> {
  const started = performance.now();
  if (options.frontEnd !== 'slow') {
    const result = await start(semgrep, ['--experimental'], rules, batch, scratch, options);
    const output = readResult(result);
    const isFinal = options.frontEnd === 'fast' || result.startFailure !== undefined || result.stopped !== undefined;
    if (output || isFinal) return output ?? describeFailure(result);
  }
  const timeLimit = Math.max(1, options.timeLimit - (performance.now() - started));
  const result = await start(semgrep, [], rules, batch, scratch, { ...options, timeLimit });
  return readResult(result) ?? describeFailure(result);
}

/** What Semgrep printed. An end that is none of its good ones counts as a failure, whatever it printed before. */
function readResult(result: ProcessResult): SemgrepOutput | undefined {
  const output = result.stopped === undefined ? readSemgrepOutput(result.output) : undefined;
  if (!output) return undefined;
  const isGoodEnd = result.signal === null && (result.code === 0 || result.code === 1);
  if (isGoodEnd || output.failures.length + output.skipped.length > 0) return output;
  return { ...output, failures: [`it ${describeEnd(result)} after its result`] };
}

function start(
  semgrep: SemgrepInstallation,
  frontEnd: readonly string[],
  rules: readonly string[],
  batch: Batch,
  scratch: string,
  { machine, cores, timeLimit, signal }: SemgrepOptions,
): Promise<ProcessResult> {
  const args = [
    'scan',
    ...frontEnd,
    '--json',
    '--quiet',
    // The functions that it gave up on are told with the times only.
    '--time',
    '--disable-nosem',
    '--metrics=off',
    '--disable-version-check',
  ];
  args.push('--no-git-ignore', '--max-target-bytes', '0', '--timeout', String(ruleTimeout), '-j', String(cores));
  // Rules choose files by paths relative to a project root. Outside a git repository Semgrep takes each named file's
  // own folder for it, so that a rule for `static` folders would find nothing.
  args.push('--project-root', batch.root);
  for (const file of rules) args.push('--config', file);
  args.push('--', ...batch.files.keys());
  const env = {
    SEMGREP_ENABLE_VERSION_CHECK: '0',
    SEMGREP_SEND_METRICS: 'off',
    SEMGREP_SETTINGS_FILE: path.join(scratch, 'semgrep-settings.yml'),
    SEMGREP_LOG_FILE: path.join(scratch, 'semgrep.log'),
    // Its Python half reads and prints paths in this encoding.
    PYTHONUTF8: '1',
    // Its OCaml half stops all threads whenever the young generation is full (256k words): with four times as much, a
    // scan takes a fifth less time and 20 MB more memory.
    OCAMLRUNPARAM: machine.env['OCAMLRUNPARAM'] ?? 's=1M',
  };
  return runProcess(semgrep.command, args, { machine, cwd: batch.root, env, timeLimit, signal });
}

function describeFailure(result: ProcessResult): string {
  const { stopped, startFailure, errors } = result;
  if (stopped === 'timeout') return 'timeout';
  if (stopped === 'abort') return 'Semgrep was interrupted.';
  if (startFailure !== undefined)
    return `Semgrep could not be started: ${startFailure}. Its environment may be broken: mathakine-lint setup makes it anew.`;
  const last = errors.trim().split('\n').at(-1)?.trim() ?? '';
  return `Semgrep ${describeEnd(result)} without a result${last === '' ? '.' : `: ${last.slice(0, 200)}`}`;
}

function describeEnd({ signal, code }: ProcessResult): string {
  return signal === null ? `ended with code ${code}` : `was killed (${signal})`;
}

/** Takes what one batch gave, with paths as ours, columns in characters, and files that Semgrep left out told. */
async function collect(output: SemgrepOutput, batch: Batch, options: SemgrepOptions, into: Collected): Promise<void> {
  const byArgument = new Map([...batch.files].map(([argument, file]) => [argument.replaceAll('\\', '/'), file]));
  const getPath = (argument: string): string => byArgument.get(argument)?.path ?? argument;
  into.version ??= output.version;
  into.failures.push(...output.failures);
  const told = new Set(into.skipped.map((entry) => entry.path));
  const tell = (file: string, reason: string): void => {
    if (!told.has(file)) into.skipped.push({ path: file, reason });
    told.add(file);
  };
  for (const { path: argument, reason } of [...output.skipped, ...output.unfinished]) tell(getPath(argument), reason);
  for (const [argument, file] of byArgument)
    if (!output.scanned.has(argument)) tell(file.path, 'Semgrep did not scan it');
  const findings = output.findings.map((finding) => ({ ...finding, path: getPath(finding.path), fingerprint: '' }));
  const files = new Map([...batch.files.values()].map((file) => [file.path, file.absolute]));
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
