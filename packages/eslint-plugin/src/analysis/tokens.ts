import type { TSESTree } from '@typescript-eslint/utils';
import { getSecretName, splitWords, type TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getStaticPropertyName, resolveBinding, unwrap, type Binding } from './bindings.js';
import { createStep } from './traces.js';
import { getStaticString, getStaticValue, resolveBindingValue } from './values.js';

/** What a token is for; `other` stands for identity, session and unnamed tokens. */
export type TokenKind = 'refresh' | 'access' | 'other';

export interface Token {
  readonly kind: TokenKind;
  /** As written in the source: a variable, a property, a key. */
  readonly name: string;
  /** The smallest expression that is evidence, in the asking file. */
  readonly node: TSESTree.Node;
  /** The way the value took, source first. */
  readonly trace: readonly TraceStep[];
}

/** Last words after which a token's name speaks about the token, beside those of the vocabulary. */
const aboutTokens = new Set(
  (
    'secret secrets key keys salt signature timestamp time date refreshed listener event channel interval timer ' +
    'promise queue lock retry retries flag list balance balances price amount decimals action actions tab step ' +
    'info payload claims data details error reducer slice selector atom strategy interceptor header headers subject ' +
    'verifier extractor decoder encoder family record records entity dto'
  ).split(' '),
);

/** Words before "token" that make it something else than a proof of a session. */
const otherTokens = new Set(
  (
    'reset verification verify verified invite invitation magic push device fcm apns captcha recaptcha turnstile ' +
    'share upload unsubscribe confirm confirmation activation registration payment card stripe mapbox map cesium ' +
    'erc20 nft coin crypto lp pool swap syntax lexer native selected'
  ).split(' '),
);

const kinds: ReadonlyMap<string, TokenKind> = new Map([
  ['refresh-token', 'refresh'],
  ['access-token', 'access'],
  ['token', 'other'],
]);

/** The kind of authentication token that a name names, in any spelling; undefined for everything else. */
export function getTokenName(analysis: Analysis, name: string): TokenKind | undefined {
  const { secretNames } = analysis.settings;
  // The cheap question first: this is asked for every property of a file.
  if (!secretNames?.length && !/tok|jwt|bearer|authori/iu.test(name)) return undefined;
  const words = splitWords(name);
  const last = words.at(-1);
  if (last === undefined || name.length > 80) return undefined;
  if (secretNames?.some((own) => splitWords(own).join(' ') === words.join(' '))) return 'other';
  if (aboutTokens.has(last)) return undefined;
  const secret = getSecretName(name);
  const kind = secret && kinds.get(secret.kind);
  if (kind === 'other' && words.some((word) => otherTokens.has(word))) return undefined;
  return kind;
}

/** A call of one of these hands its first argument on, written in another way. */
const forwarders = new Set(
  'stringify String encodeURIComponent encodeURI btoa structuredClone toRaw unref stringifyJson serialize'.split(' '),
);
const forwardingMethods = new Set(
  'toString trim replace slice substring toJSON valueOf concat padEnd get value'.split(' '),
);
/** A name that begins so is of a function that answers a token, as one without any verb. */
const tokenVerbs = new Set(
  (
    'get fetch create generate issue sign mint make obtain acquire retrieve request read load refresh new extract ' +
    'build ensure resolve exchange'
  ).split(' '),
);
/** First words of names whose call does not answer the token they name. */
const otherVerbs = new Set(
  (
    'set save store clear remove delete decode parse verify validate check revoke encrypt hash mask redact put write ' +
    'persist update add watch select count log print track compare inspect introspect encode invalidate dispatch'
  ).split(' '),
);

/**
 * Finds a token among the parts of a value that is written to a store or sent.
 *
 * @param accepts which kinds count; all by default
 */
export function findToken(
  analysis: Analysis,
  node: TSESTree.Node,
  accepts: (kind: TokenKind) => boolean = () => true,
): Token | undefined {
  return search({ analysis, accepts, visited: new Set() }, node, 0);
}

interface Search {
  readonly analysis: Analysis;
  readonly accepts: (kind: TokenKind) => boolean;
  readonly visited: Set<TSESTree.Node>;
}

const maxDepth = 10;

