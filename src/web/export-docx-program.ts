// What runs in the thread of `export-docx-thread.ts`.
import { parentPort } from 'node:worker_threads';
import { exportDocx } from './export-docx.ts';
import type { DocxAnswer } from './export-docx-thread.ts';
import type { ExportSet } from './export-set.ts';

parentPort?.on('message', async (set: ExportSet) => {
  try {
    // A copy, because small buffers of Node share their memory, which is given away here.
    const file = Uint8Array.from(await exportDocx(set));
    parentPort?.postMessage({ file } satisfies DocxAnswer, [file.buffer]);
  } catch (error) {
    parentPort?.postMessage({ error } satisfies DocxAnswer);
  }
});
