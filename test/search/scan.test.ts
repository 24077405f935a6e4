import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_SEPARATOR } from '../../src/corpus/model.ts';
import { foldedWithMap } from '../../src/indexing/clause-text.ts';
import { parseQuery } from '../../src/search/query.ts';
import { findPlaces, highlightsOf, mergeOverlapping } from '../../src/search/scan.ts';
import { CELL_BORDER, fold, unfoldRange } from '../../src/text/fold.ts';
import { check } from '../support/properties.ts';
import { parseLines } from '../support/sketch.ts';

/** The text with its places in brackets; null where it does not match. */
function marked(text: string, q: string): string | null {
  const places = findPlaces(fold(text), parseQuery(q));
  return places && insertBrackets(fold(text), places);
}

const insertBrackets = (text: string, places: readonly (readonly [number, number])[]): string =>
  places
    .toReversed()
    .reduce((shown, [start, end]) => `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`, text);

describe('the places of a word', () => {
  it.each([
    ['推动碳达峰,实现碳达峰', '碳达峰', '推动[碳达峰],实现[碳达峰]'],
    ['推動碳 達峰', '碳达峰', '推动[碳达峰]'],
    ['啊啊啊啊啊', '啊啊', '[啊啊][啊啊]啊'],
    ['数字经济', '字经', '数[字经]济'],
    ['数字经济', '数字经济', '[数字经济]'],
    ['5G网络', '5g', '[5g]网络'],
    ['15G网络', '5G', '1[5g]网络'],
  ])('in %s for %s are %s', (text, q, expected) => {
    expect(marked(text, q)).toBe(expected);
  });

  it('are none where the text lacks it', () => {
    expect(marked('推动碳达峰', '碳中和')).toBeNull();
    expect(marked('', '碳')).toBeNull();
  });
});

describe('several words', () => {
  it('must all occur, in any order', () => {
    expect(marked('先达峰后减碳的行动', '行动 减碳')).toBe('先达峰后[减碳]的[行动]');
    expect(marked('先达峰后减碳的行动', '行动 中和')).toBeNull();
  });

  it('whose places overlap share one place', () => {
    expect(marked('新能源汽车', '新能源 能源汽车')).toBe('[新能源汽车]');
    expect(marked('新能源汽车与汽车', '新能源汽车 汽车')).toBe('[新能源汽车]与[汽车]');
  });

  it('whose places touch have two', () => {
    expect(marked('新能源汽车', '新能源 汽车')).toBe('[新能源][汽车]');
  });
});

describe('alternatives', () => {
  it('are enough if one occurs, and all their places count', () => {
    expect(marked('碳中和与碳达峰', '碳达峰|碳中和')).toBe('[碳中和]与[碳达峰]');
    expect(marked('碳中和', '碳达峰|碳中和')).toBe('[碳中和]');
    expect(marked('节能', '碳达峰|碳中和')).toBeNull();
  });

  it('that overlap share one place', () => {
    expect(marked('新能源汽车', '新能源|新能源汽车')).toBe('[新能源汽车]');
  });

  it('bind tighter than the blank', () => {
    expect(marked('碳达峰行动', '碳达峰|碳中和 行动')).toBe('[碳达峰][行动]');
    expect(marked('碳达峰', '碳达峰|碳中和 行动')).toBeNull();
  });
});

describe('an exclusion', () => {
  it('that contains a word keeps its places from counting', () => {
    expect(marked('城市更新与城市群', '城市 -城市群')).toBe('[城市]更新与城市群');
    expect(marked('城市群与城市群', '城市 -城市群')).toBeNull();
    expect(marked('城市更新', '城市 -城市群')).toBe('[城市]更新');
  });

  it('that contains one of several words leaves the others alone, while every word keeps a place', () => {
    expect(marked('城市群建设', '城市 建设 -城市群')).toBeNull();
    expect(marked('城市群与城市建设', '城市 建设 -城市群')).toBe('城市群与[城市][建设]');
  });

  it('that contains an alternative keeps the places of the other', () => {
    expect(marked('城市群与乡村', '城市|乡村 -城市群')).toBe('城市群与[乡村]');
  });

  it('that overlaps itself covers all it can', () => {
    expect(marked('啊啊啊', '啊 -啊啊')).toBeNull();
  });

  it('of anything else excludes the text', () => {
    expect(marked('绿色金融与数字金融', '绿色 -数字')).toBeNull();
    expect(marked('绿色金融', '绿色 -数字')).toBe('[绿色]金融');
  });
});

