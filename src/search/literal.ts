// Every clause that literally satisfies a query, by scanning the folded text of all of them.
import type { Library } from '../corpus/library.ts';
import type { Range } from '../text/characters.ts';
import { foldedText } from './clause-text.ts';
import type { Query } from './query.ts';
import { findPlaces, highlightsOf } from './scan.ts';

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
  const isCorrected = library.clauses.map(({ clause }) => clause.marks.some((mark) => mark.kind === 'correction'));
  return {
    textOf: (ordinal) => texts[ordinal] ?? '',
    match: (query) => {
      const matches: Match[] = [];
      for (const [ordinal, text] of texts.entries()) {
        const places = findPlaces(text, query);
        const clause = isCorrected[ordinal] ? library.clauses[ordinal]?.clause : undefined;
        const count = clause ? highlightsOf(clause, query).length : (places?.length ?? 0);
        if (count > 0) matches.push({ ordinal, count, places: places ?? [] });
      }
      return matches;
    },
  };
}
