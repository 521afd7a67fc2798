import { catalogue } from 'mathakine-lint-core';
import type { LintRun } from '../run.js';

const engineTitles = { eslint: 'ESLint', semgrep: 'Semgrep' } as const;

/** The report as annotations of GitHub Actions: one workflow command a line. */
export function formatGithub({ report, base }: LintRun, notes: readonly string[] = []): string {
  const lines = report.findings.map(({ ruleId, severity, path, line, column, endLine, endColumn, message }) => {
    // GitHub shows columns only on findings of one line.
    const columns: Record<string, number> = line === endLine ? { col: column, endColumn } : {};
    const title = `${catalogue.get(ruleId)!.title} (${ruleId})`;
    return formatCommand(severity, { file: base.prefix + path, line, endLine, ...columns, title }, message);
  });
  for (const engine of report.engines) {
    const title = engineTitles[engine.name];
    if (engine.reason !== undefined)
      lines.push(formatCommand('error', { title: `${title} is not complete` }, engine.reason));
    for (const { path, reason } of engine.skipped)
      lines.push(
        formatCommand('error', { file: base.prefix + path, title: `${title} did not read this file` }, reason),
      );
  }
  const { length } = report.suppressions;
  const told = length === 0 ? notes : [...notes, `${length} silenced by comments.`];
  lines.push(...told.map((note) => formatCommand('notice', { title: 'mathakine-lint' }, note)));
  return lines.map((line) => `${line}\n`).join('');
}

function formatCommand(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeMessage(message)}`;
}

/** As the runner's own toolkit escapes them. */
function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
