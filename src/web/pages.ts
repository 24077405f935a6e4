// The HTML routes: read the address, make the view, send the page.
import type { Request, Response } from 'express';
import { chapterUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { chapterView } from './chapter-page.ts';
import { clausePageView } from './clause-page.ts';
import { helpView } from './help-page.ts';
import { parametersOf } from './parameters.ts';
import { planView } from './plan-page.ts';
import { plansView } from './plans-page.ts';
import type { SendPage } from './renderer.ts';
import { searchView } from './search-page.ts';
import { parseSearchState } from './search-state.ts';
import { createStartPage } from './start-page.ts';

type ById = Request<{ id: string }>;
type ByChapter = Request<{ id: string; chapter: string }>;

export function createPages(engine: SearchEngine, send: SendPage) {
  const { library } = engine;
  const startView = createStartPage(engine);
  return {
    async search(request: Request, response: Response) {
      const state = parseSearchState(parametersOf(request));
      if (state.q === '') await send(response, 'start', await startView());
      else await send(response, 'search', await searchView(engine, state));
    },
    plans: (_request: Request, response: Response) => send(response, 'plans', plansView(library)),
    plan: (request: ById, response: Response) => send(response, 'plan', planView(library, request.params.id)),
    async chapter(request: ByChapter, response: Response) {
      const { id, chapter } = request.params;
      const q = (parametersOf(request).get('q') ?? '').trim();
      const named = library.chapterById(chapter);
      // `/plans/huadu/huadu-7`: people who know the chapter's id may write it in full.
      if (named?.plan.id === id) response.redirect(301, chapterUrl(id, named.chapter, q));
      else await send(response, 'chapter', chapterView(engine, id, chapter, q));
    },
    clause: (request: ById, response: Response) => send(response, 'clause', clausePageView(engine, request.params.id)),
    help: (_request: Request, response: Response) => send(response, 'help', helpView()),
  };
}
