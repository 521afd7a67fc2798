import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import {
  findVariable,
  getCalleeName,
  getMemberPath,
  resolveBinding,
  unwrap,
  type VariableBinding,
} from './bindings.js';
import { getEnvironmentValue, getFlagName, getFlagValue, type FlagName, type GuardKind } from './flags.js';
import { getCallee, getReturns, type LocatedFunction } from './functions.js';
import { getStaticPropertyName, isFunction } from './syntax.js';
import { getMember, getStaticString, getStaticValue, resolveBindingValue, resolveExpression } from './values.js';

/** What must be true for a node to run. */
export interface Guard {
  readonly kind: GuardKind;
  /** `opt-out` is open unless somebody closes it: `DEMO_MODE !== "false"`. */
  readonly polarity: 'opt-in' | 'opt-out';
  /** The flag's name as written. */
  readonly flag: string;
  /** The condition that guards. */
  readonly node: TSESTree.Node;
}

/** What a condition is found to be, before the place is known. */
type Verdict = Omit<Guard, 'node'>;

interface Located {
  readonly analysis: Analysis;
  readonly node: TSESTree.Node;
}

interface Question {
  readonly kinds: readonly GuardKind[];
  readonly depth: number;
  /** What the parameters of a helper stand for, while its body is read. */
  readonly given: ReadonlyMap<TSESLint.Scope.Variable, Located>;
}

/** A flag as an expression reads it. */
interface Flag {
  readonly name: string;
  readonly flag: FlagName;
  /** Whether it is on when nobody sets it. */
  readonly defaultsOn: boolean;
}

/** What an expression is, for a condition: a flag, or another condition that it stands for. */
type Reading = { readonly flag: Flag } | { readonly condition: Located } | undefined;

const maxDepth = 10;

/**
 * The guard that a condition is when it has the given outcome.
 *
 * @param outcome whether the guarded node runs when the condition is true or when it is false
 */
export function getConditionGuard(
  analysis: Analysis,
  condition: TSESTree.Node,
  outcome: boolean,
  kinds: readonly GuardKind[],
): Guard | undefined {
  const found = evaluate({ kinds, depth: 0, given: new Map() }, analysis, condition, outcome);
  return found && { ...found, node: condition };
}

/** As {@link getConditionGuard} for `discriminant === value`, the way a `case` compares. */
export function getCaseGuard(
  analysis: Analysis,
  discriminant: TSESTree.Node,
  value: TSESTree.Node,
  outcome: boolean,
  kinds: readonly GuardKind[],
): Guard | undefined {
  const question: Question = { kinds, depth: 0, given: new Map() };
  const isTrue = getStaticValue(analysis, discriminant)?.value === true;
  const found = isTrue
    ? evaluate(question, analysis, value, outcome)
    : compare(question, { analysis, node: discriminant }, { analysis, node: value }, outcome);
  return found && { ...found, node: value };
}

/** The stronger of two guards that both hold. */
export function pickStronger<T extends Verdict>(first: T | undefined, second: T | undefined): T | undefined {
  return first?.polarity === 'opt-in' ? first : (second ?? first);
}

/** The weaker of two guards of which only one is known to hold. */
export function pickWeaker<T extends Verdict>(first: T | undefined, second: T | undefined): T | undefined {
  if (!first || !second) return undefined;
  return first.polarity === 'opt-out' ? first : second;
}

