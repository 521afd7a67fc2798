import { failWhere } from './line-skips.js';
import { brackets, wholeLine } from './statements.js';

/*
 * What runs when: regions of Python by its indentation.
 *
 * Named groups become metavariables of the rule: a region inside of which something must lie and one inside of which it
 * must not lie have other names for their indentation, or they would have to agree on it.
 */

/** A refresh token that is read into a variable of another name, and what is done where it is not there. */
const refusedRefresh = `${failWhere('(?!(?i:[^f]*+(?:f(?!(?<=ref)resh_?(?:token|jwt))[^f]*+)*+f))')}^(?<depth>[ \\t]*+)(?<HELD>(?!(?:is|has|needs)_|\\w*(?i:refresh|access))\\w+)[ \\t]*(?::[^=\\n]+)?=(?!=|[^\\n]{300}|[^\\n]*(?i:expir|ttl|minutes|seconds|days|lifetime|max_age|_url|_uri|endpoint|_type|secret|_key\\b|model|schema|scope|cookie_name|interval|access|==|!=))(?=[^\\n]*(?:\\(\\n[^\\n]*)?(?i:refresh_?(?:token|jwt)))${wholeLine}\\n(?:(?!\\k<depth>(?:\\k<HELD>[ \\t]*=|if\\b))(?:\\k<depth>${wholeLine}|[ \\t]*)\\n){0,9}?\\k<depth>if[ \\t]+(?:not[ \\t]+\\k<HELD>|\\k<HELD>[ \\t]+is[ \\t]+None|\\k<HELD>[ \\t]*==[ \\t]*(?:""|''))[ \\t]*:${wholeLine}\\n\\K(?:(?:\\k<depth>[ \\t]${wholeLine}|[ \\t]*)(?:\\n|\\z))+`;

/** A function that decodes a token and asks when it ends, that reads no other claim and does not return them. */
const onlyItsEnd = (() => {
  const claim = (name: string): string => `[^\\n]*\\b\\k<claims>(?:\\[|\\.get\\()["']${name}`;
  const silent = `(?!${claim(`(?!(?:exp|iat|nbf)["'])`)}|[ \\t]*+return[ \\t]++\\k<claims>[ \\t]*+(?:[#\\n]|\\z))`;
  const line = (condition: string): string => `\\n${condition}(?:\\k<margin>[ \\t)]${wholeLine}|[ \\t]*+(?=\\n|\\z))`;
  const decoding = `\\n\\k<margin>[ \\t]++(?<claims>\\w++)[ \\t]*+(?::[^=\\n]++)?=[ \\t]*+(?:\\w+\\.)*(?:jwt_)?decode\\(${wholeLine}`;
  return `${failWhere(`(?![^x]*+(?:x(?!(?<=\\["ex|\\['ex|\\("ex|\\('ex)p["'])[^x]*+)*+x)`)}^(?<margin>[ \\t]*+)(?:async[ \\t]++)?def\\b${wholeLine}(?:${line('')})*?${decoding}(?:${line(silent)})*?${line(`${silent}(?=${claim('exp["\']')})`)}(?:${line(silent)})*+(?!${line('')})`;
})();

/** A `yield`, alone or with its value given to a variable. */
const ownYield = `(?:[\\w.]+[ \\t]*(?::[^=\\n]+)?=[ \\t]*)?\\(?yield\\b`;

/** A function or branch inside of another: its `yield` is not everybody's. */
const skippedBlock = `\\k<depth>(?<inner>[ \\t]++)(?:(?:async[ \\t]+)?(?:def|for)|if|elif|else|while|match|class)\\b${wholeLine}\\n(?:(?:\\k<depth>\\k<inner>[ \\t)]${wholeLine}|[ \\t]*)\\n)*+`;

/** A parameter that says whether the schema is changed or data is seeded. */
const migrationSwitch = `(?i:(?:[a-z0-9]+_)*?(?:migrations?|migrate|automigrate|seed|seeds|seeding|ddl|create_(?:tables|all|db|schema)|init_(?:db|database))(?:_[a-z0-9]+)*+)`;

/** Regions by the statement that decides whether they run. */
export const flowRegexes: Readonly<Record<string, string>> = {
  'only-its-end': onlyItsEnd,
  'refused-refresh': refusedRefresh,
  /** What an `except` runs, whatever it catches and under whatever name. */
  'handler-body': `^(?<depth>[ \\t]*+)except\\b(?:[^:()\\n]++|(?&args))*+:${wholeLine}(?:\\n|\\z)(?:(?:\\k<depth>[ \\t]${wholeLine}|[ \\t]*)(?:\\n|\\z))*(?(DEFINE)(?<args>${brackets['args']}))`,
  /** What a generator runs after a `yield` in its `with` and `try` statements: in them, in their other branches and below. */
  'after-wrapped-yield': `^(?<depth>[ \\t]*+)(?:async[ \\t]+)?def\\b${wholeLine}\\n(?:${skippedBlock}|(?:\\k<depth>(?:[ \\t]++(?!${ownYield})|\\))${wholeLine}|[ \\t]*)\\n)*+\\k<depth>[ \\t]++${ownYield}${wholeLine}\\n\\K(?:(?:\\k<depth>[ \\t]${wholeLine}|[ \\t]*)(?:\\n|\\z))+`,
  /** The branch of `if run_migrations:` in a function whose parameter of that name is on where nobody says otherwise. */
  'on-by-default': `^(?<outer>[ \\t]*+)(?:async[ \\t]++)?def[ \\t]++\\w++[ \\t]*+(?=\\((?:[^()]|\\([^()]*\\))*?\\b(?<switched>${migrationSwitch})[ \\t]*+(?::[^=(),]*+)?=[ \\t]*+True\\b)(?&args)${wholeLine}\\n(?:(?:\\k<outer>[ \\t]${wholeLine}|[ \\t]*)\\n)*?\\k<outer>(?<branch>[ \\t]++)if[ \\t]++\\k<switched>[ \\t]*+:${wholeLine}\\n\\K(?:(?:\\k<outer>\\k<branch>[ \\t]${wholeLine}|[ \\t]*)(?:\\n|\\z))++(?(DEFINE)(?<args>${brackets['args']}))`,
};
