import { joint } from './line-skips.js';
import {
  demoFlagWords,
  developmentFlagWords,
  getterVerbs,
  harmlessPhrases,
  metadataSuffixes,
  migrationFlagWords,
  originWords,
  predicatePrefixes,
  redactorWords,
  relationWords,
  secretPhrases,
  valueWords,
} from './vocabulary.js';
import type { SecretKind } from './vocabulary.js';

/**
 * The vocabulary as regular expressions for Semgrep rules (PCRE2), one per question. Each takes a whole name and
 * compares it word by word, in any spelling, with the same verdict as `getSecretName`.
 */

/** Where a word begins: after anything that is no letter or digit, at a hump of camelCase, at the end of an acronym. */
const wordStart = '(?:(?<![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z]))';

/** Where a word ends: the same places, seen from the other side; digits belong to the word before. */
const wordEnd = '\\d*(?:(?![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z]))';

const accented: Readonly<Record<string, string>> = { contrasena: 'contrase[nñ]a', contrasenas: 'contrase[nñ]as' };

interface Branch {
  end: boolean;
  readonly next: Map<string, Branch>;
}

/** Words and phrases as one alternative that shares beginnings, so that a name is compared letter by letter once. */
export function anyOf(phrases: Iterable<string>): string {
  const root: Branch = { end: false, next: new Map() };
  for (const phrase of phrases) {
    let branch = root;
    const spelling = phrase.split(' ').map((word) => (accented[word] ?? word).match(/\[.*?\]|./g) ?? []);
    for (const letter of spelling.flatMap((word, index) => (index === 0 ? word : [joint, ...word]))) {
      const next = branch.next.get(letter) ?? { end: false, next: new Map<string, Branch>() };
      branch.next.set(letter, next);
      branch = next;
    }
    branch.end = true;
  }
  return `(?i:${writeBranch(root)})`;
}

function writeBranch({ end, next }: Branch): string {
  const ways = [...next].sort(([a], [b]) => (a < b ? -1 : 1)).map(([letter, branch]) => letter + writeBranch(branch));
  if (ways.length === 0) return '';
  const [only = ''] = ways;
  if (end) return ways.length === 1 && only.length === 1 ? `${only}?` : `(?:${ways.join('|')})?`;
  return ways.length === 1 ? only : `(?:${ways.join('|')})`;
}

export function words(phrases: Iterable<string>): string {
  return `${wordStart}${anyOf(phrases)}${wordEnd}`;
}

export function phrasesOf(kinds?: readonly SecretKind[]): { parts: string[]; whole: string[] } {
  const wanted = secretPhrases.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  return {
    parts: wanted.filter(({ kind }) => kind !== 'cookie').map((phrase) => phrase.words),
    whole: wanted.filter(({ kind }) => kind === 'cookie').map((phrase) => phrase.words),
  };
}

/** Harmless phrases, and longer secrets of other kinds, as far as they could hide one of these parts. */
export function notHarmless(parts: readonly string[]): string {
  const others = secretPhrases.map((phrase) => phrase.words).filter((words) => !parts.includes(words));
  const hiding = [...harmlessPhrases, ...others].filter((phrase) =>
    parts.some((part) => ` ${phrase} `.includes(` ${part} `)),
  );
  return hiding.length === 0 ? '' : `(?!.*?${words(hiding)})`;
}

/** What may stand before the secret: nothing, or words that neither ask nor command nor relate. */
const before = `(?:[-_$]*|(?![-_$]*${anyOf(predicatePrefixes)}${wordEnd})(?:(?!${words(relationWords)}).)*?)`;

/** What may stand after it: where it comes from, a last word that means the value, or no word of metadata. */
export const after = `(?:[-_$]*${anyOf(originWords)}${wordEnd}|.*?${words(valueWords)}[-_$]*$|(?!.*?${words(metadataSuffixes)}))`;

/**
 * A regular expression for names of secrets of these kinds, of all kinds by default.
 *
 * @param kinds the kinds that count; a name also counts when it holds a second secret of another kind
 */
