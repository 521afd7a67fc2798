import { describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';

/**
 * A `match` statement makes Semgrep read the whole file with another parser, in which the text of a string has no quotes
 * and an expression that ends in a string has no last one.
 */
const ending = `

def choose_one(value):
    match value:
        case 1:
            return 2
`;

describe('a file with a match statement', { timeout: 240_000 }, () => {
  it.each([
    ['no-demo-credentials', 'no-demo-credentials'],
    ['no-exposed-refresh-token', 'no-exposed-refresh-token'],
    ['no-refresh-token-fallback', 'no-refresh-token-fallback'],
    ['no-startup-migrations', 'startup-migrations'],
  ])('is judged like any other: %s', async (rule, samples) => {
    const rules = [`python/${rule}.yaml`, ...(rule === 'no-startup-migrations' ? [`deploy/${rule}.yaml`] : [])];
    const run = await runAnnotatedSamples(rules, samples, { ending });
    expect(run.errors).toEqual([]);
    expect(run.reported).toEqual(run.expected);
  });
});
