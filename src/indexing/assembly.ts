// From what each plan gives to the whole index: the lexicon of all plans, and the parts put together.
//
// What an earlier index knows of a plan that has not changed is taken over: its parsed text, its grams, and the terms of
// every clause in which no term of the lexicon has come or gone. The result is the same, byte for byte, as without.
import type { Plan } from '../corpus/library.ts';
import type { Lexicon } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import { firstOfPlans, joinTables } from './clause-table.ts';
import { type CorpusGramPostings, mergeCorpusGrams, type PlacedGrams } from './corpus-grams.ts';
import { openFoldedTexts } from './folded-texts.ts';
import { createGramIndex } from './gram-postings.ts';
import { textsOf } from './index-part.ts';
import type { OfferAdder, OfferSum } from './lexicon.ts';
import type { Places } from './ordinal-lists.ts';
import type { StoredIndex } from './store.ts';
import { createEntryReader, openOffer, openOfferSum, type PlanEntry, storePlans } from './stored-plans.ts';
import { joinWordParts, type PlacedWordPart, type PlanTexts, type WordPart } from './word-part.ts';

/** For each key its place in the earlier index; null for a plan that is not there, and has to be looked through. */
export function originsOf(keys: readonly string[], previous: StoredIndex | null): readonly (number | null)[] {
  const known = new Map(previous?.plans.keys.map((key, at) => [key, at]));
  known.delete('');
  return keys.map((key) => known.get(key) ?? null);
}

/** Adds what the plans offer that are taken over. */
export function addKnownOffers(adder: OfferAdder, { origins, previous }: Pick<AssemblyInput, 'origins' | 'previous'>): void {
  if (!previous) return;
  const taken = new Set(origins);
  const isTakenOver = previous.plans.keys.map((_key, at) => taken.has(at));
  // Mostly few plans are gone, and only those need be taken from the sum of all.
  const takesSum = isTakenOver.filter((is) => is).length * 2 > isTakenOver.length;
  if (takesSum) adder.addSum(openOfferSum(previous.plans));
  for (const [at, is] of isTakenOver.entries()) {
    if (is && !takesSum) adder.add(openOffer(previous.plans, at));
    if (!is && takesSum) adder.remove(openOffer(previous.plans, at));
  }
}

export interface AssemblyInput {
  /** See `originsOf`. */
  readonly origins: readonly (number | null)[];
  readonly previous: StoredIndex | null;
  /** By place in the new index: the entries of plans that have been looked through. */
  readonly fresh: ReadonlyMap<number, PlanEntry>;
  /** What all plans offer to the lexicon. */
  readonly offers: OfferSum;
  readonly lexicon: Lexicon;
  /** A plan that is taken over, for the few of its clauses whose terms are not. */
  readonly planAt: (at: number) => Plan;
}

/** A part and the plans that it is of, by their places in the new index. */
export interface PartOfPlans<Part> {
  readonly part: Part;
  readonly plans: readonly number[];
}

export interface Assembly {
  /** How many clauses there are. */
  readonly clauses: number;
  /** How many of them are to be analysed. */
  readonly total: number;
  /** Clauses that are taken over without their terms: the first part of words has them behind those of its plans. */
  touched(): Iterable<PlanTexts>;
  /** Once. All but the words, which may still be in the making: the index, once they are given. */
  finish(grams: readonly PartOfPlans<CorpusGramPostings>[]): (words: readonly PartOfPlans<WordPart>[]) => StoredIndex;
}

export function createAssembly({ origins, previous, fresh, offers, lexicon, planAt }: AssemblyInput): Assembly {
  const known = previous && createEntryReader(previous);
  const entries = origins.map((origin, at): PlanEntry => {
    const entry = origin === null ? fresh.get(at) : known?.(origin);
    if (!entry) throw new RangeError(`nothing is known of plan ${at}`);
    return entry;
  });
  const { table, headings, sizes } = joinTables(entries.map((entry) => entry.table));
  const first = firstOfPlans(sizes);
  const taken = previous && takeOver(previous, origins, first, lexicon.terms);
  const touched = taken ? taken.touched : new Int32Array();
  const freshClauses = [...fresh.keys()].reduce((sum, at) => sum + (sizes.clauses[at] ?? 0), 0);
  const stretch = (of: 'clauses' | 'headings', plans: readonly number[]): number[] =>
    plans.flatMap((plan) => Array.from({ length: sizes[of][plan] ?? 0 }, (_, at) => (first[of][plan] ?? 0) + at));
  return {
    clauses: table.size,
    total: freshClauses + touched.length,
    *touched() {
      for (const { plan, clauses } of groupByPlan(touched, { plans: table.plans, first: first.clauses }))
        yield textsOf(planAt(plan), clauses);
    },
    finish: (ofFresh) => {
      const placed = ofFresh.map(({ part, plans }): PlacedGrams => {
        const places = { texts: stretch('clauses', plans), headings: stretch('headings', plans) };
        return { grams: part, texts: Int32Array.from(places.texts), headings: Int32Array.from(places.headings) };
      });
      if (taken) placed.unshift({ grams: previous.part.grams, texts: taken.texts, headings: taken.headings });
      const [only] = ofFresh;
      // Plans that have all been looked through together are the whole already.
      const grams = only && placed.length === 1 ? only.part : mergeCorpusGrams(placed);
      const plans = storePlans(entries, sizes, offers);
      return (parts) => ({ plans, lexicon, part: { ...joinWords(parts), grams }, table, headings });
    },
  };

  function joinWords(ofFresh: readonly PartOfPlans<WordPart>[]): WordPart {
    const placed = ofFresh.map(({ part, plans }, at): PlacedWordPart => {
      const clauses = stretch('clauses', plans);
      return { part, clauses: Int32Array.from(at === 0 ? [...clauses, ...touched] : clauses) };
    });
    if (taken) placed.unshift({ part: previous.part, clauses: taken.clauses });
    const [only] = ofFresh;
    return only && placed.length === 1 ? only.part : joinWordParts(placed, table.size);
  }
}

