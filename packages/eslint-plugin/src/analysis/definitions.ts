import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isRedactorName } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import {
  getCalleeName,
  getPatternPath,
  getStaticPropertyName,
  unwrap,
  unwrapType,
  type ParameterBinding,
  type PathStep,
  type VariableBinding,
} from './bindings.js';
import { isFunction } from './syntax.js';

/** A value that a variable may have where it is used. */
export interface Definition {
  readonly node: TSESTree.Node;
  readonly path: readonly PathStep[];
  /** Where the name stands that the value was given to. */
  readonly target: TSESTree.Node;
  readonly name: string;
  /** Runs in any case before the use. */
  readonly isSure: boolean;
}

/**
 * The values that a variable may have at a use, the last sure one first: assignments above it in the same function,
 * back to the last one that runs in any case. At a use inside another function, all values.
 */
export function getDefinitions(
  analysis: Analysis,
  binding: VariableBinding | ParameterBinding,
  at: TSESTree.Node,
): Definition[] {
  const definitions: Definition[] = [];
  if (binding.kind === 'variable' && binding.init) {
    const { init, path, declarator, name } = binding;
    definitions.push({ node: init, path, target: declarator.id, name, isSure: true });
  }
  const here = getHome(at);
  const isLocal = binding.variable.scope.block === undefined || getHome(binding.variable.identifiers[0] ?? at) === here;
  for (const reference of binding.writes) {
    const definition = getWrite(reference, binding.name);
    if (!definition) continue;
    if (!isLocal) {
      definitions.push({ ...definition, isSure: false });
      continue;
    }
    if (getHome(reference.identifier) !== here) definitions.push({ ...definition, isSure: false });
    else if (reference.identifier.range[0] < at.range[0]) {
      definitions.push({ ...definition, isSure: definition.isSure && dominates(reference.identifier, at) });
    }
  }
  const lastSure = definitions.findLastIndex((definition) => definition.isSure);
  return lastSure > 0 ? definitions.slice(lastSure) : definitions;
}

function getWrite(reference: TSESLint.Scope.Reference, name: string): Definition | undefined {
  const identifier = reference.identifier as TSESTree.Node;
  const value = reference.writeExpr as TSESTree.Node | null | undefined;
  if (!value) return undefined;
  let assignment: TSESTree.Node | undefined = identifier.parent;
  while (assignment && assignment.type !== 'AssignmentExpression') assignment = assignment.parent;
  if (!assignment) return undefined;
  const path = getPatternPath(assignment.left, identifier) ?? [];
  return { node: assignment.right, path, target: identifier, name, isSure: assignment.operator === '=' };
}

/** The function a node runs in. */
function getHome(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let current: TSESTree.Node | undefined = node.parent; current; current = current.parent) {
    if (isFunction(current)) return current;
  }
  return undefined;
}

/** Whether the statement of a node always runs before a later node of the same function. */
function dominates(node: TSESTree.Node, later: TSESTree.Node): boolean {
  let child: TSESTree.Node = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    const isBranch =
      (current.type === 'LogicalExpression' && child === current.right) ||
      (current.type === 'ConditionalExpression' && child !== current.test);
    if (isBranch && !isInside(later, child)) return false;
    if (current.type === 'BlockStatement' || current.type === 'Program' || current.type === 'SwitchCase') {
      return isInside(later, current);
    }
    const isBody =
      (current.type === 'IfStatement' && child !== current.test) ||
      ((current.type === 'ForStatement' || current.type === 'WhileStatement') && child === current.body);
    if (isBody) return isInside(later, child);
    if (isFunction(current)) return true;
  }
  return true;
}

function isInside(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1];
}

/** Something done to a part of what a variable holds. */
export interface MemberWrite {
  /** The property or header; undefined for elements. */
  readonly name: string | undefined;
  readonly value: TSESTree.Node | undefined;
  /** The part is deleted, emptied or masked. */
  readonly removes: boolean;
}

const fillers = new Set(['push', 'unshift', 'append', 'set', 'add']);

/** The parts that are written into a variable's value above a use: `x.key = …`, `delete x.key`, `x.push(…)`. */
export function getMemberWrites(
  analysis: Analysis,
  variable: TSESLint.Scope.Variable,
  at: TSESTree.Node,
): MemberWrite[] {
  const writes: MemberWrite[] = [];
  for (const reference of variable.references) {
    const identifier = reference.identifier as TSESTree.Node;
    if (identifier.range[0] >= at.range[0]) continue;
    const member = identifier.parent;
    if (member?.type !== 'MemberExpression' || member.object !== identifier) continue;
    const write = getMemberWrite(analysis, member);
    if (write) writes.push(write);
  }
  return writes;
}

function getMemberWrite(analysis: Analysis, member: TSESTree.MemberExpression): MemberWrite | undefined {
  const user = member.parent;
  const name = getStaticPropertyName(member);
  if (user?.type === 'UnaryExpression' && user.operator === 'delete') return { name, value: undefined, removes: true };
  if (user?.type === 'AssignmentExpression' && user.left === member) {
    return { name, value: user.right, removes: isRemoval(analysis, user.right) };
  }
  if (user?.type !== 'CallExpression' || user.callee !== member || !fillers.has(name ?? '')) return undefined;
  const [first, second] = user.arguments;
  if (!first) return undefined;
  if (!second) return { name: undefined, value: first, removes: false };
  const key = unwrapType(first);
  const keyName = key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
  return { name: keyName, value: second, removes: isRemoval(analysis, second) };
}

function isRemoval(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  if (bare.type === 'Identifier') return bare.name === 'undefined';
  if (bare.type === 'Literal') return bare.value === null || typeof bare.value === 'string';
  if (bare.type === 'ConditionalExpression') {
    return isRemoval(analysis, bare.consequent) && isRemoval(analysis, bare.alternate);
  }
  if (bare.type !== 'CallExpression') return false;
  return isRedactorName(getCalleeName(bare) ?? '', analysis.settings.redactors);
}
