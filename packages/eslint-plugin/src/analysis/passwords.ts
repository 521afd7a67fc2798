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

const masked = /^[*•●·.…_xX#?-]+$/u;
/** `0000-0000:xxxx`, `sk-xxxxxxxx`: the shape of what is to be typed. */
const shape = /x{4,}/iu;
const templated = /\$\{|\{\{|<[^<>]*>|^\[[^\]]*\]$|^%[\w(]|^\{[^{}]*\}$|^:\w+$/u;
const nothing =
  /^(?:null|undefined|none|nil|n\/a|string|todo|tbd|true|false|password_here|placeholder|redacted|hidden)$/iu;
const yours = /^(?:your|my_?own|enter|insert|replace|put|type)[\s_-]|[\s_-]here$|^(?:your)[A-Z]\w+/iu;

/** Tells whether a text could be typed as it is: not empty, not masked, not a template. */
export function isUsable(value: string): boolean {
  const text = value.trim();
  return text !== '' && !masked.test(text) && !shape.test(text) && !templated.test(text) && !nothing.test(text);
}

/** As {@link isUsable}, for passwords: without blanks, and no request to put one's own there. */
export function isUsablePassword(value: string): boolean {
  // Google's application passwords are four groups of four letters.
  const isOneWord = !/\s/u.test(value) || /^[a-z]{4}(?: [a-z]{4}){3}$/u.test(value);
  return isUsable(value) && isOneWord && value.length <= 128 && !yours.test(value) && !isAddress(value);
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
const fieldName = /^(?:new|old|current|confirm)?[_-]?(?:password|pass|pwd)[_-]?[12]$/iu;

/** Tells whether a word has the make-up of a password: letters with digits or signs, or a run of digits. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 5 || value.length > 72 || /\s/u.test(value)) return false;
  if (/^\d{6,12}$/u.test(value)) return true;
  if (!/\p{L}/u.test(value) || familiar.test(value) || fieldName.test(value) || isAddress(value)) return false;
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

/** Tells whether a value is what bcrypt, argon2 or scrypt make of a password. */
export function isPasswordHash(value: string): boolean {
  return /^\$2[abxy]?\$\d\d\$[./A-Za-z\d]{53}$|^\$argon2(?:id?|d)\$\S{20,}$|^\$(?:5|6|7|scrypt|pbkdf2[\w-]*)\$\S{20,}$|^pbkdf2_sha256\$\S{20,}$/u.test(
    value,
  );
}

/** A password found inside a text. */
export interface TextCredential {
  readonly kind: 'pair' | 'link' | 'connection' | 'labelled';
  readonly value: string;
  /** Where the password begins in the text. */
  readonly start: number;
}

const passwordLabel = String.raw`(?<![\p{L}\d_-])(?:pass(?:word|wd|phrase|code)?|pwd|mot[\s-]de[\s-]passe|mdp|contrase[nñ]a|senha|passwort|wachtwoord)`;
const link = /[?&](?:password|passwd|pwd|pass|mdp|motdepasse)=([^&#\s"'`<>]+)/giu;
const connection = /\b([a-z][a-z\d+.-]*):\/\/([^\s:@/"'`<>]*):([^\s@/"'`<>]+)@(\[[^\]]+\]|[^\s/:?#,;"'`<>)]+)/giu;
const emailPair =
  /(?<![/:\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\s*(?:\/|\||:|,|;|\n|—|–|→|(?<=\s)-(?=\s))\s*([^\s,;|()"'`<>/]{4,64})/giu;
const wordPair = /(?:^|[:(]\s*)([\p{L}\d][\w.-]{2,30})\s\/\s([^\s/()|]{4,64})\)?\s*\.?$/dgu;
const labelled = new RegExp(
  String.raw`${passwordLabel}\s*(?:[:=]|\s(?:is|est|es|ist)\s|\s*→|\s(?=[^\s:=]))\s*["'“«‘\u0060]?\s*([^\s"'”»’\u0060,;()<>]{3,72})`,
  'giu',
);
const json = /["'](?:password|passwd|pwd)["']\s*:\s*["']([^"'\s]{3,72})["']/giu;
const passwordHint = /pass|pwd|mdp|senha|contrase|wachtwoord/i;
/** One sign at least of what a text can show. Most texts are paths and classes, and every text of a file is asked. */
const credentialHint = /pass|pwd|mdp|senha|contrase|wachtwoord|:\/\/|@|\s\/\s/i;

const loginWords =
  /log[\s-]?in|sign[\s-]?in|credential|account|demo|connexion|compte|identifiant|utilisateur|user|admin/iu;

/**
 * Finds passwords that a text shows: `user / password`, `?password=…`, `scheme://user:password@host`,
 * `Password: …`.
 *
 * @param context what is known around the text, a variable's or attribute's name for instance
 */
export function findTextCredentials(text: string, context = ''): TextCredential[] {
  if (text.length < 6 || text.length > 20_000 || !credentialHint.test(text)) return [];
  const found: TextCredential[] = [];
  const add = (kind: TextCredential['kind'], value: string, start: number): void => {
    if (!found.some((known) => start < known.start + known.value.length && known.start < start + value.length)) {
      found.push({ kind, value, start });
    }
  };
  // A pattern is tried only where its signs stand.
  const isNamed = passwordHint.test(text);
  for (const match of text.includes('://') ? text.matchAll(connection) : []) {
    const [whole, , user, value, host] = match as unknown as [string, string, string, string, string];
    if (!isUsable(decode(value)) || isLocalHost(host) || isPlaceholderHost(host)) continue;
    if (/^[$%{]/u.test(value) || (isExampleUser(user) && isExampleAddress(whole, value))) continue;
    add('connection', value, match.index + whole.lastIndexOf(`:${value}@`) + 1);
  }
  for (const match of isNamed && /[&?]/u.test(text) ? text.matchAll(link) : []) {
    const value = match[1]!;
    const isPlain = isUsable(decode(value)) && !/^(?:[$%:{]|\.\.\.|…)/u.test(value) && value.length >= 3;
    if (isPlain && !/:\/\/(?:localhost|127\.)/u.test(text))
      add('link', value, match.index + match[0].length - value.length);
  }
  for (const match of text.includes('@') ? text.matchAll(emailPair) : []) {
    const value = trimEnd(match[1]!);
    if (looksLikePassword(value)) add('pair', value, match.index + match[0].length - match[1]!.length);
  }
  for (const match of /\s\/\s/u.test(text) ? text.matchAll(wordPair) : []) {
    const [, user, value] = match as unknown as [string, string, string];
    if (isWordPair(user, trimEnd(value), `${context} ${text.slice(0, match.index)}`)) {
      add('pair', trimEnd(value), match.indices![2]![0]);
    }
  }
  for (const match of isNamed ? text.matchAll(json) : []) {
    const value = match[1]!;
    if (isUsablePassword(value) && (looksLikePassword(value) || isWeakPassword(value))) {
      add('labelled', value, match.index + match[0].length - value.length - 1);
    }
  }
  for (const match of isNamed ? text.matchAll(labelled) : []) {
    const raw = match[1]!;
    const value = trimEnd(raw);
    const between = match[0].slice(0, -raw.length);
    const rest = text.slice(match.index + match[0].length);
    const isBesideUser = userLabel.test(text.slice(Math.max(0, match.index - 120), match.index));
    if (!isLabelledPassword(value, between, rest, isBesideUser)) continue;
    add('labelled', value, match.index + match[0].length - raw.length);
  }
  return found;
}

const instructions = new Set(
  'required optional invalid missing empty incorrect wrong must should minimum maximum none undefined hidden string text weak strong obligatoire requis invalide vide same idem'.split(
    ' ',
  ),
);

const userLabel =
  /(?<![\p{L}\d])(?:user(?:\s?name)?|login|e-?mail|identifiant|utilisateur|account|compte)\s*[:=]\s*["'“«]?\s*[\w.@+-]{2,}/iu;

function isLabelledPassword(value: string, label: string, rest: string, isNamed: boolean): boolean {
  if (!isUsablePassword(value) || !isUsable(value)) return false;
  const isStrong = looksLikePassword(value);
  // In running text only a word with the make-up of a password follows the label.
  if (!/[:=→]|\s(?:is|est|es|ist)\s/iu.test(label))
    return isStrong && value.length >= 6 && /\p{L}/u.test(value) && /\d/u.test(value);
  if (isStrong) return true;
  const isEnd = /^\s*(?:$|[,;)|/.\n]|["'”»’`])/u.test(rest);
  // Beside a user name any word is a password.
  if (isNamed && isEnd && /^\p{Ll}[\p{L}\d]{3,}$/u.test(value) && !instructions.has(value)) return true;
  return isEnd && isWeakPassword(value) && (!ownWords.has(value.toLowerCase()) || value === value.toLowerCase());
}

function isWordPair(user: string, value: string, context: string): boolean {
  const isKnownUser =
    /^(?:admin|administrator|demo|test|user|root|guest|invite|superuser|teacher|student|alice|bob)\d*$/iu.test(user);
  if (isKnownUser && (isWeakPassword(value) || looksLikePassword(value)) && !/^(?:user|guest|test)$/iu.test(value))
    return true;
  if (isKnownUser && value.toLowerCase() === user.toLowerCase()) return true;
  if (!looksLikePassword(value)) return false;
  const hasSign = /[!@#$%^&*]/u.test(value) && /\d/u.test(value) && /\p{L}/u.test(value);
  return hasSign || loginWords.test(context);
}

function trimEnd(value: string): string {
  return value.replace(/[.,;:)»”’]+$/u, '');
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Tells whether a host is this machine. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[\w-]+\.localhost)$/iu.test(
    host,
  );
}

function isPlaceholderHost(host: string): boolean {
  return /^(?:host|hostname|server|address|domain|ip|endpoint|cluster|your[-_.\w]*|my[-_]?host|(?:[\w-]+\.)*example\.(?:com|org|net)|\.{2,}|[<${[%*].*)$/iu.test(
    host,
  );
}

/** `http://user:pass@proxy`: how an address is written, not one. */
function isExampleAddress(address: string, value: string): boolean {
  return masked.test(value) || (/^(?:https?|socks\d?|wss?|ftp)/iu.test(address) && ownWords.has(value.toLowerCase()));
}

function isExampleUser(user: string): boolean {
  return /^(?:user|username|name)?$/iu.test(user);
}
