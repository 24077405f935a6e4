// What a reader may have meant by signs that other search boxes read and this one looks for letter by letter.
import { askFor, searchUrl } from './search-state.ts';

export interface QueryHint {
  readonly text: string;
  /** The question put as it may have been meant; null where that cannot be told. */
  readonly meant: { readonly q: string; readonly url: string } | null;
}

const OPERATORS = /(?:^|\s)(?:AND|OR|NOT)(?=\s|$)/iu;
const STRAIGHT = /["＂][^"＂]*["＂]?/gu;
const CURLY = /“[^“”]*”|‘[^‘’]*’/u;

/** Null where the question holds nothing of the kind outside straight quotes, inside which every sign is meant. */
export function hintFor(q: string): QueryHint | null {
  const outside = q.replace(STRAIGHT, ' ');
  const texts = [
    ...(OPERATORS.test(outside)
      ? ['AND、OR、NOT 也是照字面查的词：都要有的用空格隔开，有其一用竖线（甲|乙），不要的前面加减号（-丙）。']
      : []),
    ...(CURLY.test(outside) ? ['弯引号也是照字面查的字；要把几个字连着查，请用直引号（"甲乙"）。'] : []),
  ];
  if (texts.length === 0) return null;
  const meant = rewritten(q);
  return { text: texts.join(''), meant: meant === q || meant === '' ? null : { q: meant, url: searchUrl(askFor(meant)) } };
}

function rewritten(q: string): string {
  const quoted = outsideQuotes(q, (piece) => piece.replace(/[“‘]([^“”‘’]*)[”’]/gu, '"$1"'));
  const operators = (piece: string) =>
    piece
      .replace(/(?:^|\s+)OR(?=\s|$)\s*/giu, '|')
      .replace(/(^|\s)(?:AND\s+)?NOT(?:\s+|$)/giu, '$1-')
      .replace(/(^|\s)AND(?=\s|$)/giu, '$1')
      .replace(/\s+/gu, ' ');
  return outsideQuotes(quoted, operators).trim();
}

// Every second piece stands between straight quotes.
const outsideQuotes = (q: string, change: (piece: string) => string): string =>
  q
    .split(/(["＂][^"＂]*["＂]?)/u)
    .map((piece, at) => (at % 2 === 0 ? change(piece) : piece))
    .join('');
