import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Top } from '../../src/search/top.ts';
import { check } from '../support/properties.ts';

// Few different scores, so that many are equal.
const scores = fc.array(fc.nat(12), { maxLength: 60 });

describe('the best few', () => {
  it('are those that sorting all would put first, ties in the order of their positions', () => {
    check([scores, fc.nat(25)], (drawn, limit) => {
      const top = new Top(limit);
      for (const [position, score] of drawn.entries()) if (top.takes(score)) top.add(position, score);
      const sorted = [...drawn.keys()].sort((a, b) => (drawn[b] ?? 0) - (drawn[a] ?? 0) || a - b);
      expect(top.positions()).toEqual(sorted.slice(0, limit));
    });
  });
});
