/**
 * Splits a name into lower-case words, whatever its spelling: camelCase, PascalCase, snake_case, SCREAMING_CASE,
 * kebab-case, dotted, spaced. `JWTToken` gives `jwt token`, `tokenIDs` gives `token ids`; digits end a word and stay
 * with the one before.
 * Accents are folded: `contraseña` and `contrasena` are one word.
 */
export function splitWords(name: string): readonly string[] {
  let words = remembered.get(name);
  if (!words) {
    words = split(name);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(name, words);
  }
  return words;
}

/** The same few names come up again and again in a file. */
const remembered = new Map<string, readonly string[]>();
const maxRemembered = 5000;

function split(name: string): string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}(?!s(?!\p{Ll}))\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}
