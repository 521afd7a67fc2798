/**
 * Rebuilds the table of the README: the command on labelled public code, found, missed and wrongly reported.
 *
 * usage: npm run evaluate -- [--misses] OWNER/NAME=GIT-DIRECTORY …
 *
 * The git directories are clones that the caller made; nothing is fetched and nothing of them is run. The labels beside
 * this package are facts (commit, path, line, verdict) without any code.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLint } from 'mathakine-lint';
import { readLabels, scoreFindings, type Label, type LabelFile, type Score } from './labels.js';

const labelFolder = join(import.meta.dirname, '..', 'labels');

interface Snapshot {
  repository: string;
  commit: string;
  labels: Label[];
}

function git(directory: string, args: readonly string[], input?: string): string {
  const run = spawnSync('git', ['-C', directory, '-c', 'core.quotePath=false', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`git ${args[0]} failed in ${directory}: ${run.stderr}`);
  return run.stdout;
}

/** Writes the tree of one commit into a new folder, without the files whose contents the clone does not have. */
function extractCommit(directory: string, commit: string): string {
  const rows = git(directory, ['ls-tree', '-r', commit]).trimEnd().split('\n');
  const objects = rows.map((row) => row.split(/\s+/)[2]!);
  const states = git(directory, ['cat-file', '--batch-check'], `${objects.join('\n')}\n`)
    .trimEnd()
    .split('\n');
  const missing = rows
    .filter((_, index) => states[index]!.endsWith('missing'))
    .map((row) => `:(exclude,literal)${row.slice(row.indexOf('\t') + 1)}`);
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-evaluate-'));
  const archive = join(folder, '.archive.tar');
  git(directory, ['archive', '--output', archive, commit, '--', '.', ...missing]);
  const unpacked = spawnSync('tar', ['-xf', archive, '-C', folder], { encoding: 'utf8' });
  if (unpacked.status !== 0) throw new Error(`tar failed: ${unpacked.stderr}`);
  rmSync(archive);
  return folder;
}

function mergeSnapshots(files: readonly LabelFile[], directories: ReadonlyMap<string, string>): Snapshot[] {
  const snapshots = new Map<string, Snapshot>();
  for (const { repository, commit, labels } of files) {
    const directory = directories.get(repository);
    if (directory === undefined) continue;
    const full = git(directory, ['rev-parse', commit]).trim();
    const snapshot = snapshots.get(full) ?? { repository, commit: full, labels: [] };
    snapshot.labels.push(...labels);
    snapshots.set(full, snapshot);
  }
  return [...snapshots.values()];
}

function formatRow(name: string, check: string, score: Score): string {
  return `| ${name} | ${check} | ${score.found}/${score.defects} | ${score.wrong}/${score.safe} |`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { misses: { type: 'boolean' } } });
  const directories = new Map(
    positionals.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
  const snapshots = mergeSnapshots(readLabels(labelFolder), directories);
  if (snapshots.length === 0) {
    console.error('usage: npm run evaluate -- [--misses] OWNER/NAME=GIT-DIRECTORY …');
    return 2;
  }
  console.log('| snapshot | check | found / defects | safe lines reported |\n| --- | --- | --- | --- |');
  const total = { found: 0, defects: 0, wrong: 0, safe: 0 };
  let complete = true;
  for (const { repository, commit, labels } of snapshots) {
    const folder = extractCommit(directories.get(repository)!, commit);
    const report = await runLint({ paths: [folder] });
    rmSync(folder, { recursive: true });
    for (const engine of report.engines.filter(({ status }) => status !== 'complete' && status !== 'idle')) {
      complete = false;
      console.error(`${repository}@${commit.slice(0, 8)}: ${engine.name} is ${engine.status}`);
      for (const { path, reason } of engine.skipped) console.error(`  ${path}: ${reason}`);
    }
    for (const [check, score] of [...scoreFindings(labels, report.findings)].sort()) {
      console.log(formatRow(`${repository}@${commit.slice(0, 8)}`, check, score));
      total.found += score.found;
      total.defects += score.defects;
      total.wrong += score.wrong;
      total.safe += score.safe;
      if (!values.misses) continue;
      for (const label of score.missed) console.error(`  missed ${check} ${label.path}:${label.line}`);
      for (const label of score.wronglyReported) console.error(`  wrong ${check} ${label.path}:${label.line}`);
    }
  }
  console.log(`| all | all | ${total.found}/${total.defects} | ${total.wrong}/${total.safe} |`);
  return complete ? 0 : 2;
}

process.exitCode = await main();
