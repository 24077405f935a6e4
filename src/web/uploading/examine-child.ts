// The examining process: see `examine-guarded.ts`.
import { answerTasks } from '../../corpus/readers/guarded-program.ts';
import { examineFile } from './examine-file.ts';

answerTasks(examineFile);
