import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAskedTexts } from '../src/engines/semgrep-looks.js';
import type { SourceFile } from '../src/files/discover.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'looks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): SourceFile {
  const absolute = path.join(folder, name);
  writeFileSync(absolute, text);
  return { absolute, path: name, engines: ['semgrep'] };
}

describe('files that are asked which rules can concern them', () => {
  it('are few short ones', async () => {
    const files = [write('a.py', 'a = 1\n'), write('b.py', `${'b'.repeat(999)}\n`.repeat(90))];
    expect([...((await readAskedTexts(files)) ?? [])].map(([name]) => name)).toEqual(['a.py', 'b.py']);
  });

  it('are none when they are long together', async () => {
    const half = 'a = 1\n'.repeat(10_000);
    expect(await readAskedTexts([write('a.py', half)])).toBeDefined();
    expect(await readAskedTexts([write('a.py', half), write('b.py', half)])).toBeUndefined();
  });

  it('are none when one has a line that some expressions take the square of', async () => {
    expect(await readAskedTexts([write('a.py', '\n'), write('b.py', `x = "${'demo'.repeat(250)}"\n`)])).toBeUndefined();
  });

  it('are none when one cannot be read', async () => {
    const missing: SourceFile = { absolute: path.join(folder, 'b.py'), path: 'b.py', engines: ['semgrep'] };
    expect(await readAskedTexts([write('a.py', '\n'), missing])).toBeUndefined();
  });
});
