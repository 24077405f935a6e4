// Lines for whoever reads a stream of a server: nobody waits for them, and nothing breaks on them. A full disk, a reader that
// has gone or one that has stopped costs lines; it never costs an answer.
import { write, writeSync } from 'node:fs';

export interface LineWriter {
  /** Takes a text that ends a line. What cannot be written yet waits; what there is no room for is lost. */
  write(text: string): void;
  /** How many texts were lost so far, and how many wait. */
  figures(): WriterFigures;
  /** Resolves when everything is written, or it is clear that it cannot be, or after so many ms. */
  flush(longestMs: number): Promise<void>;
}

export interface WriterFigures {
  readonly lost: number;
  readonly waiting: number;
}

export interface LineWriterOptions {
  /** Told how many were lost, once what waited has been written after all. */
  readonly onLost?: (count: number) => void;
  readonly mostWaitingBytes?: number;
  /** Called right before each write. */
  readonly beforeWrite?: () => void;
}

/** Some thousand lines: enough for a disk that is cleared within minutes, nothing that the memory would notice. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
/** Collectors read so much at once, and what is shorter than a pipe's room stays in one piece. */
const CHUNK_BYTES = 16 * 1024;
/** A reader that is only slow. */
const RETRY_SLOW_MS = 50;
const RETRY_BROKEN_MS = 1_000;

/** A pipe must be one whose writes do not wait, or a reader that has stopped holds one of the few threads that read files. */
export function createLineWriter(fd: number, options: LineWriterOptions = {}): LineWriter {
  const { onLost = () => {}, mostWaitingBytes = MOST_WAITING_BYTES, beforeWrite = () => {} } = options;
  const waiting: string[] = [];
  /** What is being written: whole texts, or the rest of them where only a part went through. */
  let chunk: Chunk = { bytes: Buffer.alloc(0), texts: 0 };
  let bytesWaiting = 0;
  let lost = 0;
  let lostTold = 0;
  let isWriting = false;
  let retry: NodeJS.Timeout | undefined;
  let flushed: (() => void)[] = [];

  const endFlush = () => {
    for (const resolve of flushed.splice(0)) resolve();
  };

  const goOn = (): void => {
    if (isWriting || retry) return;
    if (chunk.bytes.length === 0) chunk = nextChunk(waiting);
    if (chunk.bytes.length > 0) writeChunk();
    else if (lost > lostTold) tellLost();
    else endFlush();
  };

  const writeChunk = (): void => {
    isWriting = true;
    beforeWrite();
    write(fd, chunk.bytes, 0, chunk.bytes.length, null, (error, written) => {
      isWriting = false;
      if (error || written === 0) {
        tryLater(error);
        return;
      }
      bytesWaiting -= written;
      chunk = { bytes: chunk.bytes.subarray(written), texts: written < chunk.bytes.length ? chunk.texts : 0 };
      goOn();
    });
  };

  // It may be told in a line of its own.
  const tellLost = (): void => {
    const count = lost - lostTold;
    lostTold = lost;
    onLost(count);
    goOn();
  };

  const tryLater = (error: NodeJS.ErrnoException | null): void => {
    const isSlow = error === null || error.code === 'EAGAIN' || error.code === 'EBUSY';
    if (!isSlow) endFlush();
    retry = setTimeout(
      () => {
        retry = undefined;
        goOn();
      },
      isSlow ? RETRY_SLOW_MS : RETRY_BROKEN_MS,
    );
    // Lines keep no process alive.
    retry.unref();
  };

  // An error that nobody caught ends the process in the middle; what led to it should be read.
  process.once('exit', () => {
    try {
      if (!isWriting) writeWhole(fd, chunk.bytes);
      for (let next = nextChunk(waiting); next.bytes.length > 0; next = nextChunk(waiting)) writeWhole(fd, next.bytes);
    } catch {
      // Who would be told?
    }
  });

  return {
    write(text) {
      const bytes = Buffer.byteLength(text);
      if (bytesWaiting + bytes > mostWaitingBytes) {
        lost += 1;
        return;
      }
      bytesWaiting += bytes;
      waiting.push(text);
      goOn();
    },
    figures: () => ({ lost, waiting: chunk.texts + waiting.length }),
    flush(longestMs) {
      clearTimeout(retry);
      retry = undefined;
      return new Promise((resolve) => {
        const giveUp = setTimeout(resolve, longestMs);
        flushed = [
          ...flushed,
          () => {
            clearTimeout(giveUp);
            resolve();
          },
        ];
        goOn();
      });
    },
  };
}

interface Chunk {
  readonly bytes: Buffer;
  readonly texts: number;
}

/** Takes the first texts, as many as fit, one at least; empty where there is none. */
function nextChunk(waiting: string[]): Chunk {
  let length = 0;
  let texts = 0;
  for (const text of waiting) {
    length += Buffer.byteLength(text);
    if (texts > 0 && length > CHUNK_BYTES) break;
    texts += 1;
  }
  return { bytes: Buffer.from(waiting.splice(0, texts).join('')), texts };
}

function writeWhole(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
