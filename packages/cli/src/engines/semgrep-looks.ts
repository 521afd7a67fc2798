import { stat } from 'node:fs/promises';
import type { SourceFile } from '../files/discover.js';
import { readSource } from '../files/read.js';

/** An expression of JavaScript that a whole text must match, or a rule has nothing to say about it. */
export interface Look {
  readonly source: string;
  /** With `y`: it is tried at the beginning only. */
  readonly flags: string;
}

/** Whether one of the texts matches all of a rule's expressions. */
export function canConcernTexts(looks: readonly Look[], texts: readonly string[]): boolean {
  const expressions = looks.map(({ source, flags }) => new RegExp(source, flags));
  return texts.some((text) =>
    expressions.every((expression) => {
      expression.lastIndex = 0;
      return expression.test(text);
    }),
  );
}

/** Bytes, all files together: to ask more of them which rules can concern them takes longer than reading the rules. */
const longestAsked = 100_000;

/** Characters: some expressions take the square of such a line. PCRE gives up where JavaScript goes on. */
const longestLine = 1000;

/**
 * Reads files to ask them which rules can concern them.
 *
 * @returns their texts by path; nothing where they are long, hold a long line, or cannot be read, which is told elsewhere
 */
export async function readAskedTexts(files: readonly SourceFile[]): Promise<ReadonlyMap<string, string> | undefined> {
  const texts = new Map<string, string>();
  let length = 0;
  try {
    for (const { path: name, absolute } of files) {
      length += (await stat(absolute)).size;
      if (length > longestAsked) return undefined;
      const text = await readSource(absolute);
      if (text.split('\n').some((line) => line.length >= longestLine)) return undefined;
      texts.set(name, text);
    }
    return texts;
  } catch {
    return undefined;
  }
}
