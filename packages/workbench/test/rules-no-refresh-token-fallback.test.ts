import { describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';

describe('rules/python/no-refresh-token-fallback.yaml', async () => {
  const run = await runAnnotatedSamples(['python/no-refresh-token-fallback.yaml'], 'no-refresh-token-fallback');

  it('loads and scans without an error or a warning', () => {
    expect(run.errors).toEqual([]);
  });

  it('reports what the samples promise and nothing else', () => {
    expect(run.reported).toEqual(run.expected);
  });

  it('reports each place once', () => {
    const places = run.findings.map(({ path, line, messageId }) => `${path}:${line} ${messageId}`);
    expect(places).toEqual([...new Set(places)]);
  });

  it('speaks of the body as a fallback in a message of its own', () => {
    const body = run.findings.filter((finding) => finding.path === 'body.py');
    expect(new Set(body.map((finding) => finding.messageId))).toEqual(new Set(['bodyFallback']));
  });

  it('names what it found', () => {
    const unnamed = run.findings.filter((finding) => finding.message.includes('$'));
    expect(unnamed).toEqual([]);
  });
});
