import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from './analysis.js';
import type { Credential } from './credentials.js';

/** A replacement that puts a credential behind the demo flag. */
export interface GuardFix {
  readonly range: readonly [number, number];
  readonly text: string;
  readonly flag: string;
}

/**
 * Wraps the guilty JSX element, statement or value in the demo guard. The flag is the first of the option
 * `demoFlags`, or the usual one of the framework.
 */
export function getDemoGuardFix(analysis: Analysis, credential: Credential): GuardFix | undefined {
  if (['defaultPassword', 'signingKey', 'connection', 'seeded', 'compared'].includes(credential.use)) return undefined;
  const { flag, condition } = getCondition(analysis);
  const text = (node: TSESTree.Node): string => analysis.sourceCode.getText(node);
  for (let node: TSESTree.Node | undefined = credential.node; node; node = node.parent) {
    const { parent }: { parent?: TSESTree.Node } = node;
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      const isChild = parent?.type === 'JSXElement' || parent?.type === 'JSXFragment';
      if (isChild) return { flag, range: node.range, text: `{${condition} && ${text(node)}}` };
      if (parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression') {
        return { flag, range: node.range, text: `${condition} ? ${text(node)} : null` };
      }
    }
    if (node.type === 'ExpressionStatement') {
      const isWhole = node.expression.type === 'CallExpression' || node.expression.type === 'AssignmentExpression';
      return isWhole ? { flag, range: node.range, text: `if (${condition}) { ${text(node)} }` } : undefined;
    }
    if (node.type === 'AwaitExpression' || node.type === 'JSXAttribute') continue;
    const isValue = parent?.type === 'Property' || isStateCall(parent);
    if (isValue && node === credential.node) {
      return { flag, range: node.range, text: `${condition} ? ${text(node)} : ''` };
    }
    if (node.type.endsWith('Statement') || node.type.endsWith('Declaration')) return undefined;
  }
  return undefined;
}

function isStateCall(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'CallExpression' && node.parent.type === 'VariableDeclarator';
}

function getCondition(analysis: Analysis): { flag: string; condition: string } {
  const isVite = analysis.sourceCode.text.includes('import.meta.env');
  const flag = analysis.settings.demoFlags?.[0] ?? (isVite ? 'VITE_DEMO_MODE' : 'NEXT_PUBLIC_DEMO_MODE');
  if (!/^[A-Z][A-Z\d_]*$/u.test(flag)) return { flag, condition: /^[A-Za-z_$][\w$.]*$/u.test(flag) ? flag : 'false' };
  const holder = isVite || flag.startsWith('VITE_') ? 'import.meta.env' : 'process.env';
  return { flag, condition: `${holder}.${flag} === 'true'` };
}
