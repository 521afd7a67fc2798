import { readFileSync } from 'node:fs';
import type { ESLint, Linter } from 'eslint';
import { testPathGlobs, type RuleId } from 'mathakine-lint-core';
import type { MathakineRule } from './create-rule.js';
import { noDemoCredentials } from './rules/no-demo-credentials.js';
import { noExposedRefreshToken } from './rules/no-exposed-refresh-token.js';
import { noLocalstorageRefreshToken } from './rules/no-localstorage-refresh-token.js';
import { noRefreshTokenFallback } from './rules/no-refresh-token-fallback.js';
import { noSensitiveLogs } from './rules/no-sensitive-logs.js';
import { noStartupMigrations } from './rules/no-startup-migrations.js';

export { getTrace } from './analysis/traces.js';
export type { MathakineSettings } from './analysis/analysis.js';

const namespace = 'mathakine';

const rules: Readonly<Record<RuleId, MathakineRule>> = {
  'no-demo-credentials': noDemoCredentials,
  'no-exposed-refresh-token': noExposedRefreshToken,
  'no-localstorage-refresh-token': noLocalstorageRefreshToken,
  'no-refresh-token-fallback': noRefreshTokenFallback,
  'no-sensitive-logs': noSensitiveLogs,
  'no-startup-migrations': noStartupMigrations,
};

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

/** Typed as ESLint has it, so that a typed configuration needs no package of ours beside the plugin. */
export interface MathakinePlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: NonNullable<ESLint.Plugin['rules']>;
  readonly configs: Readonly<Record<'recommended' | 'strict', Linter.Config[]>>;
}

/** The plugin, for `plugins: { mathakine }`; its presets refer to it. */
export const plugin: MathakinePlugin = {
  meta: { name, version, namespace },
  rules: rules as unknown as MathakinePlugin['rules'],
  configs: {
    get recommended() {
      return recommended;
    },
    get strict() {
      return strict;
    },
  },
};

const recommended = createPreset('recommended', () => 'error');
const strict = createPreset('strict', (rule) =>
  rule.meta.docs.strict ? ['error', ...rule.meta.docs.strict] : 'error',
);

/** Two objects: the rules, and for test code the end of those that speak only of shipped code. */
function createPreset(preset: string, getEntry: (rule: MathakineRule) => Linter.RuleEntry): Linter.Config[] {
  const chosen = Object.entries(rules).filter(([, rule]) => rule.meta.docs.recommended);
  const onTests = chosen.filter(([, rule]) => rule.meta.docs.ignoresTests);
  return [
    {
      name: `${namespace}/${preset}`,
      plugins: { [namespace]: plugin },
      rules: Object.fromEntries(chosen.map(([id, rule]) => [`${namespace}/${id}`, getEntry(rule)])),
    },
    {
      name: `${namespace}/${preset}/test-code`,
      files: [...testPathGlobs],
      rules: Object.fromEntries(onTests.map(([id]) => [`${namespace}/${id}`, 'off' as const])),
    },
  ];
}

export const configs: MathakinePlugin['configs'] = plugin.configs;

// ESLint and oxlint take a plugin by its default export.
export default plugin;
