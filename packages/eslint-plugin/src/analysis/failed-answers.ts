import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { resolveBinding, type ParameterBinding, type VariableBinding } from './bindings.js';
import { isExit } from './guards.js';
import { getCalleeName, getStaticPropertyName, isFunction, unwrap } from './syntax.js';

/**
 * Tells whether a node is reached only where a request has failed: what came back then is an error, not a session.
 *
 * @param answer the name of the response that must be the failed one; any by default
 */
export function isAfterFailure(node: TSESTree.Node, answer?: string): boolean {
  let child = node;
  for (let { parent } = node; parent && !isFunction(child); child = parent, { parent } = parent) {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (child !== parent.test && meansFailure(parent.test, child === parent.consequent, answer)) return true;
        break;
      case 'LogicalExpression':
        if (child === parent.right && parent.operator === '&&' && meansFailure(parent.left, true, answer)) return true;
        break;
      case 'BlockStatement':
      case 'Program':
        if (isBelowSuccess(parent.body, child, answer)) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

const bodyReaders = new Set(['json', 'text']);

/** Tells whether a name is what was read of a response that has failed: an error, whatever its name promises. */
export function isFailedBody(analysis: Analysis, node: TSESTree.Node): boolean {
  const body = resolveBinding(analysis, node);
  if (body?.kind !== 'variable' || !isConstant(body) || !body.init) return false;
  const read = unwrap(body.init);
  if (read.type !== 'CallExpression' || !bodyReaders.has(getCalleeName(read) ?? '')) return false;
  const callee = unwrap(read.callee);
  const response = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (response?.type !== 'Identifier') return false;
  const binding = resolveBinding(analysis, response);
  const isOne = (binding?.kind === 'variable' || binding?.kind === 'parameter') && isConstant(binding);
  return isOne && isAfterFailure(node, response.name);
}

/** One value as a whole, from where it begins to its end. */
function isConstant({ path, writes }: VariableBinding | ParameterBinding): boolean {
  return path.length === 0 && writes.length === 0;
}

/** `if (response.ok) return …;` above it. */
function isBelowSuccess(statements: readonly TSESTree.Node[], child: TSESTree.Node, answer?: string): boolean {
  return statements
    .slice(0, statements.indexOf(child))
    .some(
      (statement) =>
        statement.type === 'IfStatement' && isExit(statement.consequent) && meansFailure(statement.test, false, answer),
    );
}

/** Members that only an answer to a request that went well has, or that say so. */
const okNames = new Set('ok success isSuccess successful user data token accessToken access_token'.split(' '));
const statusNames = new Set(['status', 'statusCode']);

/** Tells whether a request has failed for certain where a condition has the given outcome. */
function meansFailure(condition: TSESTree.Node, outcome: boolean, answer?: string): boolean {
  const test = unwrap(condition);
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && meansFailure(test.argument, !outcome, answer);
    case 'LogicalExpression': {
      if (test.operator === '??') return false;
      const sides = [meansFailure(test.left, outcome, answer), meansFailure(test.right, outcome, answer)];
      // Where `a && b` holds, so do both; where it does not, it may be either.
      return (test.operator === '&&') === outcome ? sides.some(Boolean) : sides.every(Boolean);
    }
    case 'MemberExpression':
      return !outcome && okNames.has(getStaticPropertyName(test) ?? '') && isOf(test, answer);
    case 'BinaryExpression':
      return comparesToFailure(test, outcome, answer);
    default:
      return false;
  }
}

/** Whether a member is one of the response in question. */
function isOf(member: TSESTree.MemberExpression, answer: string | undefined): boolean {
  const object = unwrap(member.object);
  return answer === undefined || (object.type === 'Identifier' && object.name === answer);
}

function comparesToFailure(
  { left, operator, right }: TSESTree.BinaryExpression,
  outcome: boolean,
  answer?: string,
): boolean {
  if (left.type !== 'MemberExpression' || right.type !== 'Literal' || !isOf(left, answer)) return false;
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
