import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import { getCalleeName, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getCookieText, isEmptyValue, type CookieText } from './cookie-text.js';
import { isFunction } from './syntax.js';
import { getKeyEvidence } from './token-keys.js';
import { findToken, getTokenName, type TokenKind } from './tokens.js';
import type { TraceStep } from './traces.js';
import { getMember, getStaticValue, resolveExpression, type Resolved } from './values.js';
import { getReturned } from './web-storage.js';

/** A cookie that a server sets. */
export interface ServerCookie {
  readonly name: string;
  readonly kind: TokenKind;
  readonly node: TSESTree.Node;
  readonly trace: readonly TraceStep[];
  readonly flaw: 'missingHttpOnly' | 'insecureSameSite';
  /** How `httpOnly: true` can be written in. */
  readonly repair: CookieRepair | undefined;
}

export type CookieRepair =
  | { readonly kind: 'replace'; readonly node: TSESTree.Node }
  | { readonly kind: 'property'; readonly object: TSESTree.ObjectExpression }
  | { readonly kind: 'argument'; readonly after: TSESTree.Node }
  | { readonly kind: 'text'; readonly end: number };

/** A call that sets a cookie: where its parts stand and what holds when the options say nothing. */
interface Setter {
  readonly name: TSESTree.Node | undefined;
  readonly value: TSESTree.Node | undefined;
  readonly options: TSESTree.Node | undefined;
  /** Whether the library hides the cookie from scripts when it is not told otherwise. */
  readonly hidesByDefault: boolean;
  /** The last argument, for options to be added behind it. */
  readonly last: TSESTree.Node | undefined;
}

const responses = /^_?(?:res|response|reply|resp|expressResponse|nextResponse)$/iu;

/** The cookie with a token that a call sets in reach of scripts, or without protection on its way. */
export function getExposedCookie(analysis: Analysis, call: TSESTree.CallExpression): ServerCookie | undefined {
  const setter = getSetter(analysis, call);
  if (!setter?.name) return undefined;
  const key = getKeyEvidence(analysis, setter.name);
  if (key && key.kind === undefined && /csrf|xsrf/iu.test(key.name)) return undefined;
  const token = key?.kind
    ? { kind: key.kind, name: key.name, trace: key.trace }
    : setter.value && findToken(analysis, setter.value);
  if (!token || !setter.value || isEmptyValue(analysis, setter.value)) return undefined;
  const judged = judgeOptions(analysis, setter);
  if (!judged) return undefined;
  const { kind, name, trace } = token;
  return { kind, name, trace, node: setter.name, ...judged };
}

