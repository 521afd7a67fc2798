import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LintReport } from '../src/report.js';
import { leak, Project, type Result } from './project.js';

/** Starting both engines takes seconds, on a busy machine many. In milliseconds. */
const patience = 240_000;

let project: Project;
let folder: string;

beforeEach(() => {
  project = new Project();
  ({ folder } = project);
});
afterEach(() => project.remove());

function run(args: string[], env: Record<string, string> = {}): Promise<Result> {
  return project.run(args, env);
}

function write(name: string, content: string | Uint8Array): void {
  project.write(name, content);
}

function parse({ output }: Result): LintReport {
  return JSON.parse(output) as LintReport;
}

describe('a run', { timeout: patience }, () => {
  it('finds nothing: exit 0, one sentence, and not a word on stderr', async () => {
    write('a.ts', 'export const one = 1;\n');
    write('b.py', 'one = 1\n');
    expect(await run([])).toEqual({ code: 0, output: 'Nothing found in 2 files.\n', errors: '' });
  });

  it('finds something with both engines: exit 1, no colours in a pipe, no secret in any format', async () => {
    write('a.ts', leak);
    write('app/settings.py', 'import os\n\nPASSWORD = os.getenv("ADMIN_PASSWORD", "Sup3rSecret")\n');
    const outputs = [
      '--format',
      'text,json,sarif,github,junit',
      '-o',
      'a.json',
      '-o',
      'a.sarif',
      '-o',
      'a.txt',
      '-o',
      'a.xml',
    ];
    const result = await run(outputs);
    expect(result.code).toBe(1);
    expect(result.output).toContain('a.ts\n  1:');
    expect(result.output).not.toContain('\u001b');
    const report = JSON.parse(readFileSync(path.join(folder, 'a.json'), 'utf8')) as LintReport;
    expect(report.findings.map(({ ruleId, engine, path: file, line }) => [ruleId, engine, file, line])).toEqual([
      ['no-sensitive-logs', 'eslint', 'a.ts', 1],
      ['no-demo-credentials', 'semgrep', 'app/settings.py', 3],
    ]);
    const all = ['a.json', 'a.sarif', 'a.txt', 'a.xml'].map((name) => readFileSync(path.join(folder, name), 'utf8'));
    for (const text of [result.output, ...all]) expect(text).not.toContain('Sup3rSecret');
  });

  it('honours eslint-disable and --only, --engine', async () => {
    write('a.ts', leak);
    write('b.ts', `// eslint-disable-next-line mathakine/no-sensitive-logs -- it is a made-up one\n${leak}`);
    const only = parse(await run(['--format', 'json', '--engine', 'eslint', '--only', 'no-sensitive-logs']));
    expect(only.findings.map((finding) => finding.path)).toEqual(['a.ts']);
    expect(only.engines.map((engine) => engine.name)).toEqual(['eslint']);
    const other = await run(['--engine', 'eslint', '--only', 'no-demo-credentials']);
    expect(other.code).toBe(0);
  });

  it('leaves logs of test code out, unless they are asked for', async () => {
    write('src/a.test.ts', leak);
    expect((await run(['--engine', 'eslint'])).code).toBe(0);
    expect((await run(['--engine', 'eslint', '--include-tests'])).code).toBe(1);
  });

  it('does not load what the target configures for itself', async () => {
    write('eslint.config.js', 'throw new Error("this must not run");\n');
    write('.semgrepignore', '*\n');
    write('a.ts', leak);
    expect((await run([])).code).toBe(1);
  });
});

