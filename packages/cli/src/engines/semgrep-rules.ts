import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { catalogue, ruleIds, type RuleId } from 'mathakine-lint-core';
import { inPackage } from '../package.js';
import { getRuleFiles } from '../rules-package.js';
import { canConcernTexts, type Look } from './semgrep-looks.js';

/**
 * Rules that match nothing. The first reads every file, so that `paths.scanned` names every file that Semgrep
 * opened, also those that no other rule concerns. The second has every YAML file parsed, so that one that does not
 * parse is told although the rules' own words do not stand in it.
 */
const sentinel = `rules:
  - id: every-file
    languages: [regex]
    severity: INFO
    message: "-"
    pattern-regex: '\\A(?!)'
  - id: every-yaml
    languages: [yaml]
    severity: INFO
    message: "-"
    patterns:
      - pattern: '$KEY: $VALUE'
      - metavariable-regex: { metavariable: $KEY, regex: '^(?!)' }
`;

/** Where copies of test code lie, below the root of what Semgrep sees. */
export const unshippedFolder = 'unshipped';

/**
 * Where `npm run build` leaves the rules as JSON, each by itself: Semgrep takes a tenth of a second longer to read YAML.
 * Beside the folder of each rule file lies what its rules ask of a text, by their ids.
 */
export const jsonRules = inPackage('dist/rules/');

/**
 * Gives the rules that can concern the scanned files, ready for Semgrep: as JSON where the build made it of the same
 * text, else as a copy of their file. What they leave out as test code is one folder: Semgrep would judge it on the path
 * from the git root, the command judges it on the path from the scanned root.
 *
 * @param paths the scanned files
 * @param texts what stands in them, where that is to be asked: reading all rules takes Semgrep longer than scanning a
 * file
 * @param cores how many Semgreps may run at the same time
 * @returns files of rules for each Semgrep that is to run; none when none of the wanted rules is Semgrep's
 * @throws when a rule of the catalogue has no file: to go on without it would be a pass without a look
 */
export async function prepareRules(
  folder: string,
  only: readonly RuleId[],
  paths: readonly string[],
  texts: ReadonlyMap<string, string> | undefined,
  cores: number,
  ruleFiles: readonly string[] = getRuleFiles(),
): Promise<string[][]> {
  const wanted = (only.length > 0 ? only : ruleIds).filter((id) => catalogue.get(id)?.engines.semgrep !== undefined);
  const chosen = ruleFiles.filter((file) => wanted.some((id) => isRuleFile(file, id)));
  const missing = wanted.filter((id) => !chosen.some((file) => isRuleFile(file, id)));
  if (missing.length > 0)
    throw new Error(`its rules for ${missing.join(', ')} are missing. Install mathakine-semgrep-rules anew.`);
  if (chosen.length === 0) return [];
  const directory = path.join(folder, 'rules');
  await mkdir(directory);
  const prepared = await Promise.all(
    chosen.map(async (file) => {
      const concerned = paths.filter((scanned) => canConcern(getGroup(file), scanned));
      if (concerned.length === 0) return [];
      const { name, bytes } = await readRules(file);
      const json = path.join(jsonRules, name);
      if (existsSync(`${json}.json`)) {
        const looks = JSON.parse(await readFile(`${json}.json`, 'utf8')) as Record<string, Look[]>;
        const own = texts && concerned.flatMap((scanned) => texts.get(scanned) ?? []);
        return Object.entries(looks)
          .filter(([, asked]) => own === undefined || canConcernTexts(asked, own))
          .map(([id]) => path.join(json, `${id}.json`));
      }
      const yaml = decodeRules(bytes);
      if (!/^\s*-\s*id:/m.test(yaml)) throw new Error(`${file} holds no rules. Install mathakine-semgrep-rules anew.`);
      const copy = path.join(directory, `${name}.yaml`);
      await writeFile(copy, yaml);
      return [copy];
    }),
  );
  const sentinels = path.join(directory, 'every-file.yaml');
  await writeFile(sentinels, sentinel);
  const rules = prepared.flat();
  const [text, another] = texts?.values() ?? [];
  const shares = cores > 1 && text !== undefined && another === undefined ? shareOut(rules, text.length) : [rules];
  return shares.map((share) => [...share, sentinels]);
}

/** Characters of rules times characters of text: below it, a second Semgrep takes as long to start as it saves. */
const worthTwo = 1e9;

/**
 * Semgrep gives each of its cores other files: with one file, a second Semgrep that has half of the rules saves a fifth
 * of the time. How long a rule is says well enough how long it takes.
 */
function shareOut(rules: readonly string[], textLength: number): string[][] {
  const shares = [0, 0].map(() => ({ length: 0, rules: [] as string[] }));
  const sizes = new Map(rules.map((rule) => [rule, statSync(rule).size]));
  const getShortest = (): (typeof shares)[number] => shares.reduce((a, b) => (b.length < a.length ? b : a));
  for (const [rule, size] of [...sizes].sort(([, a], [, b]) => b - a)) {
    const share = getShortest();
    share.rules.push(rule);
    share.length += size;
  }
  return getShortest().length * textLength < worthTwo ? [[...rules]] : shares.map((share) => share.rules);
}

/** The folder of a rule file: `deploy`, `python`, `web`. */
function getGroup(ruleFile: string): string {
  return path.basename(path.dirname(ruleFile));
}

/**
 * Reads a rule file.
 *
 * @returns what stands in it and a name that no other content has
 */
export async function readRules(ruleFile: string): Promise<{ name: string; bytes: Buffer }> {
  const bytes = await readFile(ruleFile);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { name: `${getGroup(ruleFile)}-${path.parse(ruleFile).name}-${digest}`, bytes };
}

/**
 * Whether a group of rules can have anything to say about a file: reading rules takes longer than scanning one file. A
 * file without an ending may be Python by its first line; start scripts are told by their names, also those in Python.
 */
export function canConcern(group: string, scanned: string): boolean {
  const name = path.posix.basename(scanned).toLowerCase();
  const isPython = name.endsWith('.py');
  if (group === 'python') return isPython || !name.includes('.');
  if (group === 'deploy') return !isPython || name.includes('entrypoint');
  return group !== 'web' || !isPython;
}

/** `<id>.yaml`, or `<id>-<part>.yaml` where a rule is long. */
function isRuleFile(file: string, id: RuleId): boolean {
  const name = path.basename(file).replace(/\.ya?ml$/, '');
  return name === id || name.startsWith(`${id}-`);
}

/** The text of a rule file as the command uses it: with one folder in the place of the synchronised list of test paths. */
export function decodeRules(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(
      /^( *)# sync: test-paths\n(?:\1- .*\n)*/gm,
      (_, indent: string) => `${indent}- '/${unshippedFolder}/**'\n`,
    );
}
