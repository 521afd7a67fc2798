import type { TSESTree } from '@typescript-eslint/utils';
import { getSecretName, getterVerbs, splitWords, type SecretKind } from 'mathakine-lint-core';
import type { Analysis, MathakineSettings } from './analysis.js';
import { unwrapType } from './bindings.js';

/** What a sensitive name stands for; personal data only counts where the `pii` option asks for it. */
export type SensitiveKind = SecretKind | 'personal-data';

const personalNames: readonly string[] = [
  'email',
  'emails',
  'e mail',
  'user email',
  'email address',
  'mail address',
  'full name',
  'fullname',
  'first name',
  'last name',
  'phone',
  'phone number',
  'date of birth',
];

/** Whether a name, in any spelling, stands for a secret, by the vocabulary and the settings. */
export function getSensitiveName(settings: MathakineSettings, name: string): SensitiveKind | undefined {
  const kind = getSecretName(name, settings)?.kind;
  if (kind || !settings.pii) return kind;
  const names = settings.pii === true ? personalNames : settings.pii;
  const words = splitWords(name).join(' ');
  return names.some((entry) => {
    const phrase = splitWords(entry).join(' ');
    return words === phrase || words.endsWith(` ${phrase}`);
  })
    ? 'personal-data'
    : undefined;
}

/** Verbs that hand nothing out: a function of such a name is an order, its name no value. */
const orderVerbs = new Set([
  ...['set', 'save', 'store', 'send', 'parse', 'decode', 'write', 'put', 'add', 'append', 'log', 'count', 'find'],
  ...['invalidate', 'rotate', 'purge', 'expire', 'cleanup', 'clean', 'prune', 'cancel', 'destroy', 'drop', 'migrate'],
  ...[
    'seed',
    'increment',
    'consume',
    'insert',
    'upsert',
    'enqueue',
    'dispatch',
    'emit',
    'notify',
    'publish',
    'trigger',
  ],
  ...['execute', 'configure', 'prepare', 'touch', 'replace', 'merge', 'forget'],
  ...['encrypt', 'compare', 'authenticate', 'authorize', 'apply', 'attach', 'persist', 'inject', 'register', 'render'],
]);
const handVerbs = new Set(getterVerbs);
const measuringVerbs = new Set(['estimate', 'calculate', 'compute', 'count']);

/** Whether a function counts the tokens of a text: `estimateConversationTokens()`; not `computeAuthTokens()`. */
function isTokenCount(settings: MathakineSettings, name: string): boolean {
  return measuringVerbs.has(splitWords(name)[0] ?? '') && getSecretName(name, settings)?.phrase === 'tokens';
}

/** Whether the name of a value speaks of a function: `getToken`, `setPassword`, `generateSecret`. */
export function isFunctionName(name: string): boolean {
  const words = splitWords(name);
  const first = words[0];
  if (first === undefined || words.length < 2) return false;
  // `newPassword`, `currentPassword` and `hashPassword` begin with words that are verbs only before a call.
  if (first === 'new' || first === 'current' || words.join(' ') === 'set cookie') return false;
  return orderVerbs.has(first) || handVerbs.has(first);
}

/** The kind of secret that a call of this name hands out: `getRefreshToken()`, `createAccessToken()`, `accessToken()`. */
export function getCallResultName(settings: MathakineSettings, name: string): SensitiveKind | undefined {
  const words = splitWords(name);
  const [first, ...rest] = words;
  if (first === undefined || orderVerbs.has(first) || isTokenCount(settings, name)) return undefined;
  if (handVerbs.has(first) && rest.length > 0) {
    // `createPasswordResetEmail`, `getTokenOrThrow`: what follows decides as in every name.
    const bare = rest.filter((word) => !['or', 'throw', 'fail', 'null', 'async', 'sync', 'safe', 'new'].includes(word));
    const source = bare.findIndex((word) => ['from', 'for', 'by', 'of', 'with', 'in'].includes(word));
    return getSensitiveName(settings, (source > 0 ? bare.slice(0, source) : bare).join('_'));
  }
  // `refreshToken()` and `token()` may as well be orders: refresh it, take one.
  if (words.length < 2 || first === 'refresh' || first === 'reset' || first === 'use') return undefined;
  return getSensitiveName(settings, name);
}

