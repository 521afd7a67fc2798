import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leak, Project, pythonLeak } from './project.js';

/** `--staged` with the real git, in the places where commits are made. */

const patience = 240_000;
const command = fileURLToPath(new URL('../bin/mathakine-lint.cjs', import.meta.url));
const clean = 'export const one = 1;\n';

let project: Project;

beforeEach(() => {
  project = new Project("repository it's ");
  project.git('init', '--quiet', '--initial-branch', 'main');
  project.write('README.md', 'x\n');
  project.commit('first');
});
afterEach(() => project.remove());

/** What a hook prints that runs the command, in the folder that git starts it in or in one below. */
function addHook(below = '.'): void {
  const line = `cd "${below}" && exec "${process.execPath}" "${command}" --staged --format json > "${project.path('.git/report.json')}"`;
  project.write('.git/hooks/pre-commit', `#!/bin/sh\n${line}\n`, 0o755);
}

function tryCommit(...args: string[]): boolean {
  rmSync(project.path('.git/report.json'), { force: true });
  try {
    project.git('commit', '--quiet', '--message', 'try', ...args);
    return true;
  } catch {
    return false;
  }
}

function readReport(): string[] {
  const { findings } = JSON.parse(project.read('.git/report.json')) as { findings: { path: string; line: number }[] };
  return findings.map(({ path: file, line }) => `${file}:${line}`);
}

