import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaderStart } from '../../src/corpus/leader.ts';
import { check } from '../support/properties.ts';

// The definition: right for every line, and too slow for one that is made of dots.
const LEADER =
  /(?:[….·・_—-]{2,}|[….·・_—\-\s]*…[….·・_—\-\s]*|[\t\u3000 ]+)[….·・_—\-\s]*[\divxIVX]{1,4}\s*$|[\s….·・_—-]*…[….·・\s]*$|(?:\s*[….·・_]){4,}\s*$/u;

describe('the leader of an entry', () => {
  it.each([
    ['第一章 总则……12', '第一章 总则'],
    ['第一章 总则 12', '第一章 总则'],
    ['第一章 总则 ····· xii ', '第一章 总则'],
    ['第一章 总则…', '第一章 总则'],
    ['第一章 总则....', '第一章 总则'],
    ['第一章 总则—', '第一章 总则—'],
    ['展望2035', '展望2035'],
    ['面向 20355', '面向 20355'],
    ['', ''],
  ])('%j leaves %j', (raw, entry) => {
    expect(raw.slice(0, leaderStart(raw))).toBe(entry);
  });

  it('is what the pattern of it finds', () => {
    const line = fc
      .array(fc.constantFrom('…', '.', '·', '・', '_', '—', '-', ' ', '\t', '　', '1', '2', 'x', 'V', '章', '，', '\u00a0'), {
        maxLength: 14,
      })
      .map((characters) => characters.join(''));
    check([line], (raw) => expect(raw.slice(0, leaderStart(raw))).toBe(raw.replace(LEADER, '')), 3000);
  });
});
