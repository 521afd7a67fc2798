import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

/** What the parts below ask of the machine; the command passes `process.env`, `process.platform` and `process.cwd()`. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly cwd: string;
}

/**
 * The user's cache folder for this tool: `$XDG_CACHE_HOME` (else `~/.cache`), `~/Library/Caches` on macOS,
 * `%LOCALAPPDATA%` on Windows.
 */
export function getCacheDirectory({ env, platform }: Machine): string {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'mathakine-lint');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'mathakine-lint');
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'mathakine-lint');
  return path.join(home, '.cache', 'mathakine-lint');
}

/**
 * Makes a folder for what lives as long as one run: in the cache, or where that cannot be written, among the machine's
 * temporary files. The caller removes it.
 *
 * @throws when there is no such place
 */
export function makeScratchFolder(machine: Machine): string {
  const places = [getCacheDirectory(machine), machine.env['TMPDIR'], machine.env['TEMP'], tmpdir()];
  const failures: unknown[] = [];
  for (const place of places.filter((each) => each !== undefined)) {
    try {
      makeFolder(place);
      return mkdtempSync(path.join(place, 'run-'));
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures.at(-1);
}

/** What cannot be removed does no harm: it lies in the cache. */
export function removeScratchFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The run is over.
  }
}

/** `mkdirSync` with `recursive` never returns where the system refuses a folder whose parent is there, as in `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder);
}
