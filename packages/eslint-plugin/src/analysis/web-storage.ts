import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { isFunction, walk, type FunctionNode } from './syntax.js';
import { getClassBody, resolveExpression } from './values.js';

const storageOrigin = /^(?:(?:document\.defaultView|top|parent|frames)\.)?(localStorage|sessionStorage)$/u;
const maxDepth = 6;

/**
 * The web storage that an expression is: bare, of the global object, through aliases, parameters with a default or
 * the type `Storage`, either branch of a choice, class fields, functions that return it.
 *
 * @returns `localStorage`, `sessionStorage`, or `Storage` when it may be either
 */
export function getWebStorage(analysis: Analysis, node: TSESTree.Node, depth = 0): string | undefined {
  if (depth > maxDepth) return undefined;
  const bare = unwrap(node);
  const origin = getOrigin(analysis, bare);
  const direct = origin === undefined ? undefined : storageOrigin.exec(origin)?.[1];
  if (direct !== undefined) return direct;
  const first = (nodes: readonly (TSESTree.Node | null | undefined)[]) => {
    for (const each of nodes) {
      const found = each ? getWebStorage(analysis, each, depth + 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (bare.type) {
    case 'ConditionalExpression':
      return first([bare.consequent, bare.alternate]);
    case 'LogicalExpression':
      return first([bare.right, bare.left]);
    case 'Identifier': {
      const binding = resolveBinding(analysis, bare);
      if (binding?.kind === 'parameter') {
        if (isStorageType(binding.variable.identifiers[0])) return 'Storage';
        return binding.path.length === 0 ? first([binding.defaultValue]) : undefined;
      }
      if (binding?.kind === 'variable' && binding.path.length === 0) {
        if (isStorageType(binding.declarator.id)) return 'Storage';
        return first([binding.init, ...binding.writes.map((write) => write.writeExpr as TSESTree.Node | null)]);
      }
      if (binding?.kind === 'import') {
        const resolved = resolveExpression(analysis, bare);
        return resolved && resolved.node !== bare
          ? getWebStorage(resolved.analysis, resolved.node, depth + 1)
          : undefined;
      }
      return undefined;
    }
    case 'MemberExpression': {
      const name = getStaticPropertyName(bare);
      if (name === undefined || unwrap(bare.object).type !== 'ThisExpression') return undefined;
      return getFieldStorage(analysis, bare, name, depth);
    }
    case 'CallExpression': {
      if (bare.arguments.length > 1) return undefined;
      const callee = resolveExpression(analysis, bare.callee);
      if (!callee || !isFunction(callee.node)) return undefined;
      for (const value of getReturned(callee.analysis, callee.node)) {
        const found = getWebStorage(callee.analysis, value, depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function isStorageType(identifier: TSESTree.Node | undefined): boolean {
  if (identifier?.type !== 'Identifier') return false;
  const type = identifier.typeAnnotation?.typeAnnotation;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Storage';
}

/** A field with a storage for its initial value, or set to one in the constructor. */
function getFieldStorage(analysis: Analysis, node: TSESTree.Node, name: string, depth: number): string | undefined {
  for (const entry of getClassBody(node)?.body ?? []) {
    if (entry.type === 'PropertyDefinition' && getStaticPropertyName(entry) === name) {
      if (entry.typeAnnotation && isStorageTypeNode(entry.typeAnnotation.typeAnnotation)) return 'Storage';
      const found = entry.value ? getWebStorage(analysis, entry.value, depth + 1) : undefined;
      if (found !== undefined) return found;
    }
    if (entry.type !== 'MethodDefinition' || entry.kind !== 'constructor') continue;
    for (const parameter of entry.value.params) {
      if (parameter.type !== 'TSParameterProperty') continue;
      const inner = parameter.parameter;
      const id = inner.type === 'AssignmentPattern' ? inner.left : inner;
      if (id.type !== 'Identifier' || id.name !== name) continue;
      if (isStorageType(id)) return 'Storage';
      if (inner.type === 'AssignmentPattern') return getWebStorage(analysis, inner.right, depth + 1);
    }
    for (const statement of entry.value.body?.body ?? []) {
      if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
      const { left, right } = statement.expression;
      if (left.type !== 'MemberExpression' || getStaticPropertyName(left) !== name) continue;
      if (unwrap(left.object).type !== 'ThisExpression') continue;
      const found = getWebStorage(analysis, right, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isStorageTypeNode(type: TSESTree.TypeNode): boolean {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Storage';
}

const returned = new WeakMap<TSESTree.Node, readonly TSESTree.Expression[]>();

/** What a function returns, in source order; functions inside it left out. */
export function getReturned(analysis: Analysis, fn: FunctionNode): readonly TSESTree.Expression[] {
  const known = returned.get(fn);
  if (known) return known;
  const found: TSESTree.Expression[] = [];
  if (fn.body && fn.body.type !== 'BlockStatement') {
    found.push(fn.body);
  } else if (fn.body) {
    walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
      if (isFunction(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return false;
      if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
      return true;
    });
  }
  returned.set(fn, found);
  return found;
}
