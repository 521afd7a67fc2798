import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addFingerprints, isRuleId, type Finding, type RuleId } from 'mathakine-lint-core';
import { isWithin, toRelative } from './files/discover.js';
import { findRepository } from './files/ignore-rules.js';

/** Where a project keeps its baseline unless it says otherwise. */
export const baselineName = '.mathakine-baseline.json';

const formatVersion = 1;

/** A finding that is known and accepted for now. The fingerprint decides; the rest is for people. */
export interface BaselineEntry {
  readonly ruleId: RuleId;
  readonly path: string;
  readonly fingerprint: string;
}

/** A baseline that cannot be used, told to the user as a sentence. */
export class BaselineError extends Error {}

/** Writes today's findings down, sorted so that the file changes only where findings do. */
export async function writeBaseline(file: string, findings: readonly Finding[]): Promise<void> {
  const entries = findings.map(({ ruleId, path, fingerprint }): BaselineEntry => ({ ruleId, path, fingerprint }));
  const text = `${JSON.stringify({ version: formatVersion, findings: entries }, null, 2)}\n`;
  await writeFile(file, text).catch((error: unknown) => {
    throw new BaselineError(
      `The baseline cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}

/**
 * Reads a baseline.
 *
 * @param isRequired whether a missing file is a fault: it was named
 */
export async function readBaseline(file: string, isRequired: boolean): Promise<BaselineEntry[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && !isRequired) return undefined;
    throw new BaselineError(`The baseline "${file}" ${isMissing ? 'does not exist' : 'cannot be read'}.`);
  }
  const entries = parseEntries(text);
  if (!entries)
    throw new BaselineError(`"${file}" is not a baseline of this tool. Make it anew: mathakine-lint baseline`);
  return entries;
}

function parseEntries(text: string): BaselineEntry[] | undefined {
  try {
    const value = JSON.parse(text) as { version?: unknown; findings?: unknown };
    if (value.version !== formatVersion || !Array.isArray(value.findings)) return undefined;
    const entries: unknown[] = value.findings;
    return entries.every(isEntry) ? entries : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (value === null || typeof value !== 'object') return false;
  const { ruleId, path, fingerprint } = value as Partial<Record<string, unknown>>;
  return typeof ruleId === 'string' && isRuleId(ruleId) && typeof path === 'string' && typeof fingerprint === 'string';
}

/**
 * Where the baseline lies that speaks of a folder: in it or above it, up to its repository or the current folder. A
 * commit is judged as a whole, and its baseline may lie in the current folder below.
 *
 * @returns the file, which need not exist
 */
export function locateBaseline(root: string, current: string): string {
  const end = findRepository(root) ?? (isWithin(current, root) ? current : root);
  const folders = [root];
  while (folders.at(-1) !== end && folders.at(-1) !== path.dirname(folders.at(-1)!))
    folders.push(path.dirname(folders.at(-1)!));
  if (isWithin(root, current)) folders.push(current);
  const files = folders.map((folder) => path.join(folder, baselineName));
  return files.find((file) => existsSync(file)) ?? files[0]!;
}

/** The findings as they would be if another folder than the scanned root had been scanned: that of the baseline. */
export function relocate(
  findings: readonly Finding[],
  root: string,
  folder: string,
  getText: (finding: Finding) => string,
): Finding[] {
  if (folder === root) return [...findings];
  const moved = findings.map((finding) => ({ ...finding, path: toRelative(folder, path.join(root, finding.path)) }));
  const originals = new Map(moved.map((finding, index) => [finding, findings[index]!]));
  return addFingerprints(moved, (finding) => getText(originals.get(finding)!));
}

export interface Comparison {
  readonly fresh: Finding[];
  readonly known: number;
  /** Entries for what is no longer there. */
  readonly stale: BaselineEntry[];
}

/**
 * Parts findings into new ones and known ones.
 *
 * @param isJudged whether this run could have found an entry: only then can it be stale
 */
export function compareWithBaseline(
  findings: readonly Finding[],
  baseline: readonly BaselineEntry[],
  isJudged: (entry: BaselineEntry) => boolean,
): Comparison {
  const known = new Set(baseline.map((entry) => entry.fingerprint));
  const present = new Set(findings.map((finding) => finding.fingerprint));
  const fresh = findings.filter((finding) => !known.has(finding.fingerprint));
  const stale = baseline.filter((entry) => !present.has(entry.fingerprint) && isJudged(entry));
  return { fresh, known: findings.length - fresh.length, stale };
}
