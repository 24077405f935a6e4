import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../../src/search/answer.ts';
import { inState, parseReadingState, SHOWN_SCRIPTS } from '../../src/web/reading-state.ts';
import { check } from '../support/properties.ts';

const states = fc.record({
  q: fc.string({ unit: 'binary' }).map((q) => q.trim()),
  script: fc.constantFrom(...SHOWN_SCRIPTS),
});

describe('the state of a reading page', () => {
  it('comes back from any address that carries it', () => {
    check([states, fc.constantFrom('/plans/huadu/7', '/plans/huadu/7#huadu-7.1.3')], (state, place) => {
      const { pathname, hash, searchParams } = new URL(inState(place, state), 'http://x');
      expect(pathname + hash).toBe(place);
      expect(parseReadingState(searchParams)).toEqual(state);
    });
  });

  it('leaves the address alone where there is nothing to carry', () => {
    expect(inState('/plans/huadu/7#huadu-7.1.3', { q: '', script: 'published' })).toBe('/plans/huadu/7#huadu-7.1.3');
  });

  it('refuses a script that does not exist', () => {
    expect(() => parseReadingState(new URLSearchParams('script=latin'))).toThrow(BadRequestError);
  });
});
