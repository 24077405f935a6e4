// The stored index of the naive peer, beside the corpus it is of.
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import type { CorpusFolders } from './corpora.ts';
import { buildMiniSearch } from './peers/minisearch.ts';
import type { PeerDocument } from './peers/peer.ts';

/** The file, which is written if it is not there yet. */
export async function createNaiveIndexFile({ seedsDir }: CorpusFolders, documents: readonly PeerDocument[]): Promise<string> {
  const file = `${seedsDir}-minisearch.json`;
  if (!existsSync(file)) {
    await writeFile(`${file}.tmp`, JSON.stringify(buildMiniSearch(documents, { stores: true })));
    await rename(`${file}.tmp`, file);
  }
  return file;
}
