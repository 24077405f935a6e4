import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findMaximalMatches } from '../../src/comparison/maximal-matches.ts';
import { createSharedPassages, SHARED_LENGTH, type SharedPassages } from '../../src/comparison/shared-passages.ts';
import type { Library } from '../../src/corpus/library.ts';
import { fold } from '../../src/text/fold.ts';
import { check } from '../support/properties.ts';
import { fivePlans, rowOf, smallLibrary } from './corpus.ts';

interface NaivePiece {
  readonly group: number;
  readonly text: readonly string[];
}

/** Every maximal match by comparing each place with each other place: no hash, no seed, no order to rely on. */
function bruteForce(pieces: readonly NaivePiece[], least: number): string[] {
  const found: string[] = [];
  for (const [a, one] of pieces.entries()) {
    for (const [b, other] of pieces.entries()) {
      if (b <= a || one.group === other.group) continue;
      // lengths[i][j]: how far the texts agree from i and j on.
      const lengths = Array.from({ length: one.text.length + 1 }, () => new Array<number>(other.text.length + 1).fill(0));
      for (let i = one.text.length - 1; i >= 0; i -= 1) {
        for (let j = other.text.length - 1; j >= 0; j -= 1) {
          const row = lengths[i];
          if (row && one.text[i] === other.text[j]) row[j] = (lengths[i + 1]?.[j + 1] ?? 0) + 1;
        }
      }
      for (const [i, row] of lengths.entries()) {
        for (const [j, length] of row.entries()) {
          const goesFurtherLeft = i > 0 && j > 0 && one.text[i - 1] === other.text[j - 1];
          if (length >= least && !goesFurtherLeft) found.push(`${a}:${i} ${b}:${j} ${length}`);
        }
      }
    }
  }
  return found.sort();
}

describe('maximal matches', () => {
  // Few letters, so that everything repeats and overlaps; 𠮷 takes two UTF-16 units.
  const text = fc.array(fc.constantFrom('a', 'b', '𠮷'), { maxLength: 24 });
  const piece = fc.record({ group: fc.nat(2), text });

  it('are those of a brute-force search, whatever repeats or overlaps', () => {
    check(
      [fc.array(piece, { maxLength: 6 }), fc.integer({ min: 1, max: 5 })],
      (drawn, least) => {
        const pieces = [...drawn].sort((one, other) => one.group - other.group);
        const matches = findMaximalMatches(
          pieces.map(({ group, text: characters }) => ({
            group,
            characters: Uint32Array.from(characters, (character) => character.codePointAt(0) ?? 0),
          })),
          least,
        );
        expect(matches.map(({ a, aStart, b, bStart, length }) => `${a}:${aStart} ${b}:${bStart} ${length}`).sort()).toEqual(
          bruteForce(pieces, least),
        );
      },
      400,
    );
  });
});

describe('shared passages of small plans', () => {
  const phrase = '统筹推进经济社会发展和生态环境保护';

  it('stand in the shown text of either script', () => {
    const library = smallLibrary([
      { id: 'a', clauses: [`一是${phrase}。`] },
      { id: 'b', clauses: ['二要統籌推進經濟社會發展和生態環境保護!'] },
    ]);
    const [passage, ...others] = createSharedPassages(library).passages();
    expect(others).toEqual([]);
    expect(passage).toEqual({
      length: 17,
      plans: 2,
      a: { id: 'a-1.0.1', plan: 'a', range: [2, 19] },
      b: { id: 'b-1.0.1', plan: 'b', range: [2, 19] },
    });
  });

  it('never reach across the border of a clause or a cell', () => {
    const halves = [phrase.slice(0, 9), phrase.slice(9)];
    const passages = (clauses: readonly (string | ReturnType<typeof rowOf>)[]) =>
      createSharedPassages(
        smallLibrary([
          { id: 'a', clauses: [phrase] },
          { id: 'b', clauses },
        ]),
      ).passages({ min: 13 });
    expect(passages(halves)).toEqual([]);
    expect(passages([rowOf(halves)])).toEqual([]);
    expect(passages([rowOf(['1', phrase])])).toHaveLength(1);
  });

  it('give each pair of places once where a text repeats itself', () => {
    const library = smallLibrary([
      { id: 'a', clauses: [`${phrase}；${phrase}`] },
      { id: 'b', clauses: [phrase, phrase] },
    ]);
    expect(createSharedPassages(library).passages()).toHaveLength(4);
  });

  it('know how many plans have the same text, and put what all have last', () => {
    const own = '甲乙两地共有的十三个字就是这一句话';
    const library = smallLibrary([
      { id: 'a', clauses: [phrase, own] },
      { id: 'b', clauses: [phrase, own] },
      { id: 'c', clauses: [`并且${phrase}`] },
    ]);
    const passages = createSharedPassages(library).passages();
    expect(passages.map(({ plans }) => plans)).toEqual([2, 3, 3, 3]);
  });

  it('are turned so that the plan or the clause that is asked about comes first', () => {
    const library = smallLibrary([
      { id: 'a', clauses: [phrase] },
      { id: 'b', clauses: ['', phrase] },
    ]);
    const shared = createSharedPassages(library);
    expect(shared.passages({ plan: 'b' }).map(({ a, b }) => [a.plan, b.plan])).toEqual([['b', 'a']]);
    expect(shared.passages({ clauseId: 'b-1.0.2' }).map(({ a }) => a.id)).toEqual(['b-1.0.2']);
    expect(shared.passages({ clauseId: 'b-1.0.1' })).toEqual([]);
  });

  it('cover a share of each text, overlaps counted once', () => {
    const library = smallLibrary([
      { id: 'a', clauses: [`${phrase}甲甲甲`] },
      { id: 'b', clauses: [phrase.slice(0, 15), phrase.slice(2)] },
      { id: 'c', clauses: [] },
    ]);
    const shares = createSharedPassages(library).shares();
    const shareOf = (plan: string, other: string | null) => shares.find((share) => share.plan === plan && share.other === other);
    expect(shareOf('a', 'b')).toMatchObject({ covered: 17, characters: 20, share: 17 / 20 });
    expect(shareOf('b', 'a')).toMatchObject({ covered: 30, characters: 30, share: 1 });
    expect(shareOf('a', 'c')).toMatchObject({ covered: 0, share: 0 });
    expect(shareOf('c', null)).toMatchObject({ covered: 0, characters: 0, share: 0 });
  });
});

