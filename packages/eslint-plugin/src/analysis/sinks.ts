import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import { resolveModule } from 'mathakine-lint-module-graph';
import type { Analysis } from './analysis.js';
import { getMemberPath, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getCallee, getSameFileCallee } from './functions.js';
import { getSecret } from './secrets.js';
import { summarizeFunction } from './summaries.js';
import { isFunction } from './syntax.js';
import { resolveExpression } from './values.js';

/** A call that writes its arguments where others read them. */
export interface LogSink {
  readonly kind: 'console' | 'logger' | 'stream' | 'tracker' | 'wrapper';
  /** A name to show: `console.log`, `logger.child`. */
  readonly name: string;
  /** The arguments that are written. */
  readonly values: readonly TSESTree.Node[];
  /** Values of which only a part, cut out by position, is written. */
  readonly slices: readonly TSESTree.Node[];
}

const levels = new Set([
  ...['log', 'info', 'warn', 'warning', 'error', 'debug', 'trace', 'verbose', 'silly', 'fatal', 'critical', 'notice'],
  ...[
    'http',
    'success',
    'exception',
    'fail',
    'start',
    'ready',
    'box',
    'alert',
    'emerg',
    'emergency',
    'crit',
    'data',
    'child',
    'mark',
    'note',
    'pending',
    'complete',
  ],
]);

/** Console methods that print no value: timers and counters take a label, `assert` prints what follows its condition. */
const silentConsole = new Set([
  'time',
  'timeEnd',
  'timeLog',
  'timeStamp',
  'clear',
  'count',
  'countReset',
  'groupEnd',
  'profile',
  'profileEnd',
  'createTask',
]);

const loggerWords = new Set([
  'logger',
  'log',
  'logging',
  'loggers',
  'winston',
  'pino',
  'bunyan',
  'consola',
  'loglevel',
  'log4js',
  'signale',
]);

/** Modules whose functions, and what their functions make, are loggers. */
const loggerModules =
  /^(?:pino|winston|bunyan|log4js|loglevel|consola|signale|tslog|roarr|electron-log|next-logger|debug|npmlog|pino-http|@nestjs\/common\.(?:Logger|ConsoleLogger)|@logtape\/logtape|nestjs-pino|diary|ulog|winston-daily-rotate-file|firebase-functions\.logger|firebase-functions\/logger|@google-cloud\/logging-winston|@google-cloud\/logging)\b/u;

/** `debug('ns')`, `debug('ns').extend('part')`. */
const debugOrigin = /^debug\(\)(?:\.extend\(\))*$/u;

const trackerMethods: ReadonlyMap<string, number> = new Map([
  ['captureMessage', 0],
  // The exception itself is the error object, which is not judged here.
  ['captureException', 1],
  ['captureEvent', 0],
  ['addBreadcrumb', 0],
  ['leaveBreadcrumb', 0],
  ['setContext', 1],
  ['setExtra', 1],
  ['setExtras', 0],
  ['setTag', 1],
  ['setTags', 0],
  ['setUser', 0],
  ['setAttribute', 1],
  ['setAttributes', 0],
  ['noticeError', 1],
  ['addCustomAttribute', 1],
  ['addCustomAttributes', 0],
  ['addMetadata', 1],
  ['notify', 1],
  ['trackTrace', 0],
  ['trackException', 0],
  ['recordError', 1],
  ['addError', 1],
  ['addAction', 1],
]);
const trackerWords = new Set([
  'sentry',
  'scope',
  'rollbar',
  'bugsnag',
  'newrelic',
  'logrocket',
  'datadog',
  'datadogrum',
  'honeybadger',
  'appinsights',
  'crashlytics',
  'hub',
  'airbrake',
  'raygun',
  'span',
]);
const trackerLevels = new Set(['log', 'info', 'warn', 'warning', 'error', 'debug', 'critical', 'captureMessage']);
const trackerOrigins =
  /^(?:@sentry\/|rollbar\b|@bugsnag\/|newrelic\b|logrocket\b|@datadog\/|@honeybadger-io\/|applicationinsights\b)/u;

/** Names under which a bare function is a log, when nothing more is known about it. */
const wrapperWords = new Set([
  'info',
  'warn',
  'warning',
  'error',
  'debug',
  'message',
  'msg',
  'trace',
  'data',
  'verbose',
  'event',
]);

