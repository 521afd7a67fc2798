import { dirname, join, resolve } from 'node:path';
import { BoundedMap, getStamp } from './cache.js';
import { getCompiler, type ts } from './compiler.js';

/** The compiler options that decide how names of modules are resolved. */
export interface ProjectConfig {
  readonly path: string;
  readonly options: ts.CompilerOptions;
}

interface Entry {
  readonly configs: readonly ProjectConfig[];
  /** Every file that was read for it, with its stamp. */
  readonly stamps: ReadonlyMap<string, string | undefined>;
}

const names = ['tsconfig.json', 'jsconfig.json'];
const entries = new BoundedMap<string, Entry>(64);
const defaults = new BoundedMap<'default', ts.CompilerOptions>(1);

/**
 * The configurations that may hold for the files of a folder: the nearest tsconfig.json or jsconfig.json at or above
 * it and the projects that it refers to (a solution file has its paths there).
 */
export function getProjectConfigs(folder: string): readonly ProjectConfig[] {
  for (let current = folder; ; current = dirname(current)) {
    for (const name of names) {
      const path = join(current, name);
      if (getStamp(path) !== undefined) return readConfigs(path);
    }
    if (dirname(current) === current) return [];
  }
}

/** Options for files that no configuration speaks of. */
export function getDefaultOptions(): ts.CompilerOptions {
  let options = defaults.get('default');
  if (!options) {
    options = completeOptions({});
    defaults.set('default', options);
  }
  return options;
}

function readConfigs(path: string): readonly ProjectConfig[] {
  const known = entries.get(path);
  if (known && [...known.stamps].every(([file, stamp]) => getStamp(file) === stamp)) return known.configs;
  const stamps = new Map<string, string | undefined>([[path, getStamp(path)]]);
  const configs: ProjectConfig[] = [];
  readConfig(path, configs, stamps, 0);
  entries.set(path, { configs, stamps });
  return configs;
}

function readConfig(
  path: string,
  configs: ProjectConfig[],
  stamps: Map<string, string | undefined>,
  depth: number,
): void {
  const compiler = getCompiler();
  const readFile = (file: string): string | undefined => {
    stamps.set(file, getStamp(file));
    return compiler.sys.readFile(file);
  };
  const { config } = compiler.readConfigFile(path, readFile) as { config?: unknown };
  if (typeof config !== 'object' || config === null) return;
  // No folder is listed: only the options and the references matter.
  const parsed = compiler.parseJsonConfigFileContent(
    config,
    {
      useCaseSensitiveFileNames: compiler.sys.useCaseSensitiveFileNames,
      fileExists: compiler.sys.fileExists,
      readFile,
      readDirectory: () => [],
    },
    dirname(path),
    undefined,
    path,
  );
  configs.push({ path, options: completeOptions(parsed.options) });
  if (depth > 0) return;
  for (const reference of parsed.projectReferences ?? []) {
    const target = getReferencePath(resolve(dirname(path), reference.path));
    if (target !== undefined && !configs.some((entry) => entry.path === target)) {
      stamps.set(target, getStamp(target));
      readConfig(target, configs, stamps, depth + 1);
    }
  }
}

function getReferencePath(path: string): string | undefined {
  if (getStamp(path) !== undefined) return path;
  const inside = join(path, 'tsconfig.json');
  return getStamp(inside) === undefined ? undefined : inside;
}

function completeOptions(options: ts.CompilerOptions): ts.CompilerOptions {
  const compiler = getCompiler();
  return {
    ...options,
    allowJs: true,
    // A bundler's resolution knows what every project needs: package exports, extension-less imports, `.js` for `.ts`.
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    module: compiler.ModuleKind.ESNext,
    allowImportingTsExtensions: true,
    resolveJsonModule: false,
    types: [],
  };
}
