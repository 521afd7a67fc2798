import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getAnalysis } from '../analysis/analysis.js';
import { isInRevocation } from '../analysis/auth-contexts.js';
import { isGrantAnswer } from '../analysis/grant-answers.js';
import {
  getAssignedBody,
  getBodyTokens,
  getConstructedBody,
  getReturnedBody,
  getSentBody,
  isHandler,
} from '../analysis/response-bodies.js';
import {
  getExposedCookie,
  getHeaderCookies,
  type CookieRepair,
  type ServerCookie,
} from '../analysis/server-cookies.js';
import { recordTrace } from '../analysis/traces.js';
import { createRule } from '../create-rule.js';

type MessageId = 'missingHttpOnly' | 'insecureSameSite' | 'refreshTokenInBody' | 'addHttpOnly';

interface Options {
  readonly allowBodyToken: boolean;
  readonly accessTokens: boolean;
}

export const noExposedRefreshToken = createRule<MessageId, readonly [Partial<Options>]>({
  name: 'no-exposed-refresh-token',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: { strict: [{ allowBodyToken: false }] },
    messages: {
      missingHttpOnly:
        "The cookie with '{{name}}' is set without HttpOnly, so that any script on the page can read it. Set 'httpOnly: true' (and 'secure', 'sameSite').",
      insecureSameSite:
        "The cookie with '{{name}}' has SameSite=None without Secure, so that it travels in clear and browsers drop it. Set 'secure: true'.",
      refreshTokenInBody:
        "The response body carries '{{name}}', where any script on the page can read it. Send the refresh token in an HttpOnly, Secure cookie only.",
      addHttpOnly: "Set 'httpOnly: true'.",
    },
    schema: [
      {
        type: 'object',
        properties: {
          allowBodyToken: {
            type: 'boolean',
            description: 'Whether a refresh token in a response body is silent, for clients that have no cookies.',
          },
          accessTokens: { type: 'boolean', description: 'Whether cookies of other tokens are reported.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const analysis = getAnalysis(context, options);
    const { allowBodyToken = false, accessTokens = true } = analysis.settings;
    if (!/cookie|refresh/iu.test(analysis.sourceCode.text)) return {};
    const reported = new Set<TSESTree.Node>();

    function reportCookie(cookie: ServerCookie | undefined): void {
      if (!cookie || (!accessTokens && cookie.kind !== 'refresh')) return;
      recordTrace(context.sourceCode, cookie.node, cookie.trace);
      const { repair } = cookie;
      context.report({
        node: cookie.node,
        messageId: cookie.flaw,
        data: { name: cookie.name },
        suggest: repair && [{ messageId: 'addHttpOnly', fix: (fixer) => write(context.sourceCode, fixer, repair) }],
      });
    }

    function checkBody(body: TSESTree.Node | undefined): void {
      if (!body || allowBodyToken) return;
      for (const token of getBodyTokens(analysis, body)) {
        if (reported.has(token.node) || isInRevocation(analysis, token.node)) continue;
        if (isGrantAnswer(analysis, token.node, token.maker)) continue;
        reported.add(token.node);
        recordTrace(context.sourceCode, token.node, token.trace);
        context.report({ node: token.node, messageId: 'refreshTokenInBody', data: { name: token.name } });
      }
    }

    return {
      CallExpression(node) {
        reportCookie(getExposedCookie(analysis, node));
        for (const cookie of getHeaderCookies(analysis, node)) reportCookie(cookie);
        checkBody(getSentBody(analysis, node));
      },
      NewExpression(node) {
        checkBody(getConstructedBody(analysis, node));
      },
      Property(node) {
        for (const cookie of getHeaderCookies(analysis, node)) reportCookie(cookie);
      },
      AssignmentExpression(node) {
        checkBody(getAssignedBody(analysis, node));
      },
      ReturnStatement(node) {
        checkBody(getReturnedBody(analysis, node));
      },
      ArrowFunctionExpression(node) {
        if (node.body.type !== 'BlockStatement' && isHandler(analysis, node)) checkBody(node.body);
      },
    };
  },
});

function write(
  sourceCode: Readonly<TSESLint.SourceCode>,
  fixer: TSESLint.RuleFixer,
  repair: CookieRepair,
): TSESLint.RuleFix {
  switch (repair.kind) {
    case 'replace':
      return fixer.replaceText(repair.node, 'true');
    case 'argument':
      return fixer.insertTextAfter(repair.after, ', { httpOnly: true }');
    case 'text':
      return fixer.insertTextAfterRange([repair.end, repair.end], '; HttpOnly');
    case 'property': {
      const brace = sourceCode.getFirstToken(repair.object)!;
      const isEmpty = repair.object.properties.length === 0;
      return fixer.insertTextAfter(brace, isEmpty ? ' httpOnly: true ' : ' httpOnly: true,');
    }
  }
}
