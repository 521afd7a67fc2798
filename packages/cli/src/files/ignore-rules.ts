import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one `.gitignore`, which speak of paths below its folder. */
interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files that speak of a folder, the outermost first. */
export type IgnoreLayers = readonly Layer[];

/**
 * Reads the ignore files above and in a folder: up to the root of its git repository, where `.git/info/exclude`
 * counts too.
 */
export function readLayersAbove(folder: string): IgnoreLayers {
  const root = findRepository(folder);
  if (root === undefined) return addLayer([], folder);
  let layers: IgnoreLayers = readLayer([], root, path.join('.git', 'info', 'exclude'));
  const parts = path.relative(root, folder).split(path.sep).filter(Boolean);
  layers = addLayer(layers, root);
  parts.forEach((_, index) => {
    layers = addLayer(layers, path.join(root, ...parts.slice(0, index + 1)));
  });
  // A folder that was named although git ignores it is wanted: then only the ignore files below it speak.
  return isIgnored(layers, folder, true) || isInIgnored(layers, root, folder) ? addLayer([], folder) : layers;
}

/** The layers of a parent folder and the ignore file of this one. */
export function addLayer(layers: IgnoreLayers, folder: string): IgnoreLayers {
  return readLayer(layers, folder, '.gitignore');
}

function readLayer(layers: IgnoreLayers, folder: string, name: string): IgnoreLayers {
  const file = path.join(folder, name);
  if (!existsSync(file)) return layers;
  try {
    return [...layers, { folder, rules: ignore({ allowRelativePaths: true }).add(readFileSync(file, 'utf8')) }];
  } catch {
    return layers;
  }
}

/** Tells whether git ignores a path; the innermost ignore file that says something about it decides. */
export function isIgnored(layers: IgnoreLayers, file: string, isFolder: boolean): boolean {
  for (const { folder, rules } of [...layers].reverse()) {
    const relative = path.relative(folder, file).split(path.sep).join('/');
    if (relative === '' || relative.startsWith('../')) continue;
    const { ignored, unignored } = rules.test(isFolder ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function isInIgnored(layers: IgnoreLayers, root: string, folder: string): boolean {
  const parts = path.relative(root, folder).split(path.sep).filter(Boolean);
  return parts.some((_, index) => isIgnored(layers, path.join(root, ...parts.slice(0, index + 1)), true));
}

/** The nearest folder at or above this one that is the root of a git repository. */
export function findRepository(folder: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existsSync(path.join(current, '.git'))) return current;
    if (path.dirname(current) === current) return undefined;
  }
}
