/**
 * Regular expressions for credentials in Python: texts that could be passwords, and conditions that hold only outside of
 * a demo or of development. The polarity counts, and what a flag is without a setting: `os.getenv("DEMO_MODE", "true")`
 * guards nothing.
 */
import { leavingBranch, linesAsDeep } from './statements.js';

const demoWords = 'demo|showcase|playground|sandbox|dev|development|debug|local|storybook';
const yes = `(?:["'](?i:true|1|yes|on|enabled)["']?|True|1)`;
const no = `(?:["'](?i:false|0|no|off|disabled)["']?|False|0)`;
const prod = `["'](?i:prod|production|live)["']?`;
const dev = `["'](?i:dev|development|local|debug|test|testing|demo|sandbox)["']?`;

/** Names, members, calls and texts without an operator. */
const operand = `(?:[\\w.\\[\\]()"',\\s]|(?<![=!<>])=(?!=))*?`;

/** A flag of its own name, not the name of an account: `DEMO_MODE`, `isDebug`, not `demo_user`. */
const flag = `${operand}(?:(?<![A-Za-z])(?i:${demoWords})|(?<=[a-z])(?:Demo|Debug|Development)|Demo)(?![a-z])(?!\\w*_?(?i:user|account|email|pass|login|data|creds|exists|team|org|tenant|id\\b))${operand}`;

const onByDefault = `(?![^\\n]*(?i:demo|dev|debug|local)\\w*["']\\s*,\\s*(?:default\\s*=\\s*)?(?:["'](?i:true|1|yes|on)["']|True|1)\\s*[,)])`;
const environment = `[\\w.\\[\\]()"',\\s]*(?i:env|environment|stage|app_mode|run_mode|profile|deployment)\\w*["')\\],\\s\\w.(]*\\s*`;
const list = (first: string): string => `in\\s*[\\[({]\\s*${first}[^\\])}]*[\\])}]`;
const listWith = (values: string): string => `in\\s*[\\[({][^\\])}]*(?i:${values})[^\\])}]*[\\])}]`;
const notLocal = `[^\\n]*["']localhost["']\\s+not\\s+in`;

/** `not settings.DEMO_MODE`, `ENVIRONMENT == "production"`, `is_production`, `"localhost" not in url`. */
const closed = [
  `not\\s+\\(?(?!not\\b)${onByDefault}${flag}(?:==\\s*${yes}|in\\s*[\\[({][^\\])}]*[\\])}])?`,
  `${onByDefault}${flag}(?:!=\\s*${yes}|is\\s+not\\s+True|is\\s+False|is\\s+None|not\\s+${listWith('true|1|yes|on')})`,
  `${environment}==\\s*${prod}`,
  `${environment}${list(prod)}`,
  `${environment}!=\\s*${dev}`,
  `${environment}not\\s+${list(dev)}`,
  '(?:[\\w.]*\\.)?_?(?i:is_?)?(?i:prod|production)(?i:_mode|_env)?(?:\\(\\))?',
  `${notLocal}\\s[^\\n]*`,
].join('|');

/** `DEMO_MODE == "false"`: closed only when somebody says so. */
const closedByRequest = [
  `${flag}(?:==\\s*${no}|is\\s+False|${listWith('false|0|no|off')})`,
  `(?!${onByDefault})(?:not\\s+\\(?(?!not\\b)${flag}(?:==\\s*${yes})?|${flag}(?:!=\\s*${yes}))`,
].join('|');

/** A cheap look first: a long expression is compiled for every condition it is asked about. */
const gate = `(?i)[\\s\\S]*?(?:demo|showcase|playground|sandbox|dev|debug|local|storybook|env|stage|app_mode|run_mode|profile|deployment|prod)`;

/** One of several by `or`; with `and` it would hold less often. */
const oneOf = (conditions: string): string =>
  `(?![\\s\\S]*\\band\\b)\\(?(?:[\\s\\S]*?\\bor\\s+)?\\(?(?:${conditions})\\s*\\)*(?:\\s+or\\b[\\s\\S]*)?`;

