import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { catalogue, ruleIds, type RuleId } from 'mathakine-lint-core';
import { getRuleFiles } from '../rules-package.js';

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

/**
 * Writes the rules to a folder of their own. What the rules say about test code is taken out: Semgrep would judge it on
 * the path from the git root, the command judges it on the path from the scanned root.
 *
 * @returns the written files; none when none of the wanted rules is Semgrep's
 * @throws when a rule of the catalogue has no file: to go on without it would be a pass without a look
 */
export async function prepareRules(
  folder: string,
  only: readonly RuleId[],
  ruleFiles: readonly string[] = getRuleFiles(),
): Promise<string[]> {
  const wanted = (only.length > 0 ? only : ruleIds).filter((id) => catalogue.get(id)?.engines.semgrep !== undefined);
  const chosen = ruleFiles.filter((file) => wanted.some((id) => isRuleFile(file, id)));
  const missing = wanted.filter((id) => !chosen.some((file) => isRuleFile(file, id)));
  if (missing.length > 0)
    throw new Error(`its rules for ${missing.join(', ')} are missing. Install mathakine-semgrep-rules anew.`);
  if (chosen.length === 0) return [];
  const directory = path.join(folder, 'rules');
  await mkdir(directory);
  const copies = await Promise.all(
    chosen.map(async (file) => {
      const text = await readFile(file, 'utf8');
      if (!/^\s*-\s*id:/m.test(text)) throw new Error(`${file} holds no rules. Install mathakine-semgrep-rules anew.`);
      const copy = path.join(directory, `${path.basename(path.dirname(file))}-${path.basename(file)}`);
      await writeFile(copy, dropTestPaths(text));
      return copy;
    }),
  );
  const sentinels = path.join(directory, 'every-file.yaml');
  await writeFile(sentinels, sentinel);
  return [...copies, sentinels];
}

/** `<id>.yaml`, or `<id>-<part>.yaml` where a rule is long. */
function isRuleFile(file: string, id: RuleId): boolean {
  const name = path.basename(file).replace(/\.ya?ml$/, '');
  return name === id || name.startsWith(`${id}-`);
}

/** Takes the synchronised list of test paths out of a rule file, with the keys that it leaves empty. */
export function dropTestPaths(yaml: string): string {
  const lines = yaml.split('\n');
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (!/^\s*# sync: test-paths\s*$/.test(lines[index]!)) {
      kept.push(lines[index]!);
      continue;
    }
    while (/^\s*- /.test(lines[index + 1] ?? '')) index++;
    const next = lines[index + 1] ?? '';
    for (const key of ['exclude', 'paths']) {
      const before = kept.at(-1) ?? '';
      if (new RegExp(`^\\s*${key}:\\s*$`).test(before) && getIndent(next) <= getIndent(before)) kept.pop();
    }
  }
  return kept.join('\n');
}

function getIndent(line: string): number {
  return line.trim() === '' ? 0 : line.length - line.trimStart().length;
}
