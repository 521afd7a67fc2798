import { mkdtempSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isTestPath, type Finding, type RuleId } from 'mathakine-lint-core';
import { makeScratchFolder, removeScratchFolder, type Machine } from '../cache.js';
import { describeError, type PathReason, type SourceFile } from '../files/discover.js';
import { getUsualName } from '../files/kinds.js';
import { decode } from '../files/read.js';
import type { EngineReport, EngineResult, Suppression } from '../report.js';
import { splitArguments } from './arguments.js';
import { convertColumns } from './byte-columns.js';
import { getNosemgrepReason } from './nosemgrep.js';
import { runProcess, type ProcessResult } from './process.js';
import { findBrokenPython } from './python-syntax.js';
import { findCore, findSemgrep, type SemgrepInstallation } from './semgrep-environment.js';
import { readAskedTexts } from './semgrep-looks.js';
import { mergeOutputs, readSemgrepOutput, type SemgrepOutput } from './semgrep-output.js';
import { prepareRules, unshippedFolder } from './semgrep-rules.js';

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
    const paths = options.files.map((file) => file.path);
    const texts = await readAskedTexts(options.files);
    const shares = await prepareRules(scratch, options.only, paths, texts, options.cores, options.ruleFiles);
    return shares.length === 0
      ? { status: 'idle', version }
      : await scanAll(semgrep, shares, scratch, options, collected);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'crashed', version, reason: `Semgrep could not be started: ${reason}` };
  } finally {
    if (scratch !== undefined) removeScratchFolder(scratch);
  }
}

