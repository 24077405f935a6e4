// A program for `createGuardedProcess` that writes down who it is and then hears nothing any more.
import { renameSync, writeFileSync } from 'node:fs';
import { thisProcess } from '../../src/corpus/lock-owner.ts';
import type { FileTask } from '../../src/corpus/readers/guarded-process.ts';
import { answerTasks } from '../../src/corpus/readers/guarded-program.ts';

answerTasks(async ({ path }: FileTask) => {
  writeFileSync(`${path}.part`, JSON.stringify(await thisProcess()));
  renameSync(`${path}.part`, path);
  for (;;);
});
