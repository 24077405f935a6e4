import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLineWriter, type LineWriterOptions } from '../../src/cli/line-writer.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { until } from '../support/server-process.ts';

const { folderWith } = temporaryFolders();
const open: number[] = [];
afterEach(() => {
  for (const fd of open.splice(0)) closeSync(fd);
});

const opened = (path: string, flags: number): number => {
  const fd = openSync(path, flags);
  open.push(fd);
  return fd;
};

/** A pipe by its two ends, neither of which waits. */
function pipe() {
  const path = join(folderWith({}), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { path, reader, writer: opened(path, constants.O_WRONLY | constants.O_NONBLOCK) };
}

/** All that a pipe holds now. */
function drained(reader: number): string {
  const bytes = Buffer.alloc(1 << 20);
  let text = '';
  for (;;) {
    try {
      const length = readSync(reader, bytes);
      if (length === 0) return text;
      text += bytes.toString('utf8', 0, length);
    } catch {
      return text;
    }
  }
}

const LINES = Array.from({ length: 3_000 }, (_unused, index) => `第${index}行 ${'长'.repeat(20)}\n`);
const writerWith = (fd: number, options?: LineWriterOptions) => createLineWriter(fd, options);

describe('lines', () => {
  it('are written whole and in order, and waited for at the end', async () => {
    const path = join(folderWith({}), 'log');
    const writer = writerWith(opened(path, constants.O_WRONLY | constants.O_CREAT));
    for (const line of LINES) writer.write(line);
    await writer.flush(10_000);
    expect(readFileSync(path, 'utf8')).toBe(LINES.join(''));
    expect(writer.figures()).toEqual({ lost: 0, waiting: 0 });
  });

  it('wait for a reader that has stopped, nobody waits for it, and what there was no room for is told once', async () => {
    const { reader, writer: fd } = pipe();
    const told: number[] = [];
    const writer = writerWith(fd, { onLost: (count) => void told.push(count), mostWaitingBytes: 100_000 });
    for (const line of LINES) writer.write(line);
    const { lost } = writer.figures();
    expect(lost).toBeGreaterThan(0);
    const startedAt = performance.now();
    await writer.flush(50);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(writer.figures().waiting).toBeGreaterThan(0);
    let read = '';
    await until('everything is read', () => {
      read += drained(reader);
      return writer.figures().waiting === 0;
    });
    read += drained(reader);
    expect(read).toBe(LINES.slice(0, LINES.length - lost).join(''));
    await until('the loss is told', () => told.length > 0);
    expect(told).toEqual([lost]);
    closeSync(reader);
  });

  it('outlive a reader that has gone, and reach the next one', async () => {
    const { path, reader, writer: fd } = pipe();
    const writer = writerWith(fd);
    closeSync(reader);
    for (const line of LINES.slice(0, 100)) writer.write(line);
    // It is clear at once that there is nothing to wait for.
    await writer.flush(60_000);
    expect(writer.figures()).toEqual({ lost: 0, waiting: 100 });
    const next = opened(path, constants.O_RDONLY | constants.O_NONBLOCK);
    await until('everything is written', () => writer.figures().waiting === 0);
    expect(drained(next)).toBe(LINES.slice(0, 100).join(''));
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk are kept as far as there is room, and counted beyond', async () => {
    const writer = writerWith(opened('/dev/full', constants.O_WRONLY), { mostWaitingBytes: 1_000 });
    for (const line of LINES) writer.write(line);
    await writer.flush(60_000);
    const { lost, waiting } = writer.figures();
    expect(lost + waiting).toBe(LINES.length);
    expect(waiting).toBeGreaterThan(5);
  });
});
