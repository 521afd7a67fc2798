import type { LintReport } from '../report.js';

/** The report as one JSON document. */
export function formatJson({ version, findings, engines }: LintReport): string {
  return `${JSON.stringify({ version, findings, engines }, null, 2)}\n`;
}
