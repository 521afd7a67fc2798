import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leak, Project, pythonLeak } from './project.js';

/** `--since` and the baseline, with the real git and the real command. */

const patience = 240_000;
const clean = 'export const one = 1;\n';

let project: Project;

beforeEach(() => {
  project = new Project("repository it's ");
  project.git('init', '--quiet', '--initial-branch', 'main');
  project.write('README.md', 'x\n');
  project.commit('first');
});
afterEach(() => project.remove());

describe('changed lines', { timeout: patience }, () => {
  const both = `${leak}\n${leak.replace('show', 'again')}`;

  beforeEach(() => {
    project.write('a.ts', leak);
    project.write('old.py', pythonLeak);
    project.commit('second');
  });

  it('those of the working tree, of commits, and of what git does not know', async () => {
    project.write('a.ts', both);
    project.write('new.py', pythonLeak);
    expect((await project.lint(['--since', 'HEAD'])).found).toEqual(['a.ts:3', 'new.py:2']);
    project.commit();
    expect((await project.lint(['--since', 'HEAD~1'])).found).toEqual(['a.ts:3', 'new.py:2']);
    expect((await project.lint(['--since', 'HEAD'])).found).toEqual([]);
  });

  it('a file that only moved has none', async () => {
    mkdirSync(project.path('api'));
    renameSync(project.path('old.py'), project.path('api/moved.py'));
    project.commit();
    expect((await project.lint(['--since', 'HEAD~1'])).found).toEqual([]);
  });

  it('what the other branch did in the meantime is not ours', async () => {
    project.git('checkout', '--quiet', '-b', 'ours');
    project.write('ours.py', pythonLeak);
    project.commit();
    project.git('checkout', '--quiet', 'main');
    project.write('a.ts', clean);
    project.commit();
    project.git('checkout', '--quiet', 'ours');
    expect((await project.lint(['--since', 'main'])).found).toEqual(['ours.py:2']);
  });

  it('whatever the user configured for the eye', async () => {
    const inner = new Project();
    inner.git('init', '--quiet');
    inner.write('x.py', 'x = 1\n');
    inner.commit();
    project.git('submodule', '--quiet', 'add', inner.folder, 'a-inner');
    project.commit();
    inner.write('x.py', 'x = 2\n');
    inner.commit();
    project.git('-C', 'a-inner', 'pull', '--quiet');
    const settings = [
      'diff.submodule log',
      'diff.noprefix true',
      'diff.mnemonicPrefix true',
      'color.ui always',
      'diff.x.textconv cat',
      'diff.renames copies',
      'diff.relative true',
      'core.quotePath true',
    ];
    for (const setting of settings) project.git('config', ...setting.split(' '));
    project.write('.gitattributes', '*.ts diff=x\n');
    project.write('a.ts', both);
    expect((await project.lint(['--since', 'HEAD'])).found).toEqual(['a.ts:3']);
    inner.remove();
  });

  it('what git says nothing about has changed as a whole: ignored and named, or in another repository', async () => {
    project.write('.gitignore', 'local.py\n');
    project.commit();
    project.write('local.py', pythonLeak);
    const inner = ['init', '--quiet', project.path('inner')];
    project.git(...inner);
    project.write('inner/x.py', pythonLeak);
    expect((await project.lint(['--since', 'HEAD', 'local.py', 'inner'])).found).toEqual([
      'inner/x.py:2',
      'local.py:2',
    ]);
  });
});

describe('a baseline', { timeout: patience }, () => {
  const again = leak.replace('show', 'again');

  beforeEach(async () => {
    project.write('web/a.ts', leak);
    project.write('api/b.py', pythonLeak);
    expect((await project.run(['baseline'])).code).toBe(0);
  });

  it('hides what was there, although lines move and neighbours are renamed; not what is new', async () => {
    expect((await project.run([])).output).toContain('2 findings of the baseline not shown.');
    project.write('web/a.ts', `\n\nexport const renamed = 1;\n${leak}`);
    project.write('api/b.py', `x = 1\n\n\n${pythonLeak.replace('def show', 'def renamed')}`);
    expect((await project.lint()).found).toEqual([]);
    project.write('web/a.ts', `${again}${leak}`);
    expect((await project.lint()).found).toEqual(['web/a.ts:1']);
  });

  it('counts equal lines', async () => {
    project.write('api/b.py', `${pythonLeak}\n\n${pythonLeak}`);
    expect((await project.lint()).found).toEqual(['api/b.py:6']);
  });

  it('holds from every folder, for a folder, for a file and for a commit', async () => {
    project.git('add', '.');
    for (const [args, below] of [
      [['.'], '.'],
      [['web'], '.'],
      [['web/a.ts', 'api/b.py'], '.'],
      [[], 'api'],
      [['b.py'], 'api'],
      [['--staged'], 'web'],
      [['--since', 'HEAD'], '.'],
    ] as const)
      expect((await project.lint([...args], {}, below)).found).toEqual([]);
    expect((await project.lint(['--no-baseline', '.'])).found).toEqual(['api/b.py:2', 'web/a.ts:1']);
  });

  it('tells what is no longer found, also of files that are gone, and only where the run could know', async () => {
    rmSync(project.path('web/a.ts'));
    const note = '1 entry of the baseline is no longer found: web/a.ts (no-sensitive-logs).';
    expect((await project.lint(['.'])).report.notes.join()).toContain(note);
    expect((await project.lint([])).report.notes.join()).toContain(note);
    for (const args of [['api'], ['--engine', 'semgrep'], ['--only', 'no-demo-credentials']])
      expect((await project.lint(args)).report.notes.join()).not.toContain('no longer found');
    project.write('c.py', 'def f(:\n');
    expect((await project.lint(['.'])).report.notes.join()).not.toContain('no longer found');
  });

  it('that is named speaks of what is scanned, wherever it lies', async () => {
    rmSync(project.path('.mathakine-baseline.json'));
    expect((await project.run(['baseline', '--baseline', 'ci/known.json'])).code).toBe(2);
    mkdirSync(project.path('ci'));
    expect((await project.run(['baseline', '--baseline', 'ci/known.json'])).code).toBe(0);
    expect((await project.lint(['--baseline', 'ci/known.json'])).found).toEqual([]);
    expect((await project.run(['--baseline', 'ci/nothing.json'])).code).toBe(2);
  });
});
