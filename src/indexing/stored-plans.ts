// What the index keeps of each plan, so that it need not be parsed, folded or looked through for terms again.
import { createLibrary, type Library, type Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { Clause } from '../corpus/model.ts';
import type { Theme } from '../corpus/themes.ts';
import { firstOfPlans, type PlanSizes, type PlanTable, tableOfPlan } from './clause-table.ts';
import { type Offer, type OfferSum, sortedSum } from './lexicon.ts';
import { openJson, packJson } from './packed-json.ts';
import { openPlan, type PackedPlan, packPlan } from './plan-record.ts';
import type { StoredIndex } from './store.ts';

/** Pieces of one size or another, laid end to end: piece `at` is `bytes[starts[at]] … bytes[starts[at + 1] - 1]`. */
export interface Pieces {
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

/** One entry a plan, in the order of the library. */
export interface StoredPlans {
  /** See `SeedPlan.key`. */
  readonly keys: readonly string[];
  readonly sizes: PlanSizes;
  /** Packed plans. */
  readonly records: Pieces;
  /** The folded texts of all clauses of the plan, as UTF-16, and how many units each has: what the scan reads. */
  readonly texts: Pieces;
  /** What each plan offers to the lexicon, packed: only building asks for it, once the plan is gone. */
  readonly offers: Pieces;
  /** The offers of all plans added up, packed: what building asks for as long as they are there. */
  readonly offerSum: Uint8Array<ArrayBuffer>;
}

/** What is stored of a plan that has been parsed and looked through. */
export interface PlanEntry {
  readonly key: string;
  readonly record: Uint8Array;
  readonly texts: Uint8Array;
  readonly offer: Uint8Array;
  readonly table: PlanTable;
}

/** The entry of a plan of which is not known yet what it offers. `folded` are the folded texts of its clauses. */
export const entryOf = (
  plan: Plan,
  { key, table, folded }: Pick<PlanEntry, 'key' | 'table'> & { readonly folded: readonly string[] },
): Omit<PlanEntry, 'offer'> => ({
  key,
  record: packPlan(plan),
  texts: Buffer.from(folded.join(''), 'utf16le'),
  table,
});

export function storePlans(entries: readonly PlanEntry[], sizes: PlanSizes, offers: OfferSum): StoredPlans {
  return {
    keys: entries.map(({ key }) => key),
    sizes,
    records: layPieces(entries.map(({ record }) => record)),
    texts: layPieces(entries.map(({ texts }) => texts)),
    offers: layPieces(entries.map(({ offer }) => offer)),
    offerSum: Uint8Array.from(packOfferSum(offers)),
  };
}

const packOfferSum = (sum: OfferSum): Uint8Array => packJson(sortedSum(sum));

export const openOfferSum = ({ offerSum }: StoredPlans): OfferSum => openJson(offerSum) as OfferSum;

/** What one of the stored plans offers. */
export const openOffer = ({ offers }: StoredPlans, at: number): Offer => openJson(pieceOf(offers, at)) as Offer;

/** The entries of stored plans, by their places. */
export function createEntryReader({ plans, table, headings }: StoredIndex): (at: number) => PlanEntry {
  const first = firstOfPlans(plans.sizes);
  return (at) => ({
    key: plans.keys[at] ?? '',
    record: pieceOf(plans.records, at),
    texts: pieceOf(plans.texts, at),
    offer: pieceOf(plans.offers, at),
    table: tableOfPlan({ table, headings, sizes: plans.sizes }, first, at),
  });
}

/** One of the stored plans; `facts` are those that its key stands for. */
export const openStoredPlan = ({ records }: StoredPlans, at: number, facts: PlanFacts): PackedPlan =>
  openPlan(facts, pieceOf(records, at));

// Apart, so that no clause holds on to all that is stored.
const clauseOf = (plan: PackedPlan, index: number): Clause | undefined => plan.clauseAt(index);

/** The library of stored plans; `facts` are those of the manifest, which decided the keys. */
export const openLibrary = (stored: StoredPlans, facts: readonly PlanFacts[], themes: readonly Theme[]): Library =>
  createLibrary(
    facts.map((own, at) => openStoredPlan(stored, at, own)),
    themes,
    [...stored.sizes.clauses],
    clauseOf,
  );

function pieceOf({ starts, bytes }: Pieces, at: number): Uint8Array {
  return bytes.subarray(starts[at] ?? 0, starts[at + 1] ?? 0);
}

function layPieces(pieces: readonly Uint8Array[]): Pieces {
  const starts = new Uint32Array(pieces.length + 1);
  for (const [at, piece] of pieces.entries()) starts[at + 1] = (starts[at] ?? 0) + piece.length;
  const bytes = new Uint8Array(starts.at(-1) ?? 0);
  for (const [at, piece] of pieces.entries()) bytes.set(piece, starts[at] ?? 0);
  return { starts, bytes };
}
