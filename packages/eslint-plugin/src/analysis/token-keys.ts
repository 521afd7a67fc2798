import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords, type TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getStaticPropertyName, resolveBinding, unwrap, type Binding } from './bindings.js';
import { getTokenName, type TokenKind } from './tokens.js';
import { createStep } from './traces.js';
import { getStaticString, resolveExpression, type Resolved } from './values.js';

/** Words that a constant's name has because it names a key: `TOKEN_STORAGE_KEY`. */
const keyWords = new Set(['key', 'keys', 'name', 'names', 'storage', 'cookie', 'cookies', 'local', 'session', 'store']);

/** As {@link getTokenName}, for the name of a constant that holds a storage key. */
function getTokenKeyName(analysis: Analysis, name: string): TokenKind | undefined {
  const words = [...splitWords(name)];
  while (words.length > 1 && keyWords.has(words.at(-1)!)) words.pop();
  return getTokenName(analysis, words.join('_'));
}

/** What is known of a storage or cookie key. */
export interface KeyEvidence {
  readonly kind: TokenKind | undefined;
  readonly name: string;
  readonly trace: readonly TraceStep[];
}

/**
 * Reads a storage key: a constant in any form, a template with unknown parts, a call that builds a key; where no value
 * is known, the name of the constant. Undefined when nothing is known.
 */
export function getKeyEvidence(analysis: Analysis, node: TSESTree.Node, depth = 0): KeyEvidence | undefined {
  if (depth > 4) return undefined;
  if (node.type === 'Property') {
    const name = getStaticPropertyName(node);
    return name === undefined ? undefined : { kind: getTokenName(analysis, name), name, trace: [] };
  }
  const known = getStaticString(analysis, node);
  if (known) return { kind: getTokenName(analysis, known.value), name: known.value, trace: known.trace };
  const bare = unwrap(node);
  switch (bare.type) {
    case 'TemplateLiteral':
    case 'BinaryExpression': {
      const name = getPartialText(analysis, bare).trim();
      const kind = getTokenName(analysis, name);
      return kind && { kind, name: splitWords(name).join('_'), trace: [] };
    }
    case 'ConditionalExpression':
      return firstToken(analysis, [bare.consequent, bare.alternate], depth);
    case 'LogicalExpression':
      return firstToken(analysis, [bare.left, bare.right], depth);
    case 'CallExpression': {
      const callee = getCalleeName(bare);
      if (callee === undefined || !splitWords(callee).some((word) => /^(?:key|prefix|prefixed|name|ns)$/u.test(word)))
        return undefined;
      return firstToken(analysis, bare.arguments, depth);
    }
    case 'Identifier': {
      const binding = resolveBinding(analysis, bare);
      const listed = binding && getListed(analysis, binding);
      if (listed) return firstToken(listed.analysis, listed.nodes, depth);
      if (binding?.kind === 'parameter') {
        return binding.defaultValue ? getKeyEvidence(analysis, binding.defaultValue, depth + 1) : undefined;
      }
      if (binding?.kind === 'variable' && binding.path.length === 0 && binding.init && binding.writes.length === 0) {
        const found = getKeyEvidence(analysis, binding.init, depth + 1);
        return found && { ...found, trace: [...found.trace, createStep(analysis, binding.declarator.id, bare.name)] };
      }
      if (binding?.kind !== 'import' && binding?.kind !== 'global') return undefined;
      return getNamedKey(analysis, bare.name);
    }
    case 'MemberExpression': {
      const name = getStaticPropertyName(bare);
      return name === undefined ? undefined : getNamedKey(analysis, name);
    }
    default:
      return undefined;
  }
}

function getNamedKey(analysis: Analysis, name: string): KeyEvidence | undefined {
  const kind = getTokenKeyName(analysis, name);
  return kind && { kind, name, trace: [] };
}

function firstToken(analysis: Analysis, nodes: readonly TSESTree.Node[], depth: number): KeyEvidence | undefined {
  for (const node of nodes) {
    const found = getKeyEvidence(analysis, node, depth + 1);
    if (found?.kind) return found;
  }
  return undefined;
}

/** The text of a template or concatenation, a space for every part that is not known. */
function getPartialText(analysis: Analysis, node: TSESTree.Node): string {
  const bare = unwrap(node);
  if (bare.type === 'TemplateLiteral') {
    return bare.quasis
      .map((quasi, index) => {
        const expression = bare.expressions[index];
        return `${quasi.value.cooked ?? ''}${expression ? getPartialText(analysis, expression) : ''}`;
      })
      .join('');
  }
  if (bare.type === 'BinaryExpression' && bare.operator === '+') {
    return `${getPartialText(analysis, bare.left)}${getPartialText(analysis, bare.right)}`;
  }
  return getStaticString(analysis, bare)?.value ?? ' ';
}

const iterations = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every']);

interface Listed {
  readonly analysis: Analysis;
  readonly nodes: readonly TSESTree.Node[];
}

/** The values that a name takes in a loop over a list or over an object's keys. */
function getListed(analysis: Analysis, binding: Binding): Listed | undefined {
  let source: TSESTree.Node | undefined;
  let path: readonly (string | undefined)[] = [];
  if (binding.kind === 'parameter') {
    const { parent } = binding.fn;
    const callee =
      parent?.type === 'CallExpression' && parent.arguments[0] === binding.fn ? unwrap(parent.callee) : undefined;
    if (binding.index !== 0 || callee?.type !== 'MemberExpression') return undefined;
    if (!iterations.has(getStaticPropertyName(callee) ?? '')) return undefined;
    source = callee.object;
    path = binding.path.map((step) => step.key);
  } else if (binding.kind === 'variable' && binding.path[0]?.kind === 'element') {
    source = binding.init;
    path = binding.path.slice(1).map((step) => step.key);
  }
  if (!source) return undefined;
  const list = resolveExpression(analysis, source);
  if (list?.node.type === 'ArrayExpression' && path.length === 0)
    return { analysis: list.analysis, nodes: getItems(list.node.elements) };
  if (list?.node.type === 'ArrayExpression' && path.length === 1) {
    const index = Number(path[0]);
    return {
      analysis: list.analysis,
      nodes: getItems(
        list.node.elements.map((pair) => (pair?.type === 'ArrayExpression' ? pair.elements[index] : null)),
      ),
    };
  }
  return list && getObjectKeys(list, path);
}

/** `Object.keys(object)`; `Object.entries(object)` where the key is taken; `Object.values(KEYS)`. */
function getObjectKeys(list: Resolved, path: readonly (string | undefined)[]): Listed | undefined {
  const { analysis, node } = list;
  if (node.type !== 'CallExpression' || !node.arguments[0]) return undefined;
  const method = /^Object\.(keys|entries|values)$/u.exec(analysis.sourceCode.getText(node.callee))?.[1];
  if (method === undefined || path.join('.') !== (method === 'entries' ? '0' : '')) return undefined;
  const object = resolveExpression(analysis, node.arguments[0]);
  if (object?.node.type !== 'ObjectExpression') return undefined;
  const nodes = object.node.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    return [method === 'values' ? property.value : property];
  });
  return { analysis: object.analysis, nodes };
}

function getItems(elements: readonly (TSESTree.Node | null | undefined)[]): TSESTree.Node[] {
  return elements.filter((element) => element !== null && element !== undefined);
}
