// Reading files from strangers in a process of its own: see `guarded-process.ts`.
import { fileURLToPath } from 'node:url';
import { createGuardedProcess, type FileTask, type GuardedProcessOptions } from './guarded-process.ts';
import type { ReadFileOptions, ReadFileResult } from './read-document.ts';

export interface ReaderProcess {
  /** As `readDocumentFile`. One file at a time. */
  read(path: string, options?: ReadFileOptions): Promise<ReadFileResult>;
  close(): void;
}

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

/** A reading process for several files. */
export function createReaderProcess({ patienceMs }: Pick<GuardedProcessOptions, 'patienceMs'> = {}): ReaderProcess {
  const { run, close } = createGuardedProcess<FileTask, ReadFileResult>({ program: CHILD, patienceMs });
  return { read: (path, { onPage } = {}) => run({ path }, onPage), close };
}
