export async function initDatabase(): Promise<void> {
  console.info('the deployment migrates the schema');
}

export async function connectDatabase(): Promise<void> {
  await sequelize.authenticate();
  await sequelize.sync({ alter: true });
}

export async function setupDatabase(): Promise<void> {
  if (process.env.RUN_MIGRATIONS === 'true') await sequelize.sync();
}

export const runMigrations = async (): Promise<void> => {
  await knex.migrate.latest();
};

declare const sequelize: { authenticate(): Promise<void>; sync(options?: object): Promise<void> };
declare const knex: { migrate: { latest(): Promise<void> } };
