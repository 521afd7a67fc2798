import type { TSESTree } from '@typescript-eslint/utils';
import { isRedactorName, splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import {
  getCalleeName,
  getMemberPath,
  getOrigin,
  getStaticPropertyName,
  resolveBinding,
  unwrap,
  unwrapType,
} from './bindings.js';
import { getDefinitions } from './definitions.js';
import { getCallee } from './functions.js';
import { classify } from './secret-flow.js';
import {
  clean,
  combine,
  createSecret,
  mapSecrets,
  narrow,
  unknown,
  type State,
  type Verdict,
} from './secret-verdicts.js';
import { classifyInitialState, classifyLayers } from './secret-objects.js';
import { getCallResultName, getSensitiveName, isMaskText } from './secret-names.js';
import { getCallSource, getLoginRequest } from './secret-sources.js';
import { getReturned } from './summaries.js';
import { isFunction } from './syntax.js';
import { createStep } from './traces.js';
import { getStaticString, getStaticValue } from './values.js';

/** Functions that show their first argument in other words. */
const showing = new Set([
  ...['String', 'JSON.stringify', 'util.inspect', 'inspect', 'structuredClone', 'Object.entries', 'Object.values'],
  ...['Object.fromEntries', 'Array.from', 'Buffer.from', 'atob', 'btoa', 'encodeURIComponent', 'decodeURIComponent'],
  ...['encodeURI', 'decodeURI', 'escape', 'unescape', 'qs.stringify', 'querystring.stringify', 'Promise.resolve'],
  ...[
    'Object.freeze',
    'structuredClone',
    'stringify',
    'cloneDeep',
    'Array.of',
    'toRaw',
    'unref',
    'toRefs',
    'JSON.parse',
  ],
]);
/** Of these, the ones that give an object of the same keys. */
const copying = new Set(['structuredClone', 'Object.freeze', 'cloneDeep', 'toRaw', 'unref', 'Promise.resolve']);
const showingAll = new Set(['util.format', 'format', 'cookie.serialize', 'Promise.all', 'path.join', 'concat']);

/** Functions whose result tells nothing but yes, no or how much. */
const measuring = new Set([
  ...['Boolean', 'Number', 'parseInt', 'parseFloat', 'isNaN', 'Object.keys', 'Reflect.ownKeys', 'Array.isArray'],
  ...['Number.isInteger', 'Buffer.byteLength', 'Math.max', 'Math.min'],
]);
const predicates = new Set([
  ...['is', 'has', 'should', 'needs', 'must', 'can', 'was', 'are', 'compare', 'verify', 'validate', 'check', 'test'],
  ...['includes', 'matches', 'exists', 'equals', 'assert', 'ensure'],
]);
const texts = new Set([
  't',
  '$t',
  'translate',
  'i18n',
  'gettext',
  '__',
  'formatMessage',
  'useTranslations',
  'getTranslations',
]);
const colourists = /^(?:chalk|picocolors|kleur|colors|colorette|ansis|ansi-colors|yoctocolors|cli-color)\b/u;

/** Methods that leave a text or a list what it is. */
const keeping = new Set([
  ...['toString', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'normalize', 'padStart', 'padEnd'],
  ...['concat', 'join', 'split', 'reverse', 'toReversed', 'repeat', 'valueOf', 'toJSON', 'flat', 'filter', 'sort'],
  ...[
    'toSorted',
    'pop',
    'shift',
    'at',
    'find',
    'findLast',
    'entries',
    'values',
    'getAll',
    'toObject',
    'unwrap',
    'catch',
  ],
  ...[
    'finally',
    'toLocaleString',
    'text',
    'json',
    'data',
    'encode',
    'decode',
    'replaceAll',
    'replace',
    'unwrapOr',
    'exec',
  ],
  ...['match', 'parse', 'lean', 'populate', 'exec', 'throwOnError', 'asJSON'],
]);
const slicing = new Set(['slice', 'substring', 'substr', 'charAt', 'subarray']);
const reading = new Set(['json', 'text', 'formData', 'clone', 'then', 'body']);

/** Methods that read one entry by its key. */
const keyed = new Set([
  ...['get', 'getItem', 'header', 'getHeader', 'getCookie', 'param', 'query', 'read', 'getString', 'getOrThrow', 'env'],
  ...[
    'requireEnv',
    'getEnv',
    'mustGet',
    'getParam',
    'searchParam',
    'getSecret',
    'getSecretValue',
    'cookie',
    'getEnvVar',
    'watch',
    'getValues',
    'getFieldValue',
  ],
]);

/** What is known about what a call returns. */
export function classifyCall(analysis: Analysis, node: TSESTree.CallExpression, outer: State): Verdict {
  const state: State = { ...outer, without: undefined };
  const name = getCalleeName(node);
  if (name === undefined) return classifyUnnamed(analysis, node, state);
  const source = getCallSource(analysis, node);
  if (source) return createSecret(analysis, node, source.kind, source.name, source.whole);
  if (isRedactor(analysis, node, name)) return clean;
  const callee = unwrap(node.callee);
  const path = getMemberPath(callee)?.join('.') ?? name;
  if (measuring.has(path) || texts.has(name) || isTextReceiver(callee)) return clean;
  const args = node.arguments;
  if (path === 'Object.assign') return classifyLayers(analysis, args, outer);
  if (showing.has(path)) return classifyShowing(analysis, node, path, copying.has(path) ? outer : state);
  if (
    showingAll.has(path) ||
    colourists.test(getOrigin(analysis, callee) ?? '') ||
    /^(?:chalk|pc|kleur|colors)\./u.test(path)
  ) {
    return combine(args.map((argument) => classify(analysis, argument, state)));
  }
  const request = getLoginRequest(analysis, node);
  if (request === 'answer') return createSecret(analysis, node, 'token', `${path}()`, 'login-response');
  if (keyed.has(name) && args.length >= 1) {
    const entry = classifyKeyed(analysis, node, args[0]!);
    if (entry) return entry;
  }
  if (name === 'useState' || name === 'useRef' || name === 'ref' || name === 'reactive') {
    // A text that a state starts with says nothing about what it becomes, a flag or a number does.
    const start = args[0] && unwrapType(args[0]);
    if (!start || (start.type === 'Literal' && (typeof start.value === 'string' || start.value === null)))
      return unknown;
    if (start.type === 'ObjectExpression') return classifyInitialState(analysis, start, outer);
    return start.type === 'Identifier' && start.name === 'undefined' ? unknown : classify(analysis, start, state);
  }
  // Ant Design's hook gives colours and sizes.
  if (name === 'useToken' && path.startsWith('theme.')) return clean;
  if (callee.type === 'MemberExpression') {
    const kept = classifyMethod(analysis, node, callee, name, state);
    if (kept) return kept;
  }
  if (isTokenizing(name)) return clean;
  if (isPredicate(name)) return clean;
  const returned = classifyReturned(analysis, node, outer);
  if (returned && returned.verdict !== 'unknown') return returned;
  const kind = getCallResultName(analysis.settings, name);
  return kind ? createSecret(analysis, node, kind, `${name}()`) : unknown;
}

function classifyUnnamed(analysis: Analysis, node: TSESTree.CallExpression, state: State): Verdict {
  const callee = unwrap(node.callee);
  if (!isFunction(callee) || callee.body.type === 'BlockStatement') return unknown;
  return classify(analysis, callee.body, state);
}

/** What is known about a new object: the ones that only wrap their arguments show them. */
export function classifyNew(analysis: Analysis, node: TSESTree.NewExpression, state: State): Verdict {
  const name = getCalleeName(node) ?? '';
  if (/(?:Error|Exception)$/u.test(name)) return clean;
  if (!['URL', 'URLSearchParams', 'Headers', 'Map', 'Set', 'String', 'Array', 'Request', 'FormData'].includes(name)) {
    return unknown;
  }
  const verdict = combine(node.arguments.map((argument) => classify(analysis, argument, state)));
  return verdict.verdict === 'clean' ? unknown : verdict;
}

function isRedactor(analysis: Analysis, node: TSESTree.CallExpression, name: string): boolean {
  if (isRedactorName(name, analysis.settings.redactors)) return true;
  // `redactor.apply(x)`, `mask.token(x)`; not `password.hash(x)`.
  const receiver = getMemberPath(node.callee)?.at(-2);
  if (receiver === undefined) return false;
  return splitWords(receiver).some((word) =>
    /^(?:mask|masker|redact|redactor|redaction|sanitizer|scrubber|obfuscator)$/u.test(word),
  );
}

function isTextReceiver(callee: TSESTree.Node): boolean {
  return texts.has(getMemberPath(callee)?.at(-2) ?? '') && callee.type === 'MemberExpression';
}

function isTokenizing(name: string): boolean {
  return splitWords(name).some((word) => tokenizingWords.has(word));
}

const tokenizingWords = new Set(['tokenize', 'tokenise', 'tokenizer', 'tokeniser', 'lex', 'lexer', 'scan']);

function isPredicate(name: string): boolean {
  return predicates.has(splitWords(name)[0] ?? '');
}

function classifyShowing(analysis: Analysis, node: TSESTree.CallExpression, path: string, state: State): Verdict {
  const [value, replacer] = node.arguments;
  if (!value) return clean;
  if (path === 'JSON.stringify' && replacer) {
    const known = getStaticValue(analysis, replacer);
    const isNothing = known !== undefined && (known.value === null || known.value === undefined);
    // Whoever hands over a replacer chooses what is shown.
    if (!isNothing)
      return replacer.type === 'ArrayExpression' ? classifyChosen(analysis, replacer, value, state) : clean;
  }
  return classify(analysis, value, state);
}

/** `JSON.stringify(x, ['id', 'token'])` shows only what it names. */
function classifyChosen(
  analysis: Analysis,
  names: TSESTree.ArrayExpression,
  value: TSESTree.Node,
  state: State,
): Verdict {
  const chosen = names.elements.some((element) => {
    const text = element && element.type !== 'SpreadElement' ? getStaticString(analysis, element)?.value : undefined;
    return text !== undefined && getSensitiveName(analysis.settings, text) !== undefined;
  });
  return chosen ? classify(analysis, value, state) : clean;
}

function classifyKeyed(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  argument: TSESTree.Node,
): Verdict | undefined {
  if (isFunction(argument)) return undefined;
  const key = getStaticString(analysis, argument)?.value;
  if (key === undefined || /[\s/]/u.test(key)) return undefined;
  const kind = getSensitiveName(analysis.settings, key);
  return kind ? createSecret(analysis, node, kind, key) : clean;
}

function classifyMethod(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  name: string,
  state: State,
): Verdict | undefined {
  const { object } = callee;
  if (reading.has(name) && isLoginResponse(analysis, object, state.depth)) {
    if (name === 'then') return classifyThen(analysis, node, object, state);
    return createSecret(analysis, node, 'token', `${name}()`, 'login-response');
  }
  if (name === 'then') return classifyThen(analysis, node, object, state);
  if (name === 'map' || name === 'flatMap') return classifyMapped(analysis, node, object, state);
  if (slicing.has(name)) return classifySlice(analysis, node, object, name, state);
  if (!keeping.has(name)) return undefined;
  const verdict = classify(analysis, object, state);
  if (name === 'concat') {
    return combine([verdict, ...node.arguments.map((argument) => classify(analysis, argument, state))]);
  }
  if (verdict.verdict === 'unknown') return isTokenSplit(name) ? clean : undefined;
  if (verdict.verdict === 'clean') return name === 'json' || name === 'data' || name === 'parse' ? undefined : clean;
  if (name === 'replace' || name === 'replaceAll') return classifyReplaced(analysis, node, verdict);
  if ((name === 'pop' || name === 'at') && isSplitAtAt(object)) return clean;
  // What the method is called on, and not the whole call, is the guilty expression.
  return verdict;
}

/** `line.split(' ')` gives words, whatever they are called. */
function isTokenSplit(name: string): boolean {
  return name === 'split' || name === 'match';
}

function isSplitAtAt(object: TSESTree.Node): boolean {
  const bare = unwrap(object);
  if (bare.type !== 'CallExpression' || getCalleeName(bare) !== 'split') return false;
  const first = bare.arguments[0];
  return first?.type === 'Literal' && typeof first.value === 'string' && first.value.includes('@');
}

function classifyReplaced(analysis: Analysis, node: TSESTree.CallExpression, verdict: Verdict): Verdict {
  const [pattern, replacement] = node.arguments;
  const bare = pattern && unwrapType(pattern);
  if (bare?.type === 'Literal' && 'regex' in bare) {
    // Every character, or everything before the host, is replaced.
    if (
      /^(?:\.|\.\+|\.\*|\[\^\]|\[\\s\\S\]|\\w|\\S)[+*]?$/u.test(bare.regex.pattern) ||
      bare.regex.pattern.includes('@')
    )
      return clean;
  }
  const text = replacement && !isFunction(replacement) ? getStaticString(analysis, replacement)?.value : undefined;
  return text !== undefined && isMaskText(text) ? clean : verdict;
}

function classifySlice(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  object: TSESTree.Node,
  name: string,
  state: State,
): Verdict {
  const [start, end] = node.arguments;
  const from = start && getStaticValue(analysis, start)?.value;
  // Its last four characters tell nobody anything.
  const isTail = (name === 'slice' || name === 'substr') && typeof from === 'number' && from < 0 && from >= -4;
  if (isTail && !end) return clean;
  const computed = start && unwrap(start);
  if (computed?.type === 'BinaryExpression' && isTailOfLength(computed) && !end) return clean;
  const verdict = classify(analysis, object, state);
  if (verdict.verdict === 'unknown' || verdict.verdict === 'clean') return verdict;
  // `'Bearer '` is cut off here and the token is what stays.
  const isRest = name !== 'charAt' && !end && typeof from === 'number' && from >= 0 && from <= 8;
  return mapSecrets(verdict, (found) => ({
    ...found,
    node: isRest ? found.node : node,
    slice: !isRest || found.slice === true,
  }));
}

/** `token.length - 4`. */
function isTailOfLength(node: TSESTree.BinaryExpression): boolean {
  const left = unwrap(node.left as TSESTree.Node);
  const right = unwrap(node.right);
  return (
    node.operator === '-' &&
    left.type === 'MemberExpression' &&
    getStaticPropertyName(left) === 'length' &&
    right.type === 'Literal' &&
    typeof right.value === 'number' &&
    right.value <= 4
  );
}

function classifyMapped(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  object: TSESTree.Node,
  state: State,
): Verdict {
  const first = node.arguments[0];
  if (!first) return unknown;
  if (isFunction(first)) {
    return first.body.type === 'BlockStatement'
      ? getReturned(analysis, first, state)
      : classify(analysis, first.body, state);
  }
  const name = getMemberPath(first)?.at(-1) ?? '';
  if (isRedactorName(name, analysis.settings.redactors)) return clean;
  return name === 'String' || name === 'stringify' ? classify(analysis, object, state) : unknown;
}

function classifyThen(analysis: Analysis, node: TSESTree.CallExpression, object: TSESTree.Node, state: State): Verdict {
  const first = node.arguments[0];
  if (!first || !isFunction(first)) return unknown;
  if (isLoginResponse(analysis, object, state.depth) && isReadingCallback(first)) {
    return createSecret(analysis, node, 'token', 'json()', 'login-response');
  }
  return first.body.type === 'BlockStatement'
    ? getReturned(analysis, first, state)
    : classify(analysis, first.body, state);
}

/** `(response) => response.json()`. */
function isReadingCallback(
  fn: TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression | TSESTree.FunctionDeclaration,
): boolean {
  if (fn.body.type === 'BlockStatement') return false;
  const body = unwrap(fn.body);
  if (body.type !== 'CallExpression') return false;
  const path = getMemberPath(body.callee);
  const parameter = fn.params[0];
  return parameter?.type === 'Identifier' && path?.[0] === parameter.name && (path[1] === 'json' || path[1] === 'text');
}

/** Whether a value is the unread answer to a log-in request. */
function isLoginResponse(analysis: Analysis, node: TSESTree.Node, depth: number): boolean {
  if (depth > 20) return false;
  const bare = unwrap(node);
  if (bare.type === 'CallExpression') {
    if (getLoginRequest(analysis, bare)) return true;
    const callee = unwrap(bare.callee);
    return (
      callee.type === 'MemberExpression' &&
      ['clone', 'catch', 'send', 'json'].includes(getStaticPropertyName(callee) ?? '') &&
      isLoginResponse(analysis, callee.object, depth + 1)
    );
  }
  if (bare.type !== 'Identifier') return false;
  return getValues(analysis, bare).some((value) => value !== bare && isLoginResponse(analysis, value, depth + 1));
}

function getValues(analysis: Analysis, node: TSESTree.Identifier): TSESTree.Node[] {
  const binding = resolveBinding(analysis, node);
  if (binding?.kind === 'variable') {
    return getDefinitions(analysis, binding, node)
      .filter((definition) => definition.path.length === 0)
      .map((definition) => definition.node);
  }
  if (binding?.kind !== 'parameter' || binding.index !== 0 || binding.path.length > 0) return [];
  const call = binding.fn.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== binding.fn) return [];
  const callee = unwrapType(call.callee);
  const isThen = callee.type === 'MemberExpression' && getStaticPropertyName(callee) === 'then';
  return isThen ? [callee.object] : [];
}

