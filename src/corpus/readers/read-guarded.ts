// Reading files from strangers: in a process of its own, which is ended when it shows no sign of life or takes too much
// memory. What the libraries do with a file made to harm then harms nobody else.
import { type ChildProcess, fork } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadError } from './document.ts';
import type { ReadFileOptions, ReadFileResult } from './read-document.ts';

/** What the reading process says. */
export type ReaderMessage =
  | { readonly state: 'page'; readonly page: number; readonly pages: number }
  | { readonly state: 'read'; readonly document: ReadFileResult }
  /** A `ReadError`: foreseen, with its cure. */
  | { readonly state: 'refused'; readonly message: string };

export interface ReaderProcess {
  /** As `readDocumentFile`. One file at a time. */
  read(path: string, options?: ReadFileOptions): Promise<ReadFileResult>;
  close(): void;
}

export interface ReaderProcessOptions {
  /** How long a file may be worked on without a further page. */
  readonly patienceMs?: number;
}

/** A page takes a tenth of a second, and the Word file of a long plan two seconds. */
const PATIENCE_MS = 30_000;
const MOST_MEMORY_MB = 2048;
const CHILD = fileURLToPath(new URL('./reader-child.ts', import.meta.url));

/** Reads one file as `readDocumentFile` does, whatever the file is made to do. */
export async function readGuarded(path: string, options: ReadFileOptions = {}): Promise<ReadFileResult> {
  const reader = createReaderProcess();
  try {
    return await reader.read(path, options);
  } finally {
    reader.close();
  }
}

/** A reading process for several files; started at the first, and anew after one that it did not survive. */
export function createReaderProcess({ patienceMs = PATIENCE_MS }: ReaderProcessOptions = {}): ReaderProcess {
  let child: ChildProcess | undefined;
  let hasAnswered = false;
  const close = () => {
    child?.kill('SIGKILL');
    child = undefined;
    hasAnswered = false;
  };
  const read = async (path: string, options: ReadFileOptions = {}): Promise<ReadFileResult> => {
    child ??= startChild();
    const isFresh = !hasAnswered;
    try {
      const document = await ask(child, path, options, patienceMs);
      hasAnswered = true;
      return document;
    } catch (error) {
      if (error instanceof ReadError && error.cause === undefined) {
        hasAnswered = true;
        throw error;
      }
      // It may be in any state; the next file gets a new one.
      close();
      // What a library left behind from an earlier file may have broken it: this file has a right to a process of its own.
      if (!isFresh && error instanceof ReadError && error.cause === BROKEN) return read(path, options);
      throw error;
    }
  };
  return { read, close };
}

// The TypeScript loader by its name: the parent may have been started with another, or with none that a child inherits.
function startChild(): ChildProcess {
  return fork(CHILD, {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${MOST_MEMORY_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

const BROKEN = Symbol('the reading process ended');
const SILENT = Symbol('the reading process gave no answer');

function ask(child: ChildProcess, path: string, { onPage }: ReadFileOptions, patienceMs: number): Promise<ReadFileResult> {
  return new Promise((resolve, reject) => {
    const refuse = (message: string, cause?: symbol) => end(() => reject(new ReadError(message, cause && { cause })));
    const impatient = () =>
      refuse(
        `${basename(path)} could not be read within ${Math.round(patienceMs / 1000)} s; save it as text in the program it comes from, and import that`,
        SILENT,
      );
    let timer = setTimeout(impatient, patienceMs);
    const onMessage = (message: ReaderMessage) => {
      if (message.state === 'page') {
        clearTimeout(timer);
        timer = setTimeout(impatient, patienceMs);
        onPage?.(message.page, message.pages);
      } else if (message.state === 'read') end(() => resolve(message.document));
      else refuse(message.message);
    };
    const onEnd = () =>
      refuse(
        `${basename(path)} is damaged or too large: the program that read it broke down; save it as text in the program it comes from, and import that`,
        BROKEN,
      );
    const end = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      settle();
    };
    child.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
    child.send(path);
  });
}
