import type { TSESTree } from '@typescript-eslint/utils';
import type { TraceStep } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';

export type { TraceStep } from 'mathakine-lint-core';

const traces = new WeakMap<object, Map<string, readonly TraceStep[]>>();

/** Where a message will stand: a node, its `loc`, or a bare position; lines from 1, columns from 0 as in the tree. */
export type TraceLocation = TSESTree.Node | TSESTree.SourceLocation | TSESTree.Position;

/**
 * Keeps the way of a reported value, for the command line to pick up with {@link getTrace}. A way of no step is not
 * kept.
 *
 * @param sourceCode the `SourceCode` of the linted file
 * @param steps source first
 */
export function recordTrace(sourceCode: object, location: TraceLocation, steps: readonly TraceStep[]): void {
  if (steps.length === 0) return;
  const start = getStart(location);
  const known = traces.get(sourceCode) ?? new Map<string, readonly TraceStep[]>();
  traces.set(sourceCode, known);
  known.set(`${start.line}:${start.column + 1}`, steps);
}

function getStart(location: TraceLocation): TSESTree.Position {
  if ('loc' in location) return location.loc.start;
  return 'start' in location ? location.start : location;
}

/**
 * The way of the value that was reported at a place.
 *
 * @param line from 1, as in ESLint's message
 * @param column from 1, as in ESLint's message
 * @returns steps with absolute paths, source first; undefined when the value did not travel
 */
export function getTrace(sourceCode: object, line: number, column: number): readonly TraceStep[] | undefined {
  return traces.get(sourceCode)?.get(`${line}:${column}`);
}

/** One step at a node; the label is a name, never a literal value. */
export function createStep(analysis: Analysis, node: TSESTree.Node, label: string): TraceStep {
  return {
    path: analysis.filename.replaceAll('\\', '/'),
    line: node.loc.start.line,
    column: node.loc.start.column + 1,
    label,
  };
}
