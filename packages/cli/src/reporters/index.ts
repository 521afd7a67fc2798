import type { Format } from '../options.js';
import type { LintRun } from '../run.js';
import { formatGithub } from './github.js';
import { formatJson } from './json.js';
import { formatJunit } from './junit.js';
import { formatSarif } from './sarif.js';
import { formatText, type TextStyle } from './text.js';

/** Formats a run. Reporters return strings; where they go is the command's business. */
export function formatReport(format: Format, run: LintRun, style: TextStyle, notes: readonly string[] = []): string {
  switch (format) {
    case 'json':
      return formatJson(run.report, notes);
    case 'text':
      return formatText(run, style, notes);
    case 'sarif':
      return formatSarif(run, notes);
    case 'github':
      return formatGithub(run, notes);
    case 'junit':
      return formatJunit(run);
  }
}
