import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getStaticPropertyName, unwrap } from './bindings.js';
import { isHarmlessValue } from './tokens.js';
import { getStaticValue, resolveExpression } from './values.js';

/** A piece of a text: known, one of several, or an expression whose value is not known. */
type Piece = string | { readonly choices: readonly string[] } | TSESTree.Node;

/** What a cookie string says: `name=value; attribute; attribute=value`. */
export interface CookieText {
  /** The known text of the name. */
  readonly name: string;
  /** Expressions that are part of the name and whose value is not known. */
  readonly nameNodes: readonly TSESTree.Node[];
  /** The known text of the value. */
  readonly value: string;
  readonly valueNodes: readonly TSESTree.Node[];
  /** Lower case, a question mark for every value that is not known. */
  readonly attributes: string;
  /** Attributes that stand there in some cases only, lower case. */
  readonly sometimes: string;
  /** Whether an expression that is not known stands where an attribute may be. */
  readonly isOpen: boolean;
  /** Whether it asks the browser to forget the cookie. */
  readonly isExpired: boolean;
}

const maxDepth = 8;

/** Reads an expression as the text of a cookie: a literal, a template, a concatenation, a joined list, a constant. */
export function getCookieText(analysis: Analysis, node: TSESTree.Node): CookieText | undefined {
  const pieces = flatten(analysis, node, 0);
  if (!pieces.some((piece) => typeof piece === 'string' && piece.includes('='))) return undefined;
  const text = {
    name: '',
    nameNodes: [] as TSESTree.Node[],
    value: '',
    valueNodes: [] as TSESTree.Node[],
    attributes: '',
    sometimes: '',
    isOpen: false,
  };
  let expiresEarly = false;
  let part: 'name' | 'value' | 'attributes' = 'name';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      let rest = piece;
      if (part === 'name') {
        const end = rest.indexOf('=');
        text.name += end < 0 ? rest : rest.slice(0, end);
        if (end < 0) continue;
        rest = rest.slice(end + 1);
        part = 'value';
      }
      if (part === 'value') {
        const end = rest.indexOf(';');
        text.value += end < 0 ? rest : rest.slice(0, end);
        if (end < 0) continue;
        rest = rest.slice(end);
        part = 'attributes';
      }
      text.attributes += rest.toLowerCase();
    } else if ('choices' in piece) {
      if (part === 'name') text.name += piece.choices[0] ?? '';
      else if (part === 'value' && !piece.choices.some((choice) => choice.includes(';'))) text.value += '?';
      else {
        part = 'attributes';
        text.sometimes += `;${piece.choices.join(';')}`.toLowerCase();
      }
    } else if (part === 'name') {
      text.nameNodes.push(piece);
    } else if (part === 'value') {
      text.valueNodes.push(piece);
    } else if (/=\s*$/u.test(text.attributes)) {
      if (/expires=\s*$/u.test(text.attributes) && isPast(analysis, piece)) expiresEarly = true;
      text.attributes += '?';
    } else {
      text.isOpen = true;
    }
  }
  const isEmpty = isClearedText(text.value.trim()) && text.valueNodes.length === 0;
  const isPastDate = /max-age=\s*(?:0(?!\d)|-)|expires=[^;?]*\b1970\b/u.test(text.attributes);
  return { ...text, name: text.name.trim(), isExpired: isEmpty || isPastDate || expiresEarly };
}

/** `new Date(0).toUTCString()`, a constant date of 1970. */
function isPast(analysis: Analysis, node: TSESTree.Node): boolean {
  return /\bDate\(\s*0\s*\)|\b1970\b|epoch/iu.test(analysis.sourceCode.getText(node));
}

