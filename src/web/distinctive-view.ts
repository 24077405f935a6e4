// What is distinctive (特色词): per district, the terms used far more than by the others, each with its literal counts.
import { type DistinctiveTerm, LEAST_RATIO, LEAST_SCORE } from '../comparison/distinctive.ts';
import type { Plan } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { comparisonOf } from './comparison.ts';
import type { CsvTable } from './csv-table.ts';
import { districtName } from './district-names.ts';
import { headOf, type PageHead } from './page-head.ts';
import { appendPart, choosePlans, type FinderView, type PartState } from './plan-part.ts';
import { literalUrl } from './search-links.ts';
import { figure, termWords } from './words.ts';

export interface TermView {
  readonly term: string;
  readonly here: string;
  readonly hereUrl: string;
  readonly elsewhere: string;
  readonly elsewhereUrl: string;
}

export interface DistinctiveOfPlan {
  readonly id: string;
  readonly district: string;
  readonly url: string;
  readonly topics: readonly TermView[];
  /** Names of the district's own places: true of it and dull, so they are listed apart. */
  readonly places: readonly TermView[];
}

export interface DistinctiveView {
  readonly head: PageHead;
  readonly plans: readonly DistinctiveOfPlan[];
  readonly finder: FinderView | null;
  readonly ratio: number;
  readonly score: number;
  /** Null where there are more plans than a table holds. */
  readonly csvUrl: string | null;
}

const MOST_PLACES = 12;

const PLANS_PER_PAGE = 20;

export async function distinctiveView(engine: SearchEngine, state: PartState): Promise<DistinctiveView> {
  const { library } = engine;
  const { plans, finder } = choosePlans(library, library.plans, state, { perPage: PLANS_PER_PAGE, urlOf });
  const shown: DistinctiveOfPlan[] = [];
  for (const plan of plans) shown.push(await distinctiveOfPlan(engine, plan));
  return {
    head: headOf('特色词', { current: 'compare', canonical: urlOf(state), styles: ['compare.css'] }),
    plans: shown,
    finder,
    ratio: LEAST_RATIO,
    score: LEAST_SCORE,
    csvUrl: library.plans.length > MOST_PLANS ? null : '/distinctive.csv',
  };
}

function urlOf(part: PartState): string {
  const parameters = new URLSearchParams();
  appendPart(parameters, part);
  return parameters.size === 0 ? '/distinctive' : `/distinctive?${parameters}`;
}

/** A link that names more districts than this is too long; it leads to the clauses of all districts instead. */
const MOST_OTHERS = 60;

export async function distinctiveOfPlan(engine: SearchEngine, { id }: Plan, most?: number): Promise<DistinctiveOfPlan> {
  const terms = await comparisonOf(engine).distinctive().of(id);
  const others = engine.library.plans.flatMap((plan) => (plan.id === id ? [] : [plan.id])).sort();
  const view = ({ term, occurrences, elsewhere }: DistinctiveTerm): TermView => ({
    term: termWords(term),
    here: figure(occurrences),
    hereUrl: literalUrl(asQuery(term), { districts: [id] }),
    elsewhere: figure(elsewhere),
    elsewhereUrl: literalUrl(asQuery(term), others.length > MOST_OTHERS ? {} : { districts: others }),
  });
  const of = (kind: DistinctiveTerm['kind'], limit?: number) =>
    terms
      .filter((term) => term.kind === kind)
      .slice(0, limit)
      .map(view);
  return {
    id,
    district: districtName(engine.library, id),
    url: planUrl(id),
    topics: of('topic', most),
    places: of('place', MOST_PLACES),
  };
}

/** As a question that looks for this string and nothing else. */
const asQuery = (term: string): string => (/^[\p{Script=Han}\p{Script=Latin}\p{Nd}]+$/u.test(term) ? term : `"${term}"`);

/** A table of more plans takes minutes to work out; the page has the rest, some plans at a time. */
export const MOST_PLANS = 300;

/** Throws `BadRequestError` where more plans are wanted than one table holds. */
export async function distinctiveTerms(
  engine: SearchEngine,
  plans: readonly Plan[],
): Promise<readonly { readonly plan: Plan; readonly terms: readonly DistinctiveTerm[] }[]> {
  if (plans.length > MOST_PLANS) {
    throw new BadRequestError('plan', `一次至多算${MOST_PLANS}个区县的特色词，现有${plans.length}个，请用参数 plan 选定一个。`);
  }
  const found: { plan: Plan; terms: readonly DistinctiveTerm[] }[] = [];
  for (const plan of plans) found.push({ plan, terms: await comparisonOf(engine).distinctive().of(plan.id) });
  return found;
}

/** `planId` null for all plans. */
export async function distinctiveCsv(engine: SearchEngine, planId: string | null, today: string): Promise<CsvTable> {
  const plans = engine.library.plans.filter(({ id }) => planId === null || id === planId);
  return {
    name: ['特色词', ...(planId === null ? [] : [districtName(engine.library, planId)]), today],
    head: ['区县', '词', '类别', '本区县处数', '本区县段数', '其他区县处数', 'G²'],
    rows: (await distinctiveTerms(engine, plans)).flatMap(({ plan, terms }) =>
      terms.map(({ term, kind, occurrences, clauses, elsewhere, score }) => [
        plan.facts.district,
        termWords(term),
        kind === 'place' ? '地名' : '用词',
        occurrences,
        clauses,
        elsewhere,
        Math.round(score * 10) / 10,
      ]),
    ),
  };
}
