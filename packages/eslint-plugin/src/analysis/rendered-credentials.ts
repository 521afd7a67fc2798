import type { TSESTree } from '@typescript-eslint/utils';
import { getSecretName, splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getMemberPath, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getCandidates, getKind, getValueName, pickCredentials, type Credential } from './credentials.js';
import { isIllustration, isSchemaExample } from './credential-context.js';
import {
  isCredible,
  isPlainWeakPassword,
  isUsablePassword,
  isWeakPassword,
  looksLikePassword,
  repeatsName,
} from './passwords.js';
import { findTextCredentials, type TextCredential } from './text-credentials.js';
import { getStaticString } from './values.js';

/** A piece of what a person reads, and where it stands. */
export interface TextPiece {
  readonly node: TSESTree.Node;
  /** As written in the source where `isVerbatim`. */
  readonly text: string;
  /** Where the text begins, counted from the node's start. */
  readonly offset: number;
  readonly isVerbatim: boolean;
  /** Whether it is set off from the text around it, as in quotation marks: `<code>`, `<strong>`. */
  readonly isSetOff?: boolean;
  /** Whether it names what follows, so that it is not shown itself. */
  readonly isLabel?: boolean;
}

/** Stands for what is not known before the program runs. */
const unknown = ' \uFFFC ';

/** Tells whether a file speaks of passwords or addresses at all. */
export function mayShowCredentials(text: string): boolean {
  return /pass|pwd|mdp|senha|contrase|wachtwoord|@|d[eé]mo|login|compte|account|identifiant|user|admin/iu.test(text);
}

/** Passwords in the text that a JSX tree shows, its nested elements read as one text. */
export function getRenderedCredentials(
  analysis: Analysis,
  root: TSESTree.JSXElement | TSESTree.JSXFragment,
): Credential[] {
  const pieces: TextPiece[] = [];
  collectPieces(analysis, root, pieces);
  return findInPieces(pieces);
}

/** Tells whether an element is the outermost of its tree. */
export function isJsxRoot(node: TSESTree.JSXElement | TSESTree.JSXFragment): boolean {
  return node.parent.type !== 'JSXElement' && node.parent.type !== 'JSXFragment';
}

/** Finds passwords in pieces of text that are read one after the other. */
export function findInPieces(pieces: readonly TextPiece[]): Credential[] {
  const starts: number[] = [];
  let joined = '';
  for (const piece of pieces) {
    joined += piece.isSetOff ? ' `' : ' ';
    starts.push(joined.length);
    joined += piece.isSetOff ? `${piece.text}\`` : piece.text;
  }
  return findTextCredentials(joined).flatMap((found): Credential[] => {
    const index = starts.findLastIndex((start) => start <= found.start);
    const piece = pieces[index];
    if (!piece || piece.isLabel || piece.text.includes('\uFFFC')) return [];
    return [toCredential(piece, { ...found, start: found.start - starts[index]! })];
  });
}

function toCredential(piece: TextPiece, found: TextCredential): Credential {
  const { node } = piece;
  const use = found.kind === 'link' || found.kind === 'connection' ? found.kind : 'rendered';
  const loc = piece.isVerbatim ? getInnerLocation(node, piece, found) : undefined;
  return { use, node, value: found.value, trace: [], loc };
}

function getInnerLocation(
  node: TSESTree.Node,
  piece: TextPiece,
  found: TextCredential,
): TSESTree.SourceLocation | undefined {
  const before = piece.text.slice(0, found.start).split('\n');
  const lastLine = before.at(-1)!;
  const line = node.loc.start.line + before.length - 1;
  const column = before.length === 1 ? node.loc.start.column + piece.offset + found.start : lastLine.length;
  return { start: { line, column }, end: { line, column: column + found.value.length } };
}

function collectPieces(
  analysis: Analysis,
  node: TSESTree.JSXElement | TSESTree.JSXFragment,
  pieces: TextPiece[],
): void {
  const isSetOff = node.type === 'JSXElement' && isSetOffElement(getElementName(node));
  for (const [index, child] of node.children.entries()) {
    switch (child.type) {
      case 'JSXText':
        pieces.push(toSetOff({ node: child, text: readEntities(child.raw), offset: 0, isVerbatim: true }, isSetOff));
        break;
      case 'JSXElement':
      case 'JSXFragment':
        if (child.children.length === 0) pieces.push({ node: child, text: unknown, offset: 0, isVerbatim: false });
        else collectPieces(analysis, child, pieces);
        if (child.type === 'JSXElement' && isLabelCell(getElementName(child), node.children.slice(index + 1))) {
          pieces.push({ node: child, text: ':', offset: 0, isVerbatim: false });
        }
        break;
      case 'JSXExpressionContainer':
        if (child.expression.type === 'JSXEmptyExpression') break;
        pieces.push(toSetOff(getExpressionPiece(analysis, child.expression, pieces.at(-1)), isSetOff));
        break;
      default:
        break;
    }
  }
}