function evaluate(question: Question, analysis: Analysis, node: TSESTree.Node, outcome: boolean): Verdict | undefined {
  if (question.depth > maxDepth) return undefined;
  const deeper: Question = { ...question, depth: question.depth + 1 };
  const bare = unwrap(node);
  switch (bare.type) {
    case 'UnaryExpression':
      return bare.operator === '!' ? evaluate(deeper, analysis, bare.argument, !outcome) : undefined;
    case 'LogicalExpression':
      return evaluateLogical(deeper, analysis, bare, outcome);
    case 'ConditionalExpression': {
      const both = (test: boolean, branch: TSESTree.Node): Verdict | undefined =>
        pickStronger(evaluate(deeper, analysis, bare.test, test), evaluate(deeper, analysis, branch, outcome));
      if (isNever(analysis, bare.alternate, outcome)) return both(true, bare.consequent);
      if (isNever(analysis, bare.consequent, outcome)) return both(false, bare.alternate);
      return pickWeaker(both(true, bare.consequent), both(false, bare.alternate));
    }
    case 'BinaryExpression': {
      if (!['===', '==', '!==', '!='].includes(bare.operator)) return undefined;
      const isEqual = bare.operator.startsWith('=') === outcome;
      const left: Located = { analysis, node: bare.left };
      const right: Located = { analysis, node: bare.right };
      return compare(deeper, left, right, isEqual) ?? compare(deeper, right, left, isEqual);
    }
    case 'CallExpression':
      return evaluateCall(deeper, analysis, bare, outcome);
    default:
      return evaluateReading(deeper, readFlag(deeper, analysis, bare), outcome);
  }
}

/** Tells whether an expression can never have the outcome, being a constant. */
function isNever(analysis: Analysis, node: TSESTree.Node, outcome: boolean): boolean {
  const found = getStaticValue(analysis, node);
  return found !== undefined && Boolean(found.value) !== outcome;
}

function evaluateLogical(
  question: Question,
  analysis: Analysis,
  node: TSESTree.LogicalExpression,
  outcome: boolean,
): Verdict | undefined {
  if (node.operator === '??' || (node.operator === '||' && getStaticValue(analysis, node.right))) {
    return evaluateReading(question, readFlag(question, analysis, node), outcome);
  }
  const left = evaluate(question, analysis, node.left, outcome);
  const right = evaluate(question, analysis, node.right, outcome);
  return (node.operator === '&&') === outcome ? pickStronger(left, right) : pickWeaker(left, right);
}

function evaluateReading(question: Question, reading: Reading, outcome: boolean): Verdict | undefined {
  if (!reading) return undefined;
  if ('condition' in reading) return evaluate(question, reading.condition.analysis, reading.condition.node, outcome);
  const { flag, name, defaultsOn } = reading.flag;
  if (flag.kind === 'environment') return undefined;
  if (flag.negative === outcome) return undefined;
  // `!isProduction` is how a development check is written; `!DISABLE_DEMO` is open until somebody closes it.
  const isOptOut = defaultsOn || (flag.negative && flag.kind !== 'development');
  return makeGuard(question, flag.kind, name, isOptOut);
}

function makeGuard(question: Question, kind: GuardKind, flag: string, isOptOut = false): Verdict | undefined {
  if (!question.kinds.includes(kind)) return undefined;
  return { kind, flag, polarity: isOptOut ? 'opt-out' : 'opt-in' };
}

/** The guard that `subject === value` is, or its contrary. */
function compare(question: Question, subject: Located, value: Located, isEqual: boolean): Verdict | undefined {
  const given = getStaticValue(value.analysis, value.node);
  if (!given) return undefined;
  if (getStaticValue(subject.analysis, subject.node)) return undefined;
  return compareValue(question, subject, given.value, isEqual);
}

function compareValue(question: Question, subject: Located, value: unknown, isEqual: boolean): Verdict | undefined {
  if (isLocalHost(subject.node, value) && isEqual) return makeGuard(question, 'development', 'hostname');
  const reading = readFlag(question, subject.analysis, subject.node);
  if (!reading) return undefined;
  const state = getFlagValue(value);
  if ('condition' in reading) {
    if (state !== 'on' && state !== 'off') return undefined;
    const { analysis, node } = reading.condition;
    return evaluate(question, analysis, node, (state === 'on') === isEqual);
  }
  const { flag, name, defaultsOn } = reading.flag;
  const environment = getEnvironmentValue(value);
  if (flag.kind === 'environment' || (flag.kind === 'demo' && environment)) {
    if (environment === 'production' && !isEqual) return makeGuard(question, 'development', name);
    if (environment === 'development' && isEqual) return makeGuard(question, 'development', name);
    return environment === 'demo' && isEqual ? makeGuard(question, 'demo', name) : undefined;
  }
  if (state === 'unset') {
    return isEqual || flag.negative ? undefined : makeGuard(question, flag.kind, name, defaultsOn);
  }
  if (state === undefined)
    return isEqual && !flag.negative ? makeGuard(question, flag.kind, name, defaultsOn) : undefined;
  const opens = (state === 'on') !== flag.negative;
  if (isEqual) return opens ? makeGuard(question, flag.kind, name, defaultsOn) : undefined;
  if (opens) return undefined;
  // Anything but "false" opens it: nobody has to ask for it.
  return makeGuard(question, flag.kind, name, flag.kind !== 'development' || !flag.negative);
}