/** Objects whose members speak about a secret: `errors.password`, `labels.token`, `ROUTES.resetPassword`. */
const speakingWords = new Set([
  ...['error', 'errors', 'message', 'messages', 'msg', 'label', 'labels', 'text', 'texts', 'string', 'strings'],
  ...['i18n', 'translation', 'translations', 'locale', 'locales', 'dict', 'dictionary', 'placeholder'],
  ...['placeholders', 'rule', 'rules', 'schema', 'schemas', 'validator', 'validators', 'validation', 'validations'],
  ...['route', 'routes', 'path', 'paths', 'url', 'urls', 'endpoint', 'endpoints', 'style', 'styles', 'class'],
  ...['classes', 'css', 'theme', 'themes', 'color', 'colors', 'icon', 'icons', 'type', 'types', 'kind', 'kinds'],
  ...['enum', 'enums', 'touched', 'dirty', 'visible', 'ref', 'refs', 'name', 'names'],
  ...['column', 'columns', 'lexer', 'scanner', 'tokenizer', 'parser', 'cursor', 'node', 'feature', 'features'],
  ...['permission', 'permissions', 'scope', 'scopes', 'code', 'codes', 'status', 'statuses'],
  ...['attempts', 'counts', 'usage', 'stats', 'metrics', 'lengths', 'hints', 'titles', 'descriptions', 'steps'],
  ...['dimensions', 'policy', 'policies', 'strength', 'flags', 'lint', 'ast', 'ids', 'totals', 'counters'],
]);

/** Whether the members of an object of this name are texts, flags and codes rather than secrets. */
export function isSpeakingHolder(name: string): boolean {
  const last = splitWords(name).at(-1);
  return last !== undefined && speakingWords.has(last);
}

const errorWords = new Set(['error', 'err', 'exception']);

/** Whether a name is one of an error: `error`, `tokenError`. */
export function isErrorName(name: string): boolean {
  return errorWords.has(splitWords(name).at(-1) ?? '');
}

const holderWords = new Set([
  'config',
  'conf',
  'env',
  'settings',
  'secrets',
  'secret',
  'credentials',
  'vault',
  'environment',
]);

/** `TokenType.Refresh`, `ErrorCode.INVALID_TOKEN`: a constant of a class or an enum, unless it holds a configuration. */
export function isConstantMember(object: string, property: string): boolean {
  if (!/^\p{Lu}/u.test(object) || !/^\p{Lu}/u.test(property)) return false;
  return !splitWords(object).some((word) => holderWords.has(word));
}

/** `User`, `PasswordInput`: a class, a component or a type. */
export function isTypeName(name: string): boolean {
  return /^\p{Lu}/u.test(name) && /\p{Ll}/u.test(name);
}

const stateWords = /^(?:none|unset|not[-_]?set|missing|present|absent|empty|set|yes|no|null|undefined|true|false)$/iu;

