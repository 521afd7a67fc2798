/**
 * Gives the parser, and what it loads, the TypeScript that this package depends on. A project with TypeScript 7, which
 * has no compiler to call, gets `ts-api-utils` installed beside that: npm sees only that any TypeScript satisfies it.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const own = require.resolve('typescript');
require(own);
let user = import.meta.url;
for (const name of ['@typescript-eslint/parser', '@typescript-eslint/typescript-estree', 'ts-api-utils']) {
  user = createRequire(user).resolve(name);
  const other = createRequire(user).resolve('typescript');
  if (other !== own) require.cache[other] = require.cache[own];
}