export function getNameRegex(kinds?: readonly SecretKind[]): string {
  const { parts, whole } = phrasesOf(kinds);
  const held = `${notHarmless(parts)}${before}${words(parts)}${after}`;
  const gate = getGate([...parts, ...whole]);
  return whole.length === 0 ? `${gate}${held}` : `${gate}(?:[-_$]*${anyOf(whole)}[-_$]*$|${held})`;
}

/**
 * What every name must pass first, because Semgrep asks about every expression of a file: it is one name (no space,
 * bracket, dot, operator or quote in it) and somewhere holds the letters of a word that matters. Without this the
 * whole expression costs forty times as much.
 */
export function getGate(phrases: readonly string[]): string {
  return `^(?=[^\\s.,:;(){}\\[\\]"'\`=<>+*/%|&@!?\\\\]{1,100}$)(?=.*${anyOf(getStems(phrases))})`;
}

/** A few words of which one occurs in every phrase. */
export function getStems(phrases: readonly string[]): string[] {
  const open = new Set(
    phrases.map((phrase) => phrase.split(' ').map((word) => word.replace('contrasena', 'contrase'))),
  );
  const stems: string[] = [];
  while (open.size > 0) {
    const counts = new Map<string, number>();
    for (const list of open)
      for (const word of list)
        counts.set(word, [...open].filter((other) => other.some((own) => own.includes(word))).length);
    const [best = ''] = [...counts].sort(([a, m], [b, n]) => n - m || a.length - b.length || (a < b ? -1 : 1))[0] ?? [];
    stems.push(best);
    for (const list of open) if (list.some((word) => word.includes(best))) open.delete(list);
  }
  return stems;
}

/** `hash_password()`: the hash is a secret, too. That of anything else is fit to be shown. */
const hashingVerb = `(?i:hash)${wordEnd}(?=${joint}(?i:password|passwd|pwd|pw))`;

/** Names of calls that hand out a secret: the getter verbs before the secret's name, or the name alone. */
export function getGetterRegex(kinds?: readonly SecretKind[]): string {
  const { parts } = phrasesOf(kinds);
  return `${getGate(parts)}${notHarmless(parts)}[-_$]*(?:(?:${anyOf(getterVerbs)}${wordEnd}|${hashingVerb})(?:(?!${words(relationWords)}).)*?)?${words(parts)}${after}`;
}

/** Names in which one of these words occurs. */
function getWordRegex(vocabulary: readonly string[]): string {
  return `^.*?${words(vocabulary)}`;
}

const otherTokens: readonly SecretKind[] = ['access-token', 'token'];

export const nameRegexes: Readonly<Record<string, string>> = {
  'secret-name': getNameRegex(),
  'secret-getter-name': getGetterRegex(),
  'password-name': getNameRegex(['password', 'password-hash']),
  'plain-password-name': getNameRegex(['password']),
  'refresh-token-name': getNameRegex(['refresh-token']),
  'access-token-name': getNameRegex(['access-token']),
  'auth-token-name': getNameRegex(['refresh-token', ...otherTokens]),
  'non-refresh-token-name': `(?!${getNameRegex(['refresh-token'])})${getNameRegex(otherTokens)}`,
  'signing-key-name': getNameRegex(['key']),
  'csrf-token-name': getNameRegex(['csrf-token']),
  'database-url-name': getNameRegex(['database-url']),
  'redactor-name': `^(?!hash_?(?i:password|passwd|pwd|pw)s?$)(?!hash(?:Password|Passwd|Pwd|Pw)s?$).*?${words(redactorWords)}`,
  'demo-flag': getWordRegex(demoFlagWords),
  'development-flag': getWordRegex(developmentFlagWords),
  'migration-flag': getWordRegex(migrationFlagWords),
};

/**
 * The same question asked of a name inside a text, from its first letter on: the end of the text becomes the end of
 * the name, any character a character of the name.
 */
export function inline(regex: string): string {
  return regex
    .replace(/^\^\(\?=.*?\$\)/, '')
    .replaceAll('.*', '[\\w-]*')
    .replace(new RegExp('\\)\\.\\)\\*\\?', 'g'), ')[\\w-])*?')
    .replaceAll('$)', '(?![\\w-]))')
    .replaceAll(']*$|', ']*(?![\\w-])|');
}