function getSetter(analysis: Analysis, call: TSESTree.CallExpression): Setter | undefined {
  const method = getCalleeName(call);
  const callee = unwrap(call.callee);
  const args = call.arguments;
  if (method === undefined || args.length === 0) return undefined;
  // A signed cookie has its secret before the options.
  const before = method === 'setSignedCookie' ? 2 : 1;
  const from = (index: number, hidesByDefault: boolean): Setter | undefined => {
    const last = args[index + before];
    return args.length > index + 1
      ? { name: args[index], value: args[index + 1], options: args[index + before + 1], hidesByDefault, last }
      : undefined;
  };
  if (method === 'cookie' || method === 'setCookie' || method === 'setSignedCookie') {
    if (callee.type === 'MemberExpression') {
      return isResponse(analysis, callee.object) ? from(0, false) : undefined;
    }
    if (method === 'cookie') return undefined;
    // hono, h3: the context comes first.
    const first = args[0] && unwrap(args[0]);
    const origin = getOrigin(analysis, callee);
    if (
      origin !== undefined &&
      /^(?:hono\/cookie|h3|nitropack|#imports|@tanstack\/(?:react-)?start(?:\/.*)?)\./u.test(origin)
    ) {
      return /tanstack/u.test(origin) ? from(0, false) : from(1, false);
    }
    const binding = callee.type === 'Identifier' ? resolveBinding(analysis, callee) : undefined;
    const isContext = first?.type === 'Identifier' && /^(?:c|ctx|event|context)$/u.test(first.name);
    return isContext && binding?.kind === 'global' ? from(1, false) : undefined;
  }
  if (method === 'serialize' || method === 'serializeCookie') {
    const origin = getOrigin(analysis, callee) ?? '';
    return /^(?:cookie|@types\/cookie|cookie-es)(?:\.default)?\.serialize$/u.test(origin) ? from(0, false) : undefined;
  }
  if (method !== 'set' || callee.type !== 'MemberExpression') return undefined;
  const jar = getJarKind(analysis, callee.object);
  if (!jar) return undefined;
  const [first] = args;
  const object = first && args.length === 1 ? unwrap(first) : undefined;
  if (object?.type === 'ObjectExpression') {
    const holder: Resolved = { analysis, node: object, trace: [] };
    const part = (name: string) => getMember(holder, name)?.node;
    return {
      name: part('name'),
      value: part('value'),
      options: object,
      hidesByDefault: jar === 'hidden',
      last: undefined,
    };
  }
  return from(0, jar === 'hidden');
}

/** Whether an expression is an HTTP response: by the root of its chain of calls. */
export function isResponse(analysis: Analysis, node: TSESTree.Node): boolean {
  let bare = unwrap(node);
  for (;;) {
    if (bare.type === 'CallExpression') {
      const origin = getOrigin(analysis, bare.callee);
      if (origin !== undefined && /^next\/server\.NextResponse\./u.test(origin)) return true;
      bare = unwrap(bare.callee);
    } else if (bare.type === 'NewExpression') {
      return /Response$/u.test(getCalleeName(bare) ?? '');
    } else if (bare.type === 'MemberExpression') {
      const name = getStaticPropertyName(bare);
      if (name !== undefined && responses.test(name)) return true;
      bare = unwrap(bare.object);
    } else {
      break;
    }
  }
  if (bare.type !== 'Identifier') return false;
  if (!responses.test(bare.name)) return false;
  const binding = resolveBinding(analysis, bare);
  if (binding?.kind !== 'variable') return true;
  // The answer of a request that was sent is not a response to fill.
  if (binding.init?.type === 'AwaitExpression') return /\bnext\s*\(/u.test(analysis.sourceCode.getText(binding.init));
  return true;
}

/** Whether cookies set in a jar are hidden by default (Koa, SvelteKit), open (Next), or the jar is none. */
function getJarKind(analysis: Analysis, node: TSESTree.Node): 'open' | 'hidden' | undefined {
  const bare = unwrap(node);
  const origin = getOrigin(analysis, bare);
  if (origin !== undefined && /^next\/headers\.cookies\(\)$/u.test(origin)) return 'open';
  if (bare.type === 'CallExpression' && getCalleeName(bare) === 'cookies') return 'open';
  if (bare.type === 'MemberExpression' && getStaticPropertyName(bare) === 'cookies') {
    return isResponse(analysis, bare.object) ? 'open' : 'hidden';
  }
  if (bare.type !== 'Identifier') return undefined;
  const binding = resolveBinding(analysis, bare);
  if (binding?.kind === 'variable' && binding.init && binding.path.length === 0 && binding.writes.length === 0) {
    const init = unwrap(binding.init);
    return init.type === 'Identifier' ? undefined : getJarKind(analysis, init);
  }
  return bare.name === 'cookies' && binding?.kind === 'parameter' ? 'hidden' : undefined;
}

type Flaw = Pick<ServerCookie, 'flaw' | 'repair'>;

function judgeOptions(analysis: Analysis, setter: Setter): Flaw | undefined {
  const { options: node, hidesByDefault } = setter;
  if (!node) {
    if (hidesByDefault) return undefined;
    return { flaw: 'missingHttpOnly', repair: setter.last && { kind: 'argument', after: setter.last } };
  }
  const options = resolveOptions(analysis, node);
  if (!options) return undefined;
  const read = readOptions(options);
  if (isDeleted(read)) return undefined;
  const httpOnly = read.get('httponly');
  const isOpen = read.has('...');
  if (httpOnly?.value === false || (httpOnly === undefined && !isOpen && !hidesByDefault)) {
    return { flaw: 'missingHttpOnly', repair: getRepair(analysis, options, httpOnly) };
  }
  const sameSite = read.get('samesite')?.value;
  const secure = read.get('secure');
  const isNone = typeof sameSite === 'string' && sameSite.toLowerCase() === 'none';
  if (isNone && (secure ? secure.value === false : !isOpen)) return { flaw: 'insecureSameSite', repair: undefined };
  return undefined;
}

function getRepair(analysis: Analysis, options: Resolved, httpOnly: Option | undefined): CookieRepair | undefined {
  if (options.analysis !== analysis || options.node.type !== 'ObjectExpression') return undefined;
  if (!httpOnly) return { kind: 'property', object: options.node };
  return httpOnly.node.type === 'Literal' ? { kind: 'replace', node: httpOnly.node } : undefined;
}

/** The object literal that options are, also as the result of a function of the project. */
function resolveOptions(analysis: Analysis, node: TSESTree.Node): Resolved | undefined {
  const resolved = resolveExpression(analysis, node);
  if (resolved?.node.type === 'ObjectExpression') return resolved;
  if (resolved?.node.type !== 'CallExpression') return undefined;
  const fn = resolveExpression(resolved.analysis, resolved.node.callee);
  if (!fn || !isFunction(fn.node)) return undefined;
  const [value, ...others] = getReturned(fn.analysis, fn.node);
  if (!value || others.length > 0) return undefined;
  const object = resolveExpression(fn.analysis, value);
  return object?.node.type === 'ObjectExpression' ? object : undefined;
}

interface Option {
  readonly node: TSESTree.Node;
  /** Undefined when it is not known. */
  readonly value: unknown;
}

/** Options by lower-case name; `...` when there is something that cannot be read. */
function readOptions(options: Resolved, depth = 0): Map<string, Option> {
  const found = new Map<string, Option>();
  const unknown: Option = { node: options.node, value: undefined };
  for (const property of (options.node as TSESTree.ObjectExpression).properties) {
    if (property.type === 'SpreadElement') {
      const inner = depth > 3 ? undefined : resolveOptions(options.analysis, property.argument);
      const entries = inner ? readOptions(inner, depth + 1) : new Map([['...', unknown]]);
      for (const [name, option] of entries) found.set(name, option);
      continue;
    }
    const name = getStaticPropertyName(property);
    if (name === undefined) found.set('...', unknown);
    else found.set(name.toLowerCase(), { node: property.value, value: readValue(options.analysis, property.value) });
  }
  return found;
}

function readValue(analysis: Analysis, node: TSESTree.Node): unknown {
  const value = getStaticValue(analysis, node)?.value;
  if (value !== undefined) return value;
  const text = analysis.sourceCode.getText(node);
  return /^new Date\(\s*(?:0|1|['"`].*1970.*)?\s*\)$/u.test(text) && text !== 'new Date()' ? 'past' : undefined;
}

/** Whether the cookie ends at once. */
function isDeleted(options: ReadonlyMap<string, Option>): boolean {
  const maxAge = options.get('maxage')?.value;
  return (typeof maxAge === 'number' && maxAge <= 0) || options.get('expires')?.value === 'past';
}

/** `Set-Cookie` values: of `setHeader`, `append`, `header`, `writeHead`, and of a `headers` object. */
export function getHeaderCookies(
  analysis: Analysis,
  node: TSESTree.CallExpression | TSESTree.Property,
): ServerCookie[] {
  const value = node.type === 'Property' ? getHeaderProperty(node) : getHeaderArgument(analysis, node);
  if (!value) return [];
  const bare = unwrap(value);
  const list = bare.type === 'ArrayExpression' ? bare.elements : [bare];
  return list.flatMap((entry): ServerCookie[] => {
    if (!entry || entry.type === 'SpreadElement') return [];
    const found = judgeText(analysis, entry);
    return found ? [found] : [];
  });
}

const headerName = /^set-cookie$/iu;

function getHeaderProperty(node: TSESTree.Property): TSESTree.Node | undefined {
  const name = getStaticPropertyName(node);
  if (name === undefined || !headerName.test(name) || node.parent.type !== 'ObjectExpression') return undefined;
  return isMocked(node) ? undefined : node.value;
}

/** Headers that a test lets another server answer: `mockResolvedValue({ headers })`, also in `Promise.resolve(…)`. */
function isMocked(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type === 'CallExpression' && /^mock/u.test(getCalleeName(current) ?? '')) return true;
    if (!/^(?:Property|ObjectExpression|TSAsExpression|NewExpression|CallExpression)$/u.test(current.type))
      return false;
  }
  return false;
}

function getHeaderArgument(analysis: Analysis, call: TSESTree.CallExpression): TSESTree.Node | undefined {
  const method = getCalleeName(call);
  if (
    method === undefined ||
    !/^(?:setHeader|appendHeader|append|set|header|setResponseHeader|appendResponseHeader)$/u.test(method)
  )
    return undefined;
  const index = call.arguments.findIndex((argument) => {
    const name =
      argument.type === 'Literal' || argument.type === 'Identifier'
        ? getStaticValue(analysis, argument)?.value
        : undefined;
    return typeof name === 'string' && headerName.test(name);
  });
  return index >= 0 && index < 2 ? call.arguments[index + 1] : undefined;
}

function judgeText(analysis: Analysis, node: TSESTree.Node): ServerCookie | undefined {
  const text = getCookieText(analysis, node);
  if (!text || text.isExpired) return undefined;
  const token = getTextToken(analysis, text);
  if (!token) return undefined;
  const flags = `${text.attributes};`;
  const isHidden = /;\s*httponly\s*;/u.test(flags);
  if (!isHidden && !text.isOpen && !text.sometimes.includes('httponly')) {
    return { ...token, node, flaw: 'missingHttpOnly', repair: getTextRepair(node) };
  }
  const isSecure = /;\s*secure\s*;/u.test(flags) || text.sometimes.includes('secure') || text.isOpen;
  if (/samesite=none/u.test(flags) && !isSecure) return { ...token, node, flaw: 'insecureSameSite', repair: undefined };
  return undefined;
}

function getTextToken(analysis: Analysis, text: CookieText): Pick<ServerCookie, 'kind' | 'name' | 'trace'> | undefined {
  if (/csrf|xsrf/iu.test(text.name)) return undefined;
  const named = findNamed(analysis, text);
  if (named) return named;
  for (const value of text.valueNodes) {
    const token = findToken(analysis, value);
    if (token) return { kind: token.kind, name: token.name, trace: token.trace };
  }
  return undefined;
}

function findNamed(analysis: Analysis, text: CookieText): Pick<ServerCookie, 'kind' | 'name' | 'trace'> | undefined {
  const literal = getKeyEvidenceOfText(analysis, text.name);
  if (literal) return literal;
  for (const node of text.nameNodes) {
    const key = getKeyEvidence(analysis, node);
    if (key?.kind) return { kind: key.kind, name: key.name, trace: key.trace };
  }
  return undefined;
}

function getKeyEvidenceOfText(
  analysis: Analysis,
  name: string,
): Pick<ServerCookie, 'kind' | 'name' | 'trace'> | undefined {
  const kind = name === '' ? undefined : getTokenName(analysis, name);
  return kind && { kind, name, trace: [] };
}

/** A literal or a template can be made longer. */
function getTextRepair(node: TSESTree.Node): CookieRepair | undefined {
  const bare = unwrap(node);
  const isText = bare.type === 'TemplateLiteral' || (bare.type === 'Literal' && typeof bare.value === 'string');
  return isText ? { kind: 'text', end: bare.range[1] - 1 } : undefined;
}
