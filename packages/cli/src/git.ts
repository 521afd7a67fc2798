import { lstat, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding } from 'mathakine-lint-core';
import type { Machine } from './cache.js';
import { runProcess } from './engines/process.js';
import { isOfInterest, type Discovery, type PathReason, type SourceFile } from './files/discover.js';
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
  const listed = await git(machine, [
    'diff',
    '--cached',
    '--name-only',
    '--no-renames',
    '--diff-filter=ACM',
    '-z',
    '--',
    ...paths,
  ]);
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

/** The lines that changed since a ref, by absolute path; a file that git does not know yet has changed as a whole. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[]>;

interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Asks git which lines of the working tree changed since a ref, or since the branch left it. */
export async function readChangedLines(machine: Machine, ref: string): Promise<ChangedLines> {
  const root = await getTopLevel(machine);
  const here = { ...machine, cwd: root };
  await git(here, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(() => {
    throw new GitError(`git knows no commit "${ref}". In CI, fetch the history too (fetch-depth: 0).`);
  });
  const base = (await git(here, ['merge-base', ref, 'HEAD']).catch(() => ref)).trim();
  const options = ['--no-renames', '--no-ext-diff', '--diff-filter=ACM'];
  const names = splitNames(await git(here, ['diff', '--name-only', '-z', ...options, base, '--']));
  // The hunks come in the order of the names, and unlike the names in the headers these are not quoted.
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
  const untracked = splitNames(await git(here, ['ls-files', '--others', '--exclude-standard', '-z']));
  for (const name of untracked) changed.set(path.join(root, name), [{ from: 1, to: Number.POSITIVE_INFINITY }]);
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

async function git(machine: Machine, args: readonly string[], input?: string): Promise<string> {
  const options = { machine, cwd: machine.cwd, timeLimit: gitTimeLimit, ...(input === undefined ? {} : { input }) };
  const { code, output, errors, startFailure } = await runProcess('git', args, options);
  if (startFailure !== undefined) throw new GitError(`git could not be started: ${startFailure}`);
  if (code !== 0) throw new GitError(`git ${args[0]}: ${errors.trim().split('\n').at(-1) ?? `ended with ${code}`}`);
  return output;
}
