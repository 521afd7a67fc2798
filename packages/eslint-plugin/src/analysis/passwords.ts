import { getSecretName, splitWords, type NameOptions } from 'mathakine-lint-core';

/**
 * What a text is worth as a password. Nothing here knows of syntax: names and values in, verdicts out.
 */

export type CredentialKind = 'password' | 'password-hash' | 'signing-key';

const nameHint = /pass|pw|mdp|motdepasse|secret|senha|contrase|key|hash/iu;

/** What a name promises to hold; undefined for every other name, other people's API keys among them. */
export function getCredentialKind(name: string, options: NameOptions = {}): CredentialKind | undefined {
  if (options.secretNames?.length) return judgeName(name, options);
  const known = judged.get(name);
  if (known !== undefined) return known ?? undefined;
  const kind = nameHint.test(name) ? judgeName(name, options) : undefined;
  if (judged.size >= maxJudged) judged.clear();
  judged.set(name, kind ?? null);
  return kind;
}

/** Asked for every name of a file, which are few. */
const judged = new Map<string, CredentialKind | null>();
const maxJudged = 5000;

function judgeName(name: string, options: NameOptions): CredentialKind | undefined {
  const secret = getSecretName(name, options);
  const words = splitWords(name);
  if (secret?.kind === 'password') return 'password';
  if (secret?.kind === 'password-hash' || isHashName(words)) return 'password-hash';
  if (secret?.kind === 'credential' && options.secretNames?.length)
    return isOwnName(words, options) ? 'password' : undefined;
  return secret && isSigningName(words) ? 'signing-key' : undefined;
}

function isOwnName(words: readonly string[], options: NameOptions): boolean {
  return options.secretNames?.some((own) => splitWords(own).join(' ') === words.join(' ')) ?? false;
}

function isHashName(words: readonly string[]): boolean {
  const text = words.join(' ');
  return /(?:^| )(?:password|passwd|pwd|pass) hash$|^hashed (?:password|pwd|pass)$/u.test(text);
}

const issuedElsewhere = new Set([
  'client',
  'api',
  'webhook',
  'stripe',
  'aws',
  'google',
  'github',
  'totp',
  'otp',
  'consumer',
]);

function isSigningName(words: readonly string[]): boolean {
  if (words.some((word) => issuedElsewhere.has(word))) return false;
  const last = words.at(-1);
  if (last === 'secret') return true;
  return last === 'key' && ['secret', 'signing', 'private', 'encryption', 'jwt'].includes(words.at(-2) ?? '');
}

const userNames = new Set([
  'email',
  'mail',
  'username',
  'user name',
  'user',
  'login',
  'identifier',
  'user email',
  'email address',
  'account',
  'userid',
  'uid',
  'pseudo',
  'courriel',
  'identifiant',
  'utilisateur',
  'admin email',
  'admin user',
  'admin username',
  'login id',
  'phone',
]);

/** Tells whether a property of this name says who logs in. */
export function isUserName(name: string): boolean {
  return userNames.has(splitWords(name).join(' '));
}

const fieldName =
  /^(?:(?:user|login|account|real|full|first|last|given|display|nick)?_?(?:name|id)|uid|e?mail(?:_?address)?)$/iu;

/**
 * Tells whether pairs of names and texts are a table of new names for fields: what stands where somebody's name would
 * is the name of a field, and so may be all the others.
 */
export function isFieldTable(pairs: readonly (readonly [name: string | undefined, value: string])[]): boolean {
  return (
    pairs.every(([, value]) => /^[a-z_]\w*$/iu.test(value)) &&
    pairs.some(([name, value]) => (name === undefined || isUserName(name)) && fieldName.test(value))
  );
}

/** Tells whether every text of a table is its own name with the same words around it: `{ host: 'db_host', … }`. */
export function isPrefixTable(pairs: readonly (readonly [name: string, value: string])[]): boolean {
  const [first] = pairs;
  if (!first || pairs.length < 3 || first[1] === first[0] || !first[1].includes(first[0])) return false;
  const [before = '', after = ''] = first[1].split(first[0]);
  return pairs.every(([name, value]) => value === before + name + after);
}

