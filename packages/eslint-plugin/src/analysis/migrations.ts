import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords, type TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getMemberPath, getOrigin, getStaticPropertyName, resolveBinding, unwrap } from './bindings.js';
import { getCallee, getDirectCalls, getSameFileCallee, isNoop } from './functions.js';
import { getGuard } from './guards.js';
import { isFunction, walk, type FunctionNode } from './syntax.js';
import { createStep } from './traces.js';
import { getStaticString, resolveExpression } from './values.js';

/** What changes the schema or the data; each has words of its own in the message. */
export type MigrationKind = 'migration' | 'synchronisation' | 'ddl' | 'seeding' | 'command' | 'option' | 'byName';

export interface Migration {
  readonly kind: MigrationKind;
  /** What is called, as written. */
  readonly label: string;
  /** Where it happens, when that is not where it is reported. */
  readonly trace: readonly TraceStep[];
}

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

const maxCalls = 3;

/** The migration that a call runs: by itself, or through the functions whose bodies can be seen. */
export function getMigration(analysis: Analysis, node: Call, depth = 0): Migration | undefined {
  const label = getMemberPath(node.callee)?.join('.');
  const name = getCalleeName(node);
  if (label === undefined || name === undefined) return undefined;
  const own = getOwnMigration(analysis, node, name, label);
  if (own) return { kind: own, label, trace: [] };
  if (depth >= maxCalls) return undefined;
  const local = getSameFileCallee(analysis, node);
  if (local) return getInnerMigration(analysis, local, name, label, depth);
  // Another file is worth reading only for a name that speaks of the database.
  if (!isDatabaseName(name)) return undefined;
  const callee = getCallee(analysis, node);
  if (callee) return getInnerMigration(callee.analysis, callee.fn, name, label, depth);
  return isUnseenMigration(analysis, node, name) ? { kind: 'byName', label, trace: [] } : undefined;
}

/** The first migration in a function's body that nothing there guards. */
function getInnerMigration(
  analysis: Analysis,
  fn: FunctionNode,
  name: string,
  label: string,
  depth: number,
): Migration | undefined {
  if (isNoop(analysis, fn)) return undefined;
  for (const call of getDirectCalls(analysis, fn.body)) {
    const inner = getMigration(analysis, call, depth + 1);
    if (!inner || inner.kind === 'byName') continue;
    if (isHarmless(analysis, call, fn)) continue;
    return { ...inner, label, trace: [createStep(analysis, call, inner.label), ...inner.trace] };
  }
  const tagged = getTaggedDefinition(analysis, fn);
  if (tagged && !isHarmless(analysis, tagged, fn))
    return { kind: 'ddl', label, trace: [createStep(analysis, tagged, label)] };
  if (isSeedName(name) && writesRecords(analysis, fn) && !hasLock(analysis, fn)) {
    return { kind: 'seeding', label, trace: [createStep(analysis, fn, name)] };
  }
  return undefined;
}

function isHarmless(analysis: Analysis, node: TSESTree.Node, fn: FunctionNode): boolean {
  return getGuard(analysis, node, ['migration', 'development'])?.polarity === 'opt-in' || hasLock(analysis, fn);
}

