import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../src/text/characters.ts';
import { segmentPart, segmentText } from '../../src/web/segment-text.ts';

const range: fc.Arbitrary<Range> = fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 40 }));
const ranges = fc.array(range, { maxLength: 6 });
const marks = fc.array(fc.record({ range, name: fc.string() }), { maxLength: 6 });
const text = fc.string({ unit: 'grapheme', maxLength: 30 });

const isInside = (at: number, [start, end]: Range): boolean => start <= at && at < end;

describe('a text in segments', () => {
  it('is the text again when its segments are joined', () => {
    fc.assert(
      fc.property(text, ranges, marks, (whole, hits, marked) => {
        expect(
          segmentText(whole, hits, marked)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(whole);
      }),
    );
  });

  it('has no empty segment, and none at all where there is no text', () => {
    fc.assert(
      fc.property(text, ranges, marks, (whole, hits, marked) => {
        expect(segmentText(whole, hits, marked).filter((segment) => segment.text === '')).toEqual([]);
      }),
    );
    expect(segmentText('', [[0, 3]], [])).toEqual([]);
  });

  it('says of every character whether it stands in a hit and which mark it stands in first', () => {
    fc.assert(
      fc.property(text, ranges, marks, (whole, hits, marked) => {
        let at = 0;
        for (const segment of segmentText(whole, hits, marked)) {
          for (let end = at + segment.text.length; at < end; at += 1) {
            expect(segment.hit).toBe(hits.some((hit) => isInside(at, hit)));
            expect(segment.hitIndex ?? -1).toBe(hits.findIndex((hit) => isInside(at, hit)));
            expect(segment.mark).toBe(marked.find((mark) => isInside(at, mark.range)) ?? null);
          }
        }
      }),
    );
  });

  it('cuts where a hit and a mark overlap', () => {
    const mark = { range: [1, 4] as const };
    expect(segmentText('是香洲区的', [[0, 3]], [mark])).toEqual([
      { text: '是', hit: true, hitIndex: 0, mark: null },
      { text: '香洲', hit: true, hitIndex: 0, mark },
      { text: '区', hit: false, hitIndex: null, mark },
      { text: '的', hit: false, hitIndex: null, mark: null },
    ]);
  });

  it('gives a part of a text the hits of that part alone, under their own indexes', () => {
    expect(
      segmentPart(
        '甲乙 | 丙丁',
        [5, 7],
        [
          [0, 1],
          [6, 7],
        ],
        [],
      ),
    ).toEqual([
      { text: '丙', hit: false, hitIndex: null, mark: null },
      { text: '丁', hit: true, hitIndex: 1, mark: null },
    ]);
  });
});
