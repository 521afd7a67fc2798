import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getAnalysis } from '../analysis/analysis.js';
import { isInRevocation } from '../analysis/auth-contexts.js';
import { getStaticPropertyName } from '../analysis/bindings.js';
import {
  getDecoding,
  getIdentityUse,
  getNoneAlgorithm,
  isExpirationAssigned,
  isExpirationIgnored,
  isFreshlyIssued,
  isVerifiedNearby,
  readsOnlyExpiry,
} from '../analysis/jwt-verification.js';
import { getMintedFrom, getRecoveryCall, isOpaqueRecovery, isRecoveryName } from '../analysis/refresh-minting.js';
import { getAppendedToken, getSentToken } from '../analysis/refresh-requests.js';
import type { FunctionNode } from '../analysis/syntax.js';
import {
  getArgumentFallback,
  getAssignedFallback,
  getBranchFallbacks,
  getConditionalFallback,
  getDefaultFallback,
  getLogicalFallback,
  getSwitchFallbacks,
  type Fallback,
} from '../analysis/token-selections.js';
import { createRule } from '../create-rule.js';

type MessageId =
  | 'accessInstead'
  | 'bodyFallback'
  | 'bodyToken'
  | 'mintedFromAccess'
  | 'recoveryCall'
  | 'ignoredExpiration'
  | 'noneAlgorithm'
  | 'unverifiedIdentity'
  | 'removeOption';

interface Options {
  readonly allowBodyToken: boolean;
}

