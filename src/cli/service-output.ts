// What a server says, on standard output for a person and on standard error for a collector, and how it outlives both.
import { fstatSync } from 'node:fs';
import { createLineWriter, type LineWriter, type WriterFigures } from './line-writer.ts';
import type { Output } from './output.ts';

export interface ServiceOutput {
  readonly output: Output;
  /** Where the log goes: standard error. */
  readonly log: { write(text: string): void };
  /** Of both streams together. */
  figures(): WriterFigures;
  /** Waits until what was said is written; not for readers that have gone or have stopped. */
  flush(): Promise<void>;
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const LONGEST_FLUSH_MS = 1_000;

/** `onLost` is told how many lines were lost when lines can be written again. To be made once a process. */
export function createServiceOutput(onLost: (lines: number) => void): ServiceOutput {
  // What Node itself writes there may fail as well.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const errors = writerOf(process.stderr, STANDARD_ERROR, onLost);
  // Where both go to one file, a line that could be written only in part is not interrupted by one of the other stream.
  const lines = isSameFile() ? errors : writerOf(process.stdout, STANDARD_OUTPUT, onLost);
  const writers = [...new Set([lines, errors])];
  return {
    output: {
      line: (text) => lines.write(`${text}\n`),
      error: (text) => errors.write(`${text}\n`),
      rewrite: process.stdout.isTTY ? (text) => lines.write(`\r\u001b[K${text}`) : null,
    },
    log: errors,
    figures: () => {
      const figures = writers.map((writer) => writer.figures());
      return {
        lost: figures.reduce((sum, { lost }) => sum + lost, 0),
        waiting: figures.reduce((sum, { waiting }) => sum + waiting, 0),
      };
    },
    flush: async () => void (await Promise.all(writers.map((writer) => writer.flush(LONGEST_FLUSH_MS)))),
  };
}

/**
 * Node opens a terminal anew for itself, and makes a pipe or socket one whose writes do not wait; and it makes those wait again
 * whenever it starts a process that inherits them, for all who share them.
 */
function writerOf(stream: NodeJS.WriteStream, fd: number, onLost: (lines: number) => void): LineWriter {
  // What is not declared of the stream: all but a file have a handle.
  const { _handle: handle } = stream as { readonly _handle?: StreamHandle };
  const own = handle?.fd ?? fd;
  // A terminal that could not be opened anew is shared with whoever types there, and is left as it is.
  if (!handle?.setBlocking || (stream.isTTY && own === fd)) return createLineWriter(fd, { onLost });
  return createLineWriter(own, { onLost, beforeWrite: () => void handle.setBlocking?.(false) });
}

interface StreamHandle {
  readonly fd?: number;
  setBlocking?(isBlocking: boolean): unknown;
}

function isSameFile(): boolean {
  const [output, error] = [fstatSync(STANDARD_OUTPUT), fstatSync(STANDARD_ERROR)];
  return output.dev === error.dev && output.ino === error.ino;
}
