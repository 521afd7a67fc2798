import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getOrigin, getStaticPropertyName, unwrap } from './bindings.js';
import { getCookieText, type CookieText } from './cookie-text.js';
import { walk } from './syntax.js';
import { getKeyEvidence, type KeyEvidence } from './token-keys.js';
import { getTokenName } from './tokens.js';

/** Whether a member expression is the browser's `document.cookie`. */
export function isDocumentCookie(analysis: Analysis, node: TSESTree.Node): boolean {
  if (node.type !== 'MemberExpression' || getStaticPropertyName(node) !== 'cookie') return false;
  return getOrigin(analysis, node.object) === 'document';
}

/** The name that a cookie string gives, as evidence. */
export function getCookieKey(analysis: Analysis, text: CookieText): KeyEvidence | undefined {
  const kind = text.name === '' ? undefined : getTokenName(analysis, text.name);
  if (kind) return { kind, name: text.name, trace: [] };
  for (const node of text.nameNodes) {
    const found = getKeyEvidence(analysis, node);
    if (found) return found;
  }
  return text.nameNodes.length === 0 ? { kind: undefined, name: text.name, trace: [] } : undefined;
}

/** A write of `document.cookie`. */
export function getCookieWrite(analysis: Analysis, node: TSESTree.AssignmentExpression): CookieText | undefined {
  if (node.operator !== '=' || !isDocumentCookie(analysis, unwrap(node.left))) return undefined;
  return getCookieText(analysis, node.right);
}

export interface CookieRead {
  readonly evidence: KeyEvidence;
  readonly node: TSESTree.Node;
}

/**
 * The cookie that is looked for in `document.cookie`: texts and patterns among the arguments of the calls made on it
 * (`match(/name=…/)`, `split('; ').find((row) => row.startsWith('name='))`).
 */
export function getCookieRead(analysis: Analysis, node: TSESTree.MemberExpression): CookieRead | undefined {
  for (const argument of getChainArguments(node)) {
    let found: CookieRead | undefined;
    walk(argument, analysis.sourceCode.visitorKeys, (inner) => {
      if (found) return false;
      const text = getSearchedText(inner);
      const name = text === undefined ? undefined : getSearchedName(text);
      const kind = name === undefined ? undefined : getTokenName(analysis, name);
      if (kind && name !== undefined) found = { evidence: { kind, name, trace: [] }, node: inner };
      else if (inner.type === 'TemplateLiteral') {
        const [first] = inner.expressions;
        const evidence = first && getKeyEvidence(analysis, first);
        if (first && evidence?.kind) found = { evidence, node: first };
      }
      return true;
    });
    if (found) return found;
  }
  return undefined;
}

/** Expressions in the arguments of the calls made on `document.cookie`, for a search of parameters. */
export function getChainArguments(node: TSESTree.Node): TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  let current = node;
  for (;;) {
    const parent: TSESTree.Node | undefined = current.parent;
    if (!parent) return found;
    if (parent.type === 'CallExpression') {
      if (parent.callee === current) found.push(...parent.arguments);
      // A helper that is given the whole header, with the name: `parse(document.cookie, 'name')`.
      else return [...found, ...parent.arguments.filter((argument) => argument !== current)];
    } else if (
      parent.type !== 'MemberExpression' &&
      parent.type !== 'ChainExpression' &&
      parent.type !== 'TemplateLiteral'
    ) {
      // `(`; ${document.cookie}`).split(`; name=`)` is the other usual way.
      return found;
    }
    current = parent;
  }
}

function getSearchedText(node: TSESTree.Node): string | undefined {
  if (node.type === 'Literal') {
    if ('regex' in node) return node.regex.pattern;
    return typeof node.value === 'string' ? node.value : undefined;
  }
  return node.type === 'TemplateElement' ? (node.value.cooked ?? undefined) : undefined;
}

/** The name before the equals sign; patterns' own signs are left out. */
function getSearchedName(text: string): string | undefined {
  return /([\w.-]+)(?:\\s\*)?\s*=/u.exec(text)?.[1];
}
