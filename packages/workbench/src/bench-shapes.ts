import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getSemgrep, parsingRule, runSemgrep, type SemgrepTimes } from './semgrep-runs.js';

const repository = join(import.meta.dirname, '../../..');

const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** 10,000 lines, or as good as, of which each could be paired with every other. */
const shapes: Readonly<Record<string, string>> = {
  'assignments of one function': `def f(a):\n${repeat(10_000, (i) => `    name_${i} = call_${i}(a)\n`)}`,
  'constants of one module': repeat(10_000, (i) => `NAME_${i} = "text ${i}"\n`),
  'entries of one dictionary': `D = {\n${repeat(10_000, (i) => `    "key ${i}": call(D, b=${i}),\n`)}}\n`,
  'entries of one list': `L = [\n${repeat(10_000, (i) => `    ("key ${i}", call(L, b=${i})),\n`)}]\n`,
  'early returns of one function': `def f(a):\n${repeat(5_000, (i) => `    if a == ${i}:\n        return ${i}\n`)}`,
  'members read in one function': `def f(a, b):\n${repeat(5_000, (i) => `    if a.get("x ${i}") == ${i}:\n        b.append(${i})\n`)}`,
  'log calls of one function': `def f(a, token):\n${repeat(10_000, (i) => `    logger.info("value ${i} %s", user_${i})\n`)}`,
  functions: repeat(
    2_000,
    (i) => `def f_${i}(a, b=${i}):\n    c = a + b\n    if c:\n        return c\n    return g(c)\n`,
  ),
};

/** Each rule of a file by itself, since rules of one run share what they have read. */
function* splitRules(folder: string): Generator<{ id: string; text: string }> {
  for (const name of readdirSync(folder).sort()) {
    const [, ...rules] = readFileSync(join(folder, name), 'utf8').split(/^(?= {2}- id: )/m);
    for (const rule of rules) yield { id: /id: (\S+)/.exec(rule)![1]!, text: `rules:\n${rule}` };
  }
}

/**
 * The slowest rules on files of one shape, in which every rule has something to report: in front stand the mistakes
 * of the fixtures. Seconds as Semgrep counts them for the whole file, reading it included.
 */
export function benchShapes(): void {
  const semgrep = getSemgrep();
  const folder = mkdtempSync(join(tmpdir(), 'mathakine-bench-'));
  const fixtures = join(repository, 'fixtures/backend/vulnerable');
  const mistakes = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.py'))
    .sort()
    .map((path) => readFileSync(join(fixtures, path), 'utf8').trimEnd())
    .join('\n');
  const config = join(folder, 'rule.yaml');
  for (const [shape, text] of Object.entries(shapes)) {
    const file = join(folder, 'long.py');
    writeFileSync(file, `${mistakes}\n${text}`);
    const measure = (text: string): number => {
      writeFileSync(config, text);
      const extra = ['--time', '--timeout', '0', '--max-target-bytes', '0', '-j', '1'];
      const { time } = JSON.parse(runSemgrep(semgrep, [config], [file], extra)) as SemgrepTimes;
      return Math.max(0, ...(time?.targets ?? []).map(({ run_time }) => run_time));
    };
    const parsing = measure(parsingRule);
    const times = [...splitRules(join(repository, 'rules/python'))].map(({ id, text }) => ({
      id,
      seconds: measure(text),
    }));
    const slowest = times.sort((a, b) => b.seconds - a.seconds).slice(0, 3);
    const texts = slowest.map(({ id, seconds }) => `${id} ${seconds.toFixed(1)} s`);
    console.log(`${shape.padEnd(32)} parsing ${parsing.toFixed(1)} s; ${texts.join(', ')}`);
  }
  rmSync(folder, { recursive: true });
}
