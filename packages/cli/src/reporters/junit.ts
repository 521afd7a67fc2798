import type { Finding } from 'mathakine-lint-core';
import type { EngineReport } from '../report.js';
import type { LintRun } from '../run.js';

const suiteName = 'mathakine-lint';

/**
 * The report as JUnit XML: a test case for each finding and for each engine. An engine that could not do its whole
 * job is an error, so that a reader of this format alone cannot take it for a success.
 */
export function formatJunit({ report, base, durationMs }: LintRun): string {
  const { findings, engines } = report;
  const seconds = (durationMs / 1000).toFixed(3);
  const errors = engines.filter((engine) => engine.status !== 'complete' && engine.status !== 'idle').length;
  const counts = `tests="${findings.length + engines.length}" failures="${findings.length}" errors="${errors}"`;
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  lines.push(`<testsuites name="${suiteName}" ${counts} time="${seconds}">`);
  lines.push(`  <testsuite name="${suiteName}" ${counts} time="${seconds}">`);
  for (const engine of engines) lines.push(...formatEngine(engine));
  for (const finding of findings) lines.push(...formatFinding(finding, base.prefix));
  lines.push('  </testsuite>', '</testsuites>');
  return `${lines.join('\n')}\n`;
}

function formatFinding(finding: Finding, prefix: string): string[] {
  const { ruleId, line, column, severity, message } = finding;
  const path = prefix + finding.path;
  const place = `${path}:${line}:${column}`;
  return [
    `    <testcase classname="${escapeXml(path)}" name="${escapeXml(`${ruleId} ${line}:${column}`)}" file="${escapeXml(path)}" line="${line}">`,
    `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(`${place}\n${message}`)}</failure>`,
    '    </testcase>',
  ];
}

function formatEngine({ name, status, reason, skipped, durationMs }: EngineReport): string[] {
  const time = (durationMs / 1000).toFixed(3);
  const head = `    <testcase classname="${suiteName}" name="${name}" time="${time}"`;
  if (status === 'complete' || status === 'idle') return [`${head}/>`];
  const details = skipped.map((entry) => `${entry.path}: ${entry.reason}`).join('\n');
  const message = escapeXml(reason ?? status);
  return [
    `${head}>`,
    `      <error type="${status}" message="${message}">${escapeXml(details)}</error>`,
    '    </testcase>',
  ];
}

/** XML 1.0 has no way to write most control characters. */
function escapeXml(text: string): string {
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' };
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"\n\t]/g, (character) => named[character as keyof typeof named]);
}
