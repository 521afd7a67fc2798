import {
  isFieldTable,
  isLocalHost,
  isUsable,
  isUsablePassword,
  isWeakPassword,
  looksLikePassword,
  isMasked,
  isOwnWord,
} from './passwords.js';

/**
 * Passwords inside what a text says. Nothing here knows of syntax: a text in, places in it out.
 */

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
  /(?<![/:\w.+-])([\w.+-]+)@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}`?\s*(\/|\||:|,|;|\n|—|–|→|(?<=\s)-(?=\s))\s*`?\s*([^\s,;|()"'`<>/]{4,64})/giu;
/** At the end of a text, inside a sentence, and as code: `` `admin` / `admin` ``. */
const endPair = /(?:^|[:(]\s*)([\p{L}\d][\w.-]{2,30})\s\/\s([^\s/()|`]{4,64})\)?\s*\.?$/dgu;
const innerPair = /(?:^|[\s:(«"'])([\p{L}\d][\w.-]{2,30})\s\/\s([^\s/()|,;`]{6,64})(?=[\s,;)»"'])/dgu;
const codePair = /[`«“]\s*([\p{L}\d][\w.@+-]{2,40})\s*[`»”]\s*\/\s*[`«“]\s*([^\s`»”]{4,64})\s*[`»”]/dgu;
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
 * @param isUsed whether the program connects to the address that the text is, which is then no example of one
 */
export function findTextCredentials(text: string, context = '', isUsed = false): TextCredential[] {
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
    if (!isUsable(decode(value)) || isLocalHost(host) || /^[$%{]/u.test(value)) continue;
    if (!isUsed && isExample(whole, user, value, host)) continue;
    add('connection', value, match.index + whole.lastIndexOf(`:${value}@`) + 1);
  }
  for (const match of isNamed && /[&?]/u.test(text) ? text.matchAll(link) : []) {
    const value = match[1]!;
    const isPlain = isUsable(decode(value)) && !/^(?:[$%:{]|\.\.\.|…)/u.test(value) && value.length >= 3;
    if (isPlain && !/:\/\/(?:localhost|127\.)/u.test(text))
      add('link', value, match.index + match[0].length - value.length);
  }
  for (const match of text.includes('@') ? text.matchAll(emailPair) : []) {
    const [whole, user, separator, raw] = match as unknown as [string, string, string, string];
    const value = trimEnd(raw);
    const isWeak = separator === '/' && (isWeakPassword(value) || value.toLowerCase() === user.toLowerCase());
    if (isWeak || looksLikePassword(value)) add('pair', value, match.index + whole.length - raw.length);
  }
  for (const pattern of /\s\/\s/u.test(text) ? [endPair, codePair, innerPair] : []) {
    for (const match of text.matchAll(pattern)) {
      const [, user, raw] = match as unknown as [string, string, string];
      const value = trimEnd(raw);
      const before = `${context} ${text.slice(0, match.index)}`;
      const isPair = isWordPair(user, value, before) && (pattern !== innerPair || isInnerPair(user, value, before));
      if (isPair) add('pair', value, match.indices![2]![0]);
    }
  }
  const isLocal = isNamed && connectsToLocalHost(text);
  for (const match of isNamed && !isLocal ? text.matchAll(json) : []) {
    const value = match[1]!;
    if (isUsablePassword(value) && (looksLikePassword(value) || isWeakPassword(value)) && !isRenamed(text, value)) {
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
    if (isQuoted(between, rest) && (isLocal || isRenamed(text, value))) continue;
    add('labelled', value, match.index + match[0].length - raw.length);
  }
  return found;
}

function isQuoted(before: string, after: string): boolean {
  return /["'`]\s*$/u.test(before) && /^["'`]/u.test(after);
}

const namedHost = /(?<![\p{L}\d_-])(?:host(?:name)?|server)["']?\s*[:=]\s*["'`]([^"'`\s]+)["'`]/giu;

/** Code inside a text, all of whose connections go to this machine: `createPool({ host: "localhost", … })`. */
function connectsToLocalHost(text: string): boolean {
  const hosts = [...text.matchAll(namedHost)];
  return hosts.length > 0 && hosts.every((match) => isLocalHost(match[1]!.replace(/:\d+$/u, '')));
}

/** A key may be missing where a text is put together from several. */
const pair = /(?:["']([^"']*)["'])?\s*:\s*["']([^"']*)["']/gu;

/** A table of new names for fields, as JSON: `{ "userid": "uid", "username": "login_name", "password": "password" }`. */
function isRenamed(text: string, value: string): boolean {
  if (!isOwnWord(value)) return false;
  const pairs = [...text.matchAll(pair)].map(([, key, word]) => [key, word!] as const);
  return isFieldTable(pairs);
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
  // `pass` alone is a verb: "pass `secret` to the call".
  const isVerb = /^pass\s+\S?\s*$/iu.test(label);
  if (
    !isVerb &&
    /[`«“]\s*$/u.test(label) &&
    /^\s*[`»”]/u.test(rest) &&
    isWeakPassword(value) &&
    /^\p{Ll}/u.test(value)
  ) {
    return true;
  }
  // In running text only a word with the make-up of a password follows the label.
  if (!/[:=→]|\s(?:is|est|es|ist)\s/iu.test(label))
    return isStrong && value.length >= 6 && /\p{L}/u.test(value) && /\d/u.test(value);
  if (isStrong) return true;
  const isEnd = /^\s*(?:$|[,;)|/.\n]|["'”»’`])/u.test(rest);
  // Beside a user name any word is a password.
  if (isNamed && isEnd && /^\p{Ll}[\p{L}\d]{3,}$/u.test(value) && !instructions.has(value)) return true;
  return isEnd && isWeakPassword(value) && (!isOwnWord(value) || value === value.toLowerCase());
}

const knownUser = /^(?:admin|administrator|demo|test|user|root|guest|invite|superuser|teacher|student|alice|bob)\d*$/iu;

function isWordPair(user: string, value: string, context: string): boolean {
  const isKnownUser = knownUser.test(user);
  if (isKnownUser && (isWeakPassword(value) || looksLikePassword(value)) && !/^(?:user|guest|test)$/iu.test(value))
    return true;
  if (isKnownUser && value.toLowerCase() === user.toLowerCase()) return true;
  if (!looksLikePassword(value)) return false;
  return hasSign(value) || loginWords.test(context);
}

/** In the middle of a sentence `Node / v18.2` is more usual than an account. */
function isInnerPair(user: string, value: string, context: string): boolean {
  if (!/\p{L}/u.test(value) || !/\d/u.test(value)) return false;
  return hasSign(value) || (knownUser.test(user) && loginWords.test(`${context} ${user}`));
}

function hasSign(value: string): boolean {
  return /[!@#$%^&*]/u.test(value) && /\d/u.test(value) && /\p{L}/u.test(value);
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

const placeholderHost =
  /^(?:host|hostname|server|address|domain|ip|endpoint|cluster|your[-_.\w]*|my[-_]?host|\.{2,}|[<[%*{].*)$/iu;
const exampleHost = /^(?:([\w-]+)\.)*example\.(?:com|org|net)$/iu;
const exampleUser = /^(?:user|username|name)$/iu;

/** Tells whether an address shows how addresses are written: `http://user:pass@proxy`, `postgres://app:secret@host`. */
function isExample(address: string, user: string, value: string, host: string): boolean {
  if (placeholderHost.test(host)) return true;
  const isOwn = isMasked(value) || isOwnWord(value);
  if (host.startsWith('$')) return isOwn || exampleUser.test(user);
  const example = exampleHost.exec(host);
  // A host with a name of its own in that domain stands for one that exists.
  if (example) return example[1] === undefined ? isOwn || exampleUser.test(user) : isOwn && exampleUser.test(user);
  const isUserless = user === '' || exampleUser.test(user);
  return isUserless && (isMasked(value) || (/^(?:https?|socks\d?|wss?|ftp)/iu.test(address) && isOwn));
}
