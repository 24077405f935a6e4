import { describe, expect, it } from 'vitest';
import {
  candidateTerms,
  growLexicon,
  type LexiconSource,
  OfferAdder,
  offerOf,
  parseTermList,
  sortedSum,
} from '../../src/indexing/lexicon.ts';
import { cutText } from '../../src/text/analyze.ts';
import { loadSegmenter } from '../../src/text/segment.ts';

const segmenter = loadSegmenter();
const grow = (sources: readonly LexiconSource[], declared: readonly string[] = []) => {
  const adder = new OfferAdder();
  for (const source of sources) adder.add(offerOf(source));
  return growLexicon(candidateTerms(adder.sum(), declared), { segmenter }).terms;
};
const cut = (texts: readonly string[]) => texts.map((text) => cutText(text, segmenter));
const source = (texts: readonly string[], titles: readonly string[] = []): LexiconSource => ({
  texts: cut(texts),
  titles: cut(titles),
});
const often = (sentence: string, times = 6): string[] => Array.from({ length: times }, () => sentence);

describe('the lexicon', () => {
  it('has the declared terms that the dictionary cuts, Simplified', () => {
    expect(grow([], ['碳達峰', '粤港澳大湾区'])).toEqual(['碳达峰', '粤港澳大湾区']);
  });

  it('has no declared term that is one word already, or no term at all', () => {
    expect(grow([], ['发展', '碳', '2035', '碳，达', 'GDP', '第一个五年规划时期的工作', '一二三四五六七八九十一二三'])).toEqual(
      grow([], ['第一个五年规划时期的工作']),
    );
  });

  it('has the names between quotation marks, of texts and titles', () => {
    expect(grow([source(['推进“侨梦苑”建设。'], ['深化“放管服”改革'])])).toEqual(['侨梦苑', '放管服']);
  });

  it('has them from a single mention in a single plan, and in either script', () => {
    expect(grow([source(['做強“僑夢苑”品牌。'])])).toEqual(['侨梦苑']);
  });

  it.each([
    ['too short', '“双碳”'],
    ['a sentence', '“绿水青山就是金山银山”'],
    ['cut by a mark', '“放、管、服”'],
    ['without Chinese', '“2035”'],
    ['one word to the dictionary', '“共产党员”'],
  ])('has no quotation that is %s', (_why, quotation) => {
    expect(grow([source([`落实${quotation}要求。`])])).toEqual([]);
  });

  it('has words that often stand together, in two plans at least', () => {
    const sentence = '建设知识城。';
    expect(grow([source(often(sentence, 3)), source(often(sentence, 3))])).toContain('知识城');
    expect(grow([source(often(sentence, 6)), source(['别的话。'])])).not.toContain('知识城');
  });

  it('of a single plan has them from that plan', () => {
    expect(grow([source(often('建设知识城。'))])).toContain('知识城');
  });

  it('has no words that stand together too seldom, or that a function word binds', () => {
    expect(grow([source(often('建设知识城。', 2)), source(often('建设知识城。', 3))])).not.toContain('知识城');
    expect(grow([source(often('知识的城。')), source(often('知识的城。'))]).filter((term) => term.includes('的'))).toEqual([]);
  });

  it('has no piece of a longer term', () => {
    const terms = grow([source(often('防控新冠肺炎。')), source(often('应对新冠肺炎。'))]);
    expect(terms.filter((term) => term !== '新冠肺炎' && '新冠肺炎'.includes(term))).toEqual([]);
  });

  it('is sorted, without repetition, and the same whatever the order of its sources', () => {
    const one = source([...often('建设知识城，推动碳达峰。'), '“侨梦苑”与“侨梦苑”']);
    const other = source([...often('推动碳达峰，建设知识城。'), '“放管服”']);
    const terms = grow([one, other], ['碳达峰', '大湾区']);
    expect(terms).toEqual([...new Set(terms)].sort());
    expect(grow([other, one], ['大湾区', '碳达峰', '碳达峰'])).toEqual(terms);
    expect(terms).toEqual(expect.arrayContaining(['侨梦苑', '放管服', '知识城', '碳达峰', '大湾区']));
  });
});

describe('the sum of what plans offer', () => {
  const offers = [
    source([...often('建设知识城，推动碳达峰。'), '“侨梦苑”与“侨梦苑”']),
    source(often('推动碳达峰，建设知识城。'), ['“侨梦苑”', '“放管服”']),
    source(['别的话。']),
  ].map(offerOf);
  const NO_OFFER = offerOf(source([]));
  const sumOf = (chosen: readonly number[], goneAgain: readonly number[] = []) => {
    const adder = new OfferAdder();
    for (const at of [...chosen, ...goneAgain]) adder.add(offers[at] ?? NO_OFFER);
    for (const at of goneAgain) adder.remove(offers[at] ?? NO_OFFER);
    return adder.sum();
  };

  it('says how many plans offer each name and each term', () => {
    const { offers: count, names, namePlans, terms, plans } = sumOf([0, 1, 2]);
    expect(count).toBe(3);
    expect(namePlans[names.indexOf('侨梦苑')]).toBe(2);
    expect(namePlans[names.indexOf('放管服')]).toBe(1);
    expect(plans[terms.indexOf('知识城')]).toBe(2);
  });

  it('is the same in whatever order they came, and after others have come and gone', () => {
    const sum = sortedSum(sumOf([0, 2]));
    expect(sortedSum(sumOf([2, 0]))).toEqual(sum);
    expect(sortedSum(sumOf([2, 0], [1]))).toEqual(sum);
    expect(candidateTerms(sumOf([2, 0], [1]), [])).toEqual(candidateTerms(sum, []));
    expect(candidateTerms(sumOf([2, 0], [1]), [])).not.toContain('放管服');
  });

  it('of several sums is the sum of all', () => {
    const adder = new OfferAdder();
    for (const at of [2, 0, 1]) adder.addSum(sumOf([at]));
    expect(sortedSum(adder.sum())).toEqual(sortedSum(sumOf([0, 1, 2])));
  });
});

describe('a declared list', () => {
  it('has a term a line, without comments, blanks and empty lines', () => {
    expect(parseTermList('# 前面的话\n碳达峰\r\n 大湾区  # 说明\n\n#\n放管服')).toEqual(['碳达峰', '大湾区', '放管服']);
    expect(parseTermList('')).toEqual([]);
  });
});
