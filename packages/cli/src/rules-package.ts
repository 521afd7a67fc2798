import { readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { getPackageFolder } from './package.js';

/** The pinned requirements of Semgrep's environment. */
export function getRequirementsFile(): string {
  return path.join(getPackageFolder('mathakine-semgrep-rules'), 'requirements.txt');
}

/** The Semgrep version that the rules are tested with, as pinned in the requirements. */
export function getPinnedSemgrep(): { version: string; digest: string; packages: number } {
  const text = readFileSync(getRequirementsFile(), 'utf8');
  const version = /^semgrep==([\d.]+)/m.exec(text)?.[1];
  if (version === undefined) throw new Error(`No pinned semgrep in ${getRequirementsFile()}`);
  return {
    version,
    digest: createHash('sha256').update(text).digest('hex').slice(0, 8),
    packages: new Set([...text.matchAll(/^([A-Za-z\d._-]+)==/gm)].map((match) => match[1])).size,
  };
}

/** Every rule file of the package, sorted. */
export function getRuleFiles(): string[] {
  const directory = getPackageFolder('mathakine-semgrep-rules');
  return ['deploy', 'python', 'web']
    .flatMap((group) => listFolder(path.join(directory, group)).map((name) => path.join(directory, group, name)))
    .filter((file) => /\.ya?ml$/.test(file));
}

function listFolder(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}
