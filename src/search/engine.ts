// What the pages and the API need of a search engine. The embedded engine and the search cluster both offer exactly this.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Range } from '../text/characters.ts';
import type { ClauseView, SearchAnswer, SearchRequest } from './answer.ts';
import type { Suggestion } from './suggest.ts';

/** The engine cannot answer now, and may soon; `message` is plain Chinese for the reader, `cause` what to tell the operator. */
export class EngineAwayError extends Error {
  override readonly name = 'EngineAwayError';
  readonly retrySeconds: number;

  constructor(message: string, retrySeconds: number, cause: unknown) {
    super(message, { cause });
    this.retrySeconds = retrySeconds;
  }
}

export interface SearchEngine {
  readonly library: Library;
  /** The words of the corpus: what comparisons are computed from. */
  readonly index: SearchIndex;
  /**
   * Throws `BadRequestError` for a question that cannot be answered: empty, too long, an unknown filter id; and
   * `EngineAwayError` where the answer would not be whole.
   */
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** The places of the query in a clause of the library, by the same rules as a search; empty for an empty or bad query. */
  highlights(q: string, placed: PlacedClause): readonly Range[];
  /** The places of the query in any one text, a heading for example; empty if that text does not satisfy it. */
  highlightsInText(q: string, text: string): readonly Range[];
  /** Terms and headings of the corpus that begin like what was typed, in characters, pinyin or initials. */
  suggest(typed: string): Promise<readonly Suggestion[]>;
  /** Works out, a piece at a step, what the first question without a match would otherwise wait for. */
  prepare(): Promise<Generator<void, void, void>>;
  /** A clause without a question. */
  view(placed: PlacedClause): ClauseView;
}
