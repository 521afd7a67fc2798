import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { parse } from 'yaml';
import { getLooks } from './build-looks.js';
import { decodeRules, jsonRules, readRules } from './engines/semgrep-rules.js';
import { inPackage } from './package.js';
import { getRuleFiles } from './rules-package.js';

/** The second half of `npm run build`: what would cost time at each start of the command is made ahead. */
async function main(): Promise<void> {
  await writeRules();
  await bundleCommand();
}

/** Writes each of the Semgrep rules as JSON beside the compiled command, and for each file of them what they ask of a text. */
async function writeRules(): Promise<void> {
  await mkdir(jsonRules, { recursive: true });
  const old = new Set(await readdir(jsonRules));
  for (const file of getRuleFiles()) {
    const { name, bytes } = await readRules(file);
    const { rules } = parse(decodeRules(bytes)) as { rules: { id: string }[] };
    await mkdir(path.join(jsonRules, name), { recursive: true });
    for (const rule of rules)
      await writeChanged(path.join(jsonRules, name, `${rule.id}.json`), JSON.stringify({ rules: [rule] }));
    const looks = Object.fromEntries(rules.map((rule) => [rule.id, getLooks(rule)]));
    await writeChanged(path.join(jsonRules, `${name}.json`), JSON.stringify(looks));
    old.delete(name);
    old.delete(`${name}.json`);
  }
  for (const name of old) await rm(path.join(jsonRules, name), { recursive: true });
}

/** A command that runs at this moment reads what is there: nothing is written twice. */
async function writeChanged(file: string, text: string): Promise<void> {
  if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) await writeFile(file, text);
}

/** What the bundle holds beside the command's own modules; the rest is too large, or loaded by the workers only. */
const bundled = ['mathakine-lint-core', 'ignore', 'picocolors'];

/**
 * Puts the command's modules into one: to find and read some fifty of them, Node takes a tenth of a second. As CommonJS it
 * starts a hundredth of a second earlier.
 */
async function bundleCommand(): Promise<void> {
  await build({
    input: inPackage('dist/cli.js'),
    platform: 'node',
    external: (id) => !/^[./]/.test(id) && !bundled.includes(id),
    output: { file: inPackage('dist/bundle.cjs'), format: 'cjs' },
    logLevel: 'warn',
  });
  const licenses = await Promise.all(bundled.map(async (name) => `${name}\n\n${await readLicense(name)}`));
  await writeFile(inPackage('dist/bundle-licenses.txt'), licenses.join('\n---\n\n'));
}

/** The license of a package, which lies beside its `package.json`. */
async function readLicense(name: string): Promise<string> {
  let folder = path.dirname(fileURLToPath(import.meta.resolve(name)));
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no license file.`);
  return readFile(path.join(folder, file), 'utf8');
}

await main();
