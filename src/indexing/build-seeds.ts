// From a folder of seeds to an index, with as many threads as there is work for. Half of the work is cutting into words and
// what depends on it, and needs a dictionary that takes most of a second and 250 MB to load: of two threads, this one parses the
// plans and makes all that needs no words, while the other loads the dictionary and cuts; what a plan offers to the lexicon is
// worked out by whichever has less to do. Further threads look whole plans through. The index is the same whatever the number of threads.
import type { Plan } from '../corpus/library.ts';
import { planOf, type SeedPlan } from '../corpus/seeds.ts';
import type { Theme } from '../corpus/themes.ts';
import type { Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import { addKnownOffers, createAssembly, originsOf, type PartOfPlans } from './assembly.ts';
import type { CorpusGramPostings } from './corpus-grams.ts';
import { createPlanReader, type PlanReader } from './index-part.ts';
import { candidateTerms, growLexicon } from './lexicon.ts';
import { LEAST_CHARACTERS, type PartThread, startPartThread, type ThreadPart } from './part-thread.ts';
import type { StoredIndex } from './store.ts';
import { openStoredPlan, type PlanEntry } from './stored-plans.ts';
import { createTally } from './tally.ts';
import { createWordPartBuilder, type WordPart } from './word-part.ts';

export interface SeedBuildOptions {
  readonly plans: readonly SeedPlan[];
  readonly themes: readonly Theme[];
  readonly declaredTerms: readonly string[];
  readonly segmenter: Segmenter;
  /** An index made by the same code, segmenter and themes. */
  readonly previous: StoredIndex | null;
  /** How many threads there may be, this one among them. */
  readonly threads: number;
  /** How many characters of text a thread must have to be worth starting. */
  readonly leastCharacters?: number;
  /** A thread with the dictionary of the segmenter that has been started before. Who started it stops it. */
  readonly cutter?: PartThread | null;
  /** Called from time to time with how many plans have been looked through. */
  readonly onPlan?: (done: number, total: number) => void;
  /** Called once, when all have been, with the number of their clauses. */
  readonly onPlansRead?: (clauses: number) => void;
  /** Called from time to time with how many clauses have been analysed. */
  readonly onClause?: (done: number, total: number) => void;
}

const LOOK_EVERY_MS = 100;

/** How many plans wait for their cut at most: what is known of them is held in memory. */
const MOST_UNCUT = 64;

/** With fewer plans in line a thread that cuts has soon nothing to do. */
const LEAST_WAITING = 2;

/** Two, so that a thread has the next plan when it is done with one. */
const READ_AHEAD = 2;

export async function buildFromSeeds(options: SeedBuildOptions): Promise<StoredIndex> {
  const { plans, themes, declaredTerms, segmenter, previous, threads, leastCharacters = LEAST_CHARACTERS } = options;
  const origins = originsOf(
    plans.map(({ key }) => key),
    previous,
  );
  const fresh = [...plans.keys()].filter((at) => origins[at] === null);
  const characters = fresh.reduce((sum, at) => sum + (plans[at]?.text.length ?? 0), 0);
  const others = Math.min(threads - 1, fresh.length, Math.floor(characters / leastCharacters));
  const started = Array.from({ length: Math.max(0, others - (options.cutter ? 1 : 0)) }, () => startPartThread(segmenter.name));
  const [first, ...readers] = options.cutter ? [options.cutter, ...started] : started;
  const tally = createTally();
  const tallies = [tally, ...[first, ...readers].flatMap((thread) => thread?.tally ?? [])];
  const sumOf = (of: 'plans' | 'clauses') => tallies.reduce((sum, own) => sum + own[of](), 0);
  let report = () => options.onPlan?.(plans.length - fresh.length + sumOf('plans'), plans.length);
  const watching = setInterval(() => report(), LOOK_EVERY_MS);
  const cutter =
    first ??
    cutterHere(segmenter, () => {
      tally.addClause();
      report();
    });
  try {
    const reader = createPlanReader(themes);
    const onPlan = () => {
      tally.addPlan();
      report();
    };
    const { entries, readHere, readThere } = await readPlans({ plans, places: fresh, themes, reader, cutter, readers, onPlan });
    for (const thread of [cutter, ...readers]) if (thread.offers) reader.offers.addSum(await thread.offers());
    addKnownOffers(reader.offers, { origins, previous });
    const offers = reader.offers.sum();
    const lexicon = await cutLexicon(candidateTerms(offers, declaredTerms), cutter, previous?.lexicon);
    const planAt = (at: number): Plan => {
      const [seed, origin] = [plans[at], origins[at]];
      if (!previous || !seed || origin === undefined || origin === null) throw new RangeError(`plan ${at} is not stored`);
      return openStoredPlan(previous.plans, origin, seed.facts);
    };
    const assembly = createAssembly({ origins, previous, fresh: entries, offers, lexicon, planAt });
    options.onPlansRead?.(assembly.clauses);
    report = () => options.onClause?.(sumOf('clauses'), assembly.total);
    const asked = [cutter, ...readers].map((thread) => thread.useLexicon(lexicon));
    const ofReaders = readers.map((thread) => thread.finish());
    for (const texts of assembly.touched()) asked.push(cutter.addMore(texts));
    const ofCutter = cutter.finish();
    const words: PartOfPlans<WordPart>[] = [];
    const grams: PartOfPlans<CorpusGramPostings>[] = [{ part: reader.grams(), plans: readHere }];
    for (const [at, part] of (await Promise.all(ofReaders)).entries()) {
      const read = readThere[at] ?? [];
      words.push({ part: part.words, plans: read });
      if (part.grams) grams.push({ part: part.grams, plans: read });
    }
    // While the words are still in the making.
    const addWords = assembly.finish(grams);
    await Promise.all(asked);
    words.unshift({ part: (await ofCutter).words, plans: readHere });
    report();
    return addWords(words);
  } finally {
    clearInterval(watching);
    for (const thread of started) thread.stop();
  }
}

interface ReadPlansInput extends Pick<SeedBuildOptions, 'plans' | 'themes'> {
  /** Of the plans to look through. */
  readonly places: readonly number[];
  readonly reader: PlanReader;
  readonly cutter: CuttingThread;
  readonly readers: readonly PartThread[];
  /** Called after each plan that this thread has looked through. */
  readonly onPlan: () => void;
}

/** Looks plans through, in this thread and others. Tells which were in which: those of the cutter are those of this one. */
async function readPlans({ plans, places, themes, reader, cutter, readers, onPlan }: ReadPlansInput): Promise<{
  readonly entries: ReadonlyMap<number, PlanEntry>;
  readonly readHere: readonly number[];
  readonly readThere: readonly (readonly number[])[];
}> {
  const entries = new Map<number, PlanEntry>();
  // All threads take the next plan from here.
  const queue = places.values();
  const here = async (): Promise<readonly number[]> => {
    const own: number[] = [];
    const uncut: Promise<void>[] = [];
    let waiting = 0;
    for (const at of queue) {
      own.push(at);
      const { facts, text, key } = seedAt(plans, at);
      const draft = reader.add(planOf(facts, text, themes), key);
      // Whoever has less to do works out what the plan offers.
      const isIdle = waiting < LEAST_WAITING;
      waiting += 1;
      const entry =
        isIdle && cutter.offer
          ? cutter.offer(draft.texts).then((offer) => draft.finishOffered(offer))
          : cutter.cut(draft.texts).then((cut) => draft.finish(cut));
      const finished = entry.then((whole) => {
        waiting -= 1;
        entries.set(at, whole);
        onPlan();
      });
      // Waited for below, unless another plan breaks down first.
      finished.catch(() => {});
      uncut.push(finished);
      if (uncut.length >= MOST_UNCUT) await uncut.shift();
      // What the other threads send is taken in between two plans.
      await nextTurn();
    }
    await Promise.all(uncut);
    return own;
  };
  const there = async (thread: PartThread): Promise<readonly number[]> => {
    const own: number[] = [];
    const readNext = async () => {
      for (const at of queue) {
        own.push(at);
        entries.set(at, await thread.read(seedAt(plans, at), themes));
      }
    };
    await Promise.all(Array.from({ length: READ_AHEAD }, readNext));
    return own;
  };
  const [readHere, ...readThere] = await Promise.all([here(), ...readers.map(there)]);
  return { entries, readHere, readThere };
}

/** As `growLexicon`, of a segmenter in another thread. */
async function cutLexicon(candidates: readonly string[], cutter: CuttingThread, previous: Lexicon | undefined): Promise<Lexicon> {
  const known = new Set(previous?.terms);
  const unknown = candidates.filter((term) => !known.has(term));
  const cut = await cutter.partsOf(unknown);
  const parts = new Map(unknown.map((term, at) => [term, cut[at] ?? [term]]));
  return growLexicon(candidates, { segmenter: { segment: (term) => [...(parts.get(term) ?? [term])] }, previous });
}

/** What a thread does for plans that this one looks through. */
type CuttingThread = Pick<PartThread, 'cut' | 'partsOf' | 'useLexicon' | 'addMore'> &
  Partial<Pick<PartThread, 'offer' | 'offers'>> & {
    finish(): Promise<Pick<ThreadPart, 'words'>>;
  };

/** The same in this thread. */
function cutterHere(segmenter: Segmenter, onClause: () => void): CuttingThread {
  const words = createWordPartBuilder(segmenter, onClause);
  const here = <Answer>(task: () => Answer): Promise<Answer> => {
    const answer = new Promise<Answer>((resolve) => resolve(task()));
    // Whoever waits is told.
    answer.catch(() => {});
    return answer;
  };
  return {
    cut: (plan) => here(() => words.add(plan)),
    partsOf: (terms) => here(() => words.partsOf(terms)),
    useLexicon: (lexicon) => here(() => words.useLexicon(lexicon)),
    addMore: (plan) => here(() => words.addMore(plan)),
    finish: () => here(() => ({ words: words.finish() })),
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function seedAt(plans: readonly SeedPlan[], at: number): SeedPlan {
  const seed = plans[at];
  if (!seed) throw new RangeError(`there is no plan ${at}`);
  return seed;
}
