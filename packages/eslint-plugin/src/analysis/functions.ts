import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getCalleeName, getMemberPath, resolveBinding, unwrap, type Binding } from './bindings.js';
import { getParentFunction, getStaticPropertyName, isFunction, walk, type FunctionNode } from './syntax.js';
import { getClassBody, resolveBindingValue, resolveExpression } from './values.js';

/** A function and the file it stands in. */
export interface LocatedFunction {
  readonly analysis: Analysis;
  readonly fn: FunctionNode;
}

/** The function whose body holds a node; undefined at module level. */
export function getEnclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  return getParentFunction(node);
}

/** The name a function goes by: its own, its variable's, its property's or its method's. */
export function getFunctionName(fn: FunctionNode): string | undefined {
  if (fn.type !== 'ArrowFunctionExpression' && fn.id) return fn.id.name;
  const parent = fn.parent;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return getStaticPropertyName(parent);
    case 'AssignmentExpression': {
      const target = unwrap(parent.left);
      if (target.type === 'Identifier') return target.name;
      return target.type === 'MemberExpression' ? getStaticPropertyName(target) : undefined;
    }
    default:
      return undefined;
  }
}

/** The expressions that a function can return, those of functions inside it left out. */
export function getReturns(analysis: Analysis, fn: FunctionNode): TSESTree.Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const returns: TSESTree.Node[] = [];
  walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'ReturnStatement') returns.push(node.argument ?? node);
    return undefined;
  });
  return returns;
}

/** The function that a call runs, where its body can be seen: in this file, in its class, or in an imported file. */
export function getCallee(
  analysis: Analysis,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): LocatedFunction | undefined {
  const local = getSameFileCallee(analysis, call);
  if (local) return { analysis, fn: local };
  const resolved = resolveExpression(analysis, call.callee);
  if (!resolved) return undefined;
  return isFunction(resolved.node) ? { analysis: resolved.analysis, fn: resolved.node } : undefined;
}

/** The function of the same file that a call runs: `f()`, `this.f()`, `helpers.f()`. */
export function getSameFileCallee(
  analysis: Analysis,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  if (isFunction(callee)) return callee;
  if (callee.type === 'Identifier') {
    const binding = resolveBinding(analysis, callee);
    return binding && getFunctionOfBinding(analysis, binding, callee);
  }
  if (callee.type !== 'MemberExpression') return undefined;
  const name = getStaticPropertyName(callee);
  if (name === undefined) return undefined;
  const object = unwrap(callee.object);
  if (object.type === 'ThisExpression') return getMethod(object, name);
  // What belongs to an import lies elsewhere: no other file needs to be read for this answer.
  if (resolveBinding(analysis, object)?.kind === 'import') return undefined;
  const resolved = resolveExpression(analysis, callee);
  return resolved?.analysis === analysis && isFunction(resolved.node) ? resolved.node : undefined;
}

function getFunctionOfBinding(analysis: Analysis, binding: Binding, at: TSESTree.Node): FunctionNode | undefined {
  if (binding.kind === 'function') return isFunction(binding.node) ? binding.node : undefined;
  if (binding.kind !== 'variable') return undefined;
  const resolved = resolveBindingValue(analysis, binding, at);
  if (!resolved || resolved.analysis !== analysis) return undefined;
  const node = unwrap(resolved.node);
  if (isFunction(node)) return node;
  // `useCallback(() => …)`, `once(() => …)`: what is called is what was wrapped.
  const first = node.type === 'CallExpression' ? node.arguments[0] : undefined;
  return first && isFunction(first) ? first : undefined;
}

/** The method or function field of the class that `this` speaks of. */
function getMethod(node: TSESTree.Node, name: string): FunctionNode | undefined {
  for (const entry of getClassBody(node)?.body ?? []) {
    if (entry.type !== 'MethodDefinition' && entry.type !== 'PropertyDefinition') continue;
    if (getStaticPropertyName(entry) !== name) continue;
    const value = entry.value && unwrap(entry.value);
    return isFunction(value) ? value : undefined;
  }
  return undefined;
}

const logMethods = new Set(['log', 'info', 'warn', 'warning', 'error', 'debug', 'trace', 'success', 'verbose']);

/** Tells whether a function does nothing but log, return constants or throw nothing away: a retired `initDatabase()`. */
export function isNoop(analysis: Analysis, fn: FunctionNode): boolean {
  let isIdle = true;
  walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
    if (!isIdle || isFunction(node)) return false;
    switch (node.type) {
      case 'CallExpression':
        isIdle = isLogCall(node) || isResolvedPromise(node);
        break;
      case 'NewExpression':
      case 'AssignmentExpression':
      case 'UpdateExpression':
      case 'ImportExpression':
      case 'TaggedTemplateExpression':
      case 'YieldExpression':
      case 'ThrowStatement':
        isIdle = false;
        break;
    }
    return undefined;
  });
  return isIdle;
}

function isLogCall(node: TSESTree.CallExpression): boolean {
  const name = getCalleeName(node);
  return name !== undefined && logMethods.has(name) && unwrap(node.callee).type === 'MemberExpression';
}

function isResolvedPromise(node: TSESTree.CallExpression): boolean {
  return getMemberPath(node.callee)?.join('.') === 'Promise.resolve';
}

/** The calls that running a function makes by itself: those of functions it only defines are left out. */
export function getDirectCalls(
  analysis: Analysis,
  root: TSESTree.Node,
): (TSESTree.CallExpression | TSESTree.NewExpression)[] {
  const calls: (TSESTree.CallExpression | TSESTree.NewExpression)[] = [];
  walk(root, analysis.sourceCode.visitorKeys, (node) => {
    if (node !== root && isFunction(node)) return isRunAtOnce(node);
    if (node.type === 'ClassBody') return false;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') calls.push(node);
    return undefined;
  });
  return calls;
}

/** Tells whether a function expression runs where it stands: called on the spot, or as the continuation of a promise. */
export function isRunAtOnce(fn: FunctionNode): boolean {
  const parent = fn.parent;
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === fn) return true;
  const callee = unwrap(parent.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = getStaticPropertyName(callee);
  return name === 'then' || name === 'catch' || name === 'finally' || name === 'forEach' || name === 'map';
}
