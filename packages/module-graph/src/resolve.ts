import { readFileSync, realpathSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { BoundedMap, getStamp } from './cache.js';
import { getCompiler } from './compiler.js';
import { getDefaultOptions, getProjectConfigs } from './configs.js';
import { findWorkspaceSource } from './workspaces.js';

const sourceExtensions = new Set(['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']);

/** How long the answer "there is no such module" holds in a running editor, in milliseconds. */
const missLifetime = 2000;

interface Entry {
  readonly path: string | undefined;
  readonly until: number;
}

const entries = new BoundedMap<string, Entry>(2000);

/**
 * The source file that a module's name means in a file: through tsconfig and jsconfig `paths` and `baseUrl`, relative
 * names, workspace packages with sources and, where no configuration says more, the customary `@/` and `~/`.
 *
 * @param from absolute path of the importing file
 * @returns an absolute path; undefined for packages, declaration files and what is not there
 */
export function resolveModule(from: string, specifier: string): string | undefined {
  if (specifier === '' || specifier.startsWith('node:') || /^[a-z]+:\/\//u.test(specifier)) return undefined;
  const folder = dirname(from);
  const key = `${folder}\0${specifier}`;
  const known = entries.get(key);
  if (known && (known.path === undefined ? known.until > Date.now() : getStamp(known.path) !== undefined)) {
    return known.path;
  }
  const path = findModule(from, folder, specifier);
  entries.set(key, { path, until: Date.now() + missLifetime });
  return path;
}

function findModule(from: string, folder: string, specifier: string): string | undefined {
  // A relative name of a plain file needs no compiler and no configuration.
  const quick = specifier.startsWith('.') ? findFile(join(folder, specifier)) : undefined;
  if (quick !== undefined) return quick;
  if (isInstalledPackage(folder, specifier)) return undefined;
  const compiler = getCompiler();
  const configs = getProjectConfigs(folder);
  const choices = configs.length > 0 ? configs.map((config) => config.options) : [getDefaultOptions()];
  for (const options of choices) {
    const { resolvedModule } = compiler.resolveModuleName(specifier, from, options, compiler.sys);
    const path = resolvedModule && getSource(resolvedModule.resolvedFileName);
    if (path !== undefined) return path;
  }
  return findByCustom(folder, specifier) ?? findWorkspaceSource(folder, specifier, findFile);
}

/** The file itself, or the source file that an extension-less or `.js` name means. */
function findFile(path: string): string | undefined {
  const extension = extname(path);
  if (sourceExtensions.has(extension)) {
    if (getStamp(path) !== undefined) return path;
    const base = path.slice(0, -extension.length);
    const asTypeScript = { '.js': ['.ts', '.tsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] }[extension];
    return asTypeScript?.map((other) => base + other).find((file) => getStamp(file) !== undefined);
  }
  for (const base of [path, join(path, 'index')]) {
    for (const other of sourceExtensions) {
      if (getStamp(base + other) !== undefined) return base + other;
    }
  }
  return undefined;
}

function getSource(file: string): string | undefined {
  if (/\.d\.[cm]?ts$/u.test(file) || !sourceExtensions.has(extname(file))) return undefined;
  let path = file.split('/').join(sep);
  if (isInNodeModules(path)) {
    // A workspace package is a link out of node_modules; what is really in there is somebody else's.
    path = getRealPath(path) ?? path;
    if (isInNodeModules(path)) return undefined;
  }
  return getStamp(path) === undefined ? undefined : path;
}

function isInNodeModules(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`);
}

function getRealPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

const packageName = /^(?:@[^/]+\/)?[^/]+/u;

/** A package that really lies in node_modules is foreign; asking the compiler to open it would be for nothing. */
function isInstalledPackage(folder: string, specifier: string): boolean {
  if (/^[./~#@]\/?$/u.test(specifier) || /^(?:\.|~\/|@\/|#|\/)/u.test(specifier)) return false;
  const name = packageName.exec(specifier)?.[0];
  if (name === undefined) return false;
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, 'node_modules', name, 'package.json');
    if (getStamp(path) !== undefined) return isInNodeModules(getRealPath(path) ?? path);
    if (dirname(current) === current) return false;
  }
}

/** `@/x` and `~/x` mean the source folder in many bundler configurations, which only the bundler could read. */
function findByCustom(folder: string, specifier: string): string | undefined {
  const rest = /^[@~]\/(.+)$/u.exec(specifier)?.[1];
  if (rest === undefined) return undefined;
  for (let current = folder; ; current = dirname(current)) {
    if (getStamp(join(current, 'package.json')) !== undefined) {
      return (
        findFile(join(current, 'src', rest)) ?? findFile(join(current, rest)) ?? findFile(join(current, 'app', rest))
      );
    }
    if (dirname(current) === current) return undefined;
  }
}

/** The text of a source file without byte-order mark; undefined when it cannot be read. */
export function readSource(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
  } catch {
    return undefined;
  }
}
