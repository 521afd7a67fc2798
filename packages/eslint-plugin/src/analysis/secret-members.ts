import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getMemberPath, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { classifyField } from './secret-fields.js';
import { classify } from './secret-flow.js';
import { getSensitiveName, isConstantMember, isFunctionName, isSpeakingHolder } from './secret-names.js';
import { getDisplayName, getMemberSource, isEnvironment } from './secret-sources.js';
import {
  clean,
  createSecret,
  hop,
  mapSecrets,
  narrow,
  unknown,
  type Found,
  type State,
  type Verdict,
} from './secret-verdicts.js';
import { getMember, getStaticString, resolveExpression, resolveOnce } from './values.js';

/** Members that are the same secret in other words. */
const sameKeys = new Set(['value', 'current', 'href', 'search', 'searchParams', 'raw', 'plaintext', 'plain']);

/** What is known of a member: the environment, a source of its own, a field of the class, a part of something whole. */
export function classifyMember(analysis: Analysis, node: TSESTree.MemberExpression, state: State): Verdict {
  const name =
    getStaticPropertyName(node) ?? (node.computed ? getStaticString(analysis, node.property)?.value : undefined);
  const object = unwrap(node.object);
  const inner: State = { ...state, without: undefined };
  if (isEnvironment(analysis, object)) {
    if (name === undefined)
      return isLoopKey(analysis, node) ? createSecret(analysis, node, 'credential', 'process.env') : unknown;
    // What the bundler puts into every page is public by its name.
    if (/^(?:NEXT_PUBLIC|EXPO_PUBLIC|PUBLIC)_/u.test(name)) return clean;
    const kind = getSensitiveName(analysis.settings, name);
    return kind ? createSecret(analysis, node, kind, name) : unknown;
  }
  if (name === undefined) return unknown;
  const source = getMemberSource(analysis, node, name);
  if (source) return createSecret(analysis, node, source.kind, source.name, source.whole);
  if (/^\d+$/u.test(name)) {
    if (isPartAfterAt(object, name)) return clean;
    const list = resolveExpression(analysis, object);
    const element = list && getMember(list, name);
    return element
      ? hop(classify(element.analysis, element.node, state), analysis, node, undefined)
      : narrow(classify(analysis, object, inner), node);
  }
  if (object.type === 'ThisExpression') return classifyField(analysis, node, name, state);
  const holder = getMemberPath(object)?.at(-1);
  if (holder !== undefined && (isSpeakingHolder(holder) || isConstantMember(holder, name))) {
    return classifyKnownMember(analysis, node, state) ?? clean;
  }
  const kind = isFunctionName(name) ? undefined : getSensitiveName(analysis.settings, name);
  const known = classifyKnownMember(analysis, node, state);
  if (known && known.verdict !== 'unknown') return known;
  const whole = classify(analysis, object, inner);
  if (kind) {
    if (whole.verdict === 'clean') return clean;
    if (state.subject && whole.verdict === 'secret' && whole.found.some((found) => found.parameter)) return unknown;
    const trace = whole.verdict === 'secret' ? (whole.found[0]?.trace ?? []) : [];
    return { verdict: 'secret', found: [{ analysis, kind, name: getDisplayName(node), node, trace }] };
  }
  if (whole.verdict !== 'secret') return unknown;
  const kept = mapSecrets(whole, (found) =>
    found.parameter ? undefined : (found.whole ? isWrapped(found, name) : sameKeys.has(name)) ? found : undefined,
  );
  return kept.verdict === 'secret' ? narrow(kept, node) : unknown;
}

/** The member of a literal, a constant or an enum that can be seen. */
function classifyKnownMember(analysis: Analysis, node: TSESTree.MemberExpression, state: State): Verdict | undefined {
  const resolved = resolveOnce(analysis, node);
  if (!resolved || resolved.node === node) return undefined;
  const verdict = classify(resolved.analysis, resolved.node, state);
  if (verdict.verdict !== 'secret') return verdict;
  return hop(verdict, analysis, node, undefined);
}

/** `process.env[key]` where the key runs over the environment. */
function isLoopKey(analysis: Analysis, node: TSESTree.MemberExpression): boolean {
  const binding = resolveBinding(analysis, unwrap(node.property));
  if (binding?.kind === 'variable') {
    const loop = binding.declarator.parent?.parent;
    return (
      (loop?.type === 'ForInStatement' || loop?.type === 'ForOfStatement') && mentionsEnvironment(analysis, loop.right)
    );
  }
  if (binding?.kind !== 'parameter') return false;
  const call = binding.fn.parent;
  return call?.type === 'CallExpression' && mentionsEnvironment(analysis, call.callee);
}

function mentionsEnvironment(analysis: Analysis, node: TSESTree.Node): boolean {
  return analysis.sourceCode.getText(node).includes('process.env');
}

/** What follows the `@` of an address is its host. */
function isPartAfterAt(object: TSESTree.Node, index: string): boolean {
  if (object.type !== 'CallExpression' || index === '0') return false;
  const first = object.arguments[0];
  return (
    getMemberPath(object.callee)?.at(-1) === 'split' &&
    first?.type === 'Literal' &&
    typeof first.value === 'string' &&
    first.value.includes('@')
  );
}

/** Members of an answer or a body that still hold all of it. */
const wrapperKeys = new Set([
  ...['data', 'body', 'result', 'results', 'payload', 'response', 'json', 'content', 'attributes', 'auth', 'session'],
  ...['value', 'values', 'user_data', 'return'],
]);

/** Whether a member still holds all of an answer; of a record with declared fields only the secret ones are secret. */
export function isWrapped(found: Found, key: string): boolean {
  return found.whole !== undefined && found.whole !== 'record' && wrapperKeys.has(key);
}
