import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
// The built package: what oxlint loads is what is published.
import { plugin } from 'eslint-plugin-mathakine';
import { ruleIds } from 'mathakine-lint-core';
import * as vueParser from 'vue-eslint-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The built plugin, unmodified, as one of oxlint's `jsPlugins`. oxlint has no parser services and hands over the
 * scripts of single-file components only, so that what stands in a `<template>` is ESLint's alone.
 */

const application = fileURLToPath(new URL('../../../fixtures/frontend', import.meta.url));
const require = createRequire(import.meta.url);
const timeout = 180_000;

interface OxlintReport {
  readonly diagnostics: readonly {
    readonly code?: string;
    readonly message: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

function runOxlint(configuration: string): Promise<string[]> {
  const bin = path.join(path.dirname(require.resolve('oxlint/package.json')), 'bin/oxlint');
  const command = [bin, '-c', configuration, '--no-ignore', '--format', 'json', '.'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, { cwd: application, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      // Findings end in 1; everything else is a fault.
      if (error && error.code !== 1) {
        reject(new Error(`${stderr}${stdout}`, { cause: error }));
        return;
      }
      const { diagnostics } = JSON.parse(stdout) as OxlintReport;
      resolve(
        diagnostics.map(({ code = '', message, filename, labels }) => {
          const rule = /^mathakine\(([\w-]+)\)$/u.exec(code)?.[1] ?? `${code} ${message}`;
          return `${filename.replaceAll('\\', '/')}:${labels[0]?.span.line} ${rule}`;
        }),
      );
    });
  });
}

async function runEslint(): Promise<string[]> {
  const parserOptions = { sourceType: 'module', ecmaFeatures: { jsx: true } };
  const eslint = new ESLint({
    cwd: application,
    overrideConfigFile: true,
    ignore: false,
    overrideConfig: [
      {
        files: ['**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts}'],
        languageOptions: { parser: typescriptParser, parserOptions },
      },
      {
        files: ['**/*.vue'],
        languageOptions: { parser: vueParser, parserOptions: { ...parserOptions, parser: typescriptParser } },
      },
      {
        files: ['**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts,vue}'],
        plugins: { mathakine: plugin as unknown as ESLint.Plugin },
        rules: Object.fromEntries(ruleIds.map((id) => [`mathakine/${id}`, 'error'])),
      },
    ],
  });
  const results = await eslint.lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => {
      const relative = path.relative(application, filePath).replaceAll('\\', '/');
      return `${relative}:${line} ${ruleId?.replace('mathakine/', '') ?? message}`;
    }),
  );
}

/** Whether a place stands outside of the scripts of a single-file component. */
function isInTemplate(place: string): boolean {
  const [, file = '', line = ''] = /^(.+\.vue):(\d+) /u.exec(place) ?? [];
  if (file === '') return false;
  const before = readFileSync(path.join(application, file), 'utf8')
    .split('\n')
    .slice(0, Number(line) - 1);
  const opened = before.filter((text) => /^<script\b/u.test(text)).length;
  return opened === before.filter((text) => text.startsWith('</script>')).length;
}

const toSorted = (places: readonly string[]): string[] => [...new Set(places)].sort();

describe('the plugin in oxlint', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mathakine-oxlint-'));
  let byOxlint: string[] = [];
  let byEslint: string[] = [];

  beforeAll(async () => {
    const configuration = path.join(folder, '.oxlintrc.json');
    writeFileSync(
      configuration,
      JSON.stringify({
        plugins: [],
        categories: { correctness: 'off' },
        jsPlugins: [fileURLToPath(import.meta.resolve('eslint-plugin-mathakine'))],
        rules: Object.fromEntries(ruleIds.map((id) => [`mathakine/${id}`, 'error'])),
      }),
    );
    byOxlint = toSorted(await runOxlint(configuration));
    byEslint = toSorted(await runEslint());
  }, timeout);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reports with every rule', () => {
    expect(new Set(byOxlint.map((place) => place.split(' ')[1]))).toEqual(new Set(ruleIds));
  });

  it('reports what ESLint reports, place by place, outside of templates', () => {
    expect(byOxlint).toEqual(byEslint.filter((place) => !isInTemplate(place)));
  });

  it('reads the scripts of single-file components', () => {
    expect(byOxlint.filter((place) => place.includes('.vue:'))).not.toEqual([]);
  });

  it('does not see templates, which ESLint sees', () => {
    expect(byEslint.filter(isInTemplate)).not.toEqual([]);
    expect(byOxlint.filter(isInTemplate)).toEqual([]);
  });
});
