import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRuleId, type Finding, type RuleId } from 'mathakine-lint-core';

/** A fact about one place of a public repository, judged by hand. */
export interface Label {
  path: string;
  line: number;
  endLine?: number;
  check: string;
  /** `violation` must be found, `safe` must stay silent, `partial` is arguable and counts neither way. */
  verdict: 'violation' | 'partial' | 'safe';
  /** Labels of one and the same defect: a hit on any of them finds it. */
  group?: string;
  /** Test code and superseded folders, left out of the figures. */
  leftOut?: boolean;
  /** The deletion of a stored token, silent in `recommended`. */
  removal?: boolean;
}

export interface LabelFile {
  repository: string;
  /** As written in the file; may be abbreviated. */
  commit: string;
  labels: Label[];
}

const storage: readonly RuleId[] = ['no-localstorage-refresh-token', 'no-exposed-refresh-token'];

const rulesOfCheck: Readonly<Record<string, readonly RuleId[]>> = {
  'sensitive-logs': ['no-sensitive-logs'],
  'refresh-token-fallback': ['no-refresh-token-fallback'],
  'localstorage-refresh-token': storage,
  'token-storage': storage,
  'demo-credentials': ['no-demo-credentials'],
  'startup-migrations': ['no-startup-migrations'],
};

export interface Score {
  defects: number;
  found: number;
  safe: number;
  wrong: number;
  missed: Label[];
  wronglyReported: Label[];
}

/** Reads every label file of a folder. Throws when one is not JSON. */
export function readLabels(folder: string): LabelFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as LabelFile);
}

/** Compares findings with labels, check by check. Defects are groups of violations; a hit on an arguable member counts. */
export function scoreFindings(labels: readonly Label[], findings: readonly Finding[]): Map<string, Score> {
  const scores = new Map<string, Score>();
  const used = new Set<Finding>();
  const counted = labels.filter((label) => !label.leftOut);
  for (const [key, group] of groupLabels(counted)) {
    const check = key.slice(0, key.indexOf('\0'));
    const score = scores.get(check) ?? { defects: 0, found: 0, safe: 0, wrong: 0, missed: [], wronglyReported: [] };
    scores.set(check, score);
    const hits = group.filter((label) => label.verdict !== 'safe').flatMap((label) => getHits(label, findings));
    for (const hit of hits) used.add(hit);
    const violations = group.filter((label) => label.verdict === 'violation');
    if (violations.length === 0 || violations.every((label) => label.removal)) continue;
    score.defects++;
    if (hits.length > 0) score.found++;
    else score.missed.push(violations[0]!);
  }
  for (const label of counted) {
    if (label.verdict !== 'safe') continue;
    const score = scores.get(label.check)!;
    score.safe++;
    if (!getHits(label, findings).some((hit) => !used.has(hit))) continue;
    score.wrong++;
    score.wronglyReported.push(label);
  }
  return scores;
}

function groupLabels(labels: readonly Label[]): Map<string, Label[]> {
  const groups = new Map<string, Label[]>();
  labels.forEach((label, index) => {
    const key = `${label.check}\0${label.group ?? `#${index}`}`;
    const group = groups.get(key);
    if (group) group.push(label);
    else groups.set(key, [label]);
  });
  return groups;
}

function getHits(label: Label, findings: readonly Finding[]): Finding[] {
  const rules = isRuleId(label.check) ? [label.check] : (rulesOfCheck[label.check] ?? []);
  const last = label.endLine ?? label.line;
  return findings.filter(
    (finding) =>
      finding.path === label.path &&
      rules.includes(finding.ruleId) &&
      finding.line >= label.line &&
      finding.line <= last,
  );
}
