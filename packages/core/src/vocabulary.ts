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
    'pass word',
    'pass words',
    'plain text password',
    'password plain text',
    'password clear text',
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
    'hashed passwords',
    'password hashes',
    'password digest',
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
    'access keys',
    'auth keys',
    'encryption keys',
    'client secrets',
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
    'id tokens',
    'auth tokens',
    'api tokens',
    'session tokens',
  ),
  ...phrases('token', 'bearer token', 'reset token', 'verification token', 'invite token', 'magic link token'),
  ...phrases('token', 'reset tokens', 'verification tokens', 'invite tokens'),
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
    'db uri',
    'connection strings',
    'conn string',
    'redis url',
    'mongo uri',
    'mongo url',
    'mongodb uri',
    'mongodb url',
    'mysql url',
    'postgres url',
    'postgres uri',
    'postgresql url',
    'sqlalchemy url',
    'broker url',
  ),
  ...phrases(
    'one-time-code',
    'otp',
    'otps',
    'otp code',
    'mfa code',
    'totp',
    'totp code',
    'one time code',
    'one time password',
  ),
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
  'threshold',
  'interval',
  'leeway',
  'period',
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
  'method',
  'methods',
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
  'last',
  'last four',
  'payload',
  'claim',
  'claims',
  'tracker',
  'stats',
  'metrics',
  'user',
  'owner',
  'email',
  'username',
  'host',
  'port',
  'role',
  'permission',
  'permissions',
  'flow',
  'grant',
  'event',
  'events',
  'date',
  'time',
  'timestamp',
  'created',
  'updated',
  'issued',
  'changed',
  'used',
  'found',
  'missing',
  'invalid',
  'correct',
  'incorrect',
  'ok',
  'success',
  'failed',
  'failure',
  'revoked',
  'active',
  'set',
  'unset',
  'flag',
  'env',
  'var',
  'file',
  'files',
  'filename',
  'dir',
  'exception',
  'exc',
  'err',
  'view',
  'serializer',
  'backend',
  'authentication',
  'entropy',
  'charset',
  'iterations',
  'rounds',
  'history',
  'nonce',
  'counter',
  'sum',
  'total',
  'avg',
  'estimate',
  'exempt',
  'already',
  'generated',
  'result',
  'update',
  'validate',
  'management',
  'server',
  'servers',
  'strategy',
  'strategies',
  'balance',
  'balances',
  'decimals',
  'existent',
  ...[
    'num',
    'nr',
    'no',
    'number',
    'uid',
    'gid',
    'serial',
    'serials',
    'serialnumber',
    'scopes',
    'kwargs',
    'dt',
    'datetime',
  ],
  ...['hour', 'day', 'week', 'month', 'year', 'today', 'is'],
];

/** The last word of a name that is the value after all, whatever stands before it: `password_field_value`. */
export const valueWords: readonly string[] = ['value', 'values', 'plain', 'plaintext', 'cleartext', 'raw', 'string'];

/** After one of these a name says where the secret comes from or whose it is: `token_from_request`, `password_for_user`. */
export const originWords: readonly string[] = ['from', 'of', 'for', 'via', 'by'];

