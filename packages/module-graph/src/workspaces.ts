import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BoundedMap, getStamp } from './cache.js';

interface Manifest {
  readonly name?: unknown;
  readonly workspaces?: unknown;
  readonly source?: unknown;
  readonly exports?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly types?: unknown;
}

interface Workspace {
  /** Package name to folder. */
  readonly packages: ReadonlyMap<string, string>;
  readonly stamp: string;
  /** When it was read, in milliseconds. */
  readonly time: number;
}

/** How long the list of a workspace's packages holds in a running editor, in milliseconds. */
const lifetime = 5000;

const workspaces = new BoundedMap<string, Workspace>(16);

/**
 * The source of a package of the same workspace, built or not: by the `source`, `exports`, `module`, `main` or `types`
 * of its manifest, with the output folder read as `src`, and by `src/index` at last.
 *
 * @param findFile completes a path without extension
 */
export function findWorkspaceSource(
  folder: string,
  specifier: string,
  findFile: (path: string) => string | undefined,
): string | undefined {
  const match = /^((?:@[^/]+\/)?[^./@~#][^/]*)(?:\/(.+))?$/u.exec(specifier);
  const name = match?.[1];
  if (name === undefined) return undefined;
  const root = findPackage(folder, name);
  if (root === undefined) return undefined;
  const manifest = readManifest(join(root, 'package.json'));
  const subpath = match?.[2];
  for (const entry of getEntries(manifest, subpath)) {
    for (const candidate of getSourceCandidates(entry)) {
      const path = findFile(join(root, candidate));
      if (path !== undefined && !/\.d\.[cm]?ts$/u.test(path)) return path;
    }
  }
  const fallbacks = subpath === undefined ? ['src/index', 'index', 'lib/index'] : [`src/${subpath}`, subpath];
  for (const fallback of fallbacks) {
    const path = findFile(join(root, fallback));
    if (path !== undefined) return path;
  }
  return undefined;
}

function findPackage(folder: string, name: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const patterns = getPatterns(current);
    if (patterns) {
      const found = getWorkspace(current, patterns).packages.get(name);
      if (found !== undefined) return found;
    }
    if (dirname(current) === current) return undefined;
  }
}

function getPatterns(folder: string): readonly string[] | undefined {
  if (getStamp(join(folder, 'package.json')) === undefined) return undefined;
  const { workspaces: given } = readManifest(join(folder, 'package.json'));
  const list = Array.isArray(given) ? given : isRecord(given) ? given['packages'] : undefined;
  if (Array.isArray(list)) return list.filter((entry): entry is string => typeof entry === 'string');
  const pnpm = join(folder, 'pnpm-workspace.yaml');
  if (getStamp(pnpm) === undefined) return undefined;
  // The file's one list that matters has one quoted or bare pattern a line.
  const lines = readFileSync(pnpm, 'utf8').split(/\r?\n/u);
  const start = lines.findIndex((line) => /^packages\s*:/u.test(line));
  if (start < 0) return undefined;
  const found: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*-\s*['"]?([^'"#]+?)['"]?\s*(?:#.*)?$/u.exec(line)?.[1];
    if (item !== undefined) found.push(item);
    else if (line.trim() !== '' && !line.trim().startsWith('#')) break;
  }
  return found;
}

function getWorkspace(root: string, patterns: readonly string[]): Workspace {
  const stamp = patterns.join('\0');
  const known = workspaces.get(root);
  if (known?.stamp === stamp && Date.now() - known.time < lifetime) return known;
  const packages = new Map<string, string>();
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    for (const folder of expand(root, pattern.replace(/^\.\//u, '').split('/').filter(Boolean))) {
      const { name } = readManifest(join(folder, 'package.json'));
      if (typeof name === 'string') packages.set(name, folder);
    }
  }
  const workspace = { packages, stamp, time: Date.now() };
  workspaces.set(root, workspace);
  return workspace;
}

/** Folders that a pattern means; `**` goes two levels deep, which is as deep as workspaces are nested. */
function expand(folder: string, segments: readonly string[]): string[] {
  const [first, ...rest] = segments;
  if (first === undefined) return getStamp(join(folder, 'package.json')) === undefined ? [] : [folder];
  if (first === '**') {
    const children = listFolders(folder);
    const deeper = children.flatMap((child) => expand(child, rest));
    const deepest = children.flatMap((child) => listFolders(child)).flatMap((child) => expand(child, rest));
    return [...expand(folder, rest), ...deeper, ...deepest];
  }
  if (!first.includes('*')) return expand(join(folder, first), rest);
  const [before = '', after = ''] = first.split('*');
  return listFolders(folder)
    .filter((child) => {
      const name = child.slice(folder.length + 1);
      return name.startsWith(before) && name.endsWith(after);
    })
    .flatMap((child) => expand(child, rest));
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

function getEntries(manifest: Manifest, subpath: string | undefined): string[] {
  const key = subpath === undefined ? '.' : `./${subpath}`;
  const found: string[] = [];
  if (isRecord(manifest.exports)) {
    const hasKeys = Object.keys(manifest.exports).some((name) => name.startsWith('.'));
    collectTargets(hasKeys ? manifest.exports[key] : subpath === undefined ? manifest.exports : undefined, found);
  } else if (subpath === undefined) {
    collectTargets(manifest.exports, found);
  }
  if (subpath === undefined) {
    for (const field of [manifest.source, manifest.module, manifest.main, manifest.types]) collectTargets(field, found);
  }
  return found;
}

function collectTargets(value: unknown, found: string[]): void {
  if (typeof value === 'string') found.push(value);
  else if (Array.isArray(value)) for (const entry of value) collectTargets(entry, found);
  else if (isRecord(value)) for (const entry of Object.values(value)) collectTargets(entry, found);
}

/** `dist/index.d.ts` was made from `src/index.ts`. */
function getSourceCandidates(entry: string): string[] {
  const bare = entry.replace(/^\.\//u, '');
  if (!/^(?:dist|build|lib|out|es|esm|cjs)\//u.test(bare)) return /\.d\.[cm]?ts$/u.test(bare) ? [] : [bare];
  const inner = bare.replace(/^[^/]+\//u, '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/u, '');
  return [`src/${inner}`, `src/${inner.replace(/^(?:es|esm|cjs|types)\//u, '')}`, inner];
}

function readManifest(path: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(manifest) ? manifest : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