describe('bad input', { timeout: patience }, () => {
  it.each([
    ['no such path', ['nowhere'], 'There is no file or folder "nowhere".'],
    ['an unknown option', ['--nope'], "Unknown option '--nope'"],
    ['an unknown rule', ['--explain', 'nope'], 'There is no rule "nope".'],
  ])('%s: exit 2 and a sentence', async (_, args, sentence) => {
    const { code, output, errors } = await run(args);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toContain(sentence);
    expect(errors).not.toContain('    at ');
  });

  it('an empty folder: exit 0 and it says that there was nothing to read', async () => {
    expect(await run([])).toMatchObject({ code: 0, output: 'There was nothing to read here.\n' });
  });

  it('single-file components: casts in angle brackets, and JSX', async () => {
    const leakInScript = leak.trim();
    write('cast.vue', `<script setup lang="ts">\nconst rows = <string[]>[];\n${leakInScript}\n</script>\n`);
    write('element.vue', `<script lang="tsx">\nconst row = () => <b>{1}</b>;\n${leakInScript}\n</script>\n`);
    const result = await run(['--engine', 'eslint', '--format', 'json']);
    expect(parse(result).findings.map(({ path }) => path)).toEqual(['cast.vue', 'element.vue']);
    expect(parse(result).engines.map(({ status }) => status)).toEqual(['complete']);
  });

  it('files that do not parse: exit 2, each with its reason, the other findings still there', async () => {
    write('good.ts', leak);
    write('bad.ts', 'const = ;\n');
    write('bad.py', 'def f(:\n    pass\n');
    write('render.yaml', 'services:\n  - startCommand: "alembic upgrade head\n x: [\n');
    const result = await run(['--format', 'json']);
    expect(result.code).toBe(2);
    const { findings, engines } = parse(result);
    expect(findings.map((finding) => finding.path)).toEqual(['good.ts']);
    expect(
      engines.map(({ name, status, skipped }) => [name, status, skipped.map((entry) => entry.path).sort()]),
    ).toEqual([
      ['eslint', 'incomplete', ['bad.ts']],
      ['semgrep', 'incomplete', ['bad.py', 'render.yaml']],
    ]);
  });

  it('Latin-1 bytes, spaces and quotes in names, a loop of links: read like anything else', async () => {
    write(`a "b" c.ts`, Buffer.from(`// caf\u00e9\n${leak}`, 'latin1'));
    write(`d 'e'.py`, Buffer.from('# caf\u00e9\nprint("\u00e9", refresh_token)\n', 'latin1'));
    symlinkSync(folder, path.join(folder, 'loop'));
    const result = await run(['--format', 'json', '--only', 'no-sensitive-logs']);
    expect(parse(result).engines.map((engine) => engine.skipped)).toEqual([[], []]);
    expect(result.code).toBe(1);
    expect(parse(result).findings.map(({ path: file, line }) => [file, line])).toContainEqual([`a "b" c.ts`, 2]);
  });

  it('5 MB of minified code: left out and named in verbose, read when it is named', async () => {
    const functions = Array.from({ length: 120_000 }, (_, index) => `function f${index}(a){return a*${index}+1}`);
    write('big.js', functions.join(''));
    const below = await run(['--verbose']);
    expect(below.code).toBe(0);
    expect(below.output).toContain('left out: big.js: minified or generated');
    const named = await run(['--format', 'json', '--engine', 'eslint', 'big.js']);
    expect(parse(named).engines).toMatchObject([{ name: 'eslint', files: 1 }]);
    // Read to its end, or told: on a slow machine it may take longer than one file is given.
    expect(named.code).toBe(parse(named).engines[0]?.status === 'complete' ? 0 : 2);
  });

  it('no Semgrep: exit 2, the command to run, and the findings of ESLint', async () => {
    write('a.ts', leak);
    write('b.py', 'one = 1\n');
    const result = await run([], { PATH: folder, XDG_CACHE_HOME: folder, MATHAKINE_LINT_SEMGREP: '' });
    expect(result.code).toBe(2);
    expect(result.output).toContain('Semgrep is not installed. Run: mathakine-lint setup');
    expect(result.output).toContain('no-sensitive-logs');
  });

  it('no Semgrep, and nothing for it to read: no fault', async () => {
    write('a.ts', 'export const one = 1;\n');
    expect((await run([], { PATH: folder, XDG_CACHE_HOME: folder, MATHAKINE_LINT_SEMGREP: '' })).code).toBe(0);
  });

  it('a Semgrep that is killed: exit 2', async () => {
    write('b.py', 'one = 1\n');
    write('semgrep', '#!/bin/sh\nkill -9 $$\n');
    chmodSync(path.join(folder, 'semgrep'), 0o755);
    const result = await run([], { MATHAKINE_LINT_SEMGREP: './semgrep' });
    expect(result.code).toBe(2);
    expect(result.output).toContain('was killed (SIGKILL)');
  });
});

describe('what the command tells about itself', { timeout: patience }, () => {
  it('lists and explains its rules', async () => {
    expect((await run(['--list-rules'])).output.trim().split('\n')).toHaveLength(6);
    expect((await run(['--explain', 'no-sensitive-logs'])).output).toContain('CWE-532');
    expect((await run(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(['--help'])).output).toContain('usage: mathakine-lint');
  });
});
