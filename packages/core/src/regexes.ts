import { credentialRegexes } from './credential-regexes.js';
import { flowRegexes } from './flow-regexes.js';
import { expressionRegexes } from './log-regexes.js';
import { nameRegexes, getGate, phrasesOf } from './name-regexes.js';
import { regionRegexes } from './region-regexes.js';
import { revocationRegexes } from './revocation-regexes.js';

/**
 * The regular expressions of the Semgrep rules (PCRE2) by key.
 *
 * A rule file shows them below a comment `# sync: <key>`; `npm run sync` rewrites the quoted scalar on the next line.
 * No part of a run of the linter needs this module, and building its texts takes longer than linting a file: it is
 * exported as `mathakine-lint-core/regexes`, apart from the rest.
 */

/**
 * The regular expressions by key. `<key>-gate` is a short one that everything passes which `<key>` accepts: Semgrep
 * compiles a regular expression anew for each comparison, so a rule asks the gate first and the full one second.
 */
export const semgrepRegexes: Readonly<Record<string, string>> = {
  ...nameRegexes,
  'plain-password-name-gate': getGate(phrasesOf(['password']).parts),
  ...expressionRegexes,
  ...revocationRegexes,
  ...regionRegexes,
  ...flowRegexes,
  ...credentialRegexes,
};
