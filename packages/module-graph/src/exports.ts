import { extname } from 'node:path';
import { BoundedMap, getStamp } from './cache.js';
import { getCompiler, type ts } from './compiler.js';
import { readSource } from './resolve.js';

/** What a module exports under a name, as far as its own text says. */
export type ExportEntry =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'expression'; readonly start: number; readonly end: number }
  | { readonly kind: 'reexport'; readonly specifier: string; readonly name: string };

export interface ExportTable {
  readonly names: ReadonlyMap<string, ExportEntry>;
  /** Modules of `export * from`. */
  readonly stars: readonly string[];
  /** Local names that are imports. */
  readonly imports: ReadonlyMap<string, { readonly specifier: string; readonly name: string }>;
  /** The value of `module.exports = …` or `export = …`. */
  readonly whole: ExportEntry | undefined;
}

interface Entry {
  readonly stamp: string;
  readonly table: ExportTable | undefined;
}

/** Files above this many characters are data or bundles, not modules that somebody wrote. */
const maxLength = 1_000_000;
const entries = new BoundedMap<string, Entry>(1000);

/** What a file exports; undefined when it cannot be read. Read again when the file changes. */
export function getExportTable(path: string): ExportTable | undefined {
  const stamp = getStamp(path);
  if (stamp === undefined) return undefined;
  const known = entries.get(path);
  if (known?.stamp === stamp) return known.table;
  const text = readSource(path);
  const table = text === undefined || text.length > maxLength ? undefined : readExports(path, text);
  entries.set(path, { stamp, table });
  return table;
}

interface Draft {
  readonly names: Map<string, ExportEntry>;
  readonly stars: string[];
  readonly imports: Map<string, { specifier: string; name: string }>;
  whole: ExportEntry | undefined;
}

/** Reads a module's exports from its text alone. */
export function readExports(path: string, text: string): ExportTable {
  const compiler = getCompiler();
  const isPlain = /^\.[cm]?jsx?$/u.test(extname(path));
  const isJsx = /x$/u.test(extname(path)) || isPlain;
  const kind = isPlain ? compiler.ScriptKind.JSX : isJsx ? compiler.ScriptKind.TSX : compiler.ScriptKind.TS;
  const file = compiler.createSourceFile(path, text, compiler.ScriptTarget.Latest, false, kind);
  const draft: Draft = { names: new Map(), stars: [], imports: new Map(), whole: undefined };
  for (const statement of file.statements) readStatement(compiler, file, statement, draft);
  return draft;
}

type CompilerApi = ReturnType<typeof getCompiler>;

function readStatement(compiler: CompilerApi, file: ts.SourceFile, statement: ts.Statement, draft: Draft): void {
  if (compiler.isImportDeclaration(statement)) readImport(compiler, statement, draft);
  else if (compiler.isImportEqualsDeclaration(statement)) readImportEquals(compiler, statement, draft);
  else if (compiler.isExportDeclaration(statement)) readExportDeclaration(compiler, statement, draft);
  else if (compiler.isExportAssignment(statement)) {
    const entry = getValueEntry(compiler, file, statement.expression);
    if (statement.isExportEquals) draft.whole = entry;
    else draft.names.set('default', entry);
  } else if (compiler.isExpressionStatement(statement)) readAssignment(compiler, file, statement.expression, draft);
  else readDeclaration(compiler, file, statement, draft);
}

function readImport(compiler: CompilerApi, statement: ts.ImportDeclaration, draft: Draft): void {
  const specifier = getText(compiler, statement.moduleSpecifier);
  const clause = statement.importClause;
  if (specifier === undefined || !clause) return;
  if (clause.name) draft.imports.set(clause.name.text, { specifier, name: 'default' });
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (compiler.isNamespaceImport(bindings)) draft.imports.set(bindings.name.text, { specifier, name: '*' });
  else {
    for (const element of bindings.elements) {
      draft.imports.set(element.name.text, { specifier, name: (element.propertyName ?? element.name).text });
    }
  }
}

function readImportEquals(compiler: CompilerApi, statement: ts.ImportEqualsDeclaration, draft: Draft): void {
  if (!compiler.isExternalModuleReference(statement.moduleReference)) return;
  const specifier = getText(compiler, statement.moduleReference.expression);
  if (specifier !== undefined) draft.imports.set(statement.name.text, { specifier, name: '*' });
}

function readExportDeclaration(compiler: CompilerApi, statement: ts.ExportDeclaration, draft: Draft): void {
  const specifier = statement.moduleSpecifier && getText(compiler, statement.moduleSpecifier);
  const clause = statement.exportClause;
  if (!clause) {
    if (specifier !== undefined) draft.stars.push(specifier);
    return;
  }
  if (compiler.isNamespaceExport(clause)) {
    if (specifier !== undefined) draft.names.set(clause.name.text, { kind: 'reexport', specifier, name: '*' });
    return;
  }
  for (const element of clause.elements) {
    const name = (element.propertyName ?? element.name).text;
    draft.names.set(
      element.name.text,
      specifier === undefined ? { kind: 'local', name } : { kind: 'reexport', specifier, name },
    );
  }
}

