import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LintReport } from '../src/report.js';

const command = fileURLToPath(new URL('../bin/mathakine-lint.cjs', import.meta.url));

export interface Result {
  code: number;
  output: string;
  errors: string;
}

/** A folder of its own, in which the real command is run. */
export class Project {
  readonly folder: string;

  constructor(name = "project it's ") {
    this.folder = realpathSync(mkdtempSync(path.join(tmpdir(), name)));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name: string, content: string | Uint8Array, mode = 0o644): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content, { mode });
  }

  /** Runs git; a repository has a user and no hooks of the machine. */
  git(...args: string[]): string {
    const settings = ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.org'];
    const options = { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] } as const;
    return execFileSync('git', [...settings, '-c', 'protocol.file.allow=always', ...args], options);
  }

  commit(message = 'a commit'): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--no-verify', '--message', message);
  }

  run(args: string[], env: Record<string, string | undefined> = {}, below = '.'): Promise<Result> {
    const options = {
      cwd: this.path(below),
      // `undefined` takes a variable out.
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
      maxBuffer: 50_000_000,
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [command, ...args], options, (error, output, errors) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, output, errors });
      });
    });
  }

  /** Runs with `--format json`, and gives the exit code, the findings as `path:line` and what was not read. */
  async lint(args: string[] = [], env: Record<string, string | undefined> = {}, below = '.') {
    const { code, output, errors } = await this.run(['--format', 'json', ...args], env, below);
    const report = JSON.parse(output) as LintReport & { notes: string[] };
    return {
      code,
      errors,
      report,
      found: report.findings.map(({ path: file, line }) => `${file}:${line}`),
      unread: report.engines.flatMap(({ skipped }) => skipped.map(({ path: file, reason }) => `${file}: ${reason}`)),
    };
  }
}

/** A guilty line for each engine, found at line 1 and line 2. */
export const leak = 'export const show = (refreshToken: string) => console.log(refreshToken);\n';
export const pythonLeak = 'def show(refresh_token):\n    print(refresh_token)\n';
