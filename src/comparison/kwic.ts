// Keyword in context: every place of a query on a line of its own, so that usage can be read down a column.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { foldedWithMap } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { BadRequestError, type Filters } from '../search/answer.ts';
import { isUnfiltered, passes, placeOfClause } from '../search/filters.ts';
import { createLiteralSearch, type LiteralSearch } from '../search/literal.ts';
import type { Query } from '../search/query.ts';
import { findPlaces, highlightsOf } from '../search/scan.ts';
import { understand } from '../search/understand.ts';
import type { Range } from '../text/characters.ts';
import { fold, unfoldRange } from '../text/fold.ts';
import { inSlices, type Sliced } from '../text/in-slices.ts';
import { countNeighbours, type WordCount } from './neighbour-words.ts';
import { findInSlices } from './sliced-find.ts';

/** following: by what stands after the place. preceding: by what stands before it, read backwards. */
export const KWIC_SORTS = ['order', 'following', 'preceding'] as const;
export type KwicSort = (typeof KWIC_SORTS)[number];

export interface KwicRequest {
  readonly q: string;
  /** Characters of context on each side; brought within `KWIC_WIDTH`. */
  readonly width: number;
  readonly sort: KwicSort;
  readonly filters?: Filters;
}

export interface KwicLine {
  readonly clauseId: string;
  readonly plan: string;
  readonly district: string;
  /** Of the place in the clause's shown text, UTF-16 units. */
  readonly range: Range;
  readonly left: string;
  readonly term: string;
  readonly right: string;
  /** Whether the clause goes on beyond the context. */
  readonly cut: { readonly left: boolean; readonly right: boolean };
}

export interface Kwic {
  /** Every place, as many as a search counts. Sorted on the folded text whatever the width; ties in reading order. */
  readonly lines: readonly KwicLine[];
  /** The words right after the places, most frequent first; no word is counted across a comma or a clause's end. */
  readonly following: readonly WordCount[];
  readonly preceding: readonly WordCount[];
}

/** Nobody reads down so many lines, and a common word of thousands of plans would fill the memory. */
export const MOST_PLACES = 100_000;

export const KWIC_WIDTH = { least: 4, usual: 20, most: 40 } as const;

export interface Concordance {
  /** Rejects with `BadRequestError` for a query without words, or with more than `MOST_PLACES` places. Worked out a slice at a time. */
  lines(request: KwicRequest): Promise<Kwic>;
}

export function createConcordance(
  library: Library,
  index: Pick<SearchIndex, 'analyser' | 'grams' | 'table' | 'texts'>,
  literal: LiteralSearch = createLiteralSearch(library, index),
): Concordance {
  function* lines(query: Query, { width, sort, filters }: KwicRequest): Sliced<Kwic> {
    const found: { readonly placed: PlacedClause; readonly count: number }[] = [];
    let total = 0;
    for (const { ordinal, count } of yield* findInSlices(query, literal, index)) {
      yield;
      const placed = library.clauses[ordinal];
      if (!placed || (filters && !isUnfiltered(filters) && !passes(filters, placeOfClause(placed)))) continue;
      found.push({ placed, count });
      total += count;
    }
    if (total > MOST_PLACES) throw new BadRequestError('q', `共${total}处，一次至多排列${MOST_PLACES}处，请再加词或限定区县。`);
    const places: Place[] = [];
    for (const { placed, count } of found) {
      yield;
      places.push(
        ...shownPlaces(placed, findPlaces(literal.textOf(placed.ordinal), query) ?? [], count, query).map((range) => ({
          placed,
          range,
        })),
      );
    }
    const before = places.map(({ placed, range }) => placed.clause.text.slice(0, range[0]));
    const after = places.map(({ placed, range }) => placed.clause.text.slice(range[1]));
    yield;
    const shown: KwicLine[] = [];
    for (const { placed, range } of yield* inOrder(places, sort)) {
      shown.push(lineOf(placed, range, boundedWidth(width)));
      yield;
    }
    return {
      lines: shown,
      following: yield* countNeighbours(after, 'after', index.analyser),
      preceding: yield* countNeighbours(before, 'before', index.analyser),
    };
  }
  return { lines: async (request) => inSlices(lines(understand(request.q), request)) };
}

interface Place {
  readonly placed: PlacedClause;
  readonly range: Range;
}

// As many ranges as the scan counts places: only a corrected clause has places that its folded text does not show.
function shownPlaces({ clause }: PlacedClause, places: readonly Range[], count: number, query: Query): readonly Range[] {
  const isCorrected = clause.marks.some((mark) => mark.kind === 'correction');
  if (isCorrected || places.length !== count) return highlightsOf(clause, query);
  const folded = foldedWithMap(clause);
  return places.map((place) => unfoldRange(folded, place));
}

const boundedWidth = (width: number): number =>
  Number.isFinite(width) ? Math.min(Math.max(Math.round(width), KWIC_WIDTH.least), KWIC_WIDTH.most) : KWIC_WIDTH.usual;

function lineOf({ plan, clause }: PlacedClause, range: Range, width: number): KwicLine {
  const before = [...clause.text.slice(Math.max(0, range[0] - width * 2), range[0])];
  const after = [...clause.text.slice(range[1], range[1] + width * 2)];
  const left = before.slice(-width).join('');
  const right = after.slice(0, width).join('');
  return {
    clauseId: clause.id,
    plan: plan.id,
    district: plan.facts.district,
    range,
    left,
    term: clause.text.slice(...range),
    right,
    cut: { left: left.length < range[0], right: range[1] + right.length < clause.text.length },
  };
}

// What is compared reaches as far as the widest context, so that narrowing the view moves no line.
const SORTED_CHARACTERS = KWIC_WIDTH.most;

function* inOrder(places: readonly Place[], sort: KwicSort): Sliced<readonly Place[]> {
  if (sort === 'order') return places;
  const keyed: { readonly place: Place; readonly at: number; readonly key: string }[] = [];
  for (const [at, place] of places.entries()) {
    keyed.push({ place, at, key: sortKey(place, sort) });
    yield;
  }
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at));
  return keyed.map(({ place }) => place);
}

// Punctuation is left out: `碳达峰、碳中和` and `碳达峰碳中和` belong together.
function sortKey({ placed, range }: Place, sort: KwicSort): string {
  const { text } = placed.clause;
  const reach = SORTED_CHARACTERS * 2;
  const context =
    sort === 'following' ? text.slice(range[1], range[1] + reach) : text.slice(Math.max(0, range[0] - reach), range[0]);
  const characters = [...fold(context)].filter((character) => !/[\p{P}\p{S}\p{Z}]/u.test(character));
  return (sort === 'following' ? characters : characters.reverse()).slice(0, SORTED_CHARACTERS).join('');
}
