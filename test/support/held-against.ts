// An answer held against the naive scan: every difference in words, or nothing.
import type { Hit, SearchAnswer } from '../../src/search/answer.ts';
import type { NaiveMatch } from './naive-scan.ts';

export function differences(
  answer: Pick<SearchAnswer, 'total' | 'occurrences' | 'districts'>,
  hits: readonly Pick<Hit, 'id' | 'highlights' | 'match'>[],
  found: readonly NaiveMatch[],
): string[] {
  const wrong: string[] = [];
  const compare = (what: string, actual: unknown, expected: unknown) => {
    if (actual !== expected) wrong.push(`${what}: ${actual}, should be ${expected}`);
  };
  compare('total', answer.total, found.length);
  compare(
    'occurrences',
    answer.occurrences,
    found.reduce((sum, { places }) => sum + places.length, 0),
  );
  compare('districts', answer.districts, new Set(found.map(({ id }) => id.slice(0, id.lastIndexOf('-')))).size);
  compare('clauses', idsOf(hits), idsOf(found));
  const placesOf = new Map(found.map(({ id, places }) => [id, placesText(places)]));
  for (const { id, highlights, match } of hits) {
    compare(`${id} is a match`, match, 'exact');
    if (placesOf.has(id)) compare(`places in ${id}`, placesText(highlights), placesOf.get(id));
  }
  return wrong;
}

const idsOf = (items: readonly { readonly id: string }[]): string =>
  items
    .map(({ id }) => id)
    .sort()
    .join(' ');

// Places inside one printed character (the m and the 2 of ㎡) are that character, marked once.
const placesText = (places: readonly (readonly [number, number])[]): string =>
  [...new Set(places.map(([start, end]) => `${start}-${end}`))].join(' ');
