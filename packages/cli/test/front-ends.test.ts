import { fileURLToPath } from 'node:url';
import type { Finding } from 'mathakine-lint-core';
import { expect, it } from 'vitest';
import { runLint, type LintReport } from '../src/index.js';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));

async function scan(semgrepFrontEnd: 'fast' | 'slow'): Promise<LintReport> {
  return runLint({ paths: [fixtures], engines: ['semgrep'], includeTests: true, cores: 2, semgrepFrontEnd });
}

it(
  "finds the same on the fixtures with Semgrep's fast front end and with its slow one",
  { timeout: 600_000 },
  async () => {
    const fast = await scan('fast');
    const slow = await scan('slow');
    expect(fast.engines[0]).toMatchObject({ status: 'complete', skipped: [] });
    expect(fast.findings.length).toBeGreaterThan(0);
    expect(slow.findings.map(withoutMessage)).toEqual(fast.findings.map(withoutMessage));
  },
);

/** Where a rule matches a place in several ways, each front end names another part of it in the message. */
function withoutMessage(finding: Finding): Omit<Finding, 'message'> {
  const { message: _, ...rest } = finding;
  return rest;
}
