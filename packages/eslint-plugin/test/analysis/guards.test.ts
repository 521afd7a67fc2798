import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';
import { getAnalysis } from '../../src/analysis/analysis.js';
import { getGuard, type GuardKind } from '../../src/analysis/guards.js';

/** Asks for the guard of the string `'MARK'` in a piece of code. */
function ask(code: string, kinds: readonly GuardKind[] = ['demo', 'development'], settings = {}): string {
  const answers: string[] = [];
  const rule = {
    create(context: unknown) {
      const analysis = getAnalysis(context as Parameters<typeof getAnalysis>[0]);
      return {
        'Literal[value="MARK"]'(node: Parameters<typeof getGuard>[1]) {
          const guard = getGuard(analysis, node, kinds);
          answers.push(guard ? `${guard.kind} ${guard.polarity}` : 'none');
        },
      };
    },
  } as unknown as Rule.RuleModule;
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**/*.tsx'],
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
        plugins: { test: { rules: { ask: rule } } },
        rules: { 'test/ask': 'error' },
        settings: { mathakine: settings },
      },
    ],
    'file.tsx',
  );
  expect(messages).toEqual([]);
  expect(answers.length).toBeGreaterThan(0);
  return answers.join(', ');
}

const demo = (condition: string): string => ask(`if (${condition}) use('MARK');`);
const migration = (condition: string): string => ask(`if (${condition}) use('MARK');`, ['migration', 'development']);

describe('a demo flag', () => {
  it.each([
    ['compared with "true"', 'process.env.NEXT_PUBLIC_DEMO_MODE === "true"'],
    ['compared from the left', '"true" === process.env.DEMO_MODE'],
    ['compared with "1"', 'process.env.DEMO_MODE === "1"'],
    ['compared with true', 'settings.DEMO_MODE === true'],
    ['compared loosely', 'process.env.DEMO == "yes"'],
    ['by itself', 'process.env.IS_DEMO_APP'],
    ['twice negated', '!!process.env.IS_DEMO_APP'],
    ['through Boolean', 'Boolean(process.env.DEMO_MODE)'],
    ['of the settings', 'settings.DEMO_MODE'],
    ['nested in the configuration', 'config.demo.enabled'],
    ['of Vite', 'import.meta.env.VITE_DEMO_MODE === "true"'],
    ['in lower case', 'process.env.DEMO_MODE?.toLowerCase() === "true"'],
    ['with a closed default', '(process.env.DEMO_MODE ?? "false") === "true"'],
    ['with an empty default', '(process.env.DEMO_MODE || "") === "true"'],
    ['with more conditions', 'process.env.DEMO_MODE === "true" && user'],
    ['in a list of values', '["1", "true"].includes(process.env.DEMO_MODE)'],
    ['by regular expression', '/^(1|true)$/.test(process.env.DEMO_MODE)'],
    ['through a reader', 'config.get("DEMO_MODE") === "true"'],
    ['through a dotted key', 'config.get("demo.enabled")'],
    ['through a helper', 'isOn(process.env.DEMO_MODE)'],
    ['through a parser with a closed default', 'parseBool(ENV.DEMO_MODE, false)'],
    ['by a function name', 'isDemoMode()'],
    ['by a feature flag', 'isFeatureEnabled("demo-login")'],
    ['by environment name', 'process.env.APP_ENV === "demo"'],
    ['that shows accounts', 'process.env.NEXT_PUBLIC_SHOW_DEMO_CREDENTIALS === "1"'],
    ['not false under a negative name', 'process.env.DISABLE_DEMO === "false"'],
    ['set', 'process.env.DEMO_MODE !== undefined'],
    ['parsed', 'JSON.parse(process.env.DEMO_MODE)'],
  ])('is a guard %s', (_, condition) => {
    expect(demo(condition)).toBe('demo opt-in');
  });

  it.each([
    ['other than "false"', 'process.env.NEXT_PUBLIC_DEMO_MODE !== "false"'],
    ['not switched off', '!process.env.DISABLE_DEMO'],
    ['with an open default', '(process.env.DEMO_MODE ?? "true") === "true"'],
    ['with an open default of a reader', 'config.get("DEMO_MODE", true)'],
    ['with an open default of a parser', 'parseBool(process.env.DEMO_MODE, true)'],
    ['or a constant default', 'process.env.DEMO_MODE || true'],
    ['not equal to zero', 'process.env.DEMO_MODE !== "0"'],
  ])('is open unless closed %s', (_, condition) => {
    expect(demo(condition)).toBe('demo opt-out');
  });

  it.each([
    ['of the wrong polarity', '!isDemoMode'],
    ['of the wrong polarity by comparison', 'process.env.DEMO_MODE !== "true"'],
    ['that is a constant', 'true'],
    ['that compares two constants', '"true" == "true"'],
    ['that a visitor can set', 'searchParams.get("demo") === "true"'],
    ['that a request can set', 'req.query.demo === "true"'],
    ['kept in the browser', 'localStorage.getItem("demoMode") === "true"'],
    ['that holds a value', 'process.env.DEMO_PASSWORD'],
    ['beside an open door', 'process.env.DEMO_MODE === "true" || user.isAdmin'],
    ['that says something else', 'isFirstLogin'],
    ['about sign-up', 'process.env.ALLOW_SIGNUP === "true"'],
    ['about the platform', 'process.env.VERCEL'],
    ['about the database', 'process.env.DATABASE_URL'],
    ['about the dialect', 'db.dialect === "sqlite"'],
    ['with a similar name', 'process.env.DEMOGRAPHICS === "true"'],
    ['for the name of a user', 'username === "demo"'],
  ])('is no guard %s', (_, condition) => {
    expect(demo(condition)).toBe('none');
  });

  it('is a guard under a name of the project', () => {
    const code = `if (process.env.TRIAL === 'true') use('MARK');`;
    expect(ask(code, ['demo'])).toBe('none');
    expect(ask(code, ['demo'], { demoFlags: ['TRIAL'] })).toBe('demo opt-in');
  });
});

describe('a development check', () => {
  it.each([
    'process.env.NODE_ENV !== "production"',
    'process.env.NODE_ENV === "development"',
    '!(process.env.NODE_ENV === "production")',
    '["development", "test"].includes(process.env.NODE_ENV)',
    'import.meta.env.DEV',
    '!import.meta.env.PROD',
    'import.meta.env.MODE === "development"',
    'settings.DEBUG',
    '__DEV__',
    'isDev',
    '!isProduction',
    'config.env.isDevelopment',
    'process.env.NODE_ENV !== "production" && ready',
    'window.location.hostname === "localhost"',
  ])('is a guard as %s', (condition) => {
    expect(demo(condition)).toBe('development opt-in');
  });

  it.each([
    'process.env.NODE_ENV === "production"',
    'process.env.NODE_ENV !== "development"',
    'process.env.NODE_ENV',
    '!import.meta.env.DEV',
    'import.meta.env.PROD',
    'isProduction',
    'device.isMobile',
    'process.env.NODE_ENV !== "test"',
  ])('is no guard as %s', (condition) => {
    expect(demo(condition)).toBe('none');
  });

  it('does not count where only a migration flag is asked for', () => {
    expect(ask(`if (import.meta.env.DEV) use('MARK');`, ['migration'])).toBe('none');
  });
});

describe('a migration flag', () => {
  it.each([
    'process.env.RUN_STARTUP_MIGRATIONS === "true"',
    'settings.RUN_MIGRATIONS',
    'process.env.SEED_ON_STARTUP === "1"',
    'process.env.SEED',
    'config.get("db.autoMigrate")',
    'process.argv.includes("--migrate")',
    'process.env.DB_SYNC === "true"',
  ])('is a guard as %s', (condition) => {
    expect(migration(condition)).toBe('migration opt-in');
  });

  it.each([
    'process.env.RUN_MIGRATIONS !== "false"',
    '!process.env.SKIP_MIGRATIONS',
    'env.get("RUN_MIGRATIONS", "true") === "true"',
  ])('is open unless closed as %s', (condition) => {
    expect(migration(condition)).toBe('migration opt-out');
  });

  it.each([
    'needsMigration',
    'pendingMigrations.length',
    'schema',
    'process.env.DATABASE_URL',
    'await hasMigrations()',
  ])('is no guard as %s', (condition) => {
    expect(migration(condition)).toBe('none');
  });
});

describe('a guard dominates', () => {
  const flag = `process.env.DEMO_MODE === 'true'`;
  it.each([
    ['the right side of &&', `const x = ${flag} && 'MARK';`],
    ['the first branch of a ternary', `const x = ${flag} ? 'MARK' : '';`],
    ['the second branch of a negated ternary', `const x = !(${flag}) ? '' : 'MARK';`],
    ['the right side of a negated ||', `!(${flag}) || use('MARK');`],
    ['the else branch of the contrary', `if (process.env.DEMO_MODE !== 'true') { a(); } else { use('MARK'); }`],
    ['what follows an early return', `function f() { if (!(${flag})) return null; return 'MARK'; }`],
    [
      'what follows an early throw',
      `function f() { if (process.env.DEMO_MODE !== 'true') { throw new Error('x'); } use('MARK'); }`,
    ],
    [
      'what follows an early return with more reasons',
      `function f() { if (!user || process.env.DEMO_MODE !== 'true') return; use('MARK'); }`,
    ],
    ['what follows an exit of the process', `if (process.env.DEMO_MODE !== 'true') process.exit(1); use('MARK');`],
    ['what follows an exit in the else branch', `function f() { if (${flag}) { a(); } else { return; } use('MARK'); }`],
    ['a function inside the guarded block', `if (${flag}) { const f = () => use('MARK'); }`],
    [
      'a handler after the early return',
      `function C() { if (!(${flag})) return null; const f = () => { use('MARK'); }; return <b onClick={f} />; }`,
    ],
    ['a JSX descendant', `const x = <div>{${flag} && <p><b title={'MARK'} /></p>}</div>;`],
    ['a case', `switch (process.env.DEMO_MODE) { case 'true': use('MARK'); break; }`],
    ['a case of true', `switch (true) { case ${flag}: use('MARK'); break; }`],
    [
      'a handler that only guarded elements use',
      `function C() { const fill = () => { use('MARK'); }; return <div>{${flag} && <button onClick={fill} />}</div>; }`,
    ],
    [
      'a constant that only guarded elements use',
      `const list = ['MARK']; function C() { return <div>{${flag} && list.map(String)}</div>; }`,
    ],
    ['the children of <Show>', `const x = <Show when={${flag}}><p>{'MARK'}</p></Show>;`],
    ['the children of <DemoOnly>', `const x = <DemoOnly><p>{'MARK'}</p></DemoOnly>;`],
    ['what an assertion precedes', `assert(${flag}); use('MARK');`],
  ])('%s', (_, code) => {
    expect(ask(code)).toBe('demo opt-in');
  });

  it.each([
    ['a sibling', `const x = <div>{${flag} && <p />}<b title={'MARK'} /></div>;`],
    ['what follows the block', `if (${flag}) { a(); } use('MARK');`],
    ['the condition of disabled', `const x = <button disabled={${flag}} title={'MARK'} />;`],
    ['the else branch', `if (${flag}) { a(); } else { use('MARK'); }`],
    ['the second branch of a ternary', `const x = ${flag} ? '' : 'MARK';`],
    ['what precedes the early return', `function f() { use('MARK'); if (!(${flag})) return; }`],
    ['what follows a return in the open case', `function f() { if (${flag}) return; use('MARK'); }`],
    ['another case', `switch (process.env.DEMO_MODE) { case 'false': use('MARK'); break; }`],
    [
      'a case that another falls through to',
      `switch (process.env.DEMO_MODE) { case 'false': case 'true': use('MARK'); }`,
    ],
    [
      'a handler that an unguarded element uses too',
      `function C() { const fill = () => { use('MARK'); }; return <div>{${flag} && <b onClick={fill} />}<i onClick={fill} /></div>; }`,
    ],
    ['an exported function', `export function fill() { use('MARK'); } if (${flag}) fill();`],
    ['the left side of &&', `use('MARK') && ${flag};`],
    ['the alternative of ||', `const x = ${flag} || 'MARK';`],
  ])('not %s', (_, code) => {
    expect(ask(code)).toBe('none');
  });

  it('the default of a switch over the environment when production is a case of its own', () => {
    const code = `switch (process.env.NODE_ENV) { case 'production': a(); break; default: use('MARK'); }`;
    expect(ask(code)).toBe('development opt-in');
  });

  it('what follows a return in production', () => {
    expect(ask(`function f() { if (process.env.NODE_ENV === 'production') return; use('MARK'); }`)).toBe(
      'development opt-in',
    );
  });

  it('not the else branch of a development check, which is production', () => {
    expect(ask(`if (process.env.NODE_ENV === 'development') { a(); } else { use('MARK'); }`)).toBe('none');
  });

  it('less than a stronger guard inside it', () => {
    expect(ask(`if (process.env.DEMO_MODE !== 'false') { if (import.meta.env.DEV) use('MARK'); }`)).toBe(
      'development opt-in',
    );
  });
});

describe('a flag variable', () => {
  it.each([
    ['a constant', `const on = process.env.DEMO_MODE === 'true'; if (on) use('MARK');`],
    ['a constant of a constant', `const a = process.env.DEMO_MODE; const b = a === 'true'; if (b) use('MARK');`],
    ['a conjunction', `const on = ready && process.env.DEMO_MODE === 'true'; if (on) use('MARK');`],
    ['a destructured variable', `const { DEMO_MODE } = process.env; if (DEMO_MODE === 'true') use('MARK');`],
    ['a member of an object', `const app = { on: process.env.DEMO_MODE === 'true' }; if (app.on) use('MARK');`],
    ['a function', `const on = () => process.env.DEMO_MODE === 'true'; if (on()) use('MARK');`],
    [
      'a function with statements',
      `function on() { if (process.env.DEMO_MODE === 'true') return true; return false; } if (on()) use('MARK');`,
    ],
    ['a helper with a parameter', `const yes = (v) => v === 'true'; if (yes(process.env.DEMO_MODE)) use('MARK');`],
    [
      'a hook',
      `function useOn() { return process.env.DEMO_MODE === 'true'; } function C() { const on = useOn(); return on && 'MARK'; }`,
    ],
    [
      'a hook that returns an object',
      `function useApp() { return { on: process.env.DEMO_MODE === 'true' }; } function C() { const { on } = useApp(); return on && 'MARK'; }`,
    ],
    [
      'state that starts with the flag',
      `function C() { const [on] = useState(process.env.DEMO_MODE === 'true'); return on && 'MARK'; }`,
    ],
    ['a property of the component', `function C({ isDemoMode }) { return isDemoMode && 'MARK'; }`],
    ['an imported name', `import { isDemoMode } from './flags'; if (isDemoMode) use('MARK');`],
    [
      'a hook of another module',
      `import { useDemoMode } from './flags'; function C() { const on = useDemoMode(); return on && 'MARK'; }`,
    ],
    ['a flag with a closed default', `const on = env.IS_DEMO_APP || false; if (on) use('MARK');`],
  ])('guards as %s', (_, code) => {
    expect(ask(code)).toBe('demo opt-in');
  });

  it.each([
    ['a constant true', `const isDemoMode = true; if (isDemoMode) use('MARK');`],
    [
      'state that a click changes',
      `function C() { const [showDemo, setShowDemo] = useState(false); return showDemo && 'MARK'; }`,
    ],
    ['a parameter of the address', `const isDemo = searchParams.get('demo') === '1'; if (isDemo) use('MARK');`],
    ['a user', `const isDemo = user.role === 'demo'; if (isDemo) use('MARK');`],
    [
      'a variable that is written later',
      `let isDemo = process.env.DEMO_MODE === 'true'; isDemo = true; if (isDemo) use('MARK');`,
    ],
    [
      'a function of the wrong polarity',
      `const isLive = () => process.env.DEMO_MODE !== 'true'; if (isLive()) use('MARK');`,
    ],
  ])('does not guard as %s', (_, code) => {
    expect(ask(code)).toBe('none');
  });

  it.each([
    ['a constant', `const on = process.env.DEMO_MODE !== 'false'; if (on) use('MARK');`],
    [
      'a helper that takes anything else',
      `const yes = (v) => v !== 'false'; if (yes(process.env.DEMO_MODE)) use('MARK');`,
    ],
    [
      'a destructured variable with an open default',
      `const { DEMO_MODE = 'true' } = process.env; if (DEMO_MODE === 'true') use('MARK');`,
    ],
  ])('is open unless closed as %s', (_, code) => {
    expect(ask(code)).toBe('demo opt-out');
  });

  it('ends on a variable defined by itself', () => {
    expect(ask(`const a = b; const b = a; if (a) use('MARK');`)).toBe('none');
  });
});

it('lets either of two flags guard', () => {
  expect(demo('process.env.DEMO_MODE === "true" || process.env.NODE_ENV === "development"')).toBe('development opt-in');
});
