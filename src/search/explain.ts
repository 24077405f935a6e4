// Why a clause was found and why it stands where it stands, in words a reader understands.

import type { ClauseProfile, ClauseRole } from '../indexing/clause-profile.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { Explanation } from './answer.ts';
import type { RankedTerm } from './expansion.ts';
import type { Ranked, Ranking } from './rank.ts';

export interface ExplainInput {
  readonly ranked: Ranked;
  readonly match: 'exact' | 'related';
  readonly profile: ClauseProfile;
  /** Folded text of the clause. */
  readonly text: string;
}

export type Explainer = (input: ExplainInput) => Explanation;

/** An explainer for the hits of one answer. */
export function createExplainer(ranking: Ranking, { clauses }: Pick<SearchIndex, 'clauses'>): Explainer {
  return (input) => {
    const asked = input.match === 'exact' ? ranking.expansion.terms : ranking.relatedTerms();
    const pointsOf = (term: RankedTerm) => clauses.scoresOf([term], [input.ranked.ordinal])[0] ?? 0;
    return explainHit(
      input,
      asked.map((term) => ({ ...term, points: pointsOf(term) })),
    );
  };
}

function explainHit(
  { ranked, profile, text }: ExplainInput,
  terms: readonly (RankedTerm & { readonly points: number })[],
): Explanation {
  const found = terms.flatMap(({ term, relation, points }) => {
    const inText = countOf(text, term);
    const inHeadings = profile.titles.filter((title) => title.includes(term)).length;
    return points > 0 || (relation === 'query' && inText + inHeadings > 0)
      ? [{ term, relation, inText, inHeadings, points }]
      : [];
  });
  const { words, literal, role, kind, length, title, list, sentence, place } = ranked.parts;
  const factors = [
    { name: '条款的作用', factor: role, reason: ROLE_REASONS[profile.role] },
    { name: '条款的类型', factor: kind, reason: '注释与图表题只作补充' },
    {
      name: '篇幅',
      factor: length,
      reason: profile.length < SHORT_CLAUSE ? `全文 ${profile.length} 字，篇幅短，说明较少` : '按篇幅折算，篇幅越短折得越多',
    },
    { name: '标题', factor: title, reason: '所在标题或段首小标题含检索词或相近词' },
    { name: '并列', factor: list, reason: '检索词有的地方只是并列各项中的一项' },
    { name: '正文', factor: place, reason: '正文没有检索词或相近的词，只是标题相关' },
    { name: '同句', factor: sentence, reason: '各检索词在同一句内' },
  ];
  return { found, factors: factors.filter(({ factor }) => Math.abs(factor - 1) >= LEAST_TELLING), points: words + literal };
}

/** A factor nearer to 1 changes no reader's mind. */
const LEAST_TELLING = 0.02;
const SHORT_CLAUSE = 80;

const ROLE_REASONS: Readonly<Record<ClauseRole, string>> = {
  task: '具体任务',
  background: '回顾成就或分析形势，非规划任务',
  'chapter-lead': '章首导语',
  'section-lead': '节首导语',
  principle: '指导思想或原则',
  goal: '总体目标',
};

function countOf(text: string, term: string): number {
  return term === '' ? 0 : text.split(term).length - 1;
}
