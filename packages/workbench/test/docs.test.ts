import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mathakine from 'eslint-plugin-mathakine';
import { runLint } from 'mathakine-lint';
import { catalogue, ruleIds, type EngineName, type Finding, type RuleId } from 'mathakine-lint-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBlocks, type DocsBlock } from './docs-blocks.js';

/**
 * The documentation is held to what it says: every block of a rule page is executed, every link leads somewhere, and
 * disk, registry, catalogue and pages name the same rules.
 */

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = path.join(root, 'docs', 'rules');
const semgrepFolders = ['python', 'deploy', 'web'] as const;

interface Example extends DocsBlock {
  readonly id: RuleId;
  readonly title: string;
  /** The block's file, relative to the scratch folder. */
  readonly path: string;
}

const examples: Example[] = ruleIds.flatMap((id) =>
  readBlocks(path.join(pages, `${id}.md`)).map((block) => ({
    ...block,
    id,
    title: `${id}.md:${block.line} (${block.kind}, ${block.language})`,
    path: `${id}/block-${block.line}/${block.file}`,
  })),
);

const scripts = new Set(['js', 'ts', 'tsx', 'vue']);
const forEslint = examples.filter(({ language }) => scripts.has(language));
const forSemgrep = examples.filter(({ language, file }) => !scripts.has(language) || file.startsWith('static/'));

const byTitle = (list: readonly Example[]): [string, Example][] => list.map((example) => [example.title, example]);

/** What a block promises against what was found in it, as lines of the page. */
function check(example: Example, lines: readonly number[]): void {
  const toPage = (list: readonly number[]): number[] =>
    [...new Set(list)].sort((a, b) => a - b).map((line) => line + example.line - 1);
  if (example.kind === 'incorrect' && example.marked.length === 0) expect(lines.length).toBeGreaterThan(0);
  else expect(toPage(lines)).toEqual(toPage(example.marked));
}

describe('the blocks of the rule pages', { timeout: 120_000 }, () => {
  // Beyond links: some engines name files by where they really lie.
  const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'docs-blocks-')));
  const found: Finding[] = [];

  beforeAll(async () => {
    for (const example of examples) {
      const file = path.join(scratch, example.path);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, example.code);
    }
    const machine = { env: process.env, platform: process.platform, cwd: scratch };
    // One engine at a time: a place that both report would be merged into one.
    for (const engine of ['eslint', 'semgrep'] as const) {
      const { findings, engines } = await runLint({ machine, paths: [scratch], engines: [engine], cores: 2 });
      expect(engines).toMatchObject([{ name: engine, status: 'complete', skipped: [] }]);
      found.push(...findings);
    }
  }, 120_000);

  const getLines = (engine: EngineName, { id, path: file }: Example): number[] =>
    found
      .filter((finding) => finding.engine === engine && finding.ruleId === id && finding.path === file)
      .map(({ line }) => line);

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(byTitle(forEslint))('%s: ESLint', (_, example) => check(example, getLines('eslint', example)));

  it.each(byTitle(forSemgrep))('%s: Semgrep', (_, example) => check(example, getLines('semgrep', example)));

  it.each(ruleIds)('%s has both kinds for each of its engines', (id) => {
    const entry = catalogue.get(id)!;
    for (const kind of ['incorrect', 'correct'] as const) {
      const own = (list: readonly Example[]): Example[] =>
        list.filter((example) => example.id === id && example.kind === kind);
      if (entry.engines.eslint !== undefined) expect(own(forEslint)).not.toEqual([]);
      if (entry.engines.semgrep !== undefined) expect(own(forSemgrep)).not.toEqual([]);
    }
  });
});

