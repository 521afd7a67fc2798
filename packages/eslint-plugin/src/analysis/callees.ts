import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getStaticPropertyName, unwrap } from './bindings.js';
import { isFunction } from './syntax.js';
import { getClassBody, resolveExpression, type Resolved } from './values.js';

/** The function that a call runs, where the project's sources tell: also methods of its objects and classes. */
export function resolveFunction(analysis: Analysis, callee: TSESTree.Node): Resolved | undefined {
  const bare = unwrap(callee);
  const direct = resolveExpression(analysis, bare);
  if (direct && direct.node !== bare && isFunction(direct.node)) return direct;
  if (bare.type !== 'MemberExpression') return undefined;
  const name = getStaticPropertyName(bare);
  const owner = name === undefined ? undefined : resolveClass(analysis, bare.object);
  if (!owner || name === undefined) return undefined;
  const method = (owner.node as TSESTree.ClassDeclaration).body.body.find(
    (entry) =>
      (entry.type === 'MethodDefinition' || entry.type === 'PropertyDefinition') &&
      getStaticPropertyName(entry) === name,
  ) as TSESTree.MethodDefinition | TSESTree.PropertyDefinition | undefined;
  const value = method?.value;
  return isFunction(value) ? { analysis: owner.analysis, node: value, trace: owner.trace } : undefined;
}

/** The class that an object is made from: `new X()`, `this`, a constructor parameter of the type. */
function resolveClass(analysis: Analysis, node: TSESTree.Node): Resolved | undefined {
  const bare = unwrap(node);
  if (bare.type === 'ThisExpression') {
    const body = getClassBody(bare);
    return body && { analysis, node: body.parent, trace: [] };
  }
  if (bare.type === 'MemberExpression' && unwrap(bare.object).type === 'ThisExpression') {
    const type = getFieldType(bare, getStaticPropertyName(bare));
    const resolved = type && resolveExpression(analysis, type);
    if (resolved && isClass(resolved.node)) return resolved;
  }
  const resolved = resolveExpression(analysis, bare);
  if (!resolved) return undefined;
  const found = unwrap(resolved.node);
  if (isClass(found)) return resolved;
  if (found.type !== 'NewExpression') return undefined;
  const type = resolveExpression(resolved.analysis, found.callee);
  return type && isClass(type.node) ? { ...type, trace: [...type.trace, ...resolved.trace] } : undefined;
}

function isClass(node: TSESTree.Node): boolean {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The type's name of `constructor(private storage: TokenStorage)` or of `private storage: TokenStorage`. */
function getFieldType(node: TSESTree.Node, name: string | undefined): TSESTree.Node | undefined {
  for (const entry of getClassBody(node)?.body ?? []) {
    let id: TSESTree.Node | undefined;
    if (entry.type === 'PropertyDefinition' && getStaticPropertyName(entry) === name) id = entry;
    if (entry.type === 'MethodDefinition' && entry.kind === 'constructor') {
      for (const parameter of entry.value.params) {
        if (parameter.type !== 'TSParameterProperty' || parameter.parameter.type !== 'Identifier') continue;
        if (parameter.parameter.name === name) id = parameter.parameter;
      }
    }
    const annotation = (id as TSESTree.Identifier | undefined)?.typeAnnotation?.typeAnnotation;
    if (annotation?.type === 'TSTypeReference' && annotation.typeName.type === 'Identifier') return annotation.typeName;
  }
  return undefined;
}
