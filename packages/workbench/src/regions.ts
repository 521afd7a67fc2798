/**
 * Regions that a generator owns inside files that people own. Line-based: nothing outside a region changes, not even
 * a space.
 *
 * In YAML a comment `# sync: <name>` owns what stands right below it: one line `…regex: '…'`, whose quoted scalar it
 * rewrites, or the items of a list at the same depth, which it replaces. In Markdown `<!-- sync: <name> -->` and
 * `<!-- /sync -->` enclose what is replaced.
 */

export interface SyncSources {
  /** Regular expressions by name. */
  readonly regexes: Readonly<Record<string, string>>;
  /** Lists by name: one YAML list item each. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Markdown blocks by name, without a final line break. */
  readonly blocks: Readonly<Record<string, string>>;
}

export interface SyncedText {
  readonly text: string;
  /** One sentence for every region that could not be written. */
  readonly problems: readonly string[];
}

const yamlMark = /^(?<indent>\s*)# sync: (?<name>\S+)\s*$/;
const yamlRegex = /^(?<key>\s*(?:- )?[\w-]*regex: )'(?:[^']|'')*'\s*$/;
const yamlItem = /^\s*- /;
const markdownStart = /^<!-- sync: (?<name>\S+) -->$/;
const markdownEnd = '<!-- /sync -->';

/** Rewrites the regions of a YAML rule file. */
export function syncYaml(text: string, sources: SyncSources): SyncedText {
  const lines = text.split('\n');
  const result: string[] = [];
  const problems: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    result.push(line);
    const mark = yamlMark.exec(line)?.groups;
    if (mark === undefined) continue;
    const name = mark['name']!;
    const regex = sources.regexes[name];
    const list = sources.lists[name];
    const next = lines[index + 1] ?? '';
    if (regex !== undefined) {
      const key = yamlRegex.exec(next)?.groups?.['key'];
      if (key === undefined) problems.push(`line ${index + 1}: no \`regex: '…'\` below \`# sync: ${name}\``);
      else {
        result.push(`${key}'${regex.replaceAll("'", "''")}'`);
        index++;
      }
    } else if (list !== undefined) {
      result.push(...list.map((item) => `${mark['indent']}- '${item.replaceAll("'", "''")}'`));
      while (isItemAt(lines[index + 1], mark['indent']!)) index++;
    } else problems.push(`line ${index + 1}: nothing is called \`${name}\``);
  }
  return { text: result.join('\n'), problems };
}

function isItemAt(line: string | undefined, indent: string): boolean {
  return line !== undefined && line.startsWith(indent) && yamlItem.test(line.slice(indent.length));
}

/** Rewrites the regions of a Markdown page. */
export function syncMarkdown(text: string, sources: SyncSources): SyncedText {
  const lines = text.split('\n');
  const result: string[] = [];
  const problems: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    result.push(line);
    const name = markdownStart.exec(line)?.groups?.['name'];
    if (name === undefined) continue;
    const end = lines.indexOf(markdownEnd, index + 1);
    const block = sources.blocks[name];
    if (end === -1) problems.push(`line ${index + 1}: \`${name}\` has no \`${markdownEnd}\``);
    else if (block === undefined) problems.push(`line ${index + 1}: nothing is called \`${name}\``);
    else {
      result.push('', block, '', markdownEnd);
      index = end;
    }
  }
  return { text: result.join('\n'), problems };
}
