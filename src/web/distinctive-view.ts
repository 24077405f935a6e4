// What is distinctive (特色词): per district, the terms used far more than by the others, each with its literal counts.
import { type DistinctiveTerm, LEAST_RATIO, LEAST_SCORE } from '../comparison/distinctive.ts';
import type { Plan } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
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
}

const MOST_PLACES = 12;

const PLANS_PER_PAGE = 20;

export function distinctiveView(engine: SearchEngine, state: PartState): DistinctiveView {
  const { library } = engine;
  const { plans, finder } = choosePlans(library, library.plans, state, { perPage: PLANS_PER_PAGE, urlOf });
  return {
    head: headOf('特色词', { current: 'compare', canonical: urlOf(state), styles: ['compare.css'] }),
    plans: plans.map((plan) => distinctiveOfPlan(engine, plan)),
    finder,
    ratio: LEAST_RATIO,
    score: LEAST_SCORE,
  };
}

function urlOf(part: PartState): string {
  const parameters = new URLSearchParams();
  appendPart(parameters, part);
  return parameters.size === 0 ? '/distinctive' : `/distinctive?${parameters}`;
}

/** A link that names more districts than this is too long; it leads to the clauses of all districts instead. */
const MOST_OTHERS = 60;

export function distinctiveOfPlan(engine: SearchEngine, { id }: Plan, most?: number): DistinctiveOfPlan {
  const terms = comparisonOf(engine).distinctive().of(id);
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

export function distinctiveCsv(engine: SearchEngine, today: string): CsvTable {
  return {
    name: ['特色词', today],
    head: ['区县', '词', '类别', '本区县处数', '本区县段数', '其他区县处数', 'G²'],
    rows: engine.library.plans.flatMap(({ id, facts }) =>
      comparisonOf(engine)
        .distinctive()
        .of(id)
        .map(({ term, kind, occurrences, clauses, elsewhere, score }) => [
          facts.district,
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
