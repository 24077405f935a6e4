// Terms, words and grams of some of the clauses: of all of them, or of the few that a change concerns. Parts are joined.
import { headingPath, type PlacedClause, type Plan } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import type { Analyser } from '../text/analyze.ts';
import { type CorpusGramPostings, createCorpusGramBuilder, mergeCorpusGrams } from './corpus-grams.ts';
import { mergeLists, type Places } from './ordinal-lists.ts';
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

export interface PartInput {
  readonly clauses: readonly PlacedClause[];
  readonly headings: readonly Heading[];
  readonly analyser: Analyser;
  /** Called after each clause. */
  readonly onClause?: () => void;
}

/** The part of these clauses and headings; both are numbered as they are given. */
export function buildPart({ clauses, headings, analyser, onClause }: PartInput): IndexPart {
  const postings = createPostingsBuilder();
  const words = createWordBuilder();
  const grams = createCorpusGramBuilder();
  const pathTerms = createPathTerms(analyser);
  for (const [ordinal, { plan, clause }] of clauses.entries()) {
    const read = analyser.read(clause.text);
    postings.add({ ordinal, text: read.terms, path: pathTerms(plan, clause.heading) });
    words.add(ordinal, read.words);
    grams.addClause(ordinal, clause);
    onClause?.();
  }
  for (const [number, heading] of headings.entries()) grams.addHeading(number, heading);
  return { postings: postings.finish(), words: words.finish(), grams: grams.finish() };
}

// Hundreds of clauses share a title, so each is analysed once.
function createPathTerms(analyser: Analyser): (plan: Plan, heading: number | null) => string[] {
  const known = new Map<string, string[]>();
  const termsOf = (title: string) => {
    const terms = known.get(title) ?? analyser.terms(title);
    known.set(title, terms);
    return terms;
  };
  return (plan, heading) => headingPath(plan, heading).flatMap(({ title }) => termsOf(title));
}

/** The parts as one, of so many clauses. A part alone that stays where it is is the whole. */
export function joinParts(parts: readonly { readonly part: IndexPart; readonly places: PartPlaces }[], size: number): IndexPart {
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
