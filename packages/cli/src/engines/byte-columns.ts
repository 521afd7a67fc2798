import type { Finding } from 'mathakine-lint-core';
import { decode } from '../files/read.js';

/**
 * Semgrep counts columns in bytes, ESLint and editors in UTF-16 units: converts the former into the latter.
 *
 * @param findings of one file
 * @param bytes the file's content
 */
export function convertColumns(findings: readonly Finding[], bytes: Uint8Array): Finding[] {
  const starts = getLineStarts(bytes);
  const isWide = bytes.some((byte) => byte > 127);
  if (!isWide) return [...findings];
  const isUtf8 = decode(bytes).length < bytes.length;
  if (!isUtf8) return [...findings];
  const convert = (line: number, column: number): number => {
    const start = starts[line - 1];
    if (start === undefined) return column;
    return decodeLoosely(bytes.subarray(start, start + column - 1)).length + 1;
  };
  return findings.map((finding) => ({
    ...finding,
    column: convert(finding.line, finding.column),
    endColumn: convert(finding.endLine, finding.endColumn),
  }));
}

function getLineStarts(bytes: Uint8Array): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}

/** A byte order mark at the start is no character of the text. */
function decodeLoosely(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
