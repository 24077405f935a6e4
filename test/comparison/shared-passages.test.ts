import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMatchFinder } from '../../src/comparison/maximal-matches.ts';
import { countPlansOf } from '../../src/comparison/passage-plans.ts';
import {
  createSharedPassages,
  type Passage,
  type PassageSelection,
  SHARED_LENGTH,
  type SharedPassage,
  type SharedPassages,
} from '../../src/comparison/shared-passages.ts';
import type { Library } from '../../src/corpus/library.ts';
import { fold } from '../../src/text/fold.ts';
import { check, checkAsync } from '../support/properties.ts';
import { bare, fivePlans, indexOf, rowOf, smallLibrary } from './corpus.ts';

/** Every maximal match by comparing each place with each other place: no hash, no window, no order to rely on. */
function bruteForce(texts: readonly (readonly string[])[], other: readonly string[], least: number): string[] {
  const found: string[] = [];
  // A border agrees with nothing.
  const agree = (one: string | undefined, another: string | undefined) => one !== undefined && one === another && one !== '\n';
  for (const [own, text] of texts.entries()) {
    // lengths[i][j]: how far the texts agree from i and j on.
    const lengths = Array.from({ length: text.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
    for (let i = text.length - 1; i >= 0; i -= 1) {
      for (let j = other.length - 1; j >= 0; j -= 1) {
        const row = lengths[i];
        if (row && agree(text[i], other[j])) row[j] = (lengths[i + 1]?.[j + 1] ?? 0) + 1;
      }
    }
    for (const [i, row] of lengths.entries()) {
      for (const [j, length] of row.entries()) {
        const goesFurtherLeft = agree(text[i - 1], other[j - 1]);
        if (length >= least && !goesFurtherLeft) found.push(`${own}:${i} ${j} ${length}`);
      }
    }
  }
  return found.sort();
}

describe('maximal matches', () => {
  // Few letters, so that everything repeats and overlaps; 𠮷 takes two UTF-16 units, and a border stands between cells.
  const text = fc.array(fc.constantFrom('a', 'b', '𠮷', '\n'), { maxLength: 24 });
  const pointsOf = (characters: readonly string[]) => Uint32Array.from(characters, (character) => character.codePointAt(0) ?? 0);

  it('are those of a brute-force search, whatever repeats or overlaps', () => {
    check(
      [fc.array(text, { maxLength: 6 }), text, fc.integer({ min: 1, max: 5 })],
      (texts, other, least) => {
        const matches = createMatchFinder(texts.map(pointsOf), least)(pointsOf(other));
        expect(
          matches.map(({ own, ownStart, otherStart, length }) => `${own}:${ownStart} ${otherStart} ${length}`).sort(),
        ).toEqual(bruteForce(texts, other, least));
      },
      400,
    );
  });
});

describe('the number of plans with a passage', () => {
  it('is that of the plans whose stretches cover it, and one', () => {
    const stretch = fc.record({ ownStart: fc.nat(12), length: fc.integer({ min: 1, max: 8 }), otherPlan: fc.nat(4) });
    check([fc.array(stretch, { maxLength: 12 })], (stretches) => {
      const covering = stretches.map(({ ownStart, length }) =>
        stretches.filter((other) => other.ownStart <= ownStart && other.ownStart + other.length >= ownStart + length),
      );
      expect([...countPlansOf(stretches)]).toEqual(
        covering.map((found) => new Set(found.map(({ otherPlan }) => otherPlan)).size + 1),
      );
    });
  });
});

describe('shared passages of small plans', () => {
  const phrase = '统筹推进经济社会发展和生态环境保护';
  const sharedOf = (library: Library) => createSharedPassages(library, indexOf(library, bare));

  it('stand in the shown text of either script', async () => {
    const library = smallLibrary([
      { id: 'a', clauses: [`一是${phrase}。`] },
      { id: 'b', clauses: ['二要統籌推進經濟社會發展和生態環境保護!'] },
    ]);
    const { total, passages } = await sharedOf(library).passages();
    const [passage, ...others] = passages;
    expect(total).toBe(1);
    expect(others).toEqual([]);
    expect(passage).toEqual({
      length: 17,
      plans: 2,
      a: { id: 'a-1.0.1', plan: 'a', range: [2, 19] },
      b: { id: 'b-1.0.1', plan: 'b', range: [2, 19] },
    });
  });

  it('never reach across the border of a clause or a cell', async () => {
    const halves = [phrase.slice(0, 9), phrase.slice(9)];
    const passages = async (clauses: readonly (string | ReturnType<typeof rowOf>)[]) => {
      const library = smallLibrary([
        { id: 'a', clauses: [phrase] },
        { id: 'b', clauses },
      ]);
      return (await sharedOf(library).passages({ min: 13 })).passages;
    };
    expect(await passages(halves)).toEqual([]);
    expect(await passages([rowOf(halves)])).toEqual([]);
    expect(await passages([rowOf(['1', phrase])])).toHaveLength(1);
  });

  it('give each pair of places once where a text repeats itself', async () => {
    const library = smallLibrary([
      { id: 'a', clauses: [`${phrase}；${phrase}`] },
      { id: 'b', clauses: [phrase, phrase] },
    ]);
    expect((await sharedOf(library).passages()).passages).toHaveLength(4);
  });

  it('know how many plans have the same text, and put what all have last', async () => {
    const own = '甲乙两地共有的十三个字就是这一句话';
    const library = smallLibrary([
      { id: 'a', clauses: [phrase, own] },
      { id: 'b', clauses: [phrase, own] },
      { id: 'c', clauses: [`并且${phrase}`] },
    ]);
    const { passages } = await sharedOf(library).passages();
    expect(passages.map(({ plans }) => plans)).toEqual([2, 3, 3, 3]);
  });

  it('are turned so that the plan or the clause that is asked about comes first', async () => {
    const library = smallLibrary([
      { id: 'a', clauses: [phrase] },
      { id: 'b', clauses: ['', phrase] },
    ]);
    const shared = sharedOf(library);
    const of = async (selection: PassageSelection) => (await shared.passages(selection)).passages;
    expect((await of({ plan: 'b' })).map(({ a, b }) => [a.plan, b.plan])).toEqual([['b', 'a']]);
    expect((await of({ clauseId: 'b-1.0.2' })).map(({ a }) => a.id)).toEqual(['b-1.0.2']);
    expect(await of({ clauseId: 'b-1.0.1' })).toEqual([]);
    expect(await of({ clauseId: 'b-9.9.9' })).toEqual([]);
  });

  it('of a clause are those of its plan that stand in it, whatever repeats, overlaps or takes two units', async () => {
    const text = fc
      .array(fc.constantFrom('甲', '甲', '乙', '𠮷', '𠮸', ' | '), { maxLength: 40 })
      .map((pieces) => pieces.join(''));
    await checkAsync(
      [fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(text, { minLength: 1, maxLength: 3 })],
      async (own, others) => {
        const clausesOf = (texts: readonly string[]) =>
          texts.map((words) => (words.includes(' | ') ? rowOf(words.split(' | ').map((cell) => cell || '丙')) : words));
        const shared = sharedOf(
          smallLibrary([
            { id: 'a', clauses: clausesOf(own) },
            { id: 'b', clauses: clausesOf(others) },
          ]),
        );
        const all = (await shared.passages({ plan: 'a', min: SHARED_LENGTH.least })).passages;
        for (const at of own.keys()) {
          const clauseId = `a-1.0.${at + 1}`;
          const ofClause = (await shared.passages({ clauseId, min: SHARED_LENGTH.least })).passages;
          expect(ofClause).toEqual(all.filter(({ a }) => a.id === clauseId));
        }
      },
      150,
    );
  });

  it('cover a share of each text, overlaps counted once', async () => {
    const library = smallLibrary([
      { id: 'a', clauses: [`${phrase}甲甲甲`] },
      { id: 'b', clauses: [phrase.slice(0, 15), phrase.slice(2)] },
      { id: 'c', clauses: [] },
    ]);
    const shares = await sharedOf(library).shares();
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
    const corpus = await fivePlans();
    library = corpus.library;
    shared = createSharedPassages(library, corpus.index);
  });

  const found = async (selection: PassageSelection = {}) => (await shared.passages(selection)).passages;
  const foldedOf = ({ id, range }: { readonly id: string; readonly range: readonly [number, number] }) =>
    fold(library.clauseById(id)?.clause.text.slice(...range) ?? '');

  it('say the same on both sides, at the length they give, and cannot be longer', async () => {
    const passages = await found();
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

  it('are all there: every window of 13 characters of a clause that stands in another plan is covered', async () => {
    const texts = library.clauses.map(({ plan, clause }) => ({
      plan: plan.id,
      text: clause.cells === null ? fold(clause.text) : '',
    }));
    for (const [at, { clause, plan }] of library.clauses.entries()) {
      if (at % 29 > 0 || clause.cells !== null) continue;
      const text = fold(clause.text);
      const covered = (await found({ clauseId: clause.id })).map(({ a }) => foldedOf(a));
      for (let start = 0; start + 13 <= text.length; start += 1) {
        const window = text.slice(start, start + 13);
        const stands = texts.some((other) => other.plan !== plan.id && other.text.includes(window));
        expect(covered.some((passage) => passage.includes(window))).toBe(stands);
      }
    }
  });

  it('count the plans that have the text as a plain search does', async () => {
    const faces = library.clauses.flatMap(({ plan, clause }) =>
      (clause.cells ?? [[0, clause.text.length] as const]).map(([start, end]) => ({
        plan: plan.id,
        text: fold(clause.text.slice(start, end)),
      })),
    );
    for (const passage of await found({ most: 300 })) {
      const text = foldedOf(passage.a);
      expect(new Set(faces.filter((face) => face.text.includes(text)).map(({ plan }) => plan)).size).toBe(passage.plans);
    }
  });

  it('of a greater length are some of those of a lesser one', async () => {
    const long = await found({ min: 30 });
    expect(long).toEqual((await found({ min: 13 })).filter(({ length }) => length >= 30));
    expect(await found({ min: -5 })).toEqual(await found({ min: SHARED_LENGTH.least }));
    expect(await found({ min: Number.NaN })).toEqual(await found());
  });

  it('of a plan, of two and of a clause are those of all that stand there, in the same order', async () => {
    const turned = (passage: SharedPassage, isOwn: (side: Passage) => boolean) =>
      isOwn(passage.a) ? [passage] : isOwn(passage.b) ? [{ ...passage, a: passage.b, b: passage.a }] : [];
    const all = await found();
    const ofHuadu = all.flatMap((passage) => turned(passage, ({ plan }) => plan === 'huadu'));
    expect(await found({ plan: 'huadu' })).toEqual(ofHuadu);
    expect(await found({ plan: 'huadu', other: 'panyu' })).toEqual(ofHuadu.filter(({ b }) => b.plan === 'panyu'));
    expect(await found({ clauseId: 'huadu-1.4.1' })).toEqual(
      all.flatMap((passage) => turned(passage, ({ id }) => id === 'huadu-1.4.1')),
    );
  });

  it('tell of each other plan the clause with the longest passage', async () => {
    for (const [at, { clause }] of library.clauses.entries()) {
      if (at % 31 > 0) continue;
      const passages = await found({ clauseId: clause.id });
      const closest = await shared.closestTo(clause.id);
      expect(closest.map(({ length }) => length)).toEqual(closest.map(({ length }) => length).toSorted((a, b) => b - a));
      expect(new Set(closest.map(({ plan }) => plan))).toEqual(new Set(passages.map(({ b }) => b.plan)));
      for (const { id, plan, length } of closest) {
        expect(length).toBe(Math.max(...passages.filter(({ b }) => b.plan === plan).map((passage) => passage.length)));
        expect(passages.some(({ b, length: own }) => b.id === id && own === length)).toBe(true);
      }
    }
    expect(await shared.closestTo('huadu-99.9.9')).toEqual([]);
  });

  it('can be had a part at a time, and are counted whole', async () => {
    const all = await shared.passages();
    expect(all.total).toBe(all.passages.length);
    expect(await shared.passages({ from: 30, most: 30 })).toEqual({ total: all.total, passages: all.passages.slice(30, 60) });
  });

  it('cover a few per cent of each plan', async () => {
    const shares = await shared.shares();
    expect(shares).toHaveLength(25);
    for (const { share, covered, characters } of shares) {
      expect(share).toBeCloseTo(covered / characters, 12);
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.15);
    }
  });
});
