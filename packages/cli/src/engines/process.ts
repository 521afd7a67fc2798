import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { kill } from 'node:process';
import type { Machine } from '../cache.js';

export interface ProcessResult {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why we stopped it, or why it could not be started. */
  readonly stopped?: 'timeout' | 'abort';
  readonly startFailure?: string;
}

export interface ProcessOptions {
  readonly machine: Machine;
  readonly cwd: string;
  /** The name that the program is told it was started under. Default: the command. */
  readonly argv0?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly signal?: AbortSignal | undefined;
  readonly input?: string;
}

/** Runs a program to its end or to the time limit, with everything that it started. Never rejects. */
export function runProcess(command: string, args: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  const { machine, cwd, timeLimit, signal, input } = options;
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    let stopped: 'timeout' | 'abort' | undefined;
    const isWindows = machine.platform === 'win32';
    let child: ChildProcessWithoutNullStreams;
    try {
      child = spawn(command, args, {
        cwd,
        argv0: options.argv0,
        env: { ...machine.env, ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        // A process group of its own, so that its children end with it.
        detached: !isWindows,
      });
    } catch (error) {
      // Some failures are thrown and not told as an event: a command line that is too long.
      const startFailure = error instanceof Error ? error.message : String(error);
      return resolve({ output: '', errors: '', code: null, signal: null, startFailure });
    }
    const stop = (why: 'timeout' | 'abort'): void => {
      stopped ??= why;
      try {
        if (isWindows || child.pid === undefined) child.kill('SIGKILL');
        else kill(-child.pid, 'SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
    };
    const timer = setTimeout(() => stop('timeout'), timeLimit);
    const onAbort = (): void => stop('abort');
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    const finish = (result: Pick<ProcessResult, 'code' | 'signal' | 'startFailure'>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      const text = { output: Buffer.concat(output).toString('utf8'), errors: Buffer.concat(errors).toString('utf8') };
      resolve({ ...text, ...result, ...(stopped ? { stopped } : {}) });
    };
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error) => finish({ code: null, signal: null, startFailure: error.message }));
    child.on('close', (code, endSignal) => finish({ code, signal: endSignal }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
