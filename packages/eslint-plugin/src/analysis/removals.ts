import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';

/**
 * The text to take away to delete the expression statement around a node, with its line when it stands alone there;
 * undefined when the value is used, so that the statement cannot go.
 */
export function getStatementRemoval(analysis: Analysis, node: TSESTree.Node): [number, number] | undefined {
  let current: TSESTree.Node = node;
  while (current.parent && current.type !== 'ExpressionStatement') {
    if (!isTransparent(current.parent, current)) return undefined;
    current = current.parent;
  }
  if (current.type !== 'ExpressionStatement') return undefined;
  const holder = current.parent?.type;
  if (holder !== 'BlockStatement' && holder !== 'Program' && holder !== 'SwitchCase') return undefined;
  const { text } = analysis.sourceCode;
  let [start, end] = current.range;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const nextLine = text.indexOf('\n', end);
  const lineEnd = nextLine < 0 ? text.length : nextLine + 1;
  if (text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '') {
    start = lineStart;
    end = lineEnd;
  }
  return [start, end];
}

/** Whether nothing but the inner node's effect would be lost. */
function isTransparent(parent: TSESTree.Node, child: TSESTree.Node): boolean {
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'AwaitExpression':
    case 'ChainExpression':
      return true;
    case 'LogicalExpression':
      return parent.right === child;
    case 'UnaryExpression':
      return parent.operator === 'void';
    default:
      return false;
  }
}
