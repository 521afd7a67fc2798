import { spawnSync } from 'node:child_process';
import { findSemgrep } from 'mathakine-lint';

/** What `--time` adds to the output: seconds. */
export interface SemgrepTimes {
  time?: { rules: string[]; targets: { match_times: number[]; run_time: number }[] };
}

/** A rule that makes Semgrep parse every file and reports nothing. */
export const parsingRule =
  'rules:\n  - id: parse-all\n    languages: [python]\n    severity: INFO\n    message: never\n    patterns:\n      - pattern: $F(...)\n      - pattern-not: $F(...)\n';

const environment = { ...process.env, SEMGREP_ENABLE_VERSION_CHECK: '0', SEMGREP_SEND_METRICS: 'off' };

/** Runs Semgrep on files and returns its JSON. */
export function runSemgrep(
  semgrep: string,
  configs: readonly string[],
  files: readonly string[],
  extra: readonly string[] = [],
): string {
  const fixed = ['scan', '--experimental', '--json', '--quiet', '--metrics=off', '--disable-version-check'];
  const run = spawnSync(semgrep, [...fixed, ...extra, ...configs.flatMap((config) => ['--config', config]), ...files], {
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status === null || run.status > 1) throw new Error(`Semgrep failed: ${run.stderr}`);
  return run.stdout;
}

/** The pinned Semgrep in its environment; throws where it was not set up. */
export function getSemgrep(): string {
  const found = findSemgrep({ env: process.env, platform: process.platform, cwd: process.cwd() });
  if (typeof found === 'string') throw new Error(found);
  return found.command;
}