const setOffElements = new Set('code kbd samp tt var b strong em i mark'.split(' '));

/** Tells whether an element sets a word off from the text around it. */
function isSetOffElement(name: string | undefined): boolean {
  return name !== undefined && setOffElements.has(name.toLowerCase());
}

/** One word that is no label is set off; a whole emphasised sentence is not. */
function toSetOff<T extends TextPiece>(piece: T, isSetOff: boolean): T {
  const isWord = /^\s*[^\s:\uFFFC]+\s*$/u.test(piece.text) && !labelEnd.test(piece.text);
  return isSetOff && isWord ? { ...piece, isSetOff } : piece;
}

/** Tells whether what a cell says names what the next one holds: `<dt>Password</dt><dd>…</dd>`. */
function isLabelCell(name: string | undefined, after: readonly TSESTree.JSXChild[]): boolean {
  const next = after.find((node) => node.type === 'JSXElement');
  return next !== undefined && isCellPair(name, getElementName(next));
}

/** As {@link isLabelCell}, by the names of both elements. */
function isCellPair(name: string | undefined, next: string | undefined): boolean {
  return (next === 'dd' && name === 'dt') || (next === 'td' && (name === 'th' || name === 'td'));
}

function getElementName({ openingElement: { name } }: TSESTree.JSXElement): string | undefined {
  return name.type === 'JSXIdentifier' ? name.name : undefined;
}

const entities: Record<string, string> = { laquo: '«', raquo: '»', quot: '"', apos: "'", '#39': "'" };

/** Reads character references without moving what follows them. */
function readEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#\w+|\w+);/gu, (whole, name: string) => {
    const sign = /^(?:nbsp|thinsp|#160|#xa0|#8239)$/iu.test(name) ? ' ' : entities[name];
    return sign === undefined ? whole : sign.padEnd(whole.length);
  });
}

const labelEnd =
  /(?:password|passwd|passphrase|mot de passe|mdp|contrase[nñ]a|senha|passwort)\s*(?:is|est)?\s*[:=]?\s*$/iu;

function getExpressionPiece(analysis: Analysis, expression: TSESTree.Node, before: TextPiece | undefined): TextPiece {
  const bare = unwrap(expression);
  const piece = (text: string, isVerbatim = false, offset = 0): TextPiece => ({ node: bare, text, offset, isVerbatim });
  if (bare.type === 'Literal' && typeof bare.value === 'string') {
    const isVerbatim = bare.raw.slice(1, -1) === bare.value;
    return piece(bare.value, isVerbatim, 1);
  }
  if (bare.type === 'CallExpression') {
    const first = bare.arguments[0];
    const key = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined;
    const isLabel = key !== undefined && isPasswordLabel(analysis, key);
    return isLabel ? { ...piece('password: '), isLabel } : piece(unknown);
  }
  if (bare.type === 'TemplateLiteral') return piece(getTemplateText(bare));
  // A name is worth following only where the text before it asks for a password.
  if (before && labelEnd.test(before.text) && (bare.type === 'Identifier' || bare.type === 'MemberExpression')) {
    const name = getValueName(bare);
    if (name !== undefined && getKind(analysis, name) === undefined) {
      const value = getStaticString(analysis, bare)?.value;
      if (value !== undefined) return piece(value);
    }
  }
  return piece(unknown);
}

function isPasswordLabel(analysis: Analysis, key: string): boolean {
  const words = [...splitWords(key.split(/[.:]/u).at(-1)!)];
  if (['label', 'title', 'text', 'caption'].includes(words.at(-1) ?? '')) words.pop();
  // `passwordAdded` is the key of a sentence: a label ends in what it asks for.
  const phrase = getSecretName(words.join('_'), { secretNames: analysis.settings.secretNames })?.phrase;
  const isEnd = phrase !== undefined && words.join(' ').replace(/\d+$/u, '').endsWith(phrase);
  return isEnd && getKind(analysis, words.join('_')) === 'password';
}

function getTemplateText(node: TSESTree.TemplateLiteral): string {
  return node.quasis.map((quasi) => quasi.value.cooked ?? '').join('${…}');
}

