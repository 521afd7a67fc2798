/**
 * Masks a literal so that a report can point at it without spreading it: first two and last character stay when
 * the value is long enough not to be guessed from them.
 */
export function maskValue(value: string): string {
  const characters = [...value];
  if (characters.length < 6) return '…';
  return `${characters[0]}${characters[1]}…${characters.at(-1)}`;
}