/** Names worth opening an imported file for. */
const tellingWords = new Set([
  ...['log', 'logger', 'logs', 'logging', 'debug', 'trace', 'print', 'printf', 'dump', 'report', 'warn', 'warning'],
  ...['info', 'error', 'fatal', 'console', 'output', 'out', 'write', 'inspect', 'capture', 'track', 'audit', 'record'],
  ...['emit', 'say', 'echo', 'notify', 'telemetry', 'diag', 'dbg', 'verbose', 'show', 'stdout', 'tell'],
]);

/** What a call writes to a log, the console, an output stream or an error tracker; undefined for other calls. */
export function getLogSink(analysis: Analysis, node: TSESTree.CallExpression, depth = 0): LogSink | undefined {
  const callee = unwrap(node.callee);
  if (node.arguments.length === 0) return undefined;
  if (callee.type === 'Identifier') return getFunctionSink(analysis, node, callee, depth);
  if (callee.type !== 'MemberExpression') {
    // `debug('ns')(value)`
    return callee.type === 'CallExpression' && debugOrigin.test(getOrigin(analysis, callee) ?? '')
      ? sink('logger', 'debug', node.arguments)
      : undefined;
  }
  const method = getStaticPropertyName(callee);
  if (method === undefined) return getComputedSink(analysis, node, callee);
  const object = unwrap(callee.object);
  const path = getMemberPath(object);
  const holder = path?.at(-1);
  const name = path ? [...path, method].join('.') : method;
  if (method === 'call' || method === 'apply') return getAppliedSink(analysis, node, object, method);
  if (isConsole(analysis, object)) {
    if (silentConsole.has(method)) return undefined;
    return sink('console', name, method === 'assert' ? node.arguments.slice(1) : node.arguments);
  }
  if (method === 'write') return getStreamSink(analysis, node, object, name);
  const trackerStart = trackerMethods.get(method);
  if (trackerStart !== undefined || trackerLevels.has(method)) {
    if (isTracker(analysis, object, holder)) return sink('tracker', name, node.arguments.slice(trackerStart ?? 0));
  }
  if (levels.has(method)) {
    const made = getProjectSink(analysis, node, name, depth, holder !== undefined && isLoggerName(holder));
    if (made !== undefined) return made ?? undefined;
    if (isLogger(analysis, object, holder, method)) return sink('logger', name, getLogged(node, method, holder));
    return undefined;
  }
  const isOwn = object.type === 'ThisExpression';
  if (isOwn || splitWords(method).some((word) => tellingWords.has(word)) || tellingHolder(holder)) {
    return getProjectSink(analysis, node, name, depth, false) ?? undefined;
  }
  return undefined;
}

function sink(
  kind: LogSink['kind'],
  name: string,
  values: readonly TSESTree.Node[],
  slices: readonly TSESTree.Node[] = [],
): LogSink {
  return { kind, name, values, slices };
}

function tellingHolder(holder: string | undefined): boolean {
  return holder !== undefined && splitWords(holder).some((word) => tellingWords.has(word));
}

function isConsole(analysis: Analysis, object: TSESTree.Node): boolean {
  if (object.type !== 'Identifier' && object.type !== 'MemberExpression') return false;
  const origin = getOrigin(analysis, object);
  return origin === 'console';
}

/** `console[level](…)`, `logger[level](…)`. */
function getComputedSink(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
): LogSink | undefined {
  const object = unwrap(callee.object);
  const holder = getMemberPath(object)?.at(-1);
  if (isConsole(analysis, object)) return sink('console', 'console', node.arguments);
  return holder !== undefined && isLoggerName(holder) ? sink('logger', holder, node.arguments) : undefined;
}

/** `console.log.call(console, …)`, `console.log.apply(console, […])`. */
function getAppliedSink(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  object: TSESTree.Node,
  method: string,
): LogSink | undefined {
  const origin = getOrigin(analysis, object);
  if (origin === undefined || !/^console\.\w+$/u.test(origin)) return undefined;
  const values = method === 'call' ? node.arguments.slice(1) : node.arguments.slice(1, 2);
  return sink('console', origin, values);
}

