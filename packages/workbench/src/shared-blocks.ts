/**
 * Shared blocks inside one YAML file. Semgrep's fast front end knows no YAML aliases, so a formula that several rules
 * of a file need stands in each of them. The first occurrence is written by hand; this module copies it over the
 * others, so that they cannot drift apart.
 *
 * A block begins with a comment `# shared: <name>` and ends with `# end: <name>`, both indented like its content.
 */

const opening = /^(\s*)# shared: ([a-z-]+)\s*$/;

/**
 * Copies the first occurrence of every shared block over its later occurrences, adjusting the indentation.
 *
 * @throws Error when a block is not closed
 */
export function expandSharedBlocks(text: string): string {
  const lines = text.split('\n');
  const blocks = new Map<string, readonly string[]>();
  return copyBlocks(lines, blocks).join('\n');
}

function copyBlocks(lines: readonly string[], blocks: Map<string, readonly string[]>): string[] {
  const result: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    result.push(line);
    const match = opening.exec(line);
    if (!match) continue;
    const [, indent = '', name = ''] = match;
    const end = lines.findIndex((other, at) => at > index && other.trim() === `# end: ${name}`);
    if (end === -1) throw new Error(`The shared block "${name}" is opened at line ${index + 1} and never closed`);
    const own = lines.slice(index + 1, end);
    const known = blocks.get(name);
    // Blocks may hold blocks: those inside a first occurrence are expanded before it is remembered.
    const content = known ?? copyBlocks(own, blocks).map((text) => removeIndent(text, indent));
    if (!known) blocks.set(name, content);
    result.push(...content.map((text) => (text === '' ? '' : indent + text)), `${indent}# end: ${name}`);
    index = end;
  }
  return result;
}

function removeIndent(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}
