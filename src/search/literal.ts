// Every clause that literally satisfies a query: the scan of the folded text decides. Grams only spare it the texts that
// cannot match; without them it looks through all of them, and a test holds the two against each other.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { foldedText } from '../indexing/clause-text.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Range } from '../text/characters.ts';
import { candidatesOf } from './candidates.ts';
import type { Query } from './query.ts';
import { countInFaces, type Faces, facesOf, findPlaces } from './scan.ts';

export interface Match {
  /** Position of the clause in the library. */
  readonly ordinal: number;
  /** Places (处) in the clause. */
  readonly count: number;
  /** Where in the clause's folded text; empty where only a declared correction matches. */
  readonly places: readonly Range[];
}

/** Matches as columns, in reading order. */
export interface Matches {
  readonly ordinals: Uint32Array;
  /** Places in each clause, at least 1. */
  readonly counts: Uint32Array;
  /** The share of those places that are items of an enumeration: a 、 stands beside them. */
  readonly listed: Float32Array;
}

/** What an index spares the scan: texts that cannot match, and folding those that may. */
type LiteralIndex = Pick<SearchIndex, 'grams' | 'table' | 'textOf'>;

export interface LiteralSearch {
  /** In reading order; complete. */
  match(query: Query): Match[];
  /** The same without the places; of the clauses named, which ascend, where any are. */
  find(query: Query, among?: Iterable<number>): Matches;
  /** How many clauses match. */
  count(query: Query): number;
  /** The folded text of a clause, cells apart. */
  textOf(ordinal: number): string;
}

export function createLiteralSearch(library: Library, index?: LiteralIndex): LiteralSearch {
  const { clauses } = library;
  // Texts are read and folded when they are first looked at: at the start that would take seconds where there are many.
  const texts: string[] = [];
  const read = index ? (ordinal: number) => index.textOf(ordinal) : (ordinal: number) => foldedTextAt(clauses[ordinal]);
  const textOf = (ordinal: number): string => {
    const known = texts[ordinal];
    if (known !== undefined) return known;
    const text = read(ordinal);
    texts[ordinal] = text;
    return text;
  };
  const faces = new Map<number, Faces>();
  for (let ordinal = 0; ordinal < clauses.length; ordinal += 1) {
    if (index && index.table.corrected[ordinal] === 0) continue;
    const clause = clauses[ordinal]?.clause;
    const own = clause && clause.marks.length > 0 ? facesOf(clause) : null;
    if (own) faces.set(ordinal, own);
  }
  const grams = index?.grams.clauses;
  const each = (query: Query, visit: (ordinal: number) => void, among?: Iterable<number>): void => {
    const candidates = among ?? (grams ? candidatesOf(query, grams) : null);
    if (candidates) for (const ordinal of candidates) visit(ordinal);
    else for (let ordinal = 0; ordinal < clauses.length; ordinal += 1) visit(ordinal);
  };
  const matchAt = (ordinal: number, query: Query): Match | null => {
    const places = findPlaces(textOf(ordinal), query);
    const own = faces.get(ordinal);
    const count = own ? countInFaces(own, query, places) : (places?.length ?? 0);
    return count === 0 ? null : { ordinal, count, places: places ?? [] };
  };
  const find = (query: Query, among?: Iterable<number>): Matches => {
    const found = new MatchColumns();
    const term = onlyTerm(query);
    const visit = (ordinal: number) => {
      if (term !== null && !faces.has(ordinal)) {
        found.addTerm(ordinal, textOf(ordinal), term);
        return;
      }
      const match = matchAt(ordinal, query);
      if (match) found.add(ordinal, match.count, listedShare(textOf(ordinal), match.places));
    };
    each(query, visit, among);
    return found.finish();
  };
  return {
    textOf,
    match: (query) => {
      const matches: Match[] = [];
      each(query, (ordinal) => {
        const match = matchAt(ordinal, query);
        if (match) matches.push(match);
      });
      return matches;
    },
    find,
    count: (query) => find(query).ordinals.length,
  };
}

const foldedTextAt = (placed: PlacedClause | undefined): string => (placed ? foldedText(placed.clause) : '');

/** The string that a query of one plain word looks for; null for any other query. */
function onlyTerm({ words, exclusions }: Query): string | null {
  const [word, ...others] = words;
  return word?.alternatives.length === 1 && others.length === 0 && exclusions.length === 0
    ? (word.alternatives[0] ?? null)
    : null;
}

const LIST_COMMA = 0x3001;
const isListed = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start - 1) === LIST_COMMA || text.charCodeAt(end) === LIST_COMMA;

const listedShare = (text: string, places: readonly Range[]): number =>
  places.length === 0 ? 0 : places.filter(([start, end]) => isListed(text, start, end)).length / places.length;

class MatchColumns {
  #ordinals: number[] = [];
  #counts: number[] = [];
  #listed: number[] = [];

  add(ordinal: number, count: number, listed: number): void {
    this.#ordinals.push(ordinal);
    this.#counts.push(count);
    this.#listed.push(listed);
  }

  // Most queries are one word: its places are counted without listing them, by the rule of `findPlaces`.
  addTerm(ordinal: number, text: string, term: string): void {
    let count = 0;
    let listed = 0;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      count += 1;
      if (isListed(text, at, at + term.length)) listed += 1;
    }
    if (count > 0) this.add(ordinal, count, listed / count);
  }

  finish(): Matches {
    return {
      ordinals: Uint32Array.from(this.#ordinals),
      counts: Uint32Array.from(this.#counts),
      listed: Float32Array.from(this.#listed),
    };
  }
}
