import { createRule } from '../create-rule.js';

export const noRefreshTokenFallback = createRule({
  name: 'no-refresh-token-fallback',
  meta: { messages: {}, schema: [] },
  defaultOptions: [],
  create: () => ({}),
});
