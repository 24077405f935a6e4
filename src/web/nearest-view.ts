// For each district that does not say it: the clause that comes nearest. Worded so that nobody takes it for a match.
import { planUrl } from '../search/address.ts';
import type { Hit, SearchAnswer } from '../search/answer.ts';
import { districtName } from './district-names.ts';
import { plansAsked } from './finding.ts';
import { type HitContext, langOf, type Step, stepsOf } from './hit-view.ts';
import { figure, termWords } from './words.ts';

interface NearestClause {
  readonly id: string;
  readonly district: string;
  readonly planUrl: string;
  readonly path: readonly Step[];
  readonly lang: string;
  readonly snippet: string;
  readonly readUrl: string;
  /** What it has in common with the question. */
  readonly common: string;
  /** Declared neighbours of the word that this district does use, each with its literal count, linked. */
  readonly uses: readonly { readonly text: string; readonly url: string }[];
}

export interface NearestView {
  readonly intro: string;
  readonly clauses: readonly NearestClause[];
}

/** More are too many to read; of the rest a reader picks by the filters. */
const MOST_NEAREST = 20;

/**
 * Null where there is nothing near, where every district says it, where the reader has ruled out what is near, and where
 * only one district was asked about: its nearest clause is the first of the related ones.
 */
export function viewNearest(answer: SearchAnswer, context: HitContext): NearestView | null {
  const asked = plansAsked(context.state, context.library);
  if (answer.nearest.length === 0 || answer.absence?.cause === 'conditions' || asked.size === 1) return null;
  const silent = answer.facets.district.filter(({ id, count, headings }) => asked.has(id) && count + headings === 0);
  const rest =
    answer.nearest.length > MOST_NEAREST
      ? `共${figure(answer.nearest.length)}个区县有，这里是最接近的${MOST_NEAREST}个；要看别的，请在筛选中选区县。`
      : silent.length > answer.nearest.length
        ? '没有列出的区县，连接近的也没有找到。'
        : '';
  const shown =
    answer.nearest.length > MOST_NEAREST
      ? answer.nearest.toSorted((a, b) => b.score - a.score).slice(0, MOST_NEAREST)
      : answer.nearest;
  return {
    intro: `以下各段都不符合“${context.state.q}”，只是各区县规划中用词最接近的一段；说的是不是一回事，请看原文。${rest}`,
    clauses: shown.map((hit) => ({ ...viewClause(hit, context), uses: usesOf(hit.plan.id, answer) })),
  };
}

const MOST_USES = 5;

function usesOf(plan: string, answer: SearchAnswer): NearestClause['uses'] {
  return answer.expansion
    .flatMap(({ term, districts }) => districts.filter(({ id }) => id === plan).map(({ count }) => ({ term, count })))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_USES)
    .map(({ term, count }) => ({
      text: `“${termWords(term)}”${count}段`,
      url: `/search?q=${encodeURIComponent(term)}&district=${plan}`,
    }));
}

function viewClause(hit: Hit, { library, state, readCloseness }: HitContext): Omit<NearestClause, 'uses'> {
  const { terms, snippet } = readCloseness(hit);
  return {
    id: hit.id,
    district: districtName(library, hit.plan.id),
    planUrl: planUrl(hit.plan.id),
    path: stepsOf(hit, library, state.q),
    lang: langOf(library, hit.plan.id),
    snippet,
    readUrl: hit.url,
    common: terms.length > 0 ? `含${terms.map((term) => `“${term}”`).join('')}` : '只有零星用词相同',
  };
}
