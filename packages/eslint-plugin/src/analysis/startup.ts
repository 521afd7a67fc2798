import type { TSESTree } from '@typescript-eslint/utils';
import { isTestPath, splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getMemberPath, getStaticPropertyName, unwrap } from './bindings.js';
import { getDirectCalls, getFunctionName, isRunAtOnce } from './functions.js';
import { getParentFunction, isFunction, walk, type FunctionNode } from './syntax.js';

/** Where a piece of code runs when the application starts. */
export interface Startup {
  /** The function that runs; undefined for the module itself. */
  readonly fn: FunctionNode | undefined;
}

/** The start-up that runs a node; undefined for code that somebody has to call. */
export function getStartup(analysis: Analysis, node: TSESTree.Node): Startup | undefined {
  let fn = getParentFunction(node);
  // A callback of a promise or of `listen()` runs with the function around it.
  while (fn && (isRunAtOnce(fn) || isServerCallback(fn))) fn = getParentFunction(fn);
  if (!fn) return isInRequestClass(node) ? undefined : { fn: undefined };
  return isStartupFunction(analysis, fn) ? { fn } : undefined;
}

function isInRequestClass(node: TSESTree.Node): boolean {
  // A field's initial value runs whenever an object is made, which is no start-up.
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'PropertyDefinition' && !current.static) return true;
  }
  return false;
}

const hookMethods = new Set(['onModuleInit', 'onApplicationBootstrap', 'constructor']);
const startNames = new Set([
  'startup',
  'start server',
  'start app',
  'bootstrap',
  'create app',
  'boot',
  'init server',
  'initialize app',
  'start application',
  'on startup',
  'run server',
  'launch',
]);

/** Tells whether a function runs because the application starts. */
export function isStartupFunction(analysis: Analysis, fn: FunctionNode): boolean {
  const parent = fn.parent;
  if (parent.type === 'MethodDefinition') return hookMethods.has(getStaticPropertyName(parent) ?? '') && !parent.static;
  if (isStartupCallback(fn)) return true;
  const name = getFunctionName(fn);
  if (name !== undefined) {
    if (name === 'register' && /(?:^|[/\\])instrumentation(?:[.-]\w+)?\.\w+$/u.test(analysis.filename)) return true;
    if (startNames.has(splitWords(name).join(' '))) return true;
  }
  return getDirectCalls(analysis, fn.body).some(isListen);
}

function isListen(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const path = getMemberPath(call.callee);
  const name = getCalleeName(call);
  if (name === 'listen')
    return call.callee.type === 'MemberExpression' && !/^(?:emitter|event|bus|socket|history)/iu.test(path?.[0] ?? '');
  if (name === 'serve') return path?.[0] === 'Bun' || path?.[0] === 'Deno' || path?.length === 1;
  return name === 'startStandaloneServer';
}

const startEvents = new Set(['ready', 'listening', 'startup', 'onReady', 'onListen', 'start', 'bootstrap']);

/** `app.addHook('onReady', …)`, `server.on('listening', …)`, `defineNitroPlugin(…)` */
function isStartupCallback(fn: FunctionNode): boolean {
  const call = fn.parent;
  if (call.type !== 'CallExpression' || call.callee === fn) return false;
  const name = getCalleeName(call);
  if (name === 'defineNitroPlugin') return true;
  if (name !== 'addHook' && name !== 'on' && name !== 'once' && name !== 'ext') return false;
  const first = call.arguments[0];
  return first?.type === 'Literal' && startEvents.has(String(first.value));
}

function isServerCallback(fn: FunctionNode): boolean {
  const call = fn.parent;
  return call.type === 'CallExpression' && call.callee !== fn && isListen(call);
}

/**
 * Tells whether a file is run by hand or by a deploy step rather than being part of the application: test code, a
 * migration or seed file, a command-line script that starts no server.
 */
export function isScript(analysis: Analysis): boolean {
  const { filename, cwd, sourceCode } = analysis;
  const path = getRelativePath(filename, cwd);
  if (isTestPath(path)) return true;
  if (/(?:^|\/)(?:migrations?|seeds?|seeders?|seeding)\//iu.test(path)) return true;
  if (
    /(?:^|[/._-])(?:migrate|migration|migrations|seed|seeds|seeder|ormconfig-cli)(?:[._-][\w-]*)*\.[cm]?[jt]sx?$/iu.test(
      path,
    )
  )
    return true;
  if (/(?:^|\/)(?:scripts?|bin|cli|tools|commands)\//iu.test(path) && !startsServer(analysis)) return true;
  if (sourceCode.text.startsWith('#!')) return !startsServer(analysis);
  return hasScriptMark(analysis) && !startsServer(analysis);
}

function getRelativePath(filename: string, cwd: string): string {
  const path = filename.replaceAll('\\', '/');
  const root = cwd.replaceAll('\\', '/').replace(/\/?$/u, '/');
  return path.startsWith(root) ? path.slice(root.length) : path;
}

/** `require.main === module`, `import.meta.main`, an end in `process.exit()`. */
function hasScriptMark(analysis: Analysis): boolean {
  const { text } = analysis.sourceCode;
  if (
    /require\.main\s*={2,3}\s*module|module\s*={2,3}\s*require\.main|import\.meta\.main\b|process\.argv\[1\]/u.test(
      text,
    )
  )
    return true;
  return /process\.exit\(\s*(?:0|code|process\.exitCode)?\s*\)|process\.exit\s*[,)]/u.test(text);
}

function startsServer(analysis: Analysis): boolean {
  if (!/\blisten\b|\bserve\b|startStandaloneServer/u.test(analysis.sourceCode.text)) return false;
  let found = false;
  walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, (node) => {
    if (found) return false;
    if (node.type === 'CallExpression' && isListen(node)) found = true;
    return undefined;
  });
  return found;
}

/** The function around a node, or the whole file: what is read for an advisory lock. */
export function getSurroundings(node: TSESTree.Node): TSESTree.Node {
  const fn = getParentFunction(node);
  if (fn) return fn;
  let current = node;
  while (current.parent && current.parent.type !== 'Program') current = current.parent;
  return current;
}

/** Tells whether a node is a function that a call runs on the spot. */
export function isImmediate(node: TSESTree.Node): boolean {
  return isFunction(unwrap(node));
}
