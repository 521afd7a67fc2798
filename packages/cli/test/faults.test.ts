import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSemgrep } from '../src/engines/semgrep-environment.js';
import { leak, Project, pythonLeak } from './project.js';

/**
 * Faults that are brought about on purpose, with the real command and the real engines. Whatever goes wrong ends in
 * exit 2 and a sentence: never in a report that looks like a clean one.
 */

const patience = 240_000;
const command = fileURLToPath(new URL('../bin/mathakine-lint.cjs', import.meta.url));
const onLinux = process.platform === 'linux';

let project: Project;

beforeEach(() => {
  project = new Project();
});
afterEach(() => project.remove());

function getSemgrep(): string {
  const semgrep = findSemgrep({ env: process.env, platform: process.platform, cwd: '/' });
  if (typeof semgrep === 'string') throw new Error(semgrep);
  return semgrep.command;
}

describe('a Semgrep that fails in the middle', { timeout: patience }, () => {
  it.each([
    ['is killed', 'kill -9 $!'],
    ['is told to end', 'kill -15 $!'],
  ])('%s while it works', async (_, how) => {
    for (let index = 0; index < 40; index++) project.write(`m${index}.py`, pythonLeak.repeat(300));
    project.write('slow', `#!/bin/sh\n"${getSemgrep()}" "$@" & sleep 0.2; ${how}; wait $!; exit $?\n`, 0o755);
    const { code, output } = await project.run(['--engine', 'semgrep'], { MATHAKINE_LINT_SEMGREP: './slow' });
    expect(code).toBe(2);
    expect(output).toContain('the check is not complete');
  });

  it.each([
    ['is no program', 'hello\n', 0o755],
    ['may not be run', '#!/bin/sh\n', 0o644],
    ['has lost its Python', '#!/nowhere/bin/python3\n', 0o755],
    ['prints noise', '#!/bin/sh\nhead -c 100000 /dev/urandom\n', 0o755],
  ])('%s', async (_, text, mode) => {
    project.write('a.ts', leak);
    project.write('b.py', 'x = 1\n');
    project.write('broken', text, mode);
    const { code, found, report } = await project.lint([], { MATHAKINE_LINT_SEMGREP: './broken' });
    expect({ code, found }).toEqual({ code: 2, found: ['a.ts:1'] });
    expect(report.engines[1]).toMatchObject({ status: 'crashed' });
    expect(report.engines[1]?.reason).toMatch(/^Semgrep .{10}/);
  });
});

describe('an interrupted run', { timeout: patience }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s: exit 2, and it says so', async (signal) => {
    for (let index = 0; index < 60; index++) project.write(`m${index}.py`, pythonLeak.repeat(200));
    const child = spawn(process.execPath, [command], { cwd: project.folder, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    setTimeout(() => child.kill(signal), 600);
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(2);
    expect(output).toContain('was interrupted');
  });
});

describe('reports that cannot be written', { timeout: patience }, () => {
  it.each([
    ['into a folder that does not exist', 'nowhere/report.json'],
    ['over a folder', '.'],
    ...(onLinux ? [['on a full disk', '/dev/full']] : []),
  ])('%s', async (_, file) => {
    const { code, errors } = await project.run(['--output', file!]);
    expect(code).toBe(2);
    expect(errors).toMatch(/^mathakine-lint: The report cannot be written to ".*": E\w+/);
  });

  it.runIf(onLinux)('on standard output, when the disk is full', () => {
    const script = '"$0" "$1" > /dev/full; echo "exit $?"';
    const output = execFileSync('sh', ['-c', script, process.execPath, command], { cwd: project.folder });
    expect(output.toString()).toBe('exit 2\n');
  });
});