function search(state: Search, node: TSESTree.Node, depth: number): Token | undefined {
  if (depth > maxDepth || state.visited.has(node)) return undefined;
  state.visited.add(node);
  const bare = unwrap(node);
  const next = (child: TSESTree.Node | null | undefined) => (child ? search(state, child, depth + 1) : undefined);
  const nextOf = (children: readonly (TSESTree.Node | null)[]) => {
    for (const child of children) {
      const found = next(child);
      if (found) return found;
    }
    return undefined;
  };
  switch (bare.type) {
    case 'Literal':
      return typeof bare.value === 'string' && isTokenText(bare.value)
        ? named(state, 'other', 'a JSON web token', bare)
        : undefined;
    case 'Identifier':
      return searchIdentifier(state, bare, depth);
    case 'MemberExpression':
      return searchMember(state, bare, depth);
    case 'CallExpression':
    case 'NewExpression':
      return searchCall(state, bare, depth);
    case 'ObjectExpression':
      for (const property of bare.properties) {
        const found =
          property.type === 'SpreadElement' ? next(property.argument) : searchProperty(state, property, depth);
        if (found) return found;
      }
      return undefined;
    case 'ArrayExpression':
      return nextOf(bare.elements);
    case 'SpreadElement':
      return next(bare.argument);
    case 'TemplateLiteral':
      return nextOf(bare.expressions);
    case 'BinaryExpression':
      return bare.operator === '+' ? nextOf([bare.left, bare.right]) : undefined;
    case 'ConditionalExpression':
      return nextOf([bare.consequent, bare.alternate]);
    case 'LogicalExpression':
      return bare.operator === '&&' ? next(bare.right) : nextOf([bare.left, bare.right]);
    case 'AssignmentExpression':
      return next(bare.right);
    case 'SequenceExpression':
      return next(bare.expressions.at(-1));
    default:
      return undefined;
  }
}

function named(state: Search, kind: TokenKind, name: string, node: TSESTree.Node): Token | undefined {
  return state.accepts(kind) ? { kind, name, node, trace: [] } : undefined;
}

/** Three base64url parts of which the first begins like a JSON object. */
function isTokenText(text: string): boolean {
  return /^eyJ[\w-]{8,}\.[\w-]+\.[\w-]*$/u.test(text);
}

function searchIdentifier(state: Search, node: TSESTree.Identifier, depth: number): Token | undefined {
  const { analysis } = state;
  const binding = resolveBinding(analysis, node);
  if (isHarmlessBinding(analysis, binding)) return undefined;
  const step = getLastKey(binding);
  const kind = getTokenName(analysis, node.name) ?? (step === undefined ? undefined : getTokenName(analysis, step));
  if (kind) return named(state, kind, getTokenName(analysis, node.name) ? node.name : step!, node);
  if (binding?.kind === 'import') {
    const value = resolveBindingValue(analysis, binding, node);
    const found =
      value && search({ ...state, analysis: value.analysis, visited: state.visited }, value.node, depth + 1);
    return found && { ...found, node, trace: [...found.trace, ...value.trace] };
  }
  if (binding?.kind !== 'variable') return undefined;
  const sources = [
    ...(binding.init && binding.path.length === 0 ? [binding.init] : []),
    ...binding.writes.map((write) => write.writeExpr as TSESTree.Node | null | undefined),
  ];
  for (const source of sources) {
    const found = source && search(state, source, depth + 1);
    if (found) return { ...found, node, trace: [...found.trace, createStep(analysis, found.node, found.name)] };
  }
  return undefined;
}

/** The last key that destructuring took to a name: `refreshToken` for `const { refreshToken: value } = data`. */
export function getLastKey(binding: Binding | undefined): string | undefined {
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return undefined;
  const step = binding.path.at(-1);
  return step?.kind === 'property' ? step.key : undefined;
}

const harmlessTypes = new Set(['TSBooleanKeyword', 'TSNumberKeyword']);

/** A name that certainly holds no token: a constant text, a flag, a function, a number. */
function isHarmlessBinding(analysis: Analysis, binding: Binding | undefined): boolean {
  if (!binding) return false;
  if (binding.kind === 'function' || binding.kind === 'class' || binding.kind === 'enum') return true;
  if (binding.kind === 'parameter') return harmlessTypes.has(getTypeName(binding.variable.identifiers[0]) ?? '');
  if (binding.kind !== 'variable' || binding.writes.length > 0 || !binding.init || binding.path.length > 0)
    return false;
  return isHarmlessValue(analysis, binding.init);
}

function getTypeName(identifier: TSESTree.Node | undefined): string | undefined {
  return identifier?.type === 'Identifier' ? identifier.typeAnnotation?.typeAnnotation.type : undefined;
}

