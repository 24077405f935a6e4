// Seeds to engine: parse, take the stored index if it fits, build and store it if not.

import type { Library } from '../corpus/library.ts';
import { loadSeeds, type Seeds } from '../corpus/seeds.ts';
import { buildIndex, openIndex, type SearchIndex } from '../indexing/build.ts';
import { fingerprintOf } from '../indexing/fingerprint.ts';
import { parseTermList } from '../indexing/lexicon.ts';
import { indexFile, type LoadResult, loadIndex, saveIndex } from '../indexing/store.ts';
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
  const reading = createProgress(output, 'Reading plans');
  const seeds = await loadSeeds(config.seedsDir, { onPlan: (_facts, position, total) => reading.step(position, total) });
  const { plans, clauses } = seeds.library;
  const synonymGroups = parseSynonyms(seeds.synonyms, 'vocabulary/synonyms.json');
  reading.done(`${plans.length} plans, ${clauses.length} clauses`);
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
  const index =
    stored.state === 'ready'
      ? openIndex(stored.index, segmenter)
      : await build({ seeds, declaredTerms, segmenter, state: stored.state, output });
  if (stored.state === 'ready') output.line(`Index: ${indexFile(config.indexDir)} is up to date`);
  else await store(config.indexDir, fingerprint, index, output);
  return { library: seeds.library, index, synonyms: createSynonymTable(synonymGroups), fingerprint };
}

interface BuildInput {
  readonly seeds: Seeds;
  readonly declaredTerms: readonly string[];
  readonly segmenter: Segmenter;
  readonly state: LoadResult['state'];
  readonly output: Output;
}

async function build({ seeds, declaredTerms, segmenter, state, output }: BuildInput): Promise<SearchIndex> {
  const reason = { missing: '', stale: ' (the stored one is out of date)', damaged: ' (the stored one is damaged)', ready: '' }[
    state
  ];
  const progress = createProgress(output, `Building the index${reason}`);
  const index = buildIndex({
    library: seeds.library,
    segmenter,
    declaredTerms,
    onProgress: (done, total) => progress.step(done, total),
  });
  progress.done(`${index.lexicon.terms.length} terms of the field`);
  return index;
}

// A folder that cannot be written costs a rebuild at the next start, not this one.
async function store(folder: string, fingerprint: string, index: SearchIndex, output: Output): Promise<void> {
  try {
    await saveIndex(folder, fingerprint, index.stored);
    output.line(`Index: written to ${indexFile(folder)}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    output.line(
      `Index: could not be written to ${folder} (${reason}); it will be built again at the next start. Set INDEX_DIR to a folder that can be written`,
    );
  }
}
