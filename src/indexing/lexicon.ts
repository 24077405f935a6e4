// The words of the field that a general dictionary cuts to pieces, grown from the corpus and joined to a declared list.

import { type Lexicon, lexiconOf } from '../text/analyze.ts';
import { isHanText } from '../text/characters.ts';
import type { Segmenter } from '../text/segment.ts';
import { simplifyText } from '../text/simplify.ts';

/** What the lexicon is grown from: the running text and the titles of one plan. */
export interface LexiconSource {
  readonly texts: readonly string[];
  readonly titles: readonly string[];
}

/** What one plan offers. Nothing in it depends on other plans, so that a plan is looked through once, whoever comes after. */
export interface Offer {
  /** Names in quotation marks. */
  readonly names: readonly string[];
  /** Words that stand together more often than not apart, even once, by code unit: another plan may have them as well. */
  readonly collocations: readonly Collocation[];
}

export interface Collocation {
  readonly term: string;
  /** How often the words stand together in the plan. */
  readonly count: number;
  /** How often the rarest of them stands there at all. */
  readonly rarest: number;
}

export function offerOf(source: LexiconSource, segmenter: Segmenter): Offer {
  return { names: [...new Set(quotedNames(source))].sort(), collocations: collocationsOf(source, segmenter) };
}

/**
 * Declared terms, names in quotation marks, and collocations of two plans or more. Deterministic: sorted by code unit,
 * whatever the order of the offers. A term is 2 to `LONGEST_TERM` characters of Chinese, Latin or digits, without
 * punctuation, and is not already one word to the segmenter.
 */
export function growLexicon(offers: readonly Offer[], declared: readonly string[], segmenter: Segmenter): Lexicon {
  const terms = new Set(declared.map(simplifyText).filter(isTermShaped));
  for (const { names } of offers) for (const name of names) terms.add(name);
  for (const term of cohesiveTerms(offers)) terms.add(term);
  const { terms: sorted, parts } = lexiconOf([...terms].sort(), segmenter);
  const isCut = sorted.map((_term, at) => (parts[at]?.length ?? 0) > 1);
  return { terms: sorted.filter((_term, at) => isCut[at]), parts: parts.filter((_parts, at) => isCut[at]) };
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
  return [...texts, ...titles].flatMap((text) =>
    [...simplifyText(text).matchAll(QUOTED)]
      .map((match) => match[1] ?? '')
      .filter((name) => isTermShaped(name) && [...name].length >= 3),
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

function cohesiveTerms(offers: readonly Offer[]): string[] {
  const sums = new Map<string, { count: number; rarest: number; plans: number }>();
  for (const { collocations } of offers) {
    for (const { term, count, rarest } of collocations) {
      const sum = sums.get(term);
      if (!sum) sums.set(term, { count, rarest, plans: 1 });
      else {
        sum.count += count;
        sum.rarest += rarest;
        sum.plans += 1;
      }
    }
  }
  const leastPlans = Math.min(2, offers.length);
  const cohesive = [...sums].filter(
    ([, { count, rarest, plans }]) => count >= LEAST_OCCURRENCES && count >= rarest * LEAST_SHARE && plans >= leastPlans,
  );
  const pieces = piecesOf(sums, new Map(cohesive.map(([term, { count }]) => [term, count])));
  return cohesive.map(([term]) => term).filter((term) => !pieces.has(term));
}

// The runs that mostly stand inside one longer run. The longer one need not be cohesive itself to prove it.
function piecesOf(all: ReadonlyMap<string, { readonly count: number }>, cohesive: ReadonlyMap<string, number>): Set<string> {
  const pieces = new Set<string>();
  for (const [term, { count }] of all) {
    for (let from = 0; from < term.length; from += 1) {
      for (let to = from + 2; to <= term.length; to += 1) {
        const part = term.slice(from, to);
        if (part !== term && count >= (cohesive.get(part) ?? Number.POSITIVE_INFINITY) * PIECE_SHARE) pieces.add(part);
      }
    }
  }
  return pieces;
}

function collocationsOf({ texts, titles }: LexiconSource, segmenter: Segmenter): Collocation[] {
  const wordCounts = new Map<string, number>();
  const found = new Map<string, { readonly words: readonly string[]; count: number }>();
  for (const text of [...texts, ...titles]) {
    const words = segmenter.segment(simplifyText(text));
    for (const word of words) wordCounts.set(word, (wordCounts.get(word) ?? 0) + 1);
    for (const at of words.keys()) countFrom(words, at, found);
  }
  return [...found]
    .map(([term, { words, count }]) => ({
      term,
      count,
      rarest: Math.min(...words.map((word) => wordCounts.get(word) ?? 0)),
    }))
    .filter(({ count, rarest }) => count >= rarest * (count === 1 ? LEAST_SHARE : LEAST_OFFERED_SHARE))
    .sort((a, b) => (a.term < b.term ? -1 : 1));
}

// Counts every run of two to four words that starts here, up to a word that cannot be part of a term.
function countFrom(
  words: readonly string[],
  at: number,
  found: Map<string, { readonly words: readonly string[]; count: number }>,
): void {
  for (let length = 1; length <= MOST_WORDS; length += 1) {
    const word = words[at + length - 1] ?? '';
    if (!isHanText(word) || FUNCTION_WORDS.has(word)) return;
    const run = words.slice(at, at + length);
    const term = run.join('');
    if ([...term].length > LONGEST_COLLOCATION) return;
    if (length === 1) continue;
    const known = found.get(term);
    if (known) known.count += 1;
    else found.set(term, { words: run, count: 1 });
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
