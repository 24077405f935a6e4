// From plans to an index: what each plan offers to the lexicon, the lexicon, then terms and grams of every clause.
//
// What an earlier index knows of a plan that has not changed is taken over: its parsed text, its grams, and the terms of
// every clause in which no term of the lexicon has come or gone. The result is the same, byte for byte, as without.
import type { Library } from '../corpus/library.ts';
import { createAnalyser } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import type { Segmenter } from '../text/segment.ts';
import { firstNumbers, planSizes, tabulateClauses, tabulateHeadings } from './clause-table.ts';
import { createGramIndex, type GramIndex } from './gram-postings.ts';
import { buildPart, type IndexPart, joinParts, type PartPlaces } from './index-part.ts';
import { growLexicon, offerOf } from './lexicon.ts';
import { openIndex, type SearchIndex } from './search-index.ts';
import type { StoredIndex } from './store.ts';
import { entryOf, openOffer, type PlanEntry, storedEntry, storePlans } from './stored-plans.ts';

export interface BuildOptions {
  readonly library: Library;
  readonly segmenter: Segmenter;
  readonly declaredTerms: readonly string[];
  /** One a plan, in the order of the library; see `SeedPlan.key`. Without them nothing can be taken over later. */
  readonly keys?: readonly string[];
  /** An index made by the same code, segmenter and themes. */
  readonly previous?: StoredIndex | null;
  /** Called after each clause that is analysed. */
  readonly onProgress?: (done: number, total: number) => void;
}

export function buildIndex(options: BuildOptions): SearchIndex {
  return openIndex(buildStored(options), options.segmenter);
}

function buildStored({ library, segmenter, declaredTerms, keys = [], previous = null, onProgress }: BuildOptions): StoredIndex {
  const known = previous ? new Map(previous.plans.keys.map((key, at) => [key, at])) : new Map<string, number>();
  const origins = library.plans.map((_plan, at) => known.get(keys[at] ?? '') ?? null);
  const entries = library.plans.map((plan, at): PlanEntry => {
    const origin = origins[at] ?? null;
    if (previous && origin !== null) return storedEntry(previous.plans, origin);
    const offer = offerOf(
      { texts: plan.clauses.map(({ text }) => text), titles: plan.headings.map(({ title }) => title) },
      segmenter,
    );
    return entryOf(plan, keys[at] ?? '', offer);
  });
  const lexicon = growLexicon(entries.map(openOffer), declaredTerms, segmenter);
  const analyser = createAnalyser(segmenter, lexicon);
  const taken = previous && takeOver(previous, library, origins, lexicon.terms);
  const fresh = library.clauses.filter(({ ordinal }) => !taken || taken.places.untouched[ordinal] === 0);
  const headings = library.plans.flatMap((plan) => plan.headings);
  const freshHeadings = [...headings.keys()].filter((number) => !taken || taken.places.knownHeadings[number] === 0);
  let done = 0;
  const part = buildPart({
    clauses: fresh,
    headings: freshHeadings.flatMap((number) => headings[number] ?? []),
    analyser,
    onClause: () => {
      done += 1;
      onProgress?.(done, fresh.length);
    },
  });
  const ordinals = Int32Array.from(fresh, ({ ordinal }) => ordinal);
  const places: PartPlaces = { clauses: ordinals, texts: ordinals, headings: Int32Array.from(freshHeadings) };
  const whole = taken ? joinParts([taken, { part, places }], library.clauses.length) : part;
  return {
    plans: storePlans(library, entries),
    lexicon,
    part: whole,
    table: tabulateClauses(library),
    headings: tabulateHeadings(library),
  };
}

interface TakenOver {
  readonly part: IndexPart;
  readonly places: PartPlaces & {
    /** By ordinal in the new library: 1 where the clause's terms are taken over. */
    readonly untouched: Uint8Array;
    /** By number in the new library: 1 where the heading's grams are taken over. */
    readonly knownHeadings: Uint8Array;
  };
}

/** `origins`: for each plan of the library its place in the previous index, or null. */
function takeOver(
  previous: StoredIndex,
  library: Library,
  origins: readonly (number | null)[],
  lexicon: readonly string[],
): TakenOver {
  const { part, plans, table, headings } = previous;
  const sizes = planSizes(library);
  const [newClauses, newHeadings] = [firstNumbers(sizes.clauses), firstNumbers(sizes.headings)];
  const [oldClauses, oldHeadings] = [firstNumbers(plans.sizes.clauses), firstNumbers(plans.sizes.headings)];
  const texts = new Int32Array(table.size).fill(-1);
  const headingPlaces = new Int32Array(headings.titles.length).fill(-1);
  const knownHeadings = new Uint8Array(sizes.headings.reduce((sum, count) => sum + count, 0));
  for (const [plan, origin] of origins.entries()) {
    if (origin === null) continue;
    for (let at = 0; at < (sizes.clauses[plan] ?? 0); at += 1)
      texts[(oldClauses[origin] ?? 0) + at] = (newClauses[plan] ?? 0) + at;
    for (let at = 0; at < (sizes.headings[plan] ?? 0); at += 1) {
      const number = (newHeadings[plan] ?? 0) + at;
      headingPlaces[(oldHeadings[origin] ?? 0) + at] = number;
      knownHeadings[number] = 1;
    }
  }
  const touched = touchedClauses(previous, lexicon);
  const clauses = texts.map((place, ordinal) => (touched[ordinal] === 1 ? -1 : place));
  const untouched = new Uint8Array(library.clauses.length);
  for (const place of clauses) if (place >= 0) untouched[place] = 1;
  return { part, places: { clauses, texts, headings: headingPlaces, untouched, knownHeadings } };
}

/** 1 for each clause of the index in which, or in whose headings, a term of the lexicon has come or gone. */
function touchedClauses({ part, table, headings, lexicon }: StoredIndex, now: readonly string[]): Uint8Array {
  const changed = [...difference(now, lexicon.terms), ...difference(lexicon.terms, now)];
  const touched = new Uint8Array(table.size);
  const touchedHeadings = new Uint8Array(headings.titles.length);
  const clauseGrams = createGramIndex(part.grams.clauses);
  const headingGrams = createGramIndex(part.grams.headings);
  for (const term of changed) {
    for (const ordinal of holding(clauseGrams, term)) touched[ordinal] = 1;
    for (const number of holding(headingGrams, term)) touchedHeadings[number] = 1;
  }
  for (let ordinal = 0; ordinal < table.size; ordinal += 1) {
    for (let heading = table.headings[ordinal] ?? -1; heading >= 0; heading = headings.parents[heading] ?? -1)
      if (touchedHeadings[heading] === 1) touched[ordinal] = 1;
  }
  return touched;
}

// A term is matched in simplified text; what it stands in has its fold, so its grams find every text that holds it.
const holding = (grams: GramIndex, term: string): Iterable<number> => grams.candidates(fold(term)) ?? [];

function difference(terms: readonly string[], without: readonly string[]): string[] {
  const known = new Set(without);
  return terms.filter((term) => !known.has(term));
}
