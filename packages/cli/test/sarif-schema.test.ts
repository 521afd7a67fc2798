import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Project } from './project.js';

/** Microsoft's SARIF tool, in the package of this platform, carries the schema of the OASIS standard. */
function readSchema(): object {
  const { platform } = process;
  const name = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[platform as string];
  const tool = createRequire(createRequire(import.meta.url).resolve('@microsoft/sarif-multitool/package.json'));
  const file = tool.resolve(`@microsoft/sarif-multitool-${name}/sarif-2.1.0.json`);
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/u, '')) as object;
}

interface Sarif {
  runs: [
    {
      results: { codeFlows?: unknown[] }[];
      invocations: [{ toolExecutionNotifications: unknown[] }];
    },
  ];
}

let project: Project;

beforeAll(() => {
  project = new Project();
  cpSync(fileURLToPath(new URL('../../../fixtures', import.meta.url)), project.folder, { recursive: true });
  project.write('broken.ts', 'const = ;\n');
  project.write('disabled.ts', 'console.log(token); // eslint-disable-line mathakine/no-sensitive-logs -- made up\n');
});
afterAll(() => project.remove());

describe('the SARIF of a whole run', { timeout: 240_000 }, () => {
  it('is valid by the schema of the standard, with ways of values and what was not read', async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(readSchema());
    const { code, output } = await project.run(['--format', 'sarif']);
    expect(code).toBe(2);
    const log = JSON.parse(output) as Sarif;
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    const [{ results, invocations }] = log.runs;
    expect(results.length).toBeGreaterThan(100);
    expect(results.some((result) => result.codeFlows)).toBe(true);
    expect(invocations[0].toolExecutionNotifications).not.toEqual([]);
    // The schema is no rubber stamp.
    expect(validate({ ...log, runs: [{ ...log.runs[0], results: [{ ruleId: 'x' }] }] })).toBe(false);
  });
});
