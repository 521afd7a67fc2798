import { describe, expect, it } from 'vitest';
import { noStartupMigrations } from '../../src/rules/no-startup-migrations.js';
import { lintRule, summarize, type LintRuleOptions } from '../lint-rule.js';

function find(code: string, options: LintRuleOptions = {}): string {
  return summarize(lintRule(noStartupMigrations, code, { filename: 'src/app.ts', ...options }));
}

describe('reports', () => {
  it.each([
    [
      'synchronize: true of TypeORM',
      `export const source = new DataSource({ type: 'postgres', synchronize: true });`,
      '1 option',
    ],
    [
      'migrationsRun: true of TypeORM',
      `export default { type: 'postgres', entities: [], migrationsRun: true };`,
      '1 option',
    ],
    [
      'synchronize: true in a Nest module',
      `@Module({ imports: [TypeOrmModule.forRoot({ autoLoadEntities: true, synchronize: true })] }) class AppModule {}`,
      '1 option',
    ],
    ['dropSchema: true', `createConnection({ dropSchema: true });`, '1 option'],
    [
      'synchronize in production only',
      `new DataSource({ type: 'postgres', synchronize: process.env.NODE_ENV === 'production' });`,
      '1 option',
    ],
    ['synchronize from a constant', `const sync = true;\nnew DataSource({ synchronize: sync });`, '2 option'],
    ['sequelize.sync() in a module', `await sequelize.sync();`, '1 synchronisation'],
    [
      'sequelize.sync() with a continuation',
      `sequelize.sync({ alter: true }).then(() => app.listen(3000));`,
      '1 synchronisation',
    ],
    ['sync() of a model', `await User.sync({ alter: true });`, '1 synchronisation'],
    ['db.sequelize.sync()', `db.sequelize.sync();`, '1 synchronisation'],
    [
      'sync() of an instance by origin',
      `import { Sequelize } from 'sequelize'; const store = new Sequelize(url); store.sync();`,
      '1 synchronisation',
    ],
    ['synchronize() of a data source', `await AppDataSource.synchronize();`, '1 synchronisation'],
    ['knex.migrate.latest()', `await knex.migrate.latest();`, '1 migration'],
    ['knex(config).migrate.latest()', `knex(config).migrate.latest();`, '1 migration'],
    ['knex.seed.run()', `await knex.seed.run();`, '1 seeding'],
    [
      'drizzle migrate()',
      `import { migrate } from 'drizzle-orm/node-postgres/migrator'; await migrate(db, { migrationsFolder: './drizzle' });`,
      '1 migration',
    ],
    ['umzug up()', `await umzug.up();`, '1 migration'],
    [
      'umzug up() by origin',
      `import { Umzug } from 'umzug'; const runner = new Umzug({}); await runner.up();`,
      '1 migration',
    ],
    ['dataSource.runMigrations()', `await dataSource.runMigrations();`, '1 migration'],
    [
      'runMigrations() after initialize()',
      `AppDataSource.initialize().then((source) => source.initialize()).then(() => AppDataSource.runMigrations());`,
      '1 migration',
    ],
    ['kysely migrateToLatest()', `await migrator.migrateToLatest();`, '1 migration'],
    ['execSync of prisma migrate deploy', `execSync('npx prisma migrate deploy', { stdio: 'inherit' });`, '1 command'],
    ['spawnSync of prisma db push', `spawnSync('npx', ['prisma', 'db', 'push']);`, '1 command'],
    ['execSync of a constant', `const command = 'prisma db push';\nexecSync(command);`, '2 command'],
    ["execSync of the project's migration script", `execSync('npm run db:migrate');`, '1 command'],
    ['raw CREATE TABLE in a module', `await pool.query('CREATE TABLE IF NOT EXISTS users (id serial)');`, '1 ddl'],
    ['raw ALTER TABLE in a template', 'await db.execute(`\n  ALTER TABLE users ADD COLUMN age int`);', '1 ddl'],
    ['raw DROP TABLE through a constant', `const sql = 'DROP TABLE old';\ndb.exec(sql);`, '2 ddl'],
    ['a tagged CREATE TABLE', 'await sql`CREATE TABLE users (id int)`;', '1 ddl'],
    ['a tagged CREATE TABLE in a query', 'await db.execute(sql`CREATE TABLE users (id int)`);', '1 ddl'],
    ['a schema file', `db.exec(fs.readFileSync('./schema.sql', 'utf8'));`, '1 ddl'],
    ['a schema builder', `await knex.schema.createTable('users', (table) => table.increments());`, '1 ddl'],
    ['raw DDL in a constructor', `class Store { constructor(db) { db.exec('CREATE TABLE a (id int)'); } }`, '1 ddl'],
    [
      'raw DDL in a function called on the spot',
      `(async () => { await db.query('CREATE TABLE a (id int)'); })();`,
      '1 ddl',
    ],
    [
      'onModuleInit',
      `class Db { async onModuleInit() { await this.source.dataSource.runMigrations(); } }`,
      '1 migration',
    ],
    [
      'before listen()',
      `async function run() {\n  await sequelize.sync();\n  app.listen(3000);\n}\nrun();`,
      '2 synchronisation',
    ],
    ['in the callback of listen()', `app.listen(3000, async () => { await sequelize.sync(); });`, '1 synchronisation'],
    ['in an onReady hook', `app.addHook('onReady', async () => { await knex.migrate.latest(); });`, '1 migration'],
    ['in bootstrap()', `async function bootstrap() { await dataSource.runMigrations(); }`, '1 migration'],
    [
      'one function away at module level',
      `async function prepare() { await sequelize.sync(); }\nprepare();`,
      '2 synchronisation',
    ],
    [
      'one function away before listen()',
      `const prepare = async () => { await db.query('CREATE TABLE a (id int)'); };\nasync function main() {\n  await prepare();\n  app.listen(1);\n}`,
      '3 ddl',
    ],
    [
      'a method away from the constructor',
      `class Db { constructor() { this.createTables(); } createTables() { this.db.exec('CREATE TABLE a (id int)'); } }`,
      '1 ddl',
    ],
    [
      'a seeding function of the file',
      `async function seedUsers() { await User.create({ name: 'a' }); }\nasync function startServer() {\n  await seedUsers();\n}`,
      '3 seeding',
    ],
    [
      'an imported migration by name',
      `import { runMigrations } from './migrations.js'; await runMigrations();`,
      '1 byName',
    ],
    [
      'an imported seed by name',
      `import { seedDatabase } from './missing.js'; app.listen(1, () => seedDatabase());`,
      '1 byName',
    ],
    ['initDatabase() by name', `import { initDatabase } from './missing.js'; initDatabase();`, '1 byName'],
    [
      'a server that is its own main module',
      `if (require.main === module) { sequelize.sync(); app.listen(1); }`,
      '1 synchronisation',
    ],
    [
      'an exit on failure beside a server',
      `sequelize.sync().catch(() => process.exit(1)); app.listen(1);`,
      '1 synchronisation',
    ],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });

  it("register() of Next's instrumentation", () => {
    const code = `export async function register() { const { execSync } = await import('child_process'); execSync('prisma migrate deploy'); }`;
    expect(find(code, { filename: 'src/instrumentation.ts' })).toBe('1 command');
    expect(find(code, { filename: 'src/other.ts' })).toBe('');
  });

  it.each([
    ['another value than "false"', `if (process.env.RUN_MIGRATIONS !== 'false') await knex.migrate.latest();`],
    ['no wish to skip', `if (!process.env.SKIP_MIGRATIONS) await knex.migrate.latest();`],
    ['an open option', `new DataSource({ type: 'postgres', synchronize: process.env.DB_SYNC !== 'false' });`],
  ])('with its own message when the guard is %s', (_, code) => {
    expect(find(code)).toBe('1 optOutGuard');
  });
});

