// From what each plan gives to the whole index: the lexicon of all plans, and the parts put together.
//
// What an earlier index knows of a plan that has not changed is taken over: its parsed text, its grams, and the terms of
// every clause in which no term of the lexicon has come or gone. The result is the same, byte for byte, as without.
import type { Plan } from '../corpus/library.ts';
import type { Lexicon } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import type { Segmenter } from '../text/segment.ts';
import { firstOfPlans, joinTables } from './clause-table.ts';
import { createGramIndex } from './gram-postings.ts';
import { buildTermPart, type IndexPart, joinParts, type PartPlaces, type PlacedPart } from './index-part.ts';
import { growLexicon, OfferAdder, type OfferSum } from './lexicon.ts';
import type { StoredIndex } from './store.ts';
import { createEntryReader, createTextReader, openOffer, type PlanEntry, storePlans } from './stored-plans.ts';

/** For each key its place in the earlier index; null for a plan that is not there, and has to be looked through. */
export function originsOf(keys: readonly string[], previous: StoredIndex | null): readonly (number | null)[] {
  const known = new Map(previous?.plans.keys.map((key, at) => [key, at]));
  known.delete('');
  return keys.map((key) => known.get(key) ?? null);
}

export interface AssemblyInput {
  /** See `originsOf`. */
  readonly origins: readonly (number | null)[];
  readonly previous: StoredIndex | null;
  /** By place in the new index: the entries of plans that have been looked through. */
  readonly fresh: ReadonlyMap<number, PlanEntry>;
  /** What those plans offer to the lexicon, added up in one or several sums. */
  readonly offers: readonly OfferSum[];
  readonly declaredTerms: readonly string[];
  readonly segmenter: Segmenter;
  /** A plan that is taken over, for the few of its clauses whose terms are not. */
  readonly planAt: (at: number) => Plan;
}

export interface Assembly {
  readonly lexicon: Lexicon;
  /** How many clauses there are. */
  readonly clauses: number;
  /** How many of them are to be analysed. */
  readonly total: number;
  /** Once. `parts`: of the plans that have been looked through, which stand at these places. */
  finish(parts: readonly { readonly part: IndexPart; readonly plans: readonly number[] }[], onClause?: () => void): StoredIndex;
}

export function createAssembly({ origins, previous, fresh, offers, declaredTerms, segmenter, planAt }: AssemblyInput): Assembly {
  const known = previous && createEntryReader(previous);
  const entries = origins.map((origin, at): PlanEntry => {
    const entry = origin === null ? fresh.get(at) : known?.(origin);
    if (!entry) throw new RangeError(`nothing is known of plan ${at}`);
    return entry;
  });
  const { table, headings, sizes } = joinTables(entries.map((entry) => entry.table));
  const adder = new OfferAdder();
  for (const sum of offers) adder.addSum(sum);
  for (const [at, entry] of entries.entries()) if (!fresh.has(at)) adder.add(openOffer(entry));
  const lexicon = growLexicon(adder.sum(), declaredTerms, { segmenter, previous: previous?.lexicon });
  const first = firstOfPlans(sizes);
  const taken = previous && takeOver(previous, origins, first, lexicon.terms);
  const freshClauses = [...fresh.keys()].reduce((sum, at) => sum + (sizes.clauses[at] ?? 0), 0);
  const stretch = (of: 'clauses' | 'headings', plans: readonly number[]): Int32Array =>
    Int32Array.from(
      plans.flatMap((plan) => Array.from({ length: sizes[of][plan] ?? 0 }, (_, at) => (first[of][plan] ?? 0) + at)),
    );
  return {
    lexicon,
    clauses: table.size,
    total: freshClauses + (taken?.touched.length ?? 0),
    finish: (parts, onClause) => {
      const placed: PlacedPart[] = parts.map(({ part, plans }) => {
        const clauses = stretch('clauses', plans);
        return { part, places: { clauses, texts: clauses, headings: stretch('headings', plans) } };
      });
      if (taken) {
        const ofPlans = groupByPlan(taken.touched, { plans: table.plans, first: first.clauses });
        const chosen = ofPlans.map(({ plan, clauses }) => ({ plan: () => planAt(plan), clauses }));
        const nowhere = new Int32Array();
        placed.push({ part: previous.part, places: taken.places });
        placed.push({
          part: buildTermPart(chosen, { segmenter, lexicon, onClause }),
          places: { clauses: taken.touched, texts: nowhere, headings: nowhere },
        });
      }
      // Plans that have all been looked through together are the whole already.
      const [only] = parts;
      const part = only && placed.length === 1 ? only.part : joinParts(placed, table.size);
      return { plans: storePlans(entries, sizes), lexicon, part, table, headings };
    },
  };
}

interface TakenOver {
  readonly places: PartPlaces;
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
    places: { clauses: texts.map((place, ordinal) => (isTouched[ordinal] === 1 ? -1 : place)), texts, headings: headingPlaces },
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
  const textOf = createTextReader(plans, table.lengths);
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
