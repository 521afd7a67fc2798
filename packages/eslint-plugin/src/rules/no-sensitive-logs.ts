import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getAnalysis } from '../analysis/analysis.js';
import { isAfterFailure, isFailedBody } from '../analysis/failed-answers.js';
import { getGuard } from '../analysis/guards.js';
import { isAboutModels, isTokenTotal } from '../analysis/language-models.js';
import { getSecrets, type Secret } from '../analysis/secrets.js';
import { getLogSink } from '../analysis/sinks.js';
import { unwrap } from '../analysis/syntax.js';
import { recordTrace } from '../analysis/traces.js';
import { createRule } from '../create-rule.js';

type MessageId = 'secretLogged' | 'sliceLogged' | 'wholeLogged' | 'personalDataLogged' | 'redactValue' | 'dropValue';

interface RuleOptions {
  readonly secretNames?: readonly string[];
  readonly redactors?: readonly string[];
  readonly pii?: boolean | readonly string[];
  /** Whether a log that runs only in development is silent. */
  readonly allowInDevelopment: boolean;
}

const names = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } as const;

export const noSensitiveLogs = createRule<MessageId, [RuleOptions]>({
  name: 'no-sensitive-logs',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: { ignoresTests: true, strict: [{ allowInDevelopment: false }] },
    messages: {
      secretLogged:
        '`{{name}}` ({{kind}}) is written by `{{sink}}`: whoever reads the logs can use it. Log that it is there, or its last four characters.',
      sliceLogged:
        'Part of `{{name}}` ({{kind}}) is written by `{{sink}}`: the beginning of a secret is often enough to use or guess it. Log at most its last four characters.',
      wholeLogged:
        '`{{name}}` ({{whole}}) is written as a whole by `{{sink}}`: the secrets in it end up in the logs. Log the harmless fields by name.',
      personalDataLogged:
        '`{{name}}` (personal data) is written by `{{sink}}`: logs outlive the consent it was given for. Log an identifier, or a masked value.',
      redactValue: 'Show a mask instead of `{{name}}`.',
      dropValue: 'Do not log `{{name}}`.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          secretNames: { ...names, description: 'Further names of secrets, in any spelling.' },
          redactors: { ...names, description: 'Functions whose result is fit to be shown.' },
          pii: {
            description: 'Personal data that must not be logged: `true` for e-mail addresses and names, or a list.',
            anyOf: [{ type: 'boolean' }, names],
          },
          allowInDevelopment: {
            type: 'boolean',
            description: 'Whether a log that runs only in development is silent.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowInDevelopment: true }],
  },
  create(context, [options]) {
    const { allowInDevelopment, ...own } = options;
    const analysis = getAnalysis(context, own);
    return {
      CallExpression(node) {
        if (!node.arguments.some(mayTellSomething)) return;
        const sink = getLogSink(analysis, node);
        if (!sink) return;
        const found = [
          ...sink.values.flatMap((value) => getSecrets(analysis, value)),
          ...sink.slices.flatMap((value) => getSecrets(analysis, value).map((secret) => ({ ...secret, slice: true }))),
        ];
        if (found.length === 0) return;
        if (allowInDevelopment && getGuard(analysis, node, ['development'])?.polarity === 'opt-in') return;
        const isFailure = isAfterFailure(node);
        for (const secret of found) {
          if (isFailure && (secret.whole === 'login-response' || isFailedBody(analysis, secret.node))) continue;
          if (isTokenTotal(secret.name) && isAboutModels(analysis)) continue;
          recordTrace(context.sourceCode, secret.node, secret.trace);
          context.report({
            node: secret.node,
            messageId: getMessageId(secret),
            data: {
              name: secret.name,
              kind: kindTexts[secret.kind] ?? 'a secret',
              whole: wholeTexts[secret.whole ?? 'record'],
              sink: sink.name,
            },
            suggest: getSuggestions(context.sourceCode, node, secret, analysis.settings.redactors?.[0]),
          });
        }
      },
    };
  },
});

/**
 * Most calls are given texts, numbers and functions only, or nothing: none of them can be a log of a secret. What
 * follows `::add-mask::` is an order to GitHub Actions to hide it in the log.
 */
function mayTellSomething(argument: TSESTree.CallExpressionArgument): boolean {
  switch (argument.type) {
    case 'Literal':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'JSXElement':
      return false;
    case 'TemplateLiteral':
      return argument.expressions.length > 0 && !argument.quasis[0]!.value.raw.startsWith('::add-mask::');
    default:
      return true;
  }
}

function getMessageId(secret: Secret): 'secretLogged' | 'sliceLogged' | 'wholeLogged' | 'personalDataLogged' {
  if (secret.kind === 'personal-data') return 'personalDataLogged';
  if (secret.slice) return 'sliceLogged';
  return secret.whole ? 'wholeLogged' : 'secretLogged';
}

const kindTexts: Readonly<Record<Secret['kind'], string>> = {
  password: 'a password',
  'password-hash': 'a password hash',
  key: 'a secret key',
  credential: 'credentials',
  'refresh-token': 'a refresh token',
  'access-token': 'an access token',
  token: 'a token',
  'csrf-token': 'a CSRF token',
  cookie: 'cookies',
  'database-url': 'a database address with its password',
  'one-time-code': 'a one-time code',
  'personal-data': 'personal data',
};

const wholeTexts: Readonly<Record<NonNullable<Secret['whole']>, string>> = {
  'login-response': 'the answer to a log-in request, tokens included',
  'request-body': 'the body of a log-in request, password included',
  headers: 'all headers, authorization and cookies included',
  cookies: 'all cookies, session included',
  environment: 'the whole environment, keys included',
  record: 'an object with a secret field',
};

type Suggestion = TSESLint.ReportSuggestionArray<MessageId>[number];

/** A mask in place of the value; the argument or property taken out where something is left to be logged. */
function getSuggestions(
  sourceCode: Readonly<TSESLint.SourceCode>,
  call: TSESTree.CallExpression,
  secret: Secret,
  redactor: string | undefined,
): Suggestion[] {
  const { node } = secret;
  const data = { name: secret.name };
  const suggestions: Suggestion[] = [];
  const target = getWholeExpression(node);
  const parent = target.parent;
  if (parent?.type !== 'SpreadElement' && node.range[0] >= call.range[0]) {
    const mask = redactor === undefined ? '"[redacted]"' : `${redactor}(${sourceCode.getText(target)})`;
    const isShorthand = parent?.type === 'Property' && parent.shorthand;
    suggestions.push({
      messageId: 'redactValue',
      data,
      fix: (fixer) => (isShorthand ? fixer.insertTextAfter(parent, `: ${mask}`) : fixer.replaceText(target, mask)),
    });
  }
  const piece = getDroppable(call, target);
  if (piece) {
    suggestions.push({ messageId: 'dropValue', data, fix: (fixer) => removeFromList(sourceCode, fixer, piece) });
  }
  return suggestions;
}

/** The secret with TypeScript's wrappers and `await` around it. */
function getWholeExpression(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (current.parent && unwrap(current.parent) === unwrap(node)) current = current.parent;
  return current;
}

/** The argument of the call, or the property or element of a literal, that is the secret and can go. */
function getDroppable(call: TSESTree.CallExpression, target: TSESTree.Node): TSESTree.Node | undefined {
  const parent = target.parent;
  if (parent === call && call.arguments.length > 1) return target;
  if (parent?.type === 'Property' && parent.parent.type === 'ObjectExpression') return parent;
  return undefined;
}

function removeFromList(
  sourceCode: Readonly<TSESLint.SourceCode>,
  fixer: TSESLint.RuleFixer,
  node: TSESTree.Node,
): TSESLint.RuleFix {
  const before = sourceCode.getTokenBefore(node);
  const after = sourceCode.getTokenAfter(node);
  if (before?.value === ',') return fixer.removeRange([before.range[0], node.range[1]]);
  if (after?.value === ',') {
    const next = sourceCode.getTokenAfter(after, { includeComments: true });
    return fixer.removeRange([node.range[0], next ? next.range[0] : after.range[1]]);
  }
  return fixer.remove(node);
}
