import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis, SourceFile } from './analysis.js';
import { getStaticPropertyName, isFunction, unwrap, unwrapType, type FunctionNode } from './syntax.js';

export { getCalleeName, getMemberPath, getStaticPropertyName, unwrap, unwrapType } from './syntax.js';

/** One step from a value to a part of it. */
export interface PathStep {
  /** The property or index; undefined for an unknown key, an element of an iteration or a rest. */
  readonly key: string | undefined;
  readonly kind: 'property' | 'rest' | 'element';
  /** The default that stands in the pattern: `{ a = 1 }`. */
  readonly defaultValue?: TSESTree.Node;
  /** Of the rest of an object: the keys that the pattern took out before. */
  readonly without?: ReadonlySet<string>;
}

export interface ImportBinding {
  readonly kind: 'import';
  readonly source: string;
  /** The exported name, `default`, or `*` for a namespace and a whole `require`. */
  readonly imported: string;
  readonly local: string;
  /** What was taken out of a `require` by destructuring beyond the first name. */
  readonly path: readonly PathStep[];
  readonly node: TSESTree.Node;
}

export interface VariableBinding {
  readonly kind: 'variable';
  readonly name: string;
  readonly variable: TSESLint.Scope.Variable;
  readonly declarator: TSESTree.VariableDeclarator;
  readonly init: TSESTree.Expression | undefined;
  readonly path: readonly PathStep[];
  /** References that write to it, its initialisation left out. */
  readonly writes: readonly TSESLint.Scope.Reference[];
}

export interface ParameterBinding {
  readonly kind: 'parameter';
  readonly name: string;
  readonly variable: TSESLint.Scope.Variable;
  readonly fn: FunctionNode;
  readonly index: number;
  readonly path: readonly PathStep[];
  readonly defaultValue: TSESTree.Node | undefined;
  readonly writes: readonly TSESLint.Scope.Reference[];
}

export interface DeclarationBinding {
  readonly kind: 'function' | 'class' | 'enum' | 'catch';
  readonly name: string;
  readonly node: TSESTree.Node;
}

export interface GlobalBinding {
  readonly kind: 'global';
  readonly name: string;
}

export type Binding = ImportBinding | VariableBinding | ParameterBinding | DeclarationBinding | GlobalBinding;

/** By file and identifier: all rules ask about the same names. An answer depends on nothing outside the file. */
const bindings = new WeakMap<SourceFile, Map<TSESTree.Node, Binding | undefined>>();

/** What an identifier stands for; `global` when no declaration in the file speaks of it. */
export function resolveBinding(analysis: Analysis, identifier: TSESTree.Node): Binding | undefined {
  if (identifier.type !== 'Identifier' && identifier.type !== 'JSXIdentifier') return undefined;
  let known = bindings.get(analysis.sourceCode);
  if (!known) bindings.set(analysis.sourceCode, (known = new Map()));
  if (known.has(identifier)) return known.get(identifier);
  const binding = findBinding(analysis, identifier);
  known.set(identifier, binding);
  return binding;
}

function findBinding(
  analysis: Analysis,
  identifier: TSESTree.Identifier | TSESTree.JSXIdentifier,
): Binding | undefined {
  const variable = findVariable(analysis, identifier, identifier.name);
  if (!variable || variable.defs.length === 0) return { kind: 'global', name: identifier.name };
  return getBindingOfVariable(analysis, variable);
}

/** The variable that a name means where `node` stands. */
export function findVariable(
  analysis: Analysis,
  node: TSESTree.Node,
  name: string,
): TSESLint.Scope.Variable | undefined {
  let scope: TSESLint.Scope.Scope | null | undefined = getScope(analysis, node);
  while (scope) {
    const variable = scope.set.get(name);
    if (variable) return variable;
    scope = scope.upper;
  }
  return undefined;
}

/** The innermost scope around a node. */
export function getScope(analysis: Analysis, node: TSESTree.Node): TSESLint.Scope.Scope | undefined {
  const manager = analysis.sourceCode.scopeManager;
  if (!manager) return undefined;
  const inner = node.type !== 'Program';
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    const scope = manager.acquire(current, inner);
    if (scope) return scope.type === 'function-expression-name' ? (scope.childScopes[0] ?? scope) : scope;
  }
  // A node of a Vue template is in no scope of its own: it sees what the script declares.
  return manager.scopes.find((scope) => scope.type === 'module') ?? manager.scopes[0];
}