interface TakenOver {
  /** Where the clauses stand in the new index whose terms are taken over; -1 for the others. */
  readonly clauses: Places;
  /** Where the clauses and headings stand whose text is taken over; -1 for the others. */
  readonly texts: Places;
  readonly headings: Places;
  /** Ordinals in the new index of the clauses that are taken over without their terms, ascending. */
  readonly touched: Int32Array;
}

/** `first`: of the new index. */
function takeOver(
  previous: StoredIndex,
  origins: readonly (number | null)[],
  first: ReturnType<typeof firstOfPlans>,
  lexicon: readonly string[],
): TakenOver {
  const { plans, table, headings } = previous;
  const old = firstOfPlans(plans.sizes);
  const texts = new Int32Array(table.size).fill(-1);
  const headingPlaces = new Int32Array(headings.titles.length).fill(-1);
  for (const [plan, origin] of origins.entries()) {
    if (origin === null) continue;
    const [clause, heading] = [old.clauses[origin] ?? 0, old.headings[origin] ?? 0];
    for (let at = 0; at < (plans.sizes.clauses[origin] ?? 0); at += 1) texts[clause + at] = (first.clauses[plan] ?? 0) + at;
    for (let at = 0; at < (plans.sizes.headings[origin] ?? 0); at += 1)
      headingPlaces[heading + at] = (first.headings[plan] ?? 0) + at;
  }
  const isTouched = touchedClauses(previous, lexicon);
  return {
    clauses: texts.map((place, ordinal) => (isTouched[ordinal] === 1 ? -1 : place)),
    texts,
    headings: headingPlaces,
    touched: texts.filter((place, ordinal) => place >= 0 && isTouched[ordinal] === 1).sort(),
  };
}

/** 1 for each clause of the index in which, or in whose headings, a term of the lexicon has come or gone. */
function touchedClauses({ plans, part, table, headings, lexicon }: StoredIndex, now: readonly string[]): Uint8Array {
  const changed = [...difference(now, lexicon.terms), ...difference(lexicon.terms, now)];
  const touched = new Uint8Array(table.size);
  const touchedHeadings = new Uint8Array(headings.titles.length);
  const clauseGrams = createGramIndex(part.grams.clauses);
  const headingGrams = createGramIndex(part.grams.headings);
  const textOf = openFoldedTexts(plans, table.lengths).of;
  // A term is matched in Simplified text; what it stands in has its fold, so its grams find every text that holds it.
  for (const term of changed.map(fold)) {
    for (const ordinal of clauseGrams.candidates(term) ?? [])
      if (touched[ordinal] === 0 && textOf(ordinal).includes(term)) touched[ordinal] = 1;
    for (const number of headingGrams.candidates(term) ?? [])
      if (headings.titles[number]?.includes(term)) touchedHeadings[number] = 1;
  }
  for (let ordinal = 0; ordinal < table.size; ordinal += 1) {
    for (let heading = table.headings[ordinal] ?? -1; heading >= 0; heading = headings.parents[heading] ?? -1)
      if (touchedHeadings[heading] === 1) touched[ordinal] = 1;
  }
  return touched;
}

function difference(terms: readonly string[], without: readonly string[]): string[] {
  const known = new Set(without);
  return terms.filter((term) => !known.has(term));
}

function groupByPlan(
  ordinals: Int32Array,
  { plans, first }: { readonly plans: Uint32Array; readonly first: readonly number[] },
): { readonly plan: number; readonly clauses: number[] }[] {
  const groups: { plan: number; clauses: number[] }[] = [];
  for (const ordinal of ordinals) {
    const plan = plans[ordinal] ?? 0;
    const last = groups.at(-1);
    const clause = ordinal - (first[plan] ?? 0);
    if (last?.plan === plan) last.clauses.push(clause);
    else groups.push({ plan, clauses: [clause] });
  }
  return groups;
}
