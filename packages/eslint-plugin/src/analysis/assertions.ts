import type { TSESTree } from '@typescript-eslint/utils';
import { getCalleeName, isFunction, unwrap } from './syntax.js';

const asserters = new Set(['expect', 'assert']);
/** Calls that leave what they are given the same thing in another shape. */
const readers = new Set(['parse', 'String', 'Boolean']);

/** Tells whether a value is only compared by a test: `expect(value).toBe(…)`, `assert.equal(value, …)`. */
export function isAsserted(node: TSESTree.Node): boolean {
  let child = node;
  for (let { parent } = node; parent; child = parent, { parent } = parent) {
    switch (parent.type) {
      case 'CallExpression':
        if (parent.callee === child) break;
        if (asserters.has(getRootName(parent.callee) ?? '')) return true;
        // `page.evaluate(() => value)` answers what its function does.
        if (!isFunction(child) && !readers.has(getCalleeName(parent) ?? '')) return false;
        break;
      case 'ExpressionStatement':
      case 'VariableDeclarator':
      case 'AssignmentExpression':
        return false;
      default:
        break;
    }
  }
  return false;
}

/** The name that a chain of members and calls begins with: `expect` of `expect(value).not.toBe`. */
function getRootName(node: TSESTree.Node): string | undefined {
  let current = unwrap(node);
  for (;;) {
    if (current.type === 'MemberExpression') current = unwrap(current.object);
    else if (current.type === 'CallExpression') current = unwrap(current.callee);
    else return current.type === 'Identifier' ? current.name : undefined;
  }
}
