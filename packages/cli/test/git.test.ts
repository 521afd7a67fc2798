import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareWithBaseline, readBaseline, writeBaseline } from '../src/baseline.js';
import { getNosemgrepReason } from '../src/engines/nosemgrep.js';
import { isOnChangedLine, readChangedLines, readStagedFiles } from '../src/git.js';
import type { Finding } from 'mathakine-lint-core';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'git-')));
  git('init', '-q');
  git('config', 'user.email', 'someone@example.org');
  git('config', 'user.name', 'Someone');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
}

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

function getMachine() {
  return { env: process.env, platform: process.platform, cwd: folder };
}

const finding: Finding = {
  ruleId: 'no-sensitive-logs',
  engine: 'semgrep',
  path: 'a.py',
  line: 2,
  column: 1,
  endLine: 2,
  endColumn: 5,
  severity: 'error',
  message: 'm',
  messageId: 'found',
  fingerprint: 'f1',
};

describe('staged files', () => {
  it('are judged by what is staged, not by what lies on disk', async () => {
    write('a b.ts', 'staged\n');
    write('notes.txt', 'x\n');
    git('add', '.');
    write('a b.ts', 'later\n');
    write('untracked.ts', 'x\n');
    const staged = await readStagedFiles(getMachine(), []);
    expect(staged.discovery.files.map((file) => [file.path, file.text])).toEqual([['a b.ts', 'staged\n']]);
    await staged.remove();
  });

  it('do not hold what the commit deletes', async () => {
    write('a.ts', 'x\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    git('rm', '-q', 'a.ts');
    const staged = await readStagedFiles(getMachine(), []);
    expect(staged.discovery.files).toEqual([]);
    await staged.remove();
  });

  it('need a repository', async () => {
    rmSync(path.join(folder, '.git'), { recursive: true });
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(folder) };
    await expect(readStagedFiles({ ...getMachine(), env }, [])).rejects.toThrow('This needs a git repository.');
  });
});

describe('changed lines', () => {
  it('are those of commits, of the working tree, and of files that git does not know', async () => {
    write('it\'s "a".py', 'one\ntwo\nthree\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    write('it\'s "a".py', 'one\nTWO\nthree\nfour\n');
    write('new.py', 'x\n');
    const changed = await readChangedLines(getMachine(), 'HEAD');
    expect(changed.get(path.join(folder, 'it\'s "a".py'))).toEqual([
      { from: 2, to: 2 },
      { from: 4, to: 4 },
    ]);
    expect(changed.has(path.join(folder, 'new.py'))).toBe(true);
    expect(isOnChangedLine(finding, [{ from: 2, to: 2 }])).toBe(true);
    expect(isOnChangedLine(finding, [{ from: 3, to: 9 }])).toBe(false);
  });

  it('need a ref that git knows', async () => {
    await expect(readChangedLines(getMachine(), 'nope')).rejects.toThrow('git knows no commit "nope".');
    await expect(readChangedLines(getMachine(), '--output=x')).rejects.toThrow('git knows no commit');
  });
});

describe('a baseline', () => {
  it('parts findings into new ones, known ones and stale entries', async () => {
    const file = path.join(folder, 'baseline.json');
    await writeBaseline(file, [finding, { ...finding, fingerprint: 'gone' }]);
    const entries = (await readBaseline(file, true))!;
    const fresh = { ...finding, fingerprint: 'f2' };
    expect(compareWithBaseline([finding, fresh], entries, () => true)).toEqual({
      fresh: [fresh],
      known: 1,
      stale: [{ ruleId: 'no-sensitive-logs', path: 'a.py', fingerprint: 'gone' }],
    });
    expect(compareWithBaseline([], entries, () => false).stale).toEqual([]);
  });

  it('that is none is refused, and one that was named must exist', async () => {
    write('x.json', '{"version": 1, "findings": [{}]}');
    await expect(readBaseline(path.join(folder, 'x.json'), false)).rejects.toThrow('is not a baseline');
    await expect(readBaseline(path.join(folder, 'y.json'), true)).rejects.toThrow('does not exist');
    expect(await readBaseline(path.join(folder, 'y.json'), false)).toBeUndefined();
  });
});

describe('a nosemgrep comment', () => {
  it.each([
    ['x = 1\nprint(token)  # nosemgrep', ''],
    ['x = 1\nprint(token)  # nosemgrep: no-sensitive-logs -- made up', 'made up'],
    ['# nosemgrep: other-rule, no-sensitive-logs\nprint(token)', ''],
    ['x = 1  # nosemgrep\nprint(token)', undefined],
    ['x = 1\nprint(token)  # nosemgrep: other-rule', undefined],
    ['x = 1\nprint(token, "nosemgrep")', undefined],
  ])('%s', (text, reason) => {
    expect(getNosemgrepReason(finding, text.split('\n'))).toBe(reason);
  });
});
