import { isRuleId, type Finding, type RuleId } from 'mathakine-lint-core';
import type { PathReason } from '../files/discover.js';

/** What the adapter takes from Semgrep's JSON. Columns are still counted in bytes. */
export interface SemgrepOutput {
  readonly version: string | undefined;
  readonly findings: readonly Omit<Finding, 'fingerprint'>[];
  readonly scanned: ReadonlySet<string>;
  /** Files of which something was left out, with the reason. */
  readonly skipped: readonly PathReason[];
  /** Files with a function in which Semgrep stopped following values, after a fifth of a second of its processor time. */
  readonly unfinished: readonly PathReason[];
  /** What went wrong with no file to blame. */
  readonly failures: readonly string[];
}

/**
 * Reads Semgrep's JSON.
 *
 * @param text what it printed with `--time`; the fast front end and the slow one print the same
 * @returns undefined when it is no such JSON
 */
export function readSemgrepOutput(text: string): SemgrepOutput | undefined {
  const output = parseObject(text);
  if (!output || !Array.isArray(output['results']) || !Array.isArray(output['errors'])) return undefined;
  const skipped: PathReason[] = [];
  const failures: string[] = [];
  for (const error of output['errors']) readError(asObject(error), skipped, failures);
  for (const rule of asArray(output['skipped_rules']))
    failures.push(`the rule ${asText(asObject(rule)['rule_id']) ?? ''} was left out`);
  return {
    version: asText(output['version']),
    findings: asArray(output['results']).flatMap((result) => readResult(asObject(result), failures)),
    scanned: new Set(asArray(asObject(output['paths'])['scanned']).flatMap((path) => normalise(asText(path)) ?? [])),
    skipped,
    unfinished: asArray(asObject(output['time'])['fixpoint_timeouts']).flatMap((each) => readTimeout(asObject(each))),
    failures,
  };
}

/** Puts together what one or several Semgreps say of the same files, each with rules of its own. */
export function mergeOutputs(outputs: readonly SemgrepOutput[]): SemgrepOutput {
  const scanned = outputs.flatMap((output) => [...output.scanned]);
  return {
    version: outputs[0]?.version,
    findings: outputs.flatMap((output) => output.findings),
    scanned: new Set(scanned.filter((path) => outputs.every((output) => output.scanned.has(path)))),
    skipped: outputs.flatMap((output) => output.skipped),
    unfinished: outputs.flatMap((output) => output.unfinished),
    failures: outputs.flatMap((output) => output.failures),
  };
}

/** The catalogue's id in Semgrep's: the last dotted part, or a part that goes on with a variant. */
export function getCatalogueId(checkId: string): RuleId | undefined {
  const last = checkId.split('.').at(-1) ?? '';
  if (isRuleId(last)) return last;
  for (let at = last.lastIndexOf('-'); at > 0; at = last.lastIndexOf('-', at - 1)) {
    const start = last.slice(0, at);
    if (isRuleId(start)) return start;
  }
  return undefined;
}

function readResult(result: JsonObject, failures: string[]): Omit<Finding, 'fingerprint'>[] {
  const checkId = asText(result['check_id']) ?? '';
  const extra = asObject(result['extra']);
  const metadata = asObject(extra['metadata']);
  const named = asText(metadata['ruleId']);
  const ruleId = named !== undefined && isRuleId(named) ? named : getCatalogueId(checkId);
  const path = normalise(asText(result['path']));
  if (ruleId === undefined || path === undefined) {
    failures.push(`a finding of an unknown rule: ${checkId}`);
    return [];
  }
  const [start, end] = [asObject(result['start']), asObject(result['end'])];
  return [
    {
      ruleId,
      engine: 'semgrep',
      path,
      line: asNumber(start['line']),
      column: asNumber(start['col']),
      endLine: asNumber(end['line']),
      endColumn: asNumber(end['col']),
      severity: asText(extra['severity']) === 'ERROR' ? 'error' : 'warning',
      message: (asText(extra['message']) ?? '').replace(/\s+/g, ' ').trim(),
      messageId: asText(metadata['messageId']) ?? 'found',
    },
  ];
}

function readError(error: JsonObject, skipped: PathReason[], failures: string[]): void {
  const type = asText(error['type']) ?? asText(asArray(error['type'])[0]) ?? 'error';
  const spans = asArray(error['spans']).map(asObject);
  const path = normalise(
    asText(error['path']) ?? asText(asObject(error['location'])['path']) ?? asText(spans[0]?.['file']),
  );
  const message = (asText(error['message']) ?? '').split('\n')[0]!.trim();
  if (path === undefined) failures.push(shorten(message === '' ? type : message));
  else skipped.push({ path, reason: getReason(type, spans, message) });
}

/** Not among the errors: the functions of which only a part was read. */
function readTimeout(timeout: JsonObject): PathReason[] {
  const location = asObject(timeout['location']);
  const path = normalise(asText(location['path']));
  const line = asNumber(asObject(location['start'])['line']);
  return path === undefined ? [] : [{ path, reason: `the function in line ${line} is too long to follow its values` }];
}

function getReason(type: string, spans: readonly JsonObject[], message: string): string {
  const lines = [...new Set(spans.map((span) => asNumber(asObject(span['start'])['line'])))];
  const where = lines.length > 0 ? ` (line ${lines.join(', ')})` : '';
  if (type === 'PartialParsing') return `does not parse in part${where}`;
  if (/syntax|parse|lexical/i.test(type)) return `does not parse${where}`;
  if (/timeout/i.test(type)) return 'a rule took too long';
  if (/memory|stack/i.test(type)) return 'a rule took too much memory';
  return shorten(`${type}: ${message}`);
}

/** Semgrep repeats source text in its messages: only as much as says what happened. */
function shorten(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' ? (value as JsonObject) : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : 1;
}

function normalise(path: string | undefined): string | undefined {
  return path?.replaceAll('\\', '/').replace(/^\.\//, '');
}
