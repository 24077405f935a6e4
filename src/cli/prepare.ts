// Seeds to engine: parse, take the stored index if it fits, build and store it if not.

import { availableParallelism } from 'node:os';
import type { Library } from '../corpus/library.ts';
import { bytesOfPlans, readSeedFiles } from '../corpus/seed-files.ts';
import type { SeedFolder } from '../corpus/seeds.ts';
import { type Fingerprint, fingerprintOf } from '../indexing/fingerprint.ts';
import { parseTermList } from '../indexing/lexicon.ts';
import type { PartThread } from '../indexing/part-thread.ts';
import { openIndex, type SearchIndex } from '../indexing/search-index.ts';
import {
  clearIndexFolder,
  type Declared,
  indexFile,
  type LoadResult,
  loadIndex,
  type StoredIndex,
  StoreError,
  saveIndex,
  whyNotStorable,
} from '../indexing/store.ts';
import { openLibrary } from '../indexing/stored-plans.ts';
import { createEmbeddedEngine } from '../search/embedded-engine.ts';
import type { SearchEngine } from '../search/engine.ts';
import { createSynonymTable, parseSynonyms, type SynonymGroup, type SynonymTable } from '../search/synonyms.ts';
import { expectedSegmenter, loadSegmenter, type Segmenter } from '../text/segment.ts';
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
  /** Builds even where the stored index fits. Throws `StoreError` where the new one cannot be stored. */
  readonly alwaysBuild?: boolean;
  /** Stores a fitting index from elsewhere. Called where there is none, so that this thread need not be busy with it. */
  readonly buildApart?: () => Promise<void>;
}

/** The embedded engine over the seeds; see `prepareParts`. */
export async function prepareEngine(...args: Parameters<typeof prepareParts>): Promise<SearchEngine> {
  const { library, index, synonyms } = await prepareParts(...args);
  return createEmbeddedEngine(library, index, synonyms);
}

/** Throws for seeds that cannot be used; that the index cannot be stored is only said. */
export async function prepareParts(
  config: Pick<Config, 'seedsDir' | 'indexDir'>,
  output: Output,
  { alwaysBuild = false, buildApart }: PrepareOptions = {},
): Promise<EngineParts> {
  if (alwaysBuild) {
    // Not told after minutes of work where it can be seen before.
    const hindrance = await whyNotStorable(config.indexDir);
    if (hindrance !== null) throw new StoreError(`${notWritten(config.indexDir, hindrance)}. ${CURE}`);
  }
  const fitting = alwaysBuild ? null : await takeStored(config, output);
  if (fitting) return fitting;
  if (buildApart && !alwaysBuild) {
    // Seeds that cannot be used are refused before another process is asked to build of them.
    await readUsableSeeds(config.seedsDir);
    await buildApart();
    const built = await takeStored(config, output);
    if (built) return built;
  }
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  const cutter = threads > 1 ? await startWorthyThread(config.seedsDir) : null;
  try {
    const seeds = await readUsableSeeds(config.seedsDir);
    return await makeParts(config, output, { seeds, alwaysBuild, threads, cutter });
  } finally {
    cutter?.stop();
  }
}

// It loads the dictionary while everything else is made ready. The sizes of the files tell, before any is read, whether that is
// worth it.
async function startWorthyThread(seedsDir: string): Promise<PartThread | null> {
  const { LEAST_CHARACTERS, startPartThread } = await import('../indexing/part-thread.ts');
  const characters = (await bytesOfPlans(seedsDir)) / BYTES_A_CHARACTER;
  return characters >= LEAST_CHARACTERS ? startPartThread(expectedSegmenter()) : null;
}

/** Of Chinese in UTF-8. */
const BYTES_A_CHARACTER = 3;

// What reads plans and builds is loaded where it is needed, which at most starts it is not.
async function readUsableSeeds(folder: string): Promise<SeedFolder> {
  const { readSeeds } = await import('../corpus/seeds.ts');
  const seeds = await readSeeds(folder);
  readSynonyms(seeds.synonyms);
  return seeds;
}

interface MakeOptions extends Required<Pick<PrepareOptions, 'alwaysBuild'>> {
  readonly seeds: SeedFolder;
  readonly threads: number;
  /** Of the expected segmenter. */
  readonly cutter: PartThread | null;
}

async function makeParts(
  config: Pick<Config, 'seedsDir' | 'indexDir'>,
  output: Output,
  { seeds, alwaysBuild, threads, cutter }: MakeOptions,
): Promise<EngineParts> {
  const synonymGroups = readSynonyms(seeds.synonyms);
  const declaredTerms = declaredTermsOf(seeds.declaredTerms, synonymGroups);
  const segmenter = loadSegmenter();
  const fingerprint = fingerprintOf({ seedsDigest: seeds.digest, segmenter: segmenter.name, declaredTerms });
  const declared: Declared = { facts: seeds.plans.map((plan) => plan.facts), themes: seeds.themes };
  const stored: LoadResult = alwaysBuild ? { state: 'missing' } : await loadIndex(config.indexDir, fingerprint);
  // The library that was found is not the one that was expected, and has made an index before.
  if (stored.state === 'ready') return partsOf(stored, synonymGroups, fingerprint);
  if (segmenter.name !== 'nodejieba') {
    output.line(
      'nodejieba has no binary on this machine, so jieba-wasm cuts the words (`npm rebuild nodejieba` needs a C++ compiler)',
    );
  }
  const own = segmenter.name === expectedSegmenter() ? cutter : null;
  const index = await build({ seeds, declaredTerms, segmenter, stored, output, threads, cutter: own });
  const { refuseClauseless } = await import('../corpus/seeds.ts');
  refuseClauseless(
    config.seedsDir,
    declared.facts.filter((_facts, at) => index.plans.sizes.clauses[at] === 0),
  );
  const failure = await store(config.indexDir, fingerprint, { index, declared });
  if (failure === null) output.line(`Index: written to ${indexFile(config.indexDir)}`);
  else if (alwaysBuild) throw new StoreError(`${failure}. ${CURE}`);
  // It costs a build at the next start, not this one.
  else output.line(`${failure}; it will be built again at the next start. ${CURE}`);
  return partsOf({ index, declared }, synonymGroups, fingerprint);
}

