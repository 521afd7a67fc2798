import { existsSync } from 'node:fs';
import { lstat, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding } from 'mathakine-lint-core';
import type { Machine } from './cache.js';
import { runProcess } from './engines/process.js';
import { isOfInterest, PathError, type Discovery, type PathReason, type SourceFile } from './files/discover.js';
import { isGeneratedName, isGeneratedText } from './files/generated.js';
import { getEngines } from './files/kinds.js';
import { readSource } from './files/read.js';

/** Something that git cannot answer, told to the user as a sentence. */
export class GitError extends Error {}

const gitTimeLimit = 60_000;

/** What is staged, as files for the engines: the staged content lies in a folder of its own. */
export interface StagedFiles {
  readonly discovery: Discovery;
  /** The folder with the staged content, at the paths below the repository. */
  readonly mirror: string;
  remove(): Promise<void>;
}

/**
 * Takes the staged files out of git's index, so that a partly staged file is judged by what will be committed.
 *
 * @param paths only files below these, relative to the current folder; none is all
 */
export async function readStagedFiles(machine: Machine, paths: readonly string[]): Promise<StagedFiles> {
  const root = await getTopLevel(machine);
  for (const given of paths) await checkStagedPath(machine, given);
  const staged = ['diff', '--cached', '--name-only', '--no-renames', '-z'];
  const unmerged = splitNames(await git(machine, [...staged, '--diff-filter=U', '--', ...paths]));
  if (unmerged.length > 0)
    throw new GitError(`"${unmerged[0]}" has conflicts that are not resolved: what is staged cannot be judged yet.`);
  const listed = await git(machine, [...staged, '--diff-filter=ACMT', '--', ...paths]);
  const names = splitNames(listed).filter(
    (name) => getEngines(name).length > 0 && !/(?:^|\/)node_modules\//.test(name),
  );
  const mirror = await realpath(await mkdtemp(path.join(tmpdir(), 'mathakine-lint-')));
  const remove = (): Promise<void> => rm(mirror, { recursive: true, force: true });
  try {
    const input = names.map((name) => `${name}\0`).join('');
    if (names.length > 0)
      await git({ ...machine, cwd: root }, ['checkout-index', '-z', '--stdin', `--prefix=${mirror}/`], input);
    const files: SourceFile[] = [];
    const leftOut: PathReason[] = [];
    for (const name of names) {
      const copy = path.join(mirror, name);
      if (!(await lstat(copy)).isFile()) continue;
      const text = await readSource(copy);
      if (isGeneratedName(name) || isGeneratedText(name, text))
        leftOut.push({ path: name, reason: 'minified or generated' });
      else if (isOfInterest(name, text))
        files.push({ absolute: path.join(root, name), path: name, engines: getEngines(name), text });
    }
    return { discovery: { root, files, leftOut, problems: [] }, mirror, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A path that is neither on disk nor staged, not even for deletion, is a mistake: nothing would be judged. */
async function checkStagedPath(machine: Machine, given: string): Promise<void> {
  if (existsSync(path.resolve(machine.cwd, given))) return;
  const known = await git(machine, ['ls-files', '-z', '--', given]);
  const staged = await git(machine, ['diff', '--cached', '--name-only', '--no-renames', '-z', '--', given]);
  if (known + staged === '') throw new PathError(`There is no file or folder "${given}".`);
}

/** Tells which files below a folder git keeps although an ignore file speaks of them; none outside a repository. */
export async function listTrackedIgnored(machine: Machine, folder: string): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'];
  const listed = await git({ ...machine, cwd: folder }, args).catch(() => '');
  return splitNames(listed).map((name) => path.join(folder, name));
}

/** The lines that changed since a ref, by absolute path; a file that git does not know yet has changed as a whole. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[]>;

interface LineRange {
  readonly from: number;
  readonly to: number;
}

const allLines: LineRange = { from: 1, to: Number.POSITIVE_INFINITY };

/**
 * Asks git which lines of the working tree changed since a ref, or since the branch left it.
 *
 * @param files absolute, the ones of interest: those that git says nothing about (ignored, in another repository) have
 *   changed as a whole
 */
export async function readChangedLines(
  machine: Machine,
  ref: string,
  files: readonly string[] = [],
): Promise<ChangedLines> {
  const root = await getTopLevel(machine);
  const here = { ...machine, cwd: root };
  await git(here, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(() => {
    throw new GitError(`git knows no commit "${ref}". In CI, fetch the history too (fetch-depth: 0).`);
  });
  const base = (await git(here, ['merge-base', ref, 'HEAD']).catch(() => ref)).trim();
  // Whatever the user configured for people to read, the hunks must come as they are, in the order of the names.
  const options = ['--find-renames', '--no-ext-diff', '--no-textconv', '--submodule=short', '--diff-filter=ACMRT'];
  const names = splitNames(await git(here, ['diff', '--name-only', '-z', ...options, base, '--']));
  // Unlike the names in the headers, these are not quoted.
  const diff = await git(here, ['diff', '--unified=0', '--no-color', ...options, base, '--']);
  const changed = new Map<string, LineRange[]>();
  let index = -1;
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) changed.set(path.join(root, names[++index] ?? ''), []);
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk) continue;
    const from = Number(hunk[1]);
    changed.get(path.join(root, names[index] ?? ''))?.push({ from, to: from + Number(hunk[2] ?? 1) - 1 });
  }
  if (index + 1 !== names.length) throw new GitError(`git diff names ${names.length} files and shows ${index + 1}.`);
  const untracked = splitNames(await git(here, ['ls-files', '--others', '--exclude-standard', '-z']));
  for (const name of untracked) changed.set(path.join(root, name), [allLines]);
  const tracked = new Set(splitNames(await git(here, ['ls-files', '-z'])).map((name) => path.join(root, name)));
  for (const file of files) if (!tracked.has(file) && !changed.has(file)) changed.set(file, [allLines]);
  return changed;
}

/** Tells whether a finding touches a changed line. */
export function isOnChangedLine({ line, endLine }: Finding, ranges: readonly LineRange[]): boolean {
  return ranges.some(({ from, to }) => line <= to && endLine >= from);
}

async function getTopLevel(machine: Machine): Promise<string> {
  const printed = await git(machine, ['rev-parse', '--show-toplevel']).catch((error: unknown) => {
    throw new GitError(`This needs a git repository. ${error instanceof Error ? error.message : ''}`.trim());
  });
  return path.resolve(printed.replace(/\r?\n$/, ''));
}

function splitNames(list: string): string[] {
  return list.split('\0').filter(Boolean);
}

/** Names are taken as they are, and nothing that a repository configures to run is run. */
const gitOptions = ['--literal-pathspecs', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

async function git(machine: Machine, args: readonly string[], input?: string): Promise<string> {
  const options = { machine, cwd: machine.cwd, timeLimit: gitTimeLimit, ...(input === undefined ? {} : { input }) };
  const { code, output, errors, startFailure } = await runProcess('git', [...gitOptions, ...args], options);
  if (startFailure !== undefined) throw new GitError(`git could not be started: ${startFailure}`);
  if (code !== 0) throw new GitError(`git ${args[0]}: ${errors.trim().split('\n').at(-1) ?? `ended with ${code}`}`);
  return output;
}
