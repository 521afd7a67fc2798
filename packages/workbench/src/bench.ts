/**
 * Measures what the linter costs, as ratios within one run, since seconds differ from machine to machine.
 *
 * usage: npm run bench -- [PATH]      default: fixtures/
 *        npm run bench -- --shapes    each rule alone on 10,000 lines of one shape; takes a quarter of an hour
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import mathakine from 'eslint-plugin-mathakine';
import { benchShapes } from './bench-shapes.js';
import { getSemgrep, parsingRule, runSemgrep, type SemgrepTimes } from './semgrep-runs.js';

const repository = join(import.meta.dirname, '../../..');
const command = join(repository, 'node_modules/.bin/mathakine-lint');
const scripts = new Set(['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts']);
const skippedFolders = new Set(['node_modules', '.git', 'dist', 'build', '.next', 'vendor']);
const repetitions = 3;

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) yield* walk(path);
    else if (entry.isFile()) yield path;
  }
}

/** The shortest of some runs, in milliseconds: noise only ever adds. */
function measure(run: () => void): number {
  let best = Infinity;
  for (let count = 0; count < repetitions; count++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function print(name: string, ratio: number, detail: string): void {
  console.log(`${name.padEnd(58)} ${ratio.toFixed(3).padStart(7)}   ${detail}`);
}

function formatMs(ms: number): string {
  return `${Math.round(ms)} ms`;
}

/** ESLint's own clock (`stats`), which it reads around parsing and around each rule: both sides of a ratio in one run. */
function benchEslint(root: string, files: readonly string[]): void {
  const sources = files
    .filter((file) => scripts.has(extname(file)) && !file.endsWith('.d.ts'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.length < 500_000);
  if (sources.length === 0) return;
  const config: Linter.Config = {
    // A pattern that ends in a bare star makes no file one that is linted.
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { mathakine },
    rules: Object.fromEntries(Object.keys(mathakine.rules ?? {}).map((name) => [`mathakine/${name}`, 'error'])),
  };
  const runs = Array.from({ length: repetitions + 1 }, () => {
    const linter = new Linter({ cwd: root }) as Linter & TimedLinter;
    let parsing = 0;
    const rules = new Map<string, number>();
    for (const { file, text } of sources) {
      linter.verifyAndFix(text, config, { filename: file, fix: false, stats: true } as Linter.FixOptions);
      for (const pass of linter.getTimes().passes) {
        parsing += pass.parse.total;
        for (const [name, { total }] of Object.entries(pass.rules ?? {}))
          rules.set(name, (rules.get(name) ?? 0) + total);
      }
    }
    const all = [...rules.values()].reduce((sum, one) => sum + one, 0);
    return { parsing, rules, all };
  });
  const printRun = (name: string, run: (typeof runs)[number], ms: number): void =>
    print(name, ms / run.parsing, `${formatMs(ms)} / ${formatMs(run.parsing)}`);
  const [cold, ...warm] = runs;
  const best = warm.reduce((least, run) => (run.all / run.parsing < least.all / least.parsing ? run : least));
  printRun(`ESLint: all rules / parsing, ${sources.length} files`, best, best.all);
  for (const [name, ms] of [...best.rules].sort()) printRun(`  ${name}`, best, ms);
  printRun('  all rules, the first time', cold!, cold!.all);
}

/** ESLint documents this method, its types leave it out. */
interface TimedLinter {
  getTimes(): { passes: { parse: { total: number }; rules?: Record<string, { total: number }> }[] };
}

function benchSemgrep(files: readonly string[]): void {
  const semgrep = getSemgrep();
  const python = files.filter((file) => file.endsWith('.py'));
  if (python.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-bench-'));
  const parseAll = join(folder, 'parse-all.yaml');
  writeFileSync(parseAll, parsingRule);
  const rules = join(repository, 'rules/python');
  const parsing = measure(() => runSemgrep(semgrep, [parseAll], python));
  const all = measure(() => runSemgrep(semgrep, [rules], python));
  rmSync(folder, { recursive: true });
  print(
    `Semgrep: rules/python / parsing, ${python.length} files`,
    all / parsing,
    `${formatMs(all)} / ${formatMs(parsing)}`,
  );
  for (const name of readdirSync(rules).sort()) {
    const one = measure(() => runSemgrep(semgrep, [join(rules, name)], python));
    print(`  ${name}`, one / parsing, formatMs(one));
  }
  const first = python.slice(0, 1);
  const single = measure(() => runSemgrep(semgrep, [rules], first));
  print('Semgrep: one explicit file / parsing them all', single / parsing, formatMs(single));
  benchLength(semgrep, rules);
  benchJoined(semgrep, rules, python);
  const { time } = JSON.parse(runSemgrep(semgrep, [rules], python, ['--time'])) as SemgrepTimes;
  if (time) printRuleTimes(time);
}

/** A handler as they are written by the dozen: a body, a query, two logs, a cookie, an answer. */
const handler = (index: number): string => `
@router.post("/login/${index}")
async def login_${index}(request, response, db):
    data = await request.json()
    ip = request.client.host
    user = await find_user_${index}(db, data["email"], data["password"])
    if user is None:
        logger.warning(f"login failed for {data.get('email')} from {ip}")
        raise HTTPException(status_code=401)
    value = create_refresh_token({"sub": user.id})
    result = await store_${index}(db, user, value)
    logger.info("login of %s from %s: %s", user, ip, result)
    response.set_cookie("refresh_token", value, httponly=True)
    return JSONResponse({"user": user.id, "access": create_access_token(user)})
`;

/** The same question in four patterns: what any rule costs that follows values. */
const plainTaint = `rules:
  - id: plain-taint
    languages: [python]
    severity: INFO
    message: never
    mode: taint
    pattern-sources: [{ pattern: $R.json() }, { pattern: create_refresh_token(...) }]
    pattern-sanitizers: [{ pattern: $F(...) }]
    pattern-sinks:
      - patterns: [{ pattern: 'logger.$M(..., $A, ...)' }, { focus-metavariable: $A }]
`;

/** What a long file costs: 4 is in proportion to its length. Semgrep's taint analysis by itself needs more. */
function benchLength(semgrep: string, rules: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-bench-'));
  const plain = join(folder, 'plain-taint.yaml');
  writeFileSync(plain, plainTaint);
  const logs = join(rules, 'no-sensitive-logs.yaml');
  const scan = (config: string, lines: number): number => {
    const file = join(folder, `handlers_${lines}.py`);
    writeFileSync(file, Array.from({ length: lines / 16 }, (_, index) => handler(index)).join('\n'));
    return measure(() => runSemgrep(semgrep, [config], [file], ['--timeout', '0']));
  };
  const [short, long] = [scan(rules, 2_500), scan(rules, 10_000)];
  print('Semgrep: 10,000 lines of handlers / 2,500', long / short, `${formatMs(long)} / ${formatMs(short)}`);
  const [own, bare] = [scan(logs, 10_000), scan(plain, 10_000)];
  print('  no-sensitive-logs.yaml / four patterns', own / bare, `${formatMs(own)} / ${formatMs(bare)}`);
  rmSync(folder, { recursive: true });
}

/** The same with the beginning of the measured code, as many whole files as make so many lines. */
function benchJoined(semgrep: string, rules: string, python: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-bench-'));
  // What is left out speaks of the whole file that it stands in.
  const texts = python
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => !/^from __future__ |^\s*match .*:$/m.test(text));
  const scan = (lines: number): number => {
    const taken: string[] = [];
    let count = 0;
    for (const text of texts) {
      if (count >= lines) break;
      taken.push(text.trimEnd());
      count += text.split('\n').length;
    }
    const file = join(folder, `joined_${lines}.py`);
    writeFileSync(file, `${taken.join('\n')}\n`);
    return measure(() => runSemgrep(semgrep, [rules], [file], ['--timeout', '0']));
  };
  const [short, long] = [scan(2_500), scan(10_000)];
  print('Semgrep: 10,000 lines of the files in one / 2,500', long / short, `${formatMs(long)} / ${formatMs(short)}`);
  rmSync(folder, { recursive: true });
}

/** Semgrep's own clock: how long each rule's patterns were matched. What is done with the matches is in the target's time alone. */
function printRuleTimes({ rules, targets }: NonNullable<SemgrepTimes['time']>): void {
  const sum = (times: readonly number[]): number => 1000 * times.reduce((total, one) => total + one, 0);
  console.log(`  slowest target: ${formatMs(1000 * Math.max(0, ...targets.map(({ run_time }) => run_time)))}`);
  const rows = rules.map((rule, index) => {
    const times = targets.map(({ match_times }) => match_times[index] ?? 0);
    const name = rule.replace(/^.*\brules\.python\./, '');
    return { name, ms: sum(times), files: times.filter((one) => one > 0).length };
  });
  for (const { name, ms, files } of rows.sort((a, b) => b.ms - a.ms))
    console.log(`    ${name.padEnd(54)} ${formatMs(ms).padStart(8)}   ${files} files`);
}

function runCommand(cwd: string, args: readonly string[]): void {
  const run = spawnSync(process.execPath, [command, '--format', 'json', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status === null) throw new Error(`mathakine-lint failed: ${run.stderr}`);
}

function benchCommand(root: string, files: readonly string[]): void {
  const both = measure(() => runCommand(root, ['.']));
  const eslint = measure(() => runCommand(root, ['--engine', 'eslint', '.']));
  const scanning = measure(() => runCommand(root, ['--engine', 'semgrep', '.']));
  print(
    'Command: both engines / the slower one alone',
    both / Math.max(eslint, scanning),
    `${formatMs(both)} / ${formatMs(Math.max(eslint, scanning))}`,
  );
  const pick = (endings: readonly string[], count: number): string[] =>
    files
      .filter((file) => endings.includes(extname(file)))
      .slice(0, count)
      .map((file) => relative(root, file));
  const scriptFiles = pick(['.ts', '.tsx', '.js'], 10);
  const pythonFiles = pick(['.py'], 5);
  // Without paths the command would lint everything.
  if (scriptFiles.length === 0 || pythonFiles.length === 0) return;
  const mixed = [...scriptFiles.slice(0, 5), ...pythonFiles];
  const semgrep = getSemgrep();
  const commit = measure(() => runCommand(root, mixed));
  const alone = measure(() =>
    runSemgrep(
      semgrep,
      [join(repository, 'rules/python')],
      pythonFiles.map((file) => join(root, file)),
    ),
  );
  print('Commit of ten files / Semgrep alone on its five', commit / alone, `${formatMs(commit)} / ${formatMs(alone)}`);
  const noPython = measure(() => runCommand(root, scriptFiles));
  print(
    'Commit of ten files without Python / Semgrep alone on five',
    noPython / alone,
    `${formatMs(noPython)} / ${formatMs(alone)}`,
  );
}

if (process.argv[2] === '--shapes') benchShapes();
else {
  const root = resolve(process.argv[2] ?? join(repository, 'fixtures'));
  const files = [...walk(root)].sort();
  benchEslint(root, files);
  benchSemgrep(files);
  benchCommand(root, files);
}
