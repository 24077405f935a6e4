// A query put to the cluster: which clauses hold its strings, and how often.
import { type Query, type QueryWord, queryTerms } from '../search/query.ts';
import type { JsonObject } from './connection.ts';

type LiteralField = 'text' | 'corrected';

/** Clauses that satisfy the query as shown or as corrected; where `findsExactly` does not hold, some that do not as well. */
export function matching(query: Query): JsonObject {
  return { bool: { should: [inFace('text', query), inFace('corrected', query)], minimum_should_match: 1 } };
}

/** Whether the cluster can decide what matches. Distances, and exclusions that take away only places, are for the scan. */
export const findsExactly = (query: Query): boolean =>
  query.nearness.length === 0 &&
  !query.exclusions.some((exclusion) => isCover(exclusion, query)) &&
  [...queryTerms(query), ...query.exclusions].every((term) => [...term].length <= LONGEST_PHRASE);

/**
 * Whether the frequencies of the query's strings add up to its places: none of them can overlap another, or itself, so that
 * no two places are one.
 */
export function countsExactly(query: Query): boolean {
  const terms = queryTerms(query);
  return findsExactly(query) && !terms.some((term, at) => terms.some((other, to) => canOverlap(term, other, at === to)));
}

/** The same clauses, each with the number of places of the query's strings in its shown text as its score. */
export function placesOf(query: Query): JsonObject {
  return { bool: { filter: [matching(query)], should: queryTerms(query).map((term) => holding('text', term)) } };
}

/** Clauses whose text holds the string; the score is how often. */
export function holding(field: LiteralField, term: string): JsonObject {
  // Half of a character outside the basic plane: no text of whole characters holds it.
  if (/\p{Surrogate}/u.test(term)) return { match_none: {} };
  const characters = [...term].slice(0, LONGEST_PHRASE);
  if (characters.length === 1) return { term: { [`${field}.characters`]: { value: term } } };
  const query = characters.join('');
  return { match_phrase: { [field]: { query, boost: 1 / (characters.length - 1) } } };
}

/** Compatibility characters unfold: two hundred typed ones may be thousands of pairs, more than a query may have. */
const LONGEST_PHRASE = 400;

function inFace(field: LiteralField, query: Query): JsonObject {
  const excluded = query.exclusions.filter((exclusion) => !isCover(exclusion, query) && [...exclusion].length <= LONGEST_PHRASE);
  return {
    bool: {
      filter: query.words.map((word) => holdingAny(field, word)),
      must_not: excluded.map((exclusion) => holding(field, exclusion)),
    },
  };
}

function holdingAny(field: LiteralField, { alternatives }: QueryWord): JsonObject {
  const [first = '', ...others] = alternatives;
  if (others.length === 0) return holding(field, first);
  return { bool: { should: alternatives.map((term) => holding(field, term)), minimum_should_match: 1 } };
}

// An exclusion that contains a word of the query covers places of it; see `findPlaces`.
const isCover = (exclusion: string, { words }: Query): boolean =>
  words.some(({ alternatives }) => alternatives.some((term) => exclusion.includes(term)));

function canOverlap(a: string, b: string, isSame: boolean): boolean {
  if (!isSame && (a.includes(b) || b.includes(a))) return true;
  for (let length = 1; length < Math.min(a.length, b.length); length += 1) if (a.endsWith(b.slice(0, length))) return true;
  return false;
}
