import { createRule } from '../create-rule.js';

export const noExposedRefreshToken = createRule({
  name: 'no-exposed-refresh-token',
  meta: { messages: {}, schema: [] },
  defaultOptions: [],
  create: () => ({}),
});
