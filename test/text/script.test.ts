import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchEngine } from '../../src/search/engine.ts';
import { fold } from '../../src/text/fold.ts';
import { convertText, type Script, traditionalText } from '../../src/text/script.ts';
import { seedsEngine } from '../served.ts';
import { anyText, anyUnits, check } from '../support/properties.ts';

const scripts: fc.Arbitrary<Script> = fc.constantFrom('hans', 'hant');

describe('a text in the other script', () => {
  it('has as many characters as before, each folding as the one it stands for', () => {
    check([anyText, scripts], (text, script) => {
      const before = [...text];
      const after = [...convertText(text, script).text];
      expect(after).toHaveLength(before.length);
      for (const [at, character] of before.entries()) expect(fold(after[at] ?? '')).toBe(fold(character));
    });
  });

  it('is the same when it is converted again', () => {
    check([anyText, scripts], (text, script) => {
      const once = convertText(text, script).text;
      expect(convertText(once, script).text).toBe(once);
    });
  });

  it('gives every range of whole characters its place, also where characters need two units', () => {
    check([anyText, scripts, fc.nat(24), fc.nat(24)], (text, script, from, count) => {
      const characters = [...text];
      const [before, inside] = [characters.slice(0, from), characters.slice(from, from + count)];
      const start = before.join('').length;
      const { text: converted, mapRange } = convertText(text, script);
      const [first, last] = mapRange([start, start + inside.join('').length]);
      expect([...converted.slice(0, first)]).toHaveLength(before.length);
      expect([...converted.slice(first, last)]).toHaveLength(inside.length);
      expect(fold(converted.slice(first, last))).toBe(fold(inside.join('')));
    });
  });

  it('takes any string at all, broken ones too', () => {
    check([anyUnits, scripts], (text, script) => {
      expect(convertText(text, script).text).toHaveLength(convertText(text, script).mapRange([0, text.length])[1]);
    });
  });
});

describe('highlights in the other script', () => {
  let engine: SearchEngine;
  beforeAll(async () => {
    engine = await seedsEngine();
  });

  it('cover what was asked for, whatever was asked in whichever clause', () => {
    const clause = fc.nat(engine.library.clauses.length - 1);
    check(
      [clause, fc.nat(400), fc.integer({ min: 1, max: 12 }), scripts],
      (ordinal, from, length, script) => {
        const placed = engine.library.clauses[ordinal];
        if (!placed) return;
        const characters = [...placed.clause.text];
        const start = from % characters.length;
        const asked = characters
          .slice(start, start + length)
          .join('')
          .replaceAll('"', '');
        const { text, mapRange } = convertText(placed.clause.text, script);
        for (const range of engine.highlights(`"${asked}"`, placed)) {
          const [first, last] = mapRange(range);
          expect(fold(text.slice(first, last))).toBe(fold(placed.clause.text.slice(...range)));
          if (placed.clause.marks.length === 0) expect(fold(text.slice(first, last))).toBe(fold(asked));
        }
      },
      1000,
    );
  });
});

describe('Traditional text', () => {
  it.each([
    ['碳达峰', '碳達峰', 'the shape of 峰 that readers know'],
    ['着力发展先进制造业', '著力發展先進製造業', 'a phrase decides between 制 and 製'],
    ['法定制度', '法定制度', 'a phrase decides between 制 and 製'],
    ['干部带头，化解干旱', '幹部帶頭，化解乾旱', 'three characters that Simplified writes as one'],
    ['行政复议、恢复、反复', '行政複議、恢復、反復', 'a phrase that would not compare equal is left to its characters'],
    ['推动成长发展', '推動成長發展', 'no 長髮 across two words'],
    ['指明了方向', '指明了方向', 'no 明瞭 across two words'],
    ['银发经济', '銀髮經濟', 'where hair is meant'],
    ['体制机制作用', '體制機制作用', 'no 製作 across two words'],
    ['三棱镜污水', '三棱鏡污水', 'shapes that stay as they are'],
    ['20公里、邻里、村里', '20公里、鄰里、村裡', 'a mile is no inside'],
  ])('writes %s as %s: %s', (simplified, traditional) => {
    expect(traditionalText(simplified)).toBe(traditional);
  });

  it('leaves what is Traditional already, and mends what a machine left in it', () => {
    expect(traditionalText('規范、于、裏、臺灣、占地')).toBe('規範、於、裏、臺灣、佔地');
  });

  it('differs little from the Traditional plans of the corpus, and only in characters that have two forms there', async () => {
    const { library } = await seedsEngine();
    const published = library.clauses.filter(({ plan }) => plan.facts.script === 'Hant').map(({ clause }) => clause.text);
    const text = published.join('\n');
    const converted = [...traditionalText(text)];
    const changed = [...text].filter((character, at) => character !== converted[at]);
    // 制造, 游, 范, 布局 and the like: one character in a hundred.
    expect(changed.length / converted.length).toBeLessThan(0.015);
  });
});

describe('Simplified text', () => {
  it('is what the segmenter sees', () => {
    expect(convertText('顯著、著力、碳達峰', 'hans').text).toBe('显著、着力、碳达峰');
  });
});
