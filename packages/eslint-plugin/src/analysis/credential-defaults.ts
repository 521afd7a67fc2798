import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getMemberPath, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getKind, getValueName, pickCredentials, type Credential } from './credentials.js';
import { isIllustration } from './credential-context.js';
import { isExit } from './guards.js';
import { isCredible, isUsable, isUsablePassword, isWeakPassword, repeatsName } from './passwords.js';
import { getStaticString, getStaticValue } from './values.js';

/** A value that is read, by name, from the environment, the settings, or the program. */
interface Reading {
  readonly name: string;
  readonly isConfigured: boolean;
}

/** `process.env.X_PASSWORD || "…"`, `??`, and the ternary one of whose branches reads the setting. */
export function getFallbackCredentials(
  analysis: Analysis,
  node: TSESTree.LogicalExpression | TSESTree.ConditionalExpression,
): Credential[] {
  if (node.type === 'ConditionalExpression') {
    for (const [read, other] of [
      [node.consequent, node.alternate],
      [node.alternate, node.consequent],
    ] as const) {
      const reading = getReading(analysis, read);
      if (reading?.isConfigured) return getDefaultCredentials(analysis, reading, other, node);
    }
    return [];
  }
  if (node.operator === '&&') return [];
  const reading = getReading(analysis, node.left);
  return reading ? getDefaultCredentials(analysis, reading, node.right, node) : [];
}

/** `process.env.JWT_SECRET ??= "…"`, `if (!secret) secret = "…"`, `process.env.JWT_SECRET = "…"`. */
export function getAssignedCredentials(analysis: Analysis, node: TSESTree.AssignmentExpression): Credential[] {
  const reading = getReading(analysis, node.left);
  if (!reading) return [];
  const isEnvironment = isEnvironmentMember(node.left);
  const isDefault = node.operator === '??=' || node.operator === '||=' || isMissingBranch(node, reading.name);
  if (!isDefault && !(isEnvironment && node.operator === '=')) return [];
  const isConfigured = reading.isConfigured || isEnvironment || isReadFromSettings(analysis, node.left);
  return isConfigured ? getDefaultCredentials(analysis, { ...reading, isConfigured }, node.right, node) : [];
}

function isEnvironmentMember(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && getMemberPath(node.object)?.at(-1) === 'env';
}

/** Tells whether a statement runs where a name has no value: `if (!name)`, `if (name === undefined)`. */
function isMissingBranch(node: TSESTree.AssignmentExpression, name: string): boolean {
  const statement = node.parent;
  const holder = statement.parent?.type === 'BlockStatement' ? statement.parent.parent : statement.parent;
  if (holder?.type !== 'IfStatement') return false;
  const test = unwrap(holder.test);
  if (test.type === 'UnaryExpression') return test.operator === '!' && getValueName(test.argument) === name;
  return test.type === 'BinaryExpression' && test.operator.startsWith('==') && getValueName(test.left) === name;
}

/** Tells whether a variable began as a setting: `let secret = process.env.SECRET_KEY`. */
function isReadFromSettings(analysis: Analysis, node: TSESTree.Node): boolean {
  const binding = node.type === 'Identifier' ? resolveBinding(analysis, node) : undefined;
  const init = binding?.kind === 'variable' ? binding.init : undefined;
  return init ? (getReading(analysis, init)?.isConfigured ?? false) : false;
}

/** Defaults in patterns and parameters: `{ DB_PASSWORD = "…" } = process.env`, `(password = "…") => …`. */
export function getPatternCredentials(analysis: Analysis, node: TSESTree.AssignmentPattern): Credential[] {
  const property = node.parent.type === 'Property' ? node.parent : undefined;
  const name = property ? getStaticPropertyName(property) : getValueName(node.left);
  if (name === undefined) return [];
  return getDefaultCredentials(analysis, { name, isConfigured: isEnvironmentPattern(property) }, node.right, node);
}

function isEnvironmentPattern(property: TSESTree.Property | undefined): boolean {
  const declarator = property?.parent.parent;
  return (
    declarator?.type === 'VariableDeclarator' &&
    declarator.init !== null &&
    isConfiguration(getMemberPath(declarator.init))
  );
}

const getters = new Set([
  'get',
  'env',
  'getenv',
  'getEnv',
  'getOrDefault',
  'config',
  'getString',
  'readEnv',
  'envOr',
  'optional',
  'getEnvVar',
  'getOrThrow',
  'str',
]);

/** `config.get("JWT_SECRET", "…")`, `env("DB_PASSWORD", "…")`, `JWT_SECRET: z.string().default("…")`. */
export function getGetterCredentials(analysis: Analysis, node: TSESTree.CallExpression): Credential[] {
  const method = getCalleeName(node);
  const [first, second] = node.arguments;
  if (method === undefined || !first) return [];
  if (method === 'default' || method === 'catch' || method === 'prefault') {
    const name = getSchemaName(node);
    return name === undefined ? [] : getDefaultCredentials(analysis, { name, isConfigured: true }, first, node);
  }
  if (!getters.has(method) && !/env/iu.test(method)) return [];
  if (!second) return getOptionDefault(analysis, node, first);
  const name = getStaticString(analysis, first)?.value;
  if (name === undefined || isMapAccess(node)) return [];
  return getDefaultCredentials(
    analysis,
    { name: name.split(/[./]/u).slice(-2).join('_'), isConfigured: true },
    second,
    node,
  );
}

