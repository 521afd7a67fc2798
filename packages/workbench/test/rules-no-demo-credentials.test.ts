import { describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';

describe('rules/python/no-demo-credentials.yaml', async () => {
  const run = await runAnnotatedSamples(['python/no-demo-credentials.yaml'], 'no-demo-credentials');

  it('loads and scans without an error or a warning', () => {
    expect(run.errors).toEqual([]);
  });

  it('reports what the samples promise and nothing else', () => {
    expect(run.reported).toEqual(run.expected);
  });

  it('speaks of a flag that is open by default in a message of its own', () => {
    const optOut = run.findings.filter((finding) => finding.messageId === 'optOutGuard');
    expect(new Set(optOut.map((finding) => finding.path))).toEqual(new Set(['opt_out.py']));
  });

  it('prints no literal value', () => {
    expect(run.findings.filter((finding) => /HelloThere|demo123|s3cret|postgres/.test(finding.message))).toEqual([]);
  });

  it('names what it found', () => {
    const unnamed = run.findings.filter((finding) => finding.message.includes('$'));
    expect(unnamed).toEqual([]);
  });
});
