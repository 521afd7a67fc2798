import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What one annotation promises about one line. */
export interface Annotation {
  /** Relative to the annotated folder, with forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly ruleId: string;
  readonly reported: boolean;
}

/** The file, beside the annotated folders, that speaks for files without comments. */
const sidecar = 'annotations.json';

const annotation = /^\W*(ruleid|ok):\s*([a-z-]+(?:\s*,\s*[a-z-]+)*)\s*(?:-->|\*\/\s*\}?|#\})?\s*$/;

/**
 * Reads the promises of a folder. A comment `ruleid: <id>[, <id>]` alone on its line promises a finding on the next
 * line that is no annotation itself, `ok: <id>` promises none.
 */
export function readAnnotations(folder: string): Annotation[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== sidecar && entry.name !== 'README.md')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const inComments = files.flatMap((file) =>
    readComments(path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8').split('\n')),
  );
  return [...inComments, ...readSidecar(path.join(folder, sidecar))];
}

function readComments(file: string, lines: readonly string[]): Annotation[] {
  return lines.flatMap((text, index) => {
    const match = annotation.exec(text);
    if (!match) return [];
    let target = index + 1;
    while (annotation.test(lines[target] ?? '')) target++;
    return (match[2] ?? '')
      .split(',')
      .map((id) => ({ path: file, line: target + 1, ruleId: id.trim(), reported: match[1] === 'ruleid' }));
  });
}

interface SidecarEntry {
  readonly line: number;
  readonly ruleid?: readonly string[];
  readonly ok?: readonly string[];
}

function readSidecar(file: string): Annotation[] {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly SidecarEntry[]>;
  return Object.entries(entries).flatMap(([name, list]) =>
    list.flatMap(({ line, ruleid = [], ok = [] }) => [
      ...ruleid.map((ruleId) => ({ path: name, line, ruleId, reported: true })),
      ...ok.map((ruleId) => ({ path: name, line, ruleId, reported: false })),
    ]),
  );
}
