/**
 * Installs the packed plugin and command into four kinds of project, without flags, and lints one guilty file in each.
 *
 * usage: npm run trials      (needs the npm registry)
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');
const published = ['packages/core', 'packages/module-graph', 'packages/eslint-plugin', 'packages/cli', 'rules'];
const guilty = "export function keep(refreshToken) {\n  localStorage.setItem('refresh_token', refreshToken);\n}\n";
const typed = guilty.replace('(refreshToken)', '(refreshToken: string): void');

interface Trial {
  name: string;
  packages: Readonly<Record<string, string>>;
  files: Readonly<Record<string, string>>;
  /** The linter's command line inside the project. */
  lint: readonly string[];
}

const flatConfig = (extra: string, extending: string): string =>
  `${extra}import mathakine from 'eslint-plugin-mathakine';\nimport { defineConfig } from 'eslint/config';\n` +
  `export default defineConfig([${extending}{ plugins: { mathakine }, extends: ['mathakine/recommended'] }]);\n`;

const typescriptEslint = flatConfig("import tseslint from 'typescript-eslint';\n", '...tseslint.configs.recommended, ');

const trials: readonly Trial[] = [
  {
    name: "Mathakine's frontend: ESLint 9.39, Next 16, TypeScript 5",
    packages: {
      eslint: '9.39.3',
      'eslint-config-next': '16.2.3',
      next: '16.2.3',
      react: '19.2.0',
      'react-dom': '19.2.0',
      typescript: '^5',
    },
    files: {
      'eslint.config.mjs': flatConfig(
        "import nextVitals from 'eslint-config-next/core-web-vitals';\nimport nextTypescript from 'eslint-config-next/typescript';\n",
        '...nextVitals, ...nextTypescript, ',
      ),
      'lib/session.ts': typed,
    },
    lint: ['eslint', '.'],
  },
  {
    name: 'ESLint 10 with TypeScript 6',
    packages: { eslint: '10.15.0', typescript: '6.0.3', 'typescript-eslint': '8.73.0' },
    files: { 'eslint.config.mjs': typescriptEslint, 'src/session.ts': typed },
    lint: ['eslint', '.'],
  },
  {
    name: 'JavaScript only',
    packages: { eslint: '10.15.0' },
    files: { 'eslint.config.mjs': flatConfig('', ''), 'src/session.js': guilty },
    lint: ['eslint', '.'],
  },
  {
    name: 'TypeScript 7 with oxlint',
    packages: { oxlint: '1.89.0', typescript: '7.0.2' },
    files: {
      '.oxlintrc.json': JSON.stringify({
        jsPlugins: ['eslint-plugin-mathakine'],
        rules: { 'mathakine/no-localstorage-refresh-token': 'error' },
      }),
      'src/session.ts': typed,
    },
    lint: ['oxlint'],
  },
];

function run(cwd: string, command: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, output: `${stdout}${stderr}` };
}

function packAll(folder: string): string[] {
  for (const path of published) {
    const { status, output } = run(join(repository, path), 'npm', ['pack', '--pack-destination', folder]);
    if (status !== 0) throw new Error(`npm pack failed in ${path}: ${output}`);
  }
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Returns what went wrong, or nothing. */
function tryProject(folder: string, { packages, files, lint }: Trial, tarballs: readonly string[]): string | undefined {
  const manifest = { name: 'trial', version: '1.0.0', private: true, type: 'module', devDependencies: packages };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const project = run(folder, 'npm', ['install', '--no-audit', '--no-fund']);
  if (project.status !== 0) return `npm install of the project itself: ${project.output}`;
  const plugin = tarballs.filter((path) => !/[/\\]mathakine-(?:lint-\d|semgrep)/.test(path));
  const installed = run(folder, 'npm', ['install', '--save-dev', '--no-audit', '--no-fund', ...plugin]);
  if (installed.status !== 0 || /ERESOLVE|peer dep/i.test(installed.output)) return `npm install: ${installed.output}`;
  const [tool, ...args] = lint;
  const { status, output } = run(folder, join(folder, 'node_modules/.bin', tool!), args);
  if (status !== 1 || !output.includes('no-localstorage-refresh-token'))
    return `${lint.join(' ')} (exit ${status}): ${output}`;
  const whole = run(folder, 'npm', ['install', '--save-dev', '--no-audit', '--no-fund', ...tarballs]);
  if (whole.status !== 0 || /ERESOLVE|peer dep/i.test(whole.output))
    return `npm install of the command: ${whole.output}`;
  const command = run(folder, join(folder, 'node_modules/.bin/mathakine-lint'), ['--engine', 'eslint', '.']);
  if (command.status !== 1 || !command.output.includes('no-localstorage-refresh-token'))
    return `mathakine-lint (exit ${command.status}): ${command.output}`;
  return undefined;
}

const packs = mkdtempSync(join(tmpdir(), 'mathakine-packs-'));
const tarballs = packAll(packs);
let failures = 0;
for (const trial of trials) {
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-trial-'));
  const problem = tryProject(folder, trial, tarballs);
  rmSync(folder, { recursive: true, force: true });
  if (problem !== undefined) failures++;
  console.log(`${problem === undefined ? 'ok  ' : 'FAIL'} ${trial.name}${problem === undefined ? '' : `\n${problem}`}`);
}
rmSync(packs, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
