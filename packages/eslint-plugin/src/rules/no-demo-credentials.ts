import { createRule } from '../create-rule.js';

export const noDemoCredentials = createRule({
  name: 'no-demo-credentials',
  meta: { messages: {}, schema: [] },
  defaultOptions: [],
  create: () => ({}),
});
