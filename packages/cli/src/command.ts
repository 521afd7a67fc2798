import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from 'mathakine-lint-core';
import {
  baselineName,
  compareWithBaseline,
  locateBaseline,
  readBaseline,
  relocate,
  writeBaseline,
  type BaselineEntry,
} from './baseline.js';
import type { Machine } from './cache.js';
import { discoverFiles, isWithin, type Discovery, type SourceFile } from './files/discover.js';
import { isOnChangedLine, listTrackedIgnored, readChangedLines, readStagedFiles, type ChangedLines } from './git.js';
import type { LintCommand } from './options.js';
import { isWhole } from './report.js';
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
  const discovery = await discoverFiles(command.paths, machine.cwd, (folder) => listTrackedIgnored(machine, folder));
  if (command.since === undefined) return judge(command, { ...surroundings, discovery }, undefined);
  const root = realpathSync(discovery.root);
  const getRealPath = (file: SourceFile): string => path.join(root, file.path);
  const changed = await readChangedLines(machine, command.since, discovery.files.map(getRealPath));
  const files = discovery.files.filter((file) => changed.has(getRealPath(file)));
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
  const { root } = surroundings.discovery;
  const { cwd } = surroundings.machine;
  if (command.command === 'baseline') {
    const file = command.baseline === undefined ? path.join(root, baselineName) : path.resolve(cwd, command.baseline);
    await writeBaseline(file, findings);
    return { run: withFindings(run, []), notes: [`${count(findings.length, 'finding')} recorded in ${file}.`] };
  }
  const notes: string[] = [];
  let shown: readonly Finding[] = findings;
  if (command.useBaseline) shown = await leaveKnownOut(command, run, cwd, changed === undefined, notes);
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

/** Compares with the baseline, where there is one. */
async function leaveKnownOut(
  command: LintCommand,
  run: LintRun,
  cwd: string,
  isWholeFiles: boolean,
  notes: string[],
): Promise<readonly Finding[]> {
  const { root, sources, report } = run;
  // A baseline of its own name speaks of the folder that it lies in; one that is named, of what is scanned.
  const file = command.baseline === undefined ? locateBaseline(root, cwd) : path.resolve(cwd, command.baseline);
  const folder = command.baseline === undefined ? path.dirname(file) : root;
  const baseline = await readBaseline(file, command.baseline !== undefined);
  if (!baseline) return report.findings;
  const moved = relocate(report.findings, root, folder, ({ path: name, line, endLine }) =>
    sources.getText(name, line, endLine),
  );
  const given = (command.paths.length > 0 ? command.paths : ['.']).map((each) => path.resolve(cwd, each));
  // Only what this run could have found can be stale.
  const isWholeRun = isWholeFiles && !command.staged && command.engines.length === 2 && isWhole(report.engines);
  const isJudged = (entry: BaselineEntry): boolean =>
    isWholeRun &&
    (command.only.length === 0 || command.only.includes(entry.ruleId)) &&
    given.some((each) => isWithin(each, path.join(folder, entry.path)));
  const { fresh, known, stale } = compareWithBaseline(moved, baseline, isJudged);
  if (known > 0) notes.push(`${count(known, 'finding')} of the baseline not shown.`);
  if (stale.length > 0) notes.push(describeStale(stale));
  const isFresh = new Set(fresh);
  return report.findings.filter((_, index) => isFresh.has(moved[index]!));
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