describe('staged files', { timeout: patience }, () => {
  it('start only the engines that they need', async () => {
    project.write('a.ts', clean);
    project.git('add', '.');
    const noSemgrep = { MATHAKINE_LINT_SEMGREP: '/nowhere' };
    const { code, report } = await project.lint(['--staged'], noSemgrep);
    expect({ code, engines: report.engines.map(({ status }) => status) }).toEqual({
      code: 0,
      engines: ['complete', 'idle'],
    });
    project.write('b.py', 'x = 1\n');
    project.git('add', '.');
    expect((await project.lint(['--staged'], noSemgrep)).code).toBe(2);
  });

  it('are judged by what is staged: a leak on disk does not count, a staged one does', async () => {
    project.write('a.ts', clean);
    project.write('b.py', pythonLeak);
    project.git('add', '.');
    project.write('a.ts', leak);
    project.write('b.py', 'x = 1\n');
    project.write('c.py', pythonLeak);
    expect((await project.lint(['--staged'])).found).toEqual(['b.py:2']);
  });

  it('that do not parse refuse the commit', async () => {
    project.write('a.ts', 'const = ;\n');
    project.write('b.py', 'def f(:\n    pass\n');
    project.git('add', '.');
    const { code, unread } = await project.lint(['--staged']);
    expect(code).toBe(2);
    expect(unread.map((each) => each.split(':')[0])).toEqual(['a.ts', 'b.py']);
  });

  it('deleted, renamed, made a link or a file again', async () => {
    project.write('gone.ts', leak);
    project.write('old.ts', leak);
    project.write('link.py', pythonLeak);
    symlinkSync('old.ts', project.path('file.ts'));
    project.commit();
    rmSync(project.path('gone.ts'));
    renameSync(project.path('old.ts'), project.path('new.ts'));
    rmSync(project.path('link.py'));
    symlinkSync('new.ts', project.path('link.py'));
    rmSync(project.path('file.ts'));
    project.write('file.ts', leak);
    project.git('add', '--all');
    const { found, unread } = await project.lint(['--staged']);
    expect({ found, unread }).toEqual({ found: ['file.ts:1', 'new.ts:1'], unread: [] });
  });

  it('below a path, from a folder of the repository', async () => {
    project.write('web/a [x].ts', leak);
    project.write('api/b.py', pythonLeak);
    project.git('add', '.');
    expect((await project.lint(['--staged', '.'], {}, 'web')).found).toEqual(['web/a [x].ts:1']);
    expect((await project.lint(['--staged', 'a [x].ts'], {}, 'web')).found).toEqual(['web/a [x].ts:1']);
    expect((await project.lint(['--staged'], {}, 'web')).found).toEqual(['api/b.py:2', 'web/a [x].ts:1']);
    expect(await project.run(['--staged', 'b.py'], {}, 'web')).toMatchObject({
      code: 2,
      errors: 'mathakine-lint: There is no file or folder "b.py".\n',
    });
  });

  it('named as in a shell loop: what the commit deletes is no mistake', async () => {
    project.write('gone.ts', clean);
    project.commit();
    project.git('rm', '--quiet', 'gone.ts');
    expect((await project.run(['--staged', 'gone.ts'])).code).toBe(0);
  });

  it('of the first commit of all', async () => {
    const fresh = new Project();
    fresh.git('init', '--quiet');
    fresh.write('a.py', pythonLeak);
    fresh.git('add', '.');
    expect((await fresh.lint(['--staged'])).found).toEqual(['a.py:2']);
    fresh.remove();
  });

  it('in a worktree', async () => {
    const tree = `${path.basename(project.folder)}-tree`;
    project.git('worktree', 'add', '--quiet', '-b', 'tree', `../${tree}`);
    project.write(`../${tree}/a.ts`, leak);
    project.git('-C', `../${tree}`, 'add', '.');
    expect((await project.lint(['--staged'], {}, `../${tree}`)).found).toEqual(['a.ts:1']);
    rmSync(project.path(`../${tree}`), { recursive: true });
  });

  it('during a merge: conflicts are told, then what was resolved is judged', async () => {
    project.write('a.ts', 'export const a = 1;\n');
    project.commit();
    project.git('checkout', '--quiet', '-b', 'other');
    project.write('a.ts', 'export const a = 2;\n');
    project.commit();
    project.git('checkout', '--quiet', 'main');
    project.write('a.ts', 'export const a = 3;\n');
    project.commit();
    expect(() => project.git('merge', '--quiet', 'other')).toThrow();
    expect(await project.run(['--staged'])).toMatchObject({
      code: 2,
      errors: 'mathakine-lint: "a.ts" has conflicts that are not resolved: what is staged cannot be judged yet.\n',
    });
    project.write('a.ts', leak);
    project.git('add', '.');
    expect((await project.lint(['--staged'])).found).toEqual(['a.ts:1']);
  });

  it('beside a submodule that is staged, too', async () => {
    const inner = new Project();
    inner.git('init', '--quiet');
    inner.write('a.py', pythonLeak);
    inner.commit();
    project.git('submodule', '--quiet', 'add', inner.folder, 'inner.py');
    project.write('b.ts', leak);
    project.git('add', '.');
    const { found, unread } = await project.lint(['--staged']);
    expect({ found, unread }).toEqual({ found: ['b.ts:1'], unread: [] });
    expect((await project.lint()).found).toEqual(['b.ts:1', 'inner.py/a.py:2']);
    inner.remove();
  });
});

describe('a hook that runs the command', { timeout: patience }, () => {
  it.each([
    ['in the root', '.'],
    ['in a folder', 'web'],
  ])('%s: git add, git commit -a, git commit FILE', async (_, below) => {
    mkdirSync(project.path('web'));
    project.write('web/a.ts', clean);
    project.write('b.py', 'x = 1\n');
    project.commit();
    addHook(below);
    project.write('web/a.ts', leak);
    project.git('add', '.');
    expect({ committed: tryCommit(), found: readReport() }).toEqual({ committed: false, found: ['web/a.ts:1'] });
    project.write('b.py', pythonLeak);
    project.git('reset', '--quiet');
    expect({ committed: tryCommit('--all'), found: readReport() }).toEqual({
      committed: false,
      found: ['b.py:2', 'web/a.ts:1'],
    });
    expect({ committed: tryCommit('b.py'), found: readReport() }).toEqual({ committed: false, found: ['b.py:2'] });
    project.write('web/a.ts', `${clean}\n`);
    expect({ committed: tryCommit('web/a.ts'), found: readReport() }).toEqual({ committed: true, found: [] });
    return Promise.resolve();
  });
});
