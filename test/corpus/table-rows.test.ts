import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleTable, isFigure } from '../../src/corpus/table-rows.ts';
import { check } from '../support/properties.ts';

/** The rows of a table: cells joined by a bar, cells of several lines by a plus, the role before all but data. */
function rowsOf(lines: readonly string[]): string[] {
  return assembleTable(lines).rows.map(({ cells, role }) => {
    const text = cells.map((cell) => cell.map((at) => lines[at]).join('+')).join('|');
    return role === 'data' ? text : `${role}: ${text}`;
  });
}

const numbered = [
  '序号',
  '名称',
  '功能定位',
  '1',
  '东部园区',
  '制造基地',
  '2',
  '西部园区',
  '服务基地',
  '3',
  '南部园区',
  '物流基地',
];

// A closed last column (预期性, 约束性) shows where rows end; what follows it before the next number names a group.
const grouped = [
  ...['类别', '序号', '指标', '2020年', '完成', '属性'],
  '经济发展',
  ...['1', '生产总值', '2278.28', '预期性'],
  ...['2', '工业增加值', '28.2', '预期性'],
  ...['3', '服务业', '59.1', '预期性'],
  ...['4', '城镇化率', '90', '预期性'],
  ...['生态', '环境'],
  ...['5', '空气质量', '92.6', '约束性'],
  ...['6', '能耗降幅', '完成市下达', '目标', '约束性'],
  ...['7', '用水量', '完成市下达目标', '约束性'],
  ...['8', '森林覆盖率', '7.91', '约束性'],
  '民生福祉',
  ...['9', '居民收入', '城镇居民', '65025', '预期性', '农村居民', '42526', '预期性'],
];

