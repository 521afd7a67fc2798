import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Machine } from '../src/cache.js';
import { convertColumns } from '../src/engines/byte-columns.js';
import { runSemgrep } from '../src/engines/semgrep.js';
import { findSemgrep } from '../src/engines/semgrep-environment.js';
import { getCatalogueId, readSemgrepOutput } from '../src/engines/semgrep-output.js';
import type { EngineReport, EngineResult } from '../src/report.js';

/** Where Semgrep is shown `a.py`. */
const copy = '0/a.py';

let folder: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'adapter-'));
  log = path.join(folder, 'calls.log');
  writeFileSync(path.join(folder, 'a.py'), 'x = 1\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface FakeOptions {
  timeLimit?: number;
  variables?: NodeJS.ProcessEnv;
  cores?: number;
  names?: string[];
  includeTests?: boolean;
}

/** Runs the adapter with a shell script in place of Semgrep; `$fast` is 1 for the fast front end. */
async function runFake(body: string, options?: FakeOptions): Promise<EngineReport> {
  return (await runFakeWhole(body, options)).report;
}

function runFakeWhole(
  body: string,
  { timeLimit = 20_000, variables = {}, cores = 1, names = ['a.py'], includeTests = false }: FakeOptions = {},
): Promise<EngineResult> {
  const command = path.join(folder, 'semgrep');
  writeFileSync(
    command,
    `#!/bin/sh\nfast=0; for a in "$@"; do [ "$a" = --experimental ] && fast=1; done\necho "fast=$fast" >> '${log}'\n${body}\n`,
  );
  chmodSync(command, 0o755);
  const cache = path.join(folder, 'cache');
  const env = { ...process.env, MATHAKINE_LINT_SEMGREP: command, XDG_CACHE_HOME: cache, ...variables };
  const machine = { env, platform: process.platform, cwd: folder };
  const files = names.map((name) => ({
    absolute: path.join(folder, name),
    path: name,
    engines: ['semgrep'] as const,
  }));
  return runSemgrep({ machine, root: folder, files, only: [], includeTests, cores, timeLimit });
}

function print(output: object): string {
  return `cat <<'END'\n${JSON.stringify({ version: '1.180.0', results: [], errors: [], paths: { scanned: [copy] }, ...output })}\nEND`;
}

it.each([
  [{ OCAMLRUNPARAM: undefined }, 's=1M,o=400'],
  [{ OCAMLRUNPARAM: 'b' }, 'b'],
])('gives Semgrep room for its garbage, unless %o says how much', async (variables, expected) => {
  await runFake(`echo "$OCAMLRUNPARAM" >> '${log}'\n${print({})}`, { variables });
  expect(readFileSync(log, 'utf8')).toBe(`fast=1\n${expected}\n`);
});

it('shows Semgrep nothing but the files that it is to scan, since it walks through all that lies around them', async () => {
  mkdirSync(path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'node_modules', 'b.py'), '');
  const listed = `for a in "$@"; do [ "$last" = --project-root ] && find "$a" -type f; last=$a; done`;
  await runFake(`{ ${listed}; find . -type f; } | sed 's|.*/copies/||' >> '${log}'\n${print({})}`);
  expect(readFileSync(log, 'utf8')).toBe(`fast=1\n${copy}\n./${copy}\n`);
});

it('shows Semgrep test code apart, where the rules for shipped code do not look', async () => {
  const names = ['a.py', 'tests/a.py', 'tests/A.py'];
  mkdirSync(path.join(folder, 'tests'));
  for (const name of names) writeFileSync(path.join(folder, name), 'x = 1\n');
  for (const includeTests of [false, true]) {
    await runFake(`find . -type f | sort >> '${log}'\n${print({})}`, { names, includeTests });
  }
  expect(
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('./')),
  ).toEqual([
    ...['./0/a.py', './unshipped/0/tests/a.py', './unshipped/1/tests/A.py'],
    ...['./0/a.py', './0/tests/a.py', './1/tests/A.py'],
  ]);
});

