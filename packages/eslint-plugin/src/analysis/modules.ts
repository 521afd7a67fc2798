import { isAbsolute } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import {
  BoundedMap,
  findDefinition,
  findExport,
  getStamp,
  readSource,
  type Definition,
} from 'mathakine-lint-module-graph';
import type { Analysis, Language, SourceFile } from './analysis.js';
import { getBindingOfVariable, type ImportBinding } from './bindings.js';
import { parseSource } from './parsing.js';
import { walk } from './syntax.js';
import { getMember, resolveBindingValue, resolveExpression } from './values.js';

/** Where an imported name is defined. */
export interface ImportedDefinition {
  /** Of the file that holds the definition; ask every further question with it. */
  readonly analysis: Analysis;
  /** The value's expression, function, class or enum; the `Program` for a whole module. */
  readonly node: TSESTree.Node;
  /** Where the name stands that was given to it: the declarator's name, or `node` itself. */
  readonly declaration: TSESTree.Node;
  /** Absolute path of that file. */
  readonly path: string;
}

/** Where an imported name is defined; undefined when that lies outside the project or cannot be read. */
export function resolveImported(analysis: Analysis, binding: ImportBinding): ImportedDefinition | undefined {
  if (!isAbsolute(analysis.filename)) return undefined;
  const definition = findDefinition(analysis.filename, binding.source, binding.imported);
  return definition && locate(analysis, definition);
}

/** The definition of a name that the file under analysis exports, by its own statements and re-exports. */
export function resolveExport(analysis: Analysis, name: string): ImportedDefinition | undefined {
  if (!isAbsolute(analysis.filename)) return undefined;
  const definition = findExport(analysis.filename, name);
  return definition && locate(analysis, definition);
}

function locate(analysis: Analysis, definition: Definition): ImportedDefinition | undefined {
  if (definition.kind === 'member') {
    const whole = locate(analysis, definition.of);
    const holder = whole && resolveExpression(whole.analysis, whole.node);
    const member = holder && getMember(holder, definition.name);
    if (!member) return undefined;
    return { analysis: member.analysis, node: member.node, declaration: member.node, path: member.analysis.filename };
  }
  const other = openFile(analysis, definition.path);
  if (!other) return undefined;
  const path = definition.path;
  switch (definition.kind) {
    case 'module':
      return { analysis: other, node: other.sourceCode.ast, declaration: other.sourceCode.ast, path };
    case 'expression': {
      const node = findByRange(other, definition.start, definition.end);
      return node && { analysis: other, node, declaration: node, path };
    }
    case 'local':
      return locateName(other, definition.name);
  }
}

function locateName(analysis: Analysis, name: string): ImportedDefinition | undefined {
  const manager = analysis.sourceCode.scopeManager;
  const outer = manager?.scopes[0];
  const scope = outer?.childScopes.find((child) => child.type === 'module') ?? outer;
  const variable = scope?.set.get(name);
  const binding = variable && getBindingOfVariable(analysis, variable);
  if (!binding) return undefined;
  const value = resolveBindingValue(analysis, binding, analysis.sourceCode.ast);
  if (!value) return undefined;
  const isHere = value.analysis === analysis;
  const declaration = binding.kind === 'variable' && isHere ? binding.declarator.id : value.node;
  return { analysis: value.analysis, node: value.node, declaration, path: value.analysis.filename };
}

function findByRange(analysis: Analysis, start: number, end: number): TSESTree.Node | undefined {
  let found: TSESTree.Node | undefined;
  walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, (node) => {
    if (found || node.range[0] > start || node.range[1] < end) return false;
    if (node.range[0] === start && node.range[1] === end && node.type !== 'ExpressionStatement') found = node;
    return found === undefined;
  });
  return found;
}

interface OpenFile {
  readonly stamp: string;
  readonly sourceCode: SourceFile | undefined;
}

/** Trees are the heavy part of what is remembered: a few dozen are enough for the imports of neighbouring files. */
const openFiles = new BoundedMap<string, OpenFile>(48);
const maxLength = 400_000;
const parserIds = new WeakMap<object, number>();
let nextParserId = 1;

const derived = new WeakMap<SourceFile, Map<string, Analysis>>();

function openFile(analysis: Analysis, path: string): Analysis | undefined {
  if (path === analysis.filename) return analysis;
  const stamp = getStamp(path);
  if (stamp === undefined) return undefined;
  const key = `${getParserId(analysis.language)}\0${path}`;
  let file = openFiles.get(key);
  if (file?.stamp !== stamp) {
    const text = readSource(path);
    const isReadable = text !== undefined && text.length <= maxLength;
    const sourceCode = isReadable ? parseSource(path, text, analysis.language, analysis.filename) : undefined;
    file = { stamp, sourceCode };
    openFiles.set(key, file);
  }
  const sourceCode = file.sourceCode;
  if (!sourceCode) return undefined;
  // One analysis per tree and settings, so that what is remembered about a file is found again.
  const known = derived.get(sourceCode) ?? new Map<string, Analysis>();
  derived.set(sourceCode, known);
  const settingsKey = JSON.stringify(analysis.settings);
  let other = known.get(settingsKey);
  if (!other) {
    other = {
      sourceCode,
      filename: path,
      cwd: analysis.cwd,
      settings: analysis.settings,
      language: analysis.language,
    };
    known.set(settingsKey, other);
  }
  return other;
}

function getParserId(language: Language | undefined): number {
  const parser = language?.parser;
  if (typeof parser !== 'object' || parser === null) return 0;
  let id = parserIds.get(parser);
  if (id === undefined) {
    id = nextParserId++;
    parserIds.set(parser, id);
  }
  return id;
}
