import { beforeAll, describe, expect, it } from 'vitest';
import { runAnnotatedSamples } from './annotated.js';
import type { AnnotatedRun } from './annotated.js';

describe('no-sensitive-logs for Python', () => {
  let run: AnnotatedRun;

  beforeAll(async () => {
    run = await runAnnotatedSamples(['python/no-sensitive-logs.yaml'], 'no-sensitive-logs');
  }, 120_000);

  it('loads and runs without a word of warning', () => {
    expect(run.errors).toEqual([]);
  });

  it('reports what the annotations promise and nothing else', () => {
    expect(run.reported).toEqual(run.expected);
  });

  it('names the secret, or the first thing that was secret on its way', () => {
    const messages = run.findings.map((finding) => finding.message);
    expect(messages.some((message) => message.startsWith('`password` is written'))).toBe(true);
    expect(messages.some((message) => message.startsWith('`bcrypt.hashpw` is written'))).toBe(true);
    expect(messages.filter((message) => message.includes('$'))).toEqual([]);
  });

  it('speaks of a variable with a secret name once, not of what it was given', () => {
    const { line } = run.findings.find(({ message }) => message.startsWith('`minted_token`'))!;
    expect(run.findings.filter((finding) => finding.path === 'logs.py' && finding.line === line)).toHaveLength(1);
  });

  it('gives slices and dropped loguru arguments their own message', () => {
    const ids = new Set(run.findings.map((finding) => finding.messageId));
    expect([...ids].sort()).toEqual(['loguruPercentArgument', 'secretLogged', 'secretSliceLogged']);
  });

  it('tells what loguru drops from what it writes, and from what others write beside it', () => {
    const findings = run.findings.filter(({ path }) => path === 'loguru.py');
    const linesOf = (id: string): number[] =>
      findings.filter(({ messageId }) => messageId === id).map(({ line }) => line);
    expect(linesOf('loguruPercentArgument').sort((a, b) => a - b)).toEqual([
      12, 14, 16, 18, 29, 31, 38, 48, 56, 64, 68, 72,
    ]);
    expect(linesOf('secretLogged').sort((a, b) => a - b)).toEqual([10, 20, 22, 27, 38, 40, 70, 77, 79]);
  });
});
