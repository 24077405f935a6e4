// The declared neighbours of a question's words, each a chip: what it would add, a way to add it, a way to take it off.
import type { ExpansionTerm } from '../search/answer.ts';
import { fold } from '../text/fold.ts';
import { withAlternative } from './alternative.ts';
import { askFor, changed, type SearchState, searchUrl } from './search-state.ts';
import { figure, termWords } from './words.ts';

interface NeighbourChip {
  readonly term: string;
  /** Clauses that literally contain it. */
  readonly count: string;
  /** Whether following the link adds the term to the question; else it asks for the term alone. */
  readonly adds: boolean;
  readonly url: string;
  /** Whether related clauses are looked for by it. */
  readonly used: boolean;
  /** The same search without it, or, where it is taken off, with it again. */
  readonly switchUrl: string;
}

interface NeighbourGroup {
  readonly caption: string;
  readonly chips: readonly NeighbourChip[];
}

export interface NeighboursView {
  readonly groups: readonly NeighbourGroup[];
  /** The same search without any related clause. */
  readonly exactUrl: string;
}

const CAPTIONS = { same: '另一种说法', near: '相邻的词' } as const;

/** `neighbours` are all of them, those that are taken off included. Null where there are none. */
export function viewNeighbours(state: SearchState, neighbours: readonly ExpansionTerm[]): NeighboursView | null {
  // Whoever looks for 托育 has every 托育服务 already.
  const telling = neighbours.filter(({ of, term }) => !term.includes(of));
  if (telling.length === 0) return null;
  const groups = (['same', 'near'] as const)
    .map((relation) => ({
      caption: CAPTIONS[relation],
      chips: telling.filter((neighbour) => neighbour.relation === relation).map((neighbour) => chipOf(state, neighbour)),
    }))
    .filter(({ chips }) => chips.length > 0);
  return { groups, exactUrl: searchUrl(changed(state, { match: 'exact', without: [] })) };
}

function chipOf(state: SearchState, { of, term, count }: ExpansionTerm): NeighbourChip {
  const others = state.without.filter((taken) => fold(taken) !== term);
  const used = others.length === state.without.length;
  const widened = withAlternative(state.q, of, term);
  return {
    term: termWords(term),
    count: figure(count),
    adds: widened !== null,
    url: searchUrl(widened === null ? askFor(term) : changed(state, { q: widened })),
    used,
    switchUrl: searchUrl(changed(state, { without: used ? [...state.without, term].sort() : others })),
  };
}
