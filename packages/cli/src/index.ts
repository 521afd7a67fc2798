export { runLint, type LintOptions } from './run.js';
export type { EngineReport, EngineStatus, LintReport } from './report.js';
export type { Machine } from './cache.js';
export { PathError } from './files/discover.js';
export { findSemgrep, type SemgrepInstallation } from './engines/semgrep-environment.js';
