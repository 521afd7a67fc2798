/**
 * The way from a fresh clone to a running linter: `start [PATH…]`, `test [vitest arguments]`, `check`.
 *
 * Plain Node without dependencies, because it runs before anything is installed. It does what is missing (npm
 * packages, the build, Semgrep's environment), tells on stderr what it does, and is quick when nothing is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
/** Standard output stays free for the report. */
const toStderr = ['ignore', 2, 2];
const linter = path.join(root, 'packages', 'cli', 'bin', 'mathakine-lint.cjs');
const [task, ...rest] = process.argv.slice(2);

const tasks = { start, test, check };
if (!Object.hasOwn(tasks, task ?? '')) {
  tell('usage: node packages/workbench/bootstrap.mjs start|test|check');
  process.exit(2);
}
checkNode();
prepare();
process.exit(tasks[task]());

/** Runs the linter on the given paths, or on the fixtures so that there is something to see. */
function start() {
  // npm starts scripts in the package's folder; relative paths mean the folder in which the user typed the command.
  const cwd = process.env.INIT_CWD && existsSync(process.env.INIT_CWD) ? process.env.INIT_CWD : root;
  if (hasPath() || rest.some((argument) => isInformation(argument)))
    return run([process.execPath, linter, ...rest], { cwd, stdio: 'inherit' }).status;
  tell('No path was given: this is a demonstration on the fixtures, two small applications with mistakes on purpose.');
  tell('To lint a project: npm start -- <path>\n');
  const { status } = run([process.execPath, linter, ...rest, path.join(root, 'fixtures')], { stdio: 'inherit' });
  if (status === 1) {
    tell('\nThe findings above are the demonstration: on a project, the exit code would now be 1.');
    return 0;
  }
  return status;
}

/** Whether something beside options and their values was given. */
function hasPath() {
  const valued = [
    '--format',
    '-f',
    '--output',
    '-o',
    '--only',
    '--engine',
    '--fail-on',
    '--preset',
    '--baseline',
    '--timeout',
  ];
  return rest.some((argument, index) => !argument.startsWith('-') && !valued.includes(rest[index - 1]));
}

function isInformation(argument) {
  return (
    ['--help', '-h', '--version', '--list-rules', '--staged', '--since'].includes(argument) ||
    argument.startsWith('--explain')
  );
}

function test() {
  return run([process.execPath, bin('vitest', 'vitest.mjs'), 'run', ...vitestConfig(), ...rest], { stdio: 'inherit' })
    .status;
}

/** Everything that must be right before a change is published; stops at the first thing that is not. */
function check() {
  const node = process.execPath;
  const published = ['core', 'module-graph', 'eslint-plugin', 'cli'].map((name) => path.join('packages', name));
  const steps = [
    ...build(),
    ['lint', [node, bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0']],
    ['format', [node, bin('prettier', 'bin/prettier.cjs'), '--check', '.']],
    ['sync --check', [node, path.join('packages', 'workbench', 'dist', 'sync.js'), '--check']],
    ['tests', [node, bin('vitest', 'vitest.mjs'), 'run', ...vitestConfig()]],
    ['knip', [node, bin('knip', 'bin/knip.js')]],
    ...published.map((folder) => [`publint ${folder}`, [node, bin('publint', 'src/cli.js'), folder, '--strict']]),
    ...published.map((folder) => [
      `attw ${folder}`,
      [node, bin('@arethetypeswrong/cli', 'dist/index.js'), '--pack', folder, '--profile', 'esm-only'],
    ]),
  ];
  for (const [name, command] of steps) {
    tell(`check: ${name}`);
    const { status } = run(command, { stdio: 'inherit' });
    if (status !== 0) {
      tell(`check: ${name} failed`);
      return status || 1;
    }
  }
  tell('check: all is well');
  return 0;
}

/** What `npm run build` does. */
function build() {
  return [
    ['the build', [process.execPath, bin('typescript', 'bin/tsc'), '-b']],
    ['the build of the command', [process.execPath, path.join('packages', 'cli', 'dist', 'build.js')]],
  ];
}

function vitestConfig() {
  const config = path.join('packages', 'workbench', 'vitest.config.ts');
  return existsSync(path.join(root, config)) ? ['--config', config] : [];
}

function bin(packageName, file) {
  return path.join('node_modules', packageName, file);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19)) return;
  tell(`Node 20.19, 22.13 or newer is needed; this is ${process.versions.node}.`);
  process.exit(2);
}

function prepare() {
  if (!isInstalled()) {
    tell('Installing packages (npm ci) …');
    must(npm('ci', '--no-audit', '--no-fund'), 'npm ci');
  }
  const isBuilt = existsSync(path.join(root, 'packages', 'cli', 'dist', 'cli.js'));
  if (!isBuilt) tell('Building (tsc -b) …');
  // Incremental, so quick when nothing changed. The check has a step of its own for it.
  if (!isBuilt || task !== 'check')
    for (const [name, command] of build()) must(run(command, { stdio: toStderr }), name);
  const setup = run([process.execPath, linter, 'setup'], { stdio: ['ignore', 'ignore', 2] });
  // Linting goes on without Semgrep: the report then says what is missing, and the exit code is 2.
  if (task !== 'start') must(setup, 'mathakine-lint setup');
}

/** Whether what npm wrote down about `node_modules` is what the lock file asks for. */
function isInstalled() {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([name, { version, optional, link }]) => {
    if (!name.startsWith('node_modules/') || link) return true;
    return installed[name] ? installed[name].version === version : optional === true;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function npm(...args) {
  // npm tells its scripts where it lies; without that, the command of the platform is used.
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return run([process.execPath, script, ...args], { stdio: toStderr });
  return run([process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args], {
    stdio: toStderr,
    shell: process.platform === 'win32',
  });
}

function run([command, ...args], options) {
  const result = spawnSync(command, args, { cwd: root, ...options });
  if (result.error) tell(`${command}: ${result.error.message}`);
  return { status: result.status ?? 2 };
}

function must({ status }, what) {
  if (status === 0) return;
  tell(`Could not go on: ${what} failed.`);
  process.exit(2);
}

function tell(text) {
  process.stderr.write(`${text}\n`);
}