describe('keeps silent on', () => {
  it.each([
    ['synchronize: false', `new DataSource({ type: 'postgres', synchronize: false });`],
    [
      'synchronize outside production',
      `new DataSource({ type: 'postgres', synchronize: process.env.NODE_ENV !== 'production' });`,
    ],
    [
      'synchronize behind a flag',
      `new DataSource({ type: 'postgres', synchronize: config.get('DB_SYNC') === 'true' });`,
    ],
    ['synchronize whose value is not known', `new DataSource({ type: 'postgres', synchronize: options.sync });`],
    ['synchronize of something else', `const scroll = { synchronize: true };`],
    ['synchronize of an editor', `const editor = { synchronize: true, type: 'code' };`],
    ['sync() of a store', `store.sync({ force: true }); queue.sync();`],
    ['a guarded migration', `if (process.env.RUN_STARTUP_MIGRATIONS === 'true') await knex.migrate.latest();`],
    ['a migration in development', `if (process.env.NODE_ENV !== 'production') await sequelize.sync();`],
    [
      'an early return',
      `async function bootstrap() { if (process.env.RUN_MIGRATIONS !== 'true') return; await knex.migrate.latest(); }`,
    ],
    [
      'a guard inside the callee',
      `async function prepare() { if (settings.RUN_MIGRATIONS) await sequelize.sync(); } prepare();`,
    ],
    ['seeding behind SEED_ON_STARTUP', `if (process.env.SEED_ON_STARTUP === '1') await knex.seed.run();`],
    ['a function nobody calls at start-up', `export async function migrateAll() { await knex.migrate.latest(); }`],
    [
      'a route that migrates on request',
      `async function main() { app.post('/migrate', async () => { await knex.migrate.latest(); }); app.listen(1); }`,
    ],
    [
      'a table made for a tenant',
      `export async function createTenant(id) { await db.query('CREATE TABLE t (id int)'); }`,
    ],
    ['a main module', `if (require.main === module) { knex.migrate.latest().then(() => process.exit(0)); }`],
    ['a shebang', `#!/usr/bin/env node\nawait knex.migrate.latest();`],
    ['an end in process.exit', `async function main() { await migrator.migrateToLatest(); process.exit(0); }\nmain();`],
    [
      'an advisory lock',
      `async function bootstrap() { await db.query('SELECT pg_advisory_lock(1)'); await knex.migrate.latest(); }`,
    ],
    [
      'an advisory lock inside the callee',
      `async function prepare() { await db.query('SELECT pg_advisory_lock(1)'); await db.query('CREATE TABLE a (id int)'); } prepare();`,
    ],
    [
      'a no-op callee',
      `async function initDatabase() { logger.info('the schema is migrated by the deployment'); }\nasync function startServer() { await initDatabase(); }`,
    ],
    [
      'a callee that only connects',
      `async function initDatabase() { await pool.connect(); }\nasync function startServer() { await initDatabase(); }`,
    ],
    ['a query', `await pool.query('SELECT 1');`],
    ['a text that mentions CREATE TABLE', `logger.info('CREATE TABLE is done by the deployment');`],
    ['fs.sync and other libraries', `store.sync(); i18n.sync(); fsync.sync();`],
    ['the migration of a theme', `import { migrateLegacyTheme } from './theme'; migrateLegacyTheme('x');`],
    ['a random seed', `import { faker } from '@faker-js/faker'; faker.seed(1);`],
    ['seedrandom', `import seedrandom from 'seedrandom'; seedrandom('x');`],
    ['the version of persisted state', `persist(store, { version: 1, migrate: (state) => state });`],
    [
      'register() that loads monitoring',
      `export async function register() { await import('./sentry.server.config'); }`,
    ],
    ['a command that only generates', `execSync('prisma generate');`],
    ['comments', `// await sequelize.sync();\napp.listen(1);`],
    ['a test', `beforeAll(async () => { await knex.migrate.latest(); });`],
  ])('%s', (_, code) => {
    expect(find(code)).toBe('');
  });

  it.each([
    'scripts/reset.ts',
    'bin/setup.ts',
    'cli/db.ts',
    'src/db/migrate.ts',
    'migrations/001_users.ts',
    'prisma/seed.ts',
    'src/seeds/users.ts',
    'tests/setup.ts',
  ])('the script %s', (filename) => {
    expect(find(`await knex.migrate.latest();`, { filename })).toBe('');
  });
});

it('takes further flags from the options and the settings', () => {
  const code = `if (process.env.OPEN_SESAME === 'true') await knex.migrate.latest();`;
  expect(find(code)).toBe('1 migration');
  expect(find(code, { options: { migrationFlags: ['OPEN_SESAME'] } })).toBe('');
  expect(find(code, { settings: { migrationFlags: ['openSesame'] } })).toBe('');
});
