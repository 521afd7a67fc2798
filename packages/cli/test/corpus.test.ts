import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue, ruleIds, type EngineName, type Finding, type RuleId } from 'mathakine-lint-core';
// The built package: the workers of the ESLint engine exist as JavaScript only.
import { runLint, type LintReport } from 'mathakine-lint';
import { beforeAll, describe, expect, it } from 'vitest';
import { getEngines } from '../src/files/kinds.js';
import { readAnnotations, type Annotation } from './annotations.js';

/**
 * The corpus: both real engines, through the adapters of the command, on the two annotated applications. What is
 * annotated must be found and nothing else, line for line.
 */

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const annotations = readAnnotations(fixtures);
const machine = { env: process.env, platform: process.platform, cwd: path.dirname(fixtures) };
const minimum = 3;

interface Place {
  readonly path: string;
  readonly line: number;
  readonly ruleId: string;
}

const toText = ({ path, line, ruleId }: Place): string => `${path}:${line} ${ruleId}`;

/** Lines to read on failure: what is missing, what is too much and with which message. */
function getDifference(promised: readonly Annotation[], found: readonly Finding[]): string[] {
  const wanted = new Set(promised.filter(({ reported }) => reported).map(toText));
  const reported = new Set(found.map(toText));
  const missing = [...wanted].filter((place) => !reported.has(place)).map((place) => `missing: ${place}`);
  const unexpected = found
    .filter((finding) => !wanted.has(toText(finding)))
    .map((finding) => `unexpected: ${toText(finding)} (${finding.engine}, ${finding.messageId}): ${finding.message}`);
  return [...missing, ...unexpected].sort();
}

/** Whether an engine is bound by an annotation: it reads the file and the catalogue names it for the rule. */
function isBound(engine: EngineName, { path: file, ruleId }: Annotation): boolean {
  if (!getEngines(file).includes(engine)) return false;
  // Of the scripts that a backend serves, Semgrep judges the storage of tokens only.
  if (engine === 'semgrep' && /\.[cm]?js$/.test(file)) return ruleId === 'no-localstorage-refresh-token';
  return catalogue.get(ruleId as RuleId)?.engines[engine] !== undefined;
}

describe('the annotations', () => {
  it('name rules of the catalogue only', () => {
    const unknown = annotations.filter(({ ruleId }) => !ruleIds.includes(ruleId as RuleId));
    expect(unknown.map(toText)).toEqual([]);
  });

  it('do not contradict each other', () => {
    const reported = new Set(annotations.filter((annotation) => annotation.reported).map(toText));
    const silent = annotations.filter((annotation) => !annotation.reported).map(toText);
    expect(silent.filter((place) => reported.has(place))).toEqual([]);
  });

  it('promise findings in the vulnerable applications only', () => {
    const inFixed = annotations.filter(({ path: file, reported }) => reported && !/^\w+\/vulnerable\//.test(file));
    expect(inFixed.map(toText)).toEqual([]);
  });

  it('speak of twins, file by file', () => {
    const list = (application: string, state: string): string[] =>
      readdirSync(path.join(fixtures, application, state), { recursive: true, encoding: 'utf8' }).sort();
    for (const application of ['frontend', 'backend'])
      expect(list(application, 'fixed')).toEqual(list(application, 'vulnerable'));
  });

  const pairs = [...catalogue.values()].flatMap(({ id, engines }) =>
    (Object.keys(engines) as EngineName[]).map((engine) => ({ id, engine })),
  );

  it.each(pairs)('have positives and near misses of $id for $engine', ({ id, engine }) => {
    const own = annotations.filter((annotation) => annotation.ruleId === id && isBound(engine, annotation));
    expect(own.filter(({ reported }) => reported).length).toBeGreaterThanOrEqual(minimum);
    expect(own.filter(({ reported }) => !reported).length).toBeGreaterThanOrEqual(minimum);
  });
});

describe('both engines on the corpus', { timeout: 180_000 }, () => {
  let report: LintReport;

  beforeAll(async () => {
    report = await runLint({ machine, paths: [fixtures], cores: 2 });
  }, 180_000);

  it('do their whole job', () => {
    expect(report.engines.map(({ name, status, skipped, reason }) => ({ name, status, skipped, reason }))).toEqual([
      { name: 'eslint', status: 'complete', skipped: [], reason: undefined },
      { name: 'semgrep', status: 'complete', skipped: [], reason: undefined },
    ]);
  });

  it('find what is annotated, and nothing else', () => {
    expect(getDifference(annotations, report.findings)).toEqual([]);
  });

  it.each<EngineName>(['eslint', 'semgrep'])('agree where %s is alone', async (engine) => {
    const { findings } = await runLint({ machine, paths: [fixtures], engines: [engine], cores: 2 });
    const promised = annotations.filter((annotation) => isBound(engine, annotation));
    expect(getDifference(promised, findings)).toEqual([]);
  });

  it('never show the value of a credential', () => {
    const values = /Sept-fois-huit|Craie-Blanche|Tableau-Noir|Ardoise-2024|Compas|Courrier-2024|Maitre-2024|Demo-2024/;
    expect(report.findings.filter(({ message }) => values.test(message))).toEqual([]);
  });
});
