import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LanguageServer, type Diagnostic } from './language-server.js';

// Inside the package, so that the project finds the ESLint 9 and the eslint-config-next installed beside it.
const scratch = mkdtempSync(join(import.meta.dirname, '..', '.scratch-editor-'));
const page = join(scratch, 'app/login/page.tsx');
const session = join(scratch, 'app/login/session.ts');
const constants = join(scratch, 'lib/constants/demo.ts');

function getOurs(list: readonly Diagnostic[]): string[] {
  return list.map((diagnostic) => String(diagnostic.code)).filter((code) => code.startsWith('mathakine/'));
}

describe('the ESLint language server of VS Code, on a Next.js project', { timeout: 120_000 }, () => {
  let server: LanguageServer;

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, 'projects/next-app'), scratch, { recursive: true });
    const manifest = createRequire(import.meta.url).resolve('vscode-langservers-extracted/package.json');
    server = await LanguageServer.start({
      command: process.execPath,
      args: [join(dirname(manifest), 'bin/vscode-eslint-language-server'), '--stdio'],
      root: scratch,
      settings: {
        validate: 'on',
        run: 'onType',
        useFlatConfig: true,
        experimental: { useFlatConfig: true },
        problems: {},
        rulesCustomizations: [],
        workingDirectory: { directory: scratch },
        workspaceFolder: { uri: `file://${scratch}`, name: 'workspace' },
        codeAction: { disableRuleComment: { enable: true }, showDocumentation: { enable: true } },
        codeActionOnSave: { enable: false },
        nodePath: null,
        onIgnoredFiles: 'off',
        quiet: false,
        packageManager: 'npm',
        format: false,
      },
    });
  });

  afterAll(() => {
    server.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('shows a finding while typing, and its suggestion as a code action', async () => {
    const text = readFileSync(session, 'utf8');
    await server.open(session, 'typescript', text);
    const list = await server.waitForDiagnostics(session, (all) => getOurs(all).length > 0);
    expect(getOurs(list)).toEqual(['mathakine/no-localstorage-refresh-token']);
    const ours = list.find((diagnostic) => String(diagnostic.code).startsWith('mathakine/'))!;
    const actions = await server.codeActions(session, ours);
    expect(actions.map((action) => action.title).join('\n')).toMatch(/delete|remove/i);

    await server.change(session, text.replace(/localStorage.*;/, 'void refreshToken;'));
    await server.waitForDiagnostics(session, (all) => getOurs(all).length === 0);
  });

  it('shows a finding that comes from an imported file, and takes it back when that file changes', async () => {
    const text = readFileSync(page, 'utf8');
    await server.open(page, 'typescriptreact', text);
    const list = await server.waitForDiagnostics(page, (all) => getOurs(all).length > 0);
    expect(getOurs(list)).toEqual(['mathakine/no-demo-credentials']);

    const before = readFileSync(constants, 'utf8');
    writeFileSync(constants, before.replace(/DEMO_PASSWORD = .*;/, "DEMO_PASSWORD = '';"));
    await server.change(page, `${text}\n`);
    await server.waitForDiagnostics(page, (all) => getOurs(all).length === 0);

    writeFileSync(constants, before);
    await server.change(page, text);
    await server.waitForDiagnostics(page, (all) => getOurs(all).length > 0);
  });
});
