import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getAnalysis, type Analysis } from '../analysis/analysis.js';
import { isAsserted } from '../analysis/assertions.js';
import { getCookieKey, getCookieRead, getCookieWrite, isDocumentCookie } from '../analysis/browser-cookies.js';
import { getPersistedTokens } from '../analysis/persisted-stores.js';
import { getDestructuredTokens, getMemberUse, getStoreUses, type StoreUse } from '../analysis/store-uses.js';
import { getStatementRemoval } from '../analysis/removals.js';
import { findToken } from '../analysis/tokens.js';
import { recordTrace } from '../analysis/traces.js';
import { createRule } from '../create-rule.js';

type MessageId = 'storedToken' | 'storedValue' | 'readToken' | 'removedToken' | 'persistedToken' | 'deleteLine';

interface Options {
  readonly allowRemoval: boolean;
  readonly accessTokens: boolean;
}

const advice =
  'Let the server keep it in an HttpOnly, Secure, SameSite cookie, and access tokens in memory, out of reach of injected scripts.';

export const noLocalstorageRefreshToken = createRule<MessageId, readonly [Partial<Options>]>({
  name: 'no-localstorage-refresh-token',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: { strict: [{ allowRemoval: false }] },
    messages: {
      storedToken: `'{{name}}' is written to {{store}}, where any script on the page can read it. ${advice}`,
      storedValue: `The value written to {{store}} holds '{{name}}', which any script on the page can read there. ${advice}`,
      readToken: `'{{name}}' is read from {{store}}, where any script on the page can read it too. ${advice}`,
      removedToken:
        "'{{name}}' is removed from {{store}}: it was stored where any script on the page can read it. Drop the line once no released version stores it any more.",
      persistedToken: `{{store}} writes '{{name}}' to storage that any script on the page can read. Leave it out of what is persisted: ${advice}`,
      deleteLine: 'Delete this line.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          allowRemoval: { type: 'boolean', description: 'Whether deleting a stored token is silent.' },
          accessTokens: { type: 'boolean', description: 'Whether tokens other than refresh tokens are reported.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const analysis = getAnalysis(context, options);
    const { allowRemoval = true, accessTokens = true } = analysis.settings;

    // Most files speak of neither tokens nor stores: they cost one look at their text.
    const { secretNames } = analysis.settings;
    if (!secretNames?.length && !/tok|jwt|bearer|authori|stor|cookie|idb|forage/iu.test(analysis.sourceCode.text))
      return {};

    function report(use: StoreUse): void {
      if (use.operation === 'remove' && allowRemoval) return;
      if (!accessTokens && use.kind !== 'refresh') return;
      // A test that looks into the storage does not put anything there.
      if (use.operation === 'read' && isAsserted(use.access)) return;
      recordTrace(context.sourceCode, use.node, use.trace);
      context.report({
        node: use.node,
        messageId: getMessage(use),
        data: { name: use.name, store: use.store },
        suggest: getSuggestions(analysis, use.access),
      });
    }

    return {
      CallExpression(node) {
        for (const use of getStoreUses(analysis, node)) report(use);
        for (const token of getPersistedTokens(analysis, node)) {
          if (!accessTokens && token.kind !== 'refresh') continue;
          recordTrace(context.sourceCode, token.node, token.trace);
          context.report({
            node: token.node,
            messageId: 'persistedToken',
            data: { name: token.name, store: token.store },
          });
        }
      },
      AssignmentExpression(node) {
        const text = getCookieWrite(analysis, node);
        if (!text) return;
        const key = getCookieKey(analysis, text);
        const store = 'document.cookie';
        const operation = text.isExpired ? 'remove' : 'write';
        if (key?.kind) {
          report({ ...key, kind: key.kind, operation, store, node: node.right, access: node, isValue: false });
          return;
        }
        for (const value of operation === 'write' && !isCsrfName(text.name) ? text.valueNodes : []) {
          const token = findToken(analysis, value);
          if (token) report({ ...token, node: value, access: node, operation, store, isValue: true });
        }
      },
      MemberExpression(node) {
        const use = getMemberUse(analysis, node);
        if (use) report(use);
        if (!isDocumentCookie(analysis, node)) return;
        if (node.parent.type === 'AssignmentExpression' && node.parent.left === node) return;
        const read = getCookieRead(analysis, node);
        if (!read?.evidence.kind) return;
        const { kind, name, trace } = read.evidence;
        const place = { node: read.node, access: node, isValue: false };
        report({ kind, name, trace, ...place, operation: 'read', store: 'document.cookie' });
      },
      VariableDeclarator(node) {
        for (const use of getDestructuredTokens(analysis, node)) report(use);
      },
    };
  },
});

function isCsrfName(name: string): boolean {
  return /csrf|xsrf/iu.test(name);
}

function getMessage(use: StoreUse): MessageId {
  if (use.operation === 'remove') return 'removedToken';
  if (use.operation === 'read') return 'readToken';
  return use.isValue ? 'storedValue' : 'storedToken';
}

function getSuggestions(
  analysis: Analysis,
  node: TSESTree.Node,
): TSESLint.SuggestionReportDescriptor<MessageId>[] | null {
  const range = getStatementRemoval(analysis, node);
  return range ? [{ messageId: 'deleteLine', fix: (fixer) => fixer.removeRange(range) }] : null;
}
