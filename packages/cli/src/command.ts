import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from 'mathakine-lint-core';
import { baselineName, compareWithBaseline, readBaseline, writeBaseline, type BaselineEntry } from './baseline.js';
import type { Machine } from './cache.js';
import { discoverFiles, type Discovery } from './files/discover.js';
import { isOnChangedLine, readChangedLines, readStagedFiles, type ChangedLines } from './git.js';
import type { LintCommand } from './options.js';
import { lint, type LintOptions, type LintRun } from './run.js';

/** What the command's surroundings add to its options. */
export type Surroundings = Required<Pick<LintOptions, 'cores' | 'signal' | 'onProgress'>> & {
  readonly machine: Machine;
};

export interface CommandResult {
  readonly run: LintRun;
  /** Sentences for the end of the text report. */
  readonly notes: readonly string[];
}

/** How many stale entries are named. */
const namedEntries = 5;

/** Lints what the user asked for, and leaves out what is known or not new. */
export async function runCommand(command: LintCommand, surroundings: Surroundings): Promise<CommandResult> {
  const { machine } = surroundings;
  if (command.staged) {
    const { discovery, mirror, remove } = await readStagedFiles(machine, command.paths);
    try {
      return await judge(command, { ...surroundings, discovery, mirror }, undefined);
    } finally {
      await remove();
    }
  }
  const discovery = await discoverFiles(command.paths, machine.cwd);
  if (command.since === undefined) return judge(command, { ...surroundings, discovery }, undefined);
  const changed = await readChangedLines(machine, command.since);
  const root = realpathSync(discovery.root);
  const files = discovery.files.filter((file) => changed.has(path.join(root, file.path)));
  return judge(command, { ...surroundings, discovery: { ...discovery, files } }, changed);
}

async function judge(
  command: LintCommand,
  surroundings: Surroundings & { readonly discovery: Discovery; readonly mirror?: string },
  changed: ChangedLines | undefined,
): Promise<CommandResult> {
  const { only, engines, preset, includeTests, timeout, requireReasons } = command;
  const run = await lint({ ...surroundings, only, engines, preset, includeTests, timeout, requireReasons });
  const { findings } = run.report;
  const { root, files } = surroundings.discovery;
  const file =
    command.baseline === undefined
      ? path.join(root, baselineName)
      : path.resolve(surroundings.machine.cwd, command.baseline);
  if (command.command === 'baseline') {
    await writeBaseline(file, findings);
    return { run: withFindings(run, []), notes: [`${count(findings.length, 'finding')} recorded in ${file}.`] };
  }
  const notes: string[] = [];
  let shown: readonly Finding[] = findings;
  const baseline = command.useBaseline ? await readBaseline(file, command.baseline !== undefined) : undefined;
  if (baseline) {
    const read = new Set(files.map((each) => each.path));
    const isWholeRun = !command.staged && changed === undefined && command.paths.length === 0;
    const isJudged = (entry: BaselineEntry): boolean =>
      (read.has(entry.path) || isWholeRun) &&
      engines.length === 2 &&
      (only.length === 0 || only.includes(entry.ruleId));
    const { fresh, known, stale } = compareWithBaseline(findings, baseline, isJudged);
    shown = fresh;
    if (known > 0) notes.push(`${count(known, 'finding')} of the baseline not shown.`);
    if (stale.length > 0) notes.push(describeStale(stale));
  }
  if (changed) {
    const before = shown.length;
    shown = shown.filter((finding) =>
      isOnChangedLine(finding, changed.get(path.join(realpathSync(root), finding.path)) ?? []),
    );
    if (shown.length < before)
      notes.push(
        `${count(before - shown.length, 'finding')} on lines that did not change since ${command.since} not shown.`,
      );
  }
  return { run: withFindings(run, shown), notes };
}

function describeStale(stale: readonly BaselineEntry[]): string {
  const named = stale.slice(0, namedEntries).map((entry) => `${entry.path} (${entry.ruleId})`);
  const rest = stale.length > namedEntries ? ` and ${stale.length - namedEntries} more` : '';
  const what = stale.length === 1 ? '1 entry of the baseline is' : `${stale.length} entries of the baseline are`;
  return `${what} no longer found: ${named.join(', ')}${rest}. Record it anew: mathakine-lint baseline`;
}

function withFindings(run: LintRun, findings: readonly Finding[]): LintRun {
  return findings === run.report.findings ? run : { ...run, report: { ...run.report, findings } };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
