import { createRule } from '../create-rule.js';

export const noSensitiveLogs = createRule({
  name: 'no-sensitive-logs',
  meta: { messages: {}, schema: [] },
  defaultOptions: [],
  create: () => ({}),
});