/** Passwords inside a text of the program: pairs, links, connection strings, sentences. */
export function getTextCredentials(
  analysis: Analysis,
  node: TSESTree.StringLiteral | TSESTree.TemplateLiteral,
): Credential[] {
  const isTemplate = node.type === 'TemplateLiteral';
  const text = isTemplate ? getTemplateText(node) : node.value;
  const isVerbatim = !isTemplate && node.raw.slice(1, -1) === node.value;
  if (text.length < 6 || isModuleName(node)) return [];
  const found = findTextCredentials(text, getTextContext(node), isAddressInUse(node));
  if (found.length === 0) return [];
  const isExample = isIllustration(node);
  // What a label says with both user and password is no label.
  const isLabel = isExample && !isSchemaExample(node);
  const showsHowToWrite = (isExample || isPlaceholder(node)) && /[@/](?:[\w-]+\.)*example\.\w/u.test(text);
  return found
    .filter(({ kind }) => {
      if (kind === 'link' || kind === 'connection') return !showsHowToWrite;
      return !isExample || (isLabel && kind === 'pair');
    })
    .map((credential) => toCredential({ node, text, offset: 1, isVerbatim }, credential));
}

const connectors =
  /connect|(?:^|\.)(?:create|new|get)?_?(?:client|pool|redis|ioredis|sequelize|datasource|knex|transport|database)$/iu;
const addressProperties = new Set(['connectionString', 'uri', 'url', 'connection', 'connectionUri', 'dsn']);

/** Tells whether the program connects to what a text says: `mongoose.connect("…")`, `new Pool({ connectionString })`. */
function isAddressInUse(node: TSESTree.Node): boolean {
  let { parent } = node;
  if (parent?.type === 'Property' && addressProperties.has(getStaticPropertyName(parent) ?? '')) {
    parent = parent.parent.parent;
  }
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
  return parent.callee !== node && connectors.test(getMemberPath(parent.callee)?.join('.') ?? '');
}

function isPlaceholder(node: TSESTree.Node): boolean {
  const holder = node.parent?.type === 'JSXExpressionContainer' ? node.parent.parent : node.parent;
  return (
    holder?.type === 'JSXAttribute' && /^(?:placeholder|helpertext|description|hint)$/iu.test(String(holder.name.name))
  );
}

function isModuleName(node: TSESTree.Node): boolean {
  const { type } = node.parent!;
  return (
    type === 'ImportDeclaration' || type.startsWith('Export') || type === 'ImportExpression' || type === 'TSLiteralType'
  );
}

function getTextContext(node: TSESTree.Node): string {
  const { parent } = node;
  if (parent?.type === 'Property') return getStaticPropertyName(parent) ?? '';
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent?.type === 'JSXAttribute' ? String(parent.name.name) : '';
}

const valueAttributes = new Set(['value', 'defaultValue', 'initialValue', 'default']);

/** Passwords in attributes: `<LoginForm password="…">`, `<input type="password" defaultValue="…">`, placeholders. */
export function getAttributeCredentials(analysis: Analysis, attribute: TSESTree.JSXAttribute): Credential[] {
  if (attribute.name.type !== 'JSXIdentifier' || !attribute.value) return [];
  const name = attribute.name.name;
  const value = attribute.value.type === 'JSXExpressionContainer' ? attribute.value.expression : attribute.value;
  if (value.type === 'JSXEmptyExpression' || value.type === 'JSXElement') return [];
  if (valueAttributes.has(name) || name === 'placeholder') {
    const field = getPasswordField(analysis, attribute.parent);
    if (field === undefined || (name === 'placeholder' && isKeyField(attribute.parent))) return [];
    return pickCredentials(analysis, value, name === 'placeholder' ? 'rendered' : 'formState', (text) =>
      name === 'placeholder'
        ? isShownPassword(text)
        : isUsablePassword(text) && (!repeatsName(text, field) || isWeakPassword(text)),
    );
  }
  if (getKind(analysis, name) !== 'password') return [];
  return pickCredentials(
    analysis,
    value,
    'rendered',
    (text) => isCredible(text, name) || (isWeakPassword(text) && !repeatsName(text, name)),
  );
}

/** Tells whether a placeholder shows a password that works, rather than what to type. */
export function isShownPassword(text: string): boolean {
  return isUsablePassword(text) && (looksLikePassword(text) || isPlainWeakPassword(text));
}