/** As {@link resolveBinding}, for a variable at hand. */
export function getBindingOfVariable(analysis: Analysis, variable: TSESLint.Scope.Variable): Binding | undefined {
  // `var` and function may be declared twice: the last value definition decides, types are passed over.
  const definition = variable.defs.findLast((def) => def.type !== 'Type') ?? variable.defs[0];
  if (!definition) return { kind: 'global', name: variable.name };
  switch (definition.type as string) {
    case 'ImportBinding':
      return getImport(definition.node as TSESTree.Node, variable.name, definition.parent as TSESTree.Node | undefined);
    case 'Variable':
      return getVariable(analysis, variable, definition as TSESLint.Scope.Definitions.VariableDefinition);
    case 'Parameter':
      return getParameter(variable, definition as TSESLint.Scope.Definitions.ParameterDefinition);
    case 'FunctionName':
      return { kind: 'function', name: variable.name, node: definition.node as TSESTree.Node };
    case 'ClassName':
      return { kind: 'class', name: variable.name, node: definition.node as TSESTree.Node };
    case 'TSEnumName':
      return { kind: 'enum', name: variable.name, node: definition.node as TSESTree.Node };
    case 'CatchClause':
      return { kind: 'catch', name: variable.name, node: definition.node as TSESTree.Node };
    default:
      return undefined;
  }
}

function getImport(node: TSESTree.Node, local: string, parent: TSESTree.Node | undefined): ImportBinding | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    if (reference.type !== 'TSExternalModuleReference') return undefined;
    const source = getRequiredText(reference.expression);
    return source === undefined ? undefined : { kind: 'import', source, imported: '*', local, path: [], node };
  }
  const declaration = parent?.type === 'ImportDeclaration' ? parent : node.parent;
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const source = String(declaration.source.value);
  if (node.type === 'ImportDefaultSpecifier')
    return { kind: 'import', source, imported: 'default', local, path: [], node };
  if (node.type === 'ImportNamespaceSpecifier') return { kind: 'import', source, imported: '*', local, path: [], node };
  if (node.type !== 'ImportSpecifier') return undefined;
  const imported = node.imported.type === 'Identifier' ? node.imported.name : String(node.imported.value);
  return { kind: 'import', source, imported, local, path: [], node };
}

function getVariable(
  analysis: Analysis,
  variable: TSESLint.Scope.Variable,
  definition: TSESLint.Scope.Definitions.VariableDefinition,
): Binding | undefined {
  const declarator = definition.node as TSESTree.VariableDeclarator;
  if (declarator.type !== 'VariableDeclarator') return undefined;
  // `declare const __DEV__: boolean` only says that the global is there.
  if (declarator.parent?.type === 'VariableDeclaration' && declarator.parent.declare) {
    return { kind: 'global', name: variable.name };
  }
  const name = variable.name;
  const path = getPatternPath(declarator.id, definition.name as TSESTree.Node) ?? [];
  const writes = variable.references.filter((reference) => reference.isWrite() && reference.init !== true);
  const loop = declarator.parent?.parent;
  if ((loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === declarator.parent) {
    if (loop.type === 'ForInStatement') {
      return { kind: 'variable', name, variable, declarator, init: undefined, path, writes: [] };
    }
    const element: PathStep = { key: undefined, kind: 'element' };
    return {
      kind: 'variable',
      name,
      variable,
      declarator,
      init: loop.right,
      path: [element, ...path],
      writes: writes.filter((reference) => reference.identifier !== definition.name),
    };
  }
  const init = declarator.init ?? undefined;
  if (init && writes.length === 0) {
    const required = getRequire(analysis, init);
    if (required) {
      const [first, ...rest] = path;
      if (!first) return { kind: 'import', source: required, imported: '*', local: name, path: [], node: declarator };
      if (first.kind === 'property' && first.key !== undefined) {
        return { kind: 'import', source: required, imported: first.key, local: name, path: rest, node: declarator };
      }
    }
  }
  return { kind: 'variable', name, variable, declarator, init, path, writes };
}

/** The module of `require('x')` or `await import('x')`. */
function getRequire(analysis: Analysis, node: TSESTree.Node): string | undefined {
  const bare = unwrap(node);
  if (bare.type === 'ImportExpression') return getRequiredText(bare.source);
  if (bare.type !== 'CallExpression' || bare.arguments.length === 0) return undefined;
  const callee = unwrapType(bare.callee);
  if (callee.type !== 'Identifier' || callee.name !== 'require') return undefined;
  const variable = findVariable(analysis, callee, 'require');
  // `const require = createRequire(…)` is a require too; a parameter or function of that name is not known to be.
  if (variable && variable.defs.some((def) => (def.type as string) !== 'Variable')) return undefined;
  return getRequiredText(bare.arguments[0]!);
}

function getRequiredText(node: TSESTree.Node): string | undefined {
  const bare = unwrapType(node);
  return bare.type === 'Literal' && typeof bare.value === 'string' ? bare.value : undefined;
}

function getParameter(
  variable: TSESLint.Scope.Variable,
  definition: TSESLint.Scope.Definitions.ParameterDefinition,
): Binding | undefined {
  const fn = definition.node as TSESTree.Node;
  if (!isFunction(fn)) return undefined;
  const writes = variable.references.filter((reference) => reference.isWrite() && reference.init !== true);
  for (const [index, parameter] of fn.params.entries()) {
    let pattern: TSESTree.Node = parameter;
    if (pattern.type === 'TSParameterProperty') pattern = pattern.parameter;
    const path = getPatternPath(pattern, definition.name as TSESTree.Node);
    if (!path) continue;
    const defaultValue = pattern.type === 'AssignmentPattern' ? pattern.right : undefined;
    return { kind: 'parameter', name: variable.name, variable, fn, index, path, defaultValue, writes };
  }
  return undefined;
}

/** The way from a pattern to one of its names: `{ a: { b = 1 } }` to `b` is `a`, `b` with its default. */
export function getPatternPath(pattern: TSESTree.Node, target: TSESTree.Node): PathStep[] | undefined {
  switch (pattern.type) {
    case 'Identifier':
      return pattern === target ? [] : undefined;
    case 'AssignmentPattern':
      return getPatternPath(pattern.left, target);
    case 'RestElement': {
      const path = getPatternPath(pattern.argument, target);
      return path && [{ key: undefined, kind: 'rest' }, ...path];
    }
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          const path = getPatternPath(property.argument, target);
          if (path) return [getRestStep(pattern), ...path];
          continue;
        }
        const path = getPatternPath(property.value, target);
        if (path) return [getStep(getStaticPropertyName(property), property.value), ...path];
      }
      return undefined;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        const path = element ? getPatternPath(element, target) : undefined;
        if (!path || !element) continue;
        return element.type === 'RestElement' ? path : [getStep(String(index), element), ...path];
      }
      return undefined;
    default:
      return undefined;
  }
}