describe('a home that is none', { timeout: patience }, () => {
  const scan = (env: Record<string, string | undefined>) => {
    project.write('a.py', pythonLeak);
    return project.lint([], { MATHAKINE_LINT_SEMGREP: getSemgrep(), ...env });
  };

  it.each([
    ['is not set', undefined],
    ['is a file', fileURLToPath(import.meta.url)],
    ...(onLinux ? [['takes no folders', '/proc/nowhere']] : []),
  ])('%s: temporary files do', async (_, home) => {
    const { code, found } = await scan({ HOME: home, XDG_CACHE_HOME: undefined });
    expect({ code, found }).toEqual({ code: 1, found: ['a.py:2'] });
  });

  it('and no place for temporary files either: exit 2', async () => {
    const { code, report } = await scan({ HOME: '/dev/null', XDG_CACHE_HOME: undefined, TMPDIR: '/dev/null' });
    expect(code).toBe(2);
    expect(report.engines[1]).toMatchObject({ status: 'crashed' });
  });
});

describe('files that cannot be read', { timeout: patience }, () => {
  it('are told, each with its reason', async () => {
    symlinkSync('nowhere', project.path('link.py'));
    execFileSync('mkfifo', [project.path('pipe.ts')]);
    project.write('nul.py', 'x = 1\0\n');
    project.write('deep.ts', `export const x = ${'['.repeat(4000)}${']'.repeat(4000)};\n`);
    mkdirSync(project.path('folder.py'));
    project.write('folder.py/a.py', pythonLeak);
    const { code, found, unread } = await project.lint();
    expect({ code, found }).toEqual({ code: 2, found: ['folder.py/a.py:2'] });
    expect(unread.map((each) => each.split(':')[0]).sort()).toEqual(['deep.ts', 'link.py', 'nul.py', 'pipe.ts']);
  });

  it.each([
    ['a pipe', 'pipe.py', 'is neither a file nor a folder'],
    ['a link that leads nowhere', 'link.py', 'There is no file or folder'],
    ['a file below a file', 'a.py/b.py', 'There is no file or folder'],
  ])('named: %s', async (_, name, sentence) => {
    project.write('a.py', 'x = 1\n');
    symlinkSync('nowhere', project.path('link.py'));
    execFileSync('mkfifo', [project.path('pipe.py')]);
    expect(await project.run([name])).toMatchObject({ code: 2, errors: expect.stringContaining(sentence) as string });
  });
});

describe('a function that is too long for Semgrep', { timeout: patience }, () => {
  it('is told: what stands in it was not read to its end', async () => {
    const steps = Array.from({ length: 3_000 }, (_, index) => `    value_${index} = call(a, token, b=[a, {"x": a}])\n`);
    project.write('long.py', `def f(a, token):\n${steps.join('')}    print(value_1, token)\n`);
    project.write('short.py', pythonLeak);
    const { code, found, unread } = await project.lint(['--engine', 'semgrep']);
    expect({ code, found }).toEqual({ code: 2, found: ['short.py:2'] });
    expect(unread).toEqual(['long.py: the function in line 1 is too long to follow its values']);
  });
});

