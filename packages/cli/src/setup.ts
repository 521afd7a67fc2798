import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kill, pid } from 'node:process';
import type { Machine } from './cache.js';
import { completionMark, getExecutable, getOwnEnvironment } from './engines/semgrep-environment.js';
import { getPinnedSemgrep, getRequirementsFile } from './rules-package.js';

/** Told about each step: how much of the whole is done (0 to 1) and what happens now. */
export type SetupProgress = (done: number, step: string) => void;

/** A failure that is told to the user as a sentence. */
export class SetupError extends Error {}

const oldestPython = [3, 10] as const;
const lockPause = 500;

/**
 * Makes Semgrep's own environment in the user's cache folder: a virtual environment with the pinned packages, each
 * checked against its hash. Quick when it is already there. A half-made environment is never used: the mark that
 * declares it complete is written last.
 *
 * @returns the environment's folder and whether it was there before
 * @throws SetupError with a sentence for the user
 */
export async function setUpSemgrep(
  machine: Machine,
  progress: SetupProgress,
): Promise<{ folder: string; existed: boolean }> {
  const folder = getOwnEnvironment(machine);
  if (isComplete(folder, machine)) return { folder, existed: true };
  await mkdir(path.dirname(folder), { recursive: true });
  const release = await takeLock(`${folder}.lock`, progress);
  try {
    if (isComplete(folder, machine)) return { folder, existed: true };
    progress(0, 'looking for Python');
    const python = await findPython(machine);
    await rm(folder, { recursive: true, force: true });
    progress(0.02, 'making the environment');
    await run(python.command, [...python.args, '-m', 'venv', folder], machine).catch((error: unknown) => {
      throw new SetupError(
        `Python could not make a virtual environment (on Debian and Ubuntu: apt install python3-venv). ${describe(error)}`,
      );
    });
    await install(folder, machine, progress);
    await writeFile(path.join(folder, completionMark), `${getPinnedSemgrep().version}\n`);
    progress(1, 'ready');
    return { folder, existed: false };
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  } finally {
    await release();
  }
}

function isComplete(folder: string, { platform }: Machine): boolean {
  return existsSync(path.join(folder, completionMark)) && existsSync(getExecutable(folder, 'semgrep', platform));
}

/** Installs wheels only: nothing is built and nothing outside the pinned list is fetched. */
async function install(folder: string, machine: Machine, progress: SetupProgress): Promise<void> {
  const { packages, version } = getPinnedSemgrep();
  const args = ['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  args.push('--no-deps', '--require-hashes', '--only-binary', ':all:', '-r', getRequirementsFile());
  let collected = 0;
  const onLine = (line: string): void => {
    const name = /^Collecting ([^\s=]+)/.exec(line)?.[1];
    if (name !== undefined) {
      collected++;
      progress(0.05 + 0.7 * Math.min(1, collected / packages), `fetching ${name}`);
    } else if (line.startsWith('Installing collected packages')) progress(0.8, `installing Semgrep ${version}`);
  };
  await run(getExecutable(folder, 'python', machine.platform), args, machine, onLine).catch((error: unknown) => {
    throw new SetupError(`pip could not install Semgrep ${version}: is the network there? ${describe(error)}`);
  });
}

async function findPython(machine: Machine): Promise<{ command: string; args: string[] }> {
  const chosen = machine.env['MATHAKINE_LINT_PYTHON'];
  const names = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.14'];
  const candidates = chosen
    ? [{ command: chosen, args: [] }]
    : [
        ...(machine.platform === 'win32' ? [{ command: 'py', args: ['-3'] }] : []),
        ...names.map((command) => ({ command, args: [] })),
      ];
  const seen: string[] = [];
  for (const candidate of candidates) {
    const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const printed = await run(candidate.command, [...candidate.args, '-c', script], machine).catch(() => '');
    const found = /(\d+)\.(\d+)/.exec(printed);
    if (!found) continue;
    const [major, minor] = [Number(found[1]), Number(found[2])];
    if (major === oldestPython[0] && minor >= oldestPython[1]) return candidate;
    seen.push(found[0]);
  }
  const version = oldestPython.join('.');
  throw new SetupError(
    seen.length > 0
      ? `Python ${version} or newer is needed for Semgrep; found ${[...new Set(seen)].join(', ')}. Install one, or name it in MATHAKINE_LINT_PYTHON.`
      : `Python ${version} or newer is needed for Semgrep; none was found. Install it, or name it in MATHAKINE_LINT_PYTHON.`,
  );
}

/** Runs a program to its end; rejects with the last lines that it wrote when it fails. */
function run(command: string, args: string[], machine: Machine, onLine?: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: machine.cwd, env: machine.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(lastLines(errors || output) || `${command} ended with ${signal ?? code}`));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join('\n');
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Waits for another setup to end; takes over the lock of one that died. */
async function takeLock(file: string, progress: SetupProgress): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!isExisting(error)) throw new SetupError(`The cache folder cannot be written: ${describe(error)}`);
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => '0'));
    if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
    else {
      progress(0, 'waiting for another setup to end');
      await new Promise((resolve) => setTimeout(resolve, lockPause));
    }
  }
}

function isAlive(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
