import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { jsonRules, readRules } from './engines/semgrep-rules.js';
import { getRuleFiles } from './rules-package.js';

/** The second half of `npm run build`: writes the Semgrep rules as JSON beside the compiled command. */
async function main(): Promise<void> {
  await mkdir(jsonRules, { recursive: true });
  const old = new Set(await readdir(jsonRules));
  for (const file of getRuleFiles()) {
    const { name, yaml } = await readRules(file);
    // A command that runs at this moment reads what is there: nothing is written twice.
    if (!old.delete(`${name}.json`)) await writeFile(path.join(jsonRules, `${name}.json`), JSON.stringify(parse(yaml)));
  }
  for (const name of old) await rm(path.join(jsonRules, name));
}

await main();