describe('NEAR', () => {
  it('counts the folded characters between two places, in either order', () => {
    expect(marked('创新引领人才', '创新 NEAR/2 人才')).toBe('[创新]引领[人才]');
    expect(marked('人才引领创新', '创新 NEAR/2 人才')).toBe('[人才]引领[创新]');
    expect(marked('创新引领人才', '创新 NEAR/1 人才')).toBeNull();
    expect(marked('创新人才', '创新 NEAR/0 人才')).toBe('[创新][人才]');
    expect(marked('创新 引 领 人才', '创新 NEAR/2 人才')).toBe('[创新]引领[人才]');
    expect(marked('创新𠮷𠮷人才', '创新 NEAR/2 人才')).toBe('[创新]𠮷𠮷[人才]');
  });

  it('counts only the places that are near', () => {
    expect(marked('创新甲甲甲甲创新人才', '创新 NEAR/1 人才')).toBe('创新甲甲甲甲[创新][人才]');
  });

  it('between three words holds for both pairs', () => {
    expect(marked('甲一乙二丙', '甲 NEAR/1 乙 NEAR/1 丙')).toBe('[甲]一[乙]二[丙]');
    expect(marked('甲一乙二二二二乙二丙', '甲 NEAR/1 乙 NEAR/1 丙')).toBeNull();
  });

  it('does not reach into another cell', () => {
    expect(findPlaces(`创新${CELL_BORDER}人才`, parseQuery('创新 NEAR/20 人才'))).toBeNull();
    expect(findPlaces(`创新${CELL_BORDER}人才`, parseQuery('创新 人才'))).toEqual([
      [0, 2],
      [3, 5],
    ]);
  });
});

