// What five readings of the five plans agree on: the figures and the places a reader knows, whatever the parser does.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { HeadingKind } from '../../src/corpus/model.ts';
import { loadSeeds } from '../../src/corpus/seeds.ts';

const { library } = await loadSeeds(fileURLToPath(new URL('../../seeds', import.meta.url)));

const planNamed = (id: string) => {
  const plan = library.planById(id);
  if (!plan) throw new Error(`there is no plan ${id}`);
  return plan;
};
const clauseAt = (id: string, line: number) => planNamed(id).clauses.find(({ lines }) => lines[0] <= line && lines[1] >= line);
const droppedAt = (id: string, line: number) =>
  planNamed(id).dropped.find(({ lines }) => lines[0] <= line && lines[1] >= line)?.reason;

describe('the outline', () => {
  it.each<[plan: string, chapters: number, sections: number, items: number, appendices: number, boxes: number]>([
    ['zengcheng', 13, 48, 113, 1, 0],
    ['huadu', 13, 55, 119, 0, 0],
    ['panyu', 14, 51, 126, 3, 18],
    ['xiangzhou', 12, 38, 0, 0, 0],
    ['lianzhou', 14, 54, 6, 0, 0],
  ])('of %s has %i chapters, %i sections, %i items, %i appendices and %i boxes', (id, ...figures) => {
    const count = (kind: HeadingKind) => planNamed(id).headings.filter((heading) => heading.kind === kind).length;
    expect((['chapter', 'section', 'item', 'appendix', 'box'] as const).map(count)).toEqual(figures);
  });

  it('of panyu has 67 items whose number was lost', () => {
    expect(planNamed('panyu').headings.filter(({ inferred }) => inferred)).toHaveLength(67);
    expect(planNamed('huadu').headings.filter(({ inferred }) => inferred)).toHaveLength(0);
  });

  it('numbers the chapters, sections and items without a gap', () => {
    for (const { diagnostics, id } of library.plans)
      expect(
        diagnostics.filter(({ rule }) => rule === 'number-gap'),
        id,
      ).toEqual([]);
  });

  it('has an item that the printed contents lack', () => {
    expect(
      planNamed('zengcheng')
        .diagnostics.filter(({ rule }) => rule === 'not-in-contents')
        .map(({ line }) => line),
    ).toEqual([278]);
  });

  it.each([
    ['huadu', 19, '全面建成小康社会,开启花都全面建设社会主义现代化新征程'],
    ['panyu', 172, '全面建成小康社會,開啟全面建設社會主義現代化新征程'],
    ['panyu', 800, '打造國際化營商環境,構建深度市場化改革新格局'],
    ['panyu', 874, '主動服務國家戰略,厚植區域合作協同發展新優勢'],
    ['panyu', 1504, '統籌發展和安全,加快建設更高水平的平安番禺'],
    ['panyu', 1625, '番禺區“十三五”時期經濟社會發展主要指標完成情況表'],
    ['zengcheng', 537, '廣州市增城區“十四五”規劃重大項目(工程包)匯總表'],
  ])('of %s joins the title broken at line %i', (id, line, title) => {
    expect(planNamed(id).headings.find(({ lines }) => lines[0] === line)?.title).toBe(title);
  });
});

