import type { TSESTree } from '@typescript-eslint/utils';
import { isRedactorName, splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { isResponse } from './server-cookies.js';
import { resolveFunction } from './callees.js';
import { getParentFunction, isFunction } from './syntax.js';
import { getTokenName, isHarmlessValue } from './tokens.js';
import { getTokenRole } from './token-roles.js';
import { createStep, type TraceStep } from './traces.js';
import { getStaticValue, resolveExpression } from './values.js';
import { getReturned } from './web-storage.js';

/** A refresh token in the body of a response. */
export interface ExposedToken {
  readonly name: string;
  readonly node: TSESTree.Node;
  readonly trace: readonly TraceStep[];
  /** The file in which the body is put together, where that is a function's. */
  readonly maker?: Analysis;
}

const senders = new Set(['json', 'send', 'jsonp', 'end', 'body', 'text', 'render', 'ok', 'created']);
const contexts = /^(?:c|ctx|context)$/u;

/** The body that a call sends: `res.json(body)`, `reply.send(body)`, `c.json(body)`, `NextResponse.json(body)`. */
export function getSentBody(analysis: Analysis, call: TSESTree.CallExpression): TSESTree.Node | undefined {
  const method = getCalleeName(call);
  const callee = unwrap(call.callee);
  const [body] = call.arguments;
  if (!body || method === undefined) return undefined;
  if (callee.type === 'Identifier') {
    const origin = method === 'json' || method === 'data' ? getOrigin(analysis, callee) : undefined;
    return origin !== undefined && /^(?:@remix-run\/\w+|@sveltejs\/kit|react-router)\./u.test(origin)
      ? body
      : undefined;
  }
  if (callee.type !== 'MemberExpression' || !senders.has(method)) return undefined;
  const origin = getOrigin(analysis, callee);
  if (origin === 'Response.json' || (origin !== undefined && /^next\/server\.NextResponse\.json$/u.test(origin)))
    return body;
  if (isResponse(analysis, callee.object)) return body;
  const object = unwrap(callee.object);
  if (object.type === 'Identifier' && object.name === 'NextResponse') return body;
  if (object.type !== 'Identifier' || !contexts.test(object.name) || method === 'render') return undefined;
  // Mock servers answer tests with a context of the same name.
  return /['"]msw['"]/u.test(analysis.sourceCode.text) ? undefined : body;
}

/** The body that `new Response(JSON.stringify(body))` sends. */
export function getConstructedBody(analysis: Analysis, node: TSESTree.NewExpression): TSESTree.Node | undefined {
  const name = getCalleeName(node);
  return name === 'Response' || name === 'NextResponse' ? node.arguments[0] : undefined;
}

/** Koa's `ctx.body = …`, when nothing replaces it before it is sent. */
export function getAssignedBody(analysis: Analysis, node: TSESTree.AssignmentExpression): TSESTree.Node | undefined {
  if (node.operator !== '=') return undefined;
  const left = unwrap(node.left);
  if (left.type !== 'MemberExpression') return undefined;
  const path = analysis.sourceCode.getText(left).replaceAll('?.', '.');
  const target = /^(?:ctx|context|this)(?:\.response)?\.body(?:\.(\w+))?$/u.exec(path);
  if (!target) return undefined;
  if (target[1] !== undefined) {
    return getTokenName(analysis, target[1]) === 'refresh' && !isHarmlessValue(analysis, node.right) ? left : undefined;
  }
  return isReplaced(analysis, node, path) ? undefined : node.right;
}

/** Whether a later statement of the same block sets the same thing anew. */
function isReplaced(analysis: Analysis, node: TSESTree.AssignmentExpression, path: string): boolean {
  const statement = node.parent;
  const block = statement.parent;
  if (statement.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return false;
  return block.body.slice(block.body.indexOf(statement) + 1).some((later) => {
    if (later.type !== 'ExpressionStatement' || later.expression.type !== 'AssignmentExpression') return false;
    return analysis.sourceCode.getText(later.expression.left).replaceAll('?.', '.') === path;
  });
}

/** The value that a handler returns as the body: Nest's controllers, Fastify's and Nitro's handlers. */
export function getReturnedBody(analysis: Analysis, node: TSESTree.ReturnStatement): TSESTree.Node | undefined {
  if (!node.argument) return undefined;
  const fn = getParentFunction(node);
  return fn && isHandler(analysis, fn) ? node.argument : undefined;
}

const routeDecorators = /^(?:Get|Post|Put|Patch|Delete|All|Mutation|Query)$/u;

/** Whether what a function returns becomes the body. */
export function isHandler(analysis: Analysis, fn: TSESTree.Node): boolean {
  const { parent } = fn;
  if (parent?.type === 'MethodDefinition') {
    return (parent.decorators ?? []).some(({ expression }) => {
      const name = expression.type === 'CallExpression' ? getCalleeName(expression) : undefined;
      return name !== undefined && routeDecorators.test(name);
    });
  }
  if (parent?.type !== 'CallExpression' || parent.callee === fn) return false;
  const name = getCalleeName(parent);
  if (name === 'defineEventHandler' || name === 'eventHandler') return true;
  if (name === undefined || !/^(?:get|post|put|patch|delete|all)$/u.test(name)) return false;
  const callee = unwrap(parent.callee);
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return (
    object?.type === 'Identifier' &&
    /^(?:fastify|app|server|instance)$/u.test(object.name) &&
    /fastify|elysia/iu.test(analysis.sourceCode.text)
  );
}

const maxDepth = 8;

/** The refresh tokens that a body holds. */
export function getBodyTokens(analysis: Analysis, body: TSESTree.Node, depth = 0): ExposedToken[] {
  if (depth > maxDepth) return [];
  const bare = unwrap(body);
  const next = (node: TSESTree.Node) => getBodyTokens(analysis, node, depth + 1);
  switch (bare.type) {
    case 'ObjectExpression':
      return bare.properties.flatMap((property) => {
        if (property.type === 'SpreadElement') return next(property.argument);
        return getPropertyTokens(analysis, property, depth);
      });
    case 'ArrayExpression':
      return bare.elements.flatMap((element) => (element ? next(element) : []));
    case 'ConditionalExpression':
      return [...next(bare.consequent), ...next(bare.alternate)];
    case 'LogicalExpression':
      return bare.operator === '&&' ? next(bare.right) : [...next(bare.left), ...next(bare.right)];
    case 'MemberExpression': {
      const role = getTokenRole(analysis, bare);
      return role?.kind === 'refresh' ? [{ name: role.name, node: bare, trace: [] }] : [];
    }
    case 'Identifier':
      return getVariableTokens(analysis, bare, depth);
    case 'CallExpression':
    case 'NewExpression':
      return getCallTokens(analysis, bare, depth);
    default:
      return [];
  }
}

function getPropertyTokens(analysis: Analysis, property: TSESTree.Property, depth: number): ExposedToken[] {
  const name = getStaticPropertyName(property);
  if (property.kind !== 'init' || property.method || isHarmlessValue(analysis, property.value)) return [];
  if (isFunction(property.value)) return [];
  const { value } = property;
  if (isRedacted(analysis, value)) return [];
  if (name !== undefined && getTokenName(analysis, name) === 'refresh') {
    const bare = unwrap(value);
    const isText = bare.type === 'Identifier' && isConstant(analysis, bare);
    return isText || isDescription(analysis, bare) ? [] : [{ name, node: property, trace: [] }];
  }
  const role = getTokenRole(analysis, value);
  if (role?.kind === 'refresh') return [{ name: role.name, node: value, trace: [] }];
  return getBodyTokens(analysis, value, depth + 1);
}

/** An object of constants only: a schema, an example of what is asked for. */
function isDescription(analysis: Analysis, node: TSESTree.Node): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.every(
      (property) =>
        property.type === 'Property' &&
        (isConstant(analysis, property.value) || isDescription(analysis, unwrap(property.value))),
    )
  );
}

function isConstant(analysis: Analysis, node: TSESTree.Node): boolean {
  return getStaticValue(analysis, node) !== undefined;
}

function isRedacted(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  const name = bare.type === 'CallExpression' ? getCalleeName(bare) : undefined;
  return name !== undefined && isRedactorName(name, analysis.settings.redactors);
}

/** A variable in a body: its last value, what was put in it, what is known to be in it. */
function getVariableTokens(analysis: Analysis, node: TSESTree.Identifier, depth: number): ExposedToken[] {
  const role = getTokenRole(analysis, node);
  if (role?.kind === 'refresh' && getTokenName(analysis, node.name)) {
    return isConstant(analysis, node) ? [] : [{ name: node.name, node, trace: [] }];
  }
  const binding = resolveBinding(analysis, node);
  if (binding?.kind !== 'variable' || binding.path.length > 0) return [];
  const before = binding.writes.filter((write) => (write.identifier as TSESTree.Node).range[0] < node.range[0]);
  const last = before.at(-1)?.writeExpr as TSESTree.Node | null | undefined;
  const source = last ?? binding.init;
  if (source && unwrap(source).type !== 'Identifier' && isConstant(analysis, source)) return [];
  const members = binding.variable.references.flatMap((reference) => {
    const use = reference.identifier as TSESTree.Node;
    const member = use.parent;
    if (member?.type !== 'MemberExpression' || member.object !== use) return [];
    const name = getStaticPropertyName(member);
    return name !== undefined && getTokenName(analysis, name) === 'refresh' ? [{ name, member }] : [];
  });
  if (members.some(({ member }) => isDeleted(member) && member.range[0] < node.range[0])) return [];
  const inner = source ? getBodyTokens(analysis, source, depth + 1) : [];
  const place = (token: ExposedToken): ExposedToken => ({
    ...token,
    node,
    trace: [createStep(analysis, token.node, token.name), ...token.trace],
  });
  if (inner.length > 0) return inner.map(place);
  const isLiteral = source && unwrap(source).type === 'ObjectExpression';
  for (const { name, member } of members) {
    if (member.range[0] > node.range[0] && isLiteral) continue;
    const isWrite = member.parent.type === 'AssignmentExpression' && member.parent.left === member;
    if (isWrite && isLiteral && !isHarmlessValue(analysis, (member.parent as TSESTree.AssignmentExpression).right)) {
      return [place({ name, node: member, trace: [] })];
    }
    if (!isWrite && !isLiteral && isTokenHolder(node.name)) return [place({ name, node: member, trace: [] })];
  }
  return [];
}

function isDeleted(member: TSESTree.MemberExpression): boolean {
  const { parent } = member;
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete';
  return (
    parent.type === 'AssignmentExpression' &&
    parent.left === member &&
    parent.right.type === 'Identifier' &&
    parent.right.name === 'undefined'
  );
}

/** A name of what a login answers: `tokens`, `tokenPair`, `authResult`. */
function isTokenHolder(name: string): boolean {
  return splitWords(name).some((word) => /^(?:tokens?|auth|credentials|pair|session|login|result)$/u.test(word));
}

/** A wrapper around the body (`new ApiResponse(200, {…})`, `JSON.stringify({…})`) or a function of the project. */
function getCallTokens(
  analysis: Analysis,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  depth: number,
): ExposedToken[] {
  const name = getCalleeName(node);
  if (name === undefined || isRedactorName(name, analysis.settings.redactors)) return [];
  if (
    node.type === 'CallExpression' &&
    /^(?:omit|pick|exclude|without|encrypt\w*|verify\w*|parse|set\w*|log\w*)$/u.test(name)
  )
    return [];
  if (node.type === 'CallExpression') {
    const fn = resolveFunction(analysis, node.callee);
    if (fn && isFunction(fn.node)) {
      const found = getReturned(fn.analysis, fn.node).flatMap((value) => {
        return fn.analysis === analysis && value === node ? [] : getBodyTokens(fn.analysis, value, depth + 2);
      });
      const [first] = found;
      if (!first) return [];
      const trace = [createStep(fn.analysis, first.node, first.name)];
      return [{ name: first.name, node, trace, maker: first.maker ?? fn.analysis }];
    }
    if (
      name !== 'stringify' &&
      name !== 'assign' &&
      !/^(?:ok|success|created|respond|response|send\w*|to\w*|build\w*|format\w*|wrap\w*|api\w*)$/iu.test(name)
    )
      return [];
  }
  return node.arguments.flatMap((argument) => {
    const bare = unwrap(argument);
    const resolved = bare.type === 'Identifier' ? resolveExpression(analysis, bare) : undefined;
    const isObject =
      bare.type === 'ObjectExpression' || resolved?.node.type === 'ObjectExpression' || name === 'stringify';
    return isObject ? getBodyTokens(analysis, argument, depth + 1) : [];
  });
}