/** A word that, anywhere before the secret, makes the name speak of something else: `user_has_password`, `get_user_by_token`. */
export const relationWords: readonly string[] = [
  'is',
  'has',
  'had',
  'should',
  'needs',
  'must',
  'can',
  'could',
  'cannot',
  'invalid',
  'missing',
  'requires',
  'by',
  'from',
  'for',
  'of',
  'via',
  'with',
  'without',
  'using',
  'per',
  'safe',
  'masked',
  'redacted',
  'sanitized',
  'censored',
  'obfuscated',
  'scrubbed',
  'hidden',
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
  'required',
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
  'safe',
  'display',
  'len',
  'length',
  'count',
  'error',
  'err',
  'errors',
  'label',
  'msg',
  'set',
  'send',
  'sent',
  'resend',
  'decode',
  'parse',
  'compare',
  'blacklist',
  'allow',
  'enable',
  'disable',
  'skip',
  'ignore',
  'force',
  'estimated',
  'approx',
  'cost',
  'redact',
  'mask',
  'sanitize',
  'hashed',
  'estimate',
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
  'borrowed tokens',
  'tokens to generate',
  'conversation tokens',
  'message tokens',
  'history tokens',
  'chunk tokens',
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
  'jwt header',
  'jwt headers',
  'public key',
  'publishable key',
  'public keys',
  'public api key',
  'public api keys',
  'publishable api key',
  'publishable api keys',
  'sentry dsn',
  'tokens prompt',
  'tokens completion',
  'tokens input',
  'tokens output',
  'public token',
  'public access token',
  'mask token',
  'special token',
  'special tokens',
  'token bucket',
  'tier token',
  'tier tokens',
  'math token',
  'math tokens',
  'canonical token',
  'canonical tokens',
  'numeric token',
  'numeric tokens',
  'prev token',
  'prev tokens',
  'previous token',
  'previous tokens',
  'left token',
  'left tokens',
  'right token',
  'right tokens',
  'operator token',
  'operator tokens',
  'op token',
  'op tokens',
  'sub token',
  'sub tokens',
  'word token',
  'word tokens',
  'unknown token',
  'unknown tokens',
  'separator token',
  'separator tokens',
  'sep token',
  'sep tokens',
  'padding token',
  'padding tokens',
  'punctuation token',
  'punctuation tokens',
  'json token',
  'json tokens',
  'xml token',
  'xml tokens',
  'html token',
  'html tokens',
  'comment token',
  'comment tokens',
  'whitespace token',
  'whitespace tokens',
  'sentence token',
  'sentence tokens',
  'latex token',
  'latex tokens',
  'keyword token',
  'keyword tokens',
  'ident token',
  'ident tokens',
  'identifier token',
  'identifier tokens',
  'syntax token',
  'syntax tokens',
  'vocab token',
  'vocab tokens',
  'matched token',
  'matched tokens',
  'lookahead token',
  'lookahead tokens',
  'peek token',
  'peek tokens',
  'cls token',
  'cls tokens',
  'stripped token',
  'stripped tokens',
  'normalized token',
  'normalized tokens',
  'normalised token',
  'normalised tokens',
  'search token',
  'search tokens',
  'query token',
  'query tokens',
  'nft token',
  'nft tokens',
  'erc token',
  'erc tokens',
  'tokens per',
  'remaining tokens',
  'tokens remaining',
  'available tokens',
  'estimated tokens',
  'generated tokens',
  'tokens generated',
  'min tokens',
  'average tokens',
  'avg tokens',
  'context tokens',
  'thinking tokens',
  'cache tokens',
  'audio tokens',
  'image tokens',
  'text tokens',
  'start token',
  'end token',
  'first token',
  'last token',
  'token embedding',
  'token embeddings',
  'token stream',
  'lexer token',
  'parser token',
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
const phraseIndex = new Map(
  secretPhrases.flatMap(({ words, kind }) => getJoinedSpellings(words).map((spelling) => [spelling, kind] as const)),
);
const harmlessIndex = new Set(harmlessPhrases.flatMap(getJoinedSpellings));
const suffixIndex = new Set(metadataSuffixes);
const prefixIndex = new Set(predicatePrefixes);
const relationIndex = new Set(relationWords);
const originIndex = new Set(originWords);
const valueIndex = new Set(valueWords);
const redactorIndex = new Set(redactorWords);

/** `api key` is also written `apikey`: every way to run the words of a phrase together. */
function getJoinedSpellings(phrase: string): string[] {
  const [first = '', ...rest] = phrase.split(' ');
  return rest.reduce(
    (spellings, word) => spellings.flatMap((spelling) => [`${spelling} ${word}`, `${spelling}${word}`]),
    [first],
  );
}

/** The words of a name as they are compared: `password1` is a password. */
function getComparedWords(name: string): string[] {
  return splitWords(name).map((word) => word.replace(/(?<=[^\d])\d+$/, ''));
}

/**
 * Tells whether a name, in any spelling, names a secret value.
 *
 * @returns the kind and the deciding words, or `undefined` for a harmless name
 */
export function getSecretName(name: string, options: NameOptions = {}): SecretName | undefined {
  if (options.secretNames?.length) {
    const words = getComparedWords(name).join(' ');
    const own = options.secretNames.some((extra) => getComparedWords(extra).join(' ') === words);
    if (words !== '' && own) return { kind: 'credential', phrase: words };
  }
  // The same few names come up again and again.
  const known = judged.get(name);
  if (known !== undefined) return known ?? undefined;
  const found = judge(name);
  if (judged.size >= maxJudged) judged.clear();
  judged.set(name, found ?? null);
  return found;
}

const judged = new Map<string, SecretName | null>();
const maxJudged = 5000;

function judge(name: string): SecretName | undefined {
  const words = getComparedWords(name);
  if (words.length === 0) return undefined;
  if (findRun(words, (run) => harmlessIndex.has(run))) return undefined;
  const found = findRun(
    words,
    (run, start, end) =>
      phraseIndex.has(run) && isHeld(words.slice(0, start), words.slice(end), phraseIndex.get(run) === 'cookie'),
  );
  return found === undefined ? undefined : { kind: phraseIndex.get(found)!, phrase: found };
}

/** Tells whether the words around a secret phrase leave it the thing that the name stands for. */
function isHeld(before: readonly string[], after: readonly string[], whole: boolean): boolean {
  if (whole) return before.length === 0 && after.length === 0;
  if (before[0] !== undefined && prefixIndex.has(before[0])) return false;
  if (before.some((word) => relationIndex.has(word))) return false;
  if (after[0] === undefined || originIndex.has(after[0]) || valueIndex.has(after.at(-1)!)) return true;
  return !after.some(
    (word, index) => suffixIndex.has(word) || suffixIndex.has(after.slice(index, index + 2).join(' ')),
  );
}

/** The longest run of words that passes, the last one among equals. */
function findRun(
  words: readonly string[],
  passes: (run: string, start: number, end: number) => boolean,
): string | undefined {
  for (let size = Math.min(maxPhraseWords, words.length); size > 0; size--) {
    for (let start = words.length - size; start >= 0; start--) {
      const run = words.slice(start, start + size).join(' ');
      if (passes(run, start, start + size)) return run;
    }
  }
  return undefined;
}

/**
 * Tells whether a function of this name makes a secret fit to be shown. `hash_password` does not: what it returns is
 * the password hash, a secret of its own.
 */
export function isRedactorName(name: string, redactors: readonly string[] = []): boolean {
  if (redactors.includes(name)) return true;
  const words = getComparedWords(name);
  if (words.length > 1 && words[0] === 'hash' && phraseIndex.get(words.slice(1).join(' ')) === 'password') return false;
  return words.some((word) => redactorIndex.has(word));
}

/**
 * First words of a call that hands out the secret it is named after: `get_refresh_token()`. Other verbs consume it:
 * `decode_token()` returns claims, `authenticate_token()` a user.
 */
export const getterVerbs: readonly string[] = [
  'get',
  'fetch',
  'read',
  'load',
  'create',
  'generate',
  'gen',
  'issue',
  'mint',
  'make',
  'new',
  'build',
  'encode',
  'sign',
  'extract',
  'obtain',
  'retrieve',
  'acquire',
  'current',
  'ask',
  'prompt',
  'decrypt',
  'hash',
];
