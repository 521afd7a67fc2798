import { describe, expect, it } from 'vitest';
import { parseCommand, UsageError, type LintCommand } from '../src/options.js';

function parseLint(...args: string[]): LintCommand {
  const command = parseCommand(args);
  if (command.command !== 'lint' && command.command !== 'baseline') throw new Error(command.command);
  return command;
}

describe('the command line', () => {
  it('lints the current folder with both engines by default', () => {
    expect(parseLint()).toMatchObject({
      command: 'lint',
      paths: [],
      engines: ['eslint', 'semgrep'],
      failOn: 'error',
      preset: 'recommended',
      includeTests: false,
      outputs: [{ format: 'text', file: undefined }],
    });
  });

  it('takes several rules, comma-separated or repeated', () => {
    expect(
      parseLint('--only', 'no-sensitive-logs,no-demo-credentials', '--only', 'mathakine/no-startup-migrations').only,
    ).toEqual(['no-sensitive-logs', 'no-demo-credentials', 'no-startup-migrations']);
  });

  it('gives the last formats the files, and the first one standard output', () => {
    expect(parseLint('--format', 'text,sarif', '--output', 'a.sarif').outputs).toEqual([
      { format: 'text', file: undefined },
      { format: 'sarif', file: 'a.sarif' },
    ]);
    expect(parseLint('--format', 'json', '--output', 'a.json').outputs).toEqual([{ format: 'json', file: 'a.json' }]);
  });

  it.each([
    ['an unknown option', ['--colour']],
    ['an unknown rule', ['--only', 'no-such-rule']],
    ['an empty rule name', ['--only', '']],
    ['an unknown engine', ['--engine', 'ruff']],
    ['an unknown format', ['--format', 'xml']],
    ['an unknown severity', ['--fail-on', 'info']],
    ['an unknown preset', ['--preset', 'loose']],
    ['an option without its value', ['--format']],
    ['a time limit that is no number', ['--timeout', 'long']],
    ['two formats and nowhere for one to go', ['--format', 'json,sarif,junit', '--output', 'x']],
    ['more files than formats', ['--output', 'a', '--output', 'b']],
    ['an empty path', ['']],
    ['setup with an argument', ['setup', 'now']],
    ['staged files of a past', ['--staged', '--since', 'main']],
    ['a baseline of staged files', ['baseline', '--staged']],
  ])('refuses %s with a sentence', (_, args) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(/^[^\n]+\.$/);
  });

  it('accepts paths that look like options after --', () => {
    expect(parseLint('--', '-v').paths).toEqual(['-v']);
  });
});