describe('a table', () => {
  it('whose rows are numbered has a header and a row for each number', () => {
    expect(rowsOf(numbered)).toEqual([
      'header: 序号|名称|功能定位',
      '1|东部园区|制造基地',
      '2|西部园区|服务基地',
      '3|南部园区|物流基地',
    ]);
    expect(assembleTable(numbered).columns).toEqual(['序号', '名称', '功能定位']);
  });

  it('under a line that names all columns has a row for each number, broken names joined', () => {
    const lines = [
      '序号领域重大工程',
      '1',
      '国际交往',
      '中心建设',
      '承载区建设、机场提质增效、公共服务提升等4项工程',
      '2',
      '美丽城市',
      '建设',
      '再生水利用、生态治理保护、花园城市精华片区建设',
    ];
    const table = assembleTable(lines, ['序号 领域 重大工程', ...lines.slice(1)]);
    expect(table.columns).toEqual(['序号', '领域', '重大工程']);
    expect(table.rows.map(({ cells }) => cells.map((own) => own.map((at) => lines[at]).join('+')))).toEqual([
      ['序号领域重大工程'],
      ['1', '国际交往+中心建设', '承载区建设、机场提质增效、公共服务提升等4项工程'],
      ['2', '美丽城市+建设', '再生水利用、生态治理保护、花园城市精华片区建设'],
    ]);
  });

  it('of records whose fields are named again and again has a row for each field', () => {
    const lines = ['人工智能', '集成电路', '新材料'].flatMap((name) => [
      name,
      '发展目标',
      `到2030年，${name}产业营业收入超千亿元。`,
      '重点平台',
      `${name}小镇。`,
    ]);
    expect(rowsOf(lines).slice(0, 3)).toEqual([
      'group: 人工智能',
      '发展目标|到2030年，人工智能产业营业收入超千亿元。',
      '重点平台|人工智能小镇。',
    ]);
    expect(rowsOf(lines)).toHaveLength(9);
  });

  it('keeps what is said of a value in brackets with the value', () => {
    const lines = [
      '指标',
      '2025年',
      '2030年',
      '属性',
      ...[1, 2, 3].flatMap((at) => [`指标之${at}`, '21.5', '（2024年）', '22', '预期性']),
    ];
    expect(rowsOf(['序号', ...lines.slice(0, 4), ...[1, 2, 3].flatMap((at) => [String(at), ...lines.slice(4, 9)])])[1]).toBe(
      '1|指标之1|21.5+（2024年）|22|预期性',
    );
  });

  it('with groups keeps the name of each group in a row of its own', () => {
    expect(rowsOf(grouped).filter((row) => row.startsWith('group'))).toEqual([
      'group: 经济发展',
      'group: 生态+环境',
      'group: 民生福祉',
    ]);
    expect(rowsOf(grouped)[0]).toBe('header: 类别|序号|指标|2020年+完成|属性');
    expect(assembleTable(grouped).columns).toEqual(['类别', '序号', '指标', '2020年完成', '属性']);
  });

  it('gives rows under one number a row each', () => {
    expect(rowsOf(grouped).slice(-2)).toEqual(['9|居民收入|城镇居民|65025|预期性', '农村居民|42526|预期性']);
  });

  it('joins a cell broken over two lines where it stands whole elsewhere', () => {
    expect(rowsOf(grouped)).toContain('6|能耗降幅|完成市下达+目标|约束性');
    expect(rowsOf(grouped)).toContain('7|用水量|完成市下达目标|约束性');
  });

  it('does not take a figure for the number of a row', () => {
    const rows = ['1|床位|2|预期性', '2|学位|9|预期性', '3|车位|7|预期性', '4|岗位|8|预期性', '5|泊位|6|预期性'];
    const lines = ['序号', '指标', '数值', '属性', ...rows.flatMap((row) => row.split('|'))];
    expect(rowsOf(lines)).toEqual(['header: 序号|指标|数值|属性', ...rows]);
  });

  it('of records has a row from each name to the last of its fields', () => {
    const record = (name: string) => [name, `以${name}为定位。`, '重点产业:汽车。', '发展方向:做强。'];
    expect(rowsOf(['东镇', '西镇', '北镇'].flatMap(record))).toEqual([
      '东镇|以东镇为定位。|重点产业:汽车。|发展方向:做强。',
      '西镇|以西镇为定位。|重点产业:汽车。|发展方向:做强。',
      '北镇|以北镇为定位。|重点产业:汽车。|发展方向:做强。',
    ]);
  });

  it('of names and figures has a row for each name', () => {
    const lines = [
      '指标名称',
      '2020年',
      '2025年',
      '生产总值',
      '2278.28',
      '3000',
      '森林覆盖率',
      '7.91',
      '8.5',
      '预期寿命',
      '82.76',
      '≥81',
    ];
    expect(rowsOf(lines)).toEqual([
      'header: 指标名称|2020年|2025年',
      '生产总值|2278.28|3000',
      '森林覆盖率|7.91|8.5',
      '预期寿命|82.76|≥81',
    ]);
  });

  it('of another shape has a row for each line', () => {
    expect(rowsOf(['大学城平台:建设高校集聚区。', '产业园平台:建设产业集聚区。'])).toEqual([
      '大学城平台:建设高校集聚区。',
      '产业园平台:建设产业集聚区。',
    ]);
    expect(rowsOf([])).toEqual([]);
  });

  it('has every line in exactly one cell, in order, whatever the lines', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '序号',
        '指标',
        '名称',
        '2020年',
        '完成值',
        '属性',
        '生产总值',
        '5.7',
        '[22.2]*',
        '预期性',
        '约束性',
        '重点产业:汽车。',
        '发展方向:强。',
        '东镇',
        '',
      ),
      fc.integer({ min: 1, max: 6 }).map(String),
    );
    check(
      [fc.oneof(fc.array(cell, { maxLength: 40 }), fc.subarray(grouped), fc.subarray(numbered))],
      (lines) => {
        const { rows } = assembleTable(lines);
        expect(rows.flatMap((row) => row.cells.flat())).toEqual(lines.map((_line, at) => at));
        for (const row of rows) expect(row.cells.every((lineNumbers) => lineNumbers.length > 0)).toBe(true);
      },
      2000,
    );
  });
});

describe('a value', () => {
  it.each(['5.7', '2278.28', '[22.2]*', '≥88', '≤30', '65左右', '/', '100', '-3.2'])('is a figure: %s', (cell) => {
    expect(isFigure(cell)).toBe(true);
  });

  it.each(['生产总值', '预期性', '2020年完成', '东镇', ''])('is none: %j', (cell) => {
    expect(isFigure(cell)).toBe(false);
  });
});
