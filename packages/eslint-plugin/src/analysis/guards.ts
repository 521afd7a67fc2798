import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { findVariable, getMemberPath } from './bindings.js';
import { getCaseGuard, getConditionGuard, pickStronger, pickWeaker, type Guard } from './conditions.js';
import type { GuardKind } from './flags.js';

export type { Guard } from './conditions.js';
export type { GuardKind } from './flags.js';

/**
 * The guard that a node runs under: a flag that is known to be on wherever the node runs. Enclosing branches, early
 * exits above and JSX ancestors count, and so do those around every use of the local function or constant that holds
 * the node.
 *
 * @param kinds which flags are asked for
 * @returns the strongest guard, or undefined; of polarity `opt-out` when the node runs unless somebody objects
 */
export function getGuard(analysis: Analysis, node: TSESTree.Node, kinds: readonly GuardKind[]): Guard | undefined {
  return findGuard(analysis, node, kinds, new Set());
}

function findGuard(
  analysis: Analysis,
  node: TSESTree.Node,
  kinds: readonly GuardKind[],
  visited: Set<TSESTree.Node>,
): Guard | undefined {
  let best: Guard | undefined;
  const holders: TSESLint.Scope.Variable[] = [];
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    best = pickStronger(best, getParentGuard(analysis, parent, child, kinds));
    if (best?.polarity === 'opt-in') return best;
    const holder = getHolder(analysis, child, parent);
    if (holder) holders.push(holder);
  }
  for (const holder of holders) {
    best = pickStronger(best, getUseGuard(analysis, holder, kinds, visited));
    if (best?.polarity === 'opt-in') return best;
  }
  return best;
}

/** The guard that a parent is for one of its children. */
function getParentGuard(
  analysis: Analysis,
  parent: TSESTree.Node,
  child: TSESTree.Node,
  kinds: readonly GuardKind[],
): Guard | undefined {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (child === parent.test) return undefined;
      return getConditionGuard(analysis, parent.test, child === parent.consequent, kinds);
    case 'LogicalExpression':
      if (child !== parent.right || parent.operator === '??') return undefined;
      return getConditionGuard(analysis, parent.left, parent.operator === '&&', kinds);
    case 'WhileStatement':
      return child === parent.body ? getConditionGuard(analysis, parent.test, true, kinds) : undefined;
    case 'SwitchCase':
      return child === parent.test
        ? undefined
        : pickStronger(
            getSwitchGuard(analysis, parent, kinds),
            getExitGuard(analysis, parent.consequent, child, kinds),
          );
    case 'BlockStatement':
    case 'Program':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return getExitGuard(analysis, parent.body, child, kinds);
    case 'JSXElement':
      return getElementGuard(analysis, parent, kinds);
    default:
      return undefined;
  }
}

/** The guard that statements above a statement are, by leaving unless a flag is on. */
function getExitGuard(
  analysis: Analysis,
  statements: readonly TSESTree.Node[],
  child: TSESTree.Node,
  kinds: readonly GuardKind[],
): Guard | undefined {
  let best: Guard | undefined;
  for (const statement of statements) {
    if (statement === child) break;
    let found: Guard | undefined;
    if (statement.type === 'IfStatement') {
      if (isExit(statement.consequent)) found = getConditionGuard(analysis, statement.test, false, kinds);
      else if (statement.alternate && isExit(statement.alternate)) {
        found = getConditionGuard(analysis, statement.test, true, kinds);
      }
    } else {
      const asserted = getAsserted(statement);
      if (asserted) found = getConditionGuard(analysis, asserted, true, kinds);
    }
    best = pickStronger(best, found);
  }
  return best;
}

const exitFunctions = new Set(['process.exit', 'exit', 'Deno.exit', 'redirect', 'permanentRedirect', 'notFound']);

/** Tells whether a statement never lets what follows it run. */
export function isExit(statement: TSESTree.Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(isExit);
    case 'IfStatement':
      return isExit(statement.consequent) && statement.alternate !== null && isExit(statement.alternate);
    case 'ExpressionStatement': {
      const call = statement.expression;
      return call.type === 'CallExpression' && exitFunctions.has(getMemberPath(call.callee)?.join('.') ?? '');
    }
    default:
      return false;
  }
}

const assertFunctions = new Set(['assert', 'invariant', 'assert.ok']);

function getAsserted(statement: TSESTree.Node): TSESTree.Node | undefined {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return undefined;
  const { callee, arguments: values } = statement.expression;
  return assertFunctions.has(getMemberPath(callee)?.join('.') ?? '') ? values[0] : undefined;
}

