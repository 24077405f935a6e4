// The HTML routes: read the address, make the view, send the page.
import type { Request, Response } from 'express';
import { chapterUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { parseBasket } from './basket-address.ts';
import { basketView } from './basket-page.ts';
import { chapterView } from './chapter-page.ts';
import { helpView } from './help-page.ts';
import { citedUrl } from './lookup.ts';
import { parametersOf } from './parameters.ts';
import { planView } from './plan-page.ts';
import { parsePlansState, plansView } from './plans-page.ts';
import { inState, parseReadingState } from './reading-state.ts';
import type { SendPage } from './renderer.ts';
import { searchView } from './search-page.ts';
import { parseSearchState } from './search-state.ts';
import { createStartPage } from './start-page.ts';
import { wholeView } from './whole-page.ts';

type ById = Request<{ id: string }>;
type ByChapter = Request<{ id: string; chapter: string }>;

export function createPages(engine: SearchEngine, send: SendPage) {
  const { library } = engine;
  const startView = createStartPage(engine);
  return {
    async search(request: Request, response: Response) {
      const state = parseSearchState(parametersOf(request));
      const cited = citedUrl(library, state.q);
      if (cited !== null) response.redirect(303, cited);
      else if (state.q === '') await send(response, 'start', await startView());
      else await send(response, 'search', await searchView(engine, state));
    },
    async plans(request: Request, response: Response) {
      await send(response, 'plans', plansView(library, parsePlansState(parametersOf(request))));
    },
    plan: async (request: ById, response: Response) => send(response, 'plan', await planView(engine, request.params.id)),
    async chapter(request: ByChapter, response: Response) {
      const { id, chapter } = request.params;
      const state = parseReadingState(parametersOf(request));
      const named = library.chapterById(chapter);
      // `/plans/huadu/huadu-7`: people who know the chapter's id may write it in full.
      if (named?.plan.id === id) response.redirect(301, inState(chapterUrl(id, named.chapter), state));
      else await send(response, 'chapter', chapterView(engine, id, chapter, state));
    },
    async whole(request: ById, response: Response) {
      await send(response, 'whole', wholeView(engine, request.params.id, parseReadingState(parametersOf(request))));
    },
    async basket(request: Request, response: Response) {
      await send(response, 'basket', basketView(engine, parseBasket(parametersOf(request))));
    },
    help: (_request: Request, response: Response) => send(response, 'help', helpView()),
  };
}
