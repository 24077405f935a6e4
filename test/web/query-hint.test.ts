import { describe, expect, it } from 'vitest';
import { hintFor } from '../../src/web/query-hint.ts';

describe('a question with signs that other search boxes read', () => {
  it.each([
    ['碳达峰 AND 养老', '碳达峰 养老'],
    ['养老 or 托育', '养老|托育'],
    ['住房 NOT 保障性住房', '住房 -保障性住房'],
    ['住房 AND NOT 租赁', '住房 -租赁'],
    ['“推进 碳达峰”', '"推进 碳达峰"'],
    ['“数字政府” OR “数字 经济”', '"数字政府"|"数字 经济"'],
    ['养老 OR "R AND D"', '养老|"R AND D"'],
    ['‘养老’ 托育', '"养老" 托育'],
  ])('%s is offered as %s', (q, meant) => {
    expect(hintFor(q)?.meant?.q).toBe(meant);
    expect(hintFor(q)?.meant?.url).toBe(`/search?${new URLSearchParams({ q: meant })}`);
  });

  it('is told which sign is meant', () => {
    expect(hintFor('甲 AND 乙')?.text).toContain('空格');
    expect(hintFor('甲 AND 乙')?.text).not.toContain('直引号');
    expect(hintFor('“甲 乙”')?.text).toContain('直引号');
  });

  it.each(['碳达峰', '"“放管服”改革"', 'R&D', 'ANDROID', '"AND"', 'NEAR/20', '甲 NEAR 乙', 'orange not-a'])(
    '%s needs no hint',
    (q) => {
      expect(hintFor(q)).toBeNull();
    },
  );
});
