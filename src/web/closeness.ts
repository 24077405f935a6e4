// What a clause that does not match has in common with the question: the wordings it does use, and where.
import type { ClauseView, SearchAnswer } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { escapeHtml, snippetHtml } from '../search/snippet.ts';
import { fold } from '../text/fold.ts';
import { once } from '../text/remember.ts';
import { termWords } from './words.ts';

export interface Closeness {
  /** Wordings near the question that literally stand in the clause; empty where only its subject is near. */
  readonly terms: readonly string[];
  /** Escaped HTML, the wordings in `<mark class="near">`: a reader must not take them for what was asked. */
  readonly snippet: string;
  /** The same, words of the question in plain `<mark>`: of a clause that holds some of them. */
  readonly snippetWithAsked: string;
}

export type ClosenessReader = (clause: ClauseView) => Closeness;

export function createClosenessReader(engine: SearchEngine, answer: SearchAnswer): ClosenessReader {
  const nearness = once(() => {
    const terms = nearTerms(answer);
    return { terms, any: anyOf(terms) };
  });
  return (clause) => {
    const { terms, any } = nearness();
    const placed = engine.library.clauseById(clause.id);
    const ranges = placed ? engine.highlights(any.query, placed) : [];
    if (!placed || ranges.length === 0) return { terms: [], snippet: clause.snippet, snippetWithAsked: clause.snippet };
    const { text, marks } = placed.clause;
    const pieces = ranges.map(([start, end]) => fold(text.slice(start, end)));
    // Each place of a term that was looked for is in one of the pieces, unless a correction stands there for what is printed.
    const found = terms.filter((term) =>
      marks.length === 0 && any.held.has(term)
        ? pieces.some((piece) => piece.includes(fold(term)))
        : engine.highlights(anyOf([term]).query, placed).length > 0,
    );
    return {
      terms: found.filter((term) => !found.some((other) => other !== term && other.includes(term))).map(termWords),
      ...marked(snippetHtml(text, ranges), clause),
    };
  };
}

// The text is escaped, so every <mark> in it is one that the snippet has set.
function marked(snippet: string, { text, highlights }: ClauseView): Pick<Closeness, 'snippet' | 'snippetWithAsked'> {
  const asked = new Set(highlights.map(([start, end]) => escapeHtml(text.slice(start, end))));
  const near = (own: string) => `<mark class="near">${own}</mark>`;
  const remark = (mark: (own: string) => string) =>
    snippet.replace(/<mark>([^<]*)<\/mark>/gu, (_whole, own: string) => mark(own));
  return { snippet: remark(near), snippetWithAsked: remark((own) => (asked.has(own) ? `<mark>${own}</mark>` : near(own))) };
}

// Folded terms: the question's own words, their neighbours, the declared terms in a long question, and what may be meant.
function nearTerms({ query, expansion, didYouMean, absence }: SearchAnswer): readonly string[] {
  return [
    ...new Set([
      ...query.terms,
      ...expansion.flatMap(({ of, term }) => [of, term]),
      ...didYouMean.map(({ text }) => text),
      ...(absence?.query ? [absence.query] : []),
    ]),
  ].filter((term) => !/["＂\s]/u.test(term));
}

// As many as one question may hold.
function anyOf(terms: readonly string[]): { readonly query: string; readonly held: ReadonlySet<string> } {
  let query = '';
  const held = new Set<string>();
  for (const term of terms) {
    const longer = query === '' ? `"${term}"` : `${query}|"${term}"`;
    if ([...longer].length > LONGEST_QUERY || fold(term) === '') continue;
    query = longer;
    held.add(term);
  }
  return { query, held };
}
