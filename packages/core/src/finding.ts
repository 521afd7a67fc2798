import { createHash } from 'node:crypto';
import type { EngineName, RuleId, Severity } from './catalogue.js';

/** One step of the way a value took, source first. Lines and columns count from 1. */
export interface TraceStep {
  /** Relative to the scanned root, with forward slashes. */
  path: string;
  line: number;
  column: number;
  /** What stands there: a name, a call, an import specifier. Never a literal value. */
  label: string;
}

/** One problem at one place. Lines and columns count from 1; `endColumn` is exclusive, as in ESLint and Semgrep. */
export interface Finding {
  ruleId: RuleId;
  engine: EngineName;
  /** Relative to the PATH that was given, with forward slashes. */
  path: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: Severity;
  /** What was found, why it matters, what to do instead. */
  message: string;
  /** Which of the rule's messages this is: the ESLint `messageId` or the Semgrep rule's `metadata.messageId`. */
  messageId: string;
  /** Hexadecimal, stable under line moves: see {@link addFingerprints}. */
  fingerprint: string;
  trace?: TraceStep[];
}

/**
 * Orders findings by place and drops repetitions: two reports of one rule on the same line and column are one.
 * Where both engines report the same place, the first in engine-name order stays.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.engine, b.engine) ||
      compareText(a.messageId, b.messageId),
  );
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1];
    return !before || !isSamePlace(before, finding);
  });
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return a.ruleId === b.ruleId && a.path === b.path && a.line === b.line && a.column === b.column;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Gives each finding a fingerprint from its rule, path, the white-space-normalised text of its guilty lines and a
 * counter among equals, so that it survives line moves and edits of its neighbours.
 *
 * @param findings in the order of {@link mergeFindings}
 * @param getText the source text from the finding's first to its last line; only its digest is kept
 */
export function addFingerprints(findings: readonly Finding[], getText: (finding: Finding) => string): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const text = getText(finding).replace(/\s+/g, ' ').trim();
    const base = [finding.ruleId, finding.messageId, finding.path, text].join('\0');
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    const fingerprint = createHash('sha256').update(`${base}\0${count}`).digest('hex').slice(0, 32);
    return { ...finding, fingerprint };
  });
}
