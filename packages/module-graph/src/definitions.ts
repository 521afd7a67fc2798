import { getExportTable, type ExportEntry } from './exports.js';
import { resolveModule } from './resolve.js';

/** Where an exported name is defined. Offsets count characters of the text without byte-order mark. */
export type Definition =
  /** A declaration at the top of the file. */
  | { readonly kind: 'local'; readonly path: string; readonly name: string }
  /** An expression: `export default …`, `module.exports = …`, `exports.a = …`. */
  | { readonly kind: 'expression'; readonly path: string; readonly start: number; readonly end: number }
  /** A whole module, for `import * as x`. */
  | { readonly kind: 'module'; readonly path: string }
  /** A property of the value that a CommonJS module assigns to `module.exports`. */
  | { readonly kind: 'member'; readonly of: Definition; readonly name: string };

const maxHops = 32;

/**
 * Where a name that one file imports is defined, through re-exports and barrels.
 *
 * @param from absolute path of the importing file
 * @param specifier the module's name as the file writes it
 * @param name the exported name, `default`, or `*` for the whole module
 */
export function findDefinition(from: string, specifier: string, name: string): Definition | undefined {
  return follow(from, specifier, name, new Set());
}

/** Where a name that a file exports is defined. */
export function findExport(path: string, name: string): Definition | undefined {
  return lookUp(path, name, new Set());
}

function follow(from: string, specifier: string, name: string, seen: Set<string>): Definition | undefined {
  const path = resolveModule(from, specifier);
  return path === undefined ? undefined : lookUp(path, name, seen);
}

function lookUp(path: string, name: string, seen: Set<string>): Definition | undefined {
  const key = `${path}\0${name}`;
  if (seen.has(key) || seen.size > maxHops) return undefined;
  seen.add(key);
  const table = getExportTable(path);
  if (!table) return undefined;
  const whole = table.whole && getDefinition(path, table.whole, seen);
  if (name === '*') return whole ?? { kind: 'module', path };
  const entry = table.names.get(name);
  if (entry) return getDefinition(path, entry, seen);
  if (whole) return name === 'default' ? whole : { kind: 'member', of: whole, name };
  if (name === 'default') {
    // The default import of a CommonJS module is the module.
    return table.names.size > 0 && table.stars.length === 0 && !table.names.has('default') && isCommonJs(path)
      ? { kind: 'module', path }
      : undefined;
  }
  for (const specifier of table.stars) {
    const found = follow(path, specifier, name, seen);
    if (found) return found;
  }
  return undefined;
}

function isCommonJs(path: string): boolean {
  const table = getExportTable(path);
  return (
    /\.c?js$/u.test(path) &&
    table !== undefined &&
    [...table.names.values()].every((entry) => entry.kind !== 'reexport')
  );
}

function getDefinition(path: string, entry: ExportEntry, seen: Set<string>): Definition | undefined {
  switch (entry.kind) {
    case 'expression':
      return { kind: 'expression', path, start: entry.start, end: entry.end };
    case 'reexport':
      return follow(path, entry.specifier, entry.name, seen);
    case 'local': {
      const imported = getExportTable(path)?.imports.get(entry.name);
      if (imported) return follow(path, imported.specifier, imported.name, seen);
      return { kind: 'local', path, name: entry.name };
    }
  }
}
