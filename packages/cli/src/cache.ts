import { homedir } from 'node:os';
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