function readDeclaration(compiler: CompilerApi, file: ts.SourceFile, statement: ts.Statement, draft: Draft): void {
  if (compiler.isVariableStatement(statement)) {
    const exported = hasModifier(compiler, statement, compiler.SyntaxKind.ExportKeyword);
    for (const declaration of statement.declarationList.declarations) {
      readRequire(compiler, declaration, draft);
      if (exported)
        for (const name of getNames(compiler, declaration.name)) draft.names.set(name, { kind: 'local', name });
    }
    return;
  }
  if (
    !compiler.isFunctionDeclaration(statement) &&
    !compiler.isClassDeclaration(statement) &&
    !compiler.isEnumDeclaration(statement)
  ) {
    return;
  }
  if (!hasModifier(compiler, statement, compiler.SyntaxKind.ExportKeyword)) return;
  const isDefault = hasModifier(compiler, statement, compiler.SyntaxKind.DefaultKeyword);
  if (statement.name) {
    draft.names.set(isDefault ? 'default' : statement.name.text, { kind: 'local', name: statement.name.text });
  } else if (isDefault) {
    const keyword = statement.modifiers?.find((entry) => entry.kind === compiler.SyntaxKind.DefaultKeyword);
    const start = skipBlanks(file.text, keyword?.end ?? statement.getStart(file));
    draft.names.set('default', { kind: 'expression', start, end: statement.end });
  }
}

/** The offset of the first token at or after an offset. */
function skipBlanks(text: string, offset: number): number {
  const blanks = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/uy;
  blanks.lastIndex = offset;
  return offset + (blanks.exec(text)?.[0].length ?? 0);
}

/** `const x = require('…')` and `const { a: b } = require('…')` are imports. */
function readRequire(compiler: CompilerApi, declaration: ts.VariableDeclaration, draft: Draft): void {
  const specifier = declaration.initializer && getRequired(compiler, declaration.initializer);
  if (specifier === undefined) return;
  if (compiler.isIdentifier(declaration.name)) draft.imports.set(declaration.name.text, { specifier, name: '*' });
  if (!compiler.isObjectBindingPattern(declaration.name)) return;
  for (const element of declaration.name.elements) {
    const key = element.propertyName ?? element.name;
    if (compiler.isIdentifier(element.name) && compiler.isIdentifier(key) && !element.dotDotDotToken) {
      draft.imports.set(element.name.text, { specifier, name: key.text });
    }
  }
}

/** CommonJS: `module.exports = …`, `module.exports.a = …`, `exports.a = …`. */
function readAssignment(compiler: CompilerApi, file: ts.SourceFile, expression: ts.Expression, draft: Draft): void {
  if (!compiler.isBinaryExpression(expression)) return;
  if (expression.operatorToken.kind !== compiler.SyntaxKind.EqualsToken) return;
  const target = getDotted(compiler, expression.left);
  if (target === undefined) return;
  const value = expression.right;
  if (target === 'module.exports' || target === 'exports') {
    // `exports = module.exports = …`
    if (compiler.isBinaryExpression(value)) readAssignment(compiler, file, value, draft);
    else if (target === 'module.exports') draft.whole = getValueEntry(compiler, file, value);
    return;
  }
  const name = /^(?:module\.)?exports\.([^.]+)$/u.exec(target)?.[1];
  if (name === undefined) return;
  // Compiled code first sets every name to undefined, in one chain.
  if (compiler.isBinaryExpression(value) || value.kind === compiler.SyntaxKind.VoidExpression) {
    readAssignment(compiler, file, value, draft);
    return;
  }
  draft.names.set(name, getValueEntry(compiler, file, value));
}

function getValueEntry(compiler: CompilerApi, file: ts.SourceFile, expression: ts.Expression): ExportEntry {
  let bare = expression;
  while (compiler.isParenthesizedExpression(bare)) bare = bare.expression;
  if (compiler.isIdentifier(bare)) return { kind: 'local', name: bare.text };
  const specifier = getRequired(compiler, bare);
  if (specifier !== undefined) return { kind: 'reexport', specifier, name: '*' };
  return { kind: 'expression', start: bare.getStart(file), end: bare.end };
}

function getRequired(compiler: CompilerApi, expression: ts.Expression): string | undefined {
  if (!compiler.isCallExpression(expression) || !compiler.isIdentifier(expression.expression)) return undefined;
  const first = expression.arguments[0];
  return expression.expression.text === 'require' && first ? getText(compiler, first) : undefined;
}

function getDotted(compiler: CompilerApi, expression: ts.Expression): string | undefined {
  if (compiler.isIdentifier(expression)) return expression.text;
  if (!compiler.isPropertyAccessExpression(expression)) return undefined;
  const object = getDotted(compiler, expression.expression);
  return object === undefined ? undefined : `${object}.${expression.name.text}`;
}

function getNames(compiler: CompilerApi, name: ts.BindingName): string[] {
  if (compiler.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    compiler.isBindingElement(element) ? getNames(compiler, element.name) : [],
  );
}

function hasModifier(compiler: CompilerApi, statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  const modifiers = compiler.canHaveModifiers(statement) ? compiler.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

function getText(compiler: CompilerApi, expression: ts.Expression): string | undefined {
  return compiler.isStringLiteralLike(expression) ? expression.text : undefined;
}
