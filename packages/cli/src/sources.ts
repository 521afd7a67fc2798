import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from './files/read.js';
import type { SourceFile } from './files/discover.js';

/** The lines of the files that findings speak of, read on demand. */
export class Sources {
  private readonly lines = new Map<string, readonly string[]>();
  private readonly files: ReadonlyMap<string, SourceFile>;

  constructor(
    private readonly root: string,
    files: readonly SourceFile[],
  ) {
    this.files = new Map(files.map((file) => [file.path, file]));
  }

  /** A file's lines without their ends; none when it cannot be read. */
  getLines(file: string): readonly string[] {
    const known = this.lines.get(file);
    if (known) return known;
    const lines = this.readText(file).split(/\r\n|[\n\r\u2028\u2029]/);
    this.lines.set(file, lines);
    return lines;
  }

  /** The text from one line to another, both included, counted from 1. */
  getText(file: string, from: number, to: number): string {
    return this.getLines(file)
      .slice(from - 1, to)
      .join('\n');
  }

  private readText(file: string): string {
    const source = this.files.get(file);
    if (source?.text !== undefined) return source.text;
    try {
      return decode(readFileSync(source?.absolute ?? path.join(this.root, file)));
    } catch {
      return '';
    }
  }
}
