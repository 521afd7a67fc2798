import path from 'node:path';
import { cwd, env as processEnvironment, platform } from 'node:process';
import { addFingerprints, mergeFindings, type EngineName, type Finding, type RuleId } from 'mathakine-lint-core';
import type { Machine } from './cache.js';
import { runEslint } from './engines/eslint.js';
import { runSemgrep } from './engines/semgrep.js';
import { discoverFiles, toRelative, type Discovery, type PathReason, type SourceFile } from './files/discover.js';
import { getEngines } from './files/kinds.js';
import { listTrackedIgnored } from './git.js';
import { maskFindings } from './masking/findings.js';
import type { Preset } from './options.js';
import { version } from './package.js';
import type { EngineReport, EngineResult, LintReport, Suppression } from './report.js';
import { Sources } from './sources.js';

/** What to lint and how; everything has a default. */
export interface LintOptions {
  /** Default: the machine that this runs on. */
  readonly machine?: Machine;
  /** Files and folders, relative to the machine's current folder; none is the current folder itself. */
  readonly paths?: readonly string[];
  /** What was found already, in place of the paths: staged files. */
  readonly discovery?: Discovery;
  /** Where Semgrep finds the files when what is judged is not what lies at their paths. */
  readonly mirror?: string;
  readonly only?: readonly RuleId[];
  readonly engines?: readonly EngineName[];
  readonly preset?: Preset;
  readonly includeTests?: boolean;
  /** Processor cores to use. */
  readonly cores?: number;
  /** For each engine, in seconds. */
  readonly timeout?: number;
  /** Report a silenced finding whose comment gives no reason. */
  readonly requireReasons?: boolean;
  readonly semgrepFrontEnd?: 'fast' | 'slow';
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly files: number;
  readonly eslintDone: number;
  readonly eslintFiles: number;
  readonly isSemgrepRunning: boolean;
}

/** A report and what reporters need beside it. */
export interface LintRun {
  readonly report: LintReport;
  readonly root: string;
  /** For formats whose reader knows the current folder, not the PATH: what to put before each path. */
  readonly base: { readonly folder: string; readonly prefix: string };
  readonly sources: Sources;
  readonly leftOut: readonly PathReason[];
  readonly durationMs: number;
}

const defaultTimeout = 600;

/** Lints and gives the report as `--format json` prints it. */
export async function runLint(options: LintOptions): Promise<LintReport> {
  return (await lint(options)).report;
}

/**
 * Runs both engines at the same time on what each can read, and merges what they find.
 *
 * @throws PathError when a path does not exist
 */
export async function lint(options: LintOptions): Promise<LintRun> {
  const started = performance.now();
  const machine = options.machine ?? { env: processEnvironment, platform, cwd: cwd() };
  const listTracked = (folder: string): Promise<string[]> => listTrackedIgnored(machine, folder);
  const discovery = options.discovery ?? (await discoverFiles(options.paths ?? [], machine.cwd, listTracked));
  const results = await runEngines(discovery, { ...options, machine });
  const sources = new Sources(discovery.root, discovery.files);
  const suppressions = results.flatMap((result) => result.suppressions);
  const unexplained = options.requireReasons ? suppressions.filter(({ justification }) => justification === '') : [];
  const found = [...results.flatMap((result) => result.findings), ...unexplained.map(toUnexplained)];
  const merged = dropDoubles(mergeFindings(found));
  const printed = addFingerprints(merged, (finding) => sources.getText(finding.path, finding.line, finding.endLine));
  return {
    report: {
      version,
      findings: maskFindings(printed, sources),
      engines: results.map(({ report }) => addProblems(report, discovery.problems)),
      suppressions: suppressions
        .filter((suppression) => !unexplained.includes(suppression))
        .map(({ finding: { ruleId, path: file, line }, justification }) => ({
          ruleId,
          path: file,
          line,
          justification,
        })),
    },
    root: discovery.root,
    base: getBase(discovery.root, machine.cwd),
    sources,
    leftOut: discovery.leftOut,
    durationMs: Math.round(performance.now() - started),
  };
}

function toUnexplained({ finding }: Suppression): Finding {
  return {
    ...finding,
    message: `${finding.message} (Silenced by a comment that gives no reason: add one after "--".)`,
  };
}

/** The current folder where the root lies in it, else the root itself. */
function getBase(root: string, current: string): LintRun['base'] {
  const relative = toRelative(current, root);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return { folder: root, prefix: '' };
  return { folder: current, prefix: `${relative}/` };
}

function runEngines(discovery: Discovery, options: LintOptions & { machine: Machine }): Promise<EngineResult[]> {
  const { machine, only = [], includeTests = false, cores = 1, timeout = defaultTimeout, signal } = options;
  const { root } = discovery;
  const chosen = options.engines ?? ['eslint', 'semgrep'];
  const eslintFiles = discovery.files.filter((file) => file.engines.includes('eslint'));
  const semgrepFiles = discovery.files.filter((file) => file.engines.includes('semgrep'));
  const common = { only, includeTests, cores, timeLimit: timeout * 1000, signal };
  let eslintDone = 0;
  let isSemgrepRunning = chosen.includes('semgrep') && semgrepFiles.length > 0;
  const tell = (): void =>
    options.onProgress?.({
      files: discovery.files.length,
      eslintDone,
      eslintFiles: eslintFiles.length,
      isSemgrepRunning,
    });
  tell();
  const runs: Promise<EngineResult>[] = [];
  if (chosen.includes('eslint')) {
    const onProgress = (done: number): void => {
      eslintDone = done;
      tell();
    };
    const preset = options.preset ?? 'recommended';
    runs.push(runEslint({ ...common, root, preset, files: eslintFiles, onProgress }));
  }
  if (chosen.includes('semgrep')) {
    const files = semgrepFiles.map((file) => moveToMirror(file, options.mirror));
    const frontEnd = options.semgrepFrontEnd === undefined ? {} : { frontEnd: options.semgrepFrontEnd };
    const run = runSemgrep({ ...common, ...frontEnd, machine, root: options.mirror ?? root, files });
    runs.push(
      run.then((result) => {
        isSemgrepRunning = false;
        tell();
        return result;
      }),
    );
  }
  return Promise.all(runs);
}

function moveToMirror(file: SourceFile, mirror: string | undefined): SourceFile {
  return mirror === undefined ? file : { ...file, absolute: `${mirror}/${file.path}` };
}

/** Where both engines read a file, one rule's reports on the same line are one: ESLint's, which knows more. */
function dropDoubles(findings: readonly Finding[]): Finding[] {
  const byEslint = new Set(findings.filter(({ engine }) => engine === 'eslint').map(getLineKey));
  return findings.filter((finding) => finding.engine === 'eslint' || !byEslint.has(getLineKey(finding)));
}

function getLineKey(finding: Finding): string {
  return `${finding.ruleId}\0${finding.path}\0${finding.line}`;
}

/** What could not even be opened counts against the engine that would have read it; a folder against both. */
function addProblems(report: EngineReport, problems: readonly PathReason[]): EngineReport {
  const own = problems.filter((problem) => {
    const engines = getEngines(problem.path);
    return engines.length === 0 || engines.includes(report.name);
  });
  if (own.length === 0) return report;
  const isFine = report.status === 'complete' || report.status === 'idle';
  return {
    ...report,
    skipped: [...report.skipped, ...own],
    ...(isFine ? { status: 'incomplete', reason: `${own.length} files or folders could not be opened.` } : {}),
  };
}
