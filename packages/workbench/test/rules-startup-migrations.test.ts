import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { expandSharedBlocks } from '../src/shared-blocks.js';
import { runAnnotatedSamples, type AnnotatedRun } from './annotated.js';

const ruleFiles = ['python/no-startup-migrations.yaml', 'deploy/no-startup-migrations.yaml'];

describe('no-startup-migrations in Semgrep', () => {
  let run: AnnotatedRun;

  beforeAll(async () => {
    run = await runAnnotatedSamples(ruleFiles, 'startup-migrations');
  }, 120_000);

  it('reports what the annotations promise and nothing else', () => {
    expect(run.reported).toEqual(run.expected);
  });

  it('loads and reads every sample without a warning', () => {
    expect(run.errors).toEqual([]);
  });

  it('reports each line once', () => {
    const lines = run.findings.map((finding) => `${finding.path}:${finding.line}`);
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
  });

  it('gives a callee that is known by its name only the lower severity, and says so', () => {
    const findings = run.findings.filter((finding) => finding.path === 'changes/by_name.py');
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.severity).toBe('WARNING');
      expect(finding.messageId).toBe('startupMigrationByName');
      expect(finding.message).toContain('was not read');
    }
  });

  it('has a message of its own for a flag that only switches off', () => {
    const findings = run.findings.filter((finding) => finding.path === 'guards/opt_out.py');
    expect(new Set(findings.map((finding) => finding.messageId))).toEqual(new Set(['startupMigrationOptOut']));
  });

  it('gives everything else the severity of an error', () => {
    const others = run.findings.filter((finding) => finding.messageId !== 'startupMigrationByName');
    expect(new Set(others.map((finding) => finding.severity))).toEqual(new Set(['ERROR']));
  });
});

describe('no-startup-migrations in files without comments', () => {
  it('reports start scripts, and keeps silent on build scripts, development scripts and release phases', async () => {
    const run = await runAnnotatedSamples(ruleFiles, 'startup-migrations-json');
    expect(run.errors).toEqual([]);
    expect(run.reported).toEqual([
      'prestart/package.json:3 no-startup-migrations',
      'railway/railway.json:5 no-startup-migrations',
      'start/package.json:4 no-startup-migrations',
      'start/package.json:5 no-startup-migrations',
    ]);
  }, 60_000);
});

describe('shared blocks of the rules', () => {
  it.each(ruleFiles)('%s holds equal copies', async (file) => {
    const text = await readFile(fileURLToPath(new URL(`../../../rules/${file}`, import.meta.url)), 'utf8');
    expect(expandSharedBlocks(text)).toBe(text);
  });

  it('copies the first block over the others with their indentation', () => {
    const text = ['# shared: a', 'x: 1', '# end: a', 'y:', '  # shared: a', '  # end: a'].join('\n');
    expect(expandSharedBlocks(text)).toBe(
      ['# shared: a', 'x: 1', '# end: a', 'y:', '  # shared: a', '  x: 1', '  # end: a'].join('\n'),
    );
  });

  it('refuses a block that is never closed', () => {
    expect(() => expandSharedBlocks('# shared: a\nx: 1')).toThrow('never closed');
  });
});