/** The stored index if it is of the seeds as they are. Null otherwise, and for seeds that cannot be read. */
async function takeStored(
  { seedsDir, indexDir }: Pick<Config, 'seedsDir' | 'indexDir'>,
  output: Output,
): Promise<EngineParts | null> {
  // The index comes from the disk while the seeds are hashed: at most starts it fits.
  const reading = readIngredients(seedsDir);
  const fingerprint = reading.then(fingerprintOfSeeds);
  // Where there is no index, nobody waits for it.
  fingerprint.catch(() => {});
  const loading = loadIndex(indexDir, fingerprint);
  const seeds = await reading;
  if (!seeds) return null;
  const stored = await loading;
  if (stored.state !== 'ready') return null;
  const parts = partsOf(stored, seeds.synonymGroups, await fingerprint);
  const size = sizeOf(parts.library.plans.length, parts.library.clauses.length);
  output.line(`Index: ${indexFile(indexDir)} is up to date: ${size}`);
  // Nobody waits for it.
  void clearIndexFolder(indexDir);
  return parts;
}

interface Ingredients {
  readonly digest: string;
  readonly declaredTerms: readonly string[];
  readonly synonymGroups: readonly SynonymGroup[];
}

async function readIngredients(seedsDir: string): Promise<Ingredients | null> {
  const files = await readSeedFiles(seedsDir);
  if (!files) return null;
  const synonymGroups = readSynonyms(files.synonyms);
  return { digest: files.digest, declaredTerms: declaredTermsOf(files.declaredTerms, synonymGroups), synonymGroups };
}

function fingerprintOfSeeds(seeds: Ingredients | null): Fingerprint {
  if (!seeds) throw new TypeError('there are no seeds to fit an index');
  // Answering needs no segmenter, so none is loaded for an index that fits.
  return fingerprintOf({ seedsDigest: seeds.digest, segmenter: expectedSegmenter(), declaredTerms: seeds.declaredTerms });
}

const readSynonyms = (json: unknown): readonly SynonymGroup[] => parseSynonyms(json, 'vocabulary/synonyms.json');

const declaredTermsOf = (terms: string, groups: readonly SynonymGroup[]): readonly string[] => [
  ...parseTermList(terms),
  ...groups.flatMap((group) => group.terms),
];

function partsOf(
  { index, declared }: { readonly index: StoredIndex; readonly declared: Declared },
  synonymGroups: readonly SynonymGroup[],
  { whole }: Fingerprint,
): EngineParts {
  return {
    library: openLibrary(index.plans, declared.facts, declared.themes),
    index: openIndex(index, { toServe: true }),
    synonyms: createSynonymTable(synonymGroups),
    fingerprint: whole,
  };
}

const sizeOf = (plans: number, clauses: number): string => `${plans} plans, ${clauses} clauses`;

interface BuildInput extends Pick<MakeOptions, 'seeds' | 'threads' | 'cutter'> {
  readonly declaredTerms: readonly string[];
  readonly segmenter: Segmenter;
  readonly stored: LoadResult;
  readonly output: Output;
}

// Each but this one loads a dictionary of 250 MB.
const MOST_THREADS = 4;

async function build({ seeds, declaredTerms, segmenter, stored, output, threads, cutter }: BuildInput): Promise<StoredIndex> {
  const previous = stored.state === 'stale' ? stored.previous : null;
  const stale = previous ? ' (what has changed since the stored one)' : ' (the stored one is out of date)';
  const reason = { missing: '', stale, damaged: ' (the stored one is damaged)', ready: '' }[stored.state];
  const { buildFromSeeds } = await import('../indexing/build-seeds.ts');
  let progress = createProgress(output, 'Reading plans');
  const index = await buildFromSeeds({
    plans: seeds.plans,
    themes: seeds.themes,
    declaredTerms,
    segmenter,
    previous,
    threads,
    cutter,
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

/** Null, or what went wrong. */
async function store(
  folder: string,
  fingerprint: Fingerprint,
  { index, declared }: { readonly index: StoredIndex; readonly declared: Declared },
): Promise<string | null> {
  try {
    await saveIndex(folder, fingerprint, index, declared);
    return null;
  } catch (error) {
    return notWritten(folder, error instanceof Error ? error.message : String(error));
  }
}

const notWritten = (folder: string, reason: string): string => `Index: could not be written to ${folder} (${reason})`;

const CURE = 'Set INDEX_DIR to a folder that can be written';