/** Tells whether a piece of code takes an advisory lock, so that one process alone migrates. */
export function hasLock(analysis: Analysis, node: TSESTree.Node): boolean {
  return /advisory_(?:xact_)?lock|GET_LOCK\s*\(|sp_getapplock|(?:advisory|with|acquire|distributed)_?lock\s*\(|\bredlock\b/iu.test(
    analysis.sourceCode.getText(node),
  );
}

function getOwnMigration(analysis: Analysis, node: Call, name: string, label: string): MigrationKind | undefined {
  const path = label.split('.');
  const holder = path.slice(0, -1).join('.');
  switch (name) {
    case 'sync':
      return isSequelize(analysis, node, holder) ? 'synchronisation' : undefined;
    case 'synchronize':
    case 'updateSchema':
    case 'createSchema':
      return isDataSource(holder) ? 'synchronisation' : undefined;
    case 'runMigrations':
    case 'undoLastMigration':
      return holder !== '' && isDataSource(holder) ? 'migration' : undefined;
    case 'latest':
    case 'up':
      if (path.at(-2) === 'migrate') return 'migration';
      return name === 'up' && isMigrator(analysis, node, holder) ? 'migration' : undefined;
    case 'migrateToLatest':
    case 'migrateUp':
      return isMigrator(analysis, node, holder) || /migrat/iu.test(holder) ? 'migration' : undefined;
    case 'run':
      if (path.at(-2) === 'seed') return 'seeding';
      break;
    case 'migrate':
      return isDrizzle(analysis, node) ? 'migration' : undefined;
    default:
      break;
  }
  if (path.includes('schema') && /^(?:create|alter|drop|rename)Table/u.test(name)) return 'ddl';
  if (isShell(name) && runsMigrationTool(analysis, node)) return 'command';
  if (isQuery(name) && isDefinition(analysis, node)) return 'ddl';
  return undefined;
}

function isSequelize(analysis: Analysis, node: Call, holder: string): boolean {
  if (/sequelize/iu.test(holder) || /^(?:db|database|models|connection|conn)$/iu.test(holder.split('.').at(-1) ?? ''))
    return true;
  const callee = unwrap(node.callee);
  const origin = callee.type === 'MemberExpression' ? getOrigin(analysis, callee.object) : undefined;
  if (origin !== undefined && /sequelize/iu.test(origin)) return true;
  // `User.sync({ alter: true })`: a model is a class.
  const first = node.arguments[0];
  return (
    /(?:^|\.)[A-Z]\w*$/u.test(holder) &&
    first?.type === 'ObjectExpression' &&
    first.properties.some(
      (property) => property.type === 'Property' && ['alter', 'force'].includes(getStaticPropertyName(property) ?? ''),
    )
  );
}

function isDataSource(holder: string): boolean {
  return /data_?source|connection|\bconn\b|\borm\b|typeorm|schemagenerator|\bds\b|\bdb\b|database|generator/iu.test(
    holder,
  );
}

function isMigrator(analysis: Analysis, node: Call, holder: string): boolean {
  if (/umzug|migrator/iu.test(holder)) return true;
  const callee = unwrap(node.callee);
  const origin = callee.type === 'MemberExpression' ? getOrigin(analysis, callee.object) : undefined;
  return origin !== undefined && /^umzug\b|Umzug\(\)|Migrator\(\)/u.test(origin);
}

function isDrizzle(analysis: Analysis, node: Call): boolean {
  if (/^drizzle-orm\//u.test(getOrigin(analysis, node.callee) ?? '')) return true;
  const options = node.arguments[1];
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some(
      (property) => property.type === 'Property' && getStaticPropertyName(property) === 'migrationsFolder',
    )
  );
}

const shells = new Set([
  'exec',
  'execSync',
  'spawn',
  'spawnSync',
  'execFile',
  'execFileSync',
  'execa',
  'execaSync',
  'execaCommand',
  'execaCommandSync',
  'execAsync',
  'execPromise',
  'command',
]);

function isShell(name: string): boolean {
  return shells.has(name);
}

const migrationTool =
  /\bprisma\s+(?:migrate\s+(?:deploy|dev|reset)|db\s+(?:push|seed))\b|\balembic\s+upgrade\b|\bknex(?:\.js)?\s+(?:migrate|seed):|\bmigration:run\b|\bschema:sync\b|\bdb:(?:migrate|seed|push|setup|schema)|\bdrizzle-kit\s+(?:push|migrate)\b|\bnode-pg-migrate\s+up\b|\bmigrate-mongo\s+up\b|\bdb-migrate\s+up\b|\bmikro-orm\s+(?:migration:up|schema:update)|\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?[\w:-]*migrat[\w:-]*|\bflask\s+db\s+upgrade\b|\bmanage\.py\s+migrate\b|\bflyway\s+migrate\b|\batlas\s+migrate\s+apply\b|\bdbmate\s+up\b/u;

/** Tells whether a command line runs a migration tool. */
function isMigrationCommand(text: string): boolean {
  return migrationTool.test(text);
}

function runsMigrationTool(analysis: Analysis, node: Call): boolean {
  const [first, second] = node.arguments;
  if (!first) return false;
  let text = getText(analysis, first) ?? '';
  const list = second && resolveExpression(analysis, second);
  if (list?.node.type === 'ArrayExpression') {
    for (const element of list.node.elements) text += ` ${(element && getText(list.analysis, element)) ?? ''}`;
  }
  return isMigrationCommand(text);
}

/** The constant parts of a text. */
function getText(analysis: Analysis, node: TSESTree.Node): string | undefined {
  const found = getStaticString(analysis, node)?.value;
  if (found !== undefined) return found;
  const bare = unwrap(node);
  return bare.type === 'TemplateLiteral' ? bare.quasis.map((quasi) => quasi.value.cooked ?? '').join('x') : undefined;
}

const queries = new Set(
  'query execute exec raw run unsafe none any batch prepare executeMultiple sql $executeRaw $executeRawUnsafe $queryRaw $queryRawUnsafe'.split(
    ' ',
  ),
);

function isQuery(name: string): boolean {
  return queries.has(name);
}

const definition =
  /^\s*(?:--[^\n]*\n\s*)*(?:BEGIN;?\s+)?(?:CREATE\s+(?:UNLOGGED\s+)?TABLE|CREATE\s+(?:UNIQUE\s+)?INDEX|CREATE\s+TYPE|ALTER\s+TABLE|ALTER\s+TYPE|DROP\s+TABLE|DROP\s+INDEX|TRUNCATE\s+TABLE)\b/iu;

function isDefinition(analysis: Analysis, node: Call): boolean {
  const [first] = node.arguments;
  if (!first) return false;
  const bare = unwrap(first);
  if (bare.type === 'TaggedTemplateExpression') return definition.test(getText(analysis, bare.quasi) ?? '');
  const text =
    getText(analysis, bare) ?? (bare.type === 'ObjectExpression' ? getSqlProperty(analysis, bare) : undefined);
  if (text !== undefined) return definition.test(text);
  const read = resolveExpression(analysis, bare);
  return read?.node.type === 'CallExpression' && readsDefinition(read.analysis, read.node);
}

function getSqlProperty(analysis: Analysis, node: TSESTree.ObjectExpression): string | undefined {
  for (const property of node.properties) {
    if (property.type !== 'Property' || !['sql', 'text', 'query'].includes(getStaticPropertyName(property) ?? ''))
      continue;
    return getText(analysis, property.value);
  }
  return undefined;
}

/** `readFileSync('schema.sql')` */
function readsDefinition(analysis: Analysis, node: TSESTree.CallExpression): boolean {
  const name = getCalleeName(node);
  if (name !== 'readFileSync' && name !== 'readFile') return false;
  return /(?:schema|migrat\w*|init|tables|ddl|seeds?)[\w/.-]*\.sql\b/iu.test(analysis.sourceCode.getText(node));
}

/** A DDL statement in a tagged template of the function itself: sql`CREATE TABLE …`. */
function getTaggedDefinition(analysis: Analysis, fn: FunctionNode): TSESTree.Node | undefined {
  let found: TSESTree.Node | undefined;
  walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
    if (found || (isFunction(node) && node !== fn)) return false;
    if (node.type === 'TaggedTemplateExpression' && isTaggedDefinition(analysis, node)) found = node;
    return undefined;
  });
  return found;
}

