// The places of a question with their context, as the state of the page asks for them.
import type { Kwic, KwicLine } from '../comparison/kwic.ts';
import { countNeighbours } from '../comparison/neighbour-words.ts';
import type { Library } from '../corpus/library.ts';
import type { SearchEngine } from '../search/engine.ts';
import { checkFilters } from '../search/filters.ts';
import { comparisonOf } from './comparison.ts';
import { CORE_SORTS, type KwicState } from './kwic-state.ts';

export interface KwicLines extends Pick<Kwic, 'following' | 'preceding'> {
  /** Those followed by the chosen word, where one is chosen. */
  readonly lines: readonly KwicLine[];
  /** All places, whatever word is chosen. */
  readonly total: number;
}

/** Throws `BadRequestError` for a query that holds nothing to look for, and for an id that names nothing. */
export function kwicLines(engine: SearchEngine, { q, sort, width, filters, next }: KwicState): KwicLines {
  checkFilters(filters, engine.library);
  const comparison = comparisonOf(engine);
  const { lines, following, preceding } = comparison.concordance().lines({ q, width, sort: CORE_SORTS[sort], filters });
  const chosen =
    next === null
      ? lines
      : lines.filter(
          (line) => countNeighbours([contextAfter(engine.library, line)], 'after', comparison.analyser)[0]?.word === next,
        );
  return { lines: chosen, total: lines.length, following, preceding };
}

// The whole rest of the clause, as the count of the words that follow reads it: the line may show too little of it.
const contextAfter = (library: Library, { clauseId, range }: KwicLine): string =>
  library.clauseById(clauseId)?.clause.text.slice(range[1]) ?? '';
