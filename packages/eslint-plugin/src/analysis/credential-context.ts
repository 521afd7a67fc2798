import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import { getFunctionName } from './functions.js';
import { isFieldTable, isPrefixTable } from './passwords.js';
import { getCalleeName, getStaticPropertyName, isFunction } from './syntax.js';

/**
 * What stands around a text and takes the danger out of it: examples, labels, messages, values that nobody logs in with.
 */

/** The name that an expression is kept under, by the node right around it. */
export function getDeclaredName(node: TSESTree.Node): string | undefined {
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' ? node.id.name : undefined;
  if (node.type === 'Property' || node.type === 'PropertyDefinition') return getStaticPropertyName(node);
  if (node.type === 'JSXAttribute') return String(node.name.name);
  return undefined;
}

const schemaWords = new Set(
  (
    'example examples schema schemas properties types definitions components description descriptions openapi swagger ' +
    'routes paths endpoints'
  ).split(' '),
);

const labelWords = new Set(
  (
    'message messages error errors translations translation labels label placeholders placeholder i18n locale locales ' +
    'validation validations rules tooltips hints hint titles icons classes styles strings texts helper'
  ).split(' '),
);

/** Tells whether an expression is an example in a schema, a label or a message, by what it is kept under. */
export function isIllustration(start: TSESTree.Node): boolean {
  return isKeptUnder(start, (word) => schemaWords.has(word) || labelWords.has(word));
}

/** Tells whether an expression is an example in a schema rather than a text that people are shown. */
export function isSchemaExample(start: TSESTree.Node): boolean {
  return isKeptUnder(start, (word) => schemaWords.has(word));
}

/** What describes a route in an OpenAPI document: zod-to-openapi, Hono. */
const routeDescribers = new Set(['registerPath', 'createRoute', 'describeRoute']);

function isKeptUnder(start: TSESTree.Node, isOne: (word: string) => boolean): boolean {
  for (let node: TSESTree.Node | undefined = start.parent, depth = 0; node && depth < 12; node = node.parent, depth++) {
    if (isFunction(node)) return false;
    // An attribute's text is shown as it is, whatever the component calls it.
    const isShown = node.type === 'JSXAttribute' && isAttributeText(node, start);
    const name = isShown ? undefined : getDeclaredName(node);
    const last = name === undefined ? undefined : splitWords(name).at(-1);
    if (last !== undefined && isOne(last) && node !== start) return true;
    if (node.type === 'Decorator') return true;
    if (node.type === 'CallExpression' && routeDescribers.has(getCalleeName(node) ?? '')) return true;
  }
  return false;
}

function isAttributeText(attribute: TSESTree.JSXAttribute, text: TSESTree.Node): boolean {
  const { value } = attribute;
  return value === text || (value?.type === 'JSXExpressionContainer' && value.expression === text);
}

const dummyWords = new Set([
  'dummy',
  'fake',
  'decoy',
  'timing',
  'mock',
  'mocked',
  'sentinel',
  'constant',
  'nonexistent',
  'unusable',
]);

/** Tells whether a value is kept to make a failed login take as long as another. */
export function isDummy(start: TSESTree.Node): boolean {
  for (let node: TSESTree.Node | undefined = start; node; node = node.parent) {
    const name = isFunction(node) ? getFunctionName(node) : getDeclaredName(node);
    if (name !== undefined && splitWords(name).some((word) => dummyWords.has(word))) return true;
  }
  return false;
}

const plainFields = new Set(
  'port type schema role threads timeout name id region warehouse scheme charset encoding'.split(' '),
);

/** A table of new names for fields: `{ port: 'port', password: 'password' }`. */
export function isRenaming(object: TSESTree.ObjectExpression): boolean {
  const texts = getTexts(object);
  return texts.some(([name, value]) => plainFields.has(name) && value === name) || isFieldTable(texts);
}

/** A table of longer names for fields: `{ host: 'mail_host', user: 'mail_user', password: 'mail_password' }`. */
export function isPrefixing(object: TSESTree.ObjectExpression): boolean {
  const texts = getTexts(object);
  return texts.length === object.properties.length && isPrefixTable(texts);
}

function getTexts(object: TSESTree.ObjectExpression): (readonly [name: string, value: string])[] {
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property' || property.value.type !== 'Literal') return [];
    const { value } = property.value;
    return typeof value === 'string' ? [[getStaticPropertyName(property) ?? '', value] as const] : [];
  });
}
