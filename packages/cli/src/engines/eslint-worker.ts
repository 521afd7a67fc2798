import { parentPort, workerData } from 'node:worker_threads';
import { FileLinter } from './eslint-linter.js';
import type { WorkerFile, WorkerSetup } from './eslint-protocol.js';

const linter = new FileLinter(workerData as WorkerSetup);

parentPort?.on('message', (file: WorkerFile) => {
  void linter.lint(file).then((answer) => parentPort?.postMessage(answer));
});
