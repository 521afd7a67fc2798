import type { TSESTree } from '@typescript-eslint/utils';
import type { TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getStaticPropertyName, resolveBinding, unwrap, unwrapType, type Binding, type PathStep } from './bindings.js';
import { resolveExport, resolveImported } from './modules.js';
import { isFunction } from './syntax.js';
import { createStep } from './traces.js';

const maxDepth = 16;

/** An expression and the file it stands in, with the way that led to it. */
export interface Resolved {
  readonly analysis: Analysis;
  readonly node: TSESTree.Node;
  /** The steps passed on the way, nearest to the value first, the asking place left out. */
  readonly trace: readonly TraceStep[];
}

export interface StaticString {
  readonly value: string;
  /** Where the value was defined, source first; empty when it stands at the asking place. */
  readonly trace: readonly TraceStep[];
  /** The literal, in `analysis`' file. */
  readonly definition: TSESTree.Node;
  readonly analysis: Analysis;
}

export interface StaticValue {
  readonly value: string | number | boolean | bigint | null | undefined;
  readonly trace: readonly TraceStep[];
  readonly definition: TSESTree.Node;
  readonly analysis: Analysis;
}

/**
 * The string that an expression always is, through constants, enum and object members, `as const`, templates,
 * concatenation and imports.
 */
export function getStaticString(analysis: Analysis, node: TSESTree.Node): StaticString | undefined {
  const found = evaluate(analysis, node, 0);
  return found && typeof found.value === 'string' ? { ...found, value: found.value } : undefined;
}

/** As {@link getStaticString}, for every primitive value. */
export function getStaticValue(analysis: Analysis, node: TSESTree.Node): StaticValue | undefined {
  return evaluate(analysis, node, 0);
}

function evaluate(analysis: Analysis, node: TSESTree.Node, depth: number): StaticValue | undefined {
  if (depth > maxDepth) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Literal':
      if ('regex' in bare) return undefined;
      return { value: bare.value as StaticValue['value'], trace: [], definition: bare, analysis };
    case 'TemplateLiteral':
      return joinParts(
        analysis,
        bare,
        bare.quasis.flatMap((quasi, index) => {
          const expression = bare.expressions[index];
          return expression ? [quasi.value.cooked ?? '', expression] : [quasi.value.cooked ?? ''];
        }),
        depth,
      );
    case 'BinaryExpression':
      return bare.operator === '+' ? joinParts(analysis, bare, [bare.left, bare.right], depth) : undefined;
    case 'UnaryExpression': {
      if (bare.operator === 'void') return { value: undefined, trace: [], definition: bare, analysis };
      if (bare.operator !== '-') return undefined;
      const operand = evaluate(analysis, bare.argument, depth + 1);
      return typeof operand?.value === 'number' ? { ...operand, value: -operand.value } : undefined;
    }
    case 'CallExpression':
      return evaluateCall(analysis, bare, depth);
    case 'Identifier':
      if (bare.name === 'undefined' && resolveBinding(analysis, bare)?.kind === 'global') {
        return { value: undefined, trace: [], definition: bare, analysis };
      }
      return evaluateResolved(analysis, bare, depth);
    case 'MemberExpression':
      return evaluateResolved(analysis, bare, depth);
    case 'TSEnumMember':
      return getEnumMemberValue(analysis, bare, depth);
    default:
      return undefined;
  }
}

function evaluateResolved(analysis: Analysis, node: TSESTree.Node, depth: number): StaticValue | undefined {
  const resolved = resolveStep(analysis, node, depth);
  if (!resolved) return undefined;
  const found = evaluate(resolved.analysis, resolved.node, depth + 1);
  return found && { ...found, trace: [...found.trace, ...resolved.trace] };
}

