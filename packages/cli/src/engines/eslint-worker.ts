import { parentPort, workerData } from 'node:worker_threads';
import { FileLinter } from './eslint-linter.js';
import { readySign, type WorkerFile, type WorkerSetup } from './eslint-protocol.js';

const linter = new FileLinter(workerData as WorkerSetup);

parentPort?.on('message', (file: WorkerFile) => {
  void linter.lint(file).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage(readySign);
