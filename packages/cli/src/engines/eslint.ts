import { Worker } from 'node:worker_threads';
import type { Finding } from 'mathakine-lint-core';
import type { PathReason, SourceFile } from '../files/discover.js';
import { getPackageVersion, inPackage } from '../package.js';
import type { EngineResult, EngineStatus, Suppression } from '../report.js';
import { readySign, type WorkerAnswer, type WorkerMessage, type WorkerSetup } from './eslint-protocol.js';

export interface EslintOptions extends WorkerSetup {
  readonly files: readonly SourceFile[];
  readonly cores: number;
  /** For the whole engine, in milliseconds. */
  readonly timeLimit: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (filesDone: number) => void;
}

/** Starting a worker costs most of a second, as much as linting this many files. */
const filesPerWorker = 40;
/** A file that takes longer is given up and told. In milliseconds. */
const fileTimeLimit = 60_000;

const version = getPackageVersion('eslint');

/** Lints the files with ESLint in worker threads. Never rejects: what goes wrong is in the report. */
export async function runEslint(options: EslintOptions): Promise<EngineResult> {
  const started = performance.now();
  const run = new EslintRun(options);
  if (options.files.length > 0) await run.finish();
  return {
    findings: run.findings,
    suppressions: run.suppressions,
    report: {
      name: 'eslint',
      version,
      files: options.files.length,
      ...run.getStatus(),
      skipped: run.skipped,
      durationMs: Math.round(performance.now() - started),
    },
  };
}

class EslintRun {
  readonly findings: Finding[] = [];
  readonly suppressions: Suppression[] = [];
  readonly skipped: PathReason[] = [];
  private readonly answered = new Set<number>();
  private readonly workers = new Set<Worker>();
  private next = 0;
  private isStopped = false;
  private isOverTime = false;
  private startFailure: string | undefined;

  constructor(private readonly options: EslintOptions) {}

  async finish(): Promise<void> {
    const { files, cores, timeLimit, signal } = this.options;
    const timer = setTimeout(() => {
      this.isOverTime = true;
      this.stop();
    }, timeLimit);
    const stop = (): void => this.stop();
    signal?.addEventListener('abort', stop);
    const count = Math.max(1, Math.min(cores, Math.ceil(files.length / filesPerWorker)));
    await Promise.all(Array.from({ length: count }, () => this.work()));
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    for (const [index, file] of files.entries())
      if (!this.answered.has(index)) this.skipped.push({ path: file.path, reason: 'not reached' });
  }

  getStatus(): { status: EngineStatus; reason?: string } {
    if (this.options.files.length === 0) return { status: 'idle' };
    if (this.isOverTime) {
      const seconds = Math.round(this.options.timeLimit / 1000);
      return { status: 'timeout', reason: `ESLint did not end within ${seconds} s and was stopped.` };
    }
    if (this.startFailure !== undefined)
      return { status: 'crashed', reason: `ESLint could not be started: ${this.startFailure}` };
    if (this.isStopped) return { status: 'crashed', reason: 'ESLint was interrupted.' };
    const { length } = this.skipped;
    if (length > 0)
      return { status: 'incomplete', reason: `ESLint could not read ${length} of ${this.options.files.length} files.` };
    return { status: 'complete' };
  }

  private stop(): void {
    this.isStopped = true;
    for (const worker of this.workers) void worker.terminate();
  }

  /** Keeps one worker busy; a worker that dies over a file is replaced, and the file counts as not read. */
  private async work(): Promise<void> {
    while (!this.isStopped && this.next < this.options.files.length) {
      const { root, preset, only, includeTests } = this.options;
      const workerData: WorkerSetup = { root, preset, only, includeTests };
      const worker = new Worker(inPackage('dist/engines/eslint-worker.js'), { workerData });
      this.workers.add(worker);
      await this.feed(worker);
      this.workers.delete(worker);
      await worker.terminate();
    }
  }

  /** Gives a worker one file after the other; resolves when there are no more, or when the worker is to be replaced. */
  private feed(worker: Worker): Promise<void> {
    return new Promise((resolve) => {
      let current: number | undefined;
      let isReady = false;
      let isOver = false;
      let timer: NodeJS.Timeout | undefined;
      const end = (): void => {
        isOver = true;
        clearTimeout(timer);
        resolve();
      };
      const give = (): void => {
        clearTimeout(timer);
        if (this.isStopped || this.next >= this.options.files.length) return end();
        current = this.next++;
        const { absolute, path, text } = this.options.files[current]!;
        timer = setTimeout(() => fail(`no answer within ${fileTimeLimit / 1000} s`), fileTimeLimit);
        worker.postMessage({ absolute, path, ...(text === undefined ? {} : { text }) });
      };
      const fail = (reason: string): void => {
        if (isOver) return;
        if (current === undefined) {
          // A worker that dies before it reads anything would die again.
          this.startFailure = reason;
          this.isStopped = true;
        } else if (!this.isStopped) {
          this.answered.add(current);
          this.skipped.push({ path: this.options.files[current]!.path, reason: `ESLint gave up: ${reason}` });
        }
        end();
      };
      worker.on('message', (answer: WorkerAnswer | typeof readySign) => {
        if (isOver) return;
        if (answer !== readySign) this.take(current!, answer);
        else if (isReady) return;
        isReady = true;
        give();
      });
      worker.on('error', (error: unknown) => fail(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => fail(`worker ended with ${code}`));
    });
  }

  private take(index: number, answer: WorkerAnswer): void {
    const { path } = this.options.files[index]!;
    this.answered.add(index);
    if (answer.skipped !== undefined) this.skipped.push({ path, reason: answer.skipped });
    for (const message of answer.messages) this.findings.push(toFinding(message, path));
    for (const { message, justification } of answer.suppressions)
      this.suppressions.push({ finding: toFinding(message, path), justification });
    this.options.onProgress?.(this.answered.size);
  }
}

function toFinding({ trace, ...message }: WorkerMessage, path: string): Finding {
  return { ...message, engine: 'eslint', path, fingerprint: '', ...(trace ? { trace: [...trace] } : {}) };
}
