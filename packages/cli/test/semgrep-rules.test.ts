import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ignore from 'ignore';
import { mergeFindings } from 'mathakine-lint-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runSemgrep } from '../src/engines/semgrep.js';
import { canConcern, decodeRules, jsonRules, prepareRules } from '../src/engines/semgrep-rules.js';
import { getEngines } from '../src/files/kinds.js';
import type { EngineResult } from '../src/report.js';
import { getRuleFiles } from '../src/rules-package.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Copies every rule file with one more comment, so that no JSON was made of it. */
function changeRules(): string[] {
  return getRuleFiles().map((file) => {
    const copy = path.join(folder, path.basename(path.dirname(file)), path.basename(file));
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, `${readFileSync(file, 'utf8')}# changed\n`);
    return copy;
  });
}

interface Rule {
  readonly id: string;
  readonly languages: readonly string[];
}

function getAllRules(): Rule[] {
  return getRuleFiles().flatMap((file) => (parse(readFileSync(file, 'utf8')) as { rules: Rule[] }).rules);
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The files of the fixtures and of the samples of the rules that Semgrep reads. */
const corpus = ['fixtures', 'packages/workbench/test/samples']
  .flatMap((name) =>
    readdirSync(path.join(repository, name), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.posix.join(name, file),
    ),
  )
  .filter((file) => getEngines(file).includes('semgrep'))
  .map((file) => ({ absolute: path.join(repository, file), path: file, engines: ['semgrep'] as const }));

function scan(files: typeof corpus, ruleFiles?: readonly string[], cores = 1): Promise<EngineResult> {
  return runSemgrep({
    machine: { env: process.env, platform: process.platform, cwd: repository },
    root: repository,
    files,
    only: [],
    includeTests: true,
    cores,
    timeLimit: 300_000,
    ...(ruleFiles ? { ruleFiles } : {}),
  });
}

describe('the rules as JSON', () => {
  it('are those that the build made of the present rules', async () => {
    const prepared = (await prepareRules(folder, [], ['a.py', 'index.html', 'Dockerfile'], undefined, 1)).flat();
    const ids = prepared.filter((file) => file.startsWith(jsonRules)).map((file) => path.basename(file, '.json'));
    expect(ids.sort()).toEqual(
      getAllRules()
        .map((rule) => rule.id)
        .sort(),
    );
  });

  it('are not taken for rules that have changed since', async () => {
    const prepared = (
      await prepareRules(folder, [], ['a.py', 'index.html', 'Dockerfile'], undefined, 1, changeRules())
    ).flat();
    expect(prepared.filter((file) => file.startsWith(jsonRules))).toEqual([]);
    expect(prepared.filter((file) => readFileSync(file, 'utf8').includes('# changed'))).toHaveLength(
      getRuleFiles().length,
    );
  });

  it('find what the YAML finds in the fixtures and the samples of the rules', { timeout: 600_000 }, async () => {
    const json = await scan(corpus);
    const yaml = await scan(corpus, changeRules());
    expect(json.findings.length).toBeGreaterThan(200);
    expect(json.findings).toEqual(yaml.findings);
    expect(json.report.skipped).toEqual(yaml.report.skipped);
  });
});

describe('two Semgreps at the same time', () => {
  const long = `${readFileSync(path.join(repository, 'packages/workbench/test/samples/no-sensitive-logs/logs.py'), 'utf8')}\n`;
  const share = async (texts: readonly string[], cores: number): Promise<string[][]> => {
    const named = new Map(texts.map((text, index) => [`${index}.py`, text]));
    mkdirSync(path.join(folder, `${cores}`));
    return prepareRules(path.join(folder, `${cores}`), [], [...named.keys()], named, cores);
  };

  it('share out the rules of one long file, and both say which files they opened', async () => {
    const [all, ...none] = await share([long], 1);
    const shares = await share([long], 2);
    expect(none).toEqual([]);
    expect(shares).toHaveLength(2);
    const sentinels = 'every-file.yaml';
    for (const rules of shares) expect(path.basename(rules.at(-1)!)).toBe(sentinels);
    const own = shares.flat().filter((file) => path.basename(file) !== sentinels);
    expect(own.sort()).toEqual(all?.filter((file) => path.basename(file) !== sentinels).sort());
    expect(new Set(own).size).toBe(own.length);
  });

  it.each([
    ['a short file', ['import logging\nlogging.info("%s", token)\n']],
    ['several files, of which Semgrep gives each core its own', [long.slice(0, 30_000), long.slice(0, 30_000)]],
  ])('are not started for %s', async (_, texts) => {
    expect(await share(texts, 2)).toHaveLength(1);
  });
});

describe('what rules say about test code', () => {
  it('becomes one folder, beside what else stands in the list', () => {
    const yaml = (entries: string): string =>
      `rules:\n  - id: x\n    paths:\n      exclude:\n        - "own"\n${entries}  - id: y\n`;
    const list = '        # sync: test-paths\n        - "**/tests/**"\n        - "**/test_*.py"\n';
    expect(decodeRules(Buffer.from(yaml(list)))).toBe(yaml(`        - '/unshipped/**'\n`));
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('keeps Semgrep from looking at copies of test code, unless it is wanted (%s)', async (includeTests, count) => {
    mkdirSync(path.join(folder, 'tests'));
    const files = ['tests/a.py', 'unshipped/b.py'].map((name) => ({
      absolute: path.join(folder, name),
      path: name,
      engines: ['semgrep'] as const,
    }));
    mkdirSync(path.join(folder, 'unshipped'));
    for (const { absolute } of files) writeFileSync(absolute, 'print(password)\n');
    const machine = { env: process.env, platform: process.platform, cwd: folder };
    const limits = { cores: 1, timeLimit: 60_000 };
    const { findings, report } = await runSemgrep({ machine, root: folder, files, only: [], includeTests, ...limits });
    expect(report).toMatchObject({ status: 'complete', skipped: [] });
    expect(findings.map((finding) => finding.path).filter((file) => file.startsWith('tests'))).toHaveLength(count);
    expect(findings.map((finding) => finding.path)).toContain('unshipped/b.py');
  });
});

describe('rules that cannot concern any of the files', () => {
  const names = [
    ...[
      'app.py',
      'APP.PY',
      'docker-entrypoint.py',
      'Entrypoint.py',
      'entrypoint',
      'start',
      'Dockerfile',
      'Dockerfile.dev',
    ],
    ...['api.Dockerfile', 'Procfile', 'compose.yaml', 'deploy.sh', 'package.json', 'fly.toml', 'static/app.js'],
    ...['templates/login.html', 'login.jinja2', 'login.j2', 'templates/base.tmpl'],
  ];

  it('are only those whose paths leave all of them out', () => {
    let decided = 0;
    for (const file of getRuleFiles()) {
      const group = path.basename(path.dirname(file));
      const { rules } = parse(readFileSync(file, 'utf8')) as {
        rules: { languages: string[]; paths?: { include?: string[] } }[];
      };
      for (const { languages, paths } of rules) {
        for (const name of names) {
          const isIncluded = !paths?.include || ignore().add(paths.include).ignores(name);
          const isOwnLanguage = !languages.includes('python') || /\.py$|(?:^|\/)[^.]*$/i.test(name);
          if (!isIncluded || !isOwnLanguage) continue;
          decided++;
          expect(`${group} ${name} ${canConcern(group, name)}`).toBe(`${group} ${name} true`);
        }
      }
    }
    expect(decided).toBeGreaterThan(100);
  });

  it.each([
    ['app.py', ['python']],
    ['docker-entrypoint.py', ['deploy', 'python']],
    ['start', ['deploy', 'python', 'web']],
    ['login.html', ['deploy', 'web']],
  ])('are not read: for %s, only %o', async (name, groups) => {
    const prepared = (await prepareRules(folder, [], [name], undefined, 1)).flat();
    const own = prepared.filter((file) => file.startsWith(jsonRules));
    expect([...new Set(own.map((file) => path.basename(path.dirname(file)).split('-')[0]))].sort()).toEqual(groups);
  });

  /** The rules that are read for a Python file of this text. */
  const getRead = async (text: string): Promise<string[]> => {
    const texts = new Map([['a.py', text]]);
    const prepared = (await prepareRules(folder, [], ['a.py'], texts, 1)).flat();
    return prepared.filter((file) => file.startsWith(jsonRules)).map((file) => path.basename(file, '.json'));
  };

  it.each([
    ['a text without any of their words', 'def add(a, b):\n    return a + b\n', []],
    [
      'a text that writes a secret',
      'import logging\n\ndef show(Token):\n    logging.info("%s", Token)\n',
      ['no-sensitive-logs'],
    ],
    [
      'a text of a start script',
      'import subprocess\n\nsubprocess.run(["alembic", "upgrade", "head"])\n',
      ['module.no-startup-migrations', 'no-startup-migrations', 'opt-out.no-startup-migrations'],
    ],
    [
      'a text with an option of a database layer',
      'register_tortoise(app, generate_schemas=True)\n',
      [
        'module.no-startup-migrations',
        'no-startup-migrations',
        'opt-out.no-startup-migrations',
        'registered.no-startup-migrations',
      ],
    ],
  ])('are told by %s', async (_, text, ids) => {
    expect((await getRead(text)).sort()).toEqual(ids);
  });

  it('ask all of them something of the whole text, for Python', async () => {
    expect(await getRead('')).toEqual([]);
  });

  it('have nothing to report in it', { timeout: 600_000 }, async () => {
    const together = await scan(corpus);
    expect(together.findings.length).toBeGreaterThan(200);
    const told = new Set(together.findings.map((finding) => finding.path));
    for (const file of corpus.filter(({ path: name }) => told.has(name))) {
      const alone = await scan([file], undefined, 2);
      expect(mergeFindings(alone.findings)).toEqual(
        mergeFindings(together.findings.filter((finding) => finding.path === file.path)),
      );
      expect(alone.report.skipped).toEqual(together.report.skipped.filter((entry) => entry.path === file.path));
    }
  });
});
