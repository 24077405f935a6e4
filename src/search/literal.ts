// Every clause that literally satisfies a query: the scan of the folded text decides. Grams only spare it the texts that
// cannot match; without them it looks through all of them, and a test holds the two against each other.
import type { Library } from '../corpus/library.ts';
import { foldedText } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Range } from '../text/characters.ts';
import { candidatesOf } from './candidates.ts';
import { listedShare, MatchColumns, type Matches } from './matches.ts';
import { onlyTerm, type Query } from './query.ts';
import { countInFaces, type Faces, facesOf, findPlaces } from './scan.ts';
import { readGram, scanForTerm } from './term-scan.ts';

export interface Match {
  /** Position of the clause in the library. */
  readonly ordinal: number;
  /** Places (处) in the clause. */
  readonly count: number;
  /** Where in the clause's folded text; empty where only a declared correction matches. */
  readonly places: readonly Range[];
}

/** What an index spares the scan: texts that cannot match, and folding those that may. */
type LiteralIndex = Pick<SearchIndex, 'grams' | 'table' | 'texts'>;

export interface LiteralSearch {
  /** In reading order; complete. */
  match(query: Query): Match[];
  /** The same without the places; of the clauses named, which ascend, where any are. */
  find(query: Query, among?: ArrayLike<number>): Matches;
  /** How many clauses match. */
  count(query: Query): number;
  /** The folded text of a clause, cells apart. */
  textOf(ordinal: number): string;
}

export function createLiteralSearch(library: Library, index?: LiteralIndex): LiteralSearch {
  const { clauses } = library;
  const textOf = index ? index.texts.of : createTextFolder(library);
  const faces = new Map<number, Faces>();
  for (let ordinal = 0; ordinal < clauses.length; ordinal += 1) {
    if (index && index.table.corrected[ordinal] === 0) continue;
    const clause = clauses[ordinal]?.clause;
    const own = clause && clause.marks.length > 0 ? facesOf(clause) : null;
    if (own) faces.set(ordinal, own);
  }
  const candidates = (query: Query): ArrayLike<number> =>
    (index ? candidatesOf(query, index.grams.clauses) : null) ?? Uint32Array.from(clauses.keys());
  const matchAt = (ordinal: number, query: Query): Match | null => {
    const places = findPlaces(textOf(ordinal), query);
    const own = faces.get(ordinal);
    const count = own ? countInFaces(own, query, places) : (places?.length ?? 0);
    return count === 0 ? null : { ordinal, count, places: places ?? [] };
  };
  const addMatch = (found: MatchColumns, ordinal: number, query: Query): void => {
    const match = matchAt(ordinal, query);
    if (match) found.add(ordinal, match.count, listedShare(textOf(ordinal), match.places));
  };
  const find = (query: Query, among?: ArrayLike<number>): Matches => {
    const term = onlyTerm(query);
    if (index && term !== null) {
      const scan = {
        grams: index.grams,
        table: index.table,
        texts: index.texts,
        addCorrected: (found: MatchColumns, ordinal: number) => addMatch(found, ordinal, query),
      };
      return among === undefined && term.length === 2
        ? readGram(term, scan)
        : scanForTerm(term, among ?? candidates(query), scan);
    }
    const looked = among ?? candidates(query);
    const found = new MatchColumns(looked.length);
    for (let at = 0; at < looked.length; at += 1) addMatch(found, looked[at] ?? 0, query);
    return found.finish();
  };
  return {
    textOf,
    match: (query) => {
      const matches: Match[] = [];
      const among = candidates(query);
      for (let at = 0; at < among.length; at += 1) {
        const match = matchAt(among[at] ?? 0, query);
        if (match) matches.push(match);
      }
      return matches;
    },
    find,
    count: (query) => find(query).ordinals.length,
  };
}

// Texts are folded when they are first looked at: at the start that would take seconds where there are many.
function createTextFolder({ clauses }: Library): (ordinal: number) => string {
  const texts: string[] = [];
  return (ordinal) => {
    const placed = clauses[ordinal];
    const text = texts[ordinal] ?? (placed ? foldedText(placed.clause) : '');
    texts[ordinal] = text;
    return text;
  };
}
