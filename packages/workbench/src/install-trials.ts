/**
 * Installs the packed plugin and command into four kinds of project, without flags, and lints one guilty file in each;
 * with an argument, into a copy of a real project, too, whose `eslint.config.mjs` gets the lines of the documentation.
 *
 * usage: npm run trials [-- path/to/mathakine/frontend]      (needs the npm registry)
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

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
    lint: ['oxlint', 'src'],
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

/** Installs without flags; returns what went wrong, or nothing. */
function install(folder: string, packages: readonly string[]): string | undefined {
  const saving = packages.length > 0 ? ['--save-dev', ...packages] : [];
  const { status, output } = run(folder, 'npm', ['install', '--no-audit', '--no-fund', ...saving]);
  return status !== 0 || /ERESOLVE|peer dep/i.test(output) ? `npm install ${saving.join(' ')}: ${output}` : undefined;
}

/** Runs a linter that must find something; returns what went wrong, or nothing. */
function mustFind(folder: string, command: readonly string[], rule: string): string | undefined {
  const [tool, ...args] = command;
  const { status, output } = run(folder, join(folder, 'node_modules/.bin', tool!), args);
  return status !== 1 || !output.includes(rule) ? `${command.join(' ')} (exit ${status}): ${output}` : undefined;
}

function writeProject(folder: string, { packages, files }: Trial): void {
  const manifest = { name: 'trial', version: '1.0.0', private: true, type: 'module', devDependencies: packages };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The project as it is, with the two lines that the documentation adds to its ESLint configuration. */
function copyProject(folder: string, original: string): void {
  const isOwn = (path: string): boolean => !['node_modules', '.next', '.git'].includes(basename(path));
  cpSync(original, folder, { recursive: true, filter: isOwn });
  const file = join(folder, 'eslint.config.mjs');
  const added = "  { plugins: { mathakine }, extends: ['mathakine/recommended'] },\n";
  const text = readFileSync(file, 'utf8').replace(/^\]\);$/m, `${added}]);`);
  if (!text.includes(added)) throw new Error(`${file} has no list of configurations to add to`);
  writeFileSync(file, `import mathakine from 'eslint-plugin-mathakine';\n${text}`);
}

/** Returns what went wrong, or nothing. */
function tryProject(
  folder: string,
  lint: readonly string[],
  rule: string,
  tarballs: readonly string[],
): string | undefined {
  const plugin = tarballs.filter((path) => !/[/\\]mathakine-(?:lint-\d|semgrep)/.test(path));
  return (
    install(folder, []) ??
    install(folder, plugin) ??
    mustFind(folder, lint, rule) ??
    install(folder, tarballs) ??
    mustFind(folder, ['mathakine-lint', '--engine', 'eslint', '.'], rule)
  );
}

const packs = mkdtempSync(join(tmpdir(), 'mathakine-packs-'));
const tarballs = packAll(packs);
const rule = 'no-localstorage-refresh-token';
let failures = 0;

function report(name: string, prepare: (folder: string) => void, lint: readonly string[], expected: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-trial-'));
  prepare(folder);
  const problem = tryProject(folder, lint, expected, tarballs);
  rmSync(folder, { recursive: true, force: true });
  if (problem !== undefined) failures++;
  console.log(`${problem === undefined ? 'ok  ' : 'FAIL'} ${name}${problem === undefined ? '' : `\n${problem}`}`);
}

for (const trial of trials) report(trial.name, (folder) => writeProject(folder, trial), trial.lint, rule);
const [original] = process.argv.slice(2);
if (original !== undefined)
  report(original, (folder) => copyProject(folder, original), ['eslint', '.'], 'no-demo-credentials');
rmSync(packs, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
