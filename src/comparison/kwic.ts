// Keyword in context: every place of a query on a line of its own, so that usage can be read down a column.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { foldedWithMap } from '../indexing/clause-text.ts';
import type { Filters } from '../search/answer.ts';
import { passes, placeOfClause } from '../search/filters.ts';
import { createLiteralSearch, type LiteralSearch, type Match } from '../search/literal.ts';
import type { Query } from '../search/query.ts';
import { highlightsOf } from '../search/scan.ts';
import { understand } from '../search/understand.ts';
import type { Analyser } from '../text/analyze.ts';
import type { Range } from '../text/characters.ts';
import { fold, unfoldRange } from '../text/fold.ts';
import { countNeighbours, type WordCount } from './neighbour-words.ts';

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

export const KWIC_WIDTH = { least: 4, usual: 20, most: 40 } as const;

export interface Concordance {
  /** Throws `BadRequestError` for a query that holds nothing to look for. */
  lines(request: KwicRequest): Kwic;
}

export function createConcordance(
  library: Library,
  analyser: Pick<Analyser, 'words'>,
  literal: LiteralSearch = createLiteralSearch(library),
): Concordance {
  return {
    lines: ({ q, width, sort, filters }) => {
      const query = understand(q);
      const places = literal.match(query).flatMap((match) => {
        const placed = library.clauses[match.ordinal];
        if (!placed || (filters && !passes(filters, placeOfClause(placed)))) return [];
        return shownPlaces(placed, match, query).map((range) => ({ placed, range }));
      });
      const before = places.map(({ placed, range }) => placed.clause.text.slice(0, range[0]));
      const after = places.map(({ placed, range }) => placed.clause.text.slice(range[1]));
      return {
        lines: inOrder(places, sort).map(({ placed, range }) => lineOf(placed, range, boundedWidth(width))),
        following: countNeighbours(after, 'after', analyser),
        preceding: countNeighbours(before, 'before', analyser),
      };
    },
  };
}

interface Place {
  readonly placed: PlacedClause;
  readonly range: Range;
}

// As many ranges as the scan counts places: only a corrected clause has places that its folded text does not show.
function shownPlaces({ clause }: PlacedClause, { places, count }: Match, query: Query): readonly Range[] {
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

function inOrder(places: readonly Place[], sort: KwicSort): readonly Place[] {
  if (sort === 'order') return places;
  const keyed = places.map((place, at) => ({ place, at, key: sortKey(place, sort) }));
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
