import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { syncMarkdown, syncYaml } from '../src/regions.js';
import { getSources, sync } from '../src/sync.js';

const sources = {
  regexes: { name: "it's" },
  lists: { paths: ['**/a', '**/b'] },
  blocks: { table: '| a |' },
};

describe('syncYaml', () => {
  it('rewrites the scalar below the mark and doubles its quotes', () => {
    const text = "  # sync: name\n  - metavariable-regex: 'old'\n  # sync: name\n      regex: ''\n";
    expect(syncYaml(text, sources)).toEqual({
      text: "  # sync: name\n  - metavariable-regex: 'it''s'\n  # sync: name\n      regex: 'it''s'\n",
      problems: [],
    });
  });

  it('replaces a list at the depth of the mark and leaves deeper and shallower lines alone', () => {
    const text = "exclude:\n  # sync: paths\n  - 'x'\n  - 'y'\n- id: next\n";
    expect(syncYaml(text, sources).text).toBe("exclude:\n  # sync: paths\n  - '**/a'\n  - '**/b'\n- id: next\n");
  });

  it('leaves a regular expression without a mark alone', () => {
    const text = "regex: 'own'\n";
    expect(syncYaml(text, sources)).toEqual({ text, problems: [] });
  });

  it('names a region that nothing is called after', () => {
    expect(syncYaml('# sync: nothing\n', sources).problems).toEqual(['line 1: nothing is called `nothing`']);
  });

  it('names a mark above something that is no quoted scalar, and leaves that line alone', () => {
    const text = '# sync: name\nregex: >-\n  x\n';
    expect(syncYaml(text, sources)).toEqual({ text, problems: ["line 1: no `regex: '…'` below `# sync: name`"] });
  });
});

describe('syncMarkdown', () => {
  it('replaces what the marks enclose', () => {
    const text = '# T\n<!-- sync: table -->\nold\n<!-- /sync -->\nend\n';
    const written = '# T\n<!-- sync: table -->\n\n| a |\n\n<!-- /sync -->\nend\n';
    expect(syncMarkdown(text, sources)).toEqual({ text: written, problems: [] });
    expect(syncMarkdown(written, sources).text).toBe(written);
  });

  it('names a region that is not closed', () => {
    expect(syncMarkdown('<!-- sync: table -->\n', sources).problems).toHaveLength(1);
  });
});

describe('sync', () => {
  it('lists stale files and changes nothing when it only checks, then writes them', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'sync-'));
    try {
      await mkdir(path.join(root, 'rules', 'python'), { recursive: true });
      const file = path.join(root, 'rules', 'python', 'a.yaml');
      await writeFile(file, "# sync: name\nregex: ''\n");
      await writeFile(path.join(root, 'README.md'), 'no region\n');
      expect(await sync({ root, check: true, sources })).toEqual({ stale: ['rules/python/a.yaml'], problems: [] });
      expect(await readFile(file, 'utf8')).toContain("''\n");
      await sync({ root, check: false, sources });
      expect(await readFile(file, 'utf8')).toBe("# sync: name\nregex: 'it''s'\n");
      expect(await sync({ root, check: true, sources })).toEqual({ stale: [], problems: [] });
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('finds every region of the repository up to date', async () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    expect(await sync({ root, check: true, sources: getSources() })).toEqual({ stale: [], problems: [] });
  });
});
