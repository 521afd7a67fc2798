import { credentialRegexes } from './credential-regexes.js';
import { flowRegexes } from './flow-regexes.js';
import { dull, failWhere, failWithout, getMarks, joint, skipLines, skipLinesWithout } from './line-skips.js';
import {
  afterWriter,
  brackets,
  deeperLines,
  end,
  leavingBranch,
  lineText,
  linesAsDeep,
  loggerMethods,
  noComma,
  skipSilentStatements,
  text,
  wasWhole,
  wholeLine,
  writerNames,
} from './statements.js';
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
 * No part of a run of the linter needs this module, and building its texts takes longer than linting a file: it is
 * exported as `mathakine-lint-core/regexes`, apart from the rest.
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
function anyOf(phrases: Iterable<string>): string {
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

/** Harmless phrases, and longer secrets of other kinds, as far as they could hide one of these parts. */
function notHarmless(parts: readonly string[]): string {
  const others = secretPhrases.map((phrase) => phrase.words).filter((words) => !parts.includes(words));
  const hiding = [...harmlessPhrases, ...others].filter((phrase) =>
    parts.some((part) => ` ${phrase} `.includes(` ${part} `)),
  );
  return hiding.length === 0 ? '' : `(?!.*?${words(hiding)})`;
}

/** What may stand before the secret: nothing, or words that neither ask nor command nor relate. */
const before = `(?:[-_$]*|(?![-_$]*${anyOf(predicatePrefixes)}${wordEnd})(?:(?!${words(relationWords)}).)*?)`;

/** What may stand after it: where it comes from, a last word that means the value, or no word of metadata. */
const after = `(?:[-_$]*${anyOf(originWords)}${wordEnd}|.*?${words(valueWords)}[-_$]*$|(?!.*?${words(metadataSuffixes)}))`;

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
function getGate(phrases: readonly string[]): string {
  return `^(?=[^\\s.,:;(){}\\[\\]"'\`=<>+*/%|&@!?\\\\]{1,100}$)(?=.*${anyOf(getStems(phrases))})`;
}

/** A few words of which one occurs in every phrase. */
function getStems(phrases: readonly string[]): string[] {
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
function getGetterRegex(kinds?: readonly SecretKind[]): string {
  const { parts } = phrasesOf(kinds);
  return `${getGate(parts)}${notHarmless(parts)}[-_$]*(?:(?:${anyOf(getterVerbs)}${wordEnd}|${hashingVerb})(?:(?!${words(relationWords)}).)*?)?${words(parts)}${after}`;
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

/**
 * The same question asked of a name inside a text, from its first letter on: the end of the text becomes the end of
 * the name, any character a character of the name.
 */
function inline(regex: string): string {
  return regex
    .replace(/^\^\(\?=.*?\$\)/, '')
    .replaceAll('.*', '[\\w-]*')
    .replace(new RegExp('\\)\\.\\)\\*\\?', 'g'), ')[\\w-])*?')
    .replaceAll('$)', '(?![\\w-]))')
    .replaceAll(']*$|', ']*(?![\\w-])|');
}

/** What may stand in front of the last link of a chain: `self.config.`, `get_settings(x).`, `rows[0].`. */
const chain = '(?<![\\w"\'.)\\]])(?:\\w++(?:(?&args)|(?&item))*+\\.)*';

/** Methods whose result is still the secret. */
const keepingMethods =
  'strip|lstrip|rstrip|removeprefix|removesuffix|encode|decode(?=\\(\\s*(?:\\)|["\']|errors|encoding))|hex|lower|upper|format|get_secret_value|reveal|join|copy|items|values|(?:get_)?json(?=\\(\\s*(?:\\)|\\w+\\s*=))|form|body|dict|model_dump|model_dump_json|replace|split|rsplit|result|read|getvalue|render_as_string|tolist';

/** Functions whose result holds the secret when an argument does. */
const keepingFunctions =
  'str|repr|ascii|dict|list|tuple|set|sorted|bytes|bytearray|format|dumps|dump|vars|asdict|b64encode|urlsafe_b64encode|quote|pformat|SecretStr|cast|deepcopy|copy|from_iterable|wait_for|gather|zip|enumerate|iter|next|to_thread|SimpleNamespace|OrderedDict|namedtuple|Text|Panel|style|SUCCESS|ERROR|WARNING|NOTICE';

/** Calls that write: the sinks, never to be taken for an unrelated call around a secret. */
const writingFunctions =
  'print|rprint|pprint|pp|echo|secho|write|writelines|debug|info|warning|warn|error|critical|fatal|exception|success|trace|log|msg|adebug|ainfo|awarning|aerror|acritical|aexception|bind|capture_message|add_breadcrumb|set_context|set_extra|set_tag|rule|print_json|inspect';

/** Members of an enumeration of names, codes or messages are no values. */
const notEnum = [
  'Type',
  'Kind',
  'Name',
  'Names',
  'Field',
  'Fields',
  'Enum',
  'Event',
  'Code',
  'Codes',
  'Action',
  'Scope',
]
  .concat(['Error', 'Keys', 'Message', 'Messages'])
  .map((ending) => `(?<!${ending}\\.)`)
  .join('');

/** `pwd_context.hash(x)` gives a password hash, which is a secret of its own. */
const notPasswordHasher = `(?!(?:${['context', 'crypt', 'hasher', 'Hasher\\(\\)', 'sha256', 'sha512', 'argon2', 'ph']
  .map((ending) => `(?<=${ending}\\.)`)
  .join('|')})(?:hash|encrypt)\\()`;

const secret = inline(getNameRegex());
const getter = inline(getGetterRegex());
/** What names without the letters of a secret are turned away by, in front of the longer question. */
const letters = inline(`(?=.*${anyOf(getStems(secretPhrases.map((phrase) => phrase.words)))})`);
const skipStatements = skipSilentStatements(secret);

/**
 * What a variable may be given to be fit to be shown: a mask, a length, an answer, the last four characters, a text
 * that only repeats a name.
 */
const shownValue = `(?:await\\s+)?(?!.*(?i:pwd|passw|crypt|argon|pbkdf2|hasher)\\w*(?:\\(\\))?\\.(?:hash|encrypt)\\()(?:[\\w()]+\\.)*(?:(?:len|bool|type|isinstance|int|float|hash|id|any|all|sum|count(?:_\\w+)?)|(?!hash_?(?i:password|passwd|pwd|pw)s?\\()\\w*?${words(redactorWords)}\\w*)\\(|not\\s|(?:(?!\\b(?:if|for)\\b)[^\\n"'()])+\\s(?:[=!]=|is|in|not in)\\s(?!.*\\belse\\b)|[\\w.]+\\[-[1-6]:\\]${end}|["'](?:(?i:[a-z_ -]*(?:token|secret|cookie|key|csrf|authorization|bearer|credentials)[a-z_ -]*)|[*•x.]*)["']${end}`;

/** A call that only takes a secret: its result is something else. */
const unrelatedCall = `(?<![\\w"'.)\\]])(?=\\w)(?<!def )(?<!class )${chain}(?=\\w++\\()${notPasswordHasher}(?!(?:${keepingMethods}|${keepingFunctions}|${writingFunctions})\\()(?!${getter})(?!(?:(?:get|getenv|pop|config|env)\\(|getattr\\(\\s*[\\w.]+\\s*,)\\s*["'](?=${secret}))\\w++(?&args)`;

/** Several of them with nothing but texts, numbers and brackets in between, as in a table: one match instead of many. */
const unrelatedCalls = `(?&unrelated)(?:(?:[\\s,:()\\[\\]{}]|${lineText}|\\d++)++(?&unrelated)){0,20}`;

/** Parts of several expressions: `(?&args)` stands for the one of this name. */
const subpatterns: Readonly<Record<string, string>> = {
  ...brackets,
  /** What several questions about names have in common. */
  harmless: inline(notHarmless(phrasesOf().parts)),
  tail: inline(`${words(phrasesOf().parts)}${after}`),
  /** A name of a secret, behind the look at its letters. */
  secret: secret.replace(letters, ''),
  getter,
  /** A variable, member or item whose name has the letters of a secret. */
  variable: `(?:\\w+\\.)*(?:\\w+\\[["'])?${letters}[\\w-]++(?:["']\\])?`,
  unrelated: unrelatedCall,
  /** A variable is given what is fit to be shown: what stands behind its name, up to the end of the statement. */
  shown: `(?:[ \\t]*:[^=\\n]+)?[ \\t]*=(?!=)[ \\t]*(?=${shownValue})(?:[^\\n()\\[\\]{}"'#]++|${text}|(?&group))++${noComma}(?=${end}${wasWhole})`,
};

/** Those whose text stands in other expressions. The longer ones come first: they hold the others. */
const sharedQuestions = ['secret', 'getter', 'tail', 'harmless'];

/**
 * Writes shared parts only once, behind the expression: in front of it they would keep PCRE from trying only where a
 * match can begin. Semgrep compiles an expression for each file and hashes it for each finding, which takes the longer
 * the longer it is.
 */
function share(expression: string): string {
  const parts = new Map<string, string>();
  const shorten = (text: string, within?: string): string => {
    const others = sharedQuestions.filter((name) => name !== within);
    const short = others.reduce((shorter, name) => shorter.replaceAll(subpatterns[name]!, `(?&${name})`), text);
    for (const [, name = ''] of short.matchAll(/\(\?&(\w+)\)/g)) {
      if (parts.has(name)) continue;
      parts.set(name, '');
      parts.set(name, shorten(subpatterns[name]!, name));
    }
    return short;
  };
  const short = shorten(expression);
  return `${short}(?(DEFINE)${[...parts].map(([name, part]) => `(?<${name}>${part})`).join('')})`;
}

/** Only lines with the letters of a secret, and those that end in `getenv(` with a text on the next. */
const onLinesOfSecrets = skipLines(
  new Map([
    ...getMarks(secretPhrases.map((phrase) => phrase.words)),
    ['(', '(?<=get\\(|env\\(|pop\\(|config\\()\\s*\\n\\s*["\']'],
  ]),
);

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

const operand = '(?<![\\w"\'.)\\]])\\w++(?:(?&args)|(?&item)|\\.\\w++)*';
const notLoop = [...Array(10).keys()].map((length) => `|for \\w{${length + 1}}, `).join('');

const comparison = `(?:${operand}+|"[^"\\n]*+"|'[^'\\n]*+')\\s*+(?:[=!]=|[<>]=?|\\b(?:is|in|not\\s+in)\\b)`;

/** `token is None`, `not token`, `token == other`, the test of a ternary or a comprehension. */
const question = `(?:(?=["']|(?<![\\w"'.)\\]])\\w)(?=${comparison})(?<!for ${notLoop})${comparison}\\s*(?:not\\s+)?(?:["'(\\[]|${operand}+)|\\bnot\\s+${operand}|\\bif\\s+\\K[^\\n]*?(?=\\s+else\\b)|\\bif\\s+\\K(?:(?!else\\b)\\w++|[^\\w()\\[\\]{}"'#:]++|${text}|(?&group))++(?=[)\\]}]))`;

/** `ids["credential"]`, `counts.tokens`, `SECRET_BYTES`: which or how many, whatever is counted. */
const numbers = `(?<![\\w"'.)\\]])(?:\\w++\\.)*?(?:\\w+_)?(?:ids|counts?|totals?|sizes|lengths|indexes)(?:\\[\\s*["'][\\w-]+["']\\s*\\]|\\.\\w++(?![\\w(]))|(?<![\\w"'.)\\]])(?:\\w++\\.)*+[A-Z][A-Z0-9_]*_(?:BYTES|BITS)\\b`;

/** `client_id`, `token.id`, `login["email"]`, `token[-4:]`: who it is, a plain member, the last four characters. */
const harmlessAccess = `(?<![\\w"'.)\\]])(?:\\w+_)?(?:ids?|uid|user_?name|e?mail)(?![\\w(.[]|\\s*=(?!=))|${chain}(?:(?<=\\.)(?!environ\\b|headers\\b|cookies\\b)(?!${secret})\\w++(?![\\w(.\\[])|\\w+(?&item)?\\[\\s*(?:[uUbB]?["'](?!${secret})[\\w-]+["']|-[1-6]:)\\s*\\])(?!\\[)`;

/** `redacted_headers`, `private_key_path`: the variable says what was done with it, or that it is something else. */
const redactedName = `(?<![\\w"'])(?:\\w+\\.)*+\\w*(?i:key|token|secret|password|credential|cookie)s?_(?:paths?|file|filename|names?|types?|length|len|count|status|arn)(?![\\w(.[]|\\s*=(?!=))|(?<![\\w"'])(?:\\w+\\.)*+(?:(?:masked|redacted|saniti[sz]ed|censored|obfuscated|scrubbed|anonymi[sz]ed)_\\w+|\\w+_(?:masked|redacted|saniti[sz]ed|censored|obfuscated|scrubbed|anonymi[sz]ed))(?![\\w(]|\\s*=(?!=))`;

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
    '(?:(?![^\\n]*\\b\\k<looped>\\b)|(?=[ \\t]*+[\\w.]++[ \\t]*+[=(])(?![^\\n]*(?:print|log|debug|info|warn|warning|error|exception|critical|write|s?echo)\\())[^\\n]*+';
  const body = `\\n(?<deep>[ \\t]++)${calm}(?:\\n(?:[ \\t]*+(?=\\n)|\\k<deep>${calm}))*+(?!\\n\\k<deep>)`;
  return `\\bfor\\s+\\w+\\s*,\\s*+(?<looped>v|val|values?)\\s+in\\s+(?:\\w++\\.)*?(?!(?:cookies|headers|environ)\\b)\\w+\\.items\\(\\)(?=:[ \\t]*+(?:#[^\\n]*+)?${body})`;
})();

/** `key, error = get_key(…)`, `token, jti = create_token(…)`: each is judged by its name, and how it went is no secret. */
const pairOfCall = `^[ \\t]*(?=[^\\n=]*\\b(?:\\w+_)?(?:err|error|exc|exception|reason|status|ok|success)\\b|(?:[\\w.]+[ \\t]*,[ \\t]*)*?(?:\\w+\\.)*(?=${secret})\\w+[ \\t]*[,=])[\\w.]++(?:[ \\t]*,[ \\t]*[\\w.]++)++[ \\t]*=(?!=)[ \\t]*(?:await[ \\t]+)?(?:\\w++\\.)*+\\w++(?=\\()`;

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
  return `${failWhere('(?![^k]*+(?:k(?!(?<=tok)ens)[^k]*+)*+k)')}${failWhere(`(?!${file})`)}(?<![\\w.])(?:\\w+\\.)*+${names}(?![\\w(]|\\s*=(?!=))`;
}