/** Tells whether a tagged template changes the schema where it stands. */
export function isTaggedDefinition(analysis: Analysis, node: TSESTree.TaggedTemplateExpression): boolean {
  const tag = getMemberPath(node.tag)?.at(-1) ?? '';
  // As the argument of a query it is that query's.
  if (!/sql|query|executeRaw/iu.test(tag) || node.parent.type === 'CallExpression') return false;
  return definition.test(getText(analysis, node.quasi) ?? '');
}

function isSeedName(name: string): boolean {
  return splitWords(name)[0] === 'seed';
}

const writers = new Set(
  'create createMany insert insertMany insertOne bulkCreate upsert save findOrCreate updateOne query execute add push set'.split(
    ' ',
  ),
);

function writesRecords(analysis: Analysis, fn: FunctionNode): boolean {
  return getDirectCalls(analysis, fn.body).some((call) => writers.has(getCalleeName(call) ?? ''));
}

function isDatabaseName(name: string): boolean {
  return splitWords(name).some((word) =>
    /^(?:db|database|schema|tables?|migrat\w*|seed\w*|sync|ddl|orm|sequelize|knex|typeorm|postgres|sqlite|mysql)$/u.test(
      word,
    ),
  );
}

const migrationName =
  /^(?:init (?:database|db)|initialize (?:database|db)|create (?:all )?tables|apply (?:pending )?migrations?|run (?:db |database |pending |all |startup )?migrations?|migrate (?:db|database|to latest)|sync (?:db|database|schema)|seed(?: (?!random|number|value)\w+)*)$/u;

/** A migration by its name alone: what it does lies where it cannot be read. */
function isUnseenMigration(analysis: Analysis, node: Call, name: string): boolean {
  if (!migrationName.test(splitWords(name).join(' '))) return false;
  if (node.arguments.some((argument) => argument.type === 'Literal' && typeof argument.value === 'number'))
    return false;
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') {
    const binding = resolveBinding(analysis, callee);
    return binding?.kind === 'import' && !/faker|random|chance|casual/iu.test(binding.source);
  }
  if (callee.type !== 'MemberExpression' || isSeedName(name)) return false;
  const object = unwrap(callee.object);
  return object.type === 'MemberExpression' || object.type === 'Identifier';
}
