import { catalogue, getRuleUrl, ruleIds, type RuleId } from 'mathakine-lint-core';
import { helpText, type Question } from './options.js';
import { version } from './package.js';
import { wrap } from './reporters/wrap.js';

const width = 100;

/** What the command tells about itself. */
export function formatHelp(question: Question): string {
  switch (question.command) {
    case 'help':
      return helpText;
    case 'version':
      return `${version}\n`;
    case 'list-rules':
      return formatRules();
    case 'explain':
      return formatRule(question.id);
  }
}

function formatRules(): string {
  const longest = Math.max(...ruleIds.map((id) => id.length));
  return ruleIds
    .map((id) => {
      const entry = catalogue.get(id)!;
      const engines = Object.keys(entry.engines).join(', ');
      return `${id.padEnd(longest)}  ${entry.severity}  ${entry.title} (${engines})\n`;
    })
    .join('');
}

function formatRule(id: RuleId): string {
  const { title, description, cwe, owasp, severity, engines, replaces } = catalogue.get(id)!;
  const lines = [id, title, '', ...wrap(description, width), ''];
  lines.push(`severity:  ${severity}`);
  lines.push(`weakness:  ${cwe.map((number) => `CWE-${number}`).join(', ')}`);
  lines.push(`category:  ${owasp.join(', ')}`);
  if (engines.eslint !== undefined) lines.push(`ESLint:    ${engines.eslint}`);
  if (engines.semgrep !== undefined) lines.push(`Semgrep:   ${engines.semgrep}`);
  if (replaces.length > 0) lines.push(`replaces:  ${replaces.join(', ')}`);
  lines.push('', getRuleUrl(id));
  return `${lines.join('\n')}\n`;
}
