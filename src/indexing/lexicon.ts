// The words of the field that a general dictionary cuts to pieces, grown from the corpus and joined to a declared list.

import { type CutText, type Lexicon, lexiconOf } from '../text/analyze.ts';
import { isHanText } from '../text/characters.ts';
import type { Cutter } from '../text/segment.ts';
import { simplifyText } from '../text/simplify.ts';
import { GrowingList } from './growing-list.ts';

/** What the lexicon is grown from: the running text and the titles of one plan. */
export interface LexiconSource {
  readonly texts: readonly CutText[];
  readonly titles: readonly CutText[];
}

/** What one plan offers. Nothing in it depends on other plans, so that a plan is looked through once, whoever comes after. */
export interface Offer {
  /** Names in quotation marks. */
  readonly names: readonly string[];
  /** Words that stand together more often than not apart, even once, by code unit: another plan may have them as well. */
  readonly collocations: Collocations;
}

/** One entry a collocation in each column. */
interface Collocations {
  readonly terms: readonly string[];
  /** How often the words stand together in the plan. */
  readonly counts: readonly number[];
  /** How often the rarest of them stands there at all. */
  readonly rarest: readonly number[];
}

export const offerOf = (source: LexiconSource): Offer => ({
  names: [...new Set(quotedNames(source))].sort(),
  collocations: collocationsOf(source),
});

/** The offers of several plans, added up. Plain data: what one thread has added up, another can add to its own. */
export interface OfferSum {
  readonly offers: number;
  readonly names: readonly string[];
  /** How many plans offer each name. */
  readonly namePlans: ArrayLike<number>;
  /** One entry a collocation in each column. */
  readonly terms: readonly string[];
  readonly counts: ArrayLike<number>;
  readonly rarest: ArrayLike<number>;
  /** How many plans offer it. */
  readonly plans: ArrayLike<number>;
}

/** Adds offers up, and takes those of plans that are gone away again. The sum is the same in whatever order that is done. */
export class OfferAdder {
  #offers = 0;
  readonly #names = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  readonly #counts = new GrowingList();
  readonly #rarest = new GrowingList();
  readonly #plans = new GrowingList();

  add(offer: Offer): void {
    this.#change(sumOf(offer), 1);
  }

  /** An offer that has been added before. */
  remove(offer: Offer): void {
    this.#change(sumOf(offer), -1);
  }

  addSum(sum: OfferSum): void {
    this.#change(sum, 1);
  }

  #change(sum: OfferSum, sign: 1 | -1): void {
    this.#offers += sign * sum.offers;
    for (const [at, name] of sum.names.entries())
      this.#names.set(name, (this.#names.get(name) ?? 0) + sign * (sum.namePlans[at] ?? 0));
    const { terms, counts, rarest, plans } = sum;
    for (let at = 0; at < terms.length; at += 1) {
      const number = this.#numberOf(terms[at] ?? '');
      this.#counts.replace(number, this.#counts.at(number) + sign * (counts[at] ?? 0));
      this.#rarest.replace(number, this.#rarest.at(number) + sign * (rarest[at] ?? 0));
      this.#plans.replace(number, this.#plans.at(number) + sign * (plans[at] ?? 0));
    }
  }

  #numberOf(term: string): number {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#plans.length;
      this.#numbers.set(term, number);
      for (const list of [this.#counts, this.#rarest, this.#plans]) list.push(0);
    }
    return number;
  }

  /** In the order in which names and terms came first. */
  sum(): OfferSum {
    return {
      offers: this.#offers,
      names: [...this.#names.keys()],
      namePlans: [...this.#names.values()],
      terms: [...this.#numbers.keys()],
      counts: this.#counts.values(),
      rarest: this.#rarest.values(),
      plans: this.#plans.values(),
    };
  }
}

/** The same sum whatever the order in which it came about: by code unit, and without what no plan offers any more. */
export function sortedSum({ offers, names, namePlans, terms, counts, rarest, plans }: OfferSum): OfferSum {
  const nameOrder = orderOf(names).filter((at) => namePlans[at] !== 0);
  const order = orderOf(terms).filter((at) => plans[at] !== 0);
  const column = (from: ArrayLike<number>) => order.map((at) => from[at] ?? 0);
  return {
    offers,
    names: nameOrder.map((at) => names[at] ?? ''),
    namePlans: nameOrder.map((at) => namePlans[at] ?? 0),
    terms: order.map((at) => terms[at] ?? ''),
    counts: column(counts),
    rarest: column(rarest),
    plans: column(plans),
  };
}

function orderOf(texts: readonly string[]): readonly number[] {
  const places = new Map(texts.map((text, at) => [text, at]));
  return [...texts].sort().map((text) => places.get(text) ?? 0);
}

const sumOf = ({ names, collocations: { terms, counts, rarest } }: Offer): OfferSum => ({
  offers: 1,
  names,
  namePlans: names.map(() => 1),
  terms,
  counts,
  rarest,
  plans: terms.map(() => 1),
});

/**
 * Declared terms, names in quotation marks, and collocations of two plans or more, by code unit. A term is 2 to
 * `LONGEST_TERM` characters of Chinese, Latin or digits, without punctuation.
 */
export function candidateTerms(sum: OfferSum, declared: readonly string[]): readonly string[] {
  const terms = new Set(declared.map(simplifyText).filter(isTermShaped));
  for (const [at, name] of sum.names.entries()) if (sum.namePlans[at] !== 0) terms.add(name);
  for (const term of cohesiveTerms(sum)) terms.add(term);
  return [...terms].sort();
}

/** The lexicon: the candidates that are not already one word to the segmenter. `previous` spares work: see `lexiconOf`. */
export function growLexicon(
  candidates: readonly string[],
  { segmenter, previous }: { readonly segmenter: Cutter; readonly previous?: Lexicon | undefined },
): Lexicon {
  const { terms, parts } = lexiconOf(candidates, segmenter, previous);
  const isCut = terms.map((_term, at) => (parts[at]?.length ?? 0) > 1);
  return { terms: terms.filter((_term, at) => isCut[at]), parts: parts.filter((_parts, at) => isCut[at]) };
}

/** The terms of a declared list: one a line, `#` opens a comment. */
export const parseTermList = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/u, '').trim())
    .filter((line) => line !== '');

