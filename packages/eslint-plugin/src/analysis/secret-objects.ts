import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getStaticPropertyName, unwrap } from './bindings.js';
import type { MemberWrite } from './definitions.js';
import { classify } from './secret-flow.js';
import {
  combine,
  createSecret,
  hop,
  mapSecrets,
  unknown,
  type Found,
  type State,
  type Verdict,
} from './secret-verdicts.js';
import { getSensitiveName, isFunctionName } from './secret-names.js';
import { createStep } from './traces.js';
import { resolveExpression } from './values.js';

const nothing: ReadonlySet<string> = new Set();

/** What an object literal holds: its values, by their own evidence or by their keys, and what is spread into it. */
export function classifyObject(analysis: Analysis, node: TSESTree.ObjectExpression, state: State): Verdict {
  return classifyLayers(analysis, node.properties, state);
}

/**
 * Properties and objects laid over each other, as in an object literal and in `Object.assign`. The last one wins: a
 * key that is given again below is no longer the secret.
 */
export function classifyLayers(
  analysis: Analysis,
  layers: readonly (TSESTree.Property | TSESTree.Node)[],
  state: State,
): Verdict {
  const covered = new Set(state.without);
  const parts: Verdict[] = [];
  for (const layer of layers.toReversed()) {
    if (layer.type !== 'Property') {
      const value = layer.type === 'SpreadElement' ? layer.argument : layer;
      parts.push(classifyWithout(analysis, value, covered, state));
      for (const key of getLiteralKeys(analysis, value)) covered.add(key);
      continue;
    }
    const key = getStaticPropertyName(layer);
    if (key === undefined || !covered.has(key)) parts.push(classifyProperty(analysis, layer, key, state));
    if (key !== undefined) covered.add(key);
  }
  return combine(parts.toReversed());
}

function classifyProperty(
  analysis: Analysis,
  property: TSESTree.Property,
  key: string | undefined,
  state: State,
): Verdict {
  const value = classify(analysis, property.value, { ...state, without: undefined });
  if (value.verdict !== 'unknown') return value;
  if (key === undefined || !isNamedValue(property.value) || isFunctionName(key)) return unknown;
  const kind = getSensitiveName(analysis.settings, key);
  // `tokens: used` counts them, `credentials: mode` is an option of fetch.
  if (!kind || kind === 'cookie' || kind === 'credential' || /s$/u.test(key)) return unknown;
  return createSecret(analysis, unwrap(property.value), kind, key);
}

/** The keys that an object gives in any case. */
function getLiteralKeys(analysis: Analysis, node: TSESTree.Node): string[] {
  const literal = resolveExpression(analysis, node)?.node;
  if (literal?.type !== 'ObjectExpression') return [];
  return literal.properties
    .map((property) => (property.type === 'Property' ? getStaticPropertyName(property) : undefined))
    .filter((key) => key !== undefined);
}

/** What an object holds when the values under some of its keys do not count. */
export function classifyWithout(
  analysis: Analysis,
  node: TSESTree.Node,
  keys: ReadonlySet<string>,
  state: State,
): Verdict {
  const verdict = classify(analysis, node, { ...state, without: keys.size > 0 ? keys : undefined });
  return dropKeys(analysis, verdict, keys);
}

/**
 * Of a value that is known by its name only, the named secrets. Somebody who takes a secret out of a whole object has
 * thought of what is in it.
 */
function dropKeys(analysis: Analysis, verdict: Verdict, keys: ReadonlySet<string>): Verdict {
  const secretKeys = [...keys].filter((key) => getSensitiveName(analysis.settings, key) !== undefined);
  if (secretKeys.length === 0) return verdict;
  return mapSecrets(verdict, (found) => (isOpened(found, secretKeys.length) ? undefined : found));
}

/** Whether a secret is an object that holds some, not a text of its own; of several tokens one is not all. */
function isOpened(found: Found, keys: number): boolean {
  if (found.whole !== undefined) return true;
  if (found.parameter) return false;
  return found.kind === 'credential' || (keys > 1 && /s$/iu.test(found.name));
}