/** Names of tokens that let somebody in. */
const ofLogins =
  'access|refresh|auth|api|bot|session|bearer|reset|csrf|xsrf|jwt|id_|user|personal|invite|verif|device|login|secret|service';

/** `usage.output_tokens`, `tokens_before`: not those of an account. */
const countedParts = getCountedTokens(
  `(?!\\w*(?i:${ofLogins}))(?:\\w+_tokens|(?:\\w+_)?tokens_\\w+)`,
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
const expressionRegexes: Readonly<Record<string, string>> = {
  /** A whole file in which something is written that is more than one text: no other is worth the reading. */
  'writing-file': `(?i)\\A(?:[\\s\\S]{65535}[\\s\\S]{65535}|[^(]*+(?:(?!${writing})\\([^(]*+)*+\\()[\\s\\S]*`,
  /**
   * Whatever holds a secret by its name: a variable (`password`, not `password.id`, `password=`), a member or key
   * (`user.password`, `d["password"]`, `d.get("password")`, `os.getenv("DB_PASSWORD")`), a call that hands one out
   * (`get_refresh_token(user)`), a neutral variable under a secret key (`password=value`, `{"password": raw}`),
   * a function that gives one (`lambda: token`).
   */
  'secret-expression': `${onLinesOfSecrets}${share(`${skipStatements}(?:${loopOverItems}|${loopOverNames}|${loopOverKeys}|${pairOfCall}|${question}|${unrelatedCall}(?![.\\[]))(*SKIP)(*FAIL)|(?:${neutralValue}|(?:\\blambda\\s*:\\s*)?(?<!def )(?<!class )${chain}(?:(?<=\\.)${notEnum}|(?<![\\w"'.)\\]}])|(?:getattr\\(\\s*[\\w.]+\\s*,|(?:(?:\\w+\\.)?(?:get|getenv|pop|config|env)\\(|\\w+(?&item)?\\[))\\s*(?:key\\s*=\\s*)?[uUbB]?(?<quote>["']))(?:(?=${secret})|(?=\\w+\\()(?=${getter})))(?<NAME>\\w+(?:(?<!\\w\\.)-\\w+)*+)(?(<key>)(?:\\s*=|["']\\s*:)\\s*\\K\\w++|(?(<quote>)(?:[^\\x00-\\x7f]\\w*)*\\k<quote>\\s*(?:\\]|(?:,(?:[^()]++|(?&args))*+)?\\))|(?:(?&args)|(?!["'\\w(]|\\s*=(?![=}!:])))))(?!\\s*(?:\\[|\\.(?!(?:${keepingMethods})\\()))`)}`,
  /** `token[:10]`, `settings.DATABASE_URL[:50]`, `str(token)[:5]`, `data["token"][:10]`: a slice, but not the last four characters. */
  'secret-slice': `${onLinesOfSecrets}${share(`(?=\\w[^\\n]{0,200}?\\[[^\\[\\]\\n]*:)${chain}(?:(?:str|repr)\\(\\s*(?:\\w+\\.)*|(?:\\w+(?:\\.get|\\.pop)?|getenv)[(\\[]\\s*(?<quote>["']))?(?=${secret})(?<NAME>\\w+(?:(?<!\\w\\.)-\\w+)*+)(?(<quote>)\\k<quote>\\s*(?:\\]|(?:,(?:[^()]++|(?&args))*+)?\\)))\\)?\\[(?!\\s*-[1-6]\\s*:\\s*\\])[^\\[\\]\\n]*:[^\\[\\]\\n]*\\]`)}`,
  /** What hashes a password or signs a token: its result is a secret, whatever the name of the variable. */
  'secret-maker': `${skipLinesWithout('hashpw', 'encode', 'make_password', 'hash', 'encrypt')}${share(`(?<![\\w.])(?<NAME>bcrypt\\.hashpw|(?:jose\\.|authlib\\.jose\\.)?jwt\\.encode|make_password|(?:\\w+\\.)*\\w*(?i:pwd|passw|crypt|argon|pbkdf2|hasher)\\w*(?:\\(\\))?\\.(?:hash|encrypt))(?&args)`)}`,
  /** Everything at once: all headers, all cookies, the whole environment. */
  'secret-container': `${skipLines(new Map([['.', '(?:headers|cookies|environ)']]))}(?<![\\w.])(?:\\w+\\.)*(?<NAME>(?:request|req)\\.(?:headers|cookies)|os\\.environ)(?!\\w|\\s*[(\\[]|\\.(?!(?:items|values|copy|raw)\\b))`,
  /** `{user.id: user.password for user in users}`: Semgrep follows nothing out of it. */
  'secret-comprehension': share(
    `\\{\\s*(?:(?:[^(){}\\[\\]"'#:,]++|${lineText}|(?&group))++:\\s*)?(?:\\w++(?:(?&args)|(?&item))*+\\.)*(?:\\w++\\[["'])?(?=${secret})(?<NAME>[\\w-]++)(?:["']\\])?\\s+(?:async\\s+)?for\\b(?:[^(){}\\[\\]"'#]++|${text}|#[^\\n]*+|(?&group))++\\}`,
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
  /** A piece of an answer that is shown as it comes: `print(token, end="")`. */
  'shown-piece': `\\bprint\\(\\s*\\K(?:\\w+_)?token(?=\\s*,\\s*end\\s*=)`,
  'number-arguments': `${skipLines(
    new Map([
      ['%', '[-+ #\\d.]*[di]'],
      [':', numberFormat],
    ]),
  )}${share(numberArguments)}`,
  /** What holds no secret whatever it is made of: an answer, a plain member, the result of an unrelated call. */
  'harmless-part': share(
    `${skipStatements}(?:${maskCommand}|${question}|${numbers}|${redactedName}|${harmlessAccess}|${namesOfList}|${unrelatedCalls})`,
  ),
  /** The same without the members: a slice of them is a part of a secret. */
  'unrelated-part': share(`${skipStatements}(?:${maskCommand}|${question}|${namesOfList}|${unrelatedCalls})`),
};

const developmentWords = '(?:is_)?(?:debug|dev|development|local|devel)(?:_?(?:mode|env|environment))?(?:_enabled)?';
const productionWords = '(?:is_)?(?:prod|production)(?:_?(?:mode|env|environment))?';
const environmentRead = '(?:os\\.)?(?:getenv|environ\\.get|config|env)\\(\\s*["\']';

/** True only in development: `settings.DEBUG`, `os.getenv("DEBUG") == "true"`, `ENV != "production"`. */
const developmentTest = `(?:(?:\\w+\\.)*_*${developmentWords}(?:\\(\\))?(?:\\s*(?:is|==)\\s*True)?|${environmentRead}\\w*?${developmentWords}["'][^()]*\\)(?:\\.lower\\(\\))?(?:\\s*(?:==|in)\\s*[(\\["']{1,2}(?:true|1|yes|on)\\b[^\\n:]*)?|[\\w.]*(?:${environmentRead})?\\w*env\\w*(?:["'][^()]*\\))?(?:\\.lower\\(\\))?\\s*(?:(?:==|in)\\s*[(\\["']{1,2}(?:dev|development|local|debug)\\b[^\\n:]*|!=\\s*["']prod(?:uction)?["'])|not\\s+(?:\\w+\\.)*_*${productionWords}(?:\\(\\))?)`;

/** True only outside development: after `if not settings.DEBUG: return` the rest is development. */
const productionTest = `(?:not\\s+(?:\\w+\\.)*_*${developmentWords}(?:\\(\\))?|(?:\\w+\\.)*_*${productionWords}(?:\\(\\))?|[\\w.]*(?:${environmentRead})?\\w*env\\w*(?:["'][^()]*\\))?(?:\\.lower\\(\\))?\\s*(?:==\\s*["']prod(?:uction)?["']|!=\\s*["'](?:dev|development|local)["']))`;

const revokingPhrases = [
  ...['revok', 'revoc', 'log out', 'sign out', 'log off', 'black list', 'deny list', 'invalidat', 'introspect'],
  'end session',
];
const revoking = anyOf(revokingPhrases);
const revokingMarks = getMarks(revokingPhrases);

/** Where a token is taken back: whichever it is, it gives nobody a session. */
const revocationRegexes: Readonly<Record<string, string>> = {
  /** A function by its name, with its body. */
  'revoking-function': `^(?<indent>[ \\t]*+)(?:async[ \\t]+)?def[ \\t]+(?=\\w*?${revoking})${wholeLine}(?:\\n(?:\\k<indent>[ \\t)]${wholeLine}|[ \\t]*+(?:#[^\\n]*+)?(?=\\n|\\z)))*+`,
  /** A call by its name, with its arguments; what is assigned to a variable of such a name. */
  revocation: `${skipLines(revokingMarks)}${share(
    `^[ \\t]*+(?=[\\w.]*?${revoking})[\\w.]++(?&item)*+[ \\t]*(?::[^\\n=]+)?=(?!=)\\s*(?:[^\\n,()\\[\\]{}"'#]++|${text}|(?&group))*+|${revoking}(?:\\w++|(?:\\s|#[^\\n]*+)*+\\.|(?&group))*+`,
  )}`,
  /** An assignment to what one of the next lines hands to such a call. */
  'revoked-later': `^(?:${failWithout(revokingMarks)}(?<indent>[ \\t]*)(?<taken>[\\w.]+)[ \\t]*=(?!=)[^\\n]*+(?:\\n\\k<indent>[ \\t)\\]}][^\\n]*+)*+(?=(?:\\n(?![ \\t]*(?:async[ \\t]+)?def[ \\t])[^\\n]*+){0,30}?\\n(?!${dull(revokingMarks, '\\n')}\\n)[^\\n(]*${revoking}\\w*\\((?:[^()\\n]*,)?\\s*\\k<taken>\\s*[,)]))`,
};

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
const regionRegexes: Readonly<Record<string, string>> = {
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

/**
 * The regular expressions by key. `<key>-gate` is a short one that everything passes which `<key>` accepts: Semgrep
 * compiles a regular expression anew for each comparison, so a rule asks the gate first and the full one second.
 */
export const semgrepRegexes: Readonly<Record<string, string>> = {
  ...fullRegexes,
  'plain-password-name-gate': getGate(phrasesOf(['password']).parts),
  ...expressionRegexes,
  ...revocationRegexes,
  ...regionRegexes,
  ...flowRegexes,
  ...credentialRegexes,
};