/** Calls that leave a constant a constant: `Object.freeze`, `String(…)`, `.trim()`, `[…].join('')`. */
function evaluateCall(analysis: Analysis, node: TSESTree.CallExpression, depth: number): StaticValue | undefined {
  const callee = unwrapType(node.callee);
  if (callee.type === 'Identifier') {
    const first = node.arguments[0];
    if (callee.name !== 'String' || !first || first.type === 'SpreadElement') return undefined;
    const found = evaluate(analysis, first, depth + 1);
    return found && { ...found, value: String(found.value) };
  }
  if (callee.type !== 'MemberExpression') return undefined;
  const method = getStaticPropertyName(callee);
  if (method === 'join') return evaluateJoin(analysis, node, callee, depth);
  const change = method === undefined ? undefined : stringMethods.get(method);
  if (!change || node.arguments.length > 0) return undefined;
  const found = evaluate(analysis, callee.object, depth + 1);
  return typeof found?.value === 'string' ? { ...found, value: change(found.value) } : undefined;
}

const stringMethods: ReadonlyMap<string, (text: string) => string> = new Map([
  ['toString', (text: string) => text],
  ['valueOf', (text: string) => text],
  ['trim', (text: string) => text.trim()],
  ['toLowerCase', (text: string) => text.toLowerCase()],
  ['toUpperCase', (text: string) => text.toUpperCase()],
]);

function evaluateJoin(
  analysis: Analysis,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  depth: number,
): StaticValue | undefined {
  const list = resolveExpression(analysis, callee.object);
  if (list?.node.type !== 'ArrayExpression') return undefined;
  const separatorNode = node.arguments[0];
  const separator = separatorNode ? evaluate(analysis, separatorNode, depth + 1)?.value : ',';
  if (typeof separator !== 'string') return undefined;
  const parts: string[] = [];
  let first: StaticValue | undefined;
  for (const element of list.node.elements) {
    const part = element && element.type !== 'SpreadElement' && evaluate(list.analysis, element, depth + 1);
    if (!part) return undefined;
    first ??= part;
    parts.push(String(part.value));
  }
  if (!first) return undefined;
  return { ...first, value: parts.join(separator), trace: [...first.trace, ...list.trace] };
}

function joinParts(
  analysis: Analysis,
  node: TSESTree.Node,
  parts: readonly (string | TSESTree.Node)[],
  depth: number,
): StaticValue | undefined {
  let value: string | number = '';
  let isFirst = true;
  let longest: StaticValue | undefined;
  for (const part of parts) {
    const found: StaticValue | undefined =
      typeof part === 'string'
        ? { value: part, trace: [], definition: node, analysis }
        : evaluate(analysis, part, depth + 1);
    if (!found) return undefined;
    if (found.trace.length > (longest?.trace.length ?? 0)) longest = found;
    const piece: string | number = typeof found.value === 'number' ? found.value : String(found.value);
    value = isFirst
      ? piece
      : typeof value === 'number' && typeof piece === 'number'
        ? value + piece
        : `${value}${piece}`;
    isFirst = false;
  }
  return longest ? { ...longest, value } : { value, trace: [], definition: node, analysis };
}

function getEnumMemberValue(analysis: Analysis, member: TSESTree.TSEnumMember, depth: number): StaticValue | undefined {
  if (member.initializer) return evaluate(analysis, member.initializer, depth + 1);
  return undefined;
}

/**
 * Follows names and members to the expression that defines the value: constants, destructuring, object literals,
 * enums, class statics, `Object.freeze`, imports. Answers the node itself when it already is such an expression.
 */
export function resolveExpression(analysis: Analysis, node: TSESTree.Node): Resolved | undefined {
  let current: Resolved = { analysis, node: unwrap(node), trace: [] };
  for (let depth = 0; depth < maxDepth; depth++) {
    if (current.node.type !== 'Identifier' && current.node.type !== 'MemberExpression') return current;
    const next = resolveStep(current.analysis, current.node, depth);
    if (!next) return undefined;
    current = { ...next, node: unwrap(next.node), trace: [...next.trace, ...current.trace] };
  }
  return undefined;
}

/** One name or member further: the expression that it was given, which may be a name again. */
export function resolveOnce(analysis: Analysis, node: TSESTree.Node): Resolved | undefined {
  return resolveStep(analysis, node, 0);
}