function flatten(analysis: Analysis, node: TSESTree.Node, depth: number): Piece[] {
  if (depth > maxDepth) return [node];
  const bare = unwrap(node);
  const next = (child: TSESTree.Node) => flatten(analysis, child, depth + 1);
  const known = getStaticValue(analysis, bare);
  if (known !== undefined) return [String(known.value)];
  switch (bare.type) {
    case 'TemplateLiteral':
      return bare.quasis.flatMap((quasi, index) => {
        const expression = bare.expressions[index];
        return [quasi.value.cooked ?? '', ...(expression ? next(expression) : [])];
      });
    case 'BinaryExpression':
      return bare.operator === '+' ? [...next(bare.left), ...next(bare.right)] : [bare];
    case 'ConditionalExpression': {
      const choices = [bare.consequent, bare.alternate].map((branch) => getStaticValue(analysis, branch)?.value);
      return choices.every((choice) => typeof choice === 'string') ? [{ choices }] : [bare];
    }
    case 'LogicalExpression': {
      const choice = bare.operator === '&&' ? getStaticValue(analysis, bare.right)?.value : undefined;
      return typeof choice === 'string' ? [{ choices: [choice, ''] }] : [bare];
    }
    case 'Identifier': {
      const resolved = resolveExpression(analysis, bare);
      if (!resolved || resolved.analysis !== analysis || resolved.node === bare) return [bare];
      const isText = ['TemplateLiteral', 'BinaryExpression', 'ConditionalExpression'].includes(resolved.node.type);
      return isText || isJoin(resolved.node) ? next(resolved.node) : [bare];
    }
    case 'CallExpression':
      return flattenCall(analysis, bare, depth);
    default:
      return [bare];
  }
}

function isJoin(node: TSESTree.Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    getStaticPropertyName(node.callee) === 'join'
  );
}

/** `[…].filter(Boolean).join('; ')`. */
function flattenCall(analysis: Analysis, call: TSESTree.CallExpression, depth: number): Piece[] {
  const callee = unwrap(call.callee);
  const [first] = call.arguments;
  if (callee.type === 'Identifier' && /^(?:encodeURIComponent|encodeURI|escape|String)$/u.test(callee.name) && first) {
    return flatten(analysis, first, depth + 1);
  }
  if (!isJoin(call) || callee.type !== 'MemberExpression') return [call];
  let list = unwrap(callee.object);
  if (list.type === 'CallExpression' && list.callee.type === 'MemberExpression') list = unwrap(list.callee.object);
  const resolved = resolveExpression(analysis, list);
  const separator = call.arguments[0] ? getStaticValue(analysis, call.arguments[0])?.value : ',';
  if (resolved?.node.type !== 'ArrayExpression' || typeof separator !== 'string') return [call];
  const pieces: Piece[] = [];
  for (const element of resolved.node.elements) {
    if (!element) continue;
    if (pieces.length > 0) pieces.push(separator);
    if (element.type === 'SpreadElement') {
      pieces.push(...flattenSpread(resolved.analysis, element));
      continue;
    }
    pieces.push(...flatten(resolved.analysis, element, depth + 1));
  }
  return pieces;
}

/** `...(isProduction ? ['Secure'] : [])`. */
function flattenSpread(analysis: Analysis, spread: TSESTree.SpreadElement): Piece[] {
  const inner = unwrap(spread.argument);
  const branches =
    inner.type === 'ConditionalExpression'
      ? [inner.consequent, inner.alternate]
      : inner.type === 'LogicalExpression'
        ? [inner.right]
        : [];
  const lists = branches.map((branch) => unwrap(branch));
  if (lists.length === 0) return [spread];
  const choices: string[] = [];
  for (const list of lists) {
    if (list.type !== 'ArrayExpression') return [spread];
    const texts = list.elements.map((element) => (element ? getStaticValue(analysis, element)?.value : ''));
    if (!texts.every((text) => typeof text === 'string')) return [spread];
    choices.push(texts.join(';'));
  }
  return [{ choices }];
}

/** What is written over a token to be rid of it: nothing, or a word that says so. */
function isClearedText(text: string): boolean {
  return /^(?:|none|null|undefined|deleted?|removed|expired|revoked|logged-?out)$/iu.test(text);
}

/** Whether nothing is stored: no text, `null`, `undefined`, a word in its place. */
export function isEmptyValue(analysis: Analysis, node: TSESTree.Node): boolean {
  if (!isHarmlessValue(analysis, node)) return false;
  const found = getStaticValue(analysis, node);
  return (
    found !== undefined &&
    ((typeof found.value === 'string' && isClearedText(found.value)) ||
      found.value === null ||
      found.value === undefined)
  );
}