function getRestStep(pattern: TSESTree.ObjectPattern): PathStep {
  const taken = pattern.properties.map((property) =>
    property.type === 'Property' ? getStaticPropertyName(property) : undefined,
  );
  return { key: undefined, kind: 'rest', without: new Set(taken.filter((key) => key !== undefined)) };
}

function getStep(key: string | undefined, value: TSESTree.Node): PathStep {
  return value.type === 'AssignmentPattern'
    ? { key, kind: 'property', defaultValue: value.right }
    : { key, kind: 'property' };
}

const maxDepth = 12;

/**
 * Where a callee or object comes from, dotted: `console.log`, `pino().child().info`, `next/headers.cookies`,
 * `fs/promises.readFile`, `this.logger.info`. A module's default export and the module itself are both the module's
 * name; a call and a `new` add `()`. Undefined where the way is lost, at a parameter for instance.
 */
export function getOrigin(analysis: Analysis, node: TSESTree.Node, depth = 0): string | undefined {
  if (depth > maxDepth) return undefined;
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier':
      return getIdentifierOrigin(analysis, bare, depth);
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression': {
      const object = getOrigin(analysis, bare.object, depth + 1);
      const name = getStaticPropertyName(bare);
      return object === undefined || name === undefined ? undefined : joinOrigin(object, name);
    }
    case 'CallExpression': {
      const required = getRequire(analysis, bare);
      if (required !== undefined) return getModuleName(required);
      const callee = getOrigin(analysis, bare.callee, depth + 1);
      return callee === undefined ? undefined : `${callee}()`;
    }
    case 'ImportExpression': {
      const required = getRequire(analysis, bare);
      return required === undefined ? undefined : getModuleName(required);
    }
    case 'NewExpression': {
      const callee = getOrigin(analysis, bare.callee, depth + 1);
      return callee === undefined ? undefined : `${callee}()`;
    }
    default:
      return undefined;
  }
}

function getIdentifierOrigin(analysis: Analysis, node: TSESTree.Identifier, depth: number): string | undefined {
  const binding = resolveBinding(analysis, node);
  switch (binding?.kind) {
    case 'global':
      return binding.name;
    case 'import': {
      const module = getModuleName(binding.source);
      const start =
        binding.imported === '*' || binding.imported === 'default' ? module : `${module}.${binding.imported}`;
      return addPath(start, binding.path);
    }
    case 'variable': {
      if (!binding.init || binding.writes.length > 0) return undefined;
      const origin = getOrigin(analysis, binding.init, depth + 1);
      return origin === undefined ? undefined : addPath(origin, binding.path);
    }
    default:
      return undefined;
  }
}

function addPath(origin: string, path: readonly PathStep[]): string | undefined {
  let result = origin;
  for (const step of path) {
    if (step.kind !== 'property' || step.key === undefined) return undefined;
    result = joinOrigin(result, step.key);
  }
  return result;
}

const globalObjects = new Set(['globalThis', 'window', 'self', 'global']);

function joinOrigin(object: string, name: string): string {
  // A module's default export is the module, and the global object's members are the globals.
  if (name === 'default') return object;
  return globalObjects.has(object) ? name : `${object}.${name}`;
}

function getModuleName(source: string): string {
  return source.startsWith('node:') ? source.slice('node:'.length) : source;
}
