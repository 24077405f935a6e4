// The page for a link to a clause that the plan no longer has: what stands closest to where it was.
import type { PlacedClause, Plan } from '../corpus/library.ts';
import { clausePageUrl, planUrl } from '../search/address.ts';
import { locatorOf } from '../search/citation.ts';
import type { SearchEngine } from '../search/engine.ts';
import { langOf } from './hit-view.ts';
import { headOf, type PageHead } from './page-head.ts';

export interface GoneView {
  readonly head: PageHead;
  readonly id: string;
  readonly plan: { readonly title: string; readonly url: string };
  readonly nearest: {
    readonly place: string;
    readonly text: string;
    readonly lang: string;
    readonly url: string;
    /** Whether it has the number of the clause that is gone. */
    readonly hasSameId: boolean;
  } | null;
}

export function goneView({ library }: SearchEngine, id: string, plan: Plan, nearest: PlacedClause | null): GoneView {
  return {
    head: headOf('这一段已不在', { current: 'plans' }),
    id,
    plan: { title: plan.facts.title, url: planUrl(plan.id) },
    nearest: nearest && {
      place: locatorOf(library, nearest),
      text: nearest.clause.text,
      lang: langOf(library, plan.id),
      url: clausePageUrl(nearest.clause.id),
      hasSameId: nearest.clause.id === id,
    },
  };
}
