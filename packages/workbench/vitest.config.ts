import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['packages/*/test/**/*.test.ts'],
    // Many tests start real tools: the limits are there to end what hangs, not to measure.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
