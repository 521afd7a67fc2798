import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getSemgrepCommand } from './annotated.js';
import { LanguageServer } from './language-server.js';

const rules = join(import.meta.dirname, '../../../rules');
const guilty = `import logging

logger = logging.getLogger(__name__)


def login(username: str, password: str) -> None:
    logger.info("Connexion de %s avec %s", username, password)
`;

describe("Semgrep's language server, on a Python project", { timeout: 120_000 }, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'editor-semgrep-'));
  const file = join(scratch, 'server', 'auth.py');
  let server: LanguageServer;

  beforeAll(async () => {
    mkdirSync(join(scratch, 'server'));
    writeFileSync(file, guilty);
    // The server takes its targets from git: of a file that git does not know it forgets what it found at start-up.
    for (const args of [
      ['init', '--quiet'],
      ['add', '.'],
    ])
      spawnSync('git', args, { cwd: scratch });
    server = await LanguageServer.start({
      command: getSemgrepCommand(),
      args: ['lsp'],
      root: scratch,
      settings: null,
      // What the Semgrep extension sends from the settings `semgrep.scan.*` (docs/editors.md).
      initializationOptions: {
        metrics: { enabled: false, isNewAppInstall: false, extensionVersion: '0', extensionType: 'test' },
        scan: {
          configuration: [join(rules, 'python'), join(rules, 'web'), join(rules, 'deploy')],
          exclude: [],
          include: [],
          jobs: 1,
          maxMemory: 0,
          maxTargetBytes: 0,
          timeout: 30,
          timeoutThreshold: 3,
          onlyGitDirty: false,
          pro_intrafile: false,
        },
        doHover: false,
      },
      env: {
        ...process.env,
        SEMGREP_ENABLE_VERSION_CHECK: '0',
        SEMGREP_SEND_METRICS: 'off',
        SEMGREP_SETTINGS_FILE: join(scratch, 'settings.yml'),
      },
    });
  });

  afterAll(() => {
    server.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('shows a Python finding on the guilty line, and takes it back after the repair', async () => {
    await server.open(file, 'python', guilty);
    // The first answer may come from the scan at start-up, before the rules are read; a save asks again.
    await server.waitForDiagnostics(file, () => true);
    await server.save(file, guilty);
    const list = await server.waitForDiagnostics(file, (all) => all.length > 0);
    expect(list.map(({ code, range }) => [String(code).split('.').at(-1), range.start.line])).toEqual([
      ['no-sensitive-logs', 6],
    ]);

    const repaired = guilty.replace(' avec %s', '').replace(', password)', ')');
    writeFileSync(file, repaired);
    await server.change(file, repaired);
    await server.save(file, repaired);
    await server.waitForDiagnostics(file, (all) => all.length === 0);
  });
});
