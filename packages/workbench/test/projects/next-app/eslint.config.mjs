import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';
import mathakine from 'eslint-plugin-mathakine';
import { defineConfig, globalIgnores } from 'eslint/config';

export default defineConfig([
  ...nextVitals,
  ...nextTypescript,
  globalIgnores(['.next/**']),
  { plugins: { mathakine }, extends: ['mathakine/recommended'] },
]);
