/**
 * Splits a name into lower-case words, whatever its spelling: camelCase, PascalCase, snake_case, SCREAMING_CASE,
 * kebab-case, dotted, spaced. `JWTToken` gives `jwt token`, `tokenIDs` gives `token ids`; digits end a word and stay
 * with the one before.
 * Accents are folded: `contraseña` and `contrasena` are one word.
 */
export function splitWords(name: string): string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}(?!s(?!\p{Ll}))\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}
