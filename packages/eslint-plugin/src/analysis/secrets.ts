import type { TSESTree } from '@typescript-eslint/utils';
import { getSecretName, type SecretKind, type TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getCalleeName, getStaticPropertyName, unwrap } from './bindings.js';

/** A secret value and what shows that it is one. */
export interface Secret {
  readonly kind: SecretKind;
  /** A name to show, never a value: `refreshToken`, `tokens.access`, `bcrypt.hash(…)`. */
  readonly name: string;
  /** The smallest guilty expression at the asking place. */
  readonly node: TSESTree.Node;
  /** Source first; empty when the secret stands at the asking place itself. */
  readonly trace: readonly TraceStep[];
  /** Only a part of the secret, cut out by position. */
  readonly slice?: boolean;
}

export interface SecretOptions {
  /** Only these kinds count. */
  readonly kinds?: readonly SecretKind[];
}

/** Whether an expression's value holds a secret; undefined when nothing says so. */
export function getSecret(analysis: Analysis, node: TSESTree.Node, options: SecretOptions = {}): Secret | undefined {
  const bare = unwrap(node);
  const name =
    bare.type === 'Identifier'
      ? bare.name
      : bare.type === 'MemberExpression'
        ? getStaticPropertyName(bare)
        : bare.type === 'CallExpression'
          ? getCalleeName(bare)?.replace(/^get(?=[A-Z])/u, '')
          : undefined;
  const secret = name === undefined ? undefined : getSecretName(name, analysis.settings);
  if (!secret || name === undefined || (options.kinds && !options.kinds.includes(secret.kind))) return undefined;
  return { kind: secret.kind, name, node: bare, trace: [] };
}