function resolveStep(analysis: Analysis, node: TSESTree.Node, depth: number): Resolved | undefined {
  if (depth > maxDepth) return undefined;
  const bare = unwrap(node);
  if (bare.type === 'Identifier') {
    const binding = resolveBinding(analysis, bare);
    return binding && resolveBindingValue(analysis, binding, bare, depth);
  }
  if (bare.type !== 'MemberExpression') return { analysis, node: bare, trace: [] };
  const name = getStaticPropertyName(bare) ?? getComputedName(analysis, bare, depth);
  if (name === undefined) return undefined;
  const object = unwrap(bare.object);
  if (object.type === 'ThisExpression') {
    const value = getClassField(object, name);
    return value && { analysis, node: value, trace: [createStep(analysis, value, `this.${name}`)] };
  }
  const holder = resolveDeep(analysis, object, depth + 1);
  return holder && getMember(holder, name, depth + 1);
}

function getComputedName(analysis: Analysis, node: TSESTree.MemberExpression, depth: number): string | undefined {
  if (!node.computed) return undefined;
  const key = evaluate(analysis, node.property, depth + 1);
  return key === undefined ? undefined : String(key.value);
}

function resolveDeep(analysis: Analysis, node: TSESTree.Node, depth: number): Resolved | undefined {
  let current: Resolved = { analysis, node: unwrap(node), trace: [] };
  for (let level = depth; level < maxDepth; level++) {
    if (current.node.type !== 'Identifier' && current.node.type !== 'MemberExpression') return current;
    const next = resolveStep(current.analysis, current.node, level + 1);
    if (!next) return undefined;
    current = { ...next, node: unwrap(next.node), trace: [...next.trace, ...current.trace] };
  }
  return undefined;
}

/**
 * The expression that a binding's value is; undefined for parameters, globals and reassigned variables.
 *
 * @param at where the binding is used; a value that speaks of itself there is not resolved
 */
export function resolveBindingValue(
  analysis: Analysis,
  binding: Binding,
  at: TSESTree.Node,
  depth = 0,
): Resolved | undefined {
  switch (binding.kind) {
    case 'variable': {
      if (!binding.init || binding.writes.length > 0 || contains(binding.init, at)) return undefined;
      const step = createStep(analysis, binding.declarator.id, binding.name);
      const start: Resolved = { analysis, node: unwrap(binding.init), trace: [step] };
      return takePath(start, binding.path, depth);
    }
    case 'import': {
      const definition = resolveImported(analysis, binding);
      if (!definition) return undefined;
      const label = binding.imported === '*' || binding.imported === 'default' ? binding.local : binding.imported;
      const step = createStep(definition.analysis, definition.declaration, label);
      return takePath({ analysis: definition.analysis, node: definition.node, trace: [step] }, binding.path, depth);
    }
    case 'function':
    case 'class':
    case 'enum':
      return { analysis, node: binding.node, trace: [createStep(analysis, binding.node, binding.name)] };
    default:
      return undefined;
  }
}

function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  for (let node: TSESTree.Node | undefined = inner; node; node = node.parent) {
    if (node === outer) return true;
    // Inside a function the name is used later, when its value is there.
    if (isFunction(node)) return false;
  }
  return false;
}

function takePath(start: Resolved, path: readonly PathStep[], depth: number): Resolved | undefined {
  let current: Resolved | undefined = start;
  for (const step of path) {
    if (step.kind !== 'property' || step.key === undefined) return undefined;
    const holder = resolveDeep(current.analysis, current.node, depth + 1);
    if (!holder) return undefined;
    const member = getMember({ ...holder, trace: [...holder.trace, ...current.trace] }, step.key, depth + 1);
    if (!member) return undefined;
    current = member;
  }
  return current;
}

