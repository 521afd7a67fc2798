/**
 * Beginnings of regular expressions that skip what is not worth a look. PCRE tries a long expression at every character
 * of a file; behind one of these it tries it on a few lines, which is three to twelve times as fast.
 */

/** The places where two words of a phrase meet: `accessToken`, `access_token`, `access2-token`. */
export const joint = '[-_$]?';

/**
 * Skips a line that is not worth a look: a comment, or what one fast pass over everything but the marks takes whole. A line is
 * also looked at when the next one goes on with a dot.
 *
 * @param marks by character, as it stands in a class: what makes it worth a look, seen from behind it
 */
export function skipLines(marks: ReadonlyMap<string, string>): string {
  return `^(?:${dull(marks, '\\n')}|[ \\t]*+#[^\\n]*+)\\n(?![ \\t]*\\.)(*SKIP)(*FAIL)|`;
}

/** Asked at the beginning of a file: where it holds, nothing of the file matches, and none of it is read. */
export function failWhere(lookahead: string): string {
  return `\\A${lookahead}(*COMMIT)(*FAIL)|`;
}

/** Gives up on a whole text, at its first character, when nothing in it is worth a look. */
export function failWithout(marks: ReadonlyMap<string, string>): string {
  return `\\A${dull(marks)}\\z(*COMMIT)(*FAIL)|`;
}

/** As many characters as can be passed without a mark that is worth a look, up to one of `ends`. */
export function dull(marks: ReadonlyMap<string, string>, ends = ''): string {
  const others = `[^${ends}${[...marks.keys()].join('')}]*+`;
  // The frequent ones first: each is compared with all that stand before it.
  const ordered = [...marks].sort(([a], [b]) => getRate(b) - getRate(a));
  const passed = ordered.map(([mark, worth]) => `[${mark}](?!${worth})`).join('|');
  return `(?i:${others}(?:(?:${passed})${others})*+)`;
}

/** Skips the lines without a call of one of these: the ends of their names. */
export function skipLinesWithout(...calls: readonly string[]): string {
  return skipLines(new Map([['(', `(?<=${calls.map((name) => `${name}\\(`).join('|')})`]]));
}

/** How many of a thousand characters of Python code are this letter, large or small (56 MB of 18 public repositories). */
// prettier-ignore
const letterRates: Readonly<Record<string, number>> = {
  z: 1, j: 2, q: 2, x: 3, w: 4, k: 5, v: 6, b: 7, y: 7, h: 11, g: 12, f: 14, m: 17, p: 22, u: 22, c: 26, l: 27, d: 27,
  n: 39, o: 40, i: 41, s: 46, r: 46, a: 46, t: 57, e: 79,
};

function getRate(mark: string): number {
  return letterRates[mark] ?? 15;
}

/** Marks for phrases: a letter of each, all of them together as rare as can be. */
export function getMarks(phrases: readonly string[]): Map<string, string> {
  const marks = new Map<string, string>();
  let open = getShortest(phrases).map((phrase) => phrase.replace('contrasena', 'contrase'));
  while (open.length > 0) {
    const rate = (letter: string): number =>
      letterRates[letter]! / open.filter((phrase) => phrase.includes(letter)).length;
    const best = Object.keys(letterRates).reduce((least, letter) => (rate(letter) < rate(least) ? letter : least));
    const around = open.filter((phrase) => phrase.includes(best)).map((phrase) => lookAround(phrase, best));
    marks.set(best, `(?:${around.join('|')})`);
    open = open.filter((phrase) => !phrase.includes(best));
  }
  return marks;
}

/** The phrases in which no shorter one occurs. */
function getShortest(phrases: readonly string[]): string[] {
  const join = (phrase: string): string => phrase.replaceAll(' ', '');
  return phrases.filter(
    (phrase) =>
      !phrases.some(
        (other) => join(phrase).includes(join(other)) && (join(phrase) !== join(other) || phrase.length < other.length),
      ),
  );
}

/** A phrase as seen from behind one of its letters. A look behind has a fixed length: one for each spelling. */
function lookAround(phrase: string, letter: string): string {
  const end = phrase.indexOf(letter) + 1;
  const before = phrase.slice(0, end).split(' ');
  const spellings = before
    .slice(1)
    .reduce((list, word) => list.flatMap((one) => [one + word, `${one}[-_$]${word}`]), [before[0]!]);
  return `${end === 1 ? '' : `(?<=${spellings.join('|')})`}${phrase.slice(end).replaceAll(' ', joint)}`;
}