function isLocalHost(node: TSESTree.Node, value: unknown): boolean {
  if (value !== 'localhost' && value !== '127.0.0.1') return false;
  const path = getMemberPath(node);
  return path?.at(-1) === 'hostname' && path.includes('location');
}

function evaluateCall(
  question: Question,
  analysis: Analysis,
  node: TSESTree.CallExpression,
  outcome: boolean,
): Verdict | undefined {
  const callee = unwrap(node.callee);
  const first = node.arguments[0];
  const name = getCalleeName(node);
  if (callee.type === 'Identifier' && name === 'Boolean' && first) return evaluate(question, analysis, first, outcome);
  if (callee.type === 'MemberExpression' && first && (name === 'includes' || name === 'has' || name === 'test')) {
    const values = getAllowedValues(analysis, callee.object);
    if (values) return evaluateMembership(question, { analysis, node: first }, values, outcome);
  }
  return evaluateReading(question, readCall(question, analysis, node), outcome);
}

/** The values of `["1", "true"].includes`, `new Set([…]).has`, `/^(1|true)$/.test`. */
function getAllowedValues(analysis: Analysis, node: TSESTree.Node): unknown[] | undefined {
  const list = resolveExpression(analysis, node);
  if (!list) return undefined;
  const bare = unwrap(list.node);
  if (bare.type === 'Literal' && 'regex' in bare) {
    const inner = /^\^?\(?(?:\?:)?([\w|]+)\)?\$?$/u.exec(bare.regex.pattern);
    return inner?.[1]?.split('|');
  }
  if (bare.type === 'NewExpression' && bare.arguments[0]) return getAllowedValues(list.analysis, bare.arguments[0]);
  if (bare.type !== 'ArrayExpression') return undefined;
  const values: unknown[] = [];
  for (const element of bare.elements) {
    const value = element && getStaticValue(list.analysis, element);
    if (!value) return undefined;
    values.push(value.value);
  }
  return values;
}

function evaluateMembership(
  question: Question,
  subject: Located,
  values: readonly unknown[],
  outcome: boolean,
): Verdict | undefined {
  const guards = values.map((value) => compareValue(question, subject, value, outcome));
  // In the list: it may be any of them. Out of the list: it is none of them.
  if (outcome) return guards.length > 0 ? guards.reduce<Verdict | undefined>(pickWeaker, guards[0]) : undefined;
  return guards.reduce<Verdict | undefined>(pickStronger, undefined);
}

const valueMethods = new Set(['toLowerCase', 'toUpperCase', 'trim', 'toString', 'valueOf']);
const valueFunctions = new Set(['String', 'Number', 'parseInt', 'Boolean']);

/** Reads an expression as a flag or as the condition that it stands for. */
function readFlag(question: Question, analysis: Analysis, node: TSESTree.Node): Reading {
  if (question.depth > maxDepth) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier':
      return readIdentifier(question, analysis, bare);
    case 'MemberExpression':
      return readMember(question, analysis, bare);
    case 'CallExpression':
      return readCall(question, analysis, bare);
    case 'LogicalExpression':
      return readLogical(question, analysis, bare);
    case 'TemplateLiteral': {
      const [only] = bare.expressions;
      return only && bare.expressions.length === 1 ? readFlag(question, analysis, only) : undefined;
    }
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ConditionalExpression':
      return { condition: { analysis, node: bare } };
    default:
      return undefined;
  }
}

