import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadRequestError, MATCHES, SORTS } from '../../src/search/answer.ts';
import {
  changed,
  filterCount,
  parseSearchState,
  requestOf,
  type SearchState,
  searchParameters,
  searchUrl,
  withoutFilter,
  withoutFilters,
} from '../../src/web/search-state.ts';

const parse = (query: string): SearchState => parseSearchState(new URLSearchParams(query));

// What the parser can return: a trimmed question of well-formed text, ids each once and in order.
const text = fc.string({ unit: 'binary' });
const ids = fc
  .uniqueArray(fc.oneof(text, fc.constantFrom('huadu', 'panyu-A1', 'ecology')), { maxLength: 5 })
  .map((list) => list.sort());
const states: fc.Arbitrary<SearchState> = fc.record({
  q: text.map((q) => q.trim()),
  districts: ids,
  regions: ids,
  periods: ids,
  themes: ids,
  chapters: ids,
  sort: fc.constantFrom(...SORTS),
  match: fc.constantFrom(...MATCHES),
  without: ids.map((list) => list.filter((term) => term.trim() !== '')),
  explain: fc.boolean(),
  place: text.map((place) => [...place].slice(0, 40).join('').trim()),
  page: fc.integer({ min: 1, max: 1_000_000 }),
});

describe('the state of the search page', () => {
  it('comes back from its own address', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parse(searchParameters(state))).toEqual(state);
        expect(parseSearchState(new URL(searchUrl(state), 'http://x').searchParams)).toEqual(state);
      }),
    );
  });

  it('has one address, whatever the order of the parameters', () => {
    const tidy = '/search?q=%E7%A2%B3&district=huadu&district=panyu&theme=ecology&sort=order&page=2';
    expect(
      searchUrl(
        parse('page=2&sort=order&theme=ecology&district=panyu&q=碳&district=huadu&match=all&explain=0&without=&district=panyu'),
      ),
    ).toBe(tidy);
  });

  it('leaves out of its address what is as usual', () => {
    expect(searchUrl(parse('q=碳达峰&sort=relevance&match=all&page=1'))).toBe('/search?q=%E7%A2%B3%E8%BE%BE%E5%B3%B0');
    expect(searchUrl(parse(''))).toBe('/search');
  });

  it('takes the first of a repeated single value and ignores what it does not know', () => {
    expect(parse('q=甲&q=乙&page=3&page=4&__proto__=x&constructor=y&utm_source=z')).toEqual(parse('q=甲&page=3'));
  });

  it.each([
    'sort=foo',
    'sort=',
    'match=some',
    'page=0',
    'page=-1',
    'page=abc',
    'page=1.5',
    'page=9999999',
    'page=',
    'explain=yes',
    `without=${'甲'.repeat(201)}`,
  ])('refuses %s and says which parameter is wrong', (query) => {
    const name = query.slice(0, query.indexOf('='));
    expect(() => parse(query)).toThrow(BadRequestError);
    expect(() => parse(query)).toThrow(name);
  });

  it('starts at the first page again after any change of what is listed', () => {
    fc.assert(
      fc.property(states, fc.constantFrom(...SORTS), (state, sort) => {
        expect(changed(state, { sort })).toEqual({ ...state, sort, page: 1 });
        expect(filterCount(withoutFilters(state))).toBe(0);
      }),
    );
  });

  it('loses exactly the filter that is taken off', () => {
    const state = parse('q=碳&district=huadu&district=panyu&theme=ecology&page=2');
    expect(withoutFilter(state, 'districts', 'huadu')).toEqual(parse('q=碳&district=panyu&theme=ecology'));
  });

  it('asks the engine for twenty clauses from where its page begins', () => {
    expect(requestOf(parse('q=碳&page=3'))).toMatchObject({ q: '碳', limit: 20, offset: 40 });
  });
});
