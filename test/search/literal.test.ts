import { describe, expect, it } from 'vitest';
import { createLiteralSearch } from '../../src/search/literal.ts';
import { parseQuery } from '../../src/search/query.ts';
import { seedsEngine } from '../served.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import { pick } from '../support/generated-plans.ts';

const { library, index } = await seedsEngine();
const byIndex = createLiteralSearch(library, index);
const byScan = createLiteralSearch(library);

/** Strings of the clauses as they stand, and of declared corrections, which are found in two forms. */
function drawStrings(count: number): string[] {
  const random = randomFrom(11);
  const corrected = library.clauses.filter(({ clause }) => clause.marks.some(({ kind }) => kind === 'correction'));
  return Array.from({ length: count }, (_, draw) => {
    const { ordinal } = pick(random, draw % 4 === 0 ? corrected : library.clauses);
    const text = byScan.textOf(ordinal);
    const at = Math.floor(random() * text.length);
    return text.slice(at, at + 1 + Math.floor(random() * 4));
  });
}

describe('what the index finds', () => {
  it('is what a scan of all texts finds, clause by clause, place by place', () => {
    const strings = drawStrings(600);
    expect(new Set(strings.map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4]));
    const queries = [
      ...strings.map((text) => `"${text.replaceAll('"', '')}"`),
      ...strings.slice(0, 100).map((text, at) => `${text} ${strings[at + 100]}`),
      ...strings.slice(0, 100).map((text, at) => `${text}|${strings[at + 200]}`),
      ...strings.slice(0, 100).map((text, at) => `${text} -${strings[at + 300]}`),
      '人人 -人',
      '日日',
      '"、、"',
    ];
    for (const q of queries) {
      const query = parseQuery(q);
      if (query.words.length === 0) continue;
      const [ours, scanned] = [byIndex.find(query), byScan.find(query)];
      expect([...ours.ordinals], q).toEqual([...scanned.ordinals]);
      expect([...ours.counts], q).toEqual([...scanned.counts]);
      expect([...ours.listed], q).toEqual([...scanned.listed]);
    }
  });

  it('of some clauses is what it finds of all, the others left out', () => {
    for (const text of drawStrings(200)) {
      const query = parseQuery(`"${text.replaceAll('"', '')}"`);
      if (query.words.length === 0) continue;
      const all = byIndex.find(query);
      const every = [...all.ordinals.keys()].filter((at) => at % 2 === 0);
      const some = byIndex.find(
        query,
        every.map((at) => all.ordinals[at] ?? 0),
      );
      expect([...some.counts], text).toEqual(every.map((at) => all.counts[at]));
    }
  });
});
