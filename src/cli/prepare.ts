// Seeds to engine: parse, take the stored index if it fits, build and store it if not.

import { availableParallelism } from 'node:os';
import type { Library } from '../corpus/library.ts';
import { readSeeds, type SeedFolder } from '../corpus/seeds.ts';
import { buildFromSeeds } from '../indexing/build-seeds.ts';
import { type Fingerprint, fingerprintOf } from '../indexing/fingerprint.ts';
import { parseTermList } from '../indexing/lexicon.ts';
import { openIndex, type SearchIndex } from '../indexing/search-index.ts';
import { indexFile, type LoadResult, loadIndex, type StoredIndex, saveIndex } from '../indexing/store.ts';
import { openLibrary } from '../indexing/stored-plans.ts';
import { createEmbeddedEngine } from '../search/embedded-engine.ts';
import type { SearchEngine } from '../search/engine.ts';
import { createSynonymTable, parseSynonyms, type SynonymTable } from '../search/synonyms.ts';
import { loadSegmenter, type Segmenter } from '../text/segment.ts';
import type { Config } from './config.ts';
import { createProgress, type Output } from './output.ts';

/** What an engine is made of. */
export interface EngineParts {
  readonly library: Library;
  readonly index: SearchIndex;
  readonly synonyms: SynonymTable;
  /** Of the seeds, the code and the segmenter: equal where every answer is. */
  readonly fingerprint: string;
}

export interface PrepareOptions {
  /** Builds even where the stored index fits. */
  readonly alwaysBuild?: boolean;
  /** Stores a fitting index from elsewhere. Called where there is none, so that this thread need not be busy with it. */
  readonly buildApart?: () => Promise<void>;
}

/** The embedded engine over the seeds; see `prepareParts`. */
export async function prepareEngine(...args: Parameters<typeof prepareParts>): Promise<SearchEngine> {
  const { library, index, synonyms } = await prepareParts(...args);
  return createEmbeddedEngine(library, index, synonyms);
}

/** Throws for seeds that cannot be used; a full disk is only said. */
export async function prepareParts(
  config: Pick<Config, 'seedsDir' | 'indexDir'>,
  output: Output,
  { alwaysBuild = false, buildApart }: PrepareOptions = {},
): Promise<EngineParts> {
  const seeds = await readSeeds(config.seedsDir);
  const synonymGroups = parseSynonyms(seeds.synonyms, 'vocabulary/synonyms.json');
  const segmenter = loadSegmenter();
  if (segmenter.name !== 'nodejieba') {
    output.line(
      'nodejieba has no binary on this machine, so jieba-wasm cuts the words (`npm rebuild nodejieba` needs a C++ compiler)',
    );
  }
  const declaredTerms = [...parseTermList(seeds.declaredTerms), ...synonymGroups.flatMap((group) => group.terms)];
  const fingerprint = await fingerprintOf({ seedsDigest: seeds.digest, segmenter: segmenter.name, declaredTerms });
  let stored: LoadResult = alwaysBuild ? { state: 'missing' } : await loadIndex(config.indexDir, fingerprint);
  if (stored.state !== 'ready' && buildApart) {
    await buildApart();
    stored = await loadIndex(config.indexDir, fingerprint);
  }
  const facts = seeds.plans.map((plan) => plan.facts);
  if (stored.state === 'ready') {
    const library = openLibrary(stored.index.plans, facts, seeds.themes);
    output.line(`Index: ${indexFile(config.indexDir)} is up to date: ${sizeOf(library.plans.length, library.clauses.length)}`);
    const index = openIndex(stored.index, segmenter);
    return { library, index, synonyms: createSynonymTable(synonymGroups), fingerprint: fingerprint.whole };
  }
  const index = await build({ seeds, declaredTerms, segmenter, stored, output });
  await store(config.indexDir, fingerprint, index, output);
  const library = openLibrary(index.plans, facts, seeds.themes);
  const opened = openIndex(index, segmenter);
  return { library, index: opened, synonyms: createSynonymTable(synonymGroups), fingerprint: fingerprint.whole };
}

const sizeOf = (plans: number, clauses: number): string => `${plans} plans, ${clauses} clauses`;

interface BuildInput {
  readonly seeds: SeedFolder;
  readonly declaredTerms: readonly string[];
  readonly segmenter: Segmenter;
  readonly stored: LoadResult;
  readonly output: Output;
}

// Each thread loads a dictionary of 250 MB.
const MOST_THREADS = 4;

async function build({ seeds, declaredTerms, segmenter, stored, output }: BuildInput): Promise<StoredIndex> {
  const previous = stored.state === 'stale' ? stored.previous : null;
  const stale = previous ? ' (what has changed since the stored one)' : ' (the stored one is out of date)';
  const reason = { missing: '', stale, damaged: ' (the stored one is damaged)', ready: '' }[stored.state];
  let progress = createProgress(output, 'Reading plans');
  const index = await buildFromSeeds({
    plans: seeds.plans,
    themes: seeds.themes,
    declaredTerms,
    segmenter,
    previous,
    threads: Math.min(availableParallelism(), MOST_THREADS),
    onPlan: (done, total) => progress.step(done, total),
    onPlansRead: (clauses) => {
      progress.done(sizeOf(seeds.plans.length, clauses));
      progress = createProgress(output, `Building the index${reason}`);
    },
    onClause: (done, total) => progress.step(done, total),
  });
  progress.done(`${index.lexicon.terms.length} terms of the field`);
  return index;
}

// A folder that cannot be written costs a rebuild at the next start, not this one.
async function store(folder: string, fingerprint: Fingerprint, index: StoredIndex, output: Output): Promise<void> {
  try {
    await saveIndex(folder, fingerprint, index);
    output.line(`Index: written to ${indexFile(folder)}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    output.line(
      `Index: could not be written to ${folder} (${reason}); it will be built again at the next start. Set INDEX_DIR to a folder that can be written`,
    );
  }
}
