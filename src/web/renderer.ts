// Templates to HTML. Each page has a template of its own name and a view of its own type.
import type { Response } from 'express';
import { once } from '../text/remember.ts';
import type { Assets } from './assets.ts';
import type { BasketView } from './basket-page.ts';
import type { ChapterView } from './chapter-page.ts';
import type { ClausePageView } from './clause-page.ts';
import type { ComparisonViews } from './comparison-views.ts';
import type { GoneView } from './gone-page.ts';
import type { HelpView } from './help-page.ts';
import { ROUTES } from './loaded-routes.ts';
import type { PageHead } from './page-head.ts';
import type { PlanView } from './plan-page.ts';
import type { PlansView } from './plans-page.ts';
import type { ProblemView } from './problem-page.ts';
import type { RosterView } from './roster-page.ts';
import type { SearchView } from './search-page.ts';
import type { SiteContext } from './site-context.ts';
import type { SourceView } from './source-page.ts';
import type { StartView } from './start-page.ts';
import type { AddPlanView } from './uploading/add-plan-page.ts';
import type { ReviewView } from './uploading/review-page.ts';
import type { TakenView } from './uploading/taken-page.ts';
import type { WholeView } from './whole-page.ts';

interface PageViews extends ComparisonViews {
  readonly start: StartView;
  readonly search: SearchView;
  readonly districts: RosterView;
  readonly plans: PlansView;
  readonly plan: PlanView;
  readonly chapter: ChapterView;
  readonly whole: WholeView;
  readonly basket: BasketView;
  readonly clause: ClausePageView;
  readonly gone: GoneView;
  readonly source: SourceView;
  readonly help: HelpView;
  readonly problem: ProblemView;
  readonly 'add-plan': AddPlanView;
  readonly 'add-plan-review': ReviewView;
  readonly 'add-plan-taken': TakenView;
}

export type SendPage = <Name extends keyof PageViews>(response: Response, name: Name, view: PageViews[Name]) => Promise<void>;

/** In the order in which they run: each needs nothing of those after it. */
const SCRIPTS_OF_EVERY_PAGE: readonly string[] = ['page.js', 'keys.js', 'basket.js', 'suggest.js'];

export function createRenderer(viewsFolder: string, assets: Assets, site: SiteContext, version?: string): SendPage {
  // Loaded for the first page: scripts that only ask the API need not wait for it.
  const templates = once(async () => (await ROUTES.templates()).createTemplates(viewsFolder));
  const siteFor = ({ req }: Response, { scripts, styles }: PageHead) => ({
    base: site.baseOf(req),
    styleUrls: ['style.css', ...styles].map((name) => assets.url(name)),
    iconUrl: assets.url('favicon.svg'),
    touchIconUrl: assets.url('apple-touch-icon.png'),
    scriptUrls: [...SCRIPTS_OF_EVERY_PAGE, ...scripts].map((name) => assets.url(name)),
    version: version ?? '',
  });
  return async (response, name, view) => {
    const render = await templates();
    const html = render(name, { ...view, site: siteFor(response, view.head) });
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.send(html);
  };
}
