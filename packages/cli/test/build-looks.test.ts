import { describe, expect, it } from 'vitest';
import { getLooks } from '../src/build-looks.js';
import { canConcernTexts } from '../src/engines/semgrep-looks.js';

const matches = (rule: unknown, text: string): boolean => canConcernTexts(getLooks(rule), [text]);

describe('what a rule asks of a whole text', () => {
  it.each([
    ['among patterns', { patterns: [{ 'pattern-regex': '\\Aa' }, { pattern: 'b' }] }, 1],
    ['inside of which the rest lies', { match: { all: [{ anywhere: { regex: '\\Aa' } }, { pattern: 'b' }] } }, 1],
    ['of the only sources', { 'pattern-sources': [{ patterns: [{ 'pattern-regex': '(?i)\\Aa' }] }] }, 1],
    ['of one of several sources', { 'pattern-sources': [{ 'pattern-regex': '\\Aa' }, { pattern: 'b' }] }, 0],
    ['of one of several ways', { 'pattern-either': [{ 'pattern-regex': '\\Aa' }, { pattern: 'b' }] }, 0],
    ['where nothing is to match', { patterns: [{ 'pattern-not-regex': '\\Aa' }, { pattern: 'b' }] }, 0],
    ['of a name', { patterns: [{ 'metavariable-regex': { metavariable: '$A', regex: '\\Aa' } }] }, 0],
    ['somewhere', { patterns: [{ 'pattern-regex': 'a' }] }, 0],
    ['before it searches', { patterns: [{ 'pattern-regex': '\\A(?!a)(*COMMIT)(*FAIL)|b' }] }, 0],
  ])('is read where it stands %s', (_, rule, count) => {
    expect(getLooks(rule)).toHaveLength(count);
  });

  it.each([
    ['begins at the beginning', '\\Ab', ['b'], ['a\nb', 'B']],
    ['tells no cases apart', '(?i)\\A[^c]*+c[x-z\\S]', ['abCX'], ['ab']],
    ['tells cases apart in a group', '(?i)\\Aa(?-i:(?<=A)B)c', ['ABC', 'ABc'], ['aBc', 'Abc']],
    ['tells none apart in a group', '\\A(?![Ll](?i:og) )\\w+ = L', ['my = L'], ['LOG = L', 'lOg = L', 'my = l']],
    ['never goes back into a group', '\\A(?:a|ab)*+c', ['aac'], ['abc']],
    ['calls a group', '(?ix) \\A x (?&kind) \\z (?(DEFINE) (?<kind> one | Two ) )', ['XTWO'], ['xtwo3', 'x two']],
    ['spans lines where it says so', '(?s)\\Aa.b', ['a\nb'], ['acc']],
    ['ends a line', '\\A[^\\n]*+$[\\s\\S]c', ['ab\nc'], ['abc']],
  ])('means the same in JavaScript: %s', (_, expression, texts, others) => {
    const rule = { patterns: [{ 'pattern-regex': expression }] };
    expect(getLooks(rule)).toHaveLength(1);
    expect(texts.filter((text) => !matches(rule, text))).toEqual([]);
    expect(others.filter((text) => matches(rule, text))).toEqual([]);
  });
});
