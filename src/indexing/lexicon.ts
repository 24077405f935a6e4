// The words of the field that a general dictionary cuts to pieces, grown from the corpus and joined to a declared list.

import type { Lexicon } from '../text/analyze.ts';
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
  /** Words that often stand together in this plan. */
  readonly collocations: readonly string[];
}

export function offerOf(source: LexiconSource, segmenter: Segmenter): Offer {
  return { names: [...new Set(quotedNames(source))].sort(), collocations: collocations(source, segmenter).sort() };
}

/**
 * Declared terms, names in quotation marks, and the collocations that two plans offer: one plan's habit is not the field's.
 * Deterministic: sorted by code unit, whatever the order of the offers. A term is 2 to `LONGEST_TERM` characters of Chinese,
 * Latin or digits, without punctuation, and is not already one word to the segmenter.
 */
export function growLexicon(offers: readonly Offer[], declared: readonly string[], segmenter: Segmenter): Lexicon {
  const terms = new Set(declared.map(simplifyText).filter(isTermShaped));
  for (const { names } of offers) for (const name of names) terms.add(name);
  const plans = new Map<string, number>();
  for (const { collocations: found } of offers) for (const term of found) plans.set(term, (plans.get(term) ?? 0) + 1);
  const leastPlans = Math.min(2, offers.length);
  for (const [term, count] of plans) if (count >= leastPlans) terms.add(term);
  return { terms: [...terms].filter((term) => segmenter.segment(term).length > 1).sort() };
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

// Neighbouring words are one term if they stand together often and seldom apart. A piece of a longer term (冠肺炎 of
// 新冠肺炎) is left out: it hardly ever stands without the rest.
const LEAST_OCCURRENCES = 3;
const LEAST_SHARE = 0.4;
const PIECE_SHARE = 0.7;
const MOST_WORDS = 4;
const LONGEST_COLLOCATION = 8;

interface Collocation {
  readonly words: readonly string[];
  count: number;
}

function collocations({ texts, titles }: LexiconSource, segmenter: Segmenter): string[] {
  const wordCounts = new Map<string, number>();
  const found = new Map<string, Collocation>();
  for (const text of [...texts, ...titles]) {
    const words = segmenter.segment(simplifyText(text));
    for (const word of words) wordCounts.set(word, (wordCounts.get(word) ?? 0) + 1);
    for (const at of words.keys()) countFrom(words, at, found);
  }
  const cohesive = [...found].filter(([, { words, count }]) => {
    const rarest = Math.min(...words.map((word) => wordCounts.get(word) ?? 0));
    return count >= LEAST_OCCURRENCES && count >= rarest * LEAST_SHARE;
  });
  const pieces = piecesOf(
    found,
    cohesive.map(([, collocation]) => collocation),
  );
  return cohesive.map(([term]) => term).filter((term) => !pieces.has(term));
}

// Counts every run of two to four words that starts here, up to a word that cannot be part of a term.
function countFrom(words: readonly string[], at: number, found: Map<string, Collocation>): void {
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

// The runs that mostly stand inside one longer run. The longer one need not be cohesive itself to prove it.
function piecesOf(found: ReadonlyMap<string, Collocation>, cohesive: readonly Collocation[]): Set<string> {
  const countOf = new Map(cohesive.map((collocation) => [collocation.words.join(''), collocation.count]));
  const pieces = new Set<string>();
  for (const { words, count } of found.values()) {
    for (const part of [words.slice(1), words.slice(0, -1)].map((run) => run.join(''))) {
      if (count >= (countOf.get(part) ?? Number.POSITIVE_INFINITY) * PIECE_SHARE) pieces.add(part);
    }
  }
  return pieces;
}

// Words that bind any two others: a pair with one of them is grammar, not a term.
const FUNCTION_WORDS = new Set(
  (
    '的 和 与 及 或 等 在 为 以 对 向 从 到 由 于 把 被 将 让 使 是 有 不 更 最 也 都 而 并 且 其 这 那 各 每 个 一 二 三 四 五 六 七 八 九 十 ' +
    '占 达到 我区 我市 我县 全区 全市 打造成 年 月 日 第 做 打造 推进 推动 加强 加快 完善 健全 建设 发展 实施 促进 提升 提高 优化 深化 强化 构建 建立 ' +
    '全面 积极 深入 大力 持续 进一步 着力 不断 重点 主要 以及 通过 实现 支持 鼓励 引导 探索 开展 落实 坚持 围绕 依托'
  ).split(' '),
);
