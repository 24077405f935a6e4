// Which words a plan uses in several clauses of its prose, read off the index: it has cut every text already.
import { type ClauseTable, KINDS } from '../indexing/clause-table.ts';
import { readOrdinals } from '../indexing/ordinal-lists.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { fold } from '../text/fold.ts';
import type { Sliced } from '../text/in-slices.ts';

export interface PlanWord {
  /** Folded. */
  readonly term: string;
  /** Clauses of all other plans that hold the word: it stands there at least that often. */
  readonly elsewhere: number;
}

/** The words of a plan, by its index in the library; each term once. */
export type PlanWords = (plan: number) => readonly PlanWord[];

type Indexed = Pick<SearchIndex, 'table' | 'sizes' | 'stored'>;

const PROSE = new Set((['paragraph', 'bullet'] as const).map((kind) => KINDS.indexOf(kind)));

/** Whether a clause is running text: labels of tables repeat by nature. */
export const isProse = ({ kinds }: Pick<ClauseTable, 'kinds'>, ordinal: number): boolean => PROSE.has(kinds[ordinal] ?? -1);

/** The words that at least `leastClauses` clauses of a plan's prose hold. One pass over the words of all plans. */
export function* collectPlanWords({ table, sizes, stored }: Indexed, leastClauses: number): Sliced<PlanWords> {
  const { words, lists } = stored.part.words;
  // Words by their number: a plan has some two thousand, and there are thousands of plans.
  const held = Array.from(sizes.clauses, (): { readonly word: number; readonly clauses: number }[] => []);
  for (let word = 0; word < words.length; word += 1) {
    if ((lists.counts[word] ?? 0) < leastClauses || !isTerm(fold(words[word] ?? ''))) continue;
    const ordinals = readOrdinals(lists, word);
    for (let from = 0; from < ordinals.length; ) {
      const plan = table.plans[ordinals[from] ?? 0] ?? 0;
      let prose = 0;
      let to = from;
      for (; to < ordinals.length && table.plans[ordinals[to] ?? 0] === plan; to += 1) {
        if (isProse(table, ordinals[to] ?? 0)) prose += 1;
      }
      if (prose >= leastClauses) held[plan]?.push({ word, clauses: to - from });
      from = to;
    }
    yield;
  }
  return (plan) => {
    const terms = new Map<string, number>();
    for (const { word, clauses } of held[plan] ?? []) {
      const term = fold(words[word] ?? '');
      terms.set(term, Math.max(terms.get(term) ?? 0, (lists.counts[word] ?? 0) - clauses));
    }
    return [...terms].map(([term, elsewhere]) => ({ term, elsewhere }));
  };
}

/** What plans call the place they are for: no two plans can differ by it. */
const SELF = new Set(['我区', '我市', '我县', '我省', '全区', '全市', '全县', '全省', '本区', '本市', '本县']);

const isTerm = (word: string): boolean =>
  [...word].length >= 2 && /[\p{Script=Han}\p{Script=Latin}]/u.test(word) && !/^\d/u.test(word) && !SELF.has(word);
