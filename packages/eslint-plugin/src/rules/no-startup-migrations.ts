import { createRule } from '../create-rule.js';

export const noStartupMigrations = createRule({
  name: 'no-startup-migrations',
  meta: { messages: {}, schema: [] },
  defaultOptions: [],
  create: () => ({}),
});
