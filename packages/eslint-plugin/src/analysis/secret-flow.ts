import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import {
  getMemberPath,
  getStaticPropertyName,
  resolveBinding,
  unwrap,
  unwrapType,
  type ParameterBinding,
  type PathStep,
} from './bindings.js';
import { classifyCall, classifyNew } from './secret-calls.js';
import {
  getDeclaredType,
  getSecretProperty,
  getSensitiveName,
  isErrorName,
  isFunctionName,
  isHarmlessType,
  isSpeakingHolder,
  isSpeakingText,
  isTypeName,
} from './secret-names.js';
import { getCallSource, getPartSource, isCredentialHandler } from './secret-sources.js';
import { getDefinitions, getMemberWrites, type Definition } from './definitions.js';
import { classifyMember, isWrapped } from './secret-members.js';
import { addMemberWrites, classifyObject, classifyWithout, getRemovedKeys, isNamedValue } from './secret-objects.js';
import { clean, combine, createSecret, hop, mapSecrets, unknown, type State, type Verdict } from './secret-verdicts.js';
import { isFunction, type FunctionNode } from './syntax.js';
import { createStep } from './traces.js';
import { getMember, resolveBindingValue, resolveExpression } from './values.js';

const maxDepth = 24;

/** Expressions whose value may be one of their operands itself, and not only contain it. */
const sameObject = new Set<string>([
  ...['Identifier', 'MemberExpression', 'CallExpression', 'ObjectExpression', 'SpreadElement'],
  ...['ConditionalExpression', 'LogicalExpression', 'AssignmentExpression', 'SequenceExpression'],
]);

/** What is known about a value. */
export function classify(analysis: Analysis, node: TSESTree.Node, state: State): Verdict {
  const bare = unwrap(node);
  if (state.depth > maxDepth || state.visiting.has(bare)) return unknown;
  const inner: State = {
    ...state,
    depth: state.depth + 1,
    visiting: new Set(state.visiting).add(bare),
    without: sameObject.has(bare.type) ? state.without : undefined,
  };
  switch (bare.type) {
    case 'Identifier':
      return classifyIdentifier(analysis, bare, inner);
    case 'MemberExpression':
      return classifyMember(analysis, bare, inner);
    case 'CallExpression':
      return classifyCall(analysis, bare, inner);
    case 'NewExpression':
      return classifyNew(analysis, bare, inner);
    case 'TemplateLiteral':
      return combine(bare.expressions.map((entry, index) => classifyPlaceholder(analysis, bare, entry, index, inner)));
    case 'TaggedTemplateExpression':
      return showingTags.has(getMemberPath(bare.tag)?.[0] ?? '') ? classify(analysis, bare.quasi, inner) : unknown;
    case 'ObjectExpression':
      return classifyObject(analysis, bare, inner);
    case 'ArrayExpression':
      return combine(bare.elements.filter((entry) => entry !== null).map((entry) => classify(analysis, entry, inner)));
    case 'SpreadElement':
      return classify(analysis, bare.argument, inner);
    case 'ConditionalExpression':
      return combine([classify(analysis, bare.consequent, inner), classify(analysis, bare.alternate, inner)]);
    case 'LogicalExpression':
      if (bare.operator === '&&') return classify(analysis, bare.right, inner);
      return combine([classify(analysis, bare.left, inner), classify(analysis, bare.right, inner)]);
    case 'BinaryExpression':
      if (bare.operator !== '+') return clean;
      return combine([classify(analysis, bare.left as TSESTree.Node, inner), classify(analysis, bare.right, inner)]);
    case 'AssignmentExpression':
      return classify(analysis, bare.right, inner);
    case 'SequenceExpression':
      return classify(analysis, bare.expressions.at(-1)!, inner);
    case 'Literal':
      return typeof bare.value === 'string' && !isSpeakingText(analysis.settings, bare.value) ? unknown : clean;
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ClassExpression':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSEnumMember':
    case 'MetaProperty':
    case 'Program':
      return clean;
    default:
      return unknown;
  }
}