const LONGEST_TERM = 12;
const TERM_SHAPE = /^(?=.*\p{Script=Han})[\p{Script=Han}〇\p{Script=Latin}\p{Nd}+]+$/u;

const isTermShaped = (term: string): boolean =>
  [...term].length >= 2 && [...term].length <= LONGEST_TERM && TERM_SHAPE.test(term);

// Slogans and programmes stand between “ ”. Up to eight characters: longer quotations are sentences.
const QUOTED = /“([^“”]{2,8})”/gu;

function quotedNames({ texts, titles }: LexiconSource): string[] {
  return [...texts, ...titles].flatMap(({ text }) =>
    [...text.matchAll(QUOTED)].map((match) => match[1] ?? '').filter((name) => isTermShaped(name) && [...name].length >= 3),
  );
}

// Neighbouring words are one term if they stand together often and seldom apart. One plan's habit is not the field's, so
// a term must be offered by two plans, if there are two. A piece of a longer term (冠肺炎 of 新冠肺炎) is left out: it hardly
// ever stands without the rest.
const LEAST_OCCURRENCES = 6;
const LEAST_SHARE = 0.4;
const PIECE_SHARE = 0.7;
const MOST_WORDS = 4;
const LONGEST_COLLOCATION = 8;
// What a plan offers, so that no term is missed when the offers are added up, nor the longer term that it is a piece of,
// which has at least `PIECE_SHARE` of its places.
const LEAST_OFFERED_SHARE = 0.25;

function cohesiveTerms(sum: OfferSum): string[] {
  const leastPlans = Math.min(2, sum.offers);
  const cohesive = new Map<string, number>();
  for (const [at, term] of sum.terms.entries()) {
    const [count, rarest, plans] = [sum.counts[at] ?? 0, sum.rarest[at] ?? 0, sum.plans[at] ?? 0];
    if (count >= LEAST_OCCURRENCES && count >= rarest * LEAST_SHARE && plans >= leastPlans) cohesive.set(term, count);
  }
  const pieces = piecesOf(sum, cohesive);
  return [...cohesive.keys()].filter((term) => !pieces.has(term));
}

// The runs that mostly stand inside one longer run. The longer one need not be cohesive itself to prove it, but it must be
// nearly as frequent as the rarest of them.
function piecesOf(all: OfferSum, cohesive: ReadonlyMap<string, number>): Set<string> {
  const pieces = new Set<string>();
  for (const [at, term] of all.terms.entries()) {
    const count = all.counts[at] ?? 0;
    if (count < LEAST_OCCURRENCES * PIECE_SHARE) continue;
    for (let from = 0; from < term.length; from += 1) {
      for (let to = from + 2; to <= term.length; to += 1) {
        const part = term.slice(from, to);
        if (part !== term && count >= (cohesive.get(part) ?? Number.POSITIVE_INFINITY) * PIECE_SHARE) pieces.add(part);
      }
    }
  }
  return pieces;
}

