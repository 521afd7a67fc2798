import type { Finding } from 'mathakine-lint-core';
import { getLineContext } from '../masking/findings.js';
import { findMasked, joinRanges, type MaskedRange } from '../masking/literals.js';
import type { Sources } from '../sources.js';
import { getWidth } from './wrap.js';

export interface FrameStyle {
  readonly width: number;
  readonly dim: (text: string) => string;
  readonly mark: (text: string) => string;
}

/** Lines shown before the guilty one, and guilty lines shown at most. */
const linesBefore = 1;
const guiltyLines = 3;
const tabWidth = 2;

/** One shown line: masked, tabs replaced, with the guilty columns after both. */
interface ShownLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The source around a finding with the guilty expression underlined. Secret literals are masked.
 *
 * @param neighbours all findings of the file: what is masked for one is masked wherever its line is shown
 */
export function formatFrame(
  finding: Finding,
  neighbours: readonly Finding[],
  sources: Sources,
  style: FrameStyle,
): string[] {
  const lines = sources.getLines(finding.path);
  if (lines[finding.line - 1] === undefined) return [];
  const lastLine = Math.min(finding.endLine, finding.line + guiltyLines - 1, lines.length);
  const firstLine = Math.max(1, finding.line - linesBefore);
  const gutter = String(lastLine).length;
  const room = Math.max(20, style.width - gutter - 7);
  const frame: string[] = [];
  for (let number = firstLine; number <= lastLine; number++) {
    const source = lines[number - 1] ?? '';
    if (number < finding.line && source.trim() === '') continue;
    const context = getLineContext(finding, number, source);
    const touching = neighbours.filter(({ line, endLine }) => number >= line && number <= endLine);
    const contexts = [context, ...touching.map((neighbour) => getLineContext(neighbour, number, source))];
    const shown = cut(
      showLine(
        source,
        joinRanges(
          contexts.flatMap((each) => findMasked(source, each)),
          source,
        ),
        context.guilty,
      ),
      room,
    );
    frame.push(`  ${style.dim(`${String(number).padStart(gutter)} │`)} ${shown.text}`);
    if (number >= finding.line && shown.end > shown.start) {
      const underline = '~'.repeat(Math.max(1, getWidth(shown.text.slice(shown.start, shown.end))));
      const margin = ' '.repeat(getWidth(shown.text.slice(0, shown.start)));
      frame.push(`  ${' '.repeat(gutter)} ${style.dim('│')} ${margin}${style.mark(underline)}`);
    }
  }
  if (lastLine < finding.endLine) frame.push(`  ${' '.repeat(gutter)} ${style.dim('│ …')}`);
  return frame;
}

function showLine(
  source: string,
  masked: readonly MaskedRange[],
  guilty: { start: number; end: number } | undefined,
): ShownLine {
  const first = source.length - source.trimStart().length;
  const range = guilty
    ? { start: Math.max(guilty.start, first), end: Math.min(guilty.end, source.trimEnd().length) }
    : { start: 0, end: 0 };
  let text = '';
  let at = 0;
  const places = new Map<number, number>();
  const copy = (end: number): void => {
    for (; at < end; at++) {
      places.set(at, text.length);
      text += source[at] === '\t' ? ' '.repeat(tabWidth) : isControl(source[at]!) ? '·' : source[at];
    }
  };
  for (const { start, end, text: replacement } of masked) {
    copy(start);
    // A guilty range may begin or end within what is masked.
    for (; at < end; at++) places.set(at, text.length);
    text += replacement;
  }
  copy(source.length);
  const place = (column: number): number => places.get(column) ?? text.length;
  return { text: text.trimEnd(), start: place(range.start), end: place(range.end) };
}

/** Escape sequences in source text must not reach the terminal. */
function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 32 || (code >= 127 && code < 160);
}

/** Cuts a long line so that the guilty part stays in view, and drops indentation that would push it out. */
function cut({ text, start, end }: ShownLine, room: number): ShownLine {
  if (text.length <= room) return { text, start, end };
  const length = Math.min(end - start, room - 2);
  const from = start + length <= room - 1 ? 0 : Math.max(0, start - Math.floor((room - length) / 2));
  const to = from + room - (from > 0 ? 2 : 1);
  const head = from > 0 ? '…' : '';
  const tail = to < text.length ? '…' : '';
  const shift = head.length - from;
  const visible = head + text.slice(from, to) + tail;
  return {
    text: visible,
    start: Math.max(0, start + shift),
    end: Math.min(visible.length, Math.max(start + shift + 1, end + shift)),
  };
}
