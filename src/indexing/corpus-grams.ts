// The grams of everything that is searched: clauses, headings, and words that only marks part.
import type { Library } from '../corpus/library.ts';
import { bridgingGrams } from './bare-text.ts';
import { foldedFaces, foldedText, headingAsText, printedHeading } from './clause-text.ts';
import { createGramBuilder, createGramIndex, type GramIndex, type GramPostings, gramsOf } from './gram-postings.ts';

export interface CorpusGramPostings {
  /** By ordinal; of the text as shown and as corrected. */
  readonly clauses: GramPostings;
  /** By number counted through all plans; of label and title as printed and as corrected. */
  readonly headings: GramPostings;
  /** What stands side by side once marks are taken out: clauses by ordinal, after them headings by number. */
  readonly bridges: GramPostings;
}

export type CorpusGrams = { readonly [Part in keyof CorpusGramPostings]: GramIndex };

export function buildCorpusGrams(library: Library): CorpusGramPostings {
  const [clauses, headings, bridges] = [createGramBuilder(), createGramBuilder(), createGramBuilder()];
  for (const { clause, ordinal } of library.clauses) {
    for (const text of foldedFaces(clause)) clauses.add(ordinal, gramsOf(text));
    bridges.add(ordinal, bridgingGrams(foldedText(clause)));
  }
  for (const [number, heading] of library.plans.flatMap((plan) => plan.headings).entries()) {
    for (const text of foldedFaces(headingAsText(heading))) headings.add(number, gramsOf(text));
    bridges.add(library.clauses.length + number, bridgingGrams(printedHeading(heading)));
  }
  return { clauses: clauses.finish(), headings: headings.finish(), bridges: bridges.finish() };
}

export const openCorpusGrams = (postings: CorpusGramPostings): CorpusGrams => ({
  clauses: createGramIndex(postings.clauses),
  headings: createGramIndex(postings.headings),
  bridges: createGramIndex(postings.bridges),
});
