// The scan for one plain word, which most queries are: its places are counted without being listed, by the rule of
// `findPlaces`. A word of two units is a gram, whose places the index has counted; a test holds the two against each other.
import type { SearchIndex } from '../indexing/search-index.ts';
import { isListed, MatchColumns, type Matches } from './matches.ts';

/** What the scan reads, and what it does with a clause that declares corrections: such a clause has two texts. */
export interface TermScan extends Pick<SearchIndex, 'grams' | 'table' | 'texts'> {
  /** Called, in its turn, with each such clause that may match. */
  addCorrected(found: MatchColumns, ordinal: number): void;
}

/** The matches among the clauses given, which ascend. */
export function scanForTerm(term: string, among: ArrayLike<number>, { table, texts, addCorrected }: TermScan): Matches {
  const { corrected } = table;
  const found = new MatchColumns(among.length);
  for (let index = 0; index < among.length; index += 1) {
    const ordinal = among[index] ?? 0;
    if (corrected[ordinal] === 1) {
      addCorrected(found, ordinal);
      continue;
    }
    const text = texts.of(ordinal);
    let count = 0;
    let listed = 0;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      count += 1;
      if (isListed(text, at, at + term.length)) listed += 1;
    }
    if (count > 0) found.add(ordinal, count, listed / count);
  }
  return found.finish();
}

/** All clauses that hold a word of two units. */
export function readGram(gram: string, { grams, table, addCorrected }: TermScan): Matches {
  const { corrected } = table;
  const { ordinals, counts, listed } = grams.clauses.places(gram);
  const found = new MatchColumns(ordinals.length);
  for (let at = 0; at < ordinals.length; at += 1) {
    const ordinal = ordinals[at] ?? 0;
    const count = counts[at] ?? 1;
    if (corrected[ordinal] === 1) addCorrected(found, ordinal);
    else found.add(ordinal, count, (listed[at] ?? 0) / count);
  }
  return found.finish();
}
