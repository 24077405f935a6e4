import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyser, createTextReader, cutText, type Lexicon, lexiconOf } from '../../src/text/analyze.ts';
import { fold } from '../../src/text/fold.ts';
import { loadSegmenter, type Segmenter } from '../../src/text/segment.ts';
import { simplifyText } from '../../src/text/simplify.ts';
import { anyText, anyUnits, check } from '../support/properties.ts';

const segmenter = loadSegmenter();
const lexicon = lexiconOf(
  ['碳达峰', '粤港澳大湾区', '大湾区', '知识城', '放管服', '5G网络', 'AI产业', '着力点', '新冠肺炎'],
  segmenter,
);
const { words, terms, isLexiconTerm } = createAnalyser(segmenter, lexicon);
const read = readerOf(segmenter, lexicon);

/** What a text reader makes of a text: words and terms, as strings. */
function readerOf(own: Segmenter, known: Lexicon) {
  const reader = createTextReader(own, known);
  return (text: string) => {
    const found = reader.read(cutText(text, own));
    return {
      words: found.words.map((word) => reader.words[word] ?? ''),
      terms: found.terms.map((term) => reader.terms[term] ?? ''),
    };
  };
}

const seedLines = (id: string): string[] =>
  readFileSync(fileURLToPath(new URL(`../../seeds/${id}.txt`, import.meta.url)), 'utf8').split('\n');

/** Lexicon terms, parts of them and what may stand beside them: where a matcher goes wrong. */
const fieldText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...lexicon.terms,
        '粵港澳大灣區',
        '碳達峰',
        '著力點',
        '大湾',
        '5G',
        'AI',
        '2035',
        '年',
        '，',
        ' ',
        '“',
        '”',
        '侨梦苑',
        '𠮷',
        '\ud842',
        '發展',
      ),
      anyUnits,
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('the words of a text', () => {
  it('joined are the text, whatever the text', () => {
    check([fieldText], (text) => expect(words(text).join('')).toBe(text), 2000);
  });

  it('hold each term of the lexicon whole', () => {
    for (const term of lexicon.terms) {
      expect(words(`推动${term}建设`), term).toContain(term);
      expect(words(term), term).toEqual([term]);
    }
  });

  it('hold the longest term that fits', () => {
    expect(words('粤港澳大湾区')).toEqual(['粤港澳大湾区']);
    expect(words('建设大湾区')).toContain('大湾区');
  });

  it('are those of the Simplified text, in the published script', () => {
    expect(words('建設粵港澳大灣區')).toEqual(['建設', '粵港澳大灣區']);
    expect(words('著力點')).toEqual(['著力點']);
  });

  it('hold no term that would cut a run of Latin letters or digits', () => {
    expect(words('15G网络')).toContain('15G');
    expect(words('WAI产业')).toContain('WAI');
    expect(words('5G网络')).toEqual(['5G网络']);
  });
});

const HAN_RUN = /\p{Script=Han}{3,}/gu;

/** Pieces of the five plans taken from anywhere, so that most of them begin and end inside a word. */
function awkwardLexicon(lines: readonly string[], segmenter: Segmenter) {
  const runs = lines.flatMap((line) => simplifyText(line).match(HAN_RUN) ?? []);
  const pieces = runs.filter((_run, at) => at % 5 === 0).map((run, at) => run.slice(at % 2, 3 + (at % 4)));
  return lexiconOf([...new Set(pieces.filter((piece) => piece.length > 1))], segmenter);
}

/** What stands between two terms, as words and joined. */
function betweenTerms(read: readonly string[], isTerm: (word: string) => boolean): { words: string[]; piece: string }[] {
  const pieces: string[][] = [[]];
  for (const word of read) {
    if (isTerm(word)) pieces.push([]);
    else pieces.at(-1)?.push(word);
  }
  return pieces.map((own) => ({ words: own, piece: own.join('') }));
}

