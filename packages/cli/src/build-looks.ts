import { rewrite } from 'regex';
import type { Look } from './engines/semgrep-looks.js';

/**
 * Reads from a rule what a text must match as a whole before anything in it can be reported: the expressions that begin
 * with `\A` and stand beside what the rule looks for. Semgrep asks the same of each file, but after it has read the rule.
 *
 * @param rule a rule as it stands in YAML
 * @returns nothing for a rule that asks nothing of the whole
 */
export function getLooks(rule: unknown): Look[] {
  return getConditions(rule).filter(isLook).map(translate);
}

/** Keys of the rule syntax below which every entry must hold. */
const conjunctions = ['patterns', 'all', 'match', 'pattern-inside', 'anywhere', 'pattern-regex', 'regex'];

function getConditions(formula: unknown): string[] {
  if (typeof formula === 'string') return [formula];
  if (Array.isArray(formula)) return formula.flatMap(getConditions);
  if (typeof formula !== 'object' || formula === null) return [];
  return Object.entries(formula).flatMap(([key, value]) => {
    // One of the sources must hold.
    if (key === 'pattern-sources') return Array.isArray(value) && value.length === 1 ? getConditions(value) : [];
    return conjunctions.includes(key) ? getConditions(value) : [];
  });
}

const leadingFlags = /^\(\?([isx]+)\)/;

function isLook(expression: string): boolean {
  // With verbs it is one of those that search a file, and give up on it at its beginning.
  return !expression.includes('(*') && expression.replace(leadingFlags, '').trimStart().startsWith('\\A');
}

/**
 * Translates PCRE2, as Semgrep compiles it (`^` and `$` at every line), to JavaScript: groups that tell cases apart or not
 * become letters in one case or both, and what takes all it can of one character is left to take less, which changes
 * nothing where it is followed by another.
 */
function translate(expression: string): Look {
  const flags = leadingFlags.exec(expression)?.[1] ?? '';
  // Whether letters in both cases are meant, for each of the open groups.
  const open = [flags.includes('i')];
  const translateToken = (all: string, called?: string, quantifier?: string): string => {
    const ignoresCase = open.at(-1) === true;
    if (all === ')') open.pop();
    else if (called !== undefined) return `\\g<${called}>`;
    else if (quantifier !== undefined) return quantifier;
    else if (all.startsWith('(')) open.push(all === '(?i:' || (ignoresCase && all !== '(?-i:'));
    else if (ignoresCase && !all.startsWith('\\')) return inBothCases(all);
    return translations.get(all) ?? all;
  };
  const { pattern } = rewrite(expression.replace(leadingFlags, '').replaceAll(token, translateToken), {
    disable: { x: !flags.includes('x'), n: true, v: true },
    unicodeSetsPlugin: null,
  });
  return { source: pattern, flags: flags.includes('s') ? 'yms' : 'ym' };
}

/** An escape, a class, a call of a group, the beginning of one, a possessive quantifier of one character, another character. */
const token =
  /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?&(\w+)\)|\(\?(?:-?i:|\(DEFINE\)|<\w+>)|(?<!\))([*+?]|\{[\d,]+\})\+|[^]/g;

const translations = new Map([
  ['\\A', ''],
  ['\\z', '(?![\\s\\S])'],
  ['(?i:', '(?:'],
  ['(?-i:', '(?:'],
]);

/** A letter as a class of both its cases; a class with all its letters in both. */
function inBothCases(text: string): string {
  const both = text.replaceAll(/\\.|[a-z](?:-[a-z])?/gi, (one) =>
    one.startsWith('\\') ? one : one.toLowerCase() + one.toUpperCase(),
  );
  return text.startsWith('[') || both === text ? both : `[${both}]`;
}
