/**
 * Python as regular expressions see it: texts, brackets, whole statements, calls that write. In `regexes.ts` they become
 * parts of longer ones; `(?&args)` stands for the part of this name.
 */

export const text =
  '"""(?:[^"\\\\]++|\\\\[\\s\\S]|"(?!""))*+"""|\'\'\'(?:[^\'\\\\]++|\\\\[\\s\\S]|\'(?!\'\'))*+\'\'\'|"(?:[^"\\\\\\n]++|\\\\.)*+"|\'(?:[^\'\\\\\\n]++|\\\\.)*+\'';

/** A text on one line. */
export const lineText = '"(?!"")(?:[^"\\\\\\n]++|\\\\.)*+"|\'(?!\'\')(?:[^\'\\\\\\n]++|\\\\.)*+\'';

export const loggerMethods =
  'debug|info|warning|warn|error|critical|fatal|exception|success|trace|log|msg|bind|contextualize|adebug|ainfo|awarning|aerror|acritical|aexception';

/** The ends of the names of everything that writes. */
export const writerNames = [
  ...loggerMethods.split('|'),
  ...'print|pprint|pp|echo|write|writelines|print_json|rule|out'.split('|'),
  ...'capture_message|capture_exception|add_breadcrumb|set_context|set_extra|set_tag|set_user'.split('|'),
];

export const afterWriter = `(?<=${writerNames.map((name) => `${name}\\(`).join('|')})`;

/**
 * Brackets with all that is in them. Semgrep gives an expression a million steps for an attempt, and one that runs out
 * of them finds nothing, without a word: `++` takes one step for many characters.
 */
export const brackets: Readonly<Record<string, string>> = {
  args: '\\((?:[^()]++|(?&args))*+\\)',
  item: '\\[(?:[^\\[\\]\\n]++|(?&item))*+\\]',
  /** Of any kind. */
  group: `[(\\[{](?:[^()\\[\\]{}"'#]++|${text}|#[^\\n]*|(?&group))*+[)\\]}]`,
  /** Of any kind, with nothing in them that writes or sets a variable. */
  silent: `(?!\\(${afterWriter})[(\\[{](?:[^()\\[\\]{}"'#:]++|:(?!=)|${lineText}|#[^\\n]*|(?&silent))*+[)\\]}]`,
};

/** Behind a value: it was no argument on a line of its own. */
export const noComma = '(?<!,|, |,  )';

/** The end of a line. */
export const end = '[ \\t]*(?:#[^\\n]*)?(?:\\n|\\z)';

/** What stood before was neither an argument of a call that goes on below nor a part of a longer expression. */
export const wasWhole = `(?!(?:\\s|#[^\\n]*)*+(?:[)\\]}.,+*/%|&<>=^-]|(?:or|and|in|is|not)\\b|(?:if|else|for|async)\\b(?![^\\n]*:[ \\t]*(?:#[^\\n]*)?\\n)))`;

/**
 * Skips functions in which nothing is written, and statements that hand no value on: a `return`, a condition, a call
 * whose result is dropped, an assignment to a name that says it all. Semgrep compares every expression of a file with
 * every match of a taint rule, so that the time grows with the product of both: these are two thirds of the matches.
 *
 * @param secret what a name of a secret looks like, asked in front of its first letter
 */
export function skipSilentStatements(secret: string): string {
  const rest = `(?:[^\\n()\\[\\]{}"'#:]++|:(?!=)|${lineText}|(?&silent))*+`;
  const call = '(?:await[ \\t]+)?(?:\\w+\\.)*+\\w+(?=\\()(?:\\.\\w+|(?&silent))++';
  const secretAssignment = `(?:\\w+\\.)*(?=${secret})\\w+(?:[ \\t]*:[^=\\n]+)?[ \\t]*=(?!=)${rest}${noComma}`;
  const quiet = `(?:[^\\n("'#]++|\\((?!${afterWriter})|#[^\\n]*+|${text})*+\\n`;
  const silentFunction = `^(?<indent>[ \\t]*)(?:async[ \\t]+)?def\\b${quiet}(?:(?:\\k<indent>[ \\t)]|[ \\t]*(?=\\n))${quiet})*+(?!\\k<indent>[ \\t]|[ \\t]*\\n)`;
  return `(?:${silentFunction}|^(?<!\\\\\\n)[ \\t]*+(?:(?:return\\b|raise\\b|assert\\b|del\\b|import\\b|from\\b|@)${rest}${end}|(?:if|elif|while|def|class|async[ \\t]+def)\\b${rest}(?<=:|:[ \\t])${end}|(?:${call}|${secretAssignment})${end}${wasWhole}))(*SKIP)(*FAIL)|`;
}

/**
 * The last alternative of an expression whose matches begin at a word, a quote or a square bracket: what nothing began
 * at is passed as a whole instead of character by character.
 */
export const skipWord = '|(?:\\w++|[^\\w\\n"\'[]++)(*SKIP)(*FAIL)';

/** A line to its end, and those that a text in it goes on over. */
export const wholeLine = `(?:[^\\n"'#]++|#[^\\n]*+|${text}|["'])*+`;

/** The lines that are indented deeper than, or as deep as, the line that gave its indentation. */
export const deeperLines = `(?:(?:\\k<indent>[ \\t]+${wholeLine}|[ \\t]*)(?:\\n|\\z))+`;
export const linesAsDeep = `(?:(?:\\k<indent>${wholeLine}|[ \\t]*)(?:\\n|\\z))+`;

const leaving = `(?:(?:return|raise|continue|break)\\b|(?:(?:sys|os)\\.)?_?(?:exit|abort)\\()`;

/** From the colon of an `if` to the end of a branch that leaves the function, the loop or the program. */
export const leavingBranch = `[ \\t]*:[ \\t]*(?:${leaving}[^\\n]*\\n|(?:#[^\\n]*)?\\n(?=\\k<indent>(?<deeper>[ \\t]+))(?:\\k<indent>[ \\t]+[^\\n]*\\n|[ \\t]*\\n)*?\\k<indent>\\k<deeper>${leaving}[^\\n]*\\n(?:\\k<indent>\\k<deeper>[ \\t)\\]}][^\\n]*\\n|[ \\t]*\\n)*+(?!\\k<indent>[ \\t]))`;
