// A question with one more alternative for one of its words: 托育 养老 and 婴幼儿照护 → 托育|婴幼儿照护 养老.
import { parseQuery } from '../search/query.ts';
import { fold } from '../text/fold.ts';

// A word as the query language reads it: quotes hold blanks together. The classes share no character, so the work is linear.
const WORDS = /(?:["＂][^"＂]*["＂]?|[^\p{White_Space}"＂])+/gu;

/**
 * What was typed, with `|term` behind the word that is `of`; the rest stays as it was typed. Null where no word is just
 * that, as in a whole question, and where what was typed had to be mended before it could be read.
 */
export function withAlternative(q: string, of: string, term: string): string | null {
  if (parseQuery(q).repaired !== null) return null;
  let added = false;
  const widened = q.replace(WORDS, (word) => {
    if (added || !alternativesOf(word).includes(of)) return word;
    added = true;
    return `${word}|${term}`;
  });
  return added ? widened : null;
}

// A word by itself is parsed as it is in its question, but for the lone characters that a question joins.
function alternativesOf(word: string): readonly string[] {
  if (/^[-－]/u.test(word)) return [];
  return parseQuery(word).words[0]?.alternatives.map(fold) ?? [];
}
