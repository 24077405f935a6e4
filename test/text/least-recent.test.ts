import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeastRecent } from '../../src/text/least-recent.ts';
import { check } from '../support/properties.ts';

const MOST = 256;
const act = fc.record({ set: fc.boolean(), key: fc.nat({ max: 40 }), size: fc.nat({ max: 5 }) });

/** The same by the simplest means: a list, the one asked for last at its end. */
function createPlainList() {
  let list: { key: number; size: number }[] = [];
  const total = () => list.reduce((sum, { size }) => sum + size, 0);
  return {
    total,
    get(key: number): number | undefined {
      const found = list.find((entry) => entry.key === key);
      if (found) list = [...list.filter((entry) => entry !== found), found];
      return found?.size;
    },
    set(key: number, size: number): void {
      list = list.filter((entry) => entry.key !== key);
      if (size <= MOST / 64) list = [...list, { key, size }];
      while (total() > MOST) list = list.slice(1);
    },
  };
}

describe('what is kept up to a size', () => {
  it('is what was asked for last, and never more than that', () => {
    check([fc.array(act, { maxLength: 200 })], (acts) => {
      const kept = new LeastRecent<number, number>({ most: MOST, sizeOf: (size) => size, largest: MOST / 64 });
      const list = createPlainList();
      for (const { set, key, size } of acts) {
        if (set) {
          kept.set(key, size);
          list.set(key, size);
        } else expect(kept.get(key)).toBe(list.get(key));
        expect(kept.size).toBe(list.total());
        expect(kept.size).toBeLessThanOrEqual(MOST);
      }
    });
  });
});
