import { skipLinesWithout } from './line-skips.js';
import { onLinesOfSecrets, operand, secret, share } from './secret-parts.js';
import { deeperLines, leavingBranch, lineText, linesAsDeep, text, wholeLine } from './statements.js';

/** Regular expressions for regions of Python code in which a secret may be shown, and for values fit to be shown. */

const developmentWords = '(?:is_)?(?:debug|dev|development|local|devel)(?:_?(?:mode|env|environment))?(?:_enabled)?';
const productionWords = '(?:is_)?(?:prod|production)(?:_?(?:mode|env|environment))?';
const environmentRead = '(?:os\\.)?(?:getenv|environ\\.get|config|env)\\(\\s*["\']';

/** True only in development: `settings.DEBUG`, `os.getenv("DEBUG") == "true"`, `ENV != "production"`. */
const developmentTest = `(?:(?:\\w+\\.)*_*${developmentWords}(?:\\(\\))?(?:\\s*(?:is|==)\\s*True)?|${environmentRead}\\w*?${developmentWords}["'][^()]*\\)(?:\\.lower\\(\\))?(?:\\s*(?:==|in)\\s*[(\\["']{1,2}(?:true|1|yes|on)\\b[^\\n:]*)?|[\\w.]*(?:${environmentRead})?\\w*env\\w*(?:["'][^()]*\\))?(?:\\.lower\\(\\))?\\s*(?:(?:==|in)\\s*[(\\["']{1,2}(?:dev|development|local|debug)\\b[^\\n:]*|!=\\s*["']prod(?:uction)?["'])|not\\s+(?:\\w+\\.)*_*${productionWords}(?:\\(\\))?)`;

/** True only outside development: after `if not settings.DEBUG: return` the rest is development. */
const productionTest = `(?:not\\s+(?:\\w+\\.)*_*${developmentWords}(?:\\(\\))?|(?:\\w+\\.)*_*${productionWords}(?:\\(\\))?|[\\w.]*(?:${environmentRead})?\\w*env\\w*(?:["'][^()]*\\))?(?:\\.lower\\(\\))?\\s*(?:==\\s*["']prod(?:uction)?["']|!=\\s*["'](?:dev|development|local)["']))`;

const documentationWords =
  'description|docs?|epilog|examples?|help|json_schema_extra|label|metavar|openapi_examples|placeholder|responses|schema_extra|summary|title';

/** A cheap look at a line first: whether something is assigned in it. */
const ofAssignment = `(?=[ \\t]*+[\\w.]++(?:\\[[^\\]\\n]*+\\])?[ \\t]*+(?::[^=\\n]++)?=(?!=))`;

/**
 * What stands below an assignment that makes a variable fit to be shown, as deep as it. Matches of one expression
 * cannot overlap, and a pattern for `$NAME = $VALUE` with all that follows it costs the square of the assignments of a
 * block: one expression ends at the next such assignment, the others begin at the first to sixth of a block.
 */
const shownVariables = (() => {
  const assignment = '(?&variable)(?&shown)';
  const anyWhere = `${ofAssignment}[ \\t]*+${assignment}`;
  const depth = '(?<indent>[ \\t]*+)';
  const toNext = (before: string): string =>
    `(?>(?:${wholeLine}\\n(?=\\k<block>|[ \\t]*\\n))+?${before}(?=${assignment}))`;
  const behind = (before: string, lines: string): string =>
    share(`^${ofAssignment}(?<!\\\\\\n)${before}(?<SHOWN>(?&variable))(?&shown)[^\\n]*+\\n\\K${lines}`);
  const first = `(?<block>[ \\t]*+)${assignment}`;
  const untilNext = linesAsDeep.replace('\\k<indent>', `\\k<indent>(?![ \\t]*+${assignment})`);
  const nth = (number: number): string =>
    number === 1 ? depth : `${first}${toNext('[ \\t]*+').repeat(number - 2)}${toNext(depth)}`;
  return {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`shown-variable-${n}`, behind(nth(n), linesAsDeep)])),
    'shown-variable-until-next': behind(depth, untilNext),
    /** Wherever a variable, member or item with a secret name stands, in a file in which one is made fit to be shown. */
    'secret-use': share(
      `\\A(?:(?!${anyWhere})[^\\n]*+\\n)*+(?!${anyWhere})[^\\n]*+\\z(*COMMIT)(*FAIL)|${onLinesOfSecrets}(?<![\\w.])(?<USE>(?:\\w+\\.)*(?:(?=${secret})\\w++(?!\\()|\\w++\\[(?<quote>["'])(?=${secret})[\\w-]++\\k<quote>\\]))`,
    ),
  };
})();

