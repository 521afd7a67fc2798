import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { noDemoCredentials } from '../../src/rules/no-demo-credentials.js';
import { noStartupMigrations } from '../../src/rules/no-startup-migrations.js';
import { lintRule, summarize } from '../lint-rule.js';

// The first import of a run loads the TypeScript compiler.
vi.setConfig({ testTimeout: 60_000 });

const projects = fileURLToPath(new URL('../projects', import.meta.url));

function findCredentials(code: string): string {
  const cwd = join(projects, 'credentials');
  return summarize(lintRule(noDemoCredentials, code, { cwd, filename: join(cwd, 'app/page.tsx') }));
}

function findMigrations(code: string): string {
  const cwd = join(projects, 'migrations');
  return summarize(lintRule(noStartupMigrations, code, { cwd, filename: join(cwd, 'src/app.ts') }));
}

const imports = `import { DEMO_LOGIN_PASSWORD, DEMO_ACCOUNT } from '@/lib/constants';\n`;

describe('a password of another module', () => {
  it.each([
    ['in form state', `setPassword(DEMO_LOGIN_PASSWORD);`, '2 formState'],
    ['rendered', `const a = <b>{DEMO_LOGIN_PASSWORD}</b>;`, '2 rendered'],
    [
      'at each use',
      `setPassword(DEMO_LOGIN_PASSWORD);\nconst a = <b>{DEMO_LOGIN_PASSWORD}</b>;`,
      '2 formState, 3 rendered',
    ],
    ['of an account', `setPassword(DEMO_ACCOUNT.password);`, '2 formState'],
    ['in an object', `login({ username: 'ObiWan', password: DEMO_LOGIN_PASSWORD });`, '2 login'],
  ])('is reported %s', (_, code, expected) => {
    expect(findCredentials(imports + code)).toBe(expected);
  });

  it.each([
    [
      'is a field name',
      `import { PASSWORD_FIELD, Fields } from '@/lib/constants'; register(PASSWORD_FIELD); register(Fields.Password);`,
    ],
    ['cannot be read', `import { DEMO_PASSWORD } from './missing'; setPassword(DEMO_PASSWORD);`],
    [
      'comes from a file of another language',
      `import { DEMO_PASSWORD } from './login.vue'; setPassword(DEMO_PASSWORD);`,
    ],
    ['is exported again', `export { DEMO_LOGIN_PASSWORD } from '@/lib/constants';`],
  ])('is not reported when it %s', (_, code) => {
    expect(findCredentials(code)).toBe('');
  });
});

describe('an imported flag', () => {
  it.each([
    ['a constant', `import { isDemoMode } from '@/lib/flags';`, 'isDemoMode'],
    ['a constant under another name', `import { isDemoMode as open } from '@/lib/flags';`, 'open'],
    ['a function', `import { mayShow } from '@/lib/flags';`, 'mayShow()'],
    ['a member', `import { settings } from '@/lib/flags';`, 'settings.demo.on'],
    ['a namespace', `import * as flags from '@/lib/flags';`, 'flags.isDemoMode'],
  ])('guards as %s', (_, imported, condition) => {
    expect(findCredentials(`${imported}\nconst a = <div>{${condition} && <p>Password: Secret1</p>}</div>;`)).toBe('');
  });

  it('guards as a hook', () => {
    const code = `import { useShowroom } from '@/hooks/use-demo';\nfunction A() { const open = useShowroom(); return <div>{open && <p>Password: Secret1</p>}</div>; }`;
    expect(findCredentials(code)).toBe('');
  });

  it('does not guard when it is a constant, whatever its name', () => {
    const code = `import { isDemoAlways } from '@/lib/flags';\nconst a = <div>{isDemoAlways && <p>Password: Secret1</p>}</div>;`;
    expect(findCredentials(code)).toBe('2 rendered');
  });

  it('has its own message when it is open unless closed', () => {
    const code = `import { showsDemo } from '@/lib/flags';\nconst a = <div>{showsDemo && <p>Password: Secret1</p>}</div>;`;
    expect(findCredentials(code)).toBe('2 optOutGuard');
  });
});

describe('an imported migration', () => {
  it.each([
    [
      'is reported when its body migrates',
      `import { runMigrations } from './database.js'; await runMigrations();`,
      '1 migration',
    ],
    [
      'is reported under a neutral name',
      `import { connectDatabase } from './database.js'; await connectDatabase();`,
      '1 synchronisation',
    ],
    [
      'is not reported when its body does nothing',
      `import { initDatabase } from './database.js'; await initDatabase();`,
      '',
    ],
    [
      'is not reported when its body is guarded',
      `import { setupDatabase } from './database.js'; await setupDatabase();`,
      '',
    ],
    [
      'is reported by name when its body cannot be read',
      `import { initDatabase } from './missing.js'; await initDatabase();`,
      '1 byName',
    ],
  ])('%s', (_, code, expected) => {
    expect(findMigrations(code)).toBe(expected);
  });
});