describe('names that are read like any other', { timeout: patience }, () => {
  const names = [
    'a b',
    '-x',
    '--help',
    '$(id)',
    '\u00e9',
    '\u65e5\u672c',
    'new\nline',
    'q"u\'ote',
    '*',
    '[id]',
    '(g)',
    '{a,b}',
    '!x',
    '#x',
    '%41',
    '@x',
  ];

  it('with blanks, signs, line breaks and dashes', async () => {
    for (const name of names) {
      project.write(`${name}.ts`, leak);
      project.write(`${name}.py`, pythonLeak);
    }
    const { found, unread } = await project.lint(['--only', 'no-sensitive-logs']);
    expect(unread).toEqual([]);
    expect([...found].sort()).toEqual(names.flatMap((name) => [`${name}.ts:1`, `${name}.py:2`]).sort());
  });

  it('named twice: once', async () => {
    project.write('a.py', pythonLeak);
    expect((await project.lint(['a.py', './a.py', '.'])).found).toEqual(['a.py:2']);
  });

  it('below node_modules, when they are named', async () => {
    project.write('node_modules/p/a.ts', leak);
    expect((await project.lint(['node_modules/p/a.ts'])).found).toEqual(['node_modules/p/a.ts:1']);
  });

  it.each([
    [
      'deployment files',
      'FROM x\nCMD ["sh", "-c", "alembic upgrade head && uvicorn app:app"]\n',
      [
        'Dockerfile',
        'DOCKERFILE',
        'dockerfile',
        'Dockerfile.prod',
        'Dockerfile-dev',
        'api.Dockerfile',
        'prod-Dockerfile',
        'api.dockerfile',
        'Containerfile',
      ],
    ],
    [
      'Procfiles',
      'web: alembic upgrade head && uvicorn app:app\n',
      ['Procfile', 'PROCFILE', 'procfile', 'Procfile.dev', 'dev.Procfile'],
    ],
    [
      'compose files',
      'services:\n  web:\n    command: sh -c "alembic upgrade head && uvicorn a:b"\n',
      ['compose.yaml', 'COMPOSE.YAML', 'docker-compose.prod.yml'],
    ],
    [
      'shell scripts',
      '#!/bin/sh\nalembic upgrade head\nexec uvicorn app:app\n',
      ['start.sh', 'START.SH', 'run.bash', 'entrypoint', 'docker-entrypoint', 'start'],
    ],
    [
      'templates',
      '<script>localStorage.setItem("refresh_token", data.refresh_token);</script>\n',
      ['html', 'HTML', 'htm', 'xhtml', 'jinja', 'jinja2', 'jinja-html', 'j2', 'njk', 'nunjucks', 'tera', 'html.j2'].map(
        (ending) => `x.${ending}`,
      ),
    ],
    ['Python', pythonLeak, ['a.py', 'A.PY', 'b.Py']],
    [
      'scripts',
      leak.replace(': string', ''),
      ['js', 'JS', 'jsx', 'mjs', 'cjs', 'ts', 'TS', 'tsx', 'Tsx', 'mts', 'cts'].map((ending) => `x.${ending}`),
    ],
    ['components', `<script>\n${leak.replace(': string', '')}</script>\n`, ['x.vue', 'y.VUE']],
  ])('%s of every name that is taken for one', async (_, text, given) => {
    // Folders of their own: some file systems take capitals for small letters.
    const files = given.map((name, index) => `${index}/${name}`);
    for (const file of files) project.write(file, text);
    const { found, unread } = await project.lint();
    expect(unread).toEqual([]);
    expect(found.map((place) => place.replace(/:\d+$/, ''))).toEqual(files.sort());
  });
});

