import type { Progress } from './run.js';

/** A stream that may be a terminal. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A run shorter than this shows no progress. In milliseconds. */
const patience = 800;
const pause = 100;

/** One line that is written over and over on a terminal. Elsewhere linting is silent and setup tells its steps. */
export class ProgressLine {
  private readonly started = performance.now();
  private last = 0;
  private isShown = false;
  private told = -1;

  constructor(private readonly stream: ProgressStream) {}

  /** Progress of linting: nothing where nobody watches, and nothing on short runs. */
  show({ eslintDone, eslintFiles, isSemgrepRunning }: Progress): void {
    const now = performance.now();
    if (!this.stream.isTTY || now - this.started < patience || now - this.last < pause) return;
    this.last = now;
    const parts = [];
    if (eslintDone < eslintFiles) parts.push(`ESLint ${eslintDone} of ${eslintFiles} files`);
    if (isSemgrepRunning) parts.push('Semgrep scanning');
    this.replace(parts.join(', '));
  }

  /** A step of a longer work: one line in place on a terminal, a line for each tenth elsewhere. */
  step(text: string): void {
    if (this.stream.isTTY) return this.replace(text);
    const tenth = Math.floor(Number(/(\d+) %/.exec(text)?.[1] ?? 0) / 10);
    if (tenth === this.told) return;
    this.told = tenth;
    this.stream.write(`${text}\n`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.isShown) this.stream.write('\r\u001b[K');
    this.isShown = false;
  }

  private replace(text: string): void {
    this.isShown = true;
    this.stream.write(`\r\u001b[K${text.slice(0, (this.stream.columns ?? 80) - 1)}`);
  }
}