function collocationsOf({ texts, titles }: LexiconSource): Collocations {
  const counter = new WordCounter();
  const numbers = new Map<string, number>();
  const counts = new GrowingList();
  // The words of every run, one run after the other; a run that is cut in two ways is that which was met first.
  const runWords = new GrowingList();
  const runEnds = new GrowingList();
  for (const { text, starts } of [...texts, ...titles]) {
    const { words, borders } = counter.read(text, starts);
    for (let from = 0; from < words.length; from += 1) {
      let characters = 0;
      // Runs of two to four words, up to a word that cannot be part of a term.
      for (let to = from; to < Math.min(from + MOST_WORDS, words.length); to += 1) {
        const own = counter.charactersOf(words[to] ?? 0);
        characters += own;
        if (own === 0 || characters > LONGEST_COLLOCATION) break;
        if (to === from) continue;
        const term = text.slice(borders[from], borders[to + 1]);
        const number = numbers.get(term);
        if (number !== undefined) {
          counts.replace(number, counts.at(number) + 1);
          continue;
        }
        numbers.set(term, counts.length);
        counts.push(1);
        for (let at = from; at <= to; at += 1) runWords.push(words[at] ?? 0);
        runEnds.push(runWords.length);
      }
    }
  }
  const found: { term: string; count: number; rarest: number }[] = [];
  let at = 0;
  for (const [term, number] of numbers) {
    let rarest = Number.POSITIVE_INFINITY;
    for (const end = runEnds.at(number); at < end; at += 1) rarest = Math.min(rarest, counter.countOf(runWords.at(at)));
    const count = counts.at(number);
    if (count >= rarest * (count === 1 ? LEAST_SHARE : LEAST_OFFERED_SHARE)) found.push({ term, count, rarest });
  }
  found.sort((a, b) => (a.term < b.term ? -1 : 1));
  return {
    terms: found.map(({ term }) => term),
    counts: found.map(({ count }) => count),
    rarest: found.map(({ rarest }) => rarest),
  };
}

/** The different words of a plan, numbered, and how often each stands there. */
class WordCounter {
  readonly #numbers = new Map<string, number>();
  readonly #counts = new GrowingList();
  readonly #characters = new GrowingList();

  /** The words of a cut text by their numbers; word `at` is `text.slice(borders[at], borders[at + 1])`. */
  read(text: string, starts: Uint8Array): { readonly words: readonly number[]; readonly borders: readonly number[] } {
    const words: number[] = [];
    const borders = [0];
    let from = 0;
    for (let at = 1; at <= text.length; at += 1) {
      if (at < text.length && starts[at] !== 1) continue;
      words.push(this.#add(text.slice(from, at)));
      borders.push(at);
      from = at;
    }
    return { words, borders };
  }

  countOf(word: number): number {
    return this.#counts.at(word);
  }

  /** How many characters the word has; 0 for one that cannot be part of a term. */
  charactersOf(word: number): number {
    return this.#characters.at(word);
  }

  #add(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#counts.length;
      this.#numbers.set(word, number);
      this.#counts.push(0);
      this.#characters.push(isHanText(word) && !FUNCTION_WORDS.has(word) ? [...word].length : 0);
    }
    this.#counts.replace(number, this.#counts.at(number) + 1);
    return number;
  }
}

// Words that bind any two others: a pair with one of them is grammar, not a term.
const FUNCTION_WORDS = new Set(
  (
    '的 和 与 及 或 等 在 为 以 对 向 从 到 由 于 把 被 将 让 使 是 有 不 更 最 也 都 而 并 且 其 这 那 各 每 个 一 二 三 四 五 六 七 八 九 十 ' +
    '占 达到 我区 我市 我县 全区 全市 打造成 年 月 日 第 做 打造 推进 推动 加强 加快 完善 健全 建设 发展 实施 促进 提升 提高 优化 深化 强化 构建 建立 ' +
    '全面 积极 深入 大力 持续 进一步 着力 不断 重点 主要 以及 通过 实现 支持 鼓励 引导 探索 开展 落实 坚持 围绕 依托'
  ).split(' '),
);
