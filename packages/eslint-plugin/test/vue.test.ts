import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { ruleIds } from 'mathakine-lint-core';
import * as vueParser from 'vue-eslint-parser';
import { describe, expect, it } from 'vitest';
import { plugin } from '../src/index.js';

/** Every rule on a single-file component, as `line rule`. */
function lintComponent(text: string, filename = '/app/src/Component.vue'): string[] {
  const linter = new Linter({ configType: 'flat', cwd: '/app' });
  const messages = linter.verify(
    text,
    [
      {
        files: ['**/*.vue'],
        languageOptions: {
          parser: vueParser,
          parserOptions: { parser: typescriptParser, sourceType: 'module' },
        },
        plugins: { mathakine: plugin as never },
        rules: Object.fromEntries(ruleIds.map((id) => [`mathakine/${id}`, 'error'])),
      },
    ],
    { filename },
  );
  return messages.map(({ line, ruleId, message }) => `${line} ${ruleId?.replace('mathakine/', '') ?? message}`);
}

const statements: [string, string, string][] = [
  ['a logged token', 'console.log(accessToken)', 'no-sensitive-logs'],
  ['a stored token', `localStorage.setItem('refresh_token', value)`, 'no-localstorage-refresh-token'],
  ['a token read with optional chaining', `window?.localStorage?.getItem('jwt')`, 'no-localstorage-refresh-token'],
  ['a token of VueUse', `useLocalStorage('access_token', '')`, 'no-localstorage-refresh-token'],
  ['an access token as a refresh token', 'const next = refreshToken ?? accessToken', 'no-refresh-token-fallback'],
  ['a default password', `const password = import.meta.env.VITE_X_PASSWORD || 'Secret1'`, 'no-demo-credentials'],
  ['form state', `const form = reactive({ email: 'a@b.fr', password: 'Secret1' })`, 'no-demo-credentials'],
  [
    'a cookie that scripts can read',
    `document.cookie = 'refresh_token=' + refreshToken`,
    'no-localstorage-refresh-token',
  ],
];

const harmless: [string, string][] = [
  ['a logged message', `console.log('Token rafraîchi')`],
  ['a stored theme', `localStorage.setItem('theme', value)`],
  ['an empty form', `const form = reactive({ email: '', password: '' })`],
  ['a local setting of a service', `service.setLocalConfig('theme', value)`],
  ['a token that a service keeps elsewhere', `service.setRemoteConfig('token', value)`],
  ['rotation', 'const next = newRefreshToken || refreshToken'],
  ['the type of an event', `const emit = defineEmits<{ 'update:token': [token: string] }>()`],
  ['a component property', `const props = defineProps<{ password: string }>()`],
];

describe.each([
  ['<script setup lang="ts">', '<script setup lang="ts">'],
  ['<script setup>', '<script setup>'],
  ['<script lang="ts">', '<script lang="ts">'],
])('in %s', (_, tag) => {
  it.each(statements)('reports %s', (_name, statement, rule) => {
    expect(lintComponent(`<template><p /></template>\n${tag}\n${statement};\n</script>\n`)).toEqual([`3 ${rule}`]);
  });

  it.each(harmless.filter(([, statement]) => tag.includes('ts') || !statement.includes('<{')))(
    'keeps silent on %s',
    (_name, statement) => {
      expect(lintComponent(`<template><p /></template>\n${tag}\n${statement};\n</script>\n`)).toEqual([]);
    },
  );
});

describe('a component with options', () => {
  it('is read like every object: methods, and data as form state', () => {
    const text = [
      '<script>',
      'export default {',
      `  data: () => ({ email: 'a@b.fr', password: 'Secret1' }),`,
      '  methods: {',
      '    keep(token) {',
      `      localStorage.setItem('token', token);`,
      '    },',
      '  },',
      '};',
      '</script>',
    ].join('\n');
    expect(lintComponent(text)).toEqual(['3 no-demo-credentials', '6 no-localstorage-refresh-token']);
  });
});

describe('two scripts', () => {
  it('are one file: a constant of the first is used in the second', () => {
    const text = [
      '<script lang="ts">',
      `const STORAGE_KEY = 'refresh_token';`,
      '</script>',
      '<script setup lang="ts">',
      'localStorage.setItem(STORAGE_KEY, value);',
      '</script>',
      '<template><p /></template>',
    ].join('\n');
    expect(lintComponent(text)).toEqual(['5 no-localstorage-refresh-token']);
  });
});

describe('in a template', () => {
  const withScript = (template: string, script = ''): string =>
    `<script setup lang="ts">\n${script}\n</script>\n<template>\n${template}\n</template>\n`;

  it.each([
    ['text', '<p>demo@example.org / Secret1</p>', ''],
    ['text over elements', '<p>Mot de passe : <code>Secret1</code></p>', ''],
    ['an attribute', '<LoginForm password="Secret1" />', ''],
    ['a bound attribute', `<LoginForm :password="'Secret1'" />`, ''],
    ['a constant of the script', '<p>Password: {{ DEMO_PASSWORD }}</p>', `const DEMO_PASSWORD = 'Secret1';`],
    ['a link', '<a href="/login?email=a@b.fr&password=Secret1">x</a>', ''],
    ['a disabled button, which is no guard', '<button :disabled="!isDemo" title="Password: Secret1" />', ''],
  ])('reports a credential in %s', (_, template, script) => {
    expect(lintComponent(withScript(template, script))).toEqual(['5 no-demo-credentials']);
  });

  it.each([
    ['labels', '<label for="password">Mot de passe</label><input id="password" type="password" />', ''],
    ['a translated label', `<p>{{ $t('login.password') }}</p>`, ''],
    ['a model', '<input v-model="password" type="password" />', `const password = ref('');`],
    ['a demo guard', '<div v-if="isDemoMode"><p>Password: Secret1</p></div>', ''],
    [
      'a guard of the script',
      '<p v-if="showDemo">Password: Secret1</p>',
      `const showDemo = import.meta.env.VITE_DEMO_MODE === 'true';`,
    ],
    ['autocomplete', '<input type="password" autocomplete="current-password" name="password" />', ''],
  ])('keeps silent on %s', (_, template, script) => {
    expect(lintComponent(withScript(template, script))).toEqual([]);
  });
});

describe('odd components', () => {
  it.each(['', '<template></template>', '<template><p', '<script></script>', '<style>a {}</style>'])(
    'does not throw on "%s"',
    (text) => {
      expect(() => lintComponent(text)).not.toThrow();
    },
  );
});