function readLogical(question: Question, analysis: Analysis, node: TSESTree.LogicalExpression): Reading {
  if (node.operator === '&&') return { condition: { analysis, node } };
  const left = readFlag({ ...question, depth: question.depth + 1 }, analysis, node.left);
  const value = getStaticValue(analysis, node.right);
  if (!value) {
    const right = readFlag({ ...question, depth: question.depth + 1 }, analysis, node.right);
    if (node.operator === '||' && left && right && ('condition' in left || 'condition' in right)) {
      return { condition: { analysis, node } };
    }
    return left && right && 'flag' in left ? left : undefined;
  }
  const isOn = getFlagValue(value.value) === 'on';
  if (!left) return undefined;
  if ('condition' in left) return isOn && node.operator === '||' ? undefined : left;
  if (left.flag.flag.kind === 'environment') {
    // Open where the default itself is production is nothing to rely on less than an unset variable is.
    return left;
  }
  return isOn ? { flag: { ...left.flag, defaultsOn: true } } : left;
}

/** Hooks and signals whose value the program itself changes: the first value decides. */
const stateFunctions = new Set(
  'useState useReducer useRef ref shallowRef reactive signal createSignal useSignal $state observable writable'.split(
    ' ',
  ),
);

/** What a visitor can set: no guard. */
const visitorWords = new Set(
  (
    'params param query search req request body headers header cookie cookies storage form router route location url ' +
    'session user account profile member me event'
  ).split(' '),
);

function isVisitorPath(path: readonly string[]): boolean {
  return path.some((part) => splitWords(part).some((word) => visitorWords.has(word)));
}

function readIdentifier(question: Question, analysis: Analysis, node: TSESTree.Identifier): Reading {
  const variable = findVariable(analysis, node, node.name);
  const given = variable && question.given.get(variable);
  const deeper: Question = { ...question, depth: question.depth + 1 };
  if (given) return readFlag(deeper, given.analysis, given.node);
  const binding = resolveBinding(analysis, node);
  switch (binding?.kind) {
    case 'variable':
      return readVariable(deeper, analysis, binding);
    case 'import': {
      const resolved = resolveBindingValue(analysis, binding, node);
      if (resolved && !isFunction(resolved.node)) return readDefinition(deeper, resolved, binding.imported);
      return readName(analysis, binding.imported === 'default' ? binding.local : binding.imported, [], false);
    }
    case 'parameter': {
      const isOn = binding.defaultValue && getFlagValue(getStaticValue(analysis, binding.defaultValue)?.value) === 'on';
      const reading = readName(analysis, binding.path.at(-1)?.key ?? binding.name, [], false);
      return isOn && reading && 'flag' in reading ? { flag: { ...reading.flag, defaultsOn: true } } : reading;
    }
    case 'global':
      return readName(analysis, binding.name, [], false);
    default:
      return undefined;
  }
}

/** Reads what a name was defined as; by the name itself where the definition is a call nobody can look into. */
function readDefinition(question: Question, definition: Located, name: string): Reading {
  const { analysis } = definition;
  const bare = unwrap(definition.node);
  // A constant is no guard, whatever its name.
  if (getStaticValue(analysis, bare)) return undefined;
  const found = readFlag(question, analysis, bare);
  if (found || bare.type !== 'CallExpression') return found;
  const path = getMemberPath(bare.callee) ?? [];
  if (isVisitorPath(path) || stateFunctions.has(path.at(-1) ?? '')) return undefined;
  return getCallee(analysis, bare) ? undefined : readName(analysis, name, [], false);
}

function readVariable(question: Question, analysis: Analysis, binding: VariableBinding): Reading {
  const init = binding.init && unwrap(binding.init);
  if (!init) return undefined;
  if (init.type === 'CallExpression' && stateFunctions.has(getCalleeName(init) ?? '')) {
    const first = init.arguments[0];
    if (!first || binding.path.at(-1)?.key === '1') return undefined;
    if (isFunction(first))
      return first.body.type === 'BlockStatement' ? undefined : readFlag(question, analysis, first.body);
    return readFlag(question, analysis, first);
  }
  if (binding.writes.length > 0) return undefined;
  if (binding.path.length === 0) return readDefinition(question, { analysis, node: init }, binding.name);
  const key = binding.path.at(-1)?.key;
  if (key === undefined) return undefined;
  const resolved = resolveBindingValue(analysis, binding, binding.declarator.id);
  if (resolved) return readDefinition(question, resolved, key);
  if (init.type === 'CallExpression') {
    const returned = getReturnedMember(analysis, init, key);
    if (returned) return readDefinition(question, returned, key);
  }
  const path = getMemberPath(init) ?? [];
  const reading = readName(analysis, key, path, isConfiguration(path));
  const standard = binding.path.at(-1)?.defaultValue;
  const isOn = standard && getFlagValue(getStaticValue(analysis, standard)?.value) === 'on';
  return isOn && reading && 'flag' in reading ? { flag: { ...reading.flag, defaultsOn: true } } : reading;
}

