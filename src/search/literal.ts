// Every clause that literally satisfies a query, by scanning the folded text of all of them.
import type { Library } from '../corpus/library.ts';
import type { Range } from '../text/characters.ts';
import { foldedText } from './clause-text.ts';
import type { Query } from './query.ts';
import { countInFaces, facesOf, findPlaces } from './scan.ts';

export interface Match {
  /** Position of the clause in the library. */
  readonly ordinal: number;
  /** Places (处) in the clause. */
  readonly count: number;
  /** Where in the clause's folded text; empty where only a declared correction matches. */
  readonly places: readonly Range[];
}

export interface LiteralSearch {
  /** In reading order; complete. */
  match(query: Query): Match[];
  /** The folded text of a clause, cells apart. */
  textOf(ordinal: number): string;
}

export function createLiteralSearch(library: Library): LiteralSearch {
  const texts = library.clauses.map(({ clause }) => foldedText(clause));
  const corrected = library.clauses.map(({ clause }) => facesOf(clause));
  return {
    textOf: (ordinal) => texts[ordinal] ?? '',
    match: (query) => {
      const matches: Match[] = [];
      for (let ordinal = 0; ordinal < texts.length; ordinal += 1) {
        const places = findPlaces(texts[ordinal] ?? '', query);
        const faces = corrected[ordinal];
        const count = faces ? countInFaces(faces, query, places) : (places?.length ?? 0);
        if (count > 0) matches.push({ ordinal, count, places: places ?? [] });
      }
      return matches;
    },
  };
}
