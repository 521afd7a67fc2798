import type { RuleId, Severity, TraceStep } from 'mathakine-lint-core';
import type { Preset } from '../options.js';

/** What a worker sends once, when it has loaded everything. */
export const readySign = 'ready';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly root: string;
  readonly preset: Preset;
  readonly only: readonly RuleId[];
  readonly includeTests: boolean;
}

export interface WorkerFile {
  readonly absolute: string;
  readonly path: string;
  readonly text?: string;
}

/** A message of a rule, positions from 1. */
export interface WorkerMessage {
  readonly ruleId: RuleId;
  readonly messageId: string;
  readonly message: string;
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly trace?: readonly TraceStep[];
}

/** A message that a comment silences. */
export interface WorkerSuppression {
  readonly message: WorkerMessage;
  readonly justification: string;
}

/** What a worker answers for one file. */
export interface WorkerAnswer {
  readonly messages: readonly WorkerMessage[];
  readonly suppressions: readonly WorkerSuppression[];
  /** Why the file could not be read. */
  readonly skipped?: string;
}