/** What may stand between the braces of a comprehension. */
const itemsText = `(?:[^{}"']|"[^"\\n]*+"|'[^'\\n]*+')`;
/** A text that stands for what is not shown. */
const maskText = `["'][^"'\\n]*(?i:redact|mask|hidden|filtered|\\*{3})[^"'\\n]*["']`;

/**
 * Regions and values that are fit to be shown. The polarity counts: a production test opens nothing.
 */
export const regionRegexes: Readonly<Record<string, string>> = {
  /** `url.split("@")[1]`, `url.render_as_string(hide_password=True)`, `token.replace(token[4:], "***")`. */
  'address-part': `${skipLinesWithout('split', 'partition', 'render_as_string', 'replace')}${share(`(?:${operand}|[fFrR]{0,2}(?:${lineText}))?\\.(?:(?:r?split|r?partition)\\(["']@["'][^()]*\\)\\[[^\\[\\]]*\\]|split\\(["']:(?://)?["'][^()]*\\)\\[0\\]|render_as_string\\([^()]*hide_password\\s*=\\s*True[^()]*\\)|replace\\((?:["']sqlite(?:[^()]++|(?&args))*+|(?:[^(),]++|(?&args))*+,\\s*["'](?:[*x•.]*["']|[^"'\\n]*(?:redact|mask))[^()]*)\\))`)}`,
  /** `db_url` in a file that fetches it like a page: the address of a download. */
  'fetched-address': `\\A(?![^(]*+(?:\\((?!(?<=get\\(|urlopen\\(|urlretrieve\\()\\s*(?:\\w+\\.)*(?:db|database)_url\\b)[^(]*+)*+\\()(*COMMIT)(*FAIL)|(?<![\\w.])(?:\\w+\\.)*(?:db|database)_url\\b(?!\\()`,
  /** `pwd` in a file that asks for the working directory under this name. */
  'working-directory': `\\A(?![^w]*+(?:w(?!(?<=\\bpw)d\\s*=\\s*(?:[\\w.]+\\.)?(?:getcwd|cwd|abspath|environ)\\b)[^w]*+)*+w)(*COMMIT)(*FAIL)|(?<![\\w.])pwd\\b(?![(.])`,
  /** `{key: "***" if key in SECRETS else value for …}`, or the other way round: a copy without what must not be seen. */
  'masked-items': `\\{(?=${itemsText}*?(?:${maskText}\\s+if\\b|\\belse\\s+${maskText}))${itemsText}*?\\bfor\\s${itemsText}*+\\}`,
  /** The body of `if settings.DEBUG:`, not its `else`. */
  'development-block': `(?i)^(?<indent>[ \\t]*)(?:el)?if[ \\t]+(?:[^\\n:]*?[ \\t]and[ \\t]+)?${developmentTest}(?:[ \\t]+and[ \\t][^\\n]*)?:[ \\t]*(?:#[^\\n]*)?\\n${deeperLines}`,
  /** What follows `if not settings.DEBUG: return`, without the branch that leaves. */
  'after-production-return': `(?i)^(?<indent>[ \\t]+)if[ \\t]+${productionTest}${leavingBranch}\\K${linesAsDeep}`,
  /** A function or class that signs in, signs up or changes a password, by its name or its route. */
  'login-handler': `(?i)^(?<indent>[ \\t]*)(?:@[^\\n]*["'][^"'\\n]*/(?:log-?in|sign-?in|sign-?up|register|(?:reset|change|forgot)-password|password/(?:reset|change|forgot))/?["'][^\\n]*\\n(?:\\k<indent>@[^\\n]*\\n)*\\k<indent>(?:async[ \\t]+)?def[ \\t]+\\w+|(?:async[ \\t]+)?def[ \\t]+(?:\\w*_)?(?:log_?in|sign_?in|sign_?up|register|registration|authenticate|(?:reset|change|update|forgot)_password|password_(?:reset|change|update)|create_user|refresh_token|token)(?:_\\w*)?|class[ \\t]+(?-i:\\w*(?:Login|SignIn|SignUp|Register|Registration|PasswordReset|ResetPassword|ChangePassword)\\w*))[ \\t]*[(:][^\\n]*\\n(?:(?:\\k<indent>(?:[ \\t]+|\\))[^\\n]*|[ \\t]*)(?:\\n|\\z))+`,
  /** An argument that documents: an example, a description, a label. */
  'documentation-argument': share(
    `[(,]\\s*+(?:#[^\\n]*+\\s*+)*+(?i:${documentationWords})\\s*=(?!=)(?:[^(),\\[\\]{}"'#]++|#[^\\n]*+|${text}|(?&group))++`,
  ),
  ...shownVariables,
};
