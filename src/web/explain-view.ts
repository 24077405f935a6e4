// 为何命中: what of the question stands where in a clause, and how that becomes its place in the list.
import type { Explanation, Hit, Sort } from '../search/answer.ts';
import { termWords } from './words.ts';

interface FoundWord {
  readonly term: string;
  readonly relation: string;
  /** `正文2处，标题1条`. */
  readonly where: string;
  readonly points: string;
}

interface FactorLine {
  readonly name: string;
  readonly factor: string;
  readonly reason: string;
}

export interface ExplanationView {
  /** Whether the clause matches, and in how many places. */
  readonly match: string;
  readonly words: readonly FoundWord[];
  /** What the words earn beyond their own points; null where that is nothing. */
  readonly together: { readonly reason: string; readonly points: string } | null;
  readonly factors: readonly FactorLine[];
  readonly score: string;
  /** What the score is good for. */
  readonly note: string;
}

const RELATION_WORDS: Readonly<Record<Explanation['found'][number]['relation'], string>> = {
  query: '检索词',
  part: '检索词的一部分',
  same: '另一种说法',
  near: '相邻的词',
  topic: '同一话题的词',
  learnt: '逐字相符的条文里常见的词',
};

/** Null where the engine was not asked to explain. */
export function viewExplanation(hit: Hit, sort: Sort): ExplanationView | null {
  if (!hit.explain) return null;
  const { match, highlights, score, explain } = hit;
  const together = explain.points - explain.found.reduce((sum, { points }) => sum + points, 0);
  const reasons = [match === 'exact' ? '检索词逐字出现' : '', explain.found.length > 1 ? '几个词同在一段' : ''];
  return {
    match:
      match === 'exact'
        ? `逐字相符：检索词在正文里有${highlights.length}处。`
        : '不是逐字相符，不计入上面的数；按下列用词列为相关条文。',
    words: explain.found.map(({ term, relation, inText, inHeadings, points }) => ({
      term: termWords(term),
      relation: RELATION_WORDS[relation],
      where: placesOf(inText, inHeadings),
      points: pointsOf(points),
    })),
    together:
      Math.abs(together) < LEAST_POINTS
        ? null
        : { reason: reasons.filter((text) => text !== '').join('，'), points: pointsOf(together) },
    factors: explain.factors.map(({ name, factor, reason }) => ({ name, factor: factor.toFixed(2), reason })),
    score: pointsOf(score),
    note: sort === 'order' ? '现在按原文次序排列，得分不影响次序。' : '逐字相符的总排在相关条文之前；同类之间，得分高的在前。',
  };
}

function placesOf(inText: number, inHeadings: number): string {
  const places = [inText > 0 ? `正文${inText}处` : '', inHeadings > 0 ? `标题${inHeadings}条` : ''].filter((text) => text !== '');
  return places.join('，');
}

/** What rounds to nothing. */
const LEAST_POINTS = 0.05;

const pointsOf = (points: number): string => (points > 0 && points < LEAST_POINTS ? '不足0.1' : points.toFixed(1));
