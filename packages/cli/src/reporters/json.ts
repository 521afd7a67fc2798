import type { LintReport } from '../report.js';

/**
 * The report as one JSON document.
 *
 * @param notes what was left out of the findings: known ones, unchanged lines
 */
export function formatJson(
  { version, findings, engines, suppressions }: LintReport,
  notes: readonly string[] = [],
): string {
  return `${JSON.stringify({ version, findings, engines, suppressions, notes }, null, 2)}\n`;
}
