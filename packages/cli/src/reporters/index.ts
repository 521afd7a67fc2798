import type { Format } from '../options.js';
import type { LintRun } from '../run.js';
import { formatJson } from './json.js';
import { formatText, type TextStyle } from './text.js';

/** Formats a run. Reporters return strings; where they go is the command's business. */
export function formatReport(format: Format, run: LintRun, style: TextStyle, notes: readonly string[] = []): string {
  switch (format) {
    case 'json':
      return formatJson(run.report);
    case 'text':
      return formatText(run, style, notes);
    case 'sarif':
    case 'github':
    case 'junit':
      return formatJson(run.report);
  }
}