describe('shared passages of the five plans', () => {
  let library: Library;
  let shared: SharedPassages;

  beforeAll(async () => {
    library = (await fivePlans()).library;
    shared = createSharedPassages(library);
  });

  const foldedOf = ({ id, range }: { readonly id: string; readonly range: readonly [number, number] }) =>
    fold(library.clauseById(id)?.clause.text.slice(...range) ?? '');

  it('say the same on both sides, at the length they give, and cannot be longer', () => {
    const passages = shared.passages();
    expect(passages.length).toBeGreaterThan(500);
    for (const { a, b, length } of passages) {
      expect(a.plan).not.toBe(b.plan);
      expect(foldedOf(a)).toBe(foldedOf(b));
      expect([...foldedOf(a)]).toHaveLength(length);
      expect(length).toBeGreaterThanOrEqual(SHARED_LENGTH.usual);
      const [beforeA, beforeB] = [a, b].map(({ id, range }) =>
        fold(library.clauseById(id)?.clause.text.slice(Math.max(0, range[0] - 1), range[0]) ?? ''),
      );
      expect(
        beforeA === beforeB &&
          beforeA !== '' &&
          !library.clauseById(a.id)?.clause.cells &&
          !library.clauseById(b.id)?.clause.cells,
      ).toBe(false);
    }
  });

  it('are all there: every window of 13 characters of a clause that stands in another plan is covered', () => {
    const texts = library.clauses.map(({ plan, clause }) => ({
      plan: plan.id,
      text: clause.cells === null ? fold(clause.text) : '',
    }));
    for (const [at, { clause, plan }] of library.clauses.entries()) {
      if (at % 29 > 0 || clause.cells !== null) continue;
      const text = fold(clause.text);
      const covered = shared.passages({ clauseId: clause.id }).map(({ a }) => foldedOf(a));
      for (let start = 0; start + 13 <= text.length; start += 1) {
        const window = text.slice(start, start + 13);
        const stands = texts.some((other) => other.plan !== plan.id && other.text.includes(window));
        expect(covered.some((passage) => passage.includes(window))).toBe(stands);
      }
    }
  });

  it('count the plans that have the text as a plain search does', () => {
    const faces = library.clauses.flatMap(({ plan, clause }) =>
      (clause.cells ?? [[0, clause.text.length] as const]).map(([start, end]) => ({
        plan: plan.id,
        text: fold(clause.text.slice(start, end)),
      })),
    );
    for (const passage of shared.passages().slice(0, 300)) {
      const text = foldedOf(passage.a);
      expect(new Set(faces.filter((face) => face.text.includes(text)).map(({ plan }) => plan)).size).toBe(passage.plans);
    }
  });

  it('of a greater length are some of those of a lesser one', () => {
    const long = shared.passages({ min: 30 });
    expect(long).toEqual(shared.passages({ min: 13 }).filter(({ length }) => length >= 30));
    expect(shared.passages({ min: -5 })).toEqual(shared.passages({ min: SHARED_LENGTH.least }));
    expect(shared.passages({ min: Number.NaN })).toEqual(shared.passages());
  });

  it('cover a few per cent of each plan', () => {
    const shares = shared.shares();
    expect(shares).toHaveLength(25);
    for (const { share, covered, characters } of shares) {
      expect(share).toBeCloseTo(covered / characters, 12);
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.15);
    }
  });
});
