import { createRequire } from 'node:module';
import type { ts } from 'ts-morph';

export type { ts } from 'ts-morph';

export type Compiler = typeof ts;

const require = createRequire(import.meta.url);
let compiler: Compiler | undefined;

/**
 * A compiler: the one that ESLint's parser has loaded into this process, else the one that ts-morph carries. Loading a
 * second one takes a third of a second, so it happens at the first question and never for files whose imports do not
 * matter. Only its parser, its reader of tsconfig files and its module resolver are used: whatever needs a program
 * takes seconds.
 */
export function getCompiler(): Compiler {
  compiler ??= getLoadedCompiler() ?? (require('ts-morph') as { ts: Compiler }).ts;
  return compiler;
}

/** The `typescript` package, if something in this process has loaded one whose resolver knows bundlers (5.0). */
function getLoadedCompiler(): Compiler | undefined {
  for (const [path, module] of Object.entries(require.cache)) {
    if (!/[\\/]typescript[\\/]lib[\\/]typescript\.js$/u.test(path) || module?.loaded !== true) continue;
    const { version, resolveModuleName } = module.exports as Partial<Compiler>;
    const major = Number.parseInt(version ?? '', 10);
    if (major >= 5 && resolveModuleName !== undefined) return module.exports as Compiler;
  }
  return undefined;
}