/** What a hook or function of the project returns under a name: `const { isDemo } = useApp()`. */
function getReturnedMember(analysis: Analysis, call: TSESTree.CallExpression, key: string): Located | undefined {
  const callee = getCallee(analysis, call);
  if (!callee) return undefined;
  const returns = getReturns(callee.analysis, callee.fn);
  const only = returns.length === 1 ? returns[0] : undefined;
  const object = only && resolveExpression(callee.analysis, only);
  return object && getMember(object, key);
}

const configurationWords = new Set(
  'env settings setting config configuration flags flag features feature options opts argv args environment constants app'.split(
    ' ',
  ),
);

function isConfiguration(path: readonly string[]): boolean {
  return path.some((part) => splitWords(part).some((word) => configurationWords.has(word)));
}

function readName(analysis: Analysis, name: string, path: readonly string[], isConfigured: boolean): Reading {
  if (isVisitorPath(path)) return undefined;
  const flag = getFlagName(name, { settings: analysis.settings, isConfigured });
  return flag && { flag: { name, flag, defaultsOn: false } };
}

function readMember(question: Question, analysis: Analysis, node: TSESTree.MemberExpression): Reading {
  const name = getStaticPropertyName(node);
  if (name === undefined) return undefined;
  const deeper: Question = { ...question, depth: question.depth + 1 };
  // `.value` of a ref and `.current` are the ref itself.
  if (name === 'value' || name === 'current') return readFlag(deeper, analysis, node.object);
  const resolved = resolveExpression(analysis, node);
  if (resolved && resolved.node !== node) return readDefinition(deeper, resolved, name);
  const path = isImportMeta(node.object) ? ['env'] : (getMemberPath(node.object) ?? []);
  const isConfigured = isConfiguration(path);
  if (isConfigured && name === 'MODE') {
    return { flag: { name, flag: { kind: 'environment', negative: false }, defaultsOn: false } };
  }
  const reading = readName(analysis, name, path, isConfigured);
  if (reading || !['enabled', 'active', 'on', 'isEnabled', 'mode'].includes(name)) return reading;
  // `config.demo.enabled`
  const holder = path.at(-1);
  return holder === undefined ? undefined : readName(analysis, `${holder}_enabled`, path.slice(0, -1), true);
}

function isImportMeta(node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  return (
    bare.type === 'MemberExpression' &&
    unwrap(bare.object).type === 'MetaProperty' &&
    getStaticPropertyName(bare) === 'env'
  );
}

const offWords = new Set(['off', 'disabled', 'false', 'falsy', 'not', 'isnt', 'hidden']);

function readCall(question: Question, analysis: Analysis, node: TSESTree.CallExpression): Reading {
  const callee = unwrap(node.callee);
  const name = getCalleeName(node);
  if (name === undefined) return undefined;
  const deeper: Question = { ...question, depth: question.depth + 1 };
  if (callee.type === 'MemberExpression' && valueMethods.has(name)) return readFlag(deeper, analysis, callee.object);
  const first = node.arguments[0];
  if (callee.type === 'Identifier' && valueFunctions.has(name) && first) return readFlag(deeper, analysis, first);
  if (name === 'parse' && first && getMemberPath(callee)?.join('.') === 'JSON.parse') {
    return readFlag(deeper, analysis, first);
  }
  const path = (callee.type === 'MemberExpression' && getMemberPath(callee.object)) || [];
  if (isVisitorPath(path)) return undefined;
  const fn = getCallee(analysis, node);
  if (fn) {
    const reading = readFunction(deeper, analysis, node, fn);
    if (reading) return reading;
  }
  return readArguments(deeper, analysis, node, name, path) ?? (fn ? undefined : readName(analysis, name, path, false));
}

