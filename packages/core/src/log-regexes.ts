import { failWhere, skipLines, skipLinesWithout } from './line-skips.js';
import {
  chain,
  getter,
  keepingMethods,
  letters,
  notEnum,
  onLinesOfSecrets,
  operand,
  secret,
  share,
  skipStatements,
  unrelatedCall,
  unrelatedCalls,
  untilSource,
} from './secret-parts.js';
import {
  afterWriter,
  end,
  lineText,
  loggerMethods,
  noComma,
  skipWord,
  text,
  wasWhole,
  writerNames,
} from './statements.js';

/** Regular expressions for secrets in Python that are written to a log, and for what is none. */

/** What stands before the value of an argument. */
const argumentStart = '(?:\\s|#[^\\n]*)*+(?:\\w+\\s*=(?!=)\\s*)?';

/** Who or how many: an expression that cannot hold a secret. */
const plain =
  '(?:(?:len|bool|type|id|int|float|round)(?&args)|(?:\\w+\\.)*+(?:(?<=\\.)(?:name|status_code|method|path)|(?:(?<![a-z])|(?<=_))(?:ids?|uid|user_?name|e?mail))(?![\\w(.\\[]))';

/** A text with nothing in it, or with such expressions only. */
const plainText = `${text}|[fF]"(?:[^"{}\\\\\\n]|\\{${plain}(?:![rs])?(?::[^{}"\\n]*)?\\})*+"`;

/** A value in which no variable occurs that could hold a secret. */
const ownValue = `(?:[^\\w"'\\n]|${lineText}|\\d[\\w.]*+|${plain}|(?:os\\.)?\\w++(?=\\(|[ \\t]*=(?!=))|(?:await|None|True|False)\\b)*+`;

/** An argument that cannot hold a secret. Semgrep compares every expression with every sink: the fewer, the faster. */
const literal = `(?:${plainText}|\\d[\\w.]*|None|True|False|${plain})(?=\\s*[,)])`;

/** Between the links of a chain, which goes on over lines in brackets or behind backslashes. */
const gap = '(?:\\s|\\\\\\n|#[^\\n]*+)*+';

const loggerLinks = `(?:${gap}\\.(?:opt|getChild|new|unbind|patch)(?&group))*`;

/** logger, _logger, LOG, self.log, app.logger, get_logger(…). */
const loggerName = '(?:(?<![A-Za-z0-9])|(?<=[a-z])(?=L))[Ll](?i:og(?:ger|ging|uru)?)\\d*_*(?:(?<=[rR])(?&group))?';

/** Everything that writes a log, the terminal or an error tracker, up to the bracket before the first argument. */
const writers = [
  // Loggers by name, and their chains.
  `${loggerName}${loggerLinks}${gap}\\.(?:${loggerMethods})`,
  // The terminal, unless it is a file.
  '(?<![\\w.])(?<!def )(?:(?:rich\\.)?r?print(?!\\((?:[^()f]++|f(?!(?<=\\bf)ile\\s*=\\s*(?!sys\\.(?:__)?std))|(?&args))*+f)|(?:rich\\.(?:pretty\\.)?|pprint\\.)?(?:pprint|pp)|(?:(?:click|typer)\\.)?s?echo)',
  '(?<!\\w)_*std(?:out|err)_*\\.(?:write|writelines)',
  '(?i:(?<![a-z])console)(?&group)?\\.(?:print|log|print_json|rule|out)',
  // Error trackers.
  '(?<!def )(?:capture_message|capture_exception|add_breadcrumb)|(?i:sentry_sdk|sentry|scope)\\.set_(?:context|extra|tag|user)',
].join('|');

const writing = `\\(${afterWriter}(?!\\)|\\s*+(?:${text})\\s*+,?\\s*+\\))`;

/** The next call of a chain: `logger.bind(user=user).info(…)`. */
const nextLink = `\\)${loggerLinks}${gap}\\.(?:${loggerMethods})\\(`;

/**
 * An argument of a call that writes, without its keyword.
 *
 * @param start the call up to its first argument
 * @param next what may stand between an argument that was found and the next
 */
