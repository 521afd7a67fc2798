import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Machine } from '../src/cache.js';
import { findBrokenPython } from '../src/engines/python-syntax.js';
import { runSemgrep } from '../src/engines/semgrep.js';
import { findSemgrep } from '../src/engines/semgrep-environment.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'syntax-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here: Machine = { env: process.env, platform: process.platform, cwd: '/' };
const leak = 'def show(d, refresh_token):\n    print(refresh_token)\n';

function write(name: string, content: string | Uint8Array) {
  const absolute = path.join(folder, name);
  writeFileSync(absolute, content);
  return { absolute, path: name, engines: ['semgrep'] as const };
}

function writeScript(name: string, body: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function check(content: string | Uint8Array): Promise<string[]> {
  const semgrep = findSemgrep(here);
  if (typeof semgrep === 'string') throw new Error(semgrep);
  const file = write('a.py', content);
  const found = await findBrokenPython({
    machine: here,
    files: [file],
    root: folder,
    command: semgrep.command,
    timeLimit: 60_000,
  });
  return found.map(({ reason }) => reason);
}

describe('a Python file that parses', { timeout: 60_000 }, () => {
  it.each([
    ['quotes of its own kind in an f-string (3.12)', 'x = f"{d["a"]} {"\\n".join(e)}"\n'],
    ['an f-string over several lines (3.12)', 'x = f"{\n    d  # why\n}"\n'],
    ['type parameters and aliases (3.12)', 'type X[T] = list[T]\n\n\ndef f[T](a: T) -> T:\n    return a\n'],
    ['defaults of type parameters (3.13)', 'class A[T = int]: ...\n'],
    ['template strings, and exceptions without parentheses (3.14)', 'try:\n    x = t"{d}"\nexcept A, B:\n    pass\n'],
    ['Python 2, which Semgrep reads', 'print "x", y\ntry:\n    pass\nexcept A, e:\n    raise B, "z"\n'],
    ['a byte order mark and Windows line ends', '\ufeffx = 1\r\ny = 2\r\n'],
    ['bytes that are not UTF-8', Buffer.from('# -*- coding: latin-1 -*-\nx = "caf\u00e9"\n', 'latin1')],
    ['what only the compiler refuses: the parser saw everything', 'return 1\ndef f(a, a): pass\nbreak\n'],
    ['nothing at all', ''],
  ])('%s', async (_, text) => {
    expect(await check(text)).toEqual([]);
  });
});

describe('a Python file that does not parse', { timeout: 60_000 }, () => {
  it.each([
    ['what Semgrep steps over without a word', 'def f(:\n    pass\n', /line 1/],
    ['an f-string that does not end', 'x = f"{d["a"} {b}"\n', /line 1/],
    ['wrong indentation', 'if x:\n        a\n    b\n', /unindent.*line 3/],
    ['although it asks linters to look away', '# ruff: noqa\ndef f(:  # noqa\n    pass\n', /line 2/],
    ['a mistake in bytes that are not UTF-8', Buffer.from('x = "\u00e9"\ny = = 2\n', 'latin1'), /line 2/],
    ['NUL bytes', 'x = 1\0\ny = 2\n', /line 1/],
    ['UTF-16', Buffer.from('\ufeffx = 1\n', 'utf16le'), /does not parse/],
  ])('%s', async (_, text, reason) => {
    expect(await check(text)).toEqual([expect.stringMatching(reason)]);
  });
});

describe('where not everybody can be asked', { timeout: 60_000 }, () => {
  const bare = (): Machine => ({ ...here, env: { PATH: folder, XDG_CACHE_HOME: path.join(folder, 'cache') } });
  const ask = (machine: Machine, names: string[]) =>
    findBrokenPython({
      machine,
      files: names.map((name) => write(name, 'x = = 1\n')),
      root: folder,
      command: path.join(folder, 'semgrep'),
      timeLimit: 20_000,
    });

  it('without ruff the interpreter decides', async () => {
    writeScript('python3', `echo '[0, "invalid syntax", 3]'; echo '[1]'`);
    expect(await ask(bare(), ['a.py', 'b.py'])).toEqual([
      { path: 'a.py', reason: 'does not parse: invalid syntax (line 3)' },
    ]);
  });

  it('an interpreter that dies over a file: that one and what comes after it are told', async () => {
    writeScript('python3', `echo '[0]'; kill -SEGV $$`);
    expect(await ask(bare(), ['a.py', 'b.py'])).toEqual([
      { path: 'b.py', reason: 'nobody could tell whether it parses: Python did not come to an end over it' },
    ]);
  });

  it('without an interpreter ruff decides', async () => {
    writeScript(
      'ruff',
      `echo '[{"filename":"${folder}/a.py","code":"invalid-syntax","message":"m","location":{"row":2}}]'`,
    );
    expect(await ask(bare(), ['a.py', 'b.py'])).toEqual([{ path: 'a.py', reason: 'does not parse: m (line 2)' }]);
  });

  it('with nobody to ask, every file is told: silence would be a pass', async () => {
    expect(await ask(bare(), ['a.py'])).toEqual([
      { path: 'a.py', reason: 'nobody could tell whether it parses: no Python was found to ask' },
    ]);
  });
});

describe("Semgrep's own parsing of new syntax", { timeout: 60_000 }, () => {
  const scan = async (text: string) => {
    const { findings, report } = await runSemgrep({
      machine: here,
      root: folder,
      files: [write('a.py', text)],
      only: ['no-sensitive-logs'],
      includeTests: false,
      cores: 1,
      timeLimit: 60_000,
    });
    return { status: report.status, lines: findings.map(({ line }) => line) };
  };

  it('reads all of a file with nested quotes: what stands in them and after them is found', async () => {
    const text = 'def f(d, refresh_token):\n    print(f"{d["a"]} {refresh_token}")\n    print(refresh_token)\n';
    expect(await scan(text)).toEqual({ status: 'complete', lines: [2, 3] });
  });

  it('reads all of a file with type parameters', async () => {
    const text = `type X[T] = list[T]\n\n\ndef f[T](d: T) -> T:\n    return d\n\n\n${leak}`;
    expect(await scan(text)).toEqual({ status: 'complete', lines: [9] });
  });

  it('tells what is too new for it', async () => {
    expect(await scan(`x = t"{y}"\n${leak}`)).toEqual({ status: 'incomplete', lines: [3] });
  });
});
