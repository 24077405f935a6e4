// Terms, words and grams of some of the clauses: of some of the plans, or of the few clauses that a change concerns. Parts
// are joined.
import type { Plan } from '../corpus/library.ts';
import type { Theme } from '../corpus/themes.ts';
import { type Analyser, type CutText, createAnalyser, cutText, type Lexicon } from '../text/analyze.ts';
import type { Segmenter } from '../text/segment.ts';
import { tabulatePlan } from './clause-table.ts';
import { foldedText } from './clause-text.ts';
import { type CorpusGramPostings, createCorpusGramBuilder, mergeCorpusGrams } from './corpus-grams.ts';
import { OfferAdder, type OfferSum, offerOf } from './lexicon.ts';
import { mergeLists, type Places } from './ordinal-lists.ts';
import { entryOf, type PlanEntry } from './stored-plans.ts';
import { createPostingsBuilder, mergePostings, type TermPostings } from './term-postings.ts';
import { createWordBuilder, type WordPostings } from './vocabulary.ts';

export interface IndexPart {
  readonly postings: TermPostings;
  readonly words: WordPostings;
  readonly grams: CorpusGramPostings;
}

/** Where the clauses and headings of a part stand in the whole; -1 for what is left out. */
export interface PartPlaces {
  /** Of terms and words, which depend on the lexicon. */
  readonly clauses: Places;
  /** Of grams, which depend on the text alone. */
  readonly texts: Places;
  readonly headings: Places;
}

export interface PlacedPart {
  readonly part: IndexPart;
  readonly places: PartPlaces;
}

/**
 * Makes the part of whole plans in two steps, because the lexicon is grown from all plans. What depends on the text alone
 * is made in the first step, and no more is kept of a plan than the second needs: its texts, cut.
 */
export interface PartBuilder {
  /** Looks a plan through. Clauses and headings are numbered in the order of the plans. */
  add(plan: Plan, key: string): PlanEntry;
  /** What the plans added so far offer to the lexicon. */
  offers(): OfferSum;
  /** Once, when all plans are in. `onClause` is called after each clause. */
  finish(lexicon: Lexicon, onClause?: () => void): IndexPart;
}

export function createPartBuilder(segmenter: Segmenter, themes: readonly Theme[]): PartBuilder {
  const grams = createCorpusGramBuilder();
  const drafts: Draft[] = [];
  const offers = new OfferAdder();
  let [clauses, headings] = [0, 0];
  return {
    add: (plan, key) => {
      const folded = plan.clauses.map(foldedText);
      for (const [at, clause] of plan.clauses.entries()) grams.addClause(clauses + at, clause, folded[at] ?? '');
      for (const [at, heading] of plan.headings.entries()) grams.addHeading(headings + at, heading);
      clauses += plan.clauses.length;
      headings += plan.headings.length;
      const titles = plan.headings.map(({ title }) => cutText(title, segmenter));
      const titleOf = (heading: number) => titles[heading] ?? NOTHING;
      const draft = draftOf(plan, { clauses: plan.clauses.keys(), titleOf, segmenter });
      drafts.push(draft);
      const offer = offerOf({ texts: draft.texts, titles });
      offers.add(offer);
      return entryOf(plan, { key, folded, offer, table: tabulatePlan(plan, themes, folded) });
    },
    offers: () => offers.sum(),
    finish: (lexicon, onClause) => ({
      ...readDrafts(drafts, createAnalyser(segmenter, lexicon), onClause),
      grams: grams.finish(),
    }),
  };
}

const NOTHING: CutText = { text: '', starts: new Uint8Array() };

export interface ClausesOfPlan {
  /** Opens the plan: one is looked at, then the next. */
  readonly plan: () => Plan;
  /** Indexes, ascending. */
  readonly clauses: readonly number[];
}

/** The part of some clauses of some plans, numbered as they are given, without grams: those are known already. */
export function buildTermPart(
  chosen: Iterable<ClausesOfPlan>,
  { segmenter, lexicon, onClause }: { segmenter: Segmenter; lexicon: Lexicon; onClause?: (() => void) | undefined },
): IndexPart {
  function* drafts(): Generator<Draft> {
    for (const { plan: open, clauses } of chosen) {
      const plan = open();
      const titleOf = (heading: number) => cutText(plan.headings[heading]?.title ?? '', segmenter);
      yield draftOf(plan, { clauses, titleOf, segmenter });
    }
  }
  return { ...readDrafts(drafts(), createAnalyser(segmenter, lexicon), onClause), grams: createCorpusGramBuilder().finish() };
}

/** What is kept of a plan until the lexicon is known. */
interface Draft {
  readonly texts: readonly CutText[];
  /** One entry a text: number of the innermost heading, or null. */
  readonly headings: readonly (number | null)[];
  readonly parents: readonly (number | null)[];
  titleOf(heading: number): CutText;
}

function draftOf(
  plan: Plan,
  { clauses, titleOf, segmenter }: { clauses: Iterable<number>; titleOf: Draft['titleOf']; segmenter: Segmenter },
): Draft {
  const chosen = Array.from(clauses, (at) => plan.clauses[at]).filter((clause) => clause !== undefined);
  return {
    texts: chosen.map(({ text }) => cutText(text, segmenter)),
    headings: chosen.map(({ heading }) => heading),
    parents: plan.headings.map(({ parent }) => parent),
    titleOf,
  };
}

function readDrafts(drafts: Iterable<Draft>, analyser: Analyser, onClause?: () => void): Pick<IndexPart, 'postings' | 'words'> {
  const postings = createPostingsBuilder();
  const words = createWordBuilder();
  let ordinal = 0;
  for (const draft of drafts) {
    const pathTerms = createPathTerms(draft, analyser);
    for (const [at, text] of draft.texts.entries()) {
      const read = analyser.read(text);
      postings.add({ ordinal, text: read.terms, path: pathTerms(draft.headings[at] ?? null) });
      words.add(ordinal, read.words);
      ordinal += 1;
      onClause?.();
    }
  }
  return { postings: postings.finish(), words: words.finish() };
}

// Many clauses stand under one heading, so its title and those above it are read once.
function createPathTerms({ titleOf, parents }: Draft, analyser: Analyser): (heading: number | null) => readonly string[] {
  const known = new Map<number, readonly string[]>();
  const termsOf = (heading: number | null): readonly string[] => {
    if (heading === null) return [];
    let terms = known.get(heading);
    if (!terms) {
      terms = [...termsOf(parents[heading] ?? null), ...analyser.read(titleOf(heading)).terms];
      known.set(heading, terms);
    }
    return terms;
  };
  return termsOf;
}

/** The parts as one, of so many clauses. */
export function joinParts(parts: readonly PlacedPart[], size: number): IndexPart {
  const words = mergeLists(
    parts.map(({ part, places }) => ({ keys: part.words.words, lists: part.words.lists, places: places.clauses })),
  );
  return {
    postings: mergePostings(
      parts.map(({ part, places }) => ({ postings: part.postings, places: places.clauses })),
      size,
    ),
    words: { words: words.keys, lists: words.lists },
    grams: mergeCorpusGrams(parts.map(({ part, places }) => ({ grams: part.grams, places }))),
  };
}
