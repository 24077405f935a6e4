import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMatrices, type Matrices, type MatrixCell, MOST_QUERIES, NO_THEME } from '../../src/comparison/matrix.ts';
import type { Library, PlacedClause } from '../../src/corpus/library.ts';
import { BadRequestError } from '../../src/search/answer.ts';
import { fold } from '../../src/text/fold.ts';
import { checkAsync } from '../support/properties.ts';
import { bare, fivePlans, indexOf, smallLibrary } from './corpus.ts';

/** The folded cells of a clause, each by itself: nothing of the program's own scan is used here. */
const facesOf = ({ clause }: PlacedClause): string[] =>
  clause.cells === null ? [fold(clause.text)] : clause.cells.map(([start, end]) => fold(clause.text.slice(start, end)));

const placesIn = (placed: PlacedClause, term: string): number =>
  facesOf(placed).reduce((sum, face) => sum + face.split(fold(term)).length - 1, 0);

function naiveCell(library: Library, term: string, holds: (placed: PlacedClause) => boolean) {
  const held = library.clauses.filter(holds);
  const matching = held.filter((placed) => placesIn(placed, term) > 0);
  const occurrences = matching.reduce((sum, placed) => sum + placesIn(placed, term), 0);
  const characters = held.reduce((sum, placed) => sum + [...facesOf(placed).join('')].length, 0);
  return { clauses: matching.length, occurrences, characters };
}

const figuresOf = ({ clauses, occurrences, characters }: MatrixCell) => ({ clauses, occurrences, characters });

let library: Library;
let matrices: Matrices;

beforeAll(async () => {
  const corpus = await fivePlans();
  library = corpus.library;
  matrices = createMatrices(library, corpus.index);
});

describe('the matrix of districts and themes', () => {
  // None of them stands where a declared correction adds a place, so that the plain scan below is the whole truth.
  it.each(['碳达峰', '乡村振兴', '發展', '5g', '养老', 'R&D', '约束性'])(
    'has in every cell what a plain scan counts: %s',
    async (q) => {
      const { rows, columns } = await matrices.byTheme(q);
      for (const row of rows) {
        for (const [at, cell] of row.cells.entries()) {
          const theme = columns[at]?.id === NO_THEME.id ? null : columns[at]?.id;
          const naive = naiveCell(library, q, (placed) => placed.plan.id === row.plan && placed.theme === theme);
          expect({ plan: row.plan, theme, ...figuresOf(cell) }).toEqual({ plan: row.plan, theme, ...naive });
          expect(cell.perTenThousand).toBeCloseTo(
            naive.characters === 0 ? 0 : (naive.occurrences / naive.characters) * 10_000,
            10,
          );
        }
        expect(figuresOf(row.total)).toEqual(naiveCell(library, q, (placed) => placed.plan.id === row.plan));
      }
    },
  );

  it('adds up along rows and columns', async () => {
    const { rows, columns, total } = await matrices.byTheme('发展');
    const sum = (cells: readonly MatrixCell[]) => cells.reduce((all, { clauses }) => all + clauses, 0);
    for (const row of rows) expect(sum(row.cells)).toBe(row.total.clauses);
    for (const [at, column] of columns.entries()) {
      expect(sum(rows.flatMap(({ cells }) => cells.slice(at, at + 1)))).toBe(column.total.clauses);
    }
    expect(sum(rows.map((row) => row.total))).toBe(total.clauses);
    expect(sum(columns.map((column) => column.total))).toBe(total.clauses);
  });

  it('tells a plan without such a chapter from one that is silent', async () => {
    const { rows, columns } = await matrices.byTheme('碳达峰');
    const demand = columns.findIndex(({ id }) => id === 'demand');
    const stateOf = (plan: string) => rows.find((row) => row.plan === plan)?.cells[demand]?.state;
    expect(stateOf('zengcheng')).toBe('no-chapter');
    expect(stateOf('huadu')).toBe('count');
  });

  it('tells a query that stands in a heading only, and a plan without text', async () => {
    const heading = {
      kind: 'section' as const,
      num: '第一节',
      title: '碳达峰行动',
      lines: [1, 1] as const,
      depth: 0,
      parent: null,
      chapter: 0,
      marks: [],
      spans: [],
    };
    const small = smallLibrary([
      { id: 'a', clauses: ['发展'], themes: ['ecology'], headings: [heading] },
      { id: 'b', clauses: [], themes: ['ecology'] },
    ]);
    const [a, b] = (await createMatrices(small, indexOf(small)).byTheme('碳达峰')).rows;
    expect(a?.cells.map(({ state }) => state)).toEqual(['no-chapter', 'no-chapter', 'headings', 'no-chapter']);
    expect(a?.total.state).toBe('headings');
    expect(b?.cells.every(({ state }) => state === 'no-text')).toBe(true);
  });
});

