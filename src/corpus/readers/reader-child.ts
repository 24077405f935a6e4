// The reading process: reads each file it is sent and answers. See `read-guarded.ts`.
import type { FileTask } from './guarded-process.ts';
import { answerTasks } from './guarded-program.ts';
import { type ReadFileResult, readDocumentFile } from './read-document.ts';

answerTasks<FileTask, ReadFileResult>(({ path }, onPage) => readDocumentFile(path, { onPage }));
