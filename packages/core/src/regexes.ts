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
 *
 * A rule file shows them below a comment `# sync: <key>`; `npm run sync` rewrites the quoted scalar on the next line.
 */

/** Where a word begins: after anything that is no letter or digit, at a hump of camelCase, at the end of an acronym. */
const wordStart = '(?:(?<![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z]))';

/** Where a word ends: the same places, seen from the other side; digits belong to the word before. */
const wordEnd = '\\d*(?:(?![A-Za-z0-9])|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z]))';

const accented: Readonly<Record<string, string>> = { contrasena: 'contrase[nñ]a', contrasenas: 'contrase[nñ]as' };

/** Words and phrases as one alternative, longest first so that no phrase is cut short by its own beginning. */
function anyOf(phrases: Iterable<string>): string {
  const spellings = [...new Set(phrases)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const sources = spellings.map((phrase) =>
    phrase
      .split(' ')
      .map((word) => accented[word] ?? word)
      .join('\\d*[\\W_]*'),
  );
  return `(?i:${sources.join('|')})`;
}

function words(phrases: Iterable<string>): string {
  return `${wordStart}${anyOf(phrases)}${wordEnd}`;
}

function phrasesOf(kinds?: readonly SecretKind[]): { parts: string[]; whole: string[] } {
  const wanted = secretPhrases.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  return {
    parts: wanted.filter(({ kind }) => kind !== 'cookie').map((phrase) => phrase.words),
    whole: wanted.filter(({ kind }) => kind === 'cookie').map((phrase) => phrase.words),
  };
}

/** Harmless phrases, as far as they could hide one of these parts. */
function notHarmless(parts: readonly string[]): string {
  const hiding = harmlessPhrases.filter((phrase) => parts.some((part) => phrase.includes(part)));
  return hiding.length === 0 ? '' : `(?!.*?${words(hiding)})`;
}

/** What may stand before the secret: nothing, or words that neither ask nor command nor relate. */
const before = `(?:[\\W_]*|(?![\\W_]*${anyOf(predicatePrefixes)}${wordEnd})(?:(?!${words(relationWords)}).)*?)`;

/** What may stand after it: where it comes from, a last word that means the value, or no word of metadata. */
const after = `(?:[\\W_]*${anyOf(originWords)}${wordEnd}|.*?${words(valueWords)}[\\W_]*$|(?!.*?${words(metadataSuffixes)}))`;

/**
 * A regular expression for names of secrets of these kinds, of all kinds by default.
 *
 * @param kinds the kinds that count; a name also counts when it holds a second secret of another kind
 */
export function getNameRegex(kinds?: readonly SecretKind[]): string {
  const { parts, whole } = phrasesOf(kinds);
  const held = `${notHarmless(parts)}${before}${words(parts)}${after}`;
  const gate = getGate([...parts, ...whole]);
  return whole.length === 0 ? `${gate}${held}` : `${gate}(?:[\\W_]*${anyOf(whole)}[\\W_]*$|${held})`;
}

/**
 * What every name must pass first, because Semgrep asks about every expression of a file: it is one name (no space,
 * bracket, dot, operator or quote in it) and somewhere holds the letters of a word that matters. Without this the
 * whole expression costs forty times as much.
 */
function getGate(phrases: readonly string[]): string {
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
  return `^(?=[^\\s.,:;(){}\\[\\]"'\`=<>+*/%|&@!?\\\\]{1,100}$)(?=.*(?i:${stems.join('|')}))`;
}

/** Names of calls that hand out a secret: the getter verbs before the secret's name, or the name alone. */
function getGetterRegex(kinds?: readonly SecretKind[]): string {
  const { parts } = phrasesOf(kinds);
  return `${getGate(parts)}${notHarmless(parts)}[\\W_]*(?:${anyOf(getterVerbs)}${wordEnd}(?:(?!${words(relationWords)}).)*?)?${words(parts)}${after}`;
}

/** Names in which one of these words occurs. */
function getWordRegex(vocabulary: readonly string[]): string {
  return `^.*?${words(vocabulary)}`;
}

const otherTokens: readonly SecretKind[] = ['access-token', 'token'];

const fullRegexes: Readonly<Record<string, string>> = {
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

const gateEnd = '))';

/**
 * The regular expressions by key. `<key>-gate` is the short one that every name which `<key>` accepts passes: Semgrep
 * compiles a regular expression anew for each comparison, so a rule asks the gate first and the full one second.
 */
export const semgrepRegexes: Readonly<Record<string, string>> = {
  ...fullRegexes,
  ...Object.fromEntries(
    Object.entries(fullRegexes)
      .filter(([, regex]) => regex.startsWith('^(?='))
      .map(([key, regex]) => [`${key}-gate`, regex.slice(0, regex.indexOf(gateEnd) + gateEnd.length)]),
  ),
};