/** The value of a property of an object literal, an array's element, an enum's member, a module's export, a static. */
export function getMember(holder: Resolved, name: string, depth = 0): Resolved | undefined {
  if (depth > maxDepth) return undefined;
  const { analysis, node, trace } = holder;
  switch (node.type as string) {
    case 'ObjectExpression':
      return getObjectMember(holder, node as TSESTree.ObjectExpression, name, depth);
    case 'ArrayExpression': {
      const elements = (node as TSESTree.ArrayExpression).elements;
      const element = /^\d+$/u.test(name) ? elements[Number(name)] : undefined;
      const spread = elements.slice(0, Number(name) + 1).some((entry) => entry?.type === 'SpreadElement');
      return element && !spread ? { analysis, node: unwrap(element), trace } : undefined;
    }
    case 'TSEnumDeclaration': {
      const member = getEnumMembers(node as TSESTree.TSEnumDeclaration).find((entry) => getEnumName(entry) === name);
      return member && { analysis, node: member, trace: [createStep(analysis, member, name)] };
    }
    case 'CallExpression': {
      const call = node as TSESTree.CallExpression;
      const first = call.arguments[0];
      const callee = unwrapType(call.callee);
      const isFreeze =
        callee.type === 'MemberExpression' && ['freeze', 'seal'].includes(getStaticPropertyName(callee) ?? '');
      if (!isFreeze || !first) return undefined;
      const inner = resolveDeep(analysis, first, depth + 1);
      return inner && getMember({ ...inner, trace: [...inner.trace, ...trace] }, name, depth + 1);
    }
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const found = (node as TSESTree.ClassDeclaration).body.body.find(
        (entry) =>
          (entry.type === 'PropertyDefinition' || entry.type === 'MethodDefinition') &&
          entry.static &&
          getStaticPropertyName(entry) === name,
      ) as TSESTree.PropertyDefinition | TSESTree.MethodDefinition | undefined;
      return found?.value ? { analysis, node: unwrap(found.value), trace } : undefined;
    }
    case 'Program': {
      const definition = resolveExport(analysis, name);
      if (!definition) return undefined;
      const step = createStep(definition.analysis, definition.declaration, name);
      return { analysis: definition.analysis, node: definition.node, trace: [step] };
    }
    default:
      return undefined;
  }
}

function getObjectMember(
  holder: Resolved,
  node: TSESTree.ObjectExpression,
  name: string,
  depth: number,
): Resolved | undefined {
  const { analysis, trace } = holder;
  // The last one wins, as at run time; a spread that cannot be read may hide the name.
  for (const property of node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const inner = resolveDeep(analysis, property.argument, depth + 1);
      if (inner?.node.type !== 'ObjectExpression') return undefined;
      const found = getMember({ ...inner, trace: [...inner.trace, ...trace] }, name, depth + 1);
      if (found) return found;
      continue;
    }
    if (property.computed && getStaticPropertyName(property) === undefined) return undefined;
    if (getStaticPropertyName(property) !== name || property.kind !== 'init') continue;
    return { analysis, node: unwrap(property.value), trace };
  }
  return undefined;
}

/** Members of an enum, where the parser's version keeps them. */
function getEnumMembers(node: TSESTree.TSEnumDeclaration): readonly TSESTree.TSEnumMember[] {
  const body = (node as { body?: { members?: TSESTree.TSEnumMember[] } }).body;
  return body?.members ?? (node as unknown as { members?: TSESTree.TSEnumMember[] }).members ?? [];
}

/** The name of an enum's member. */
function getEnumName(member: TSESTree.TSEnumMember): string | undefined {
  if (member.id.type === 'Identifier') return member.id.name;
  return member.id.type === 'Literal' ? String(member.id.value) : undefined;
}

/** The initial value of a field of the class around a `this`, when nothing else in the class writes to it. */
function getClassField(node: TSESTree.Node, name: string): TSESTree.Expression | undefined {
  const body = getClassBody(node);
  for (const entry of body?.body ?? []) {
    if (entry.type === 'PropertyDefinition' && !entry.static && getStaticPropertyName(entry) === name) {
      return entry.value ?? undefined;
    }
  }
  return undefined;
}

/** The body of the class that a `this` speaks of. */
export function getClassBody(node: TSESTree.Node): TSESTree.ClassBody | undefined {
  let passedMethod = false;
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type === 'ClassBody') return current;
    if (isFunction(current) && current.type !== 'ArrowFunctionExpression') {
      // A plain function inside a method has a `this` of its own.
      if (passedMethod) return undefined;
      passedMethod = true;
    }
  }
  return undefined;
}
