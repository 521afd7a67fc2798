import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Commits through the real husky and the real lint-staged, with the settings that the documentation tells to copy. */

const repository = path.join(import.meta.dirname, '../../..');
const page = readFileSync(path.join(repository, 'docs/pre-commit.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
  language,
  text: text!,
}));
const settings = JSON.parse(blocks.find(({ language }) => language === 'json')!.text) as object;
const hooks = blocks
  .filter(({ language, text }) => language === 'sh' && text.startsWith('npx '))
  .map(({ text }) => text);

const badScript = 'export const show = (refreshToken: string): void => console.log(refreshToken);\n';
const goodScript = 'export const show = (refreshToken: string): void => console.log(refreshToken.length);\n';
const badPython = 'def show(refresh_token):\n    print(refresh_token)\n';
const goodPython = 'def show(refresh_token):\n    print(len(refresh_token))\n';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "hooks it's ")));
  git('init', '--quiet');
  git('config', 'user.name', 'Someone');
  git('config', 'user.email', 'someone@example.org');
  write('package.json', JSON.stringify({ name: 'scratch', private: true, ...settings }));
  write('.gitignore', 'node_modules\n');
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  for (const name of ['husky', 'lint-staged', 'mathakine-lint'])
    symlinkSync(path.join(repository, 'node_modules/.bin', name), path.join(folder, 'node_modules/.bin', name));
  execFileSync(path.join(folder, 'node_modules/.bin/husky'), { cwd: folder });
  write('src/show.ts', goodScript);
  write('api/show.py', goodPython);
  git('add', '.');
  git('commit', '--quiet', '--no-verify', '--message', 'first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

function commit(...args: string[]): { isCommitted: boolean; output: string } {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;
  const { status, stdout, stderr } = spawnSync('git', ['commit', '--message', 'try', ...args], options);
  return { isCommitted: status === 0, output: stdout + stderr };
}

it('the page has a hook for the command and one for lint-staged', () => {
  expect(hooks.map((text) => text.trim())).toEqual(['npx mathakine-lint --staged', 'npx lint-staged']);
});

describe.each(hooks)('husky with %s', { timeout: 240_000 }, (hook) => {
  beforeEach(() => {
    write('.husky/pre-commit', hook);
    git('add', '.husky');
    git('commit', '--quiet', '--no-verify', '--message', 'the hook');
  });

  it('refuses a bad TypeScript file and a bad Python file with our report, and lets the good ones through', () => {
    write('src/show.ts', badScript);
    write('api/show.py', badPython);
    git('add', '.');
    const refused = commit();
    expect(refused.isCommitted).toBe(false);
    expect(refused.output).toMatch(/src\/show\.ts\n\s+1:\d+\s+error\s+no-sensitive-logs\s+eslint/);
    expect(refused.output).toMatch(/api\/show\.py\n\s+2:\d+\s+error\s+no-sensitive-logs\s+semgrep/);
    expect(refused.output).toContain('2 errors in 2 files.');
    write('src/show.ts', `${goodScript}\n`);
    write('api/show.py', `${goodPython}\n`);
    git('add', '.');
    expect(commit()).toMatchObject({ isCommitted: true });
  });

  it('judges a partially staged file by its staged content, and gives the rest back', () => {
    write('src/show.ts', badScript);
    write('api/show.py', `x = 1\n${goodPython}`);
    git('add', '.');
    write('src/show.ts', `${goodScript}\n`);
    write('api/show.py', `x = 1\n${badPython}`);
    const refused = commit();
    expect(refused.isCommitted).toBe(false);
    expect(refused.output).toContain('src/show.ts');
    expect(refused.output).not.toContain('api/show.py\n');
    expect(readFileSync(path.join(folder, 'src/show.ts'), 'utf8')).toBe(`${goodScript}\n`);
    git('add', 'src');
    expect(commit()).toMatchObject({ isCommitted: true });
    expect(readFileSync(path.join(folder, 'api/show.py'), 'utf8')).toBe(`x = 1\n${badPython}`);
    expect(git('show', 'HEAD:api/show.py')).toBe(`x = 1\n${goodPython}`);
  });

  it('refuses what it cannot read, and passes over what is none of its business', () => {
    write('api/show.py', 'def f(:\n    pass\n');
    git('add', '.');
    const refused = commit();
    expect(refused.isCommitted).toBe(false);
    expect(refused.output).toContain('not read: api/show.py: does not parse');
    git('reset', '--quiet', '--hard');
    write('README.md', 'password: hunter2\n');
    git('add', '.');
    expect(commit()).toMatchObject({ isCommitted: true });
  });
});