describe('the places of any query in any text', () => {
  const words = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', 'a'), minLength: 1, maxLength: 3 });
  const texts = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', 'a', ' ', CELL_BORDER), maxLength: 24 });
  const queries = fc
    .array(
      fc.oneof(
        words,
        words.map((word) => `-${word}`),
        fc.tuple(words, words).map((pair) => pair.join('|')),
        fc.constantFrom('NEAR/0', 'NEAR/2'),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join(' '));

  it('are ordered, disjoint, and hold a word each', () => {
    check(
      [texts, queries],
      (text, q) => {
        const query = parseQuery(q);
        const folded = text.split(CELL_BORDER).map(fold).join(CELL_BORDER);
        let end = 0;
        for (const [start, to] of findPlaces(folded, query) ?? []) {
          expect(start).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(start);
          const place = folded.slice(start, to);
          expect(query.words.some(({ alternatives }) => alternatives.some((term) => place.includes(term)))).toBe(true);
          expect(place).not.toContain(CELL_BORDER);
          end = to;
        }
      },
      3000,
    );
  });

  it('leave none of the words out', () => {
    check(
      [texts, queries],
      (text, q) => {
        const query = parseQuery(q);
        const places = findPlaces(text, query);
        if (!places) return;
        const found = places.map(([start, end]) => text.slice(start, end)).join('\u0000');
        for (const { alternatives } of query.words) expect(alternatives.some((term) => found.includes(term))).toBe(true);
      },
      3000,
    );
  });

  it('with one word and nothing else are those that a split of the text finds', () => {
    check([texts, words], (text, word) => {
      expect(findPlaces(text, { ...parseQuery('甲'), words: [{ alternatives: [word] }] })?.length ?? 0).toBe(
        text.split(word).length - 1,
      );
    });
  });
});

describe('the highlights of a clause', () => {
  const corrections = [{ line: 2, find: '新能源车汽车', meant: '新能源汽车', reason: '衍文。' }];
  const [clause] = parseLines(['第一章 总则', '汽车城:做强新能源车汽车产业与汽车。'], { corrections }).clauses;
  if (!clause) throw new Error('the clause is lost');
  const shown = (q: string) => insertBrackets(clause.text, highlightsOf(clause, parseQuery(q)));

  it('are where the query stands as printed', () => {
    expect(shown('产业')).toBe('汽车城:做强新能源车汽车[产业]与汽车。');
    expect(shown('车汽车')).toBe('汽车城:做强新能源[车汽车]产业与汽车。');
  });

  it('are all of a misprint where only its correction matches', () => {
    expect(shown('新能源汽车')).toBe('汽车城:做强[新能源车汽车]产业与汽车。');
    expect(shown('强新能源汽车产')).toBe('汽车城:做[强新能源车汽车产]业与汽车。');
    expect(shown('源汽')).toBe('汽车城:做强[新能源车汽车]产业与汽车。');
  });

  it('are the very places where a misprint matches as printed', () => {
    expect(shown('新能源')).toBe('汽车城:做强[新能源]车汽车产业与汽车。');
    expect(shown('汽车')).toBe('[汽车]城:做强新能源车[汽车]产业与[汽车]。');
    expect(shown('车')).toBe('汽[车]城:做强新能源[车]汽[车]产业与汽[车]。');
  });

  it('are whole published characters', () => {
    const [area] = parseLines(['第一章 总则', '面积达100㎡,水质达Ⅲ类。']).clauses;
    if (!area) throw new Error('the clause is lost');
    expect(insertBrackets(area.text, highlightsOf(area, parseQuery('m2')))).toBe('面积达100[㎡],水质达Ⅲ类。');
    expect(insertBrackets(area.text, highlightsOf(area, parseQuery('100m')))).toBe('面积达[100㎡],水质达Ⅲ类。');
    expect(insertBrackets(area.text, highlightsOf(area, parseQuery('ii')))).toBe('面积达100㎡,水质达[Ⅲ]类。');
  });

  it('do not cross the border of a cell, nor touch its separator', () => {
    const [, row] = parseLines(['第一章 总则', '专栏1:园区', '序号', '名称', '1', '东部园区', '2', '西部园区']).clauses;
    if (!row) throw new Error('the row is lost');
    expect(row.text).toBe('1 | 东部园区');
    expect(insertBrackets(row.text, highlightsOf(row, parseQuery('东部 1')))).toBe('[1] | [东部]园区');
    expect(highlightsOf(row, parseQuery('1东部'))).toEqual([]);
    expect(highlightsOf(row, parseQuery('"|"'))).toEqual([]);
  });
});

describe('ranges merged', () => {
  it('are ordered and disjoint, and cover what they covered', () => {
    check(
      [
        fc.array(
          fc
            .tuple(fc.nat(30), fc.integer({ min: 1, max: 6 }))
            .map(([start, length]): [number, number] => [start, start + length]),
          { maxLength: 10 },
        ),
      ],
      (ranges) => {
        const merged = mergeOverlapping(ranges);
        const cover = (all: readonly (readonly [number, number])[]) =>
          new Set(all.flatMap(([start, end]) => Array.from({ length: end - start }, (_unused, at) => start + at)));
        expect(cover(merged)).toEqual(cover(ranges));
        for (const [at, [start]] of merged.entries()) expect(start).toBeGreaterThanOrEqual(merged[at - 1]?.[1] ?? 0);
      },
    );
  });

  it('stay two where they only touch', () => {
    expect(
      mergeOverlapping([
        [2, 4],
        [0, 2],
      ]),
    ).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(
      mergeOverlapping([
        [2, 4],
        [0, 3],
      ]),
    ).toEqual([[0, 4]]);
  });
});

describe('the places in a row', () => {
  const cell = fc.array(fc.constantFrom(...'碳达峰規划ＧG５%½ ㎡\u200b'), { maxLength: 8 }).map((drawn) => drawn.join(''));
  const word = fc.array(fc.constantFrom(...'碳达峰规g5'), { minLength: 1, maxLength: 2 }).map((drawn) => drawn.join(''));

  it('are those that the map of its folded text gives, however its cells fold', () => {
    let found = 0;
    check(
      [fc.array(cell, { minLength: 1, maxLength: 5 }), word],
      (texts, q) => {
        let to = -CELL_SEPARATOR.length;
        const cells = texts.map((text): [number, number] => {
          const from = to + CELL_SEPARATOR.length;
          to = from + text.length;
          return [from, to];
        });
        const row = { text: texts.join(CELL_SEPARATOR), cells, marks: [] };
        const query = parseQuery(q);
        const map = foldedWithMap(row);
        const expected = mergeOverlapping((findPlaces(map.text, query) ?? []).map((place) => unfoldRange(map, place)));
        found += expected.length;
        expect(highlightsOf(row, query)).toEqual(expected);
      },
      3000,
    );
    expect(found).toBeGreaterThan(1000);
  });
});
