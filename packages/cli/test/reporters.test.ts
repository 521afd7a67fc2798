import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding } from 'mathakine-lint-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../src/options.js';
import type { EngineReport } from '../src/report.js';
import { formatReport } from '../src/reporters/index.js';
import { formatTrace } from '../src/reporters/text.js';
import { wrap } from '../src/reporters/wrap.js';
import type { LintRun } from '../src/run.js';
import { Sources } from '../src/sources.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'reporters-'));
  writeFileSync(
    path.join(folder, 'a b.tsx'),
    "const user = 'x', password = 'Sup3rSecret';\n\tconsole.log(password);\u001b[31m\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const finding: Finding = {
  ruleId: 'no-sensitive-logs',
  engine: 'eslint',
  path: 'a b.tsx',
  line: 2,
  column: 14,
  endLine: 2,
  endColumn: 22,
  severity: 'error',
  message: '`password` is written, <so> 100% & "all" read it',
  messageId: 'logged',
  fingerprint: '0123456789abcdef',
  trace: [{ path: 'lib/consts.ts', line: 7, column: 14, label: 'DEMO_PASSWORD' }],
};

const complete: EngineReport = {
  name: 'eslint',
  version: '10.0.0',
  status: 'complete',
  files: 1,
  skipped: [],
  durationMs: 5,
};
const broken: EngineReport = {
  name: 'semgrep',
  status: 'incomplete',
  files: 1,
  skipped: [{ path: 'b.py', reason: 'does not parse (line 1)' }],
  durationMs: 5,
  reason: 'Semgrep could not read all of 1 of 1 files.',
};

function makeRun(findings: Finding[], engines: EngineReport[]): LintRun {
  return {
    report: { version: '0.0.0', findings, engines, suppressions: [] },
    root: folder,
    base: { folder: path.dirname(folder), prefix: 'web/' },
    sources: new Sources(folder, []),
    leftOut: [],
    durationMs: 10,
  };
}

const plain = { isColored: false, width: 100, isVerbose: false };

describe('the text report', () => {
  it('underlines the guilty expression, masks literals and keeps control characters from the terminal', () => {
    const text = formatReport('text', makeRun([finding], [complete]), plain);
    expect(text).toContain("1 │ const user = 'x', password = 'Su…t';");
    expect(text).toContain('2 │   console.log(password);·[31m');
    expect(text).toContain('  │               ~~~~~~~~');
    expect(text).toContain('DEMO_PASSWORD (lib/consts.ts:7)');
    expect(text).not.toContain('\u001b');
  });

  it('never says that nothing was found when something was not read', () => {
    const text = formatReport('text', makeRun([], [complete, broken]), plain);
    expect(text).toContain('not read: b.py: does not parse (line 1)');
    expect(text).toContain('Nothing was found in what could be read, but the check is not complete');
  });

  it('colours on a terminal only', () => {
    expect(formatReport('text', makeRun([finding], [complete]), { ...plain, isColored: true })).toContain('\u001b[');
  });

  it('tells the way of a value from its use to its source', () => {
    const trace = [...finding.trace!, { path: 'a b.tsx', line: 1, column: 1, label: 'password' }];
    expect(formatTrace({ ...finding, trace })).toBe('password (line 1) ← DEMO_PASSWORD (lib/consts.ts:7)');
  });

  it('wraps between words', () => {
    expect(wrap('one two three', 9, '  ')).toEqual(['  one two', '  three']);
  });
});

describe('SARIF', () => {
  const read = (engines: EngineReport[]) =>
    JSON.parse(formatReport('sarif', makeRun([finding], engines), plain)) as {
      version: string;
      runs: Record<string, never>[] & { 0: SarifRun };
    };
  interface SarifRun {
    tool: { driver: { rules: { id: string; properties: { tags: string[]; 'security-severity': string } }[] } };
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[];
    results: unknown[];
  }

  it('is one run with encoded relative addresses below the current folder, fingerprints and the way of the value', () => {
    const log = read([complete]);
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    expect(log.runs[0].results).toMatchObject([
      {
        ruleId: 'no-sensitive-logs',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'web/a%20b.tsx', uriBaseId: 'SRCROOT' },
              region: { startLine: 2, startColumn: 14, endLine: 2, endColumn: 22 },
            },
          },
        ],
        partialFingerprints: { 'mathakineLint/v1': '0123456789abcdef' },
        codeFlows: [{ threadFlows: [{ locations: [{}, {}] }] }],
      },
    ]);
  });

  it('describes every rule with its weakness and a numeric severity', () => {
    const { rules } = read([complete]).runs[0].tool.driver;
    expect(rules).toHaveLength(6);
    for (const { properties } of rules) {
      expect(properties.tags.some((tag) => /^external\/cwe\/cwe-\d{3,}$/.test(tag))).toBe(true);
      expect(Number(properties['security-severity'])).toBeGreaterThan(0);
    }
  });

  it('tells what was not read', () => {
    const [invocation] = read([complete, broken]).runs[0].invocations;
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications).toHaveLength(2);
  });
});

describe('GitHub annotations', () => {
  it('are escaped as the runner reads them', () => {
    const [line] = formatReport('github', makeRun([finding], [complete]), plain).split('\n');
    expect(line).toBe(
      '::error file=web/a b.tsx,line=2,endLine=2,col=14,endColumn=22,title=Secret written to a log (no-sensitive-logs)::' +
        '`password` is written, <so> 100%25 & "all" read it',
    );
  });

  it('tell what was not read', () => {
    expect(formatReport('github', makeRun([], [broken]), plain)).toContain(
      '::error file=web/b.py,title=Semgrep did not read this file::',
    );
  });
});

describe('JUnit', () => {
  it('has a failure for a finding and an error for an engine that is not complete', () => {
    const xml = formatReport('junit', makeRun([finding], [complete, broken]), plain);
    expect(xml).toContain('tests="3" failures="1" errors="1"');
    expect(xml).toContain('100% &amp; &quot;all&quot; read it');
    expect(xml).toContain('<error type="incomplete"');
  });
});

it.each(formats)('%s never shows a secret literal', (format) => {
  expect(formatReport(format, makeRun([finding], [complete, broken]), plain)).not.toContain('Sup3rSecret');
});
