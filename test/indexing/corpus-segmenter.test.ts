import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchIndex } from '../../src/indexing/search-index.ts';
import { type Analyser, createAnalyser } from '../../src/text/analyze.ts';
import { loadSegmenter } from '../../src/text/segment.ts';
import { fivePlans, indexOf, smallLibrary } from '../comparison/corpus.ts';
import { anyUnits, check } from '../support/properties.ts';

let index: SearchIndex;
let texts: readonly string[];
let titles: readonly string[];
/** The analyser that made the index. */
let making: Analyser;

beforeAll(async () => {
  const corpus = await fivePlans();
  index = corpus.index;
  texts = corpus.library.clauses.map(({ clause }) => clause.text);
  titles = corpus.library.plans.flatMap((plan) => plan.headings.map(({ title }) => title));
  making = createAnalyser(loadSegmenter(), index.lexicon);
});

const words = (text: string): string => index.analyser.words(text).join('/');

/** Where each word begins and ends. */
function placesOf(cut: readonly string[]): Set<string> {
  const places = new Set<string>();
  let at = 0;
  for (const word of cut) {
    places.add(`${at}-${at + word.length}`);
    at += word.length;
  }
  return places;
}

const sharesOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((entry) => other.has(entry)).length;

describe('a text cut into the words of the corpus', () => {
  it('is its pieces joined, whatever it is', () => {
    check([anyUnits], (text) => {
      const pieces = index.analyser.words(text);
      expect(pieces.join('')).toBe(text);
      expect(pieces).not.toContain('');
    });
  });

  // Measured: 99.7 % of the words of clauses, 99.7 % of their terms, 99.4 % of the words of titles, which count for nothing in it.
  it('is cut as the dictionary cut it when the index was made, but for one word in two hundred', () => {
    for (const [source, least] of [
      [texts, 0.995],
      [titles, 0.985],
    ] as const) {
      let [made, cut, alike] = [0, 0, 0];
      for (const text of source) {
        const [before, now] = [placesOf(making.words(text)), placesOf(index.analyser.words(text))];
        made += before.size;
        cut += now.size;
        alike += sharesOf(before, now);
      }
      expect(alike / made).toBeGreaterThan(least);
      expect(alike / cut).toBeGreaterThan(least);
    }
  });

  it('gives terms that the index holds, wherever the text is one of its own', () => {
    const terms = texts.flatMap((text) => index.analyser.terms(text));
    const held = terms.filter((term) => index.clauses.frequency(term) > 0);
    expect(held.length / terms.length).toBeGreaterThan(0.999);
  });

  it.each([
    ['如何推进数字政府改革建设', '如何/推进/数字政府/改革/建设'],
    ['政府对中小企业有什么支持政策', '政府/对/中小企业/有/什么/支持/政策'],
    ['電動車充電樁建設在哪裡', '電動車/充電樁/建設/在/哪裡'],
    ['到2035年建成5G网络', '到2035年/建成/5G网络'],
    ['建设36个3A级景区', '建设/36/个/3A/级/景区'],
    ['食品安全监管', '食品安全/监管'],
  ])('reads %s as a reader does', (question, expected) => {
    expect(words(question)).toBe(expected);
  });

  it.each(['垃圾怎么办', '台风来了怎么办', '为什么拆迁'])(
    'keeps the question word of %s whole, which no plan has',
    (question) => {
      expect(index.analyser.words(question)).toContain(/怎么办|为什么/.exec(question)?.[0]);
    },
  );

  it('leaves what no clause holds in one piece, so that it counts as one word that is not there', () => {
    expect(words('哈利波特的教育')).toBe('哈利波特的/教育');
    expect(index.analyser.terms('哈利波特教育')).toEqual(['哈利波特', '教育']);
  });
});

describe('the words of a small corpus', () => {
  const opened = (...clauses: string[]) => indexOf(smallLibrary([{ id: 'a', clauses }])).analyser;

  it('are preferred by how many clauses hold them', () => {
    const more = (times: number, text: string) => Array.from({ length: times }, () => text);
    expect(opened(...more(9, '大学。生活。'), '大。学生。活。').words('大学生活')).toEqual(['大学', '生活']);
    expect(opened(...more(9, '大。学生。活。'), '大学。生活。').words('大学生活')).toEqual(['大', '学生', '活']);
  });

  it('are found by two of their characters where the dictionary lacks them', () => {
    const { terms, words } = opened('建设侨梦苑。');
    expect(words('侨梦苑')).toEqual(['侨', '梦', '苑']);
    expect(terms('侨梦苑')).toEqual(['侨梦', '梦苑']);
  });

  it('are those inside a term of the lexicon too', () => {
    const { words } = opened(...Array.from({ length: 8 }, () => '发展低空经济。'));
    expect(words('低空产业')).toEqual(['低空', '产业']);
  });

  it('may be none', () => {
    expect(opened().words('碳达峰 2035')).toEqual(['碳达峰', ' ', '2035']);
  });

  it('may be of characters outside the first plane', () => {
    const { words } = opened('𠮷野家。𠮷野。');
    expect(words('𠮷野').join('')).toBe('𠮷野');
    expect(words('𠮷𠮷').join('')).toBe('𠮷𠮷');
  });
});
