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

describe('a file of more than 10,000 lines', { timeout: 600_000 }, () => {
  it.each([
    ['no-demo-credentials', 'no-demo-credentials'],
    ['no-exposed-refresh-token', 'no-exposed-refresh-token'],
    ['no-refresh-token-fallback', 'no-refresh-token-fallback'],
    ['no-sensitive-logs', 'no-sensitive-logs'],
    ['no-startup-migrations', 'startup-migrations/guards'],
  ])('is read to its end: %s', async (rule, samples) => {
    const run = await runAnnotatedSamples([`python/${rule}.yaml`], samples, { beginning });
    expect(run.errors).toEqual([]);
    expect(run.reported).toEqual(run.expected);
  });
});
