import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSemgrep } from '../../cli/src/engines/semgrep-environment.js';

/**
 * Runs Semgrep itself on a folder of annotated samples, so that a test can demand equality between what the
 * annotations promise and what the rules report.
 *
 * An annotation is a comment `ruleid: <id>[, <id>…]` or `ok: <id>[, …]` alone on its line; it speaks of the next line
 * that is no annotation itself.
 */

const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url));

export interface SampleFinding {
  /** Relative to the samples folder, with forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The catalogue id: a variant `<id>-…` counts as `<id>`. */
  readonly ruleId: string;
  /** The Semgrep rule's own id, without the folder in front. */
  readonly checkId: string;
  readonly messageId: string;
  readonly message: string;
  readonly severity: string;
}

export interface AnnotatedRun {
  /** `path:line id`, one per promised finding, sorted. */
  readonly expected: readonly string[];
  /** `path:line id`, one per place and id that was reported, sorted. */
  readonly reported: readonly string[];
  readonly findings: readonly SampleFinding[];
  /** Semgrep's own errors and warnings, any level: a rule that loads with a warning is listed here. */
  readonly errors: readonly string[];
}

interface SemgrepResult {
  check_id: string;
  path: string;
  start: { line: number; col: number };
  extra: { message: string; severity: string; metadata: Record<string, unknown> };
}

interface SemgrepError {
  type?: unknown;
  level?: string;
  message?: string;
  path?: string;
}

interface SemgrepOutput {
  results: SemgrepResult[];
  errors: SemgrepError[];
  time?: { fixpoint_timeouts?: { message?: string }[] };
}

/**
 * @param ruleFiles rule files, relative to `rules/` (`python/no-demo-credentials.yaml`)
 * @param samplesFolder the samples, relative to this file's `samples/`
 * @param around Python code to put at the beginning and the end of every Python file
 */
export async function runAnnotatedSamples(
  ruleFiles: readonly string[],
  samplesFolder: string,
  { beginning = '', ending = '' } = {},
): Promise<AnnotatedRun> {
  const source = fileURLToPath(new URL(`./samples/${samplesFolder}`, import.meta.url));
  // A copy outside the repository: rules leave test code out by path, and the samples lie below `test/`.
  const folder = await mkdtemp(path.join(tmpdir(), 'annotated-'));
  try {
    await cp(source, folder, { recursive: true });
    const files = await listFiles(folder);
    for (const file of files.filter((name) => name.endsWith('.py'))) {
      const place = path.join(folder, file);
      await writeFile(place, `${beginning}${await readFile(place, 'utf8')}${ending}`);
    }
    const configs = ruleFiles.map((file) => path.join(repositoryRoot, 'rules', file));
    const output = await runSemgrep(folder, configs, files);
    const findings = output.results.map(toFinding);
    return {
      expected: [...(await readExpected(folder, files))].sort(),
      reported: [...new Set(findings.map((finding) => `${finding.path}:${finding.line} ${finding.ruleId}`))].sort(),
      findings,
      errors: [...output.errors, ...(output.time?.fixpoint_timeouts ?? [])].map((error: SemgrepError) =>
        `${error.level}: ${error.path ?? ''} ${error.message ?? ''}`.trim(),
      ),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The Semgrep executable that the tests use. */
export function getSemgrepCommand(): string {
  const { env, platform } = process;
  const found = findSemgrep({ env, platform, cwd: process.cwd() });
  if (typeof found === 'string') throw new Error(found);
  return found.command;
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

function runSemgrep(cwd: string, configs: readonly string[], files: readonly string[]): Promise<SemgrepOutput> {
  const args = [
    'scan',
    '--experimental',
    '--json',
    '--quiet',
    '--metrics=off',
    '--disable-version-check',
    // Without it Semgrep sees only the file's own name in `paths:` when the folder is no git repository.
    '--project-root=.',
    '--max-target-bytes=0',
    // No test asks how long a rule takes: machines are noisy. Semgrep counts the time of all its threads against a
    // function whose values it follows, and tells only with the times that it stopped.
    '--timeout=0',
    '--time',
    '-j',
    '1',
    ...configs.flatMap((config) => ['--config', config]),
    ...files,
  ];
  const env = { ...process.env, SEMGREP_ENABLE_VERSION_CHECK: '0', SEMGREP_SEND_METRICS: 'off' };
  return new Promise((resolve, reject) => {
    execFile(getSemgrepCommand(), args, { cwd, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as SemgrepOutput);
      } catch {
        reject(new Error(`Semgrep gave no JSON: ${error?.message ?? ''}\n${stdout.slice(0, 2000)}\n${stderr}`));
      }
    });
  });
}

function toFinding(result: SemgrepResult): SampleFinding {
  const checkId = result.check_id.split('.').at(-1) ?? result.check_id;
  const { metadata } = result.extra;
  return {
    path: result.path.split(path.sep).join('/'),
    line: result.start.line,
    column: result.start.col,
    ruleId: String(metadata['ruleId'] ?? checkId),
    checkId,
    messageId: String(metadata['messageId'] ?? ''),
    message: result.extra.message,
    severity: result.extra.severity,
  };
}

const annotation = /^\W*(ruleid|ok):\s*([a-z-]+(?:\s*,\s*[a-z-]+)*)\s*(?:-->|\*\/\s*\}?|#\}|%\})?\s*$/;

async function readExpected(folder: string, files: readonly string[]): Promise<Set<string>> {
  const expected = new Set<string>();
  for (const file of files) {
    const lines = (await readFile(path.join(folder, file), 'utf8')).split('\n');
    lines.forEach((line, index) => {
      const match = annotation.exec(line);
      if (match?.[1] !== 'ruleid') return;
      let target = index + 1;
      while (target < lines.length && annotation.test(lines[target] ?? '')) target++;
      for (const id of (match[2] ?? '').split(',')) expected.add(`${file}:${target + 1} ${id.trim()}`);
    });
  }
  return expected;
}
