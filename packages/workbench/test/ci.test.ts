import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The commands of the documented CI jobs and of the action, run by the real shell and the real npx. */

const repository = path.join(import.meta.dirname, '../../..');

/** The lines of a YAML text that run the linter, without `run:` or the dash of a list. */
function getCommands(yaml: string): string[] {
  const lines = yaml.split('\n').map((line) =>
    line
      .trim()
      .replace(/^-\s+/u, '')
      .replace(/^run:\s+/u, ''),
  );
  return lines.filter((line) => line.startsWith('npx ') && !line.endsWith(' setup'));
}

const page = readFileSync(path.join(repository, 'docs/ci.md'), 'utf8');
const [actions, gitlab] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gmu)].map(([, text]) => getCommands(text!));
const action = getCommands(readFileSync(path.join(repository, 'action.yml'), 'utf8'));

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "ci it's ")));
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(
    path.join(repository, 'node_modules/.bin/mathakine-lint'),
    path.join(folder, 'node_modules/.bin/mathakine-lint'),
  );
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "scratch", "private": true }\n');
  writeFileSync(
    path.join(folder, 'show.ts'),
    'export const show = (password: string): void => console.log(password);\n',
  );
  writeFileSync(path.join(folder, 'show.py'), 'def show(password):\n    print(password)\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function runInShell(command: string, env: Record<string, string> = {}): { status: number | null; output: string } {
  const { status, stdout } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, output: stdout };
}

function readFile(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

describe('the documented jobs', { timeout: 240_000 }, () => {
  it('are one command each', () => {
    expect([actions, gitlab, action].map((commands) => commands?.length)).toEqual([1, 1, 1]);
  });

  it('annotates the lines in GitHub Actions, and writes SARIF', () => {
    const { status, output } = runInShell(actions![0]!);
    expect(status).toBe(1);
    expect(output).toMatch(/^::error file=show\.py,line=2,/mu);
    expect(output).toMatch(/^::error file=show\.ts,line=1,/mu);
    expect(JSON.parse(readFile('mathakine-lint.sarif'))).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{}, {}] }],
    });
  });

  it('fills the test tab of GitLab', () => {
    const { status, output } = runInShell(gitlab![0]!);
    expect(status).toBe(1);
    expect(output).toContain('2 errors in 2 files.');
    expect(readFile('mathakine-lint.xml')).toMatch(/<testsuites? [^>]*failures="2"/u);
  });

  it('takes the inputs of the action, whatever is in them', () => {
    const env = {
      LINT_PATH: 'show.py',
      FAIL_ON: 'error',
      PRESET: 'recommended',
      SARIF_FILE: 'a report; $(exit 9).sarif',
    };
    const { status, output } = runInShell(action[0]!, env);
    expect(status).toBe(1);
    expect(output).toMatch(/^::error file=show\.py,line=2,/mu);
    expect(output).not.toContain('show.ts');
    expect(existsSync(path.join(folder, 'a report; $(exit 9).sarif'))).toBe(true);
  });

  it('passes when there is nothing', () => {
    rmSync(path.join(folder, 'show.py'));
    writeFileSync(path.join(folder, 'show.ts'), 'export const one = 1;\n');
    expect(runInShell(actions![0]!).status).toBe(0);
  });
});