/** Whether a text cannot be the secret that its name speaks of: a label, a key, a path, a message, a mask. */
export function isSpeakingText(settings: MathakineSettings, text: string): boolean {
  if (text.length < 3 || /\s/u.test(text.trim())) return true;
  if (/^[*•·x.…#-]+$/iu.test(text) || /^(?:\[.*\]|<.*>|\(.*\)|\{.*\})$/u.test(text) || isMaskText(text)) return true;
  if (stateWords.test(text)) return true;
  if (/^(?:\.{0,2}\/|[?#@])/u.test(text)) return true;
  if (/^[\w$-]+(?:[.:/][\w$-]+)+$/u.test(text)) return !/^ey[\w-]+\.ey/u.test(text);
  // Error codes are numbers; a name of a secret is a key, a column or a cookie.
  return /^\d{1,6}$/u.test(text) || (/^[\w.:-]+$/u.test(text) && getSecretName(text, settings) !== undefined);
}

/** `***`, `[redacted]`, `<hidden>`: what stands in for a secret. */
export function isMaskText(text: string): boolean {
  return /\*|•|\u2026|x{3,}/iu.test(text) || /redact|hidden|masked|censored|removed|secret\]|filtered/iu.test(text);
}

const harmlessTypes = new Set([
  ...['TSBooleanKeyword', 'TSNumberKeyword', 'TSBigIntKeyword', 'TSVoidKeyword', 'TSNeverKeyword', 'TSFunctionType'],
  ...['TSSymbolKeyword'],
]);

/** Whether a declared type leaves no room for a secret: flags, numbers, functions, DOM elements. */
export function isHarmlessType(type: TSESTree.TypeNode | undefined): boolean {
  if (!type) return false;
  if (harmlessTypes.has(type.type)) return true;
  if (type.type === 'TSUnionType') {
    const known = type.types.filter((entry) => entry.type !== 'TSNullKeyword' && entry.type !== 'TSUndefinedKeyword');
    return known.length > 0 && known.every(isHarmlessType);
  }
  if (type.type === 'TSLiteralType') return true;
  if (type.type === 'TSArrayType') return isHarmlessType(type.elementType);
  if (type.type !== 'TSTypeReference') return false;
  const name = type.typeName.type === 'Identifier' ? type.typeName.name : undefined;
  const qualified = type.typeName.type === 'TSQualifiedName' ? type.typeName.right.name : undefined;
  return /(?:^HTML.*Element|^Date|Ref|RefObject|Error|Event|Dispatch|Element|Node|Type|Kind|Status)$/u.test(
    name ?? qualified ?? '',
  );
}

/** The type that a declaration gives a name. */
export function getDeclaredType(name: TSESTree.Node): TSESTree.TypeNode | undefined {
  const bare = unwrapType(name);
  return 'typeAnnotation' in bare && bare.typeAnnotation?.type === 'TSTypeAnnotation'
    ? bare.typeAnnotation.typeAnnotation
    : undefined;
}

/**
 * The secret string that values of a declared type have: its first property with a secret name. Types written in
 * place, and interfaces and aliases of the same file, are read.
 */
export function getSecretProperty(
  analysis: Analysis,
  type: TSESTree.TypeNode | undefined,
  depth = 0,
): string | undefined {
  if (!type || depth > 4) return undefined;
  switch (type.type) {
    case 'TSTypeLiteral':
      return findSecretMember(analysis.settings, type.members);
    case 'TSArrayType':
      return getSecretProperty(analysis, type.elementType, depth + 1);
    case 'TSIntersectionType':
      return type.types.map((entry) => getSecretProperty(analysis, entry, depth + 1)).find((entry) => entry);
    case 'TSTypeReference': {
      if (type.typeArguments || type.typeName.type !== 'Identifier') return undefined;
      const { name } = type.typeName;
      for (const statement of analysis.sourceCode.ast.body) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declaration?.type === 'TSInterfaceDeclaration' && declaration.id.name === name) {
          return findSecretMember(analysis.settings, declaration.body.body);
        }
        if (declaration?.type === 'TSTypeAliasDeclaration' && declaration.id.name === name) {
          return getSecretProperty(analysis, declaration.typeAnnotation, depth + 1);
        }
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function findSecretMember(settings: MathakineSettings, members: readonly TSESTree.TypeElement[]): string | undefined {
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || member.computed || member.key.type !== 'Identifier') continue;
    const type = member.typeAnnotation?.typeAnnotation;
    const parts = type?.type === 'TSUnionType' ? type.types : [type];
    if (!parts.some((part) => part?.type === 'TSStringKeyword')) continue;
    if (getSensitiveName(settings, member.key.name)) return member.key.name;
  }
  return undefined;
}