/** The guard that a `case` is, with the cases that fall through to it. */
function getSwitchGuard(analysis: Analysis, node: TSESTree.SwitchCase, kinds: readonly GuardKind[]): Guard | undefined {
  const owner = node.parent;
  if (owner?.type !== 'SwitchStatement') return undefined;
  const index = owner.cases.indexOf(node);
  let guard = getOwnCaseGuard(analysis, owner, node, kinds);
  for (let before = index - 1; guard && before >= 0; before--) {
    const entry = owner.cases[before]!;
    if (entry.consequent.some(isExit)) break;
    guard = pickWeaker(guard, getOwnCaseGuard(analysis, owner, entry, kinds));
  }
  return guard;
}

function getOwnCaseGuard(
  analysis: Analysis,
  owner: TSESTree.SwitchStatement,
  node: TSESTree.SwitchCase,
  kinds: readonly GuardKind[],
): Guard | undefined {
  if (node.test) return getCaseGuard(analysis, owner.discriminant, node.test, true, kinds);
  let best: Guard | undefined;
  for (const entry of owner.cases) {
    if (entry.test) best = pickStronger(best, getCaseGuard(analysis, owner.discriminant, entry.test, false, kinds));
  }
  return best;
}

const conditionalElements = new Set(['Show', 'If', 'When', 'Match', 'Conditional', 'Guard', 'Can']);
const conditionAttributes = new Set(['when', 'if', 'condition', 'test', 'is', 'show']);
const gateWords = new Set(['only', 'guard', 'gate', 'if', 'when']);

/** The guard that a wrapping element is: `<Show when={isDemo}>`, `<DemoOnly>`. */
function getElementGuard(
  analysis: Analysis,
  element: TSESTree.JSXElement,
  kinds: readonly GuardKind[],
): Guard | undefined {
  const { name, attributes } = element.openingElement;
  if (name.type !== 'JSXIdentifier') return undefined;
  if (conditionalElements.has(name.name)) {
    for (const attribute of attributes) {
      if (attribute.type !== 'JSXAttribute' || !conditionAttributes.has(String(attribute.name.name))) continue;
      const value = attribute.value;
      if (value?.type !== 'JSXExpressionContainer') continue;
      const guard = getConditionGuard(analysis, value.expression, true, kinds);
      if (guard) return guard;
    }
  }
  const words = splitWords(name.name);
  if (!words.some((word) => gateWords.has(word))) return undefined;
  const kind = words.includes('demo')
    ? 'demo'
    : words.some((word) => word.startsWith('dev'))
      ? 'development'
      : undefined;
  if (!kind || !kinds.includes(kind)) return undefined;
  return { kind, polarity: 'opt-in', flag: name.name, node: element };
}

/** The local name through which alone a function or constant can be reached; undefined for exported ones. */
function getHolder(
  analysis: Analysis,
  node: TSESTree.Node,
  parent: TSESTree.Node,
): TSESLint.Scope.Variable | undefined {
  if (node.type === 'FunctionDeclaration') {
    const isExported = parent.type === 'ExportNamedDeclaration' || parent.type === 'ExportDefaultDeclaration';
    return isExported || !node.id ? undefined : findVariable(analysis, parent, node.id.name);
  }
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined;
  if (parent.parent?.type === 'ExportNamedDeclaration') return undefined;
  return findVariable(analysis, node, node.id.name);
}

/** The guard under which every use of a name stands. */
function getUseGuard(
  analysis: Analysis,
  variable: TSESLint.Scope.Variable,
  kinds: readonly GuardKind[],
  visited: Set<TSESTree.Node>,
): Guard | undefined {
  const uses = variable.references.filter((reference) => !reference.isWrite() && !isTypeUse(reference));
  if (uses.length === 0 || uses.length > 20) return undefined;
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return undefined;
  let weakest: Guard | undefined;
  for (const { identifier } of uses) {
    if (visited.has(identifier) || visited.size > 60) return undefined;
    visited.add(identifier);
    const guard = findGuard(analysis, identifier, kinds, visited);
    if (!guard) return undefined;
    weakest = weakest ? pickWeaker(weakest, guard) : guard;
  }
  return weakest;
}

function isTypeUse(reference: TSESLint.Scope.Reference): boolean {
  return 'isTypeReference' in reference && reference.isTypeReference === true;
}
