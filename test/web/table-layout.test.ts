import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutTable, placeHeader, placeRow } from '../../src/web/table-layout.ts';

const rowsOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split('|'));

/** A row as the page shows it: `·` for an empty cell, `~` between cells that share one, `>` for each further column. */
function drawn(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const layout = layOutTable(columns, rows);
  const draw = (cells: readonly string[], places: ReturnType<typeof placeRow>) =>
    places.map((place) => (place.cells.map((at) => cells[at]).join('~') || '·') + '>'.repeat(place.span - 1)).join('|');
  return [draw(columns, placeHeader(layout, columns)), ...rows.map((cells) => draw(cells, placeRow(layout, cells)))];
}

describe('the layout of a table', () => {
  it('puts cells under their columns where nothing is missing', () => {
    expect(drawn(['项目', '投资'], rowsOf('甲|1\n乙|2'))).toEqual(['项目|投资', '甲|1', '乙|2']);
  });

  it('gives numbers that no column is named for a column without a name', () => {
    expect(drawn(['指标', '单位'], rowsOf('1|产值|亿元\n2|人口|万人'))).toEqual(['·|指标|单位', '1|产值|亿元', '2|人口|万人']);
  });

  it('never guesses which cell of a short row is missing', () => {
    const rows = rowsOf(`
      1|产值|亿元|16|22|预期性
      2|人口|万人|85|108|预期性
      3|税收|亿元|84|103|预期性
      4|寿命|78|82|预期性
      农村|27|42|预期性`);
    const shown = drawn(['指标', '单位', '2015年', '2020年', '属性'], rows);
    expect(shown[4]).toBe('4|寿命|78~82>>|预期性');
    expect(shown[5]).toBe('·|农村|27~42>>|预期性');
  });

  it('leaves the column of the groups to their own lines', () => {
    const rows = rowsOf('1|产值|22|30\n2|人口|85|90\n3|税收|84|99');
    expect(drawn(['类别', '序号', '指标', '2020年', '2025年'], rows)[1]).toBe('·|1|产值|22|30');
  });

  it('lets the last name stand above the two cells it was written for', () => {
    const rows = rowsOf('1|甲园|重点产业:子|发展目标:丑\n2|乙园|重点产业:寅|发展目标:卯');
    expect(drawn(['序号', '名称', '重点产业及发展目标'], rows)[0]).toBe('序号|名称|重点产业及发展目标>');
  });

  it('shows every cell of every row once, in order, and fills every line', () => {
    const cell = fc.oneof(fc.constantFrom('1', '2', '3', '预期性'), fc.string({ minLength: 1, maxLength: 3 }));
    const column = fc.constantFrom('序号', '类别', '指标', '单位', '属性');
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 6 }),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 }),
        (columns, rows) => {
          const layout = layOutTable(columns, rows);
          const span = (places: ReturnType<typeof placeRow>) => places.reduce((sum, place) => sum + place.span, 0);
          expect(span(placeHeader(layout, columns))).toBe(layout.width);
          for (const cells of rows) {
            const places = placeRow(layout, cells);
            expect(places.flatMap((place) => place.cells)).toEqual(cells.map((_cell, index) => index));
            expect(places.every((place) => place.span > 0)).toBe(true);
            expect(span(places)).toBe(layout.width);
          }
        },
      ),
    );
  });
});
