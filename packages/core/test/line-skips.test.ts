import { expect, it } from 'vitest';
import { getMarks } from '../src/line-skips.js';
import { secretPhrases } from '../src/vocabulary.js';

const marks = getMarks(secretPhrases.map(({ words }) => words));

/** Whether a line is looked at for secrets. */
function isLookedAt(line: string): boolean {
  return [...marks].some(([mark, worth]) => new RegExp(`${mark}${worth}`, 'i').test(line));
}

it.each(secretPhrases.map(({ words }) => words))('looks at a line with %s in every spelling', (words) => {
  for (const joint of ['', '_', '-']) {
    expect(isLookedAt(`send(${words.replaceAll(' ', joint)})`)).toBe(true);
    expect(isLookedAt(`SEND(${words.replaceAll(' ', joint).toUpperCase()})`)).toBe(true);
  }
});

it.each(['total_count = sum(values)', 'url = build(path, key, code)', 'def passed(self, author): ...', ''])(
  'skips %s',
  (line) => {
    expect(isLookedAt(line)).toBe(false);
  },
);
