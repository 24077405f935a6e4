// Files from strangers are examined in a process of their own: one that is made to keep the parser busy would keep every
// reader of the site waiting.
import { fileURLToPath } from 'node:url';
import { createGuardedProcess, type GuardedProcessOptions } from '../../corpus/readers/guarded-process.ts';
import type { ExaminationTask, ExaminedFile } from './examine-file.ts';

const CHILD = fileURLToPath(new URL('./examine-child.ts', import.meta.url));

/** As `examineFile`; throws `ReadError` too for a file that takes too long or too much memory. */
export async function examineGuarded(
  task: ExaminationTask,
  { patienceMs }: Pick<GuardedProcessOptions, 'patienceMs'> = {},
): Promise<ExaminedFile> {
  const { run, close } = createGuardedProcess<ExaminationTask, ExaminedFile>({ program: CHILD, patienceMs });
  try {
    return await run(task);
  } finally {
    close();
  }
}
