import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { pythonTestPathGlobs } from 'mathakine-lint-core';
import { semgrepRegexes } from 'mathakine-lint-core/regexes';
import { getMarkdownBlocks } from './blocks.js';
import { syncMarkdown, syncYaml } from './regions.js';
import type { SyncSources } from './regions.js';
import { expandSharedBlocks } from './shared-blocks.js';

/**
 * `npm run sync` writes the generated regions of the Semgrep rules and of the documentation; `--check` changes
 * nothing and fails when one of them is stale.
 */

export interface SyncResult {
  /** Files whose regions differ from their source, relative to the root, sorted. */
  readonly stale: readonly string[];
  /** `file: sentence`, for regions that cannot be written. */
  readonly problems: readonly string[];
}

export interface SyncOptions {
  readonly root: string;
  /** Only compare. */
  readonly check: boolean;
  readonly sources: SyncSources;
}

/** Compares, or writes, every region of `rules/**` and of the Markdown files of the root and of `docs/**`. */
export async function sync({ root, check, sources }: SyncOptions): Promise<SyncResult> {
  const stale: string[] = [];
  const problems: string[] = [];
  for (const file of await listFiles(root)) {
    const absolute = path.join(root, file);
    const text = await readFile(absolute, 'utf8');
    const synced = /\.ya?ml$/.test(file) ? syncYaml(text, sources) : syncMarkdown(text, sources);
    problems.push(...synced.problems.map((problem) => `${file}: ${problem}`));
    // Regions first: a shared block may hold one, and its copies follow the first occurrence.
    const result = /\.ya?ml$/.test(file) ? expandSharedBlocks(synced.text) : synced.text;
    if (result === text) continue;
    stale.push(file);
    if (!check) await writeFile(absolute, result);
  }
  return { stale, problems };
}

async function listFiles(root: string): Promise<string[]> {
  const folders = await Promise.all([
    listFolder(root, 'rules', /\.(?:ya?ml|md)$/),
    listFolder(root, 'docs', /\.md$/),
    listFolder(root, '.', /^[^/]*\.md$/, false),
  ]);
  return folders.flat().sort();
}

async function listFolder(root: string, folder: string, wanted: RegExp, recursive = true): Promise<string[]> {
  const names = await readdir(path.join(root, folder), { recursive }).catch(() => []);
  return names
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((name) => wanted.test(name) && !name.includes('node_modules/'));
}

/** The sources that the repository's own regions are written from. */
export function getSources(): SyncSources {
  return { regexes: semgrepRegexes, lists: { 'test-paths': pythonTestPathGlobs }, blocks: getMarkdownBlocks() };
}

async function main(): Promise<number> {
  const check = process.argv.includes('--check');
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const { stale, problems } = await sync({ root, check, sources: getSources() });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  for (const file of stale) process.stdout.write(`${check ? 'stale' : 'written'}: ${file}\n`);
  if (check && stale.length > 0) process.stderr.write('Run `npm run sync` and commit the result.\n');
  return problems.length > 0 || (check && stale.length > 0) ? 1 : 0;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = await main();
