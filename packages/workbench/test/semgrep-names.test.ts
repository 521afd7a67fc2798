import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getSecretName } from 'mathakine-lint-core';
import { semgrepRegexes } from 'mathakine-lint-core/regexes';
import { getSemgrepCommand } from './annotated.js';
import { harmlessNames, secretNames } from '../../core/test/names.js';

/** The table's verdict, asked of Semgrep itself: once of a single condition, once of the published rule file. */

const names = [...secretNames, ...harmlessNames];
const ruleFile = fileURLToPath(new URL('../../../rules/python/no-sensitive-logs.yaml', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'names-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines of a Python file on which a rule file reports. */
function getReportedLines(config: string, lines: readonly string[]): Set<number> {
  const target = path.join(folder, 'names.py');
  writeFileSync(target, `${lines.join('\n')}\n`);
  const command = getSemgrepCommand();
  const args = ['scan', '--experimental', '--json', '--quiet', '--metrics=off', '--disable-version-check'];
  const env = { ...process.env, SEMGREP_ENABLE_VERSION_CHECK: '0', SEMGREP_SEND_METRICS: 'off' };
  const output = execFileSync(command, [...args, '--timeout', '60', '--config', config, target], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { results, errors } = JSON.parse(output) as { results: { start: { line: number } }[]; errors: unknown[] };
  expect(errors).toEqual([]);
  return new Set(results.map((result) => result.start.line));
}

function writeRule(key: string): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const file = path.join(folder, `${key}.yaml`);
  writeFileSync(
    file,
    [
      'rules:',
      `  - id: ${key}`,
      '    languages: [python]',
      '    severity: ERROR',
      '    message: found',
      '    patterns:',
      '      - pattern: use("$NAME")',
      '      - metavariable-regex:',
      '          metavariable: $NAME',
      `          regex: ${quote(semgrepRegexes[key] ?? '')}`,
      '',
    ].join('\n'),
  );
  return file;
}

const kinds: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['secret-name', undefined],
  ['password-name', ['password', 'password-hash']],
  ['refresh-token-name', ['refresh-token']],
  ['auth-token-name', ['refresh-token', 'access-token', 'token']],
  ['signing-key-name', ['key']],
  ['database-url-name', ['database-url']],
];

describe('the regular expressions, compared by Semgrep', () => {
  it.each(kinds)(
    'give the verdict of the matcher for %s',
    (key, wanted) => {
      const lines = names.map((name) => `use("${name}")`);
      const reported = getReportedLines(writeRule(key), lines);
      // `jwtSecret` holds two secrets: the matcher names the last one, both expressions accept it.
      const expected = names.filter((name) => {
        if (key === 'auth-token-name' && /^jwt_?secret$/i.test(name)) return true;
        const kind = getSecretName(name)?.kind;
        return kind !== undefined && (wanted?.includes(kind) ?? true);
      });
      expect(names.filter((_, index) => reported.has(index + 1))).toEqual(expected);
    },
    120_000,
  );
});

describe('the published rule for Python logs', () => {
  it('gives the verdict of the table for keys', () => {
    const reported = getReportedLines(
      ruleFile,
      names.map((name) => `print(record["${name}"])`),
    );
    expect(names.filter((_, index) => reported.has(index + 1))).toEqual(secretNames);
  }, 120_000);

  it('gives the verdict of the table for variables', () => {
    // In a file that names what language models are fed with, `tokens` are counted: those names have samples of their own.
    const own = names.filter((name) => /^[A-Za-z_]\w*$/.test(name) && !/token(?:s$|i[sz])/i.test(name));
    const reported = getReportedLines(
      ruleFile,
      own.map((name) => `print(${name})`),
    );
    expect(own.filter((_, index) => reported.has(index + 1))).toEqual(own.filter((name) => secretNames.includes(name)));
  }, 120_000);
});
