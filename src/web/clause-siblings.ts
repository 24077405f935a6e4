// The clauses that stand under the same heading as one, as a short list around it.
import type { PlacedClause } from '../corpus/library.ts';
import { clausePageUrl } from '../search/address.ts';
import { excerpt } from './words.ts';

export interface SiblingsView {
  readonly total: number;
  /** In reading order; the first of them has the number `first` under the heading. */
  readonly shown: readonly Sibling[];
  readonly first: number;
}

interface Sibling {
  readonly id: string;
  readonly url: string;
  readonly text: string;
  readonly current: boolean;
}

const MOST_ON_EACH_SIDE = 5;
const EXCERPT_LENGTH = 28;

export function siblingsOf({ plan, clause }: PlacedClause, q: string): SiblingsView | null {
  const all = plan.clauses.filter(({ heading, chapter }) => heading === clause.heading && chapter === clause.chapter);
  if (all.length < 2) return null;
  const at = all.indexOf(clause);
  const from = Math.max(0, at - MOST_ON_EACH_SIDE);
  const shown = all.slice(from, at + MOST_ON_EACH_SIDE + 1).map((sibling) => ({
    id: sibling.id,
    url: clausePageUrl(sibling.id, q),
    text: excerpt(sibling.text, EXCERPT_LENGTH),
    current: sibling === clause,
  }));
  return { total: all.length, shown, first: from + 1 };
}
