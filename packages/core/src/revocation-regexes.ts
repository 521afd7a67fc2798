import { dull, failWithout, getMarks, skipLines } from './line-skips.js';
import { anyOf } from './name-regexes.js';
import { share } from './secret-parts.js';
import { text, wholeLine } from './statements.js';

/** Regular expressions for Python that takes tokens back. */

const revokingPhrases = [
  ...['revok', 'revoc', 'log out', 'sign out', 'log off', 'black list', 'deny list', 'invalidat', 'introspect'],
  'end session',
];
const revoking = anyOf(revokingPhrases);
const revokingMarks = getMarks(revokingPhrases);

/** Where a token is taken back: whichever it is, it gives nobody a session. */
export const revocationRegexes: Readonly<Record<string, string>> = {
  /** A function by its name, with its body. */
  'revoking-function': `^(?<indent>[ \\t]*+)(?:async[ \\t]+)?def[ \\t]+(?=\\w*?${revoking})${wholeLine}(?:\\n(?:\\k<indent>[ \\t)]${wholeLine}|[ \\t]*+(?:#[^\\n]*+)?(?=\\n|\\z)))*+`,
  /** A call by its name, with its arguments; what is assigned to a variable of such a name. */
  revocation: `${skipLines(revokingMarks)}${share(
    `^[ \\t]*+(?=[\\w.]*?${revoking})[\\w.]++(?&item)*+[ \\t]*(?::[^\\n=]+)?=(?!=)\\s*(?:[^\\n,()\\[\\]{}"'#]++|${text}|(?&group))*+|${revoking}(?:\\w++|(?:\\s|#[^\\n]*+)*+\\.|(?&group))*+`,
  )}`,
  /** An assignment to what one of the next lines hands to such a call. */
  'revoked-later': `^(?:${failWithout(revokingMarks)}(?<indent>[ \\t]*)(?<taken>[\\w.]+)[ \\t]*=(?!=)[^\\n]*+(?:\\n\\k<indent>[ \\t)\\]}][^\\n]*+)*+(?=(?:\\n(?![ \\t]*(?:async[ \\t]+)?def[ \\t])[^\\n]*+){0,30}?\\n(?!${dull(revokingMarks, '\\n')}\\n)[^\\n(]*${revoking}\\w*\\((?:[^()\\n]*,)?\\s*\\k<taken>\\s*[,)]))`,
};
