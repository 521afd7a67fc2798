import type { TSESTree } from '@typescript-eslint/utils';
import type { TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import type { SensitiveKind } from './secret-names.js';
import type { SecretWhole } from './secret-sources.js';
import type { FunctionNode } from './syntax.js';
import { createStep } from './traces.js';

/** A secret value and what shows that it is one. */
export interface Secret {
  readonly kind: SensitiveKind;
  /** A name to show, never a value: `refreshToken`, `bcrypt.hash()`, `process.env`. */
  readonly name: string;
  /** The smallest guilty expression at the asking place. */
  readonly node: TSESTree.Node;
  /** Source first; empty when the secret stands at the asking place itself. */
  readonly trace: readonly TraceStep[];
  /** Only a part of the secret, cut out by position. */
  readonly slice?: boolean;
  /** The value holds secrets among other things. */
  readonly whole?: SecretWhole;
}

/** A secret that was found in a value, and the file in which its node stands. */
export interface Found extends Secret {
  readonly analysis: Analysis;
  /** Not a secret of its own: the parameter of the function in question. */
  readonly parameter?: { readonly index: number; readonly rest: boolean };
}

/** `clean`: known to hold no secret. `unknown`: only a name can tell. */
export type Verdict =
  | { readonly verdict: 'secret'; readonly found: readonly Found[] }
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'unknown' };

export interface State {
  readonly depth: number;
  readonly visiting: ReadonlySet<TSESTree.Node>;
  /** The function whose parameters count as secrets. */
  readonly subject?: FunctionNode;
  /** Keys of the object in question whose values do not count: they are given again, deleted or left behind. */
  readonly without?: ReadonlySet<string> | undefined;
}

export const clean: Verdict = { verdict: 'clean' };
export const unknown: Verdict = { verdict: 'unknown' };

/** Every secret of the parts; clean only when every part is. */
export function combine(parts: readonly Verdict[]): Verdict {
  const found = parts.flatMap((part) => (part.verdict === 'secret' ? part.found : []));
  if (found.length > 0) return { verdict: 'secret', found };
  return parts.every((part) => part.verdict === 'clean') ? clean : unknown;
}

/** A secret that stands where the question was asked. */
export function createSecret(
  analysis: Analysis,
  node: TSESTree.Node,
  kind: SensitiveKind,
  name: string,
  whole?: SecretWhole,
): Verdict {
  return { verdict: 'secret', found: [{ analysis, kind, name, node, trace: [], whole }] };
}

/** Changes every secret of a verdict; a change to undefined takes it away. */
export function mapSecrets(verdict: Verdict, change: (found: Found) => Found | undefined): Verdict {
  if (verdict.verdict !== 'secret') return verdict;
  const found = verdict.found.map(change).filter((entry) => entry !== undefined);
  return found.length > 0 ? { verdict: 'secret', found } : clean;
}

/** A value that travelled: its secrets now stand at `at`, and the way grows by a step. */
export function hop(verdict: Verdict, analysis: Analysis, at: TSESTree.Node, step: TraceStep | undefined): Verdict {
  if (verdict.verdict !== 'secret') return verdict;
  const [first] = verdict.found;
  if (!first) return unknown;
  const start = first.trace.length > 0 ? first.trace : [createStep(first.analysis, first.node, first.name)];
  const trace = step ? [...start, step] : start;
  return { verdict: 'secret', found: [{ ...first, analysis, node: at, trace }] };
}

/** Puts the secrets of a part of an expression on the whole of it. */
export function narrow(verdict: Verdict, node: TSESTree.Node): Verdict {
  return mapSecrets(verdict, (found) => ({ ...found, node }));
}
