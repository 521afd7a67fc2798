import type { TSESTree } from '@typescript-eslint/utils';
import type { SecretKind } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import type { ParameterBinding } from './bindings.js';
import { classify } from './secret-flow.js';
import type { Found, Secret, State } from './secret-verdicts.js';

export type { Secret } from './secret-verdicts.js';

export interface SecretOptions {
  /** Only these kinds count. */
  readonly kinds?: readonly SecretKind[];
}

/**
 * Whether an expression's value holds a secret: by its name, by where it comes from, by what it is made of.
 *
 * @returns undefined where nothing says so, and where the value stopped being secret on its way
 */
export function getSecret(analysis: Analysis, node: TSESTree.Node, options: SecretOptions = {}): Secret | undefined {
  return getSecrets(analysis, node, options)[0];
}

/** As {@link getSecret}, with every secret that a template, an object or an array literal puts together. */
export function getSecrets(analysis: Analysis, node: TSESTree.Node, options: SecretOptions = {}): Secret[] {
  const found = run(analysis, node, { depth: 0, visiting: new Set() });
  const { kinds } = options;
  return kinds ? found.filter((secret) => kinds.some((kind) => kind === secret.kind)) : found;
}

/** A parameter of a function whose value reaches an expression. */
export interface ForwardedParameter {
  readonly index: number;
  /** A rest parameter stands for all arguments from its index on. */
  readonly rest: boolean;
  readonly slice: boolean;
}

/** The parameters of a function that an expression inside it would show, were they secret. */
export function getForwardedParameters(
  analysis: Analysis,
  node: TSESTree.Node,
  fn: ParameterBinding['fn'],
): ForwardedParameter[] {
  const found = run(analysis, node, { depth: 0, visiting: new Set(), subject: fn });
  const byIndex = new Map<number, ForwardedParameter>();
  for (const { parameter, slice } of found) {
    if (parameter) byIndex.set(parameter.index, { ...parameter, slice: slice ?? false });
  }
  return [...byIndex.values()];
}

function run(analysis: Analysis, node: TSESTree.Node, state: State): readonly Found[] & Secret[] {
  const result = classify(analysis, node, state);
  if (result.verdict !== 'secret') return [];
  const wanted = result.found.filter((secret) => (state.subject ? secret.parameter : !secret.parameter));
  return wanted as readonly Found[] & Secret[];
}