/** An expression that certainly yields no token. */
export function isHarmlessValue(analysis: Analysis, node: TSESTree.Node): boolean {
  const bare = unwrap(node);
  switch (bare.type) {
    case 'UnaryExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return true;
    case 'BinaryExpression':
      return bare.operator !== '+';
    case 'ConditionalExpression':
      return [bare.consequent, bare.alternate].every((branch) => isHarmlessValue(analysis, branch));
    case 'CallExpression': {
      const name = getCalleeName(bare);
      const verb = name === undefined ? undefined : splitWords(name)[0];
      return name === 'Boolean' || (verb !== undefined && otherVerbs.has(verb));
    }
    default: {
      const value = getStaticValue(analysis, bare);
      return value !== undefined && !(typeof value.value === 'string' && isTokenText(value.value));
    }
  }
}

function searchMember(state: Search, node: TSESTree.MemberExpression, depth: number): Token | undefined {
  const { analysis } = state;
  const name = getStaticPropertyName(node) ?? getStaticString(analysis, node.property)?.value;
  if (name === undefined) return undefined;
  const value = getStaticValue(analysis, node);
  if (value !== undefined) return undefined;
  const own = getTokenName(analysis, name);
  if (own) return named(state, own, name, node);
  const object = unwrap(node.object);
  const holder = object.type === 'MemberExpression' ? getStaticPropertyName(object) : undefined;
  const holderName = object.type === 'Identifier' ? object.name : holder;
  if (holderName !== undefined && getTokenName(analysis, holderName)) {
    // `tokens.refresh`, `token.access`; and `token.value` of a wrapped one.
    if (name === 'refresh' || name === 'access') return named(state, name, `${holderName}.${name}`, node);
    if (name === 'value' || name === 'current' || name === 'raw') return search(state, object, depth + 1);
  }
  return undefined;
}

function searchCall(
  state: Search,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  depth: number,
): Token | undefined {
  const { analysis } = state;
  const name = getCalleeName(node);
  if (name === undefined) return undefined;
  const callee = unwrap(node.callee);
  const first = node.arguments[0];
  if (node.type === 'NewExpression') {
    return /^(?:Map|Set|Blob|URLSearchParams)$/u.test(name) && first ? search(state, first, depth + 1) : undefined;
  }
  if (callee.type === 'MemberExpression') {
    if (name === 'get' && first) {
      const key = getStaticString(analysis, first);
      const kind = key && getTokenName(analysis, key.value);
      if (kind) return named(state, kind, key.value, node);
    }
    if (name === 'assign' && unwrap(callee.object).type === 'Identifier') {
      for (const argument of node.arguments) {
        const found = search(state, argument, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    if (forwardingMethods.has(name)) return search(state, callee.object, depth + 1);
  }
  if (forwarders.has(name) && first) return search(state, first, depth + 1);
  if (
    name === 'sign' &&
    callee.type === 'MemberExpression' &&
    /jwt|jsonwebtoken/iu.test(analysis.sourceCode.getText(callee.object))
  ) {
    return named(state, 'other', 'jwt.sign()', node);
  }
  const kind = getGetterKind(analysis, name);
  return kind && named(state, kind, `${name}()`, node);
}

/** The kind of token that a call of this name answers: `getRefreshToken`, `generateToken`, `accessToken`. */
export function getGetterKind(analysis: Analysis, name: string): TokenKind | undefined {
  const kind = getTokenName(analysis, name);
  if (!kind) return undefined;
  const verb = splitWords(name)[0]!;
  if (otherVerbs.has(verb)) return undefined;
  // `refreshToken()` refreshes a token, it does not name a refresh token.
  if (verb === 'refresh' && /^refresh_?tokens?$/iu.test(name)) return undefined;
  return tokenVerbs.has(verb) || getTokenName(analysis, verb) || kind !== 'other' ? kind : undefined;
}

function searchProperty(state: Search, property: TSESTree.Property, depth: number): Token | undefined {
  const { analysis } = state;
  if (property.kind !== 'init' || property.method) return undefined;
  const name = getStaticPropertyName(property) ?? getStaticString(analysis, property.key)?.value;
  const kind = name === undefined ? undefined : getTokenName(analysis, name);
  if (kind && name !== undefined && state.accepts(kind) && !isHarmlessValue(analysis, property.value)) {
    const inner = unwrap(property.value);
    if (inner.type === 'Identifier' && isHarmlessBinding(analysis, resolveBinding(analysis, inner))) return undefined;
    return { kind, name, node: property, trace: [] };
  }
  return kind ? undefined : search(state, property.value, depth + 1);
}
