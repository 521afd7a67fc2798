import type { TSESTree } from '@typescript-eslint/utils';

/** Any function with a body or an expression for one. */
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

/** Takes off what does not change a value at run time: TypeScript's wrappers, optional chains, parentheses. */
export function unwrapType(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  for (;;) {
    switch (current.type as string) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        current = (current as TSESTree.TSAsExpression).expression;
        break;
      default:
        return current;
    }
  }
}

/** As {@link unwrapType}, and through `await`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = unwrapType(node);
  while (current.type === 'AwaitExpression') current = unwrapType(current.argument);
  return current;
}

/** Tells whether a node is a function. */
export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** The property's name where it stands in the source: `a.b`, `a['b']`, `a[0]`, `{ b: … }`, `{ 'b': … }`, `#b`. */
export function getStaticPropertyName(
  node: TSESTree.MemberExpression | TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (!node.computed) {
    if (key.type === 'Identifier') return key.name;
    if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  }
  const bare = unwrapType(key);
  if (bare.type === 'Literal' && 'value' in bare && bare.value !== null) return String(bare.value);
  if (bare.type === 'TemplateLiteral' && bare.expressions.length === 0)
    return bare.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/**
 * The names of a member chain as written: `req.log.info` gives `['req', 'log', 'info']`, `this.logger` gives
 * `['this', 'logger']`, `getLogger().info` gives `['getLogger()', 'info']`. Unknown keys end it.
 */
export function getMemberPath(node: TSESTree.Node): string[] | undefined {
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier':
      return [bare.name];
    case 'ThisExpression':
      return ['this'];
    case 'Super':
      return ['super'];
    case 'MemberExpression': {
      const object = getMemberPath(bare.object);
      const name = getStaticPropertyName(bare);
      return object && name !== undefined ? [...object, name] : undefined;
    }
    case 'CallExpression':
    case 'NewExpression': {
      const callee = getMemberPath(bare.callee);
      if (!callee) return undefined;
      return [...callee.slice(0, -1), `${callee.at(-1)}()`];
    }
    default:
      return undefined;
  }
}

/** The last name of what is called: `fetch` of `fetch()`, `info` of `this.log.info()`; undefined for other callees. */
export function getCalleeName(node: TSESTree.CallExpression | TSESTree.NewExpression): string | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return getStaticPropertyName(callee);
  return undefined;
}

/** The nearest function around a node, the node itself excepted. */
export function getParentFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isFunction(current)) return current;
  }
  return undefined;
}

/** Calls `visit` for every node below `root`, in source order; returning `false` leaves a node's children out. */
export function walk(
  root: TSESTree.Node,
  visitorKeys: Readonly<Record<string, readonly string[] | undefined>>,
  visit: (node: TSESTree.Node) => boolean | undefined,
): void {
  if (visit(root) === false) return;
  const record = root as unknown as Record<string, unknown>;
  for (const key of visitorKeys[root.type] ?? []) {
    const child = record[key];
    if (Array.isArray(child)) {
      for (const entry of child) if (isNode(entry)) walk(entry, visitorKeys, visit);
    } else if (isNode(child)) {
      walk(child, visitorKeys, visit);
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
