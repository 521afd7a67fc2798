import { readFile } from 'node:fs/promises';

/**
 * Decodes source text: UTF-8 where it is valid, Latin-1 otherwise, so that a file with old accents is still read.
 * A byte order mark is dropped.
 */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** Reads and decodes a source file. */
export async function readSource(file: string): Promise<string> {
  return decode(await readFile(file));
}
