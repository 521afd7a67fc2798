import { createColors } from 'picocolors';
import { ruleIds, type Finding } from 'mathakine-lint-core';
import type { LintRun } from '../run.js';
import { isWhole, type EngineReport } from '../report.js';
import { formatFrame } from './frame.js';
import { wrap } from './wrap.js';

export interface TextStyle {
  readonly isColored: boolean;
  /** Of the terminal, in columns. */
  readonly width: number;
  readonly isVerbose: boolean;
}

const narrowest = 60;
const widest = 110;
/** How many left-out or unread files are named without being asked for all. */
const namedFiles = 10;
const engineTitles = { eslint: 'ESLint', semgrep: 'Semgrep' } as const;

/** The report for people: findings by file, each with its source, then what was read and what was not. */
export function formatText(run: LintRun, style: TextStyle, notes: readonly string[] = []): string {
  const colors = createColors(style.isColored);
  const width = Math.max(narrowest, Math.min(widest, style.width));
  const { findings, engines } = run.report;
  const parts: string[] = [];
  for (const [path, own] of groupByFile(findings)) {
    parts.push(colors.underline(colors.bold(printable(path))));
    for (const finding of own) parts.push(formatFinding(finding, own, run, width, colors), '');
  }
  if (findings.length > 0) parts.push(formatTable(findings, colors), '');
  parts.push(...formatEngines(engines, colors, style.isVerbose, width));
  if (style.isVerbose) parts.push(...formatLeftOut(run, colors));
  for (const note of notes) parts.push(...wrap(note, width));
  parts.push(formatVerdict(run, colors));
  return `${parts.join('\n')}\n`;
}

type Colors = ReturnType<typeof createColors>;

function groupByFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.path, [...(groups.get(finding.path) ?? []), finding]);
  return groups;
}

function formatFinding(finding: Finding, own: readonly Finding[], run: LintRun, width: number, colors: Colors): string {
  const paint = finding.severity === 'error' ? colors.red : colors.yellow;
  const place = `${finding.line}:${finding.column}`;
  const lines = [
    `  ${colors.dim(place)}  ${paint(finding.severity)}  ${colors.bold(finding.ruleId)}  ${colors.dim(finding.engine)}`,
  ];
  lines.push(
    ...formatFrame(finding, own, run.sources, { width: width - 2, dim: colors.dim, mark: paint }).map(
      (line) => `  ${line}`,
    ),
  );
  const trace = formatTrace(finding);
  if (trace !== undefined) lines.push(...wrap(trace, width, '    ').map(colors.cyan));
  lines.push(...wrap(printable(finding.message), width, '    '));
  return lines.join('\n');
}

/** The way of the value in one line, from where it is used to where it comes from. */
export function formatTrace({ trace, path }: Finding): string | undefined {
  if (!trace || trace.length === 0) return undefined;
  const steps = [...trace].reverse().map((step) => {
    const place = step.path === path ? `line ${step.line}` : `${step.path}:${step.line}`;
    return `${step.label} (${place})`;
  });
  return printable(steps.join(' ← '));
}

function formatTable(findings: readonly Finding[], colors: Colors): string {
  const count = (passes: (finding: Finding) => boolean): string => String(findings.filter(passes).length || '·');
  const rows = ruleIds
    .filter((id) => findings.some((finding) => finding.ruleId === id))
    .map((id) => [
      id,
      ...(['eslint', 'semgrep'] as const).map((engine) =>
        count((finding) => finding.ruleId === id && finding.engine === engine),
      ),
      count((finding) => finding.ruleId === id),
    ]);
  const total = [
    '',
    ...(['eslint', 'semgrep'] as const).map((engine) => count((finding) => finding.engine === engine)),
    String(findings.length),
  ];
  const header = ['rule', engineTitles.eslint, engineTitles.semgrep, 'total'];
  const all = [header, ...rows, total];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const format = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('   ');
  return [colors.dim(format(header)), ...rows.map(format), colors.bold(format(total))].join('\n');
}

function formatEngines(engines: readonly EngineReport[], colors: Colors, isVerbose: boolean, width: number): string[] {
  const lines: string[] = [];
  for (const engine of engines) {
    const isFine = engine.status === 'complete' || engine.status === 'idle';
    const title = engineTitles[engine.name];
    if (isVerbose) {
      const version = engine.version === undefined ? '' : ` ${engine.version}`;
      lines.push(
        colors.dim(
          `${title}${version}: ${engine.status}, ${engine.files} files, ${(engine.durationMs / 1000).toFixed(1)} s`,
        ),
      );
    }
    if (!isFine) lines.push(...wrap(`${title}: ${engine.reason ?? engine.status}`, width).map(colors.red));
    const named = isVerbose ? engine.skipped : engine.skipped.slice(0, namedFiles);
    for (const { path, reason } of named)
      lines.push(colors.red(`  not read: ${printable(path)}: ${printable(reason)}`));
    if (named.length < engine.skipped.length)
      lines.push(colors.red(`  and ${engine.skipped.length - named.length} more (--verbose names them)`));
  }
  return lines;
}

function formatLeftOut({ leftOut, report, durationMs }: LintRun, colors: Colors): string[] {
  const lines = leftOut.map(({ path, reason }) => colors.dim(`left out: ${printable(path)}: ${reason}`));
  for (const { path, line, ruleId, justification } of report.suppressions)
    lines.push(
      colors.dim(
        `silenced: ${printable(path)}:${line}: ${ruleId}: ${justification === '' ? 'no reason given' : printable(justification)}`,
      ),
    );
  return [...lines, colors.dim(`time: ${(durationMs / 1000).toFixed(1)} s`)];
}

function formatVerdict({ report: { findings, engines, suppressions }, leftOut }: LintRun, colors: Colors): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  const files = new Set(findings.map((finding) => finding.path)).size;
  const read = engines.reduce((sum, engine) => sum + engine.files, 0);
  // What whoever writes the code can take out of sight is told without being asked for.
  const generated = leftOut.filter(({ reason }) => reason.startsWith('minified or generated')).length;
  const silenced =
    (suppressions.length === 0 ? '' : ` ${plural(suppressions.length, 'finding')} silenced by comments.`) +
    (generated === 0 ? '' : ` ${plural(generated, 'minified or generated file')} left out (see --verbose).`);
  if (!isWhole(engines)) {
    const found =
      findings.length === 0
        ? 'Nothing was found in what could be read'
        : `${plural(findings.length, 'finding')} in ${plural(files, 'file')}`;
    return colors.red(colors.bold(`${found}, but the check is not complete: see above.`)) + silenced;
  }
  if (read === 0) return `There was nothing to read here.${silenced}`;
  if (findings.length === 0) return colors.green(`Nothing found in ${plural(read, 'file')}.`) + silenced;
  const parts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''].filter(
    Boolean,
  );
  return colors.bold(`${parts.join(' and ')} in ${plural(files, 'file')}.`) + silenced;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names of files and texts of engines reach the terminal without control characters. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '·');
}
