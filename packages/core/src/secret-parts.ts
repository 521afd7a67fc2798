import { dull, getMarks, skipLines } from './line-skips.js';
import {
  after,
  anyOf,
  getGetterRegex,
  getNameRegex,
  getStems,
  inline,
  notHarmless,
  phrasesOf,
  words,
} from './name-regexes.js';
import { brackets, end, lineText, noComma, skipSilentStatements, text, wasWhole } from './statements.js';
import { redactorWords, secretPhrases } from './vocabulary.js';

/** What the expressions for secrets in Python code have in common, and how they share it. */

/** What may stand in front of the last link of a chain: `self.config.`, `get_settings(x).`, `rows[0].`. */
export const chain = '(?<![\\w"\'.)\\]])(?:\\w++(?:(?&args)|(?&item))*+\\.)*';

/** A name, a call or an item, with its members. */
export const operand = '(?<![\\w"\'.)\\]])\\w++(?:(?&args)|(?&item)|\\.\\w++)*';

/** Methods whose result is still the secret. */
export const keepingMethods =
  'strip|lstrip|rstrip|removeprefix|removesuffix|encode|decode(?=\\(\\s*(?:\\)|["\']|errors|encoding))|hex|lower|upper|format|get_secret_value|reveal|join|copy|items|values|(?:get_)?json(?=\\(\\s*(?:\\)|\\w+\\s*=))|form|body|dict|model_dump|model_dump_json|replace|split|rsplit|result|read|getvalue|render_as_string|tolist';

/** Functions whose result holds the secret when an argument does. */
const keepingFunctions =
  'str|repr|ascii|dict|list|tuple|set|sorted|bytes|bytearray|format|dumps|dump|vars|asdict|b64encode|urlsafe_b64encode|quote|pformat|SecretStr|cast|deepcopy|copy|from_iterable|wait_for|gather|zip|enumerate|iter|next|to_thread|SimpleNamespace|OrderedDict|namedtuple|Text|Panel|style|SUCCESS|ERROR|WARNING|NOTICE';

/** Calls that write: the sinks, never to be taken for an unrelated call around a secret. */
const writingFunctions =
  'print|rprint|pprint|pp|echo|secho|write|writelines|debug|info|warning|warn|error|critical|fatal|exception|success|trace|log|msg|adebug|ainfo|awarning|aerror|acritical|aexception|bind|capture_message|add_breadcrumb|set_context|set_extra|set_tag|rule|print_json|inspect';

/** Members of an enumeration of names, codes or messages are no values. */
export const notEnum = [
  'Type',
  'Kind',
  'Name',
  'Names',
  'Field',
  'Fields',
  'Enum',
  'Event',
  'Code',
  'Mode',
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

export const secret = inline(getNameRegex());
export const getter = inline(getGetterRegex());
const secretWords = secretPhrases.map((phrase) => phrase.words);
/** What names without the letters of a secret are turned away by, in front of the longer question. */
export const letters = inline(`(?=.*${anyOf(getStems(secretWords))})`);
export const skipStatements = skipSilentStatements(secret);

/**
 * What a variable may be given to be fit to be shown: a mask, a length, an answer, the last four characters, a text
 * that only repeats a name, one text or another.
 */
const shownValue = `(?:await\\s+)?(?!.*(?i:pwd|passw|crypt|argon|pbkdf2|hasher)\\w*(?:\\(\\))?\\.(?:hash|encrypt)\\()(?:[\\w()]+\\.)*(?:(?:len|bool|type|isinstance|int|float|hash|id|any|all|sum|count(?:_\\w+)?)|(?!hash_?(?i:password|passwd|pwd|pw)s?\\()\\w*?${words(redactorWords)}\\w*)\\(|not\\s|(?:(?!\\b(?:if|for)\\b)[^\\n"'()])+\\s(?:[=!]=|is|in|not in)\\s(?!.*\\belse\\b)|[\\w.]+\\[-[1-6]:\\]${end}|["'](?:(?i:[a-z_ -]*(?:token|secret|cookie|key|csrf|authorization|bearer|credentials)[a-z_ -]*)|[*•x.]*)["']${end}|(?:${lineText})\\sif\\b[^\\n]*?\\selse\\s(?:${lineText})${end}`;

/** A call that only takes a secret: its result is something else. */
export const unrelatedCall = `(?<![\\w"'.)\\]])(?=\\w++[.([])(?<!def )(?<!class )${chain}(?=\\w++\\()${notPasswordHasher}(?!(?:${keepingMethods}|${keepingFunctions}|${writingFunctions})\\()(?!${getter})(?!(?:(?:get|getenv|pop|config|env)\\(|getattr\\(\\s*[\\w.]+\\s*,)\\s*["'](?=${secret}))\\w++(?&args)`;

/** Several of them with nothing but texts, numbers and brackets in between, as in a table: one match instead of many. */
export const unrelatedCalls = `(?&unrelated)(?:(?:[\\s,:()\\[\\]{}]|${lineText}|\\d++)++(?&unrelated)){0,20}`;

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
export function share(expression: string): string {
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
export const onLinesOfSecrets = skipLines(
  new Map([...getMarks(secretWords), ['(', '(?<=get\\(|env\\(|pop\\(|config\\()\\s*\\n\\s*["\']']]),
);

/** What secrets without a name come from: requests to log in, their answers, the environment, hashing. */
const originMarks = [
  ...['headers', 'cookies', 'environ', 'log in', 'sign in', 'sign up', 'regist', 'authenticat', 'create user', 'oauth'],
  ...['refresh', 'hashpw', 'crypt', 'argon', 'pbkdf', 'hasher'],
];

const sourceMarks = getMarks([...secretWords, ...originMarks]);

/** The beginning of a text, up to the first place that a secret may come from. */
export const untilSource = `${dull(sourceMarks)}[${[...sourceMarks.keys()].join('')}]`;
