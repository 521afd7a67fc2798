import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { getCacheDirectory, type Machine } from '../cache.js';
import { getPinnedSemgrep } from '../rules-package.js';

/** A Semgrep that can be started. */
export interface SemgrepInstallation {
  readonly command: string;
  /** Undefined where the installation does not say: it is never asked, since asking goes to the network. */
  readonly version: string | undefined;
  readonly origin: 'MATHAKINE_LINT_SEMGREP' | 'PATH' | 'own environment';
}

/** The oldest version whose fast front end gives the output that the adapter reads. */
const oldestMinor = 150;

/** Where `mathakine-lint setup` makes Semgrep's environment. The name changes with the pinned requirements. */
export function getOwnEnvironment(machine: Machine): string {
  const { version, digest } = getPinnedSemgrep();
  return path.join(getCacheDirectory(machine), `semgrep-${version}-${digest}`);
}

/** The file that setup writes last: without it an environment is half made. */
export const completionMark = '.complete';

/** The folder of an environment's executables and the ending that they have. */
export function getExecutable(environment: string, name: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? path.join(environment, 'Scripts', `${name}.exe`) : path.join(environment, 'bin', name);
}

/**
 * Looks for Semgrep: the variable `MATHAKINE_LINT_SEMGREP`, a compatible `semgrep` on PATH, our own environment.
 *
 * @returns the installation, or a sentence that says what is missing and which command to run
 */
export function findSemgrep(machine: Machine): SemgrepInstallation | string {
  const { env, platform, cwd } = machine;
  const chosen = env['MATHAKINE_LINT_SEMGREP'];
  if (chosen) {
    const command =
      chosen.includes('/') || chosen.includes('\\') ? path.resolve(cwd, chosen) : findOnPath(chosen, machine);
    if (command !== undefined && isFile(command))
      return { command, version: readVersion(command), origin: 'MATHAKINE_LINT_SEMGREP' };
    return `MATHAKINE_LINT_SEMGREP names "${chosen}", which does not exist. Correct the variable, or unset it and run: mathakine-lint setup`;
  }
  const onPath = findOnPath('semgrep', machine);
  const pathVersion = onPath === undefined ? undefined : readVersion(onPath);
  if (onPath !== undefined && pathVersion !== undefined && isCompatible(pathVersion))
    return { command: onPath, version: pathVersion, origin: 'PATH' };
  const own = getOwnEnvironment(machine);
  const command = getExecutable(own, 'semgrep', platform);
  if (existsSync(path.join(own, completionMark)) && isFile(command))
    return { command, version: getPinnedSemgrep().version, origin: 'own environment' };
  const found =
    onPath === undefined
      ? 'Semgrep is not installed'
      : `The semgrep on PATH (${pathVersion ?? 'of unknown version'}) is not one that the rules are tested with`;
  return `${found}. Run: mathakine-lint setup`;
}

/** Tells whether a version is one that the adapter and the rules work with. */
function isCompatible(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major === 1 && minor !== undefined && minor >= oldestMinor;
}

/** Looks for a program in the folders of PATH. */
export function findOnPath(name: string, { env, platform, cwd }: Machine): string | undefined {
  const endings = platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const candidate = path.resolve(cwd, folder, name + ending);
      if (isFile(candidate)) return candidate;
    }
  }
  return undefined;
}

/**
 * Finds the program that the command, a script of Python's that only looks for it, gives its place to. To start it
 * directly saves the time that Python takes to start.
 *
 * @returns undefined where the command must be run as it is: it was named by the user, the program is not in its
 *   package (Homebrew), or the platform cannot replace one program by another
 */
export function findCore({ command, origin }: SemgrepInstallation, platform: NodeJS.Platform): string | undefined {
  if (origin === 'MATHAKINE_LINT_SEMGREP' || platform === 'win32') return undefined;
  const library = findPackage(command)?.library;
  const core = library === undefined ? undefined : path.join(library, 'semgrep', 'bin', 'semgrep-core');
  return core !== undefined && isFile(core) ? core : undefined;
}

function readVersion(command: string): string | undefined {
  return findPackage(command)?.version;
}

/**
 * Reads the version from the metadata beside the executable, following links (pipx, uv, Homebrew) and the script's
 * first line.
 */
function findPackage(command: string): SemgrepPackage | undefined {
  for (const root of getEnvironmentRoots(command)) {
    const found = findPackageBelow(root);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface SemgrepPackage {
  /** The folder of Python packages that it lies in. */
  readonly library: string;
  readonly version: string;
}

function getEnvironmentRoots(command: string): string[] {
  const roots = [path.dirname(path.dirname(command))];
  try {
    const real = realpathSync(command);
    roots.push(path.dirname(path.dirname(real)));
    const firstLine = readFileSync(real).subarray(0, 512).toString('latin1').split('\n', 1)[0] ?? '';
    const interpreter = /^#!\s*(\S*python\S*)/.exec(firstLine)?.[1];
    if (interpreter !== undefined) roots.push(path.dirname(path.dirname(interpreter)));
  } catch {
    // An unreadable file has no version; starting it will say what is wrong.
  }
  return [...new Set(roots)];
}

function findPackageBelow(root: string): SemgrepPackage | undefined {
  const libraries = [path.join(root, 'Lib', 'site-packages')];
  for (const name of listFolder(path.join(root, 'lib')).filter((entry) => entry.startsWith('python')))
    libraries.push(path.join(root, 'lib', name, 'site-packages'), path.join(root, 'lib', name, 'dist-packages'));
  for (const library of libraries) {
    for (const name of listFolder(library)) {
      const version = /^semgrep-(\d[\d.]*)\.dist-info$/.exec(name)?.[1];
      if (version !== undefined) return { library, version };
    }
  }
  return undefined;
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
