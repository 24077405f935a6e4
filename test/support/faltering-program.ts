// A program for `createGuardedProcess` that is killed as often as the file FALTERS says before it can be sent anything.
import { readFileSync, writeFileSync } from 'node:fs';
import { answerTasks } from '../../src/corpus/readers/guarded-program.ts';

const path = process.env['FALTERS'] ?? '';
const left = Number(readFileSync(path, 'utf8'));
if (left > 0) {
  writeFileSync(path, String(left - 1));
  process.kill(process.pid, 'SIGKILL');
}
answerTasks(async () => 'done');