function getStreamSink(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  object: TSESTree.Node,
  name: string,
): LogSink | undefined {
  const origin = getOrigin(analysis, object);
  const isStream = origin !== undefined && /^(?:process\.)?(?:process\.)?(?:stdout|stderr)$/u.test(origin);
  return isStream ? sink('stream', name, node.arguments.slice(0, 1)) : undefined;
}

function isTracker(analysis: Analysis, object: TSESTree.Node, holder: string | undefined): boolean {
  if (holder !== undefined) {
    const words = splitWords(holder);
    if (words.some((word) => trackerWords.has(word)) || trackerWords.has(words.join(''))) return true;
  }
  return trackerOrigins.test(getOrigin(analysis, object) ?? '') || isTrackerScope(analysis, object);
}

/** `Sentry.withScope((s) => s.setExtra(…))`, `Bugsnag.notify(error, (event) => event.addMetadata(…))`. */
function isTrackerScope(analysis: Analysis, object: TSESTree.Node): boolean {
  const binding = resolveBinding(analysis, object);
  if (binding?.kind !== 'parameter' || binding.path.length > 0) return false;
  const call = binding.fn.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.some((argument) => argument === binding.fn)) return false;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return trackerOrigins.test(getOrigin(analysis, callee) ?? '');
  return isTracker(analysis, callee.object, getMemberPath(callee.object)?.at(-1));
}

/** `captureMessage(…)`, imported or taken out of the tracker under any name. */
function getTrackerFunctionSink(analysis: Analysis, node: TSESTree.CallExpression, name: string): LogSink | undefined {
  const origin = getOrigin(analysis, node.callee);
  if (origin === undefined || !trackerOrigins.test(origin)) return undefined;
  const start = trackerMethods.get(origin.split('.').at(-1) ?? '');
  return start === undefined ? undefined : sink('tracker', name, node.arguments.slice(start));
}

function isLoggerName(name: string): boolean {
  const words = splitWords(name.replace(/\(\)$/u, ''));
  const last = words.at(-1);
  return last !== undefined && loggerWords.has(last);
}

const logHolders = new Set(['this', 'context', 'ctx', 'cy', 'self', 'core', 'app', 'server', 'fastify', 'strapi']);

function isLogger(analysis: Analysis, object: TSESTree.Node, holder: string | undefined, method: string): boolean {
  if (holder !== undefined && isLoggerName(holder)) return getOrigin(analysis, object) !== 'Math';
  if (method === 'log' && holder !== undefined && logHolders.has(holder)) return true;
  if (loggerModules.test(getOrigin(analysis, object) ?? '')) return true;
  // `out.info(…)` where `out` was made by a logger's module, in this file, a field or another file.
  if (object.type !== 'Identifier' && object.type !== 'MemberExpression') return false;
  const made = resolveExpression(analysis, object);
  if (!made || (made.analysis === analysis && made.node === object)) return false;
  return loggerModules.test(getOrigin(made.analysis, made.node) ?? '');
}

/** Of `logger.log(level, …)` all counts; `child` gets bindings. */
function getLogged(
  node: TSESTree.CallExpression,
  method: string,
  _holder: string | undefined,
): readonly TSESTree.Node[] {
  return method === 'child' ? node.arguments.slice(0, 1) : node.arguments;
}

/** A bare function: by what it does where its body can be seen, by its name otherwise. */
function getFunctionSink(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  callee: TSESTree.Identifier,
  depth: number,
): LogSink | undefined {
  const { name } = callee;
  const binding = resolveBinding(analysis, callee);
  if (!binding || (binding.kind === 'global' && name === 'require')) return undefined;
  const words = splitWords(name);
  const isTelling = words.some((word) => tellingWords.has(word));
  if (binding.kind === 'import' || binding.kind === 'variable') {
    const tracker = getTrackerFunctionSink(analysis, node, name);
    if (tracker) return tracker;
  }
  if (binding.kind === 'import' && !isTelling) {
    return loggerModules.test(getOrigin(analysis, callee) ?? '') &&
      isLogFunctionOrigin(getOrigin(analysis, callee) ?? '')
      ? sink('logger', name, node.arguments)
      : undefined;
  }
  if (binding.kind === 'variable' || isTelling) {
    const origin = getOrigin(analysis, callee);
    if (origin !== undefined) {
      const method = /^console\.(\w+)$/u.exec(origin)?.[1];
      if (method !== undefined && !silentConsole.has(method)) return sink('console', origin, node.arguments);
      if (debugOrigin.test(origin) || isLogFunctionOrigin(origin)) return sink('logger', name, node.arguments);
      if (origin === 'Math.log') return undefined;
    }
  }
  const made = getProjectSink(analysis, node, name, depth, false);
  if (made !== undefined) return made ?? undefined;
  return isBareLogName(words) && binding.kind !== 'class' ? sink('wrapper', name, node.arguments) : undefined;
}

