import { readFileSync } from 'node:fs';

/** A fenced block below one of the two headings that promise something. */
export interface DocsBlock {
  /** Where the block's code stands in the page, from 1. */
  readonly line: number;
  readonly kind: 'incorrect' | 'correct';
  readonly language: string;
  /** The name of the file that the block stands for, with forward slashes. */
  readonly file: string;
  readonly code: string;
  /** Lines of the block, from 1, whose comment says `reported`. */
  readonly marked: readonly number[];
}

const defaultFiles: Readonly<Record<string, string>> = {
  js: 'example.js',
  ts: 'example.ts',
  tsx: 'example.tsx',
  vue: 'Example.vue',
  python: 'example.py',
  html: 'templates/example.html',
};

const fence = /^```(\w+)(?: (\S+))?$/;
const mark = /(?:\/\/|#|\/\*|<!--) reported\b/;

/**
 * Reads the blocks that stand below `### Incorrect` and `### Correct`. The word after the language names the file;
 * most languages have a name of their own.
 *
 * @throws Error for a block whose file nobody can tell, and for one without an end
 */
export function readBlocks(page: string): DocsBlock[] {
  const lines = readFileSync(page, 'utf8').split('\n');
  const blocks: DocsBlock[] = [];
  let kind: DocsBlock['kind'] | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    if (line.startsWith('#')) kind = { '### Incorrect': 'incorrect', '### Correct': 'correct' }[line] as typeof kind;
    const opening = fence.exec(line);
    if (!opening) continue;
    const end = lines.indexOf('```', index + 1);
    if (end === -1) throw new Error(`${page}:${index + 1}: this block has no end`);
    const code = lines.slice(index + 1, end);
    const [, language = '', name] = opening;
    const file = name ?? defaultFiles[language];
    if (kind !== undefined) {
      if (file === undefined) throw new Error(`${page}:${index + 1}: name the file of this ${language} block`);
      const marked = code.flatMap((text, row) => (mark.test(text) ? [row + 1] : []));
      blocks.push({ line: index + 2, kind, language, file, code: `${code.join('\n')}\n`, marked });
    }
    index = end;
  }
  return blocks;
}
