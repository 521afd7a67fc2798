import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';

/**
 * Semgrep gives a regular expression a million steps, and one that runs out of them finds nothing, without a word: in
 * front of every sample stand 10,000 lines in which the letters and words abound that the expressions stop at.
 */
const beginning = Array.from(
  { length: 2_500 },
  (_, index) => `def step_${index}(keep, back):
    box = walk(keep[${index}], back(make, "debug box: a quick check of who may pass", key=${index}), width=b"jwt")
    return box, ${index}  # refresh pass

`,
).join('');

/** Patterns for two entries of one dictionary paired each of these with every other, which no memory held. */
const dictionary = `CATALOGUE = {
${Array.from({ length: 2_500 }, (_, index) => `    "key_${index}": {"label": _("A label of key ${index}"), "order": ${index}},\n`).join('')}}
`;

/** An image as text, in one line. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const image = `IMAGE = "data:image/png;base64,${Array.from({ length: 350_000 }, (_, index) => digits[((index * index) >> 3) % 64]).join('')}"\n`;

/** Every file of `rules/python` with the folder of its samples. */
const pythonRules: [rule: string, samples: string][] = [
  ['no-demo-credentials', 'no-demo-credentials'],
  ['no-exposed-refresh-token', 'no-exposed-refresh-token'],
  ['no-refresh-token-fallback', 'no-refresh-token-fallback'],
  ['no-sensitive-logs', 'no-sensitive-logs'],
  ['no-startup-migrations', 'startup-migrations/guards'],
];

describe('a file of more than 10,000 lines', { timeout: 600_000 }, () => {
  it.each(pythonRules)('is read to its end: %s', async (rule, samples) => {
    const run = await runAnnotatedSamples([`python/${rule}.yaml`], samples, { beginning });
    expect(run.errors).toEqual([]);
    expect(run.reported).toEqual(run.expected);
  });

  it('is read to its end behind a dictionary of 2,500 entries', async () => {
    const run = await runAnnotatedSamples(['python/no-demo-credentials.yaml'], 'no-demo-credentials', {
      beginning: dictionary,
    });
    expect(run.errors).toEqual([]);
    expect(run.reported).toEqual(run.expected);
  });

  it.each(pythonRules)('is read to its end behind an image in one line: %s', async (rule, samples) => {
    const run = await runAnnotatedSamples([`python/${rule}.yaml`], samples, { beginning: image });
    expect(run.errors).toEqual([]);
    expect(run.reported).toEqual(run.expected);
  });

  /*
   * Semgrep looks for equal matches among those whose metavariables look alike. `$F(...)` looks alike at every call of
   * a member, so that a file costs the square of its calls; `$F($...ARGUMENTS)` tells most of them apart.
   */
  it.each([
    'no-demo-credentials',
    'no-exposed-refresh-token',
    'no-refresh-token-fallback',
    'no-sensitive-logs',
    'no-startup-migrations',
  ])('is matched by no pattern that costs the square of its lines: %s', (rule) => {
    const file = readFileSync(new URL(`../../../rules/python/${rule}.yaml`, import.meta.url), 'utf8');
    const alike = /(?:pattern|pattern-inside|inside|not): '?(?:\$[A-Z]+\(\.\.\.\)|"\.\.\."|return \.\.\.)'?$/gm;
    expect(file.match(alike)).toBeNull();
    // The body of a function is one metavariable: a sequence is tried at each of its statements.
    expect(file.match(/^ *(?:def|if __name__) .*:\n *\$\.\.\.[A-Z]+$/gm)).toBeNull();
    // Any return and any member read in a function: by themselves they are found as the whole function as well.
    expect(
      file.match(/^( *)def .*:\n\1 +\.\.\.\n\1 +(?:return \$[A-Z]+|<\.\.\. \$[A-Z]+(?:\.get\(|\[)"\$).*$/gm),
    ).toBeNull();
    // What follows a statement, as a sequence of its own: the cube of the statements of its kind in one block.
    expect(file.match(/^( *)if .*:\n(?:\1 .*\n)+\1\$\.\.\.[A-Z]+$/gm)).toBeNull();
    // Any call at any statement of a function: each is found as the whole function, and told apart afterwards.
    expect(file.match(/^ *<\.\.\. \$[A-Z]+\(/gm)).toBeNull();
  });
});
