// Which numbers of a sentence measure anything at all: most are parts of names, dates, ages or ordinals.
import { findMeasures, type Measure } from './measures.ts';
import { endsPhrase } from './place.ts';
import { COUNTS_NO_THINGS, NAMES_A_CIRCLE, wordingAfter, wordingBefore } from './wording.ts';

/** The measures of a folded sentence that are not part of something else, in order. */
export const measuresIn = (text: string): readonly Measure[] => findMeasures(text).filter((measure) => isMeasured(text, measure));

/**
 * The sentence with the titles of documents and the words in quotation marks that hold numbers blanked out: they are names
 * (“15分钟文体圈”, 《…(2019—2025年)》). Every other character keeps its place.
 */
export function withoutNames(folded: string): string {
  return folded.replaceAll(/《[^》]{0,200}》|“(?![十廿])[^”]{0,200}”/gu, (name) =>
    /\d/u.test(name) ? ' '.repeat(name.length) : name,
  );
}

const DIVIDES = new Set(['级', '度', '路', '分', '批', '期']);
const SPANS = new Set(['分钟', '小时', '天', '公里', '米']);

function isMeasured(text: string, { range: [start, end], unit }: Measure): boolean {
  const before = text.slice(0, start);
  const after = text.slice(end);
  // PM2.5, G107, 1+1+9, 第3, 每10万人, 前20名; 5G, 500强, 21号线.
  if (/(?:[a-z.+\d/]|第|每|前)$/u.test(before) || /^(?:[a-z+]|强|号)/u.test(after)) return false;
  if (unit === '年') return /(?:年限|年数)(?:达到|达|为|提高到|提升到|超过|≥)?$/u.test(before);
  if (unit === '岁') return /寿命|年龄/u.test(before);
  if (DIVIDES.has(unit)) return false;
  if (SPANS.has(unit)) return !NAMES_A_CIRCLE.test(after);
  if (unit === '' && !/[:翻倍]/u.test(text.slice(start, end))) return isBoundedDecimal(before, after);
  return !COUNTS_NO_THINGS.test(after);
}

// A bare decimal is a value only where it is said to be reached or bounded (能效值达到1.35以下); else it is a version.
const isBoundedDecimal = (before: string, after: string): boolean =>
  wordingBefore(before) !== undefined && endsPhrase(after.slice(wordingAfter(after)?.text.length ?? 0));