/** What a function of the project returns, where its body can be seen. */
function classifyReturned(analysis: Analysis, node: TSESTree.CallExpression, state: State): Verdict | undefined {
  if (state.depth > 12) return undefined;
  const callee = getCallee(analysis, node);
  if (!callee) return undefined;
  const verdict = getReturned(callee.analysis, callee.fn, { ...state, subject: callee.fn });
  if (verdict.verdict !== 'secret') return verdict;
  const parts: Verdict[] = [];
  const inner: State = { ...state, without: undefined };
  const own = verdict.found.filter((found) => !found.parameter);
  if (own.length > 0)
    parts.push(
      narrow(
        {
          verdict: 'secret',
          found: own.map((found) => ({
            ...found,
            analysis,
            trace: found.trace.length > 0 ? found.trace : [createStep(found.analysis, found.node, found.name)],
          })),
        },
        node,
      ),
    );
  for (const found of verdict.found) {
    if (!found.parameter) continue;
    const { index, rest } = found.parameter;
    const handed = rest ? node.arguments.slice(index) : node.arguments.slice(index, index + 1);
    for (const argument of handed) {
      const part = classify(analysis, argument, inner);
      parts.push(found.slice ? mapSecrets(part, (entry) => ({ ...entry, slice: true })) : part);
    }
  }
  return parts.length > 0 ? combine(parts) : unknown;
}
