import {
  catalogue,
  harmlessPhrases,
  metadataSuffixes,
  predicatePrefixes,
  redactorWords,
  relationWords,
  secretPhrases,
} from 'mathakine-lint-core';

/** The tables of the documentation that are made from the catalogue and the vocabulary. */
export function getMarkdownBlocks(): Record<string, string> {
  return {
    'rules-table': getRulesTable(''),
    'rules-table-docs': getRulesTable('rules/'),
    'secret-names': getSecretTable(),
    'harmless-names': toTable(
      ['What makes a name harmless', 'Words'],
      [
        ['the whole phrase', toList(harmlessPhrases)],
        ['a word after the secret', toList(metadataSuffixes)],
        ['the first word of the name', toList(predicatePrefixes)],
        ['a word before the secret', toList(relationWords)],
      ],
    ),
    'redactor-words': toList(redactorWords),
  };
}

function getRulesTable(folder: string): string {
  const rows = [...catalogue.values()].map((entry) => [
    `[\`${entry.id}\`](${folder === '' ? 'docs/rules/' : folder}${entry.id}.md)`,
    entry.title,
    entry.engines.eslint ?? '–',
    entry.engines.semgrep ?? '–',
    entry.cwe.map((number) => `CWE-${number}`).join(', '),
  ]);
  return toTable(['Rule', 'What it finds', 'ESLint', 'Semgrep', 'CWE'], rows);
}

function getSecretTable(): string {
  const kinds = [...new Set(secretPhrases.map(({ kind }) => kind))];
  return toTable(
    ['Kind', 'Names'],
    kinds.map((kind) => [
      kind,
      toList(secretPhrases.filter((phrase) => phrase.kind === kind).map(({ words }) => words)),
    ]),
  );
}

function toList(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

/** A Markdown table with padded columns, as Prettier writes it. */
function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, 3, ...rows.map((row) => row[column]!.length)));
  const toLine = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [toLine(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(toLine)].join('\n');
}
