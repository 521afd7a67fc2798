import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getConditionGuard, pickStronger } from './conditions.js';
import { getCandidates, getKind, getValueName, type Credential } from './credentials.js';
import type { Guard } from './guards.js';
import { isCredible, isUsablePassword, isWeakPassword, repeatsName } from './passwords.js';
import { findInPieces, getTextCredentials, isShownPassword, type TextPiece } from './rendered-credentials.js';

/** The nodes of a template, as vue-eslint-parser makes them; the parts that are read. */
interface TemplateNode {
  readonly type: string;
  readonly parent?: TemplateNode;
  readonly range: [number, number];
  readonly loc: TSESTree.SourceLocation;
  readonly rawName?: string;
  readonly children?: readonly TemplateNode[];
  readonly startTag?: { readonly attributes: readonly TemplateAttribute[] };
  readonly value?: string;
  readonly expression?: TSESTree.Node | null;
}

interface TemplateAttribute {
  readonly directive: boolean;
  readonly key: {
    readonly name: string | { readonly name: string };
    readonly argument?: { readonly name?: string } | null;
  };
  readonly value: (TemplateNode & { readonly value?: string }) | null;
}

interface ParserServices {
  defineTemplateBodyVisitor?: (
    template: Record<string, (node: never) => void>,
    script: TSESLint.RuleListener,
  ) => TSESLint.RuleListener;
}

/** Adds the `<template>` of a single-file component to a listener, where the parser has one. */
export function getTemplateListener(
  analysis: Analysis,
  sourceCode: { readonly parserServices?: unknown },
  script: TSESLint.RuleListener,
  report: (credential: Credential, guard: Guard | undefined) => void,
): TSESLint.RuleListener {
  const services = sourceCode.parserServices as ParserServices | undefined;
  if (typeof services?.defineTemplateBodyVisitor !== 'function') return script;
  return services.defineTemplateBodyVisitor(
    {
      VElement(node: TemplateNode) {
        if (node.parent?.type !== 'VElement') {
          const pieces: (TextPiece & { readonly owner: TemplateNode })[] = [];
          collectPieces(analysis, node, pieces);
          for (const credential of findInPieces(pieces)) {
            const owner = pieces.find((piece) => piece.node === credential.node)!.owner;
            report(credential, getTemplateGuard(analysis, owner));
          }
        }
        for (const credential of getElementCredentials(analysis, node)) {
          report(credential, getTemplateGuard(analysis, node));
        }
      },
    },
    script,
  );
}

function collectPieces(
  analysis: Analysis,
  element: TemplateNode,
  pieces: (TextPiece & { readonly owner: TemplateNode })[],
): void {
  for (const child of element.children ?? []) {
    const base = { node: child as unknown as TSESTree.Node, owner: element, offset: 0 };
    if (child.type === 'VText') pieces.push({ ...base, text: child.value ?? '', isVerbatim: true });
    else if (child.type === 'VElement') collectPieces(analysis, child, pieces);
    else pieces.push({ ...base, text: ' \uFFFC ', isVerbatim: false });
  }
}

/** Passwords in an element's attributes and mustaches. */
function getElementCredentials(analysis: Analysis, element: TemplateNode): Credential[] {
  const found: Credential[] = [];
  for (const child of element.children ?? []) {
    if (child.type === 'VExpressionContainer' && child.expression)
      found.push(...getExpressionCredentials(analysis, child.expression));
  }
  const attributes = element.startTag?.attributes ?? [];
  const isPassword = attributes.some((attribute) => isPasswordAttribute(analysis, attribute));
  for (const attribute of attributes) {
    const { value } = attribute;
    const name = getAttributeName(attribute);
    if (!value) continue;
    if (attribute.directive) {
      if (value.expression && getDirective(attribute) === 'bind')
        found.push(...getExpressionCredentials(analysis, value.expression, name));
      continue;
    }
    const text = value.value ?? '';
    const node = value as unknown as TSESTree.Node;
    const isShown = isPassword && name === 'placeholder' && isShownPassword(text);
    const isFilled = isPassword && name === 'value' && isUsablePassword(text);
    const isNamed = getKind(analysis, name) === 'password' && isCredible(text, name);
    if (isShown || isFilled || isNamed)
      found.push({ use: isShown ? 'rendered' : 'formState', node, value: text, trace: [] });
    else if (name !== 'class' && name !== 'id') {
      for (const inner of findInPieces([{ node, text, offset: 1, isVerbatim: false }])) found.push(inner);
    }
  }
  return found;
}

function isPasswordAttribute(analysis: Analysis, attribute: TemplateAttribute): boolean {
  if (attribute.directive) {
    const model = attribute.value?.expression;
    const name = getDirective(attribute) === 'model' && model ? getValueName(model) : undefined;
    return name !== undefined && getKind(analysis, name) === 'password';
  }
  const value = attribute.value?.value ?? '';
  const name = getAttributeName(attribute);
  return (
    (name === 'type' && value === 'password') ||
    ((name === 'name' || name === 'id') && getKind(analysis, value) === 'password')
  );
}

function getExpressionCredentials(analysis: Analysis, expression: TSESTree.Node, attribute = ''): Credential[] {
  if (expression.type === 'Literal' && typeof expression.value === 'string') {
    const { value } = expression;
    if (getKind(analysis, attribute) === 'password' && isCredible(value, attribute)) {
      return [{ use: 'formState', node: expression, value, trace: [] }];
    }
    return getTextCredentials(analysis, expression);
  }
  const name = getValueName(expression) ?? attribute;
  if (getKind(analysis, name) !== 'password') return [];
  return getCandidates(analysis, expression)
    .filter(({ value }) => isCredible(value, name) || (isWeakPassword(value) && !repeatsName(value, name)))
    .map((candidate) => ({ ...candidate, use: 'rendered' }));
}

function getAttributeName(attribute: TemplateAttribute): string {
  if (attribute.directive) return attribute.key.argument?.name ?? '';
  return typeof attribute.key.name === 'string' ? attribute.key.name : attribute.key.name.name;
}

function getDirective(attribute: TemplateAttribute): string | undefined {
  if (!attribute.directive) return undefined;
  return typeof attribute.key.name === 'string' ? attribute.key.name : attribute.key.name.name;
}

/** The guard that `v-if` and `v-else` around an element are. */
function getTemplateGuard(analysis: Analysis, element: TemplateNode): Guard | undefined {
  let best: Guard | undefined;
  for (let node: TemplateNode | undefined = element; node; node = node.parent) {
    if (node.type !== 'VElement') continue;
    const own = getCondition(node, 'if') ?? getCondition(node, 'else-if');
    if (own) best = pickStronger(best, getConditionGuard(analysis, own, true, ['demo', 'development']));
    if (hasDirective(node, 'else') || hasDirective(node, 'else-if')) {
      const before = getPreviousCondition(node);
      if (before) best = pickStronger(best, getConditionGuard(analysis, before, false, ['demo', 'development']));
    }
  }
  return best;
}

function hasDirective(element: TemplateNode, name: string): boolean {
  return element.startTag?.attributes.some((attribute) => getDirective(attribute) === name) ?? false;
}

function getCondition(element: TemplateNode, name: string): TSESTree.Node | undefined {
  const attribute = element.startTag?.attributes.find((entry) => getDirective(entry) === name);
  return attribute?.value?.expression ?? undefined;
}

function getPreviousCondition(element: TemplateNode): TSESTree.Node | undefined {
  const siblings = element.parent?.children?.filter((child) => child.type === 'VElement') ?? [];
  const before = siblings[siblings.indexOf(element) - 1];
  return before && getCondition(before, 'if');
}
