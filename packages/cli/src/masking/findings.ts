import { getSecretName, maskValue, type Finding } from 'mathakine-lint-core';
import type { Sources } from '../sources.js';
import { findMasked, type LineContext } from './literals.js';

const codeFile = /\.(?:py|[cm]?[jt]sx?|vue)$/;

/** A finding over more lines than this is masked on its first ones only: its message names no later literal. */
const longestRange = 30;

/** What is known of a line of a finding, for masking. */
export function getLineContext(finding: Finding, lineNumber: number, text: string): LineContext {
  const isCredential = finding.ruleId === 'no-demo-credentials';
  const isCode = codeFile.test(finding.path);
  if (lineNumber < finding.line || lineNumber > finding.endLine) return { isCredential, isCode };
  const start = lineNumber === finding.line ? finding.column - 1 : 0;
  const end = lineNumber === finding.endLine ? finding.endColumn - 1 : text.length;
  return { isCredential, isCode, guilty: { start, end } };
}

/** Takes secret literals out of messages and traces, where an engine filled in a piece of source text. */
export function maskFindings(findings: readonly Finding[], sources: Sources): Finding[] {
  return findings.map((finding) => {
    const values = getValues(finding, sources);
    if (values.length === 0) return finding;
    const trace = finding.trace?.map((step) => ({ ...step, label: maskIn(step.label, values) }));
    return { ...finding, message: maskIn(finding.message, values), ...(trace ? { trace } : {}) };
  });
}

function getValues(finding: Finding, sources: Sources): string[] {
  const lines = sources.getLines(finding.path);
  const values = new Set<string>();
  const last = Math.min(finding.endLine, finding.line + longestRange);
  for (let number = finding.line; number <= last; number++) {
    const text = lines[number - 1] ?? '';
    for (const { start, end } of findMasked(text, getLineContext(finding, number, text)))
      values.add(text.slice(start, end));
  }
  return [...values].sort((a, b) => b.length - a.length);
}

/** A short or ordinary word is replaced where it is quoted; a longer text wherever it stands. */
function maskIn(text: string, values: readonly string[]): string {
  let result = text;
  for (const value of values) {
    for (const quote of ['`', "'", '"'])
      result = result.replaceAll(quote + value + quote, quote + maskValue(value) + quote);
    if (value.length >= 6 && !/^[a-z]+$/i.test(value) && !getSecretName(value))
      result = result.replaceAll(value, maskValue(value));
  }
  return result;
}
