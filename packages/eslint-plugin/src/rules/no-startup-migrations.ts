import type { TSESTree } from '@typescript-eslint/utils';
import { getAnalysis } from '../analysis/analysis.js';
import { getMemberPath, getStaticPropertyName, unwrap } from '../analysis/bindings.js';
import { getConditionGuard } from '../analysis/conditions.js';
import { getSameFileCallee } from '../analysis/functions.js';
import { getGuard, type Guard } from '../analysis/guards.js';
import { getMigration, hasLock, isTaggedDefinition, type Migration } from '../analysis/migrations.js';
import { getStartup, getSurroundings, isImmediate, isScript, isStartupFunction } from '../analysis/startup.js';
import { createStep, recordTrace } from '../analysis/traces.js';
import { getStaticValue } from '../analysis/values.js';
import { createRule } from '../create-rule.js';

const why = 'every replica and every restart does it, in a race and with nobody watching';
const instead = 'Run it as a step of the deployment, or only where an opt-in flag is set.';

// Spelt out: `\w` and `\b` are slow where case and Unicode are both minded, and every file is searched.
const hint =
  /migrat|(?<![a-z\d_])sync(?![a-z\d_])|synchroni[sz]e|dropSchema|seed|(?:create|alter|drop|truncate)\s+(?:[a-z\d_]+\s+)?(?:table|index|type)|prisma|alembic|createTable|umzug|updateSchema|(?:init|setup|connect|prepare|ensure|create|bootstrap)[a-z\d_]*(?:db|database|tables|schema)|\.sql(?![a-z\d_])/iu;

/** Reports schema changes and seeding that run because the application starts, with no guard. */
export const noStartupMigrations = createRule({
  name: 'no-startup-migrations',
  meta: {
    type: 'problem',
    messages: {
      migration: `"{{label}}" migrates the database when the application starts: ${why}. ${instead}`,
      synchronisation: `"{{label}}" changes the schema when the application starts: ${why}. ${instead}`,
      ddl: `"{{label}}" runs a CREATE, ALTER or DROP statement when the application starts: ${why}. ${instead}`,
      seeding: `"{{label}}" seeds data when the application starts: ${why}. ${instead}`,
      command: `"{{label}}" runs a migration tool when the application starts: ${why}. ${instead}`,
      byName: `"{{label}}" sounds like a migration when the application starts; its body cannot be read here. If it changes the schema or seeds data, ${why}. ${instead}`,
      option: `"{{label}}" changes the schema whenever the application connects: ${why}. Set it to false and migrate as a step of the deployment.`,
      optOutGuard: `"{{label}}" runs when the application starts unless {{flag}} is set to stop it: nobody does by accident. Ask for the flag to be on instead.`,
    },
    schema: [
      {
        type: 'object',
        properties: {
          migrationFlags: {
            type: 'array',
            items: { type: 'string' },
            description: 'Further flags that allow migrations at start-up.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}] as [{ migrationFlags?: string[] }],
  },
  create(context, [options]) {
    const { sourceCode } = context;
    if (!hint.test(sourceCode.text)) return {};
    const analysis = getAnalysis(context as Parameters<typeof getAnalysis>[0], options);
    let script: boolean | undefined;
    const isHandRun = (): boolean => (script ??= isScript(analysis));

    const report = (node: TSESTree.Node, migration: Migration, guard: Guard | undefined): void => {
      if (guard?.polarity === 'opt-in') return;
      recordTrace(sourceCode, node, migration.trace);
      context.report({
        node,
        messageId: guard ? 'optOutGuard' : migration.kind,
        data: { label: migration.label, flag: guard?.flag ?? '' },
      });
    };
    const check = (node: TSESTree.Node, migration: Migration): void => {
      if (!getStartup(analysis, node) || isHandRun() || hasLock(analysis, getSurroundings(node))) return;
      report(node, migration, getGuard(analysis, node, ['migration', 'development']));
    };
    const checkCall = (node: TSESTree.CallExpression | TSESTree.NewExpression): void => {
      if (isImmediate(node.callee)) return;
      const migration = getMigration(analysis, node);
      if (!migration) return;
      const callee = getSameFileCallee(analysis, node);
      // What a start-up function of this file runs is reported inside it.
      if (callee && isStartupFunction(analysis, callee)) return;
      check(node, migration);
    };

    return {
      CallExpression: checkCall,
      TaggedTemplateExpression(node) {
        if (!isTaggedDefinition(analysis, node)) return;
        check(node, { kind: 'ddl', label: getMemberPath(node.tag)?.join('.') ?? 'sql', trace: [] });
      },
      Property(node) {
        const name = getStaticPropertyName(node);
        if (name !== 'synchronize' && name !== 'migrationsRun' && name !== 'dropSchema') return;
        if (!isConnectionOptions(node) || isHandRun()) return;
        const label = `${name}: true`;
        const value = getStaticValue(analysis, node.value);
        if (value) {
          if (value.value !== true) return;
          const trace = value.trace.length > 0 ? [createStep(analysis, node, name)] : [];
          report(node, { kind: 'option', label, trace }, getGuard(analysis, node, ['migration', 'development']));
          return;
        }
        const guard = getConditionGuard(analysis, node.value, true, ['migration', 'development']);
        // True in production: what is false there would be development.
        const isProduction = !guard && getConditionGuard(analysis, node.value, false, ['development']) !== undefined;
        if (guard?.polarity === 'opt-out' || isProduction) report(node, { kind: 'option', label, trace: [] }, guard);
      },
    };
  },
});

const connectionKeys = new Set(
  'entities migrations database dialect autoLoadEntities autoLoadModels subscribers username host synchronize migrationsRun dropSchema'.split(
    ' ',
  ),
);

/** Tells whether a property stands among the options of a database connection. */
function isConnectionOptions(node: TSESTree.Property): boolean {
  const object = node.parent;
  if (object.type !== 'ObjectExpression') return false;
  const keys = object.properties.map((property) =>
    property.type === 'Property' ? getStaticPropertyName(property) : undefined,
  );
  if (keys.filter((key) => key !== undefined && connectionKeys.has(key)).length > 1) return true;
  if (object.properties.some(isDatabaseType)) return true;
  const call = object.parent;
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
  const path = getMemberPath(unwrap(call.callee))?.join('.') ?? '';
  return /datasource|forroot|createconnection|sequelize|typeorm/iu.test(path);
}

const databaseTypes =
  /^(?:postgres\w*|mysql\w*|mariadb|sqlite\w*|better-sqlite3|mssql|oracle|mongodb|cockroachdb|aurora-\w+|sqljs|expo|sap)$/u;

function isDatabaseType(property: TSESTree.ObjectLiteralElement): boolean {
  if (property.type !== 'Property' || getStaticPropertyName(property) !== 'type') return false;
  return property.value.type === 'Literal' && databaseTypes.test(String(property.value.value));
}