async function scanAll(
  semgrep: SemgrepInstallation,
  shares: readonly (readonly string[])[],
  scratch: string,
  options: SemgrepOptions,
  collected: Collected,
): Promise<Outcome> {
  const { version } = semgrep;
  const deadline = performance.now() + options.timeLimit;
  let broken: Promise<PathReason[]> | undefined;
  const copies = await copyFiles(options, getCopiesFolder(scratch), collected);
  for (const names of splitArguments([...copies.keys()], options.machine.platform)) {
    const batch = new Map(names.map((name) => [name, copies.get(name)!]));
    const scanPart = async (part: readonly string[], jobs: number): Promise<SemgrepOutput | string> => {
      const timeLimit = Math.max(1, deadline - performance.now());
      const scans = shares.map((rules) =>
        scanFiles(semgrep, rules, part, scratch, { ...options, cores: jobs, timeLimit }),
      );
      const outputs = await Promise.all(scans);
      const failure = outputs.find((output) => typeof output === 'string');
      return failure ?? mergeOutputs(outputs.filter((output) => typeof output !== 'string'));
    };
    const cores = Math.min(options.cores, names.length);
    const scanning = scanPart(names, cores);
    // At the same time, but after Semgrep, which takes longer.
    broken ??= findBrokenPython({ ...options, command: semgrep.command });
    const result = await scanUnfinishedAlone(await scanning, names, cores, scanPart);
    if (typeof result !== 'string') await collect(result, batch, options, collected);
    else if (result === 'timeout') {
      const seconds = Math.round(options.timeLimit / 1000);
      return { status: 'timeout', version, reason: `Semgrep did not end within ${seconds} s and was stopped.` };
    } else return { status: 'crashed', version, reason: result };
  }
  for (const { path: file, reason } of (await broken) ?? [])
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

/** The copies' paths in their folder, with forward slashes, and the file that each stands for. */
type Batch = ReadonlyMap<string, SourceFile>;

function getCopiesFolder(scratch: string): string {
  return path.join(scratch, 'copies');
}

/**
 * Copies the files to a folder where nothing else is. Semgrep walks through the whole project root, also through its
 * `node_modules`, when it is given nothing but files (measured in 1.180.0), it refuses symbolic links, and it knows
 * Dockerfiles and the like by the usual case of their names. Test code lies apart, where the rules for shipped code do not
 * look.
 *
 * A file that could not be copied is told.
 */
async function copyFiles(
  { files, includeTests }: SemgrepOptions,
  folder: string,
  collected: Collected,
): Promise<Batch> {
  const copies = new Map<string, SourceFile>();
  const sameNames = new Map<string, number>();
  for (const file of files) {
    const usual = getUsualName(file.path);
    // Numbered, since names that differ only in their case would meet.
    const number = sameNames.get(usual.toLowerCase()) ?? 0;
    sameNames.set(usual.toLowerCase(), number + 1);
    const isLeftOut = !includeTests && isTestPath(file.path);
    copies.set(`${isLeftOut ? `${unshippedFolder}/` : ''}${number}/${usual}`, file);
  }
  const folders = new Set([...copies.keys()].map((copy) => path.dirname(path.join(folder, copy))));
  for (const each of folders) await mkdir(each, { recursive: true });
  await Promise.all(
    [...copies].map(async ([copy, file]) => {
      try {
        await copyFile(file.absolute, path.join(folder, copy));
      } catch (error) {
        copies.delete(copy);
        collected.skipped.push({ path: file.path, reason: `not readable: ${describeError(error)}` });
      }
    }),
  );
  return copies;
}

/**
 * Semgrep stops following the values of a function after a fifth of a second of the processor time of all its threads.
 * On one core that time is the function's own.
 */
async function scanUnfinishedAlone(
  result: SemgrepOutput | string,
  names: readonly string[],
  cores: number,
  scanPart: (part: readonly string[], cores: number) => Promise<SemgrepOutput | string>,
): Promise<SemgrepOutput | string> {
  if (typeof result === 'string' || result.unfinished.length === 0 || cores === 1) return result;
  const wanted = new Set(result.unfinished.map((each) => each.path));
  const again = await scanPart(
    names.filter((name) => wanted.has(name)),
    1,
  );
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

interface Program {
  readonly command: string;
  /** The name that it is started under, where that is another. */
  readonly argv0?: string;
}

/** Scans with the fast front end; where that one is not there or fails, with the slow one. */
async function scanFiles(
  semgrep: SemgrepInstallation,
  rules: readonly string[],
  names: readonly string[],
  scratch: string,
  options: SemgrepOptions,
): Promise<SemgrepOutput | string> {
  const started = performance.now();
  const launcher = { command: semgrep.command };
  if (options.frontEnd !== 'slow') {
    const core = findCore(semgrep, options.machine.platform);
    // By this name it is Semgrep's front end, by its own it is only the engine.
    const program = core === undefined ? launcher : { command: core, argv0: 'osemgrep' };
    const result = await start(program, ['--experimental'], rules, names, scratch, options);
    const output = readResult(result);
    const couldNotStart = result.startFailure !== undefined && program === launcher;
    const isFinal = options.frontEnd === 'fast' || couldNotStart || result.stopped !== undefined;
    if (output || isFinal) return output ?? describeFailure(result);
  }
  const timeLimit = Math.max(1, options.timeLimit - (performance.now() - started));
  const result = await start(launcher, [], rules, names, scratch, { ...options, timeLimit });
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
  program: Program,
  frontEnd: readonly string[],
  rules: readonly string[],
  names: readonly string[],
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
  const folder = getCopiesFolder(scratch);
  args.push('--project-root', folder);
  for (const file of rules) args.push('--config', file);
  args.push('--', ...names);
  // Two that run at the same time would write the same files.
  const own = mkdtempSync(path.join(scratch, 'semgrep-'));
  const env = {
    SEMGREP_ENABLE_VERSION_CHECK: '0',
    SEMGREP_SEND_METRICS: 'off',
    SEMGREP_SETTINGS_FILE: path.join(own, 'settings.yml'),
    SEMGREP_LOG_FILE: path.join(own, 'log'),
    // It colours its messages otherwise, also for a pipe.
    NO_COLOR: '1',
    // Its Python half reads and prints paths in this encoding.
    PYTHONUTF8: '1',
    // Its OCaml half stops all threads whenever the young generation is full (256k words), and looks through the old one
    // early: with four times as much, and half as often, a scan takes a fifth to a quarter less time and 40 MB more memory.
    OCAMLRUNPARAM: machine.env['OCAMLRUNPARAM'] ?? 's=1M,o=400',
  };
  const { command, argv0 } = program;
  return runProcess(command, args, { machine, cwd: folder, env, timeLimit, signal, ...(argv0 ? { argv0 } : {}) });
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
  const getPath = (name: string): string => batch.get(name)?.path ?? name;
  into.version ??= output.version;
  into.failures.push(...output.failures);
  const told = new Set(into.skipped.map((entry) => entry.path));
  const tell = (file: string, reason: string): void => {
    if (!told.has(file)) into.skipped.push({ path: file, reason });
    told.add(file);
  };
  for (const { path: name, reason } of [...output.skipped, ...output.unfinished]) tell(getPath(name), reason);
  for (const [name, file] of batch) if (!output.scanned.has(name)) tell(file.path, 'Semgrep did not scan it');
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
