import { createRequire } from 'node:module';
import { extname } from 'node:path';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Language, SourceFile } from './analysis.js';
import { getScope } from './bindings.js';
import type { Analysis } from './analysis.js';

interface ParseResult {
  readonly ast: TSESTree.Program;
  readonly scopeManager?: TSESLint.Scope.ScopeManager | null;
  readonly visitorKeys?: Readonly<Record<string, readonly string[]>>;
}

interface Parser {
  parseForESLint?(text: string, options: object): ParseResult;
  parse?(text: string, options: object): TSESTree.Program;
}

/**
 * Parses a file that another one imports, with the importing file's parser, so that both trees speak one language;
 * with @typescript-eslint/parser where that parser is not at hand or cannot read the file. No program is built.
 *
 * @param from absolute path of the importing file, the place to look for a parser from
 */
export function parseSource(
  path: string,
  text: string,
  language: Language | undefined,
  from: string,
): SourceFile | undefined {
  const own = isParser(language?.parser) ? language.parser : undefined;
  const isTypeScript = /^\.[cm]?tsx?$/u.test(extname(path));
  const readsTypeScript = own?.parseForESLint !== undefined;
  const parsers = isTypeScript && !readsTypeScript ? [findParser(from), own] : [own, findParser(from)];
  for (const parser of parsers) {
    const result = parser && tryParse(parser, path, text, language);
    if (result) return createSourceFile(text, result);
  }
  return undefined;
}

function tryParse(parser: Parser, path: string, text: string, language: Language | undefined): ParseResult | undefined {
  for (const sourceType of ['module', 'script']) {
    const options = getParserOptions(path, language, sourceType);
    try {
      if (parser.parseForESLint) {
        const result = parser.parseForESLint(text, options);
        return result.scopeManager ? result : withScopes(result, sourceType);
      }
      const ast = parser.parse?.(text, options);
      return ast && withScopes({ ast }, sourceType);
    } catch {
      // A file that does not parse is unknown, not an error of the file that imports it.
    }
  }
  return undefined;
}

function getParserOptions(path: string, language: Language | undefined, sourceType: string): object {
  const given = language?.parserOptions ?? {};
  const features = typeof given['ecmaFeatures'] === 'object' ? given['ecmaFeatures'] : {};
  return {
    ...given,
    // Type information would cost a program; nothing here asks for it.
    project: undefined,
    projectService: undefined,
    EXPERIMENTAL_useProjectService: undefined,
    programs: undefined,
    program: undefined,
    ecmaFeatures: { ...features, jsx: true, globalReturn: sourceType === 'script' },
    ecmaVersion: 'latest',
    sourceType,
    filePath: path,
    loc: true,
    range: true,
    tokens: false,
    comment: false,
  };
}

interface ScopeAnalyzer {
  analyze(ast: TSESTree.Program, options: object): TSESLint.Scope.ScopeManager;
}

/** Parsers without scopes (espree) get them from the scope analyser that ESLint itself depends on. */
function withScopes(result: ParseResult, sourceType: string): ParseResult | undefined {
  const analyzer = load<ScopeAnalyzer>('eslint-scope', ['eslint/package.json']);
  if (!analyzer) return undefined;
  const scopeManager = analyzer.analyze(result.ast, {
    ecmaVersion: 2024,
    sourceType,
    ignoreEval: true,
    childVisitorKeys: result.visitorKeys,
    fallback: getChildKeys,
  });
  return { ...result, scopeManager };
}

function findParser(from: string): Parser | undefined {
  const parser = load<Parser>('@typescript-eslint/parser', [from, 'typescript-eslint', 'eslint/package.json']);
  return isParser(parser) ? parser : undefined;
}

const loaded = new Map<string, unknown>();

/** A package that need not be there, looked for from a file or from another package. */
function load<Module>(name: string, starts: readonly string[]): Module | undefined {
  if (loaded.has(name)) return loaded.get(name) as Module | undefined;
  const here = createRequire(import.meta.url);
  let found: unknown;
  for (const start of ['', ...starts]) {
    try {
      const place =
        start === '' ? undefined : start.startsWith('/') || /^[a-z]:[\\/]/iu.test(start) ? start : here.resolve(start);
      found = (place === undefined ? here : createRequire(place))(name);
      break;
    } catch {
      // Not from there.
    }
  }
  loaded.set(name, found);
  return found as Module | undefined;
}

function isParser(value: unknown): value is Parser {
  if (typeof value !== 'object' || value === null) return false;
  const { parse, parseForESLint } = value as Record<string, unknown>;
  return typeof parse === 'function' || typeof parseForESLint === 'function';
}

const notChildren = new Set(['parent', 'loc', 'range', 'tokens', 'comments', 'type', 'start', 'end', 'raw', 'value']);

/** The keys of a node that may hold nodes, for trees that come without a table of them. */
function getChildKeys(node: object): string[] {
  return Object.keys(node).filter(
    (key) => !notChildren.has(key) || (key === 'value' && isNode((node as { value: unknown }).value)),
  );
}

function createSourceFile(text: string, result: ParseResult): SourceFile {
  const keys = result.visitorKeys ?? {};
  const seenKeys: Record<string, readonly string[] | undefined> = { ...keys };
  setParents(result.ast, undefined, seenKeys);
  const file: SourceFile = {
    text,
    ast: result.ast,
    scopeManager: result.scopeManager ?? null,
    visitorKeys: seenKeys,
    getText: (node) => (node ? text.slice(node.range[0], node.range[1]) : text),
    getScope: (node) => getScope({ sourceCode: file } as Analysis, node) as TSESLint.Scope.Scope,
  };
  return file;
}

function setParents(
  node: TSESTree.Node,
  parent: TSESTree.Node | undefined,
  keys: Record<string, readonly string[] | undefined>,
): void {
  if (parent) (node as { parent: TSESTree.Node }).parent = parent;
  const record = node as unknown as Record<string, unknown>;
  const known = keys[node.type];
  const own = known ?? getChildKeys(node);
  if (!known) keys[node.type] = own;
  for (const key of own) {
    const child = record[key];
    if (Array.isArray(child)) {
      for (const entry of child) if (isNode(entry)) setParents(entry, node, keys);
    } else if (isNode(child)) {
      setParents(child, node, keys);
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
