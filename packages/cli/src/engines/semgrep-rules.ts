import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RuleId } from 'mathakine-lint-core';
import { getRuleFiles } from '../rules-package.js';

/** The rules as Semgrep gets them for one run. */
export interface PreparedRules {
  readonly files: readonly string[];
  remove(): Promise<void>;
}

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
 * Writes the rules to a temporary folder. What the rules say about test code is taken out: Semgrep would judge it on
 * the path from the git root, the command judges it on the path from the scanned root.
 *
 * @param folder where to make it: our cache
 */
export async function prepareRules(folder: string, only: readonly RuleId[]): Promise<PreparedRules> {
  await mkdir(folder, { recursive: true });
  const directory = await mkdtemp(path.join(folder, 'rules-'));
  const chosen = getRuleFiles().filter((file) => {
    const id = path.basename(file).replace(/\.ya?ml$/, '');
    return only.length === 0 || only.some((wanted) => id === wanted || id.startsWith(`${wanted}-`));
  });
  const files = await Promise.all(
    chosen.map(async (file) => {
      const copy = path.join(directory, `${path.basename(path.dirname(file))}-${path.basename(file)}`);
      await writeFile(copy, dropTestPaths(await readFile(file, 'utf8')));
      return copy;
    }),
  );
  if (files.length > 0) {
    const file = path.join(directory, 'every-file.yaml');
    await writeFile(file, sentinel);
    files.push(file);
  }
  return { files, remove: () => rm(directory, { recursive: true, force: true }).catch(() => undefined) };
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