/** `Bearer ${value}` and `…?token=${value}` say what the value is. */
function classifyPlaceholder(
  analysis: Analysis,
  template: TSESTree.TemplateLiteral,
  expression: TSESTree.Node,
  index: number,
  state: State,
): Verdict {
  const verdict = classify(analysis, expression, state);
  if (verdict.verdict !== 'unknown' || !isNamedValue(expression)) return verdict;
  const before = template.quasis[index]?.value.cooked ?? '';
  if (/(?:^|[\s"':=])Bearer $/u.test(before)) return createSecret(analysis, unwrap(expression), 'token', 'Bearer');
  const key = /[?&]([\w-]+)=$/u.exec(before)?.[1];
  const kind = key === undefined ? undefined : getSensitiveName(analysis.settings, key);
  return kind && key !== undefined ? createSecret(analysis, unwrap(expression), kind, key) : verdict;
}

const showingTags = new Set(['String', 'chalk', 'pc', 'kleur', 'colors', 'dedent', 'picocolors', 'ansis']);

function classifyIdentifier(analysis: Analysis, node: TSESTree.Identifier, state: State): Verdict {
  const { name } = node;
  if (name === 'undefined' || name === 'NaN' || name === 'Infinity') return clean;
  const binding = resolveBinding(analysis, node);
  switch (binding?.kind) {
    case 'function':
    case 'class':
    case 'enum':
    case 'catch':
      return clean;
    case 'import': {
      if (isTypeName(name) && binding.imported !== '*') return byName(analysis, node, name, unknown, false);
      const value = resolveBindingValue(analysis, binding, node);
      const verdict = value ? hop(classify(value.analysis, value.node, state), analysis, node, undefined) : unknown;
      const own = byName(analysis, node, name, verdict, true);
      // `{ apiKey: key } = require(…)`: the exported name counts as well.
      return own.verdict === 'unknown'
        ? byName(analysis, node, binding.imported, own, !isTypeName(binding.imported))
        : own;
    }
    case 'variable': {
      const declared = getDeclaredType(binding.declarator.id);
      if (isHarmlessType(declared) || isFunction(binding.init)) return clean;
      const definitions = getDefinitions(analysis, binding, node);
      if (isErrorName(name) && definitions.length > 0 && definitions.every(isElement)) return clean;
      const added = getMemberWrites(analysis, binding.variable, node);
      const left: State = { ...state, without: join(state.without, getRemovedKeys(added)) };
      const verdict = classifyDefinitions(analysis, node, definitions, left);
      // `errors` of a form has the fields of the form, and texts in them.
      if (isSpeakingHolder(name) && isRecord(verdict)) return unknown;
      const whole = addMemberWrites(analysis, node, verdict, added, state);
      if (whole.verdict === 'unknown' && binding.path.length === 0) {
        const property = getSecretProperty(analysis, declared);
        if (property !== undefined && !added.some((write) => write.name === property && write.removes)) {
          return createSecret(analysis, node, getSensitiveName(analysis.settings, property)!, name, 'record');
        }
      }
      return byName(analysis, node, name, whole, true, getLastKey(binding.path));
    }
    case 'parameter':
      return classifyParameter(analysis, node, binding, state);
    default:
      return byName(analysis, node, name, unknown, !isTypeName(name));
  }
}

/** Taken out of a list by its place: the `error` of `const [error, token] = await attempt(getToken())`. */
function isElement({ path }: Definition): boolean {
  return /^\d+$/u.test(getLastKey(path) ?? '');
}

function join(
  first: ReadonlySet<string> | undefined,
  second: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (!first?.size) return second?.size ? second : undefined;
  return second?.size ? new Set([...first, ...second]) : first;
}

function isRecord(verdict: Verdict): boolean {
  return verdict.verdict === 'secret' && verdict.found.every((found) => found.whole === 'record');
}

/** What a name adds to what is known about its value. */
function byName(
  analysis: Analysis,
  node: TSESTree.Node,
  name: string,
  verdict: Verdict,
  mayName: boolean,
  key?: string,
): Verdict {
  if (verdict.verdict === 'clean') return clean;
  const kind = mayName && !isFunctionName(name) ? getSensitiveName(analysis.settings, name) : undefined;
  if (verdict.verdict === 'secret') {
    // The name at the asking place says it better, unless it only says that it is something whole.
    const [first] = verdict.found;
    if (kind && first && !first.whole && !first.slice && !first.parameter) {
      return { verdict: 'secret', found: [{ ...first, kind, name }] };
    }
    return verdict;
  }
  if (kind && !isPlainTokens(name, key)) return createSecret(analysis, node, kind, name);
  return unknown;
}

/** A destructured key that is no secret speaks louder than a local name such as `tokens`. */
function isPlainTokens(name: string, key: string | undefined): boolean {
  return key !== undefined && key !== name && isSpeakingHolder(key);
}

function getLastKey(path: readonly PathStep[]): string | undefined {
  const last = path.at(-1);
  return last?.kind === 'property' ? last.key : undefined;
}

function classifyDefinitions(
  analysis: Analysis,
  at: TSESTree.Node,
  definitions: readonly Definition[],
  state: State,
): Verdict {
  if (definitions.length === 0) return unknown;
  const parts = definitions.map((definition) => {
    const part = applyPath(analysis, definition.node, definition.path, state);
    return hop(part, analysis, at, createStep(analysis, definition.target, definition.name));
  });
  // An empty start says nothing about what is put there later.
  const meaningful = parts.filter((part, index) => part.verdict !== 'clean' || !isEmpty(definitions[index]!.node));
  const result = combine(meaningful.length > 0 ? meaningful : parts);
  if (result.verdict !== 'secret') return result;
  return { verdict: 'secret', found: result.found.slice(0, 1) };
}

export function isEmpty(node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  return (
    (bare.type === 'Literal' && (bare.value === null || bare.value === '')) ||
    (bare.type === 'Identifier' && bare.name === 'undefined')
  );
}

function classifyParameter(
  analysis: Analysis,
  node: TSESTree.Identifier,
  binding: ParameterBinding,
  state: State,
): Verdict {
  const { fn, index, path, variable } = binding;
  const definitions = getDefinitions(analysis, binding, node);
  if (definitions.length > 0) {
    const written = classifyDefinitions(analysis, node, definitions, state);
    // A reassignment that always runs before decides alone.
    if (definitions[0]!.isSure) return byName(analysis, node, node.name, written, true);
    if (written.verdict === 'secret') return written;
  }
  const key = getLastKey(path);
  if (state.subject === fn) {
    const isRest = path[0]?.kind === 'rest' && path.length === 1 && !leavesSecret(analysis, path[0]);
    const isOwn = path.length === 0 || isRest;
    if (isOwn) {
      const parameter = { index, rest: isRest };
      return {
        verdict: 'secret',
        found: [{ analysis, kind: 'credential', name: node.name, node, trace: [], parameter }],
      };
    }
  }
  const pattern = fn.params[index];
  const declared = pattern && path.length === 0 ? getParameterType(pattern) : undefined;
  if (isHarmlessType(declared)) return clean;
  const source = getCallbackValue(analysis, fn, index, state);
  if (source) {
    const taken = takeKeys(analysis, node, source.verdict, [...source.path, ...path]);
    if (taken.verdict === 'clean') return clean;
    if (taken.verdict === 'secret') {
      const moved = hop(taken, analysis, node, createStep(analysis, fn.params[index] ?? node, node.name));
      return byName(analysis, node, node.name, moved, true, key);
    }
  }
  if (path.length > 0 && isSpeakingPath(path)) return clean;
  const kind = key === undefined ? undefined : getSensitiveName(analysis.settings, key);
  if (kind && !isFunctionName(key!)) return createSecret(analysis, node, kind, node.name);
  if (path.length === 0) {
    if (isBodyParameter(fn, index, node.name) && isCredentialHandler(analysis, node)) {
      return createSecret(analysis, node, 'credential', node.name, 'request-body');
    }
    const property = getSecretProperty(analysis, declared);
    const removed = property !== undefined && getMemberWrites(analysis, variable, node).some((write) => write.removes);
    if (property !== undefined && !removed) {
      return createSecret(analysis, node, getSensitiveName(analysis.settings, property)!, node.name, 'record');
    }
  }
  const own = byName(analysis, node, node.name, unknown, true, key);
  return own.verdict === 'unknown'
    ? addMemberWrites(analysis, node, own, getMemberWrites(analysis, variable, node), state)
    : own;
}

/** `{ password, ...rest }` leaves the password out of the rest. */
function leavesSecret(analysis: Analysis, step: PathStep): boolean {
  return [...(step.without ?? [])].some((key) => getSensitiveName(analysis.settings, key) !== undefined);
}

function getParameterType(parameter: TSESTree.Parameter): TSESTree.TypeNode | undefined {
  let pattern: TSESTree.Node = parameter;
  if (pattern.type === 'TSParameterProperty') pattern = pattern.parameter;
  if (pattern.type === 'AssignmentPattern') pattern = pattern.left;
  return getDeclaredType(pattern);
}

/** Nest's `@Body() dto`. */
function isBodyParameter(fn: FunctionNode, index: number, name: string): boolean {
  const parameter = fn.params[index];
  const decorators = parameter && 'decorators' in parameter ? parameter.decorators : [];
  return (
    name !== '' &&
    (decorators ?? []).some(({ expression }) => {
      const call = expression.type === 'CallExpression' ? expression : undefined;
      return call !== undefined && call.arguments.length === 0 && getMemberPath(call.callee)?.at(-1) === 'Body';
    })
  );
}

const elementMethods = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findLast',
  'flatMap',
  'findIndex',
]);

/** What is known about the parameter of a function that is handed to a method: `tokens.forEach((token) => …)`. */
function getCallbackValue(
  analysis: Analysis,
  fn: FunctionNode,
  index: number,
  state: State,
): { verdict: Verdict; path: readonly PathStep[] } | undefined {
  const call = fn.parent;
  if (call?.type !== 'CallExpression') return undefined;
  // `bcrypt.hash(text, rounds, (error, digest) => …)`
  if (index === 1 && call.arguments.length > 1 && call.arguments.at(-1) === fn) {
    const made = getCallSource(analysis, call);
    return made && { verdict: createSecret(analysis, call, made.kind, made.name, made.whole), path: [] };
  }
  if (call.arguments[0] !== fn) return undefined;
  const callee = unwrapType(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const method = getStaticPropertyName(callee) ?? '';
  if (method === 'then' && index === 0) return { verdict: classify(analysis, callee.object, state), path: [] };
  const isElement = elementMethods.has(method) && index === 0;
  const isReduced = (method === 'reduce' || method === 'reduceRight') && index === 1;
  if (!isElement && !isReduced) return undefined;
  return { verdict: classify(analysis, callee.object, state), path: [{ key: undefined, kind: 'element' }] };
}

function getElements(verdict: Verdict): Verdict {
  return verdict.verdict === 'clean' ? unknown : verdict;
}

/** The value of an expression after a destructuring path. */
function applyPath(analysis: Analysis, node: TSESTree.Node, path: readonly PathStep[], state: State): Verdict {
  if (path.length === 0) return classify(analysis, node, state);
  let current = { analysis, node };
  const inner: State = { ...state, without: undefined };
  for (const [index, step] of path.entries()) {
    if (step.without) {
      const left = join(state.without, step.without);
      return classifyWithout(current.analysis, current.node, left ?? step.without, state);
    }
    const resolved = resolveExpression(current.analysis, current.node);
    const member =
      resolved && step.kind === 'property' && step.key !== undefined ? getMember(resolved, step.key) : undefined;
    if (!member) {
      const rest = path.slice(index);
      const part = step.key === undefined ? undefined : getPartSource(current.analysis, current.node, step.key);
      if (part) {
        const whole = createSecret(current.analysis, current.node, part.kind, part.name, part.whole);
        return takeKeys(current.analysis, current.node, whole, rest.slice(1));
      }
      return takeKeys(current.analysis, current.node, classify(current.analysis, current.node, inner), rest);
    }
    current = member;
  }
  return classify(current.analysis, current.node, state);
}

/** What is left of a value when parts are taken out of it by name. */
function takeKeys(analysis: Analysis, at: TSESTree.Node, verdict: Verdict, path: readonly PathStep[]): Verdict {
  let current = verdict;
  for (const [index, step] of path.entries()) {
    if (step.kind === 'element') {
      current = getElements(current);
      continue;
    }
    if (step.kind === 'rest') continue;
    const { key } = step;
    if (key === undefined) return unknown;
    if (/^\d+$/u.test(key)) {
      // Of an entry the first is the key, the second the value.
      if (path[index - 1]?.kind === 'element' && key === '0') return clean;
      continue;
    }
    if (current.verdict === 'clean') return clean;
    if (isSpeakingPath(path.slice(index))) return clean;
    const kind = isFunctionName(key) ? undefined : getSensitiveName(analysis.settings, key);
    if (kind) {
      const trace = current.verdict === 'secret' ? (current.found[0]?.trace ?? []) : [];
      current = { verdict: 'secret', found: [{ analysis, kind, name: key, node: at, trace }] };
    } else {
      current = mapSecrets(current, (found) => (isWrapped(found, key) ? found : undefined));
      if (current.verdict === 'clean') current = unknown;
    }
  }
  return current;
}

/** `{ errors: { password } }` takes a message, not a password. */
function isSpeakingPath(path: readonly PathStep[]): boolean {
  return path.slice(0, -1).some((step) => step.key !== undefined && isSpeakingHolder(step.key));
}
