import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largest } from '../../src/web/largest.ts';
import { check } from '../support/properties.ts';

describe('the largest of many', () => {
  it('are the first of all of them in order, those of one count as they came', () => {
    check([fc.array(fc.record({ id: fc.nat(), count: fc.nat({ max: 5 }) })), fc.nat({ max: 8 })], (items, most) => {
      expect(largest(items, most)).toEqual(items.toSorted((a, b) => b.count - a.count).slice(0, most));
    });
  });
});
