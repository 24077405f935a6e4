// From a pasted citation back to the clause: an id, a link to this site, or the words of a citation.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { fold } from '../text/fold.ts';
import { citationKey, citedClauses } from './citation.ts';
import { planOfClauseId } from './clause-id.ts';
import { readToken } from './clause-token.ts';

export interface CitedClause {
  /** Of a clause that is or once was in a plan of the library. */
  readonly id: string;
  /** What the clause said when it was cited, if the link tells. */
  readonly token: string | null;
}

// Longer than any citation with the longest paragraph quoted before it; what is longer is not worth reading.
const LONGEST_CITATION = 4000;

/**
 * The one clause that a text cites; null if it cites none, or several. Script, width, blanks and punctuation do not
 * matter, and neither does what stands before or after the citation.
 */
export function parseCitation(text: string, library: Library): CitedClause | null {
  if (text.length > LONGEST_CITATION) return null;
  return citedById(text, library) ?? citedInWords(text, library);
}

const CLAUSE_ID = /(?<![a-z0-9-])([a-z][a-z0-9-]*-a?\d{1,6}\.\d{1,6}\.\d{1,6})(?!\.?\d)(?:\?(?:[^\s?&]*&)*?t=([0-9a-f]+))?/gu;

function citedById(text: string, library: Library): CitedClause | null {
  // Word processors turn a hyphen into a dash.
  const folded = fold(text).replace(/(?<=[a-z0-9])[‐‑‒–—−](?=[a-z0-9])/gu, '-');
  const cited = new Map<string, CitedClause>();
  for (const [, written = '', mark] of folded.matchAll(CLAUSE_ID)) {
    const id = written.replace(/-a(?=[^-]*$)/u, '-A');
    const token = readToken(mark ?? null);
    // A number that no clause has is a citation only if it comes with a token, and a word of the query if not.
    const isCited = library.clauseById(id) !== undefined || (token !== null && planOfClauseId(id, library) !== undefined);
    if (isCited) cited.set(id, { id, token: token ?? cited.get(id)?.token ?? null });
  }
  const [first] = cited.values();
  return cited.size === 1 ? (first ?? null) : null;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly placed: PlacedClause;
}

// Every citation begins with the title of a plan and ends with the number of a paragraph or a row.
function citedInWords(text: string, library: Library): CitedClause | null {
  const key = citationKey(text);
  const ends = [...key.matchAll(/第\d+[段行]/gu)].map((match) => match.index + match[0].length);
  if (ends.length === 0) return null;
  const cited = citedClauses(library);
  const places = titleStarts(key, library).flatMap((start) =>
    ends.flatMap((end): Place[] => {
      const placed = cited.get(key.slice(start, end));
      return placed ? [{ start, end, placed }] : [];
    }),
  );
  const longest = places.reduce<Place | null>((best, place) => (best && lengthOf(best) >= lengthOf(place) ? best : place), null);
  const isOne = places.every(({ start, end }) => longest !== null && longest.start <= start && end <= longest.end);
  return longest && isOne ? { id: longest.placed.clause.id, token: null } : null;
}

function titleStarts(key: string, library: Library): readonly number[] {
  const titles = new Set(library.plans.map(({ facts }) => citationKey(facts.title)));
  return [...titles].flatMap((title) => {
    const starts: number[] = [];
    for (let at = key.indexOf(title); at >= 0; at = key.indexOf(title, at + 1)) starts.push(at);
    return starts;
  });
}

const lengthOf = ({ start, end }: Place): number => end - start;
