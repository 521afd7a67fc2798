import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getStaticPropertyName, unwrapType } from './bindings.js';
import { classify, isEmpty } from './secret-flow.js';
import { clean, combine, createSecret, hop, unknown, type State, type Verdict } from './secret-verdicts.js';
import { getSensitiveName, isFunctionName } from './secret-names.js';
import { getDisplayName } from './secret-sources.js';
import { getReturned } from './summaries.js';
import { isFunction, type FunctionNode } from './syntax.js';
import { createStep } from './traces.js';
import { getClassBody } from './values.js';

/** A field of the class: by what is assigned to it in the class, then by its name. */
export function classifyField(
  analysis: Analysis,
  node: TSESTree.MemberExpression,
  name: string,
  state: State,
): Verdict {
  const kind = isFunctionName(name) ? undefined : getSensitiveName(analysis.settings, name);
  const values = getFieldValues(analysis, node, name);
  const parts = values.map((value) =>
    hop(classify(analysis, value, state), analysis, node, createStep(analysis, value, `this.${name}`)),
  );
  const meaningful = parts.filter((part, index) => part.verdict !== 'clean' || !isEmpty(values[index]!));
  const getter = getGetter(node, name);
  if (getter) meaningful.push(classifyGetter(analysis, node, getter, name, state));
  const known = meaningful.length > 0 ? combine(meaningful) : unknown;
  if (known.verdict === 'secret') return { verdict: 'secret', found: known.found.slice(0, 1) };
  if (known.verdict === 'clean') return clean;
  return kind ? createSecret(analysis, node, kind, getDisplayName(node)) : unknown;
}

/** `get header() { return `Bearer ${this.token}` }`. */
function getGetter(node: TSESTree.MemberExpression, name: string): FunctionNode | undefined {
  for (const entry of getClassBody(node)?.body ?? []) {
    if (entry.type !== 'MethodDefinition' || entry.kind !== 'get' || getStaticPropertyName(entry) !== name) continue;
    return isFunction(entry.value) ? entry.value : undefined;
  }
  return undefined;
}

function classifyGetter(
  analysis: Analysis,
  node: TSESTree.MemberExpression,
  getter: FunctionNode,
  name: string,
  state: State,
): Verdict {
  return hop(getReturned(analysis, getter, state), analysis, node, createStep(analysis, getter, `this.${name}`));
}

function getFieldValues(analysis: Analysis, node: TSESTree.MemberExpression, name: string): TSESTree.Node[] {
  let body: TSESTree.ClassBody | undefined;
  for (let current: TSESTree.Node | undefined = node; current && !body; current = current.parent) {
    if (current.type === 'ClassBody') body = current;
  }
  return body ? (getAssignedFields(analysis, body).get(name) ?? []) : [];
}

const assignedFields = new WeakMap<TSESTree.ClassBody, ReadonlyMap<string, TSESTree.Node[]>>();

function getAssignedFields(analysis: Analysis, body: TSESTree.ClassBody): ReadonlyMap<string, TSESTree.Node[]> {
  const known = assignedFields.get(body);
  if (known) return known;
  const fields = new Map<string, TSESTree.Node[]>();
  const add = (name: string | undefined, value: TSESTree.Node | null | undefined): void => {
    if (name !== undefined && value) fields.set(name, [...(fields.get(name) ?? []), value]);
  };
  for (const entry of body.body) {
    if (entry.type === 'PropertyDefinition') add(getStaticPropertyName(entry), entry.value);
  }
  walkAssignments(analysis, body, (target, value) => {
    if (target.type !== 'MemberExpression' || unwrapType(target.object).type !== 'ThisExpression') return;
    add(getStaticPropertyName(target), value);
  });
  assignedFields.set(body, fields);
  return fields;
}

function walkAssignments(
  analysis: Analysis,
  root: TSESTree.Node,
  visit: (target: TSESTree.Node, value: TSESTree.Node) => void,
): void {
  const stack: TSESTree.Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'AssignmentExpression') visit(unwrapType(node.left), node.right);
    const record = node as unknown as Record<string, unknown>;
    for (const key of analysis.sourceCode.visitorKeys[node.type] ?? []) {
      const child = record[key];
      if (Array.isArray(child)) stack.push(...child.filter((entry): entry is TSESTree.Node => isNode(entry)));
      else if (isNode(child)) stack.push(child);
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
