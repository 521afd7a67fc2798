import { readFile } from 'node:fs/promises';

/**
 * Decodes source text: UTF-16 where a byte order mark says so, UTF-8 where it is valid, Latin-1 otherwise, so that a
 * file with old accents is still read. A byte order mark is dropped.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
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
