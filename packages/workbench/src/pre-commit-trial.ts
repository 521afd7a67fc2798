/**
 * Commits through the pre-commit framework with `.pre-commit-hooks.yaml` as it stands in the work tree: a bad commit is
 * refused with our report, a good one passes, a partially staged file is judged by what is staged.
 *
 * usage: npm run trials      (needs PyPI the first time; the framework then stays in the user's cache folder)
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const version = '4.7.0';
const repository = join(import.meta.dirname, '../../..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mathakine-workbench');
const environment = join(cache, `pre-commit-${version}`);
const framework = join(environment, 'bin/pre-commit');

const bad = 'def show(refresh_token):\n    print(refresh_token)\n';
const good = 'def show(refresh_token):\n    print(len(refresh_token))\n';
const badScript = 'export const show = (refreshToken: string): void => console.log(refreshToken);\n';

const scratch = mkdtempSync(join(tmpdir(), 'mathakine-pre-commit-'));
const project = join(scratch, 'project');
const hookRepository = join(scratch, 'hooks');

function run(command: string, args: readonly string[], cwd: string): { status: number | null; output: string } {
  const env = { ...process.env, PRE_COMMIT_HOME: join(cache, 'pre-commit-home'), NO_COLOR: '1' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  return { status, output: error ? error.message : stdout + stderr };
}

function must(command: string, args: readonly string[], cwd: string): string {
  const { status, output } = run(command, args, cwd);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${output}`);
  return output;
}

function git(cwd: string, ...args: string[]): string {
  return must('git', ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.org', ...args], cwd);
}

function installFramework(): void {
  if (existsSync(framework)) return;
  mkdirSync(cache, { recursive: true });
  must(process.env['MATHAKINE_LINT_PYTHON'] ?? 'python3', ['-m', 'venv', environment], cache);
  must(join(environment, 'bin/pip'), ['install', '--quiet', `pre-commit==${version}`], cache);
}

/** The hook's definition as it is now, committed or not, in a repository of its own: the framework clones a revision. */
function makeHookRepository(): string {
  mkdirSync(hookRepository);
  git(hookRepository, 'init', '--quiet');
  cpSync(join(repository, '.pre-commit-hooks.yaml'), join(hookRepository, '.pre-commit-hooks.yaml'));
  git(hookRepository, 'add', '.');
  git(hookRepository, 'commit', '--quiet', '--message', 'hooks');
  return git(hookRepository, 'rev-parse', 'HEAD').trim();
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

function makeProject(revision: string): void {
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  symlinkSync(join(repository, 'node_modules/.bin/mathakine-lint'), join(project, 'node_modules/.bin/mathakine-lint'));
  git(project, 'init', '--quiet');
  git(project, 'config', 'user.name', 'Someone');
  git(project, 'config', 'user.email', 'someone@example.org');
  write('.gitignore', 'node_modules\n');
  write(
    '.pre-commit-config.yaml',
    `repos:\n  - repo: ${hookRepository}\n    rev: ${revision}\n    hooks:\n      - id: mathakine-lint\n`,
  );
  git(project, 'add', '.');
  git(project, 'commit', '--quiet', '--message', 'first');
  must(framework, ['install'], project);
}

interface Attempt {
  name: string;
  staged: Readonly<Record<string, string>>;
  /** What lies on disk when the commit is made, where that is something else. */
  onDisk?: Readonly<Record<string, string>>;
  passes: boolean;
  /** What the report says. */
  says?: readonly string[];
}

const attempts: readonly Attempt[] = [
  {
    name: 'a bad Python file and a bad TypeScript file',
    staged: { 'api/show.py': bad, 'web/show.ts': badScript },
    passes: false,
    says: ['api/show.py', 'web/show.ts', '2 errors in 2 files.'],
  },
  { name: 'a good file', staged: { 'api/show.py': good, 'web/show.ts': 'export const one = 1;\n' }, passes: true },
  {
    name: 'bad as staged, good on disk',
    staged: { 'api/show.py': bad },
    onDisk: { 'api/show.py': good },
    passes: false,
    says: ['api/show.py'],
  },
  {
    name: 'good as staged, bad on disk',
    staged: { 'api/show.py': `${good}\n` },
    onDisk: { 'api/show.py': bad },
    passes: true,
  },
  {
    name: 'a file that does not parse',
    staged: { 'api/show.py': 'def f(:\n    pass\n' },
    passes: false,
    says: ['not read: api/show.py'],
  },
  {
    name: 'names with blanks and dashes',
    staged: { '-x.py': bad, 'a b.py': bad, '--help.py': bad },
    passes: false,
    says: ['3 errors in 3 files.'],
  },
  { name: 'nothing of ours', staged: { 'README.md': 'x\n', 'logo.bin': '\0\u0001' }, passes: true },
];

/** Returns what went wrong, or nothing. */
function attempt({ staged, onDisk = {}, passes, says = [] }: Attempt): string | undefined {
  git(project, 'reset', '--quiet', '--hard');
  for (const [name, text] of Object.entries(staged)) write(name, text);
  git(project, 'add', '.');
  for (const [name, text] of Object.entries(onDisk)) write(name, text);
  const { status, output } = run('git', ['commit', '--message', 'try'], project);
  if ((status === 0) !== passes) return `exit ${status}: ${output}`;
  const missing = says.find((text) => !output.includes(text));
  return missing === undefined ? undefined : `the report does not say "${missing}": ${output}`;
}

let failures = 0;
try {
  installFramework();
  makeProject(makeHookRepository());
  for (const each of attempts) {
    const problem = attempt(each);
    if (problem !== undefined) failures++;
    console.log(
      `${problem === undefined ? 'ok  ' : 'FAIL'} pre-commit: ${each.name}${problem === undefined ? '' : `\n${problem}`}`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
