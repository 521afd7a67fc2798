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
        if (child !== parent.test && meansFailure(parent.test, child === parent.consequent)) return true;
        break;
      case 'LogicalExpression':
        if (child === parent.right && parent.operator === '&&' && meansFailure(parent.left, true)) return true;
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
        statement.type === 'IfStatement' && isExit(statement.consequent) && meansFailure(statement.test, false),
    );
}

/** Members that only an answer to a request that went well has, or that say so. */
const okNames = new Set('ok success isSuccess successful user data token accessToken access_token'.split(' '));
const statusNames = new Set(['status', 'statusCode']);

/** Tells whether a request has failed for certain where a condition has the given outcome. */
function meansFailure(condition: TSESTree.Node, outcome: boolean): boolean {
  const test = unwrap(condition);
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && meansFailure(test.argument, !outcome);
    case 'LogicalExpression': {
      if (test.operator === '??') return false;
      const sides = [meansFailure(test.left, outcome), meansFailure(test.right, outcome)];
      // Where `a && b` holds, so do both; where it does not, it may be either.
      return (test.operator === '&&') === outcome ? sides.some(Boolean) : sides.every(Boolean);
    }
    case 'MemberExpression':
      return !outcome && okNames.has(getStaticPropertyName(test) ?? '');
    case 'BinaryExpression':
      return comparesToFailure(test, outcome);
    default:
      return false;
  }
}

function comparesToFailure({ left, operator, right }: TSESTree.BinaryExpression, outcome: boolean): boolean {
  if (left.type !== 'MemberExpression' || right.type !== 'Literal') return false;
  const name = getStaticPropertyName(left) ?? '';
  const { value } = right;
  const isEqual = /^[!=]==?$/u.test(operator) ? operator.startsWith('=') === outcome : undefined;
  if (typeof value === 'boolean') return okNames.has(name) && isEqual === !value;
  if (typeof value !== 'number' || !statusNames.has(name)) return false;
  const isGood = value >= 200 && value < 300;
  if (isEqual !== undefined) return isEqual !== isGood && (isEqual || isGood);
  // Whether no status from 200 to 299 is left.
  switch (operator) {
    case '>=':
      return outcome ? value > 299 : value <= 200;
    case '>':
      return outcome ? value >= 299 : value < 200;
    case '<':
      return outcome ? value <= 200 : value > 299;
    case '<=':
      return outcome ? value < 200 : value >= 299;
    default:
      return false;
  }
}
