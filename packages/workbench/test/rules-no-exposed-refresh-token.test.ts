import { describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';

describe('rules/python/no-exposed-refresh-token.yaml', async () => {
  const run = await runAnnotatedSamples(['python/no-exposed-refresh-token.yaml'], 'no-exposed-refresh-token');

  it('loads and scans without an error or a warning', () => {
    expect(run.errors).toEqual([]);
  });

  it('reports what the samples promise and nothing else', () => {
    expect(run.reported).toEqual(run.expected);
  });

  it('speaks of a body with the token in a message of its own', () => {
    const body = run.findings.filter((finding) => finding.path === 'bodies.py');
    expect(new Set(body.map((finding) => finding.messageId))).toEqual(new Set(['bodyCarriesToken']));
  });

  it('names what it found', () => {
    const unnamed = run.findings.filter((finding) => finding.message.includes('$'));
    expect(unnamed).toEqual([]);
  });
});
