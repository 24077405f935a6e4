// Saving an index and loading it again, to where it can be asked: our file beside MiniSearch's JSON.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSeeds } from '../../../src/corpus/seeds.ts';
import { openIndex } from '../../../src/indexing/search-index.ts';
import { indexFile, loadIndex, type StoredIndex, saveIndex } from '../../../src/indexing/store.ts';
import { openLibrary } from '../../../src/indexing/stored-plans.ts';
import { createEmbeddedEngine } from '../../../src/search/embedded-engine.ts';
import { createSynonymTable, parseSynonyms } from '../../../src/search/synonyms.ts';
import { type Contender, quantileOf, race, ratioOf } from '../measure.ts';
import { buildMiniSearch, loadMiniSearch } from '../peers/minisearch.ts';
import { documentsOf } from '../peers/peer.ts';
import { figure } from '../table.ts';
import type { Bench } from './bench.ts';

// Which code made the index is of no account here.
const FINGERPRINT = { making: '0'.repeat(64), whole: '1'.repeat(64) };

export const benchStore: Bench = async ({ scale, rounds, seedsDir, indexDir, engine: makeEngine }) => {
  const engine = await makeEngine();
  const seeds = await readSeeds(seedsDir);
  const facts = seeds.plans.map((plan) => plan.facts);
  const synonyms = createSynonymTable(parseSynonyms(seeds.synonyms, 'vocabulary/synonyms.json'));
  const stored = await wholeIndex(indexDir);
  const miniSearch = buildMiniSearch(documentsOf(engine.library), { stores: true });
  const folder = await mkdtemp(join(tmpdir(), 'plan-clause-search-store-'));
  const json = join(folder, 'minisearch.json');
  const contenders = {
    save: {
      ours: { name: 'save, ours', run: () => saveIndex(folder, FINGERPRINT, stored) },
      theirs: { name: 'save, naive', run: () => writeFile(json, JSON.stringify(miniSearch)) },
    },
    load: {
      ours: {
        name: 'load, ours',
        run: async () => {
          const loaded = await loadIndex(folder, FINGERPRINT);
          if (loaded.state !== 'ready') throw new Error(`what was saved is ${loaded.state}`);
          const library = openLibrary(loaded.index.plans, facts, seeds.themes);
          return createEmbeddedEngine(library, openIndex(loaded.index), synonyms);
        },
      },
      theirs: { name: 'load, naive', run: async () => loadMiniSearch(await readFile(json, 'utf8')) },
    },
  } satisfies Readonly<Record<string, Readonly<Record<'ours' | 'theirs', Contender<null>>>>>;
  const { save, load } = contenders;
  try {
    const times = await race<null>([save.ours, save.theirs, load.ours, load.theirs], [null], { rounds, warmUps: 1 });
    const timesOf = ({ name }: Contender<null>) => times.get(name) ?? [];
    const megabytes = async (file: string) => (await stat(file)).size / 1e6;
    const [ourSize, theirSize] = [await megabytes(indexFile(folder)), await megabytes(json)];
    const row = (name: string, { ours, theirs }: Record<'ours' | 'theirs', Contender<null>>) => [
      name,
      figure(quantileOf(timesOf(ours), 0.5)),
      figure(quantileOf(timesOf(theirs), 0.5)),
      figure(ratioOf(timesOf(ours), timesOf(theirs), 0.5)),
    ];
    return {
      tables: [
        {
          title: `Saving and loading ×${scale}`,
          columns: ['', 'ours', "MiniSearch's JSON", 'ours ÷ it'],
          rows: [
            row('save, ms', save),
            row('load, ms', load),
            ['file, MB', figure(ourSize), figure(theirSize), figure(ourSize / theirSize)],
          ],
          note: 'Ours holds the plans themselves too, is forced to the disk before it gets its name, and is checked against damage when it is loaded.',
        },
      ],
      outcomes: [],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The stored index with what only building asks for: as it is taken over where seeds have changed. */
async function wholeIndex(folder: string): Promise<StoredIndex> {
  const [line = ''] = (await readFile(indexFile(folder))).toString('latin1', 0, 1 << 16).split('\n', 1);
  const { fingerprint }: { fingerprint: string } = JSON.parse(line);
  const loaded = await loadIndex(folder, { making: fingerprint.split(' ')[0] ?? '', whole: FINGERPRINT.whole });
  if (loaded.state !== 'stale' || !loaded.previous) throw new Error(`the stored index is ${loaded.state}`);
  return loaded.previous;
}