/** A character of a condition: it goes on in the next line where a bracket is open. */
const character = `(?:[^\\n]|(?<=[(\\[{,])\\n|\\n(?=[ \\t]*+(?:[)\\]}]|(?:and|or|in|not)\\b|[=!<>]=)))`;

/**
 * What stands below a branch that leaves, without the branch.
 *
 * @param condition when it leaves
 */
const below = (condition: string): string => {
  const whole = `(?=${gate.replace('(?i)', '(?i:')}))(?:${condition})`.replaceAll('[\\s\\S]', character);
  return `^(?<indent>[ \\t]*+)if\\b[ \\t]*${whole}${leavingBranch}\\K${linesAsDeep}`;
};

/**
 * A text that could be a password: no mask, template, placeholder, rate, option or expression, nor what Git hosts are
 * given in its place when the user name is the token.
 */
const usablePassword = (end: string, letter = '[^\\s]{1,200}'): string =>
  `(?![\\s"'])(?!<|\\$\\{|\\{\\{|%\\(|%s|\\{\\w*\\}|\\*+${end}|[xX]{3,}${end}|•|\\.{2,}|…|[-_.]+${end}|--?[A-Za-z][-A-Za-z]*${end}|__\\w+__${end}|\\$\\w+\\$${end}|\\^[^\\n]*\\$${end}|\\[[\\w -]+\\]${end}|NOT?_[A-Z_]+${end}|[a-z_]\\w*(?:\\.[a-z_]\\w*)+[.:][A-Z]\\w*${end}|\\d+/(?:\\d*[smhd]|sec(?:ond)?|min(?:ute)?|hour|day)s?(?![A-Za-z0-9])|(?i:your[-_ ]?|insert[-_ ]|enter[-_ ]|placeholder|redacted|masked|(?:[01]|true|false|yes|no|on|off|none|null|undefined|not[-_ ]?set|x-oauth-(?:basic|token)|x-access-token|x-token-auth)${end}))${letter}${end}`;

/**
 * A whole file with the names of its first six constants that hold a usable password, as `$FIRST` to `$SIXTH`: empty
 * where there are fewer. What Semgrep itself takes for constant is neither annotated nor encoded nor given twice.
 */
const passwordConstants = (() => {
  const constant = '[ \\t]*+_?(?=[A-Z0-9_]*(?:PASS|PWD|PW|MDP|SECRET))';
  const value = `[A-Z0-9_]++[ \\t]*(?::[^=\\n]+)?=(?!=)[ \\t]*[bBuUrR]{0,2}(?:"(?!")(?=[^"\\n]+")${usablePassword('(?=")')}|'(?!')(?=[^'\\n]+')${usablePassword("(?=')")})`;
  const next = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'FIFTH', 'SIXTH'].map(
    (name, index) =>
      `(?:(?!(?&constant))[^\\n]*+\\n)*+[ \\t]*+(?<${name}>(?:(?=(?&constant))[A-Z0-9_]++)${index > 0 ? '?' : ''})[^\\n]*+(?:\\n|\\z)`,
  );
  return `(?(DEFINE)(?<constant>${constant}${value}))\\A${next.join('')}[\\s\\S]*`;
})();

export const credentialRegexes: Readonly<Record<string, string>> = {
  'demo-condition-gate': gate,
  'demo-closed': `^${oneOf(closed)}$|^${notLocal}\\b[^\\n]*`,
  'demo-closed-by-request': `^${oneOf(closedByRequest)}$`,
  'below-demo-closed': below(`${oneOf(closed)}|${notLocal}\\b[^\\n]*`),
  'below-demo-closed-by-request': below(oneOf(closedByRequest)),
  'usable-password': usablePassword('$'),
  'usable-text': usablePassword('$', '[^\\n]{1,300}'),
  'password-constants': passwordConstants,
};
