/** In bytes: Windows takes 32 KB in one command line, others at least 128 KB. */
const argumentLimit = { windows: 24_000, others: 100_000 };

/** Splits file names over as many command lines as they need, in their order. */
export function splitArguments(names: readonly string[], platform: NodeJS.Platform): string[][] {
  const limit = platform === 'win32' ? argumentLimit.windows : argumentLimit.others;
  const batches: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const own = Buffer.byteLength(name) + 3;
    size += own;
    if (size > limit) {
      batches.push([]);
      size = own;
    }
    batches.at(-1)!.push(name);
  }
  return batches;
}
