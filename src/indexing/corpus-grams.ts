// The grams of everything that is searched: clauses, headings, and words that only marks part.
import type { Heading } from '../corpus/model.ts';
import { bridgingGrams } from './bare-text.ts';
import { foldedFaces, headingAsText, printedHeading } from './clause-text.ts';
import { createGramBuilder, createGramIndex, type GramIndex, type GramPostings } from './gram-postings.ts';
import { mergeLists, type Places } from './ordinal-lists.ts';

export interface CorpusGramPostings {
  /** By ordinal; of the text as shown and as corrected. */
  readonly clauses: GramPostings;
  /** By number counted through all plans; of label and title as printed and as corrected. */
  readonly headings: GramPostings;
  /** What stands side by side in a clause once marks are taken out. */
  readonly clauseBridges: GramPostings;
  /** The same of headings. */
  readonly headingBridges: GramPostings;
}

export const GRAM_PARTS = [
  'clauses',
  'headings',
  'clauseBridges',
  'headingBridges',
] as const satisfies readonly (keyof CorpusGramPostings)[];

export type CorpusGrams = { readonly [Part in keyof CorpusGramPostings]: GramIndex };

/** The folded texts in which a heading is found. */
export interface HeadingFaces {
  readonly faces: readonly string[];
  /** Label and title, kept apart. */
  readonly printed: string;
}

export const facesOf = (heading: Heading): HeadingFaces => ({
  faces: foldedFaces(headingAsText(heading)),
  printed: printedHeading(heading),
});

export function createCorpusGramBuilder() {
  const [clauses, headings, clauseBridges, headingBridges] = [
    createGramBuilder(),
    createGramBuilder(),
    createGramBuilder(),
    createGramBuilder(),
  ];
  return {
    /** `corrected`: the folded text as corrected, where corrections are declared. */
    addClause: (ordinal: number, folded: string, corrected: readonly string[]): void => {
      for (const text of [folded, ...corrected]) clauses.addText(ordinal, text);
      clauseBridges.add(ordinal, bridgingGrams(folded));
    },
    addHeading: (number: number, { faces, printed }: HeadingFaces): void => {
      for (const text of faces) headings.addText(number, text);
      headingBridges.add(number, bridgingGrams(printed));
    },
    finish: (): CorpusGramPostings => ({
      clauses: clauses.finish(),
      headings: headings.finish(),
      clauseBridges: clauseBridges.finish(),
      headingBridges: headingBridges.finish(),
    }),
  };
}

export const openCorpusGrams = (postings: CorpusGramPostings): CorpusGrams => ({
  clauses: createGramIndex(postings.clauses),
  headings: createGramIndex(postings.headings),
  clauseBridges: createGramIndex(postings.clauseBridges),
  headingBridges: createGramIndex(postings.headingBridges),
});

export interface PlacedGrams {
  readonly grams: CorpusGramPostings;
  /** Where its clauses and headings stand in the whole. */
  readonly texts: Places;
  readonly headings: Places;
}

export function mergeCorpusGrams(parts: readonly PlacedGrams[]): CorpusGramPostings {
  const merge = (name: keyof CorpusGramPostings, of: 'texts' | 'headings'): GramPostings => {
    const { keys, lists } = mergeLists(
      parts.map(({ grams, ...places }) => ({ keys: grams[name].grams, lists: grams[name], places: places[of] })),
    );
    return { grams: Uint32Array.from(keys), ...lists };
  };
  return {
    clauses: merge('clauses', 'texts'),
    headings: merge('headings', 'headings'),
    clauseBridges: merge('clauseBridges', 'texts'),
    headingBridges: merge('headingBridges', 'headings'),
  };
}