function getLogArgument(start: string, next: string): string {
  return `${skipLinesWithout(...writerNames)}${share(`(?:${start}|\\G(?!\\A)\\s*(?:${next}))${argumentStart}(?:${literal}\\s*,${argumentStart})*+\\K(?!${literal})(?:(?:\\s|#[^\\n]*+)*+(?:[^\\s()\\[\\]{},"'#]++|${text}|(?&group)))++`)}`;
}

const logArgument = getLogArgument(`(?:${writers})\\(`, `,|${nextLink}`);

/** The beginning of a file in which loguru's logger is imported under its own name. */
const loguruFile = '[^g]*+(?:g(?!(?<=^from log)uru import logger\\b)[^g]*+)*+g';

/** A format for `%` alone, of which loguru makes no use: `"… %s", `, behind a level. */
const percentFormat = `\\s*(?:(?:\\w+|"\\w+"|'\\w+')\\s*,\\s*)?["'](?:[^{}"'\\n])*%[-\\d.]*[sdrf][^{}"'\\n]*["']\\s*,`;

/** A call of loguru's logger with such a format, up to its first argument. */
const percentCall = `(?i:log(?:ger)?)${loggerLinks}${gap}\\.(?:${loggerMethods})\\((?=${percentFormat})`;

/** The same behind `.bind(…)`, whatever the name: it stands in a file with loguru. */
const boundPercentCall = `${loggerName}(?:${loggerLinks}${gap}\\.bind(?&group))++${loggerLinks}${gap}\\.(?:${loggerMethods})\\((?=${percentFormat})`;

const notLoop = [...Array(10).keys()].map((length) => `|for \\w{${length + 1}}, `).join('');

const comparison = `(?:${operand}+|"[^"\\n]*+"|'[^'\\n]*+')\\s*+(?:[=!]=|[<>]=?|\\b(?:is|in|not\\s+in)\\b)`;

/** `token is None`, `not token`, `token == other`, the test of a ternary or a comprehension. */
const question = `(?:(?=["']|(?<![\\w"'.)\\]])\\w)(?=${comparison})(?<!for ${notLoop})${comparison}\\s*(?:not\\s+)?(?:["'(\\[]|${operand}+)|\\bnot\\s+${operand}|\\bif\\s+\\K[^\\n]*?(?=\\s+else\\b)|\\bif\\s+\\K(?:(?!else\\b)\\w++|[^\\w()\\[\\]{}"'#:]++|${text}|(?&group))++(?=[)\\]}]))`;

/** `ids["credential"]`, `counts.tokens`, `SECRET_BYTES`: which or how many, whatever is counted. */
const numbers = `(?<![\\w"'.)\\]])(?:(?=\\w++[.[])(?:\\w++\\.)*?(?:\\w+_)?(?:ids|counts?|totals?|sizes|lengths|indexes)(?:\\[\\s*["'][\\w-]+["']\\s*\\]|\\.\\w++(?![\\w(]))|(?=[A-Z]|\\w++\\.)(?:\\w++\\.)*+[A-Z][A-Z0-9_]*_(?:BYTES|BITS)\\b)`;

/** `client_id`, `token.id`, `login["email"]`, `token[-4:]`: who it is, a plain member, the last four characters. */
const harmlessAccess = `(?<![\\w"'.)\\]])(?:\\w+_)?(?:ids?|uid|user_?name|e?mail)(?![\\w(.[]|\\s*=(?!=))|(?=\\w++[.([])${chain}(?:(?<=\\.)(?!environ\\b|headers\\b|cookies\\b)(?!${secret})\\w++(?![\\w(.\\[])|\\w+(?&item)?\\[\\s*(?:[uUbB]?["'](?!${secret})[\\w-]+["']|-[1-6]:)\\s*\\])(?!\\[)`;

/** `redacted_headers`, `private_key_path`: the variable says what was done with it, or that it is something else. */
const redactedName = `(?<![\\w"'])(?:\\w++\\.)*+(?=_*+[^\\W_]++_)(?:\\w*(?i:key|token|secret|password|credential|cookie)s?_(?:paths?|file|filename|names?|types?|length|len|count|status|arn)(?![\\w(.[]|\\s*=(?!=))|(?:(?:masked|redacted|saniti[sz]ed|censored|obfuscated|scrubbed|anonymi[sz]ed)_\\w+|\\w+_(?:masked|redacted|saniti[sz]ed|censored|obfuscated|scrubbed|anonymi[sz]ed))(?![\\w(]|\\s*=(?!=)))`;

/** The end of `{tokens:,}`, `{rate:.2f}`: a number. */
const numberFormat = '[-+ _\\d.]*[dfe,%]\\}';

/** The arguments for the `%d` at the end of a format: numbers, like a position in a stream. One-time codes are numbers, too. */
const numberArguments = (() => {
  const blank = '(?:\\s|#[^\\n]*+)*+';
  const conversion = '%[-+ #\\d.]*+';
  const format = (others: number, quote: string): string => {
    const plainText = `(?:[^${quote}%\\n]|%%)*+`;
    return `${quote}(?:${plainText}${conversion}[a-zA-Z]){${others}}(?:${plainText}${conversion}[di])++${plainText}${quote}`;
  };
  const argument = `(?:[^(),\\[\\]{}"'#]++|${text}|(?&group))++`;
  return [0, 1, 2, 3, 4, 5]
    .map(
      (others) =>
        `(?:${format(others, '"')}|${format(others, "'")})\\s*(?:,|%\\s*\\(?)${blank}(?:${argument},${blank}){${others}}\\K(?:(?!\\w*(?i:otp|code|pin))${argument},?${blank})++(?=\\))`,
    )
    .concat(`\\{\\K(?:\\w+\\.)*+\\w++(?=:${numberFormat})`)
    .join('|');
})();

/** `[name for name in REQUIRED_SECRETS]`: names out of a constant list of them. */
const namesOfList = `\\[(?<each>\\w+)\\s+for\\s+\\k<each>\\s+in\\s+(?:\\w+\\.)*[A-Z][A-Z0-9_]*\\b(?:[^()\\[\\]]++|(?&args)|(?&item))*+\\]`;

/** `for name, kind in tokens.items()`: what has a name of its own is judged by it. Any cookie counts. */
const loopOverItems = `\\bfor\\s+\\(?\\w+\\s*,\\s*+(?!(?:v|val|values?)\\b)[\\s\\w,()]*?\\bin\\s+(?:\\w+\\()?(?:\\w++\\.)*?(?!(?:cookies|headers|environ)\\b)\\w+\\.items\\(\\)`;

/** `for provider in tokens:`: what a mapping is asked by. */
const loopOverKeys = `\\bfor\\s+(?:\\w+_)?(?:names?|keys?|vars?|variables?|fields?|providers?|idp|services?|roles?|users?|scopes?|expr)\\s+in\\s+(?:\\w++\\.)*(?=${secret})\\w+(?=\\s*[:)\\]}])`;

/** `for name, value in secrets.items():` with a body that writes only the name. */
const loopOverNames = (() => {
  const calm =
    '(?:(?![^\\n]*\\b\\k<looped>\\b)|(?=[ \\t]*+(?:(?:el)?if\\b|[\\w.]++[ \\t]*+[=(]))(?![^\\n]*(?:print|log|debug|info|warn|warning|error|exception|critical|write|s?echo)\\())[^\\n]*+';
  const body = `\\n(?<deep>[ \\t]++)${calm}(?:\\n(?:[ \\t]*+(?=\\n)|\\k<deep>${calm}))*+(?!\\n\\k<deep>)`;
  return `\\bfor\\s+\\w+\\s*,\\s*+(?<looped>v|val|values?)\\s+in\\s+(?:\\w++\\.)*?(?!(?:cookies|headers|environ)\\b)\\w+\\.items\\(\\)(?=:[ \\t]*+(?:#[^\\n]*+)?${body})`;
})();

/**
 * `key, error = get_key(…)`, `token, jti = create_token(…)`: each is judged by its name, and how it went is no secret. Not
 * `access, refresh_token = create_tokens(…)`.
 */
const pairOfCall = `^[ \\t]*+(?=[\\w.]++[ \\t]*,)(?=[^\\n=]*\\b(?:\\w+_)?(?:err|error|exc|exception|reason|status|ok|success)\\b|(?![^\\n=]*\\b(?:access|refresh|raw|plain|value|hashed|encoded|signed|encrypted)\\b)(?:[\\w.]+[ \\t]*,[ \\t]*)*?(?:\\w+\\.)*(?=${secret})\\w+[ \\t]*[,=])[\\w.]++(?:[ \\t]*,[ \\t]*[\\w.]++)++[ \\t]*=(?!=)[ \\t]*(?:await[ \\t]+)?(?:\\w++\\.)*+\\w++(?=\\()`;

/** A variable whose own name says nothing, behind a keyword or key that does. */
const neutralValue = `(?<key>(?<![\\w"'])["']?(?=\\w++(?:\\s*=(?!=)|["']\\s*:)\\s*(?!(?:None|True|False|not|is_\\w+|has_\\w+|\\w+_(?:counts?|total|ids?|len|length|size|name|type|status))\\b)(?!${secret})[A-Za-z_]\\w*\\s*[,)}])(?=${secret}))`;

/** An order to GitHub Actions to hide what follows in its log. */
const maskCommand = `[fF]"::add-mask::[^"\\n]*"|[fF]'::add-mask::[^'\\n]*'`;

/**
 * Tokens that are counted and paid for, in a file about language models.
 *
 * @param names the whole name of a variable or member
 * @param evidence what tells such a file, besides the names of models and their libraries, by its mark
 */
function getCountedTokens(names: string, evidence = ''): string {
  const models = `m(?<=llm)|x(?<=max)_tokens(?:=(?!=)|["']\\s*:\\s*\\d)|k(?<=tik)token|p(?<=import op|from op)enai|h(?<=import anth|from anth)ropic${evidence}`;
  const file = `(?i:[^hkmpxz]*+(?:(?!${models})[hkmpxz][^hkmpxz]*+)*+[hkmpxz])`;
  return `${failWhere('(?![^k]*+(?:k(?!(?<=tok)ens)[^k]*+)*+k)')}${failWhere(`(?!${file})`)}(?<![\\w.])(?:\\w+\\.)*+${names}(?![\\w(]|\\s*=(?!=))|(?:[\\w.]++|[^\\w.]++)(*SKIP)(*FAIL)`;
}

/** Names of tokens that let somebody in. */
const ofLogins =
  'access|refresh|auth|api|bot|session|bearer|reset|csrf|xsrf|jwt|id_|user|personal|invite|verif|device|login|secret|service';

/** `usage.output_tokens`, `tokens_before`: not those of an account. */
const countedParts = getCountedTokens(
  `(?=\\w*?tokens)(?!\\w*(?i:${ofLogins}))(?:\\w+_tokens|(?:\\w+_)?tokens_\\w+)`,
  '|k(?<=total_tok|count_tok|num_tok|prompt_tok|input_tok|output_tok|completion_tok)ens|z(?<=tokeniz)',
);

/** `token` in a file that imports what takes a language apart. */
const parsedTokens = (() => {
  const library =
    '(?:from|import)[ \\t]+(?:lark|pygments|sqlparse|tokenize|ply|markdown_it|spacy|nltk|jinja2\\.lexer)\\b';
  return `${failWhere(`(?!(?:(?!${library})[^\\n]*+\\n)*+${library})`)}(?<![\\w.])(?:\\w+\\.)*+(?!\\w*(?i:${ofLogins}))(?:\\w+_)?tokens?(?![\\w(]|\\s*=(?!=))`;
})();

/**
 * Texts of whole expressions, for `pattern-regex` in a taint rule: one pass over the file instead of a comparison for
 * every expression of it. The name that decided is captured as `$NAME`.
 */
export const expressionRegexes: Readonly<Record<string, string>> = {
  /**
   * A whole file in which something is written that is more than one text, and that has the letters of a secret or of
   * an origin of secrets: no other is worth the reading.
   */
  'writing-file': `(?i)\\A(?:[\\s\\S]{65535}[\\s\\S]{65535}|(?=[^(]*+(?:(?!${writing})\\([^(]*+)*+\\()${untilSource})[\\s\\S]*`,
  /**
   * Whatever holds a secret by its name: a variable (`password`, not `password.id`, `password=`), a member or key
   * (`user.password`, `d["password"]`, `d.get("password")`, `os.getenv("DB_PASSWORD")`), a call that hands one out
   * (`get_refresh_token(user)`), a neutral variable under a secret key (`password=value`, `{"password": raw}`),
   * a function that gives one (`lambda: token`).
   */
  'secret-expression': `${onLinesOfSecrets}${share(`${skipStatements}(?:${loopOverItems}|${loopOverNames}|${loopOverKeys}|${pairOfCall}|${question}|${unrelatedCall}(?![.\\[]))(*SKIP)(*FAIL)|(?:${neutralValue}|(?:\\blambda\\s*:\\s*)?(?<!def )(?<!class )${chain}(?:(?<=\\.)${notEnum}|(?<![\\w"'.)\\]}])|(?:getattr\\(\\s*[\\w.]+\\s*,|(?:(?:\\w+\\.)?(?:get|getenv|pop|config|env)\\(|\\w+(?&item)?\\[))\\s*(?:key\\s*=\\s*)?[uUbB]?(?<quote>["']))(?:(?=${secret})|(?=\\w+\\()(?=${getter})))(?<NAME>\\w+(?:(?<!\\w\\.)-\\w+)*+)(?(<key>)(?:\\s*=|["']\\s*:)\\s*\\K\\w++|(?(<quote>)(?:[^\\x00-\\x7f]\\w*)*\\k<quote>\\s*(?:\\]|(?:,(?:[^()]++|(?&args))*+)?\\))|(?:(?&args)|(?!["'\\w(]|\\s*=(?![=}!:])))))(?!\\s*(?:\\[|\\.(?!(?:${keepingMethods})\\()))${skipWord}`)}`,
  /** `token[:10]`, `settings.DATABASE_URL[:50]`, `str(token)[:5]`, `data["token"][:10]`: a slice, but not the last four characters. */
  'secret-slice': `${onLinesOfSecrets}${share(`(?=\\w[^\\n]{0,200}?\\[[^\\[\\]\\n]*:)${chain}(?:(?:str|repr)\\(\\s*(?:\\w+\\.)*|(?:\\w+(?:\\.get|\\.pop)?|getenv)[(\\[]\\s*(?<quote>["']))?(?=${secret})(?<NAME>\\w+(?:(?<!\\w\\.)-\\w+)*+)(?(<quote>)\\k<quote>\\s*(?:\\]|(?:,(?:[^()]++|(?&args))*+)?\\)))\\)?\\[(?!\\s*-[1-6]\\s*:\\s*\\])[^\\[\\]\\n]*:[^\\[\\]\\n]*\\]`)}`,
  /** What hashes a password or signs a token: its result is a secret, whatever the name of the variable. */
  'secret-maker': `${skipLinesWithout('hashpw', 'encode', 'make_password', 'hash', 'encrypt')}${share(`(?<![\\w.])(?<NAME>bcrypt\\.hashpw|(?:jose\\.|authlib\\.jose\\.)?jwt\\.encode|make_password|(?:\\w+\\.)*\\w*(?i:pwd|passw|crypt|argon|pbkdf2|hasher)\\w*(?:\\(\\))?\\.(?:hash|encrypt))(?&args)`)}`,
  /** Everything at once: all headers, all cookies, the whole environment. */
  'secret-container': `${skipLines(new Map([['.', '(?:headers|cookies|environ)']]))}(?<![\\w.])(?:\\w+\\.)*(?<NAME>(?:request|req)\\.(?:headers|cookies)|os\\.environ)(?!\\w|\\s*[(\\[]|\\.(?!(?:items|values|copy|raw)\\b))`,
  /** `{user.id: user.password for user in users}`: Semgrep follows nothing out of it. The rule asks what `$NAME` is. */
  'secret-comprehension': share(
    `\\{\\s*(?:(?:[^(){}\\[\\]"'#:,]++|${lineText}|(?&group))++:\\s*)?(?:\\w++(?:(?&args)|(?&item))*+\\.)*(?:\\w++\\[["'])?${letters}(?<NAME>[\\w-]++)(?:["']\\])?\\s+(?:async\\s+)?for\\b(?:[^(){}\\[\\]"'#]++|${text}|#[^\\n]*+|(?&group))++\\}`,
  ),
  /** What a `case` binds under a secret key, where it is written first: Semgrep follows nothing into it. */
  'case-capture': share(
    `^(?<indent>[ \\t]*+)case\\b[^\\n]*?(?:["']|\\b(?=\\w++=))(?=${secret})(?<NAME>[\\w-]++)(?:["']\\s*:|=)\\s*(?<capture>(?!None\\b|True\\b|False\\b|${secret})[A-Za-z_]\\w*)\\s*[,)}\\]][^\\n]*\\n(?:(?:\\k<indent>[ \\t][^\\n]*|[ \\t]*)\\n)*?\\k<indent>[ \\t][^\\n]*?\\(${afterWriter}[^\\n]*?(?<![\\w.])\\K\\k<capture>\\b(?!\\s*[=(])`,
  ),
  /** The whole assignment to a variable with a secret name: the name says it already. */
  'secret-assignment': `${onLinesOfSecrets}${share(`^(?<!\\\\\\n)[ \\t]*\\K(?:\\w+\\.)*(?=${secret})\\w+(?:[ \\t]*:[^=\\n]+)?[ \\t]*=(?!=)(?!${ownValue}\\n${wasWhole})[ \\t]*(?:[^\\n()\\[\\]{}"'#]++|${text}|(?&group))++${noComma}(?=${end}${wasWhole})`)}`,
  /** An argument of a call that writes, without its keyword. */
  'log-argument': logArgument,
  /** The same in a file without loguru. */
  'log-argument-without-loguru': `${failWhere(`(?=${loguruFile})`)}${logArgument}`,
  /** The same in a file with it, but for what loguru drops. */
  'log-argument-beside-loguru': `${failWhere(`(?!${loguruFile})`)}${getLogArgument(`(?!${percentCall})(?:${writers})\\(`, `,|${nextLink}(?!${percentFormat})`)}`,
  /** What loguru drops: the arguments after a format for `%`. */
  'percent-argument': getLogArgument(`(?:${percentCall}|${boundPercentCall})`, ','),
  'counted-tokens': getCountedTokens('tokens'),
  'counted-parts': countedParts,
  'parsed-tokens': parsedTokens,
  /** `secret` in a file with `secrets[secret]`: the name of one. */
  'indexing-secret': `${failWhere('(?![^[]*+(?:\\[(?!(?<=\\w\\[)secret\\])[^[]*+)*+\\[)')}(?<![\\w.])secret(?![\\w([]|\\.|\\s*=(?!=))|(?:[\\w.]++|[^\\w.]++)(*SKIP)(*FAIL)`,
  /** A piece of an answer that is shown as it comes: `print(token, end="", flush=True)`. */
  'shown-piece': `\\bprint\\(\\s*\\K(?!\\w*(?i:${ofLogins}))(?:\\w+_)?token(?=\\s*,\\s*end\\s*=[^()\\n]*\\bflush\\s*=\\s*True)`,
  'number-arguments': `${skipLines(
    new Map([
      ['%', '[-+ #\\d.]*[di]'],
      [':', numberFormat],
    ]),
  )}${share(numberArguments)}`,
  /** What holds no secret whatever it is made of: an answer, a plain member, the result of an unrelated call. */
  'harmless-part': share(
    `${skipStatements}(?:${maskCommand}|${question}|${numbers}|${redactedName}|${harmlessAccess}|${namesOfList}|${unrelatedCalls})${skipWord}`,
  ),
  /** The same without the members: a slice of them is a part of a secret. */
  'unrelated-part': share(
    `${skipStatements}(?:${maskCommand}|${question}|${namesOfList}|${unrelatedCalls})${skipWord}`,
  ),
};
