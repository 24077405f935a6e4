// From a folder of seeds to an index, with as many threads as there is work for. The plans are divided into stretches; each
// thread looks through the plans of one and, once the lexicon of all is known, makes its part of the index. This thread has
// a stretch of its own, so that a small build starts no other. The index is the same whatever the number of threads.
import type { Plan } from '../corpus/library.ts';
import { planOf, type SeedPlan } from '../corpus/seeds.ts';
import type { Theme } from '../corpus/themes.ts';
import type { Segmenter } from '../text/segment.ts';
import { createAssembly, originsOf } from './assembly.ts';
import { createPartBuilder, type IndexPart } from './index-part.ts';
import { type PartThread, startPartThread } from './part-thread.ts';
import type { StoredIndex } from './store.ts';
import { openStoredPlan, type PlanEntry } from './stored-plans.ts';
import { createTally } from './tally.ts';

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
  /** Called from time to time with how many plans have been looked through. */
  readonly onPlan?: (done: number, total: number) => void;
  /** Called once, when all have been, with the number of their clauses. */
  readonly onPlansRead?: (clauses: number) => void;
  /** Called from time to time with how many clauses have been analysed. */
  readonly onClause?: (done: number, total: number) => void;
}

// Another thread takes half a second to start and one to load its own dictionary. In that time half a million characters are
// looked through.
const LEAST_CHARACTERS = 500_000;

const LOOK_EVERY_MS = 100;

export async function buildFromSeeds(options: SeedBuildOptions): Promise<StoredIndex> {
  const { plans, themes, declaredTerms, segmenter, previous, threads, leastCharacters = LEAST_CHARACTERS } = options;
  const origins = originsOf(
    plans.map(({ key }) => key),
    previous,
  );
  const fresh = [...plans.keys()].filter((at) => origins[at] === null);
  const seedsAt = (places: readonly number[]) => places.flatMap((at) => plans[at] ?? []);
  const stretches = stretchesOf(fresh, (at) => plans[at]?.text.length ?? 0, { most: threads, least: leastCharacters });
  const [ownPlaces = [], ...otherPlaces] = stretches;
  const tally = createTally();
  const others: PartThread[] = [];
  const watch = (report: (() => void) | undefined) => setInterval(() => report?.(), LOOK_EVERY_MS);
  const reportPlans = () => options.onPlan?.(plans.length - fresh.length + tally.plans(), plans.length);
  let watching = watch(reportPlans);
  try {
    for (const places of otherPlaces)
      others.push(startPartThread({ plans: seedsAt(places), themes, segmenter: segmenter.name, tally: tally.memory }));
    const builder = createPartBuilder(segmenter, themes);
    const entries = new Map<number, PlanEntry>();
    for (const [index, seed] of seedsAt(ownPlaces).entries()) {
      entries.set(ownPlaces[index] ?? 0, builder.add(planOf(seed.facts, seed.text, themes), seed.key));
      tally.addPlan();
      reportPlans();
      // What the other threads send is taken in between two plans.
      await nextTurn();
    }
    const theirs = await Promise.all(others.map((thread) => thread.lookedThrough));
    const found = theirs.flatMap((looked) => looked.entries);
    for (const [index, at] of otherPlaces.flat().entries()) {
      const entry = found[index];
      if (entry) entries.set(at, entry);
    }
    const offers = [builder.offers(), ...theirs.map((looked) => looked.offers)];
    const planAt = (at: number): Plan => {
      const [seed, origin] = [plans[at], origins[at]];
      if (!previous || !seed || origin === undefined || origin === null) throw new RangeError(`plan ${at} is not stored`);
      return openStoredPlan(previous.plans, origin, seed.facts);
    };
    const assembly = createAssembly({ origins, previous, fresh: entries, offers, declaredTerms, segmenter, planAt });
    options.onPlansRead?.(assembly.clauses);
    const reportClauses = () => options.onClause?.(tally.clauses(), assembly.total);
    const addClause = () => {
      tally.addClause();
      reportClauses();
    };
    clearInterval(watching);
    watching = watch(reportClauses);
    const awaited = others.map((thread) => thread.finish(assembly.lexicon));
    const own = builder.finish(assembly.lexicon, addClause);
    const parts: IndexPart[] = [own, ...(await Promise.all(awaited))];
    return assembly.finish(
      parts.map((part, index) => ({ part, plans: stretches[index] ?? [] })),
      addClause,
    );
  } finally {
    clearInterval(watching);
    for (const thread of others) thread.stop();
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Neighbouring places in at most so many stretches of about the same size, none smaller than `least`, but for the first. */
function stretchesOf(
  places: readonly number[],
  sizeOf: (place: number) => number,
  { most, least }: { readonly most: number; readonly least: number },
): readonly (readonly number[])[] {
  const total = places.reduce((sum, place) => sum + sizeOf(place), 0);
  const count = Math.max(1, Math.min(most, places.length, Math.floor(total / least)));
  const stretches: number[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const place of places) {
    const size = sizeOf(place);
    // By its middle, so that a long plan goes where most of it belongs.
    const share = total === 0 ? 0 : (before + size / 2) / total;
    stretches[Math.min(count - 1, Math.floor(share * count))]?.push(place);
    before += size;
  }
  // A plan that is longer than a stretch leaves another empty.
  return stretches.filter((stretch) => stretch.length > 0);
}