export const noRefreshTokenFallback = createRule<MessageId, readonly [Partial<Options>]>({
  name: 'no-refresh-token-fallback',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: { strict: [{ allowBodyToken: false }] },
    messages: {
      accessInstead:
        "'{{name}}' takes the place of a missing refresh token: whoever steals it can renew the session with it. Refuse the request when the refresh token is missing.",
      bodyFallback:
        "'{{name}}' is taken from the request where the HttpOnly cookie is missing: a token that scripts can hold is then as good as the cookie. Read the refresh token from the cookie only.",
      bodyToken:
        "'{{name}}' is sent in a request body: a browser can only do so with a refresh token that scripts can read. Let the HttpOnly cookie carry it (`credentials: 'include'`).",
      mintedFromAccess:
        "A refresh token is made from '{{name}}': a short-lived access token becomes a long-lived session. Ask for a new login when the refresh token is missing.",
      recoveryCall:
        "'{{name}}' makes a refresh token from an access token, so that a stolen or expired one renews itself. Ask for a new login when the refresh token is missing.",
      ignoredExpiration:
        "'ignoreExpiration' lets a token in that has ended, so that a stolen one works for ever. Remove it and renew the session with a refresh token.",
      noneAlgorithm:
        "The algorithms allow 'none': a token without a signature passes, so that anybody can write one. List only the algorithm that signs.",
      unverifiedIdentity:
        'The claims of a token that was only decoded decide who this is: anybody can write such a token. Verify its signature first.',
      removeOption: "Remove 'ignoreExpiration'.",
    },
    schema: [
      {
        type: 'object',
        properties: {
          allowBodyToken: {
            type: 'boolean',
            description: 'Whether a refresh token in a request body is silent, for clients that have no cookies.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
  },
  create(context, [options]) {
    const analysis = getAnalysis(context, options);
    const { allowBodyToken = false } = analysis.settings;
    if (!/token|jwt|ignoreExpiration|algorithms|decode/iu.test(analysis.sourceCode.text)) return {};
    const reported = new Set<TSESTree.Node>();

    function report(
      node: TSESTree.Node,
      messageId: MessageId,
      name: string,
      suggest?: TSESLint.SuggestionReportDescriptor<MessageId>[],
    ): void {
      if (reported.has(node) || isInRevocation(analysis, node)) return;
      reported.add(node);
      context.report({ node, messageId, data: { name }, suggest });
    }

    function reportFallback(found: Fallback | undefined): void {
      if (!found || (found.messageId === 'bodyFallback' && allowBodyToken)) return;
      report(found.node, found.messageId, found.name);
    }

    function checkRecovery(node: FunctionNode, id: TSESTree.Node | null | undefined, name: string | undefined): void {
      if (id && name !== undefined && isRecoveryName(name) && isOpaqueRecovery(analysis, node)) {
        report(id, 'recoveryCall', name);
      }
    }

    return {
      LogicalExpression(node) {
        reportFallback(getLogicalFallback(analysis, node));
      },
      ConditionalExpression(node) {
        reportFallback(getConditionalFallback(analysis, node));
      },
      IfStatement(node) {
        for (const found of getBranchFallbacks(analysis, node)) reportFallback(found);
      },
      SwitchStatement(node) {
        for (const found of getSwitchFallbacks(analysis, node)) reportFallback(found);
      },
      AssignmentPattern(node) {
        reportFallback(getDefaultFallback(analysis, node));
      },
      AssignmentExpression(node) {
        reportFallback(getAssignedFallback(analysis, node));
        if (isExpirationAssigned(analysis, node)) report(node, 'ignoredExpiration', 'ignoreExpiration');
      },
      VariableDeclarator(node) {
        if (node.id.type !== 'Identifier') return;
        if (node.init?.type === 'ArrowFunctionExpression' || node.init?.type === 'FunctionExpression') {
          checkRecovery(node.init, node.id, node.id.name);
        }
        const none = node.init && getNoneAlgorithm(analysis, node.init, node.id.name);
        if (none) report(none, 'noneAlgorithm', 'none');
      },
      FunctionDeclaration(node) {
        checkRecovery(node, node.id, node.id?.name);
      },
      MethodDefinition(node) {
        if (node.value.type === 'FunctionExpression') checkRecovery(node.value, node.key, getStaticPropertyName(node));
      },
      Property(node) {
        if (isExpirationIgnored(analysis, node)) {
          if (readsOnlyExpiry(analysis, node)) return;
          report(node, 'ignoredExpiration', 'ignoreExpiration', [
            {
              messageId: 'removeOption',
              fix: (fixer) => fixer.removeRange(getPropertyRange(context.sourceCode, node)),
            },
          ]);
          return;
        }
        const key = getStaticPropertyName(node);
        const none = key === undefined ? undefined : getNoneAlgorithm(analysis, node.value, key);
        if (none) report(none, 'noneAlgorithm', 'none');
        const sent = allowBodyToken ? undefined : getSentToken(analysis, node);
        if (sent !== undefined) report(node, 'bodyToken', sent);
      },
      CallExpression(node) {
        reportFallback(getArgumentFallback(analysis, node));
        const minted = getMintedFrom(analysis, node);
        if (minted !== undefined) report(node, 'mintedFromAccess', minted);
        else {
          const recovery = getRecoveryCall(analysis, node);
          if (recovery !== undefined) report(node, 'recoveryCall', recovery);
        }
        const appended = allowBodyToken ? undefined : getAppendedToken(analysis, node);
        if (appended !== undefined) report(node, 'bodyToken', appended);
        const decoding = getDecoding(analysis, node);
        if (!decoding || isFreshlyIssued(analysis, decoding.token)) return;
        if (isVerifiedNearby(analysis, node, decoding.token)) return;
        if (getIdentityUse(analysis, node, decoding.isDisplay)) report(node, 'unverifiedIdentity', 'decode');
      },
    };
  },
});

/** A property with the comma that goes with it. */
function getPropertyRange(sourceCode: Readonly<TSESLint.SourceCode>, node: TSESTree.Property): [number, number] {
  const after = sourceCode.getTokenAfter(node);
  if (after?.value === ',') {
    const next = sourceCode.getTokenAfter(after, { includeComments: true });
    return [node.range[0], next && next.value !== '}' ? next.range[0] : after.range[1]];
  }
  const before = sourceCode.getTokenBefore(node);
  if (before?.value === '{' && after?.value === '}') return [before.range[1], after.range[0]];
  return [before?.value === ',' ? before.range[0] : node.range[0], node.range[1]];
}
