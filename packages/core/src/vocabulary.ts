import { splitWords } from './words.js';

/**
 * The vocabulary: which names speak of secrets, which only seem to. One table for every engine; the regular
 * expressions inside the Semgrep rules are generated from it.
 */

export type SecretKind =
  | 'password'
  | 'password-hash'
  | 'key'
  | 'credential'
  | 'refresh-token'
  | 'access-token'
  | 'token'
  | 'csrf-token'
  | 'cookie'
  | 'database-url'
  | 'one-time-code';

interface SecretPhrase {
  readonly words: string;
  readonly kind: SecretKind;
}

function phrases(kind: SecretKind, ...list: string[]): SecretPhrase[] {
  return list.map((words) => ({ words, kind }));
}

/** Words or runs of words that name a secret. The longest match decides the kind. */
export const secretPhrases: readonly SecretPhrase[] = [
  ...phrases(
    'password',
    'password',
    'passwords',
    'passwd',
    'pwd',
    'pw',
    'passphrase',
    'passphrases',
    'passcode',
    'passcodes',
  ),
  ...phrases('password', 'db pass', 'database pass', 'smtp pass', 'mail pass', 'email pass', 'user pass', 'admin pass'),
  ...phrases(
    'password',
    'mot de passe',
    'motdepasse',
    'mdp',
    'contrasena',
    'contrasenas',
    'senha',
    'senhas',
    'passwort',
  ),
  ...phrases(
    'password-hash',
    'password hash',
    'passwd hash',
    'pwd hash',
    'pw hash',
    'hashed password',
    'hashed pwd',
    'hashed pw',
    'encrypted password',
  ),
  ...phrases('key', 'secret', 'secrets', 'client secret', 'secret key', 'private key', 'signing key', 'encryption key'),
  ...phrases(
    'key',
    'api key',
    'api keys',
    'apikey',
    'apikeys',
    'auth key',
    'secret keys',
    'private keys',
    'signing keys',
    'access key',
    'totp secret',
  ),
  ...phrases('credential', 'credential', 'credentials', 'creds'),
  ...phrases('refresh-token', 'refresh token', 'refresh tokens', 'refreshtoken', 'refresh jwt'),
  ...phrases('access-token', 'access token', 'access tokens', 'accesstoken', 'access jwt'),
  ...phrases(
    'token',
    'token',
    'tokens',
    'jwt',
    'jwts',
    'bearer',
    'authorization',
    'id token',
    'auth token',
    'api token',
    'session token',
  ),
  ...phrases('token', 'bearer token', 'reset token', 'verification token', 'invite token', 'magic link token'),
  ...phrases('csrf-token', 'csrf token', 'xsrf token', 'csrf', 'xsrf'),
  ...phrases('cookie', 'set cookie', 'cookies'),
  ...phrases(
    'database-url',
    'database url',
    'db url',
    'database uri',
    'sqlalchemy database uri',
    'dsn',
    'connection string',
    'redis url',
    'mongo uri',
    'mongodb uri',
    'postgres url',
  ),
  ...phrases('one-time-code', 'otp', 'otp code', 'mfa code', 'one time code', 'one time password'),
];

/** A name that ends in one of these speaks about a secret, it does not hold one. */
export const metadataSuffixes: readonly string[] = [
  'length',
  'len',
  'size',
  'count',
  'counts',
  'type',
  'types',
  'name',
  'names',
  'id',
  'ids',
  'label',
  'labels',
  'error',
  'errors',
  'message',
  'messages',
  'msg',
  'status',
  'policy',
  'policies',
  'regex',
  'pattern',
  'patterns',
  'expiry',
  'expires',
  'expiration',
  'expires at',
  'expires in',
  'expire minutes',
  'expire seconds',
  'expire days',
  'minutes',
  'seconds',
  'days',
  'hours',
  'ms',
  'created at',
  'updated at',
  'changed at',
  'at',
  'min',
  'max',
  'attempts',
  'attempt',
  'ttl',
  'timeout',
  'max age',
  'age',
  'lifetime',
  'duration',
  'url',
  'uri',
  'endpoint',
  'path',
  'route',
  'field',
  'fields',
  'input',
  'inputs',
  'placeholder',
  'ref',
  'form',
  'element',
  'key name',
  'header name',
  'hint',
  'strength',
  'rules',
  'rule',
  'schema',
  'validator',
  'validation',
  'hasher',
  'template',
  'format',
  'formatter',
  'generator',
  'manager',
  'service',
  'provider',
  'factory',
  'repository',
  'repo',
  'handler',
  'dialog',
  'modal',
  'page',
  'screen',
  'button',
  'icon',
  'visible',
  'visibility',
  'shown',
  'valid',
  'validity',
  'required',
  'present',
  'exists',
  'enabled',
  'disabled',
  'expired',
  'match',
  'matches',
  'mismatch',
  'title',
  'text',
  'description',
  'algorithm',
  'alg',
  'version',
  'scheme',
  'mode',
  'state',
  'source',
  'prefix',
  'options',
  'config',
  'settings',
  'issuer',
  'audience',
  'scope',
  'usage',
  'limit',
  'limits',
  'budget',
  'price',
  'cost',
  'symbol',
  'address',
  'index',
  'position',
  'offset',
  'kind',
  'class',
  'model',
  'table',
  'column',
  'param',
  'params',
  'parameter',
  'response model',
  'request',
  'store',
  'storage',
  'client',
  'context',
  'helper',
  'helpers',
  'util',
  'utils',
  'middleware',
  'guard',
  'module',
  'controller',
  'check',
  'checker',
  'parser',
  'reset',
  'change',
  'rotation',
  'requirements',
  'complexity',
  'score',
  'hash',
  'digest',
  'fingerprint',
  'mask',
  'masked',
  'redacted',
  'preview',
  'last four',
  'last4',
];