describe('a repository that would rather not be read', { timeout: patience }, () => {
  const guilty = (): void => {
    project.write('a.ts', leak);
    project.write('b.py', pythonLeak);
  };

  it('runs none of its code, and its ignore files of other tools do not count', async () => {
    guilty();
    const trap = `require('node:fs').writeFileSync(${JSON.stringify(project.path('ran'))}, 'x');\n`;
    for (const name of [
      'eslint.config.js',
      '.eslintrc.cjs',
      '.eslintrc.js',
      'node_modules/eslint/index.js',
      'semgrep.js',
    ])
      project.write(name, trap);
    for (const name of ['node_modules/.bin/semgrep', 'node_modules/.bin/node', 'semgrep', 'python3', 'ruff', 'git'])
      project.write(name, `#!/bin/sh\ntouch '${project.path('ran')}'\n`, 0o755);
    project.write('sitecustomize.py', `open(${JSON.stringify(project.path('ran'))}, "w")\n`);
    project.write('ast.py', `open(${JSON.stringify(project.path('ran'))}, "w")\n`);
    project.write(
      'package.json',
      '{"scripts": {"preinstall": "touch ran", "prepare": "touch ran"}, "type": "commonjs"}\n',
    );
    project.write(
      'tsconfig.json',
      '{"extends": "../../../../../etc/passwd", "compilerOptions": {"plugins": [{"name": "./trap"}]}}\n',
    );
    for (const name of ['.semgrepignore', '.eslintignore', '.prettierignore', '.ignore']) project.write(name, '*\n');
    project.write('.semgrep.yml', 'rules: []\n');
    project.write('pyproject.toml', '[tool.ruff]\nexclude = ["*"]\n[tool.semgrep]\nexclude = ["*"]\n');
    project.write('ruff.toml', 'exclude = ["*"]\nextend = "/nowhere"\n');
    const { found, unread } = await project.lint(['--only', 'no-sensitive-logs']);
    expect({ found, unread }).toEqual({ found: ['a.ts:1', 'b.py:2'], unread: [] });
    expect(() => readFileSync(project.path('ran'))).toThrow('ENOENT');
  });

  it('runs nothing that its git configuration names', async () => {
    guilty();
    project.git('init', '--quiet');
    project.commit();
    const trap = path.join(project.folder, '.git', 'trap');
    project.write('.git/trap', `#!/bin/sh\ntouch '${project.path('ran')}'\n`, 0o755);
    project.git('config', 'core.fsmonitor', trap);
    project.git('config', 'diff.external', trap);
    project.git('config', 'diff.x.textconv', trap);
    project.write('.gitattributes', '* diff=x\n');
    project.write('.gitignore', 'ignored\n');
    project.write('ignored/x.py', '');
    project.write('a.ts', `\n${leak}`);
    expect((await project.lint()).found).toEqual(['a.ts:2', 'b.py:2']);
    expect((await project.lint(['--since', 'HEAD'])).found).toEqual([]);
    expect(() => readFileSync(project.path('ran'))).toThrow('ENOENT');
  });

  it('cannot hide a file that it keeps behind its own ignore file', async () => {
    guilty();
    project.git('init', '--quiet');
    project.commit();
    project.write('.gitignore', '*\n');
    project.write('local.py', pythonLeak);
    expect((await project.lint()).found).toEqual(['a.ts:1', 'b.py:2']);
  });

  it('is told to have silenced findings: by comments that disable, and by comments that set a rule', async () => {
    project.write('a.ts', `/* eslint mathakine/no-sensitive-logs: off -- a made-up one */\n${leak}`);
    project.write('b.ts', `/* eslint-disable -- another */\n${leak}`);
    project.write('c.ts', `/* eslint mathakine/no-sensitive-logs: ["warn", { redactors: ["show"] }] */\n${leak}`);
    project.write('d.py', pythonLeak.replace(')\n', ')  # nosemgrep\n').replace('):\n', '):\n'));
    const { code, report, found } = await project.lint();
    expect({ code, found }).toEqual({ code: 1, found: ['c.ts:2'] });
    expect(report.suppressions.map(({ path: file, justification }) => [file, justification])).toEqual([
      ['a.ts', 'a made-up one'],
      ['b.ts', 'another'],
      ['d.py', ''],
    ]);
    expect((await project.lint(['--require-reasons'])).found).toEqual(['c.ts:2', 'd.py:2']);
    expect((await project.run([])).output).toContain('1 error in 1 file. 3 findings silenced by comments.');
  });

  it('is read with the comments that ESLint 8 took for configuration', async () => {
    project.write('a.js', `/* eslint-env node, browser */\n${leak}`);
    project.write('b.ts', `/*eslint-env\n  jest */ ${leak}`);
    const { code, found } = await project.lint();
    expect({ code, found }).toEqual({ code: 1, found: ['a.js:2', 'b.ts:2'] });
  });

  it('is told to have called its files generated', async () => {
    project.write('a.py', `# DO NOT EDIT\n${pythonLeak}`);
    expect((await project.run([])).output).toBe(
      'There was nothing to read here. 1 minified or generated file left out (see --verbose).\n',
    );
  });
});

describe.runIf(onLinux)('without a network', { timeout: patience }, () => {
  it('a scan is what it is with one', async () => {
    project.write('a.ts', leak);
    project.write('b.py', pythonLeak);
    const isolated = ['--user', '--map-root-user', '--net', process.execPath, command, '--format', 'json'];
    const child = spawn('unshare', isolated, { cwd: project.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const started = Date.now();
    const [code] = (await once(child, 'close')) as [number];
    // Containers may not allow it; then there is nothing to see.
    if (/unshare/.test(errors)) return;
    expect(code).toBe(1);
    expect(output).toContain('"path": "b.py"');
    expect(Date.now() - started).toBeLessThan(60_000);
  });
});
