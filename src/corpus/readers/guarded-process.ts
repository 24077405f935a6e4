// Work on files from strangers: in a process of its own, which is ended when it shows no sign of life or takes too much
// memory. What a file made to harm does to the libraries or the parser then harms nobody else.
import { type ChildProcess, fork } from 'node:child_process';
import { basename } from 'node:path';
import { ReadError } from './document.ts';

/** One file to work on; whatever else is to be known of it. Goes to the process as it is, by structured clone. */
export interface FileTask {
  readonly path: string;
}

/** What the working process says. */
export type GuardedMessage<Result> =
  /** It is there, and may be sent its first file. */
  | { readonly state: 'ready' }
  | { readonly state: 'page'; readonly page: number; readonly pages: number }
  | { readonly state: 'done'; readonly result: Result }
  /** A `ReadError`: foreseen, with its cure. */
  | { readonly state: 'refused'; readonly message: string };

/** Told of each page that is done. */
export type OnPage = (page: number, pages: number) => void;

export interface GuardedProcess<Task extends FileTask, Result> {
  /** One file at a time. Throws `ReadError`. */
  run(task: Task, onPage?: OnPage): Promise<Result>;
  close(): void;
}

export interface GuardedProcessOptions {
  /** The file that the process runs: it answers with `answerTasks`. */
  readonly program: string;
  /** How long a file may be worked on without a further page. */
  readonly patienceMs?: number | undefined;
}

/** A page takes a tenth of a second, and the Word file of a long plan two seconds. */
const PATIENCE_MS = 30_000;
const MOST_MEMORY_MB = 2048;
/** It takes a third of a second. */
const START_MS = 30_000;
const MOST_STARTS = 3;

/** A process for several files; started at the first, and anew after one that it did not survive. */
export function createGuardedProcess<Task extends FileTask, Result>({
  program,
  patienceMs = PATIENCE_MS,
}: GuardedProcessOptions): GuardedProcess<Task, Result> {
  let child: ChildProcess | undefined;
  let ready: Promise<void> | undefined;
  let hasAnswered = false;
  let isOver = false;
  const close = () => {
    child?.kill('SIGKILL');
    child = undefined;
    ready = undefined;
    hasAnswered = false;
    process.off('exit', close);
  };
  // No file is to blame for a process that has come to its end before it saw one.
  const started = async (): Promise<ChildProcess> => {
    for (let attempt = 1; ; attempt += 1) {
      if (!child) {
        child = startChild(program);
        ready = isReady(child);
        // While it works it hears nothing, not even that the one who asked is gone.
        process.once('exit', close);
      }
      try {
        await ready;
        return child;
      } catch (error) {
        close();
        if (attempt === MOST_STARTS || isOver) throw error;
      }
    }
  };
  const run = async (task: Task, onPage?: OnPage): Promise<Result> => {
    const working = await started();
    const isFresh = !hasAnswered;
    try {
      const result = await ask<Result>(working, task, onPage, patienceMs);
      hasAnswered = true;
      return result;
    } catch (error) {
      if (error instanceof ReadError && error.cause === undefined) {
        hasAnswered = true;
        throw error;
      }
      // It may be in any state; the next file gets a new one.
      close();
      // What a library left behind from an earlier file may have broken it: this file has a right to a process of its own.
      if (!isFresh && error instanceof ReadError && error.cause === BROKEN) return run(task, onPage);
      throw error;
    }
  };
  return {
    run,
    close: () => {
      isOver = true;
      close();
    },
  };
}

// The TypeScript loader by its name: the parent may have been started with another, or with none that a child inherits.
function startChild(program: string): ChildProcess {
  return fork(program, {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${MOST_MEMORY_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Resolves when it can be sent a file; rejects with how it ended where it could not be started. */
function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off('message', onReady).off('exit', onExit).off('error', onError);
      finish();
    };
    const fail = (how: string) => settle(() => reject(new Error(`the process that works on files could not be started: ${how}`)));
    const timer = setTimeout(() => fail(`it is not there after ${START_MS / 1000} s`), START_MS);
    const onReady = () => settle(resolve);
    const onExit = (code: number | null, signal: string | null) => fail(`it ended with ${signal ?? `code ${code}`}`);
    const onError = (error: Error) => fail(error.message);
    child.once('message', onReady).once('exit', onExit).once('error', onError);
  });
}

const BROKEN = Symbol('the working process ended');
const SILENT = Symbol('the working process gave no answer');

function ask<Result>(child: ChildProcess, task: FileTask, onPage: OnPage | undefined, patienceMs: number): Promise<Result> {
  const name = basename(task.path);
  return new Promise((resolve, reject) => {
    const refuse = (message: string, cause?: symbol) => end(() => reject(new ReadError(message, cause && { cause })));
    const impatient = () =>
      refuse(
        `${name} could not be read within ${Math.round(patienceMs / 1000)} s; save it as text in the program it comes from, and import that`,
        SILENT,
      );
    let timer = setTimeout(impatient, patienceMs);
    const onMessage = (message: GuardedMessage<Result>) => {
      if (message.state === 'page') {
        clearTimeout(timer);
        timer = setTimeout(impatient, patienceMs);
        onPage?.(message.page, message.pages);
      } else if (message.state === 'done') end(() => resolve(message.result));
      else if (message.state === 'refused') refuse(message.message);
    };
    const onEnd = () =>
      refuse(
        `${name} is damaged or too large: the program that read it broke down; save it as text in the program it comes from, and import that`,
        BROKEN,
      );
    const end = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      settle();
    };
    child.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
    child.send(task);
  });
}
