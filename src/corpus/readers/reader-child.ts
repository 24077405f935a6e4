// The reading process: reads each file it is sent and answers. See `read-guarded.ts`.
import { ReadError } from './document.ts';
import { readDocumentFile } from './read-document.ts';
import type { ReaderMessage } from './read-guarded.ts';

const say = (message: ReaderMessage) => process.send?.(message);

process.on('message', async (path: string) => {
  try {
    const document = await readDocumentFile(path, { onPage: (page, pages) => say({ state: 'page', page, pages }) });
    say({ state: 'read', document });
  } catch (error) {
    // Anything unforeseen ends this process, and the one that asked says so.
    if (!(error instanceof ReadError)) throw error;
    say({ state: 'refused', message: error.message });
  }
});
// Without the process that asks there is nothing to do.
process.on('disconnect', () => process.exit());