describe('a text that has been cut', () => {
  it('gives its words, Simplified, and its terms', () => {
    const own = '建設粵港澳大灣區';
    expect(read(own)).toEqual({ words: ['建设', '粤港澳大湾区'], terms: terms(own) });
    check([fieldText], (text) => {
      expect(read(text).terms).toEqual(terms(text));
      expect(read(text).words.join('')).toBe(simplifyText(text));
    });
  });

  // The guarantee that words do not depend on how they were reached: as if each piece had been cut alone.
  it.each(['nodejieba', 'jieba-wasm'] as const)('has between two terms the words of the piece alone, with %s', (name) => {
    const own = loadSegmenter(name);
    const lines = ['huadu', 'lianzhou', 'panyu', 'xiangzhou', 'zengcheng'].flatMap((id) => seedLines(id));
    const awkward = awkwardLexicon(lines, own);
    const readAwkward = readerOf(own, awkward);
    const terms = new Set(awkward.terms);
    let pieces = 0;
    for (const line of lines) {
      for (const { words, piece } of betweenTerms(readAwkward(line).words, (word) => terms.has(word))) {
        if (piece === '') continue;
        expect(words).toEqual(own.segment(piece));
        pieces += 1;
      }
    }
    expect(pieces).toBeGreaterThan(10_000);
  });

  it('has them in any text', () => {
    check([fieldText], (text) => {
      for (const { words, piece } of betweenTerms(read(text).words, isLexiconTerm))
        expect(words).toEqual(segmenter.segment(piece));
    });
  });
});

describe('a text without Chinese between its terms', () => {
  it('needs no dictionary', () => {
    const noDictionary: Segmenter = {
      name: segmenter.name,
      segment: (text) => {
        expect(text).not.toMatch(/\p{Script=Han}/u);
        return segmenter.segment(text);
      },
    };
    const frugal = createAnalyser(noDictionary, lexicon);
    expect(frugal.words('碳達峰 5G 知识城')).toEqual(['碳達峰', ' ', '5G', ' ', '知识城']);
  });
});

describe('the terms of a text', () => {
  it('are folded words, in their order and with repetition', () => {
    expect(terms('實現碳達峰，再談碳達峰').filter((term) => term === '碳达峰')).toHaveLength(2);
    expect(terms('RCEP 落地')[0]).toBe('rcep');
  });

  it('are folded, never empty, and hold no punctuation', () => {
    check([fieldText], (text) => {
      for (const term of terms(text)) {
        expect(fold(term)).toBe(term);
        expect(term).toMatch(/[\p{Script=Han}〇\p{Script=Latin}\p{Nd}]/u);
        expect(term).not.toMatch(/[，。“”\s]/u);
      }
    });
  });

  it('are the whole term and the words inside it', () => {
    expect(terms('粤港澳大湾区')[0]).toBe('粤港澳大湾区');
    for (const inner of segmenter.segment('粤港澳大湾区').filter((word) => word.length > 1))
      expect(terms('粤港澳大湾区')).toContain(inner);
    expect(terms('新冠肺炎')).toContain('肺炎');
  });

  it('are the pairs of single characters where the dictionary knows no word', () => {
    expect(terms('侨梦苑')).toEqual(['侨梦', '梦苑']);
    expect(terms('僑夢苑')).toEqual(['侨梦', '梦苑']);
    expect(terms('苑')).toEqual(['苑']);
  });

  it('do not pair characters over a mark between them', () => {
    expect(terms('侨，梦')).toEqual(['侨', '梦']);
  });

  it('of a text in either script, width or spacing are the same', () => {
    expect(terms('建設粵港澳大灣區')).toEqual(terms('建设粤港澳大湾区'));
    expect(terms('ＲＣＥＰ')).toEqual(terms('rcep'));
  });

  it('of nothing that can be read are none', () => {
    expect(terms('')).toEqual([]);
    expect(terms('，。 “”')).toEqual([]);
  });

  it('are made of the characters of the folded text alone', () => {
    check([anyText], (text) => {
      const folded = new Set(fold(text));
      for (const term of terms(text)) for (const character of term) expect(folded, term).toContain(character);
    });
  });
});
