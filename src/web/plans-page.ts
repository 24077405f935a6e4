// The list of plans, with their figures.
import type { Library } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
import { headOf, type PageHead } from './page-head.ts';
import { summarisePlan } from './plan-summary.ts';
import { figure } from './words.ts';

export interface PlanRow {
  readonly district: string;
  /** Province and city. */
  readonly place: string;
  readonly title: string;
  readonly url: string;
  readonly period: string;
  readonly published: string;
  readonly chapters: string;
  readonly sections: string;
  readonly clauses: string;
  readonly characters: string;
}

export interface PlansView {
  readonly head: PageHead;
  readonly plans: readonly PlanRow[];
  readonly totals: { readonly plans: number; readonly clauses: string; readonly characters: string };
}

export function plansView(library: Library): PlansView {
  const summaries = library.plans.map(summarisePlan);
  return {
    head: headOf('规划一览', { current: 'plans', canonical: '/plans' }),
    plans: planRows(library),
    totals: {
      plans: summaries.length,
      clauses: figure(summaries.reduce((sum, { clauses }) => sum + clauses, 0)),
      characters: figure(summaries.reduce((sum, { characters }) => sum + characters, 0)),
    },
  };
}

export function planRows(library: Library): readonly PlanRow[] {
  return library.plans.map(summarisePlan).map((plan) => ({
    district: plan.district,
    place: [plan.province, plan.city].filter((name) => name !== null && name !== plan.district).join(''),
    title: plan.title,
    url: planUrl(plan.id),
    period: plan.period?.replace('-', '–') ?? '不详',
    published: plan.publishedOn ?? '不详',
    chapters: figure(plan.chapters),
    sections: figure(plan.sections),
    clauses: figure(plan.clauses),
    characters: figure(plan.characters),
  }));
}