function getPasswordField(analysis: Analysis, element: TSESTree.JSXOpeningElement): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.type !== 'JSXAttribute' || attribute.value?.type !== 'Literal') continue;
    const value = String(attribute.value.value);
    const name = String(attribute.name.name);
    if (name === 'type' && value === 'password') return 'password';
    if ((name === 'name' || name === 'id') && getKind(analysis, value) === 'password') return value;
  }
  return undefined;
}

const keyWords = new Set(['key', 'token', 'secret']);

/** A field of the type `password` for the key of somebody's service: its placeholder shows what such keys look like. */
function isKeyField(element: TSESTree.JSXOpeningElement): boolean {
  return element.attributes.some(
    (attribute) =>
      attribute.type === 'JSXAttribute' &&
      (attribute.name.name === 'name' || attribute.name.name === 'id') &&
      attribute.value?.type === 'Literal' &&
      keyWords.has(splitWords(String(attribute.value.value)).at(-1) ?? ''),
  );
}

const presenceParents = new Set([
  'UnaryExpression',
  'IfStatement',
  'TemplateElement',
  'TSTypeQuery',
  'TSQualifiedName',
]);

/**
 * A use of a constant whose name says that it is a password, `{DEMO_PASSWORD}` for instance; its definition is no
 * use.
 */
export function getConstantCredentials(
  analysis: Analysis,
  node: TSESTree.Identifier | TSESTree.MemberExpression,
): Credential[] {
  const name = getValueName(node);
  if (name === undefined || getKind(analysis, name) !== 'password' || !isValueUse(analysis, node)) return [];
  if (node.type === 'MemberExpression' && isCodeTable(node)) return [];
  const binding = node.type === 'Identifier' ? resolveBinding(analysis, node) : undefined;
  if (node.type === 'Identifier' && binding?.kind !== 'variable' && binding?.kind !== 'import') return [];
  const imported = binding?.kind === 'import' && binding.imported !== 'default' ? binding.imported : name;
  return getCandidates(analysis, node)
    .filter((candidate) => candidate.trace.length > 0 || candidate.definition !== undefined)
    .filter((candidate) => isCredible(candidate.value, name) && !repeatsName(candidate.value, imported))
    .map((candidate) => ({ ...candidate, use: getUse(node) }));
}

/** `AuthErrorCodes.OLD_PASSWORD`: members of a table of codes or messages are named after what they are about. */
function isCodeTable({ object }: TSESTree.MemberExpression): boolean {
  const words = splitWords(getValueName(object) ?? '');
  return words.some((word) => codeWords.has(word));
}

const codeWords = new Set(['error', 'errors', 'message', 'messages', 'status', 'event', 'events']);

function getUse(node: TSESTree.Node): Credential['use'] {
  const parent = node.parent;
  if (parent?.type === 'JSXExpressionContainer') return 'rendered';
  return parent?.type === 'BinaryExpression' && parent.operator !== '+' ? 'compared' : 'used';
}

function isValueUse(analysis: Analysis, node: TSESTree.Identifier | TSESTree.MemberExpression): boolean {
  let child: TSESTree.Node = node;
  let parent = node.parent;
  while (
    parent.type === 'TSAsExpression' ||
    parent.type === 'TSNonNullExpression' ||
    parent.type === 'ChainExpression'
  ) {
    child = parent;
    parent = parent.parent;
  }
  if (presenceParents.has(parent.type) || parent.type.startsWith('Export') || parent.type.startsWith('Import'))
    return false;
  switch (parent.type) {
    case 'MemberExpression':
      return false;
    case 'Property': {
      if (parent.value !== child || parent.parent.type !== 'ObjectExpression') return false;
      // A property with a name of its own is judged with its object.
      const key = getStaticPropertyName(parent);
      return key === undefined || (getKind(analysis, key) === undefined && key !== 'pass');
    }
    case 'VariableDeclarator':
    case 'PropertyDefinition':
    case 'MethodDefinition':
    case 'TSEnumMember':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'TSParameterProperty':
    case 'RestElement':
    case 'ArrayPattern':
    case 'SwitchCase':
      return false;
    case 'ArrowFunctionExpression':
      return parent.body === child;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.right === child;
    case 'LogicalExpression':
      return parent.right === child;
    case 'ConditionalExpression':
      return parent.test !== child;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== child && !isNeutralCall(parent);
    default:
      return true;
  }
}

/** Calls in which a password is no more than looked at, or whose danger is another rule's matter. */
function isNeutralCall(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (/^console\./u.test(getMemberPath(node.callee)?.join('.') ?? '')) return true;
  return ['getItem', 'removeItem', 'get', 'has', 'delete', 't', 'translate'].includes(getCalleeName(node) ?? '');
}