/** `JWT_SECRET: str({ default: "…" })` */
function getOptionDefault(analysis: Analysis, node: TSESTree.CallExpression, options: TSESTree.Node): Credential[] {
  const name = getSchemaName(node);
  if (name === undefined || options.type !== 'ObjectExpression') return [];
  for (const property of options.properties) {
    if (property.type !== 'Property' || getStaticPropertyName(property) !== 'default') continue;
    return getDefaultCredentials(analysis, { name, isConfigured: true }, property.value, node);
  }
  return [];
}

function isMapAccess(node: TSESTree.CallExpression): boolean {
  const path = getMemberPath(node.callee) ?? [];
  return path.some((part) => /^(?:form|formdata|params|searchparams|cookies|headers|t|i18n)$/iu.test(part));
}

/** The property under which a schema's call chain stands. */
function getSchemaName(node: TSESTree.CallExpression): string | undefined {
  let current: TSESTree.Node = node;
  while (current.parent && ['MemberExpression', 'CallExpression'].includes(current.parent.type)) {
    if (current.parent.type === 'CallExpression' && current.parent.callee !== current) return undefined;
    current = current.parent;
  }
  return current.parent?.type === 'Property' && current.parent.value === current
    ? getStaticPropertyName(current.parent)
    : undefined;
}

function getDefaultCredentials(
  analysis: Analysis,
  reading: Reading,
  value: TSESTree.Node,
  node: TSESTree.Node,
): Credential[] {
  const kind = getKind(analysis, reading.name);
  if (kind !== 'password' && kind !== 'signing-key') return [];
  const isKey = kind === 'signing-key';
  const found = pickCredentials(analysis, value, isKey ? 'signingKey' : 'defaultPassword', (text) => {
    if (reading.isConfigured) return isKey ? isUsable(text) : isUsablePassword(text);
    if (isKey) return false;
    return (
      isCredible(text, reading.name) ||
      (isUsablePassword(text) && isWeakPassword(text) && !repeatsName(text, reading.name))
    );
  });
  if (found.length === 0 || isIllustration(node)) return [];
  return isRefusedInProduction(analysis, node, reading.name) ? [] : found;
}

function getReading(analysis: Analysis, node: TSESTree.Node): Reading | undefined {
  const bare = unwrap(node);
  switch (bare.type) {
    case 'Identifier':
      return { name: bare.name, isConfigured: isConfiguredName(bare.name) };
    case 'MemberExpression': {
      const name = getStaticPropertyName(bare) ?? getStaticString(analysis, bare.property)?.value;
      if (name === undefined) return undefined;
      const path = isImportMeta(bare.object) ? ['env'] : getMemberPath(bare.object);
      if (
        path?.some((part) => /^(?:errors?|labels?|messages?|t|i18n|touched|translations?|placeholders?)$/iu.test(part))
      )
        return undefined;
      return { name, isConfigured: isConfiguration(path) || isConfiguredName(name) };
    }
    case 'CallExpression': {
      const first = bare.arguments[0];
      const method = getCalleeName(bare);
      if (method === 'trim' || method === 'toString') {
        const callee = unwrap(bare.callee);
        return callee.type === 'MemberExpression' ? getReading(analysis, callee.object) : undefined;
      }
      if (!first || method === undefined || isMapAccess(bare)) return undefined;
      if (!getters.has(method) && !/env/iu.test(method)) return undefined;
      const name = getStaticString(analysis, first)?.value;
      return name === undefined ? undefined : { name: name.split(/[./]/u).slice(-2).join('_'), isConfigured: true };
    }
    case 'LogicalExpression':
      return getReading(analysis, bare.right) ?? getReading(analysis, bare.left);
    default:
      return undefined;
  }
}

/** Names in capitals come from the environment, wherever they were read. */
function isConfiguredName(name: string): boolean {
  return /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/u.test(name);
}

function isImportMeta(node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  return bare.type === 'MemberExpression' && unwrap(bare.object).type === 'MetaProperty';
}

function isConfiguration(path: readonly string[] | undefined): boolean {
  return (
    path?.some((part) => splitWords(part).some((word) => word === 'env' || word === 'config' || word === 'settings')) ??
    false
  );
}

/**
 * Tells whether the program stops before a default is used in production: `if (isProduction && !process.env.X) throw`
 * above it.
 */
function isRefusedInProduction(analysis: Analysis, node: TSESTree.Node, name: string): boolean {
  let child: TSESTree.Node = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type !== 'Program' && parent.type !== 'BlockStatement') continue;
    for (const statement of parent.body) {
      if (statement === child) break;
      if (statement.type !== 'IfStatement' || !isExit(statement.consequent)) continue;
      if (isMissingTest(analysis, statement.test, name)) return true;
    }
  }
  return false;
}

function isMissingTest(analysis: Analysis, test: TSESTree.Node, name: string): boolean {
  const bare = unwrap(test);
  if (bare.type === 'LogicalExpression' && bare.operator === '&&') {
    const sides = [bare.left, bare.right];
    return (
      sides.some((side) => isMissingTest(analysis, side, name)) &&
      sides.some((side) => isProductionTest(analysis, side))
    );
  }
  return bare.type === 'UnaryExpression' && bare.operator === '!' && getReading(analysis, bare.argument)?.name === name;
}

function isProductionTest(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  if (bare.type === 'BinaryExpression') {
    return (
      bare.operator.startsWith('==') &&
      [bare.left, bare.right].some((side) => getStaticValue(analysis, side)?.value === 'production')
    );
  }
  const name = getValueName(bare.type === 'CallExpression' ? bare.callee : bare);
  return name !== undefined && /^is_?prod(?:uction)?$/iu.test(name);
}
