// The grams of everything that is searched: clauses, headings, and words that only marks part.
import type { Clause, Heading } from '../corpus/model.ts';
import { bridgingGrams } from './bare-text.ts';
import { correctedFaces, foldedFaces, headingAsText, printedHeading } from './clause-text.ts';
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

export function createCorpusGramBuilder() {
  const [clauses, headings, clauseBridges, headingBridges] = [
    createGramBuilder(),
    createGramBuilder(),
    createGramBuilder(),
    createGramBuilder(),
  ];
  return {
    /** `folded` is the clause's folded text. */
    addClause: (ordinal: number, clause: Clause, folded: string): void => {
      clauses.addText(ordinal, folded);
      for (const text of correctedFaces(clause)) clauses.addText(ordinal, text);
      clauseBridges.add(ordinal, bridgingGrams(folded));
    },
    addHeading: (number: number, heading: Heading): void => {
      for (const text of foldedFaces(headingAsText(heading))) headings.addText(number, text);
      headingBridges.add(number, bridgingGrams(printedHeading(heading)));
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

export function mergeCorpusGrams(
  parts: readonly {
    readonly grams: CorpusGramPostings;
    readonly places: { readonly texts: Places; readonly headings: Places };
  }[],
): CorpusGramPostings {
  const merge = (name: keyof CorpusGramPostings, of: 'texts' | 'headings'): GramPostings => {
    const { keys, lists } = mergeLists(
      parts.map(({ grams, places }) => ({ keys: grams[name].grams, lists: grams[name], places: places[of] })),
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