describe('one of two Semgreps that share the rules of a long file out', () => {
  const isFirst = `case "$*" in */no-sensitive-logs.json*) first=1;; *) first=0;; esac`;
  beforeEach(() => {
    const samples = '../../workbench/test/samples/no-sensitive-logs/logs.py';
    writeFileSync(path.join(folder, 'a.py'), readFileSync(new URL(samples, import.meta.url)));
  });

  it('is as good as both when it finds something', async () => {
    const finding = { check_id: 'no-sensitive-logs', path: copy, start: { line: 1, col: 1 }, end: { line: 1, col: 2 } };
    const [some, none] = [print({ results: [finding] }), print({})];
    const { report, findings } = await runFakeWhole(`${isFirst}\nif [ $first = 1 ]; then ${some}\nelse ${none}\nfi`, {
      cores: 2,
    });
    expect(readFileSync(log, 'utf8')).toBe('fast=1\nfast=1\n');
    expect(report).toMatchObject({ status: 'complete', skipped: [] });
    expect(findings).toHaveLength(1);
  });

  it.each([0, 1])('crashes: the file was not checked (%d)', async (which) => {
    const report = await runFake(`${isFirst}\n[ $first = ${which} ] && exit 2\n${print({})}`, { cores: 2 });
    expect(report.status).toBe('crashed');
  });

  it.each([0, 1])('leaves the file out: it is told (%d)', async (which) => {
    const nothing = print({ paths: { scanned: [] } });
    const report = await runFake(`${isFirst}\nif [ $first = ${which} ]; then ${nothing}\nelse ${print({})}\nfi`, {
      cores: 2,
    });
    expect(report).toMatchObject({ status: 'incomplete', skipped: [{ path: 'a.py' }] });
  });
});

