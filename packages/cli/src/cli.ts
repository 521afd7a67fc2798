import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { BaselineError } from './baseline.js';
import type { Machine } from './cache.js';
import { runCommand, type CommandResult } from './command.js';
import { PathError } from './files/discover.js';
import { GitError } from './git.js';
import { formatHelp } from './information.js';
import { parseCommand, UsageError, type Command, type LintCommand } from './options.js';
import { ProgressLine } from './progress-line.js';
import { isWhole } from './report.js';
import { formatReport } from './reporters/index.js';
import type { LintRun } from './run.js';
import { setUpSemgrep, SetupError } from './setup.js';

/** The command: the only file that touches the process. */

const exitCodes = { clean: 0, findings: 1, incomplete: 2 } as const;
class OutputError extends Error {}

/** Errors that are told as a sentence, without where in the code they arose. */
const expected = [UsageError, PathError, SetupError, GitError, BaselineError, OutputError];
const machine: Machine = { env: process.env, platform: process.platform, cwd: process.cwd() };

main().then((code) => {
  process.exitCode = code;
}, tellError);

function tellError(error: unknown): void {
  const isExpected = expected.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`mathakine-lint: ${text}\n`);
  if (error instanceof UsageError) process.stderr.write('mathakine-lint --help shows the options.\n');
  process.exitCode = exitCodes.incomplete;
}

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2));
  if (command.command === 'setup') return setUp();
  if (isLint(command)) return lintAndReport(command);
  process.stdout.write(formatHelp(command));
  return exitCodes.clean;
}

function isLint(command: Command): command is LintCommand {
  return command.command === 'lint' || command.command === 'baseline';
}

async function setUp(): Promise<number> {
  const line = new ProgressLine(process.stderr);
  const { folder, existed } = await setUpSemgrep(machine, (done, step) => {
    line.step(`Setting Semgrep up: ${String(Math.round(done * 100)).padStart(3)} %  ${step}`);
  });
  line.end();
  process.stdout.write(`Semgrep ${existed ? 'was ready' : 'is ready'}: ${folder}\n`);
  return exitCodes.clean;
}

async function lintAndReport(command: LintCommand): Promise<number> {
  const line = new ProgressLine(process.stderr);
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const result = await runCommand(command, {
    machine,
    cores: availableParallelism(),
    signal: abort.signal,
    onProgress: (progress) => line.show(progress),
  });
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  line.end();
  await writeReports(result, command);
  return getExitCode(result.run, command);
}

async function writeReports({ run, notes }: CommandResult, command: LintCommand): Promise<void> {
  for (const { format, file } of command.outputs) {
    // `isTTY` is undefined, not false, in a pipe.
    const isTerminal = file === undefined && process.stdout.isTTY === true;
    const report = formatReport(
      format,
      run,
      {
        isColored: isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
        width: isTerminal ? process.stdout.columns : 100,
        isVerbose: command.verbose,
      },
      notes,
    );
    if (file === undefined) await write(report);
    else
      await writeFile(file, report).catch((error: unknown) => {
        throw new OutputError(
          `The report cannot be written to "${file}": ${error instanceof Error ? error.message : String(error)}`,
        );
      });
  }
}

/**
 * Resolves when everything is written: a pipe takes a long report in pieces. A reader that had enough is no fault, a
 * full disk is.
 */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: (Error & { code?: string }) | null): void => {
      if (!error || error.code === 'EPIPE') resolve();
      else reject(new OutputError(`The report cannot be written to standard output: ${error.message}`));
    };
    process.stdout.on('error', end);
    process.stdout.write(text, end);
  });
}

function getExitCode({ report }: LintRun, { failOn }: LintCommand): number {
  if (!isWhole(report.engines)) return exitCodes.incomplete;
  const isGuilty = report.findings.some((finding) => failOn === 'warning' || finding.severity === 'error');
  return isGuilty ? exitCodes.findings : exitCodes.clean;
}
