import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_BORDER, fold, foldWithMap, joinFolded, unfoldRange } from '../../src/text/fold.ts';
import { anyText, anyUnits, check } from '../support/properties.ts';

describe('folding', () => {
  it.each([
    ['碳 達峰', '碳达峰'],
    ['ｒｃｅｐ', 'rcep'],
    ['RCEP', 'rcep'],
    ['㎡', 'm2'],
    ['Ⅲ類', 'iii类'],
    ['PM₂.₅', 'pm2.5'],
    ['２０３５年', '2035年'],
    ['2035 年', '2035年'],
    ['2035\u00a0年', '2035年'],
    ['二 〇 三五', '二〇三五'],
    ['5G 网络', '5g网络'],
    ['碳\u200b达\ufeff峰', '碳达峰'],
    ['碳\u3000达\n峰', '碳达峰'],
    ['Smart  City 2.0', 'smart city 2.0'],
    ['Smart  City 2.0 版', 'smart city 2.0版'],
    ['GDP\u00a0\u200b\t2025', 'gdp 2025'],
    [' 碳达峰 ', '碳达峰'],
    ['，：；！？（）', ',:;!?()'],
    ['“三線一單”', '“三线一单”'],
    ['', ''],
    [' \u200b ', ''],
  ])('makes %j into %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    ['著力', '着力'],
    ['隨著', '随着'],
    ['显著', '显着'],
    ['畬', '畲'],
    ['峯', '峰'],
    ['瞭解', '了解'],
    ['徵收', '征收'],
    ['裏', '里'],
    ['製造', '制造'],
    ['餘', '余'],
    ['妝', '妆'],
    ['粧', '妆'],
  ])('makes %s and %s the same', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ['石碁', '石棋'],
    ['2035', '二〇三五'],
    ['1.5', '15'],
    ['ab', 'a b'],
    ['“双碳”', '双碳'],
    ['碳达峰', '碳達到峰'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('is idempotent', () => {
    check([anyText], (text) => expect(fold(fold(text))).toBe(fold(text)), 2000);
  });

  it('folds a text as it folds its halves, unless a blank stands at the seam', () => {
    check(
      [anyText, anyText],
      (one, other) => {
        fc.pre(!/\p{White_Space}$/u.test(traceOf(one)) && !/^\p{White_Space}/u.test(traceOf(other)));
        expect(fold(one + other)).toBe(fold(one) + fold(other));
      },
      2000,
    );
  });

  it('leaves no blank but between two Latin letters or digits, and no invisible character', () => {
    check([anyText], (text) => {
      expect(fold(text).replace(/(?<=[\p{Script=Latin}\p{Nd}]) (?=[\p{Script=Latin}\p{Nd}])/gu, '')).not.toMatch(
        /[\p{White_Space}\p{Cc}\p{Cf}]/u,
      );
    });
  });

  it('never gives the border of a cell, so that no query can cross it', () => {
    check([anyUnits], (text) => expect(fold(text)).not.toContain(CELL_BORDER));
  });
});

describe('folding with its map', () => {
  it('gives the same text', () => {
    check([anyUnits], (text) => expect(foldWithMap(text).text).toBe(fold(text)), 2000);
  });

  it('maps every unit to whole characters of the original, in order', () => {
    check(
      [anyUnits],
      (text) => {
        const { text: folded, starts, ends } = foldWithMap(text);
        const borders = bordersOf(text);
        expect(starts).toHaveLength(folded.length);
        expect(ends).toHaveLength(folded.length);
        for (const [at, start] of starts.entries()) {
          const end = ends[at] ?? -1;
          expect(start).toBeLessThan(end);
          expect(borders).toContain(start);
          expect(borders).toContain(end);
          expect(start).toBeGreaterThanOrEqual(starts[at - 1] ?? 0);
          expect(end).toBeGreaterThanOrEqual(ends[at - 1] ?? 0);
        }
      },
      1000,
    );
  });

  it('maps the place of a part to what folds to a text with that part', () => {
    check([anyText, fc.nat(), fc.nat()], (text, from, length) => {
      const folded = foldWithMap(text);
      fc.pre(folded.text.length > 0);
      const start = from % folded.text.length;
      const part = folded.text.slice(start, start + 1 + (length % 6));
      fc.pre(part === part.trim());
      const range = unfoldRange(folded, [start, start + part.length]);
      expect(fold(text.slice(...range))).toContain(part);
    });
  });

  it('gives a blank that stays the blanks it stands for', () => {
    const folded = foldWithMap('Smart \u3000City');
    expect(folded.text).toBe('smart city');
    expect(unfoldRange(folded, [5, 6])).toEqual([5, 7]);
  });

  it('gives all units of a character that unfolds that character', () => {
    const folded = foldWithMap('达到100㎡');
    expect(unfoldRange(folded, [5, 6])).toEqual([5, 6]);
    expect(unfoldRange(folded, [6, 7])).toEqual([5, 6]);
    expect(unfoldRange(foldWithMap('𠮷a'), [2, 3])).toEqual([2, 3]);
  });

  it('leaves blanks inside a word to its range, and blanks beside it out', () => {
    const folded = foldWithMap(' 碳 达\u200b峰 行动');
    expect(unfoldRange(folded, [0, 3])).toEqual([1, 6]);
  });
});

describe('folded pieces joined', () => {
  it('keep a border between them and the place of each in the whole', () => {
    const whole = '地区 | 2035 年';
    const joined = joinFolded([
      { folded: foldWithMap('地区'), offset: 0 },
      { folded: foldWithMap('2035 年'), offset: 5 },
    ]);
    expect(joined.text).toBe(`地区${CELL_BORDER}2035年`);
    const at = joined.text.indexOf('2035年');
    expect(whole.slice(...unfoldRange(joined, [at, at + 5]))).toBe('2035 年');
  });

  it('map as each piece does alone, moved by its offset', () => {
    check([fc.array(anyText, { minLength: 1, maxLength: 4 })], (texts) => {
      let offset = 0;
      const pieces = texts.map((text) => {
        const piece = { folded: foldWithMap(text), offset };
        offset += text.length + 3;
        return piece;
      });
      const joined = joinFolded(pieces);
      expect(joined.text).toBe(texts.map(fold).join(CELL_BORDER));
      expect(joined.starts).toHaveLength(joined.text.length);
      expect(joined.ends).toHaveLength(joined.text.length);
      let at = 0;
      for (const { folded, offset: moved } of pieces) {
        expect(joined.starts.slice(at, at + folded.text.length)).toEqual(folded.starts.map((start) => start + moved));
        expect(joined.ends.slice(at, at + folded.text.length)).toEqual(folded.ends.map((end) => end + moved));
        at += folded.text.length + 1;
      }
    });
  });
});

/** What is left of a text for the rule about seams: characters that leave no trace are no seam either. */
const traceOf = (text: string): string =>
  [...text]
    .map((character) => character.normalize('NFKC'))
    .join('')
    .replace(/(?!\p{White_Space})[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '');

function bordersOf(text: string): Set<number> {
  const borders = new Set([0]);
  let at = 0;
  for (const character of text) {
    at += character.length;
    borders.add(at);
  }
  return borders;
}
