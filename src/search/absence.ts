// Nothing found is an answer: why there is nothing, and what comes near.
import { fold } from '../text/fold.ts';
import type { Absence, SearchAnswer } from './answer.ts';
import type { NearMissFinder } from './near-miss.ts';
import type { Query } from './query.ts';

export interface AbsenceFacts {
  readonly query: Query;
  /** Matching clauses whatever the filters. */
  readonly unfiltered: number;
  readonly headings: number;
  readonly count: CountEach;
}

/** How many clauses literally satisfy each of the queries, whatever the filters. */
export type CountEach = (queries: readonly Query[]) => Promise<readonly number[]>;

/** The first cause that applies, in the order in which a reader can do something about it. */
export async function explainAbsence({ query, unfiltered, headings, count }: AbsenceFacts): Promise<Absence> {
  if (unfiltered > 0) return { cause: 'filters', count: unfiltered, query: null };
  if (query.exclusions.length > 0 || query.nearness.length > 0) {
    const plain: Query = { ...query, exclusions: [], nearness: [] };
    const [without = 0] = await count([plain]);
    if (without > 0) return { cause: 'conditions', count: without, query: printWords(plain) };
  }
  return headings > 0 ? { cause: 'headings', count: headings, query: null } : { cause: 'nowhere', count: 0, query: null };
}

const MOST_PROPOSALS = 3;

/** Wordings that do occur, made by replacing each word that stands nowhere; only those that match something. */
export async function proposeWordings(
  query: Query,
  finder: NearMissFinder,
  count: CountEach,
): Promise<SearchAnswer['didYouMean']> {
  const alone = await count(query.words.map((word) => ({ ...query, words: [word], exclusions: [], nearness: [] })));
  const missing = query.words.filter((_, at) => alone[at] === 0);
  const [first] = missing;
  if (!first || missing.length > 1 || first.alternatives.length > 1) return [];
  const proposal = (term: string): Query => ({
    words: query.words.map((word) => (word === first ? { alternatives: [term] } : word)),
    exclusions: [],
    nearness: [],
    repaired: null,
  });
  for (const tier of finder.alternatives(first.alternatives[0] ?? '')) {
    const counts = await count(tier.map((term) => proposal(fold(term))));
    const matching = tier
      .map((term, at) => ({ text: printWords(proposal(term)), count: counts[at] ?? 0 }))
      .filter(({ count: matches }) => matches > 0);
    if (matching.length > 0) return matching.slice(0, MOST_PROPOSALS);
  }
  return [];
}

/** The words of a query as a person would type them; a word that would be read otherwise stands in quotation marks. */
function printWords(query: Query): string {
  const print = (term: string) => (/[\s|｜]|^[-－]|^near\//iu.test(term) ? `"${term}"` : term);
  return query.words.map((word) => word.alternatives.map(print).join('|')).join(' ');
}
