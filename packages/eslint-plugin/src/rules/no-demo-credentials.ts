import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { maskValue } from 'mathakine-lint-core';
import { getAnalysis } from '../analysis/analysis.js';
import { getCallCredentials } from '../analysis/credential-calls.js';
import {
  getAssignedCredentials,
  getFallbackCredentials,
  getGetterCredentials,
  getPatternCredentials,
} from '../analysis/credential-defaults.js';
import { getDemoGuardFix } from '../analysis/demo-guard-fix.js';
import {
  getAssignmentCredentials,
  getComparisonCredentials,
  getFieldCredentials,
  getPropertyCredentials,
  getReturnCredentials,
  getVariableCredentials,
  isExportedAccount,
  type Credential,
} from '../analysis/credentials.js';
import { getGuard, type Guard } from '../analysis/guards.js';
import {
  getAttributeCredentials,
  getConstantCredentials,
  getRenderedCredentials,
  getTextCredentials,
  isJsxRoot,
  mayShowCredentials,
} from '../analysis/rendered-credentials.js';
import { recordTrace } from '../analysis/traces.js';
import { getTemplateListener } from '../analysis/vue-template.js';
import { createRule } from '../create-rule.js';

const instead = 'Read it from the environment, or show it only where a demo flag is on.';

/** Reports passwords and signing keys that work and stand in shipped code with no demo or development guard. */
export const noDemoCredentials = createRule({
  name: 'no-demo-credentials',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: { ignoresTests: true },
    messages: {
      rendered: `The password "{{value}}" is shown to every visitor: whoever reads the page can log in. ${instead}`,
      formState: `The password "{{value}}" is put into a form: it is in the bundle that every browser loads. ${instead}`,
      login: `The password "{{value}}" is sent by a login in the code: whoever reads the code can log in. ${instead}`,
      account: `The password "{{value}}" of an account stands in the code: whoever reads it can log in. ${instead}`,
      link: `The password "{{value}}" is part of a link: it ends in histories and logs. Leave it out of the address.`,
      connection: `The password "{{value}}" of a connection stands in the code: whoever reads it can connect. Read it from the environment.`,
      defaultPassword: `The password "{{value}}" is used when none is set: a forgotten variable leaves the door open. Leave the default out and stop when it is missing.`,
      signingKey: `The signing key "{{value}}" stands in the code: whoever reads it can forge tokens. Read it from the environment and stop when it is missing.`,
      seeded: `An account is made with the password "{{value}}", which stands in the code: whoever reads it can log in. Read it from the environment.`,
      compared: `What was typed is compared with the password "{{value}}", which stands in the code: whoever reads it can log in. Compare with a hash kept elsewhere.`,
      used: `The password "{{value}}" is used here from a constant of the code: whoever reads the code can log in. ${instead}`,
      optOutGuard: `The password "{{value}}" is in reach unless {{flag}} is set to close it: nobody does by accident. Ask for the flag to be on instead.`,
      addGuard: 'Let it be there only where the demo flag {{flag}} is on.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          demoFlags: {
            type: 'array',
            items: { type: 'string' },
            description: 'Further flags that open demonstration features; the first is used in suggestions.',
          },
          secretNames: { type: 'array', items: { type: 'string' }, description: 'Further names of passwords.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}] as [{ demoFlags?: string[]; secretNames?: string[] }],
  },
  create(context, [options]) {
    const analysis = getAnalysis(context as Parameters<typeof getAnalysis>[0], options);
    const { sourceCode } = context;
    if (!mayHoldCredentials(sourceCode.text)) return {};
    const reported: Credential[] = [];
    const postponed: Credential[] = [];

    const report = (
      credential: Credential,
      guard = getGuard(analysis, credential.node, ['demo', 'development']),
    ): void => {
      if (guard?.polarity === 'opt-in' || reported.some((known) => isSame(known, credential))) return;
      reported.push(credential);
      const loc = credential.loc ?? credential.node.loc;
      recordTrace(sourceCode, loc, credential.trace);
      const fix = getDemoGuardFix(analysis, credential);
      const suggest: TSESLint.SuggestionReportDescriptor<'addGuard'>[] = fix
        ? [
            {
              messageId: 'addGuard',
              data: { flag: fix.flag },
              fix: (fixer) => fixer.replaceTextRange(fix.range, fix.text),
            },
          ]
        : [];
      context.report({
        loc,
        messageId: guard ? 'optOutGuard' : credential.use,
        data: { value: maskValue(credential.value), flag: guard?.flag ?? '' },
        suggest,
      });
    };
    const reportAll = (credentials: readonly Credential[]): void => {
      for (const credential of credentials) {
        if (credential.holder) postponed.push(credential);
        else report(credential);
      }
    };
    const showsText = mayShowCredentials(sourceCode.text);
    const reportRoot = (node: TSESTree.JSXElement | TSESTree.JSXFragment): void => {
      if (showsText && isJsxRoot(node)) reportAll(getRenderedCredentials(analysis, node));
    };

    const hasNames = namesPasswords(sourceCode.text) || (analysis.settings.secretNames?.length ?? 0) > 0;
    const named: TSESLint.RuleListener = {
      VariableDeclarator: (node) => reportAll(getVariableCredentials(analysis, node)),
      ReturnStatement: (node) => reportAll(getReturnCredentials(analysis, node)),
      ArrowFunctionExpression: (node) => reportAll(getReturnCredentials(analysis, node)),
      PropertyDefinition: (node) => reportAll(getFieldCredentials(analysis, node)),
      BinaryExpression: (node) => reportAll(getComparisonCredentials(analysis, node)),
      Identifier: (node) => reportAll(getConstantCredentials(analysis, node)),
      MemberExpression: (node) => reportAll(getConstantCredentials(analysis, node)),
      Property: (node) => reportAll(getPropertyCredentials(analysis, node)),
    };
    const listener: TSESLint.RuleListener = {
      // Names are looked at only where the file has one that can be a password's.
      ...(hasNames ? named : {}),
      JSXElement: reportRoot,
      JSXFragment: reportRoot,
      JSXAttribute: (node) => reportAll(getAttributeCredentials(analysis, node)),
      LogicalExpression: (node) => reportAll(getFallbackCredentials(analysis, node)),
      ConditionalExpression: (node) => reportAll(getFallbackCredentials(analysis, node)),
      AssignmentExpression(node) {
        if (hasNames) reportAll(getAssignmentCredentials(analysis, node));
        reportAll(getAssignedCredentials(analysis, node));
      },
      AssignmentPattern: (node) => reportAll(getPatternCredentials(analysis, node)),
      CallExpression(node) {
        reportAll(getCallCredentials(analysis, node));
        reportAll(getGetterCredentials(analysis, node));
      },
      NewExpression: (node) => reportAll(getCallCredentials(analysis, node)),
      Literal(node) {
        if (typeof node.value === 'string') reportAll(getTextCredentials(analysis, node));
      },
      TemplateLiteral: (node) => reportAll(getTextCredentials(analysis, node)),
      'Program:exit'() {
        for (const credential of postponed) {
          // One finding per credential: at its use, where that can be seen.
          const isUsed = reported.some(
            (known) => known.definition !== undefined && known.definition === credential.node,
          );
          if (!isUsed && !isExportedAccount(credential.holder!, credential.node)) report(credential);
        }
      },
    };
    return getTemplateListener(analysis, sourceCode, listener, (credential: Credential, guard: Guard | undefined) =>
      report(credential, guard),
    );
  },
});

function mayHoldCredentials(text: string): boolean {
  return /pass|pwd|pw\b|mdp|secret|senha|contrase|wachtwoord|:\/\/|key|@|\$2[aby]\$|login|admin|credential|account|compte|demo|sequelize|argon|bcrypt|jwt/iu.test(
    text,
  );
}

/** Tells whether a name in a text can be one of a password or of its hash. */
function namesPasswords(text: string): boolean {
  return /pass|pw|mdp|senha|contrase/iu.test(text);
}

/** Two views of one password: the same expression, or a text inside it. */
function isSame(first: Credential, second: Credential): boolean {
  if (first.node === second.node) return isSamePlace(first, second) || !first.loc || !second.loc;
  const [a, b] = [first.node.range, second.node.range];
  const isInside = (a[0] <= b[0] && b[1] <= a[1]) || (b[0] <= a[0] && a[1] <= b[1]);
  return isInside && first.value === second.value;
}

function isSamePlace(first: Credential, second: Credential): boolean {
  return first.loc?.start.line === second.loc?.start.line && first.loc?.start.column === second.loc?.start.column;
}
