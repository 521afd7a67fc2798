import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node.js';

/** A diagnostic as the Language Server Protocol has it; lines and characters count from 0. */
export interface Diagnostic {
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  code?: string | number | { value: string };
  source?: string;
  message: string;
}

export interface CodeAction {
  title: string;
  kind?: string;
}

export interface ServerOptions {
  command: string;
  args: readonly string[];
  /** The workspace folder. */
  root: string;
  /** What `workspace/configuration` answers, for every section asked. */
  settings: unknown;
  initializationOptions?: unknown;
  env?: NodeJS.ProcessEnv;
}

/** A client for a real language server: opens and changes documents, waits for what the server says of them. */
export class LanguageServer {
  readonly #connection: MessageConnection;
  readonly #pushed = new Map<string, Diagnostic[]>();
  readonly #stop: () => void;
  #version = 1;
  /** Whether the server is asked for diagnostics (`textDocument/diagnostic`) or sends them by itself. */
  #pulls = false;

  private constructor(connection: MessageConnection, stop: () => void) {
    this.#connection = connection;
    this.#stop = stop;
  }

  /** Starts a server and shakes hands with it. Rejects when it cannot be started. */
  static async start(options: ServerOptions): Promise<LanguageServer> {
    const child = spawn(options.command, options.args, {
      cwd: options.root,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: options.env ?? process.env,
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new LanguageServer(connection, () => child.kill());
    server.#answer(options.settings);
    connection.listen();
    const uri = pathToFileURL(options.root).href;
    const { capabilities } = await connection.sendRequest<{ capabilities: object }>('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'workspace' }],
      initializationOptions: options.initializationOptions,
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
        textDocument: {
          publishDiagnostics: { relatedInformation: true },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
        },
      },
    });
    server.#pulls = 'diagnosticProvider' in capabilities;
    await connection.sendNotification('initialized', {});
    return server;
  }

  #answer(settings: unknown): void {
    const connection = this.#connection;
    connection.onRequest('workspace/configuration', (params: { items: unknown[] }) => params.items.map(() => settings));
    connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: { uri: string; diagnostics: Diagnostic[] }) => {
        this.#pushed.set(params.uri, params.diagnostics);
      },
    );
    connection.onRequest(() => null);
    connection.onNotification(() => undefined);
  }

  async open(path: string, languageId: string, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    this.#pushed.delete(uri);
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: this.#version++, text },
    });
  }

  /** Replaces the whole text of an open document, as an editor does on a keystroke. */
  async change(path: string, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    this.#pushed.delete(uri);
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: this.#version++ },
      contentChanges: [{ text }],
    });
  }

  async save(path: string, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    await this.#connection.sendNotification('textDocument/didSave', { textDocument: { uri }, text });
  }

  /** What the server says of a document once it says something that passes. Rejects after `timeoutMs` with the last word. */
  async waitForDiagnostics(
    path: string,
    passes: (list: Diagnostic[]) => boolean,
    timeoutMs = 60_000,
  ): Promise<Diagnostic[]> {
    const uri = pathToFileURL(path).href;
    const deadline = Date.now() + timeoutMs;
    let last: Diagnostic[] | undefined;
    while (Date.now() < deadline) {
      last = this.#pulls ? await this.#pull(uri) : this.#pushed.get(uri);
      if (last && passes(last)) return last;
      await setTimeout(100);
    }
    throw new Error(`No such diagnostics for ${path}; last: ${JSON.stringify(last)}`);
  }

  async #pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.#connection.sendRequest<{ items?: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.items ?? [];
  }

  codeActions(path: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    return this.#connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: pathToFileURL(path).href },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    });
  }

  stop(): void {
    this.#connection.dispose();
    this.#stop();
  }
}
