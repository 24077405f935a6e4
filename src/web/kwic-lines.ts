// The places of a question with their context, as the state of the page asks for them.

import type { Kwic, KwicLine } from '../comparison/kwic.ts';
import { neighbourOf } from '../comparison/neighbour-words.ts';
import type { Library } from '../corpus/library.ts';
import type { SearchEngine } from '../search/engine.ts';
import { checkFilters } from '../search/filters.ts';
import type { Analyser } from '../text/analyze.ts';
import { inSlices, type Sliced } from '../text/in-slices.ts';
import { comparisonOf } from './comparison.ts';
import { CORE_SORTS, type KwicState } from './kwic-state.ts';

export interface KwicLines extends Pick<Kwic, 'following' | 'preceding'> {
  /** Those followed by the chosen word, where one is chosen. */
  readonly lines: readonly KwicLine[];
  /** All places, whatever word is chosen. */
  readonly total: number;
}

/** Rejects with `BadRequestError` for a query that holds nothing to look for, and for an id that names nothing. */
export async function kwicLines(engine: SearchEngine, { q, sort, width, filters, next }: KwicState): Promise<KwicLines> {
  checkFilters(filters, engine.library);
  const comparison = comparisonOf(engine);
  const { lines, following, preceding } = await comparison.concordance().lines({ q, width, sort: CORE_SORTS[sort], filters });
  const chosen = next === null ? lines : await inSlices(followedBy(next, lines, engine.library, comparison.analyser));
  return { lines: chosen, total: lines.length, following, preceding };
}

function* followedBy(
  next: string,
  lines: readonly KwicLine[],
  library: Library,
  analyser: Pick<Analyser, 'words'>,
): Sliced<readonly KwicLine[]> {
  const chosen: KwicLine[] = [];
  for (const line of lines) {
    if (neighbourOf(contextAfter(library, line), 'after', analyser) === next) chosen.push(line);
    yield;
  }
  return chosen;
}

// The whole rest of the clause, as the count of the words that follow reads it: the line may show too little of it.
const contextAfter = (library: Library, { clauseId, range }: KwicLine): string =>
  library.clauseById(clauseId)?.clause.text.slice(range[1]) ?? '';
