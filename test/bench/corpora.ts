// The corpora that benches run on: made once, kept in the system's folder for temporary files, made anew when the seeds or
// the way of making them change.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSeeds } from '../../src/corpus/seeds.ts';
import { writeCorpus } from './generated-corpus.ts';

export interface CorpusFolders {
  readonly seedsDir: string;
  readonly indexDir: string;
}

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
const MAKERS = ['generated-corpus.ts', 'sentence-pool.ts'];

/** The folders of a made-up corpus, which is written if it is not there yet. */
export async function corpusOf(scale: number, seed: number): Promise<CorpusFolders> {
  const hash = createHash('sha256').update((await loadSeeds(SEEDS)).digest);
  for (const name of MAKERS) hash.update(await readFile(new URL(name, import.meta.url)));
  const folder = join(tmpdir(), 'plan-clause-search-bench', `x${scale}-${seed}-${hash.digest('hex').slice(0, 8)}`);
  if (!existsSync(folder)) await writeCorpus({ seedsDir: SEEDS, folder, scale, seed });
  return { seedsDir: folder, indexDir: `${folder}-index` };
}