const masked = /^[*•●·.…_xX#?-]+$/u;
/** `0000-0000:xxxx`, `sk-xxxxxxxx`: the shape of what is to be typed. */
const shape = /x{4,}/iu;
const templated = /\$\{|\{\{|<[^<>]*>|^\[[^\]]*\]$|^%[\w(]|^\{[^{}]*\}$|^:\w+$/u;
const nothing =
  /^(?:[01]|on|off|yes|no|null|undefined|none|nil|n\/a|string|todo|tbd|true|false|password_here|placeholder|redacted|hidden|\$?encrypted\$?|x-oauth-(?:basic|token)|x-access-token|x-token-auth)$/iu;
/** `NOT_LOGGING_PASSWORD`: what stands where none may. */
const refusal = /^NOT?_[A-Z_]+$/u;
/** How often something may be done: `5/hour`, `1/m/user`. */
const rate = /^\d+\/(?:s|m|h|d|sec|second|min|minute|hour|day|week|month)s?(?:\/\w+)?$/iu;
/** `-p`, `--password`: an option of a command. */
const option = /^--?[a-z][-a-z]*$/iu;
const yours = /^(?:your|my_?own|enter|insert|replace|put|type)[\s_-]|[\s_-]here$|^(?:your)[A-Z]\w+/iu;

/** Tells whether a value is only a mask: `••••`, `****`, `xxxx`. */
export function isMasked(value: string): boolean {
  return masked.test(value);
}

/** Tells whether a text could be typed as it is: not empty, not masked, not a template. */
export function isUsable(value: string): boolean {
  const text = value.trim();
  return (
    text !== '' &&
    !masked.test(text) &&
    !shape.test(text) &&
    !templated.test(text) &&
    !nothing.test(text) &&
    !refusal.test(text) &&
    !option.test(text)
  );
}

/** As {@link isUsable}, for passwords: without blanks, and no request to put one's own there. */
export function isUsablePassword(value: string): boolean {
  // Google's application passwords are four groups of four letters.
  const isOneWord = !/\s/u.test(value) || /^[a-z]{4}(?: [a-z]{4}){3}$/u.test(value);
  return (
    isUsable(value) && isOneWord && value.length <= 128 && !yours.test(value) && !isAddress(value) && !rate.test(value)
  );
}

function isAddress(value: string): boolean {
  return /^(?:https?:)?\/\/|^\.{0,2}\/[\w-]|^[\w.+-]+@[\w-]+\.[\w.]+$/u.test(value);
}

const weakPasswords = new Set(
  (
    'admin administrator root toor test demo guest user changeme change-me change_me changeit letmein qwerty azerty ' +
    'welcome master default postgres mysql mariadb mongo redis rabbitmq minio minioadmin superuser superadmin dragon ' +
    'monkey iloveyou sunshine princess football abc123 foobar hunter keyboard temp temporary dev development ' +
    'insecure opensesame trustno1 motdepasse mdp password passw0rd secret pass'
  ).split(' '),
);

/** Weak passwords that are hardly ever anything else, even with no company. */
const plainWeakPasswords = new Set(
  'admin administrator toor changeme change-me change_me changeit letmein qwerty azerty postgres superuser minioadmin opensesame motdepasse'.split(
    ' ',
  ),
);

/** Tells whether a word is one of the passwords that everybody tries first. */
export function isWeakPassword(value: string): boolean {
  return weakPasswords.has(value.toLowerCase());
}

/** Tells whether a lone word is a password rather than a label or a kind of field. */
export function isPlainWeakPassword(value: string): boolean {
  return plainWeakPasswords.has(value);
}

const familiar =
  /^(?:sha|md|oauth|aes|rsa|hs|rs|es|base|utf|https?|ipv|argon|auth|iso|rfc|web|h|v|p|step|level|es)[-_]?\d[\d.]*\w{0,2}$/iu;
const fieldNumber = /^(?:new|old|current|confirm)?[_-]?(?:password|pass|pwd)[_-]?[12]$/iu;

/** Tells whether a word has the make-up of a password: letters with digits or signs, or a run of digits. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 5 || value.length > 72 || /\s/u.test(value)) return false;
  if (/^\d{6,12}$/u.test(value)) return true;
  if (!/\p{L}/u.test(value) || familiar.test(value) || fieldNumber.test(value) || isAddress(value)) return false;
  // Message keys, error codes, colours, rules, versions, sizes, icon and class names, paths.
  if (/^[a-z][\w-]*(?:[.:/][\w-]+)+$/iu.test(value) || /^[A-Z]{1,8}[-_]?\d{1,5}$/u.test(value)) return false;
  if (/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/u.test(value) || /^#[\da-f]{3,8}$/iu.test(value)) return false;
  if (/[|\\<>{}[\]();,]/u.test(value) || /^\d+(?:[.+-]\w*|[a-z]+)$/iu.test(value)) return false;
  if (/\d/u.test(value)) return !/^[a-z]+(?:-[a-z]+)*-\d{1,3}$/u.test(value);
  return /[!@#$%^&*+=~]/u.test(value) && !/^\p{L}+[!*+=:]*$/u.test(value) && !/^[@#$&]/u.test(value);
}

const ownWords = new Set(
  'password passwords passwd pwd passphrase passcode pass secret mot motdepasse mdp contrasena senha passwort'.split(
    ' ',
  ),
);

/** Tells whether a value is a word for passwords, in one of the languages of the project's names. */
export function isOwnWord(value: string): boolean {
  return ownWords.has(value.toLowerCase());
}

/** Tells whether a value only says again what it is the value of: a label, a field name, a message key. */
export function repeatsName(value: string, name: string): boolean {
  const words = splitWords(value);
  const names = splitWords(name);
  if (words.length === 0) return true;
  if (words.join('') === names.join('')) return true;
  if (words.length === 1 && /^\p{L}+$/u.test(value)) return ownWords.has(words[0]!);
  // `passwordMinLength`, `new-password`, `user_password`: several plain words, one of them the thing itself.
  const isCompound = words.length > 1 && words.every((word) => /^\p{L}+$/u.test(word)) && /^[\w.-]+$/u.test(value);
  return isCompound && words.some((word) => ownWords.has(word));
}

const qualifiers = new Set(
  'demo default admin administrator test root seed seeded initial superuser db database user guest sample shared temp temporary owner'.split(
    ' ',
  ),
);

/** Tells whether a value under a name of the kind `password` is one, with no other evidence. */
export function isCredible(value: string, name: string): boolean {
  if (!isUsablePassword(value) || repeatsName(value, name)) return false;
  if (looksLikePassword(value) || isPlainWeakPassword(value)) return true;
  const isQualified = splitWords(name).some((word) => qualifiers.has(word));
  return isQualified && value.length >= 4 && /^[\p{L}\d]+$/u.test(value);
}

/** Tells whether a value says itself that no account has it: `wrong`, `invalid-password`. */
export function saysItIsWrong(value: string): boolean {
  return /^(?:wrong|incorrect|invalid|bad)[-_ ]?(?:pass(?:word|wd)?|pwd|secret|credentials?)?\d*!*$/iu.test(value);
}

/** Tells whether a value is what bcrypt, argon2 or scrypt make of a password. */
export function isPasswordHash(value: string): boolean {
  return /^\$2[abxy]?\$\d\d\$[./A-Za-z\d]{53}$|^\$argon2(?:id?|d)\$\S{20,}$|^\$(?:5|6|7|scrypt|pbkdf2[\w-]*)\$\S{20,}$|^pbkdf2_sha256\$\S{20,}$/u.test(
    value,
  );
}

/** Tells whether a host is this machine. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[\w-]+\.localhost)$/iu.test(
    host,
  );
}
