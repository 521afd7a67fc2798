import { describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';

describe('rules/web', async () => {
  const run = await runAnnotatedSamples(
    ['web/no-localstorage-refresh-token.yaml', 'web/no-demo-credentials.yaml'],
    'web',
  );

  it('loads and scans without an error or a warning', () => {
    expect(run.errors).toEqual([]);
  });

  it('reports what the samples promise and nothing else', () => {
    expect(run.reported).toEqual(run.expected);
  });

  it('speaks of a flag that is open by default in a message of its own', () => {
    const optOut = run.findings.filter((finding) => finding.messageId === 'optOutGuard');
    expect(new Set(optOut.map((finding) => finding.path))).toEqual(new Set(['templates/opt_out.html']));
  });

  it('prints no literal value', () => {
    expect(run.findings.filter((finding) => /HelloThere|demo123/.test(finding.message))).toEqual([]);
  });
});
