// A thread that runs a file of this program.
import { Worker } from 'node:worker_threads';

/** The thread starts with `workerData` as its data. Its errors and its end are events of the worker. */
export function startThread(program: URL, workerData: unknown): Worker {
  // The TypeScript loader is registered inside the thread, because a thread does not take it over from this one.
  const start = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(program.href)});
  });`;
  return new Worker(start, { eval: true, workerData, execArgv: [] });
}
