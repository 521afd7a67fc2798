import type { Finding } from 'mathakine-lint-core';

/** A `nosemgrep` comment, with the ids that it names (none: all of them) and its reason after two dashes. */
const comment =
  /(?:#|\/\/|\/\*|<!--|\{#)\s*(?:nosemgrep|nosem)\b(?:\s*:\s*([\w.-]+(?:\s*,\s*[\w.-]+)*))?(?:\s*--\s*(.*?))?\s*(?:\*\/|-->|#\})?\s*$/i;
const nothingButComment = /^\s*(?:#|\/\/|\/\*|<!--|\{#)/;

/**
 * The comment that silences a finding: on its first line, or alone on the line above, as Semgrep reads them. Read
 * here so that silenced findings are counted and a reason can be asked for.
 *
 * @returns its reason, empty when it gives none; undefined when nothing silences the finding
 */
export function getNosemgrepReason({ ruleId, line }: Finding, lines: readonly string[]): string | undefined {
  const above = lines[line - 2] ?? '';
  const candidates = [lines[line - 1] ?? '', nothingButComment.test(above) ? above : ''];
  for (const text of candidates) {
    const match = comment.exec(text);
    if (!match) continue;
    const ids = match[1]?.split(',').map((id) => id.trim()) ?? [];
    if (ids.length === 0 || ids.some((id) => id === ruleId || id.endsWith(`.${ruleId}`))) return match[2] ?? '';
  }
  return undefined;
}