/** Reads a helper's result through its body, its parameters standing for the arguments. */
function readFunction(
  question: Question,
  analysis: Analysis,
  call: TSESTree.CallExpression,
  { analysis: home, fn }: LocatedFunction,
): Reading {
  const given = new Map(question.given);
  for (const [index, parameter] of fn.params.entries()) {
    const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const argument = call.arguments[index];
    if (pattern.type !== 'Identifier' || !argument || argument.type === 'SpreadElement') continue;
    const variable = findVariable(home, fn.body, pattern.name);
    if (variable) given.set(variable, { analysis, node: argument });
  }
  const inner: Question = { ...question, given };
  const returns = getReturns(home, fn).filter((node) => !isNever(home, node, true));
  const [only] = returns;
  if (!only || returns.length > 1) return undefined;
  if (getStaticValue(home, only)) {
    // `if (flag) return true; return false;`
    const statement = only.parent;
    const test = statement && getDirectTest(statement);
    return test && fixParameters(inner, { analysis: home, node: test });
  }
  return fixParameters(inner, { analysis: home, node: only });
}

function getDirectTest(statement: TSESTree.Node): TSESTree.Node | undefined {
  const block = statement.parent?.type === 'BlockStatement' ? statement.parent : statement;
  const branch = block.parent;
  return branch?.type === 'IfStatement' && branch.consequent === block ? branch.test : undefined;
}

/** Answers a condition inside a helper at once, since what its parameters stand for is forgotten afterwards. */
function fixParameters(question: Question, condition: Located): Reading {
  if (question.given.size === 0) return { condition };
  const isOn = evaluate(question, condition.analysis, condition.node, true);
  if (isOn) return toFlag(isOn, false);
  const isOff = evaluate(question, condition.analysis, condition.node, false);
  return isOff ? toFlag(isOff, true) : readFlag(question, condition.analysis, condition.node);
}

function toFlag(guard: Verdict, negative: boolean): Reading {
  return { flag: { name: guard.flag, flag: { kind: guard.kind, negative }, defaultsOn: guard.polarity === 'opt-out' } };
}

const readerWords = new Set(
  (
    'get is on flag flags feature features enabled env config setting settings read bool boolean parse to has use ' +
    'truthy true check value includes variant toggle off disabled false not string str as'
  ).split(' '),
);

/** Reads the flag that a helper is asked for: `config.get("DEMO_MODE")`, `isOn(process.env.X)`, `argv.includes("--seed")`. */
function readArguments(
  question: Question,
  analysis: Analysis,
  node: TSESTree.CallExpression,
  name: string,
  path: readonly string[],
): Reading {
  const words = splitWords(name);
  if (!words.some((word) => readerWords.has(word))) return undefined;
  const [first, second] = node.arguments;
  if (!first || first.type === 'SpreadElement') return undefined;
  const text = getStaticString(analysis, first)?.value;
  const isNegative = words.some((word) => offWords.has(word));
  const isKnown = path.length > 0 || words.length > 1 || words[0] === 'env';
  let reading: Reading;
  if (text === undefined) reading = readFlag(question, analysis, first);
  else if (isKnown && /^[\w.:-]+$/u.test(text))
    reading = readName(analysis, text.split(/[.:]/u).at(-1)!, path, true) ?? readDotted(analysis, text, path);
  if (!reading) return undefined;
  if ('condition' in reading) return isNegative ? undefined : reading;
  const isOn = second !== undefined && getFlagValue(getStaticValue(analysis, second)?.value) === 'on';
  const { flag } = reading.flag;
  return {
    flag: {
      ...reading.flag,
      flag: { ...flag, negative: flag.negative !== isNegative },
      defaultsOn: reading.flag.defaultsOn || isOn,
    },
  };
}

function readDotted(analysis: Analysis, text: string, path: readonly string[]): Reading {
  return text.includes('.') ? readName(analysis, text.replaceAll('.', '_'), path, true) : undefined;
}
