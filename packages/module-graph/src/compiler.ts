import { createRequire } from 'node:module';
import type { ts } from 'ts-morph';

export type { ts } from 'ts-morph';

export type Compiler = typeof ts;

let compiler: Compiler | undefined;

/**
 * The compiler that ts-morph carries. Loading it takes a third of a second, so it happens at the first question and
 * never for files whose imports do not matter. Only its parser, its reader of tsconfig files and its module resolver
 * are used: whatever needs a program takes seconds.
 */
export function getCompiler(): Compiler {
  compiler ??= (createRequire(import.meta.url)('ts-morph') as { ts: Compiler }).ts;
  return compiler;
}

/** Tells whether the compiler has been loaded by now. */
export function isCompilerLoaded(): boolean {
  return compiler !== undefined;
}