/** `const { info } = pino()`, `import { info } from 'loglevel'`. */
function isLogFunctionOrigin(origin: string): boolean {
  if (!loggerModules.test(origin)) return false;
  const last = origin.split('.').at(-1) ?? '';
  return origin.includes('.') && levels.has(last) && last !== 'child';
}

function isBareLogName(words: readonly string[]): boolean {
  const [first, second, third] = words;
  if (words.length === 1) return first === 'log' || first === 'logger';
  if (first === 'log' && second !== undefined && third === undefined) return wrapperWords.has(second);
  return (
    words.length === 2 &&
    second === 'log' &&
    ['debug', 'dev', 'console', 'app', 'my', 'server', 'trace'].includes(first ?? '')
  );
}

/**
 * A function of the project that writes what it is given.
 *
 * @returns null when its body can be seen and writes nothing it is given, undefined when it cannot be seen
 */
function getProjectSink(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  name: string,
  depth: number,
  isLoggerCall: boolean,
): LogSink | null | undefined {
  if (depth > 4) return undefined;
  if (depth === 0 && !getSameFileCallee(analysis, node)) {
    // What was not imported cannot be found elsewhere; what was is looked up only for a secret, because that may mean
    // reading other files.
    if (!hasReadableRoot(analysis, node.callee)) return undefined;
    if (!node.arguments.some((argument) => getSecret(analysis, argument))) return undefined;
  }
  const callee = getCallee(analysis, node) ?? getInstanceMethod(analysis, node);
  if (!callee) return undefined;
  const summary = summarizeFunction(callee.analysis, callee.fn, depth);
  const values: TSESTree.Node[] = [];
  const slices: TSESTree.Node[] = [];
  for (const { index, rest, slice } of summary.logs) {
    const handed = rest ? node.arguments.slice(index) : node.arguments.slice(index, index + 1);
    (slice ? slices : values).push(...handed);
  }
  if (values.length > 0 || slices.length > 0) return sink(isLoggerCall ? 'logger' : 'wrapper', name, values, slices);
  if (summary.redacts || summary.isNoop || !isLoggerCall) return null;
  return undefined;
}

/** Whether a callee begins with a name imported from the project, the instance, or a local object made from a class. */
function hasReadableRoot(analysis: Analysis, callee: TSESTree.Node): boolean {
  let root = unwrap(callee);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  if (root.type === 'ThisExpression') return true;
  const binding = resolveBinding(analysis, root);
  if (binding?.kind === 'import') return resolveModule(analysis.filename, binding.source) !== undefined;
  return binding?.kind === 'variable' && binding.init !== undefined && unwrap(binding.init).type === 'NewExpression';
}

/** The method of an instance: `export const out = new Printer()`, and a field `private out = new Printer()`. */
function getInstanceMethod(analysis: Analysis, node: TSESTree.CallExpression): ReturnType<typeof getCallee> {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = getStaticPropertyName(callee);
  const made = resolveExpression(analysis, callee.object);
  if (name === undefined || made?.node.type !== 'NewExpression') return undefined;
  const type = resolveExpression(made.analysis, made.node.callee);
  if (type?.node.type !== 'ClassDeclaration' && type?.node.type !== 'ClassExpression') return undefined;
  for (const entry of type.node.body.body) {
    if (entry.type !== 'MethodDefinition' && entry.type !== 'PropertyDefinition') continue;
    if (getStaticPropertyName(entry) !== name || !entry.value) continue;
    const fn = unwrap(entry.value);
    if (isFunction(fn)) return { analysis: type.analysis, fn };
  }
  return undefined;
}
