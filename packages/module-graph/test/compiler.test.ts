import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const require = createRequire(import.meta.url);
const page = fileURLToPath(new URL('../../../fixtures/frontend/vulnerable/app/login/page.tsx', import.meta.url));

/** The modules as a new process would load them. */
async function loadAnew() {
  return { ...(await import('../src/compiler.js')), ...(await import('../src/index.js')) };
}

beforeEach(() => vi.resetModules());

// In this order: a process that has loaded a compiler keeps it.
describe('the compiler', () => {
  it('is the one of ts-morph where nothing has loaded one, and a relative import needs none', async () => {
    const { getCompiler, resolveModule } = await loadAnew();
    expect(resolveModule(page, '../../lib/flags')).toMatch(/flags\.ts$/);
    expect(require.cache[require.resolve('ts-morph')]).toBeUndefined();
    const { ts } = require('ts-morph') as { ts: unknown };
    expect(getCompiler()).toBe(ts);
  });
  it('is the one that the parser has loaded, with the same answers', async () => {
    const before = await loadAnew();
    const own = before.findDefinition(page, '@/lib/constants', 'DEMO_LOGIN_PASSWORD');
    expect(own).toMatchObject({ kind: 'local', path: expect.stringContaining(path.join('constants', 'demoLogin.ts')) });
    const loaded: unknown = require('typescript');
    vi.resetModules();
    const after = await loadAnew();
    expect(after.getCompiler()).toBe(loaded);
    expect(after.findDefinition(page, '@/lib/constants', 'DEMO_LOGIN_PASSWORD')).toEqual(own);
  });
});
