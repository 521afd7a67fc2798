import type { TSESTree } from '@typescript-eslint/utils';
import { isExit } from './guards.js';
import { getStaticPropertyName, isFunction, unwrap } from './syntax.js';

/** Tells whether a node is reached only where a request has failed: what came back then is an error, not a session. */
export function isAfterFailure(node: TSESTree.Node): boolean {
  let child = node;
  for (let { parent } = node; parent && !isFunction(child); child = parent, { parent } = parent) {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (child === parent.consequent && getOutcome(parent.test) === false) return true;
        if (child === parent.alternate && getOutcome(parent.test) === true) return true;
        break;
      case 'LogicalExpression':
        if (child === parent.right && parent.operator === '&&' && getOutcome(parent.left) === false) return true;
        break;
      case 'BlockStatement':
      case 'Program':
        if (isBelowSuccess(parent.body, child)) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

/** `if (response.ok) return …;` above it. */
function isBelowSuccess(statements: readonly TSESTree.Node[], child: TSESTree.Node): boolean {
  return statements
    .slice(0, statements.indexOf(child))
    .some(
      (statement) =>
        statement.type === 'IfStatement' && isExit(statement.consequent) && getOutcome(statement.test) === true,
    );
}

const okNames = new Set(['ok', 'success', 'isSuccess', 'successful']);
const statusNames = new Set(['status', 'statusCode']);

/** What a condition says of a request where it holds: true for success, false for failure; undefined for neither. */
function getOutcome(condition: TSESTree.Node): boolean | undefined {
  const test = unwrap(condition);
  switch (test.type) {
    case 'UnaryExpression': {
      const inner = test.operator === '!' ? getOutcome(test.argument) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'LogicalExpression':
      return getOutcome(test.left) ?? getOutcome(test.right);
    case 'MemberExpression':
      return okNames.has(getStaticPropertyName(test) ?? '') ? true : undefined;
    case 'BinaryExpression':
      return getStatusOutcome(test);
    default:
      return undefined;
  }
}

function getStatusOutcome({ left, operator, right }: TSESTree.BinaryExpression): boolean | undefined {
  if (left.type !== 'MemberExpression' || right.type !== 'Literal') return undefined;
  const name = getStaticPropertyName(left) ?? '';
  if (okNames.has(name) && typeof right.value === 'boolean') {
    return /^[!=]==?$/u.test(operator) ? right.value === operator.startsWith('=') : undefined;
  }
  if (!statusNames.has(name) || typeof right.value !== 'number') return undefined;
  const isGood = right.value >= 200 && right.value < 300;
  switch (operator) {
    case '==':
    case '===':
      return isGood;
    case '!=':
    case '!==':
      return isGood ? false : undefined;
    case '>=':
    case '>':
      return right.value >= 299 ? false : undefined;
    case '<':
    case '<=':
      return right.value > 200 && right.value <= 400 ? true : undefined;
    default:
      return undefined;
  }
}
