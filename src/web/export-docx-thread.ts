// Word files are made in a thread of their own: the library makes the whole file at once, a second for two thousand clauses,
// in which nobody else would be answered.
import type { Worker } from 'node:worker_threads';
import { startThread } from '../text/thread.ts';
import type { ExportSet } from './export-set.ts';

/** What the thread answers to a set: the bytes of the file, or why there are none. */
export type DocxAnswer = { readonly file: Uint8Array } | { readonly error: unknown };

const PROGRAM = new URL('./export-docx-program.ts', import.meta.url);

/** A thread takes half a second to start and tens of megabytes; who exports once often exports again. */
const IDLE_MS = 60_000;
/** Fifty times what the largest file takes: a thread that takes longer is given up, or nobody could export any more. */
const LONGEST_MS = 60_000;

let worker: Worker | null = null;
let idle: NodeJS.Timeout | undefined;

/** As `exportDocx`. One at a time: whoever asks has waited for the answer before. Rejects where the thread breaks down. */
export function docxInThread(set: ExportSet): Promise<Buffer> {
  clearTimeout(idle);
  worker ??= start();
  const thread = worker;
  return new Promise<Buffer>((resolve, reject) => {
    thread.postMessage(set);
    const limit = setTimeout(() => void thread.terminate(), LONGEST_MS).unref();
    const settle = (finish: () => void) => {
      clearTimeout(limit);
      thread.removeAllListeners('message').off('exit', onExit).off('error', onError);
      idle = setTimeout(() => void stop(thread), IDLE_MS).unref();
      finish();
    };
    const onExit = (code: number) => settle(() => reject(new Error(`the thread that makes Word files ended with code ${code}`)));
    const onError = (error: unknown) => settle(() => reject(error));
    thread.on('exit', onExit).on('error', onError);
    thread.on('message', (answer: DocxAnswer) =>
      settle(() => ('file' in answer ? resolve(Buffer.from(answer.file.buffer)) : reject(answer.error))),
    );
  });
}

function start(): Worker {
  const started = startThread(PROGRAM, null);
  // It does not keep a server alive that has answered everybody.
  started.unref();
  const forget = () => {
    if (worker === started) worker = null;
  };
  return started.on('exit', forget).on('error', forget);
}

async function stop(thread: Worker): Promise<void> {
  if (worker === thread) worker = null;
  await thread.terminate();
}
