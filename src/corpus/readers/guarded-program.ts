// The other side of `guarded-process.ts`: what runs in the process of its own.
import { Worker } from 'node:worker_threads';
import { ReadError } from './document.ts';
import type { FileTask, GuardedMessage, OnPage } from './guarded-process.ts';

/** Works on each file that is sent, and answers. To be called once, by the process's program. */
export function answerTasks<Task extends FileTask, Result>(work: (task: Task, onPage: OnPage) => Promise<Result>): void {
  const say = (message: GuardedMessage<Result>) => process.send?.(message);
  process.on('message', async (task: Task) => {
    try {
      const result = await work(task, (page, pages) => say({ state: 'page', page, pages }));
      say({ state: 'done', result });
    } catch (error) {
      // Anything unforeseen ends this process, and the one that asked says so.
      if (!(error instanceof ReadError)) throw error;
      say({ state: 'refused', message: error.message });
    }
  });
  // Without the process that asks there is nothing to do.
  process.on('disconnect', () => process.exit());
  endWithParent(() => say({ state: 'ready' }));
}

const LOOK_MS = 1000;

// A process that is kept busy does not hear that its parent was killed, and would work on for nobody. A thread beside it sees.
function endWithParent(onWatched: () => void): void {
  const watch = `
    const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, ${LOOK_MS});`;
  const watcher = new Worker(watch, { eval: true, execArgv: [] });
  watcher.unref();
  // It cannot begin while this thread is busy.
  watcher.once('online', onWatched);
}
