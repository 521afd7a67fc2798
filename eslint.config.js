import eslintPlugin from 'eslint-plugin-eslint-plugin';
import mathakine from 'eslint-plugin-mathakine';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  // The fixtures are guilty on purpose; test projects and samples are input, not code of this repository.
  globalIgnores(['**/dist/', 'fixtures/', 'packages/*/test/projects/', 'packages/*/test/samples/']),
  tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only the entry points of the command touch it.' },
      ],
    },
  },
  {
    files: ['packages/cli/src/cli.ts', 'packages/workbench/**', 'packages/*/test/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['packages/eslint-plugin/src/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    plugins: { mathakine },
    extends: ['mathakine/recommended'],
  },
);
