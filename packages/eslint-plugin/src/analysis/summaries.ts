import type { Analysis } from './analysis.js';
import { isNoop, getReturns } from './functions.js';
import { isRedactorName } from 'mathakine-lint-core';
import { getCalleeName } from './bindings.js';
import { classify } from './secret-flow.js';
import { clean, combine, type State, type Verdict } from './secret-verdicts.js';
import { getForwardedParameters } from './secrets.js';
import { getLogSink } from './sinks.js';
import { isFunction, walk, type FunctionNode } from './syntax.js';

/** A parameter that a function writes to a log. */
export interface LoggedParameter {
  readonly index: number;
  /** All arguments from the index on. */
  readonly rest: boolean;
  readonly slice: boolean;
}

/** What a function does with what it is given. */
export interface FunctionSummary {
  readonly logs: readonly LoggedParameter[];
  /** It calls something that makes values fit to be shown. */
  readonly redacts: boolean;
  /** Its body does nothing. */
  readonly isNoop: boolean;
}

const summaries = new WeakMap<FunctionNode, FunctionSummary>();
const empty: FunctionSummary = { logs: [], redacts: false, isNoop: false };
const maxDepth = 4;

/** What a function whose body can be seen does; asked once per function. */
export function summarizeFunction(analysis: Analysis, fn: FunctionNode, depth = 0): FunctionSummary {
  const known = summaries.get(fn);
  if (known) return known;
  if (depth > maxDepth) return empty;
  // A function that calls itself finds the empty summary while its own is being made.
  summaries.set(fn, empty);
  const logs = new Map<number, LoggedParameter>();
  let redacts = false;
  if (fn.params.length > 0) {
    walk(fn.body, analysis.sourceCode.visitorKeys, (node) => {
      if (node.type !== 'CallExpression') return undefined;
      if (isRedactorName(getCalleeName(node) ?? '', analysis.settings.redactors)) redacts = true;
      const sink = getLogSink(analysis, node, depth + 1);
      for (const value of sink?.values ?? []) {
        for (const parameter of getForwardedParameters(analysis, value, fn)) logs.set(parameter.index, parameter);
      }
      return undefined;
    });
  }
  const summary: FunctionSummary = {
    logs: [...logs.values()],
    redacts,
    isNoop: isNoop(analysis, fn) && logs.size === 0,
  };
  summaries.set(fn, summary);
  return summary;
}

/** What is known about the values that a function returns. */
export function getReturned(analysis: Analysis, fn: FunctionNode, state: State): Verdict {
  if (isFunction(fn) && fn.body.type !== 'BlockStatement') return classify(analysis, fn.body, state);
  const returns = getReturns(analysis, fn).filter((node) => node.type !== 'ReturnStatement');
  return returns.length === 0 ? clean : combine(returns.map((node) => classify(analysis, node, state)));
}