describe('disk, registry, catalogue and pages', () => {
  const sorted = [...ruleIds].sort();
  const namesIn = (folder: string, ending: string): string[] =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort();
  const claiming = (engine: 'eslint' | 'semgrep'): string[] =>
    sorted.filter((id) => catalogue.get(id)?.engines[engine] !== undefined);

  it('name the same rules in the plugin', () => {
    expect(Object.keys(mathakine.rules).sort()).toEqual(claiming('eslint'));
    expect(namesIn('packages/eslint-plugin/src/rules', '.ts')).toEqual(claiming('eslint'));
    expect(namesIn('packages/eslint-plugin/test/rules', '.test.ts')).toEqual(
      expect.arrayContaining(claiming('eslint')),
    );
  });

  it('name the same rules among the Semgrep rules', () => {
    const found = semgrepFolders.flatMap((folder) => namesIn(`rules/${folder}`, '.yaml'));
    expect([...new Set(found)].sort()).toEqual(claiming('semgrep'));
  });

  it('give every Semgrep rule the id of its file, and the metadata that our command reads', () => {
    for (const folder of semgrepFolders) {
      for (const id of namesIn(`rules/${folder}`, '.yaml')) {
        const text = readFileSync(path.join(root, 'rules', folder, `${id}.yaml`), 'utf8');
        const ids = [...text.matchAll(/^ {2}- id: (\S+)$/gm)].map((match) => match[1]!);
        expect(ids.length).toBeGreaterThan(0);
        expect(
          ids.filter((name) => name !== id && !name.endsWith(`.${id}`)),
          `${folder}/${id}`,
        ).toEqual([]);
        expect(text.match(/^ {6}messageId: \w+$/gm)?.length, `${folder}/${id}`).toBe(ids.length);
      }
    }
  });

  it('have a page for every rule, named by its id', () => {
    expect(namesIn('docs/rules', '.md')).toEqual(sorted);
    for (const id of sorted) expect(readFileSync(path.join(pages, `${id}.md`), 'utf8').split('\n')[0]).toBe(`# ${id}`);
  });

  it.each(ruleIds)('tell everything a reader of the page of %s looks for', (id) => {
    const text = readFileSync(path.join(pages, `${id}.md`), 'utf8');
    const wanted = ['Why', 'What is reported', 'What is silent', 'Options', 'Suggestions', 'What it does not see'];
    expect([...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(wanted);
    for (const number of catalogue.get(id)!.cwe) expect(text).toContain(`CWE-${number}`);
  });

  it.each(ruleIds)('list exactly the options that %s has', (id) => {
    const text = readFileSync(path.join(pages, `${id}.md`), 'utf8');
    const section = text.slice(text.indexOf('\n## Options'), text.indexOf('\n## Suggestions'));
    const listed = [...section.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1]!);
    const schema = mathakine.rules[id]?.meta.schema as readonly { properties?: object }[] | undefined;
    expect(listed.sort()).toEqual(Object.keys(schema?.[0]?.properties ?? {}).sort());
  });
});

const markdown = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
]
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.md') && existsSync(path.join(root, name)));

describe('links', () => {
  it.each(markdown)('of %s lead to files that exist', (file) => {
    const text = readFileSync(path.join(root, file), 'utf8').replace(/^```[^]*?^```$/gm, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1]!)
      .filter((link) => !/^(?:https?:|#)/.test(link));
    const broken = links.filter((link) => !existsSync(path.resolve(root, path.dirname(file), link.split('#')[0]!)));
    expect(broken).toEqual([]);
  });
});

describe('what the documentation says of the command', () => {
  const help = spawnSync(process.execPath, [path.join(root, 'packages/cli/bin/mathakine-lint.cjs'), '--help'], {
    encoding: 'utf8',
  }).stdout;

  it.each(markdown)('%s names options that exist', (file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const calls = [...text.matchAll(/mathakine-lint (?!setup)[^\n`#|]*/g)].flatMap(
      (match) => match[0].match(/--[a-z-]+/g) ?? [],
    );
    const alone = [...text.matchAll(/`(--[a-z-]+)[^`]*`/g)].map((match) => match[1]!);
    const ofOthers =
      /^--(?:experimental|error|config|metrics|disable-version-check|max-target-bytes|project-root|no-install|check)$/;
    expect([...calls, ...alone].filter((option) => !ofOthers.test(option) && !help.includes(option))).toEqual([]);
  });
});