describe('a Semgrep that does not do its whole job', () => {
  it('is not asked for a file that is gone: that one is told', async () => {
    rmSync(path.join(folder, 'a.py'));
    const report = await runFake(print({}));
    expect(report).toMatchObject({ status: 'incomplete', skipped: [{ path: 'a.py' }] });
    expect(report.skipped[0]?.reason).toContain('ENOENT');
  });

  it('is complete when it scanned what was asked', async () => {
    expect(await runFake(print({}))).toMatchObject({ status: 'complete', skipped: [], version: '1.180.0' });
    expect(readFileSync(log, 'utf8')).toBe('fast=1\n');
  });

  it('crashes: the slow front end is tried, then the reason told', async () => {
    const report = await runFake('echo "Fatal: out of luck" >&2; exit 2');
    expect(report.status).toBe('crashed');
    expect(report.reason).toContain('out of luck');
    expect(readFileSync(log, 'utf8')).toBe('fast=1\nfast=0\n');
  });

  it('has no fast front end: the slow one does the work', async () => {
    expect(await runFake(`[ $fast = 1 ] && { echo "unknown option" >&2; exit 2; }\n${print({})}`)).toMatchObject({
      status: 'complete',
    });
  });

  it('is killed', async () => {
    const report = await runFake('kill -9 $$');
    expect(report).toMatchObject({ status: 'crashed' });
    expect(report.reason).toContain('killed (SIGKILL)');
  });

  it('takes too long, and is stopped with its children', async () => {
    const started = Date.now();
    const report = await runFake('sleep 60 & wait', { timeLimit: 500 });
    expect(report).toMatchObject({ status: 'timeout' });
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  it('prints no JSON', async () => {
    expect(await runFake('echo hello')).toMatchObject({ status: 'crashed' });
  });

  it('leaves a file out without a word', async () => {
    expect(await runFake(print({ paths: { scanned: [] } }))).toMatchObject({
      status: 'incomplete',
      skipped: [{ path: 'a.py', reason: 'Semgrep did not scan it' }],
    });
  });

  it('parses a file in part, which leaves its exit code at 0', async () => {
    const spans = [{ file: copy, start: { line: 3 } }];
    const errors = [{ code: 3, level: 'warn', type: ['PartialParsing', []], path: copy, message: 'x', spans }];
    expect(await runFake(print({ errors }))).toMatchObject({
      status: 'incomplete',
      skipped: [{ path: 'a.py', reason: 'does not parse in part (line 3)' }],
    });
  });

  it('gives a rule up that took too long', async () => {
    const errors = [{ code: 2, level: 'warn', type: 'Timeout', path: copy, message: 'Timeout' }];
    expect(await runFake(print({ errors }))).toMatchObject({ status: 'incomplete' });
  });

  it.each([
    ['ends badly after a good answer', 'exit 7', 'it ended with code 7 after its result'],
    ['is killed after a good answer', 'kill -9 $$', 'it was killed (SIGKILL) after its result'],
  ])('%s', async (_, end, reason) => {
    const report = await runFake(`${print({})}\n${end}`);
    expect(report.status).toBe('incomplete');
    expect(report.reason).toContain(reason);
  });

  it('stops following the values of a function: not among its errors', async () => {
    const location = { path: copy, start: { line: 7, col: 5 }, end: { line: 7, col: 6 } };
    const unfinished = print({ time: { fixpoint_timeouts: [{ error_type: 'Fixpoint timeout', location }] } });
    expect(await runFake(unfinished)).toMatchObject({
      status: 'incomplete',
      skipped: [{ path: 'a.py', reason: 'the function in line 7 is too long to follow its values' }],
    });
    // With several threads it may have been the time of the others: such a file is scanned again, on one core.
    const busy = `case "$*" in *'-j 2'*) ${unfinished}\n;; *) ${print({})}\n;; esac`;
    expect(await runFake(busy, { cores: 2 })).toMatchObject({ status: 'complete', skipped: [] });
    expect(await runFake(unfinished, { cores: 2 })).toMatchObject({ status: 'incomplete' });
  });

  it('leaves a rule out', async () => {
    const report = await runFake(print({ skipped_rules: [{ rule_id: 'x', details: 'too new' }] }));
    expect(report).toMatchObject({ status: 'incomplete', reason: 'Semgrep reports: the rule x was left out' });
  });

  it('does not say what went wrong: no list of errors is no result', async () => {
    const output = JSON.stringify({ version: '1.180.0', results: [], paths: { scanned: [copy] } });
    expect(await runFake(`echo '${output}'`)).toMatchObject({ status: 'crashed' });
  });

  it('stops in the middle of its answer', async () => {
    expect(await runFake(`printf '{"results": [], "errors": [], "paths": {"scanned": ["0/a.py"'`)).toMatchObject({
      status: 'crashed',
    });
  });

  it('cannot be started: the way out is told', async () => {
    const command = path.join(folder, 'semgrep');
    writeFileSync(command, '#!/nowhere/python\n');
    chmodSync(command, 0o755);
    const env = { ...process.env, MATHAKINE_LINT_SEMGREP: command };
    const { report } = await runReal({ env, platform: process.platform, cwd: folder });
    expect(report.status).toBe('crashed');
    expect(report.reason).toContain('mathakine-lint setup');
  });

  it('refuses a rule', async () => {
    const errors = [{ code: 2, level: 'error', type: 'Rule parse error', message: 'Rule parse error in rule x' }];
    expect(await runFake(print({ errors }))).toMatchObject({ status: 'incomplete' });
  });
});

describe('a Semgrep in an environment of Python', () => {
  /** Writes an environment whose launcher and core are shell scripts, and scans with it. */
  async function runInstalled(core: string, mode = 0o755): Promise<EngineReport> {
    const bin = path.join(folder, 'bin');
    const library = path.join(folder, 'lib', 'python3.11', 'site-packages');
    mkdirSync(bin);
    mkdirSync(path.join(library, 'semgrep-1.180.0.dist-info'), { recursive: true });
    mkdirSync(path.join(library, 'semgrep', 'bin'), { recursive: true });
    const write = (file: string, body: string, fileMode: number): void => {
      writeFileSync(file, `#!/bin/sh\n${body}\n`);
      chmodSync(file, fileMode);
    };
    write(path.join(bin, 'semgrep'), `echo "launcher" >> '${log}'\n${print({})}`, 0o755);
    write(path.join(library, 'semgrep', 'bin', 'semgrep-core'), `echo "core" >> '${log}'\n${core}`, mode);
    const { PATH, ...others } = process.env;
    const env = { ...others, PATH: `${bin}:${PATH}`, XDG_CACHE_HOME: path.join(folder, 'cache') };
    return (await runReal({ env, platform: process.platform, cwd: folder })).report;
  }

  it('is started without its launcher, which would only look for it', async () => {
    expect(await runInstalled(print({}))).toMatchObject({ status: 'complete' });
    expect(readFileSync(log, 'utf8')).toBe('core\n');
  });

  it.each([
    ['gives no result', 'exit 2', 0o755, 'core\nlauncher\n'],
    ['cannot be started', '', 0o644, 'launcher\n'],
  ])('%s: the launcher does the work', async (_, core, mode, calls) => {
    expect(await runInstalled(core, mode)).toMatchObject({ status: 'complete' });
    expect(readFileSync(log, 'utf8')).toBe(calls);
  });
});

describe('rules that cannot be used', () => {
  const machine = { env: process.env, platform: process.platform, cwd: '/' };
  const writeRules = (text: string): string => {
    const file = path.join(folder, 'no-sensitive-logs.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('are missing: the engine did not do its job', async () => {
    const { report } = await runReal(machine, []);
    expect(report.status).toBe('crashed');
    expect(report.reason).toContain('its rules for no-sensitive-logs are missing');
  });

  it('cannot be read', async () => {
    expect((await runReal(machine, [path.join(folder, 'nowhere', 'no-sensitive-logs.yaml')])).report.status).toBe(
      'crashed',
    );
  });

  it.each([
    ['no YAML', 'rules: [\n  - id: "x\n'],
    ['no rules', 'hello: 1\n'],
    ['an empty file', ''],
    ['a pattern that does not parse', makeRule('pattern: "def ("')],
    ['a language that does not exist', makeRule('pattern: x').replace('python', 'klingon')],
  ])('%s', async (_, text) => {
    const { report } = await runReal(machine, [writeRules(text)]);
    expect(['incomplete', 'crashed']).toContain(report.status);
    expect(report.reason).toBeTruthy();
  });

  it('work when they are good', async () => {
    const { report, findings } = await runReal(machine, [writeRules(makeRule('pattern: x = 1'))]);
    expect(report).toMatchObject({ status: 'complete' });
    expect(findings).toHaveLength(1);
  });
});

function makeRule(pattern: string): string {
  return `rules:\n  - id: no-sensitive-logs\n    languages: [python]\n    severity: ERROR\n    message: m\n    ${pattern}\n`;
}

function runReal(machine: Machine, ruleFiles?: string[]) {
  return runSemgrep({
    machine,
    root: folder,
    files: [{ absolute: path.join(folder, 'a.py'), path: 'a.py', engines: ['semgrep'] }],
    only: ['no-sensitive-logs'],
    includeTests: false,
    cores: 1,
    timeLimit: 60_000,
    ...(ruleFiles ? { ruleFiles } : {}),
  });
}

describe('looking for Semgrep', () => {
  const machine = { platform: process.platform, cwd: '/' };

  it('names the command to run when there is none', () => {
    expect(findSemgrep({ ...machine, env: { PATH: folder, XDG_CACHE_HOME: folder } })).toContain(
      'Run: mathakine-lint setup',
    );
  });

  it('does not fall back when the variable names nothing', () => {
    const env = { PATH: folder, XDG_CACHE_HOME: folder, MATHAKINE_LINT_SEMGREP: '/nowhere/semgrep' };
    expect(findSemgrep({ ...machine, env })).toContain('does not exist');
  });

  it('does not take a semgrep on PATH whose version nothing tells', () => {
    writeFileSync(path.join(folder, 'semgrep'), '#!/bin/sh\n');
    chmodSync(path.join(folder, 'semgrep'), 0o755);
    expect(findSemgrep({ ...machine, env: { PATH: folder, XDG_CACHE_HOME: folder } })).toContain(
      'not one that the rules are tested with',
    );
  });
});

describe("Semgrep's output", () => {
  it.each([
    ['rules.python.no-sensitive-logs', 'no-sensitive-logs'],
    ['tmp.slice.no-sensitive-logs', 'no-sensitive-logs'],
    ['x.no-demo-credentials-default', 'no-demo-credentials'],
    ['x.no-such-rule', undefined],
  ])('maps %s', (checkId, ruleId) => {
    expect(getCatalogueId(checkId)).toBe(ruleId);
  });

  it('is not taken for a result when it is something else', () => {
    expect(readSemgrepOutput('')).toBeUndefined();
    expect(readSemgrepOutput('{"errors": []}')).toBeUndefined();
    expect(readSemgrepOutput('[]')).toBeUndefined();
  });

  it('has columns in bytes, which become columns in characters', () => {
    const bytes = Buffer.from('x\nprint("ééé", password)\n');
    const finding = { line: 2, column: 17, endLine: 2, endColumn: 25 } as Parameters<typeof convertColumns>[0][number];
    expect(convertColumns([finding], bytes)).toEqual([{ ...finding, column: 14, endColumn: 22 }]);
  });

  it('has columns in bytes of a Latin-1 file, which are its characters', () => {
    const bytes = Buffer.from('print("ééé", password)\n', 'latin1');
    const finding = { line: 1, column: 14, endLine: 1, endColumn: 22 } as Parameters<typeof convertColumns>[0][number];
    expect(convertColumns([finding], bytes)).toEqual([finding]);
  });
});

describe('the real Semgrep, outside a git repository', () => {
  it('finds what a rule for a folder looks for: the root of the scan is the root of the project', async () => {
    mkdirSync(path.join(folder, 'static', 'js'), { recursive: true });
    const script = 'static/js/session.js';
    writeFileSync(path.join(folder, script), 'localStorage.setItem("refresh_token", data.refresh_token);\n');
    const { findings, report } = await runSemgrep({
      machine: { env: process.env, platform: process.platform, cwd: folder },
      root: folder,
      files: [{ absolute: path.join(folder, script), path: script, engines: ['semgrep'] }],
      only: [],
      includeTests: false,
      cores: 1,
      timeLimit: 60_000,
    });
    expect(report.status).toBe('complete');
    expect(findings.map(({ ruleId, line }) => `${ruleId} ${line}`)).toContain('no-localstorage-refresh-token 1');
  }, 60_000);
});
