import type { EngineName, Finding, RuleId } from 'mathakine-lint-core';
import type { PathReason } from './files/discover.js';

/**
 * How far an engine came. `idle`: it had nothing to read. Everything but `complete` and `idle` means that something
 * was left unread, and makes the exit code 2.
 */
export type EngineStatus = 'complete' | 'idle' | 'incomplete' | 'missing' | 'crashed' | 'timeout';

export interface EngineReport {
  readonly name: EngineName;
  /** Undefined where the engine was not found or does not say. */
  readonly version?: string | undefined;
  readonly status: EngineStatus;
  /** How many files it was given. */
  readonly files: number;
  /** Files that it could not read or not to the end. */
  readonly skipped: readonly PathReason[];
  readonly durationMs: number;
  /** A sentence for the user where the status is not `complete` or `idle`. */
  readonly reason?: string | undefined;
}

/** A finding that a comment silences. */
export interface Suppression {
  readonly finding: Finding;
  /** What the comment gives as its reason; empty when it gives none. */
  readonly justification: string;
}

/** What an engine hands over: findings without fingerprints, in any order. */
export interface EngineResult {
  readonly report: EngineReport;
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

/** The result of a run, as `--format json` prints it. */
export interface LintReport {
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly engines: readonly EngineReport[];
  /** What comments silence: with its place, its rule and the reason that is given. */
  readonly suppressions: readonly SuppressionReport[];
}

/** A silenced finding as reports print it. */
export interface SuppressionReport {
  readonly ruleId: RuleId;
  readonly path: string;
  readonly line: number;
  readonly justification: string;
}

/** Tells whether every engine that had files to read did its whole job. */
export function isWhole(engines: readonly EngineReport[]): boolean {
  return engines.every(({ status }) => status === 'complete' || status === 'idle');
}