describe('the matrix of districts and queries', () => {
  const queries = ['碳达峰', '乡村振兴', '绿色', '绿色发展', '数字经济'];

  it('has in every cell what a plain scan counts', async () => {
    const { rows } = await matrices.byQuery(queries);
    for (const row of rows) {
      for (const [at, cell] of row.cells.entries()) {
        expect(figuresOf(cell)).toEqual(naiveCell(library, queries[at] ?? '', (placed) => placed.plan.id === row.plan));
      }
    }
  });

  it('counts a clause once in the totals, and places that overlap once', async () => {
    const { rows } = await matrices.byQuery(queries);
    for (const row of rows) {
      const own = library.clauses.filter(({ plan }) => plan.id === row.plan);
      expect(row.total.clauses).toBe(own.filter((placed) => queries.some((q) => placesIn(placed, q) > 0)).length);
      // 绿色发展 is always a place of 绿色 too, and no other two of the queries can overlap.
      const apart = queries.filter((q) => q !== '绿色发展');
      const places = own.reduce((sum, placed) => sum + apart.reduce((all, q) => all + placesIn(placed, q), 0), 0);
      expect(row.total.occurrences).toBe(places);
    }
  });

  it('leaves out blank queries and repetitions, and refuses none or too many', async () => {
    const tooMany = Array.from({ length: MOST_QUERIES + 1 }, (_unused, at) => `词${at}`);
    expect((await matrices.byQuery([' 发展', '发展', ' '])).columns.map(({ id }) => id)).toEqual(['发展']);
    await expect(matrices.byQuery([' '])).rejects.toThrow(BadRequestError);
    await expect(matrices.byQuery(tooMany)).rejects.toThrow(BadRequestError);
    await expect(matrices.byTheme('“”"')).resolves.toBeDefined();
    await expect(matrices.byTheme('""')).rejects.toThrow(BadRequestError);
  });
});

describe('any matrix', () => {
  const text = fc.array(fc.constantFrom(...'绿色发展碳達达，5G g'), { maxLength: 12 }).map((characters) => characters.join(''));
  const plan = fc.array(fc.tuple(text, fc.nat(2)), { maxLength: 6 });

  it('equals a plain scan cell by cell', async () => {
    await checkAsync(
      [fc.array(plan, { minLength: 1, maxLength: 3 }), fc.constantFrom('绿', '色发', '碳达', '5g', '达达')],
      async (drawn, q) => {
        const small = smallLibrary(
          drawn.map((clauses, at) => ({
            id: `p${at}`,
            themes: ['goals', 'ecology', null],
            clauses: clauses.map(([clause, chapter]) => ({ text: clause, chapter })),
          })),
        );
        const { rows, columns } = await createMatrices(small, indexOf(small, bare)).byTheme(q);
        for (const row of rows) {
          for (const [at, cell] of row.cells.entries()) {
            const theme = columns[at]?.id === NO_THEME.id ? null : columns[at]?.id;
            const naive = naiveCell(small, q, (placed) => placed.plan.id === row.plan && placed.theme === theme);
            expect(figuresOf(cell)).toEqual(naive);
          }
        }
      },
      200,
    );
  });
});