describe('a line', () => {
  it.each([
    ['huadu', 417, 'huadu-7.1.3'],
    ['huadu', 15, 'huadu-0.0.1'],
    ['huadu', 403, 'huadu-7.0.1'],
    ['zengcheng', 182, 'zengcheng-0.0.1'],
    ['panyu', 169, 'panyu-0.0.1'],
    ['panyu', 1775, 'panyu-A1.0.12'],
    ['xiangzhou', 7, 'xiangzhou-0.0.1'],
    ['lianzhou', 289, 'lianzhou-14.3.4'],
  ])('of %s, %i, has the id %s', (id, line, clause) => {
    expect(clauseAt(id, line)?.id).toBe(clause);
  });

  it.each([
    ['panyu', 210, 'paragraph'],
    ['panyu', 218, 'paragraph'],
    ['panyu', 377, 'row'],
    ['panyu', 963, 'row'],
    ['zengcheng', 192, 'caption'],
    ['zengcheng', 193, 'note'],
    ['zengcheng', 256, 'caption'],
    ['huadu', 63, 'bullet'],
    ['lianzhou', 95, 'bullet'],
  ])('of %s, %i, is a %s', (id, line, kind) => {
    expect(clauseAt(id, line)?.kind).toBe(kind);
  });

  it.each([
    ['panyu', 1, 'spam'],
    ['panyu', 7, 'boilerplate'],
    ['panyu', 8, 'boilerplate'],
    ['panyu', 13, 'front-matter'],
    ['panyu', 29, 'contents'],
    ['panyu', 165, 'contents'],
    ['panyu', 1620, 'contents'],
    ['panyu', 2620, 'boilerplate'],
    ['zengcheng', 2, 'front-matter'],
    ['zengcheng', 7, 'contents'],
    ['zengcheng', 181, 'contents'],
    ['zengcheng', 539, 'boilerplate'],
    ['huadu', 5, 'front-matter'],
    ['huadu', 822, 'boilerplate'],
    ['xiangzhou', 390, 'boilerplate'],
    ['xiangzhou', 399, 'boilerplate'],
  ])('of %s, %i, is dropped as %s', (id, line, reason) => {
    expect(droppedAt(id, line)).toBe(reason);
  });

  it('is dropped only before the body, in a list of contents or appendices, and after the end', () => {
    for (const { id, dropped, clauses } of library.plans) {
      const inside = dropped.filter(
        ({ lines }) => lines[0] > (clauses[0]?.lines[0] ?? 0) && lines[1] < (clauses.at(-1)?.lines[1] ?? 0),
      );
      expect(
        inside.map(({ lines, reason }) => `${lines[0]} ${reason}`),
        id,
      ).toEqual(id === 'panyu' ? ['1618 contents', '1620 contents', '1622 contents'] : []);
    }
  });
});

describe('the tables of panyu', () => {
  const { clauses, chapters } = planNamed('panyu');
  const rowsOf = (chapter: string) =>
    clauses.filter((clause) => chapters[clause.chapter]?.id === chapter && clause.kind === 'row');

  it('have their rows numbered from 1 on', () => {
    for (const [appendix, last] of [
      ['panyu-A1', 39],
      ['panyu-A2', 25],
    ] as const) {
      const numbers = rowsOf(appendix).flatMap(({ text }) => /^(\d+) \|/.exec(text)?.[1] ?? []);
      expect(numbers.map(Number)).toEqual(Array.from({ length: last }, (_unused, index) => index + 1));
    }
  });

  it('have no figure in a row of its own', () => {
    for (const { text, cells } of clauses) if (cells === null) expect(text).not.toMatch(/^[\d.]+$/);
  });

  it('keep the names of their columns beside each row', () => {
    expect(rowsOf('panyu-A1')[0]?.text).toBe(
      '指標名稱 | 單位 | 2015年完成值 | 2020年預計完成值 | 2016—2020年均增速(%) | 指標屬性',
    );
    expect(rowsOf('panyu-A1')[2]?.columns).toEqual([
      '指標名稱',
      '單位',
      '2015年完成值',
      '2020年預計完成值',
      '2016—2020年均增速(%)',
      '指標屬性',
    ]);
    expect(rowsOf('panyu-A3').filter(({ columns }) => columns !== null)).toHaveLength(12);
  });

  it('describe each of the sixteen towns and streets in a row', () => {
    const box = clauses.filter(({ lines }) => lines[0] >= 963 && lines[1] <= 1089);
    expect(box.map(({ text }) => text.split(' | ')[0])).toEqual([
      ...['石碁鎮', '新造鎮', '南村鎮', '化龍鎮', '石樓鎮', '市橋街', '沙頭街', '東環街'],
      ...['橋南街', '小谷圍街', '大石街', '洛浦街', '石壁街', '鐘村街', '大龍街', '沙灣街'],
    ]);
  });
});

describe('what was repaired', () => {
  it('in xiangzhou is every 雷速体育直播 of the text, and shows 香洲区', () => {
    const repairs = planNamed('xiangzhou').clauses.flatMap(({ lines, marks, text }) =>
      marks.filter(({ kind }) => kind === 'repair').map(({ range }) => `${lines[0]} ${text.slice(...range)}`),
    );
    expect(repairs).toEqual(['7 香洲区', '7 香洲区', '11 香洲区', '371 香洲区']);
    expect(planNamed('xiangzhou').clauses.filter(({ text }) => text.includes('雷速'))).toEqual([]);
  });

  it('shows no blank inside a Chinese word', () => {
    expect(clauseAt('lianzhou', 11)?.text).toMatch(/^经济实力显著增强。“十三五”期间/);
    expect(clauseAt('huadu', 53)?.text).toMatch(/^展望2035年/);
    for (const { clause } of library.clauses)
      expect(clause.text.replaceAll(' | ', '')).not.toMatch(/\p{Script=Han}\s|\s\p{Script=Han}/u);
  });
});