/** A name that begins with one of these is a question about a secret or an order to do something with one. */
export const predicatePrefixes: readonly string[] = [
  'is',
  'has',
  'had',
  'should',
  'needs',
  'need',
  'must',
  'can',
  'could',
  'invalid',
  'missing',
  'no',
  'show',
  'hide',
  'toggle',
  'use',
  'on',
  'handle',
  'validate',
  'verify',
  'check',
  'requires',
  'require',
  'with',
  'without',
  'expired',
  'wrong',
  'bad',
  'num',
  'number',
  'n',
  'max',
  'min',
  'total',
  'forgot',
  'reset',
  'change',
  'update',
  'delete',
  'remove',
  'clear',
  'revoke',
  'masked',
  'redacted',
  'sanitized',
  'censored',
  'obfuscated',
  'scrubbed',
  'hidden',
];

/** Runs of words in which "token" or "key" has nothing to do with authentication. */
export const harmlessPhrases: readonly string[] = [
  'prompt token',
  'prompt tokens',
  'completion token',
  'completion tokens',
  'total token',
  'total tokens',
  'max token',
  'max tokens',
  'n tokens',
  'num tokens',
  'input token',
  'input tokens',
  'output token',
  'output tokens',
  'cached tokens',
  'reasoning tokens',
  'token count',
  'tokens used',
  'token usage',
  'used tokens',
  'new tokens',
  'css token',
  'css tokens',
  'design token',
  'design tokens',
  'color token',
  'color tokens',
  'theme token',
  'theme tokens',
  'token symbol',
  'next token',
  'page token',
  'next page token',
  'continuation token',
  'sync token',
  'cancel token',
  'cancellation token',
  'stop token',
  'stop tokens',
  'eos token',
  'bos token',
  'pad token',
  'unk token',
  'public key',
  'publishable key',
  'public keys',
  'mask token',
  'special tokens',
  'idempotency key',
  'site key',
  'cookie consent',
  'accept cookies',
  'cookies accepted',
  'cookies policy',
];

/** A call whose name has one of these words returns something fit to be shown. */
export const redactorWords: readonly string[] = [
  'mask',
  'masked',
  'redact',
  'redacted',
  'censor',
  'obfuscate',
  'sanitize',
  'sanitise',
  'scrub',
  'hide',
  'anonymize',
  'anonymise',
  'hash',
  'fingerprint',
  'digest',
];

/** Words of an environment or settings flag that opens demonstration features. */
export const demoFlagWords: readonly string[] = ['demo', 'showcase', 'playground', 'sandbox'];

/** Words of an environment or settings flag that marks a development process. */
export const developmentFlagWords: readonly string[] = ['dev', 'development', 'debug', 'local', 'storybook'];

/** Words of an opt-in flag for schema changes or seeding. */
export const migrationFlagWords: readonly string[] = [
  'migration',
  'migrations',
  'migrate',
  'seed',
  'seeding',
  'seeds',
  'ddl',
  'schema',
];

export interface SecretName {
  readonly kind: SecretKind;
  /** The words that decided, as written in the vocabulary. */
  readonly phrase: string;
}

export interface NameOptions {
  /** Further names of secrets, in any spelling. */
  readonly secretNames?: readonly string[];
}

const maxPhraseWords = 4;
const phraseIndex = new Map(secretPhrases.map((phrase) => [phrase.words, phrase.kind]));
const harmlessIndex = new Set(harmlessPhrases);
const suffixIndex = new Set(metadataSuffixes);
const prefixIndex = new Set(predicatePrefixes);
const redactorIndex = new Set(redactorWords);

/**
 * Tells whether a name, in any spelling, names a secret value.
 *
 * @returns the kind and the deciding words, or `undefined` for a harmless name
 */
export function getSecretName(name: string, options: NameOptions = {}): SecretName | undefined {
  const words = splitWords(name);
  if (words.length === 0) return undefined;
  const own = options.secretNames?.find((extra) => splitWords(extra).join(' ') === words.join(' '));
  if (own !== undefined) return { kind: 'credential', phrase: words.join(' ') };
  if (findRun(words, (run) => harmlessIndex.has(run))) return undefined;
  const found = findRun(words, (run) => phraseIndex.has(run));
  if (!found) return undefined;
  const kind = phraseIndex.get(found.run)!;
  if (kind === 'cookie' && found.run !== words.join(' ')) return undefined;
  const before = words.slice(0, found.start);
  const after = words.slice(found.end);
  if (before[0] !== undefined && prefixIndex.has(before[0])) return undefined;
  if (after.length > 0 && (suffixIndex.has(after.at(-1)!) || suffixIndex.has(after.slice(-2).join(' '))))
    return undefined;
  return { kind, phrase: found.run };
}

/** The longest run of words that passes, the last one among equals. */
function findRun(
  words: readonly string[],
  passes: (run: string) => boolean,
): { run: string; start: number; end: number } | undefined {
  for (let size = Math.min(maxPhraseWords, words.length); size > 0; size--) {
    for (let start = words.length - size; start >= 0; start--) {
      const run = words.slice(start, start + size).join(' ');
      if (passes(run)) return { run, start, end: start + size };
    }
  }
  return undefined;
}

/** Tells whether a function of this name makes a secret fit to be shown. */
export function isRedactorName(name: string, redactors: readonly string[] = []): boolean {
  return redactors.includes(name) || splitWords(name).some((word) => redactorIndex.has(word));
}