/** The keys whose values were replaced or deleted. */
export function getRemovedKeys(writes: readonly MemberWrite[]): ReadonlySet<string> {
  if (writes.length === 0) return nothing;
  return new Set(writes.filter((write) => write.removes).flatMap((write) => write.name ?? []));
}

/** `headers.Authorization = token` and `parts.push(token)` put a secret into what the variable holds. */
export function addMemberWrites(
  analysis: Analysis,
  at: TSESTree.Node,
  verdict: Verdict,
  writes: readonly MemberWrite[],
  state: State,
): Verdict {
  if (writes.length === 0) return verdict;
  const removed = getRemovedKeys(writes);
  let current = verdict;
  if (removed.size > 0) {
    current = mapSecrets(verdict, (found) =>
      found.whole || removed.has(found.name) || removed.has(found.name.split('.').at(-1)!) ? undefined : found,
    );
  }
  const added = writes
    .filter((write, index) => !write.removes && write.value !== undefined && !isRemovedLater(writes, index))
    .filter((write) => write.name === undefined || !state.without?.has(write.name))
    .map((write) => {
      const value = classify(analysis, write.value!, { ...state, without: undefined });
      const kind = write.name === undefined ? undefined : getSensitiveName(analysis.settings, write.name);
      if (value.verdict === 'unknown' && kind && isNamedValue(write.value!)) {
        return createSecret(analysis, write.value!, kind, write.name!);
      }
      return hop(value, analysis, at, createStep(analysis, write.value!, write.name ?? 'value'));
    });
  const secrets = added.filter((part) => part.verdict === 'secret');
  if (secrets.length === 0) return current;
  const moved = secrets.map((part) =>
    mapSecrets(part, (found) => ({ ...found, node: at, analysis, whole: found.whole })),
  );
  const all = combine(current.verdict === 'secret' ? [current, ...moved] : moved);
  return all.verdict === 'secret' ? { verdict: 'secret', found: all.found.slice(0, 1) } : all;
}

function isRemovedLater(writes: readonly MemberWrite[], index: number): boolean {
  const { name } = writes[index]!;
  return name !== undefined && writes.slice(index + 1).some((write) => write.removes && write.name === name);
}

/**
 * A state that starts as an object with an empty secret field, such as `useState({ email: '', password: '' })`, will
 * hold the secret.
 */
export function classifyInitialState(analysis: Analysis, node: TSESTree.ObjectExpression, state: State): Verdict {
  let hasTexts = false;
  for (const property of node.properties) {
    if (property.type !== 'Property') continue;
    const key = getStaticPropertyName(property);
    const value = unwrap(property.value);
    const isText = value.type === 'Literal' && (value.value === null || typeof value.value === 'string');
    const isUnset = value.type === 'Identifier' && value.name === 'undefined';
    if (!isText && !isUnset) continue;
    hasTexts = true;
    if (key === undefined || isFunctionName(key)) continue;
    const kind = getSensitiveName(analysis.settings, key);
    if (kind) return createSecret(analysis, node, kind, key, 'record');
  }
  const verdict = classifyObject(analysis, node, state);
  // A text that a state starts with says nothing about what it becomes, a flag or a number does.
  return verdict.verdict === 'clean' && hasTexts ? unknown : verdict;
}

/** A plain variable, member or literal; what a call returns is another matter. */
export function isNamedValue(node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  if (bare.type === 'Literal') return typeof bare.value === 'string';
  if (bare.type === 'Identifier')
    return !isFunctionName(bare.name) && !/^(?:i|n|count|total|index|usage|status|idx)$/u.test(bare.name);
  if (bare.type !== 'MemberExpression') return false;
  const name = getStaticPropertyName(bare);
  return name !== undefined && !/(?:length|count|total|usage|id|status|size|type|name|at)$/iu.test(name);
}
