import { createRule } from '../create-rule.js';

export const noLocalstorageRefreshToken = createRule({
  name: 'no-localstorage-refresh-token',
  meta: { messages: {}, schema: [] },
  defaultOptions: [],
  create: () => ({}),
});
