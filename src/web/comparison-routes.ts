// The addresses of the comparisons: pages, and the same tables as files.
import type { Request, RequestHandler, Response, Router } from 'express';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { compareView } from './compare-page.ts';
import { compareStartView } from './compare-start.ts';
import { parseCompareState } from './compare-state.ts';
import { createComparisonApi } from './comparison-api.ts';
import { type CsvTable, sendCsv } from './csv-table.ts';
import { distinctiveCsv, distinctiveView } from './distinctive-view.ts';
import { kwicCsv, kwicView } from './kwic-page.ts';
import { parseKwicState } from './kwic-state.ts';
import { matrixCsv, matrixView } from './matrix-page.ts';
import { parseMatrixState } from './matrix-state.ts';
import { openApiDocument } from './openapi.ts';
import { openApiView } from './openapi-page.ts';
import { parametersOf } from './parameters.ts';
import { partOf } from './plan-part.ts';
import { refuseMethod } from './refusals.ts';
import type { SendPage } from './renderer.ts';
import { rosterCsv, rosterView } from './roster-page.ts';
import { parseRosterState } from './roster-state.ts';
import { sharedCsv, sharedView } from './shared-page.ts';
import { parseSharedState, planIdOf } from './shared-state.ts';
import type { SiteContext } from './site-context.ts';
import { targetsCsv, targetsView } from './targets-page.ts';
import { parseTargetsState } from './targets-state.ts';
import { themeCsv, themesView, themeView } from './theme-pages.ts';

type ById = Request<{ id: string }>;

/** `keep` stands before every route whose answer follows from its address and the index alone. */
export function addComparisonRoutes(
  router: Router,
  engine: SearchEngine,
  send: SendPage,
  site: SiteContext,
  keep: RequestHandler,
): void {
  const { library } = engine;
  const api = createComparisonApi(engine);
  const get = <Params>(path: string, ...handlers: RequestHandler<Params>[]) =>
    router
      .route(path)
      .get(...handlers)
      .all(refuseMethod);
  const file =
    (make: (parameters: URLSearchParams, context: { base: string; today: string }) => CsvTable | Promise<CsvTable>) =>
    async (request: Request, response: Response) =>
      sendCsv(response, await make(parametersOf(request), { base: site.baseOf(request), today: site.today() }));
  // A form with nothing in it is a question to be answered on the page; a file of nothing is a mistake.
  const asked = (q: string): void => {
    if (q.trim() === '') throw new BadRequestError('q', '请给出检索词（参数 q）。');
  };

  get('/compare-start', (_request, response) =>
    send(
      response,
      'compare-start',
      compareStartView((library.clauseById('huadu-7.1.3') ?? library.clauses[0])?.clause.id ?? null),
    ),
  );
  get('/districts', keep, async (request: Request, response: Response) =>
    send(response, 'districts', await rosterView(engine, parseRosterState(parametersOf(request)))),
  );
  get('/districts.csv', async (request: Request, response: Response) =>
    sendCsv(response, await rosterCsv(engine, parseRosterState(parametersOf(request)), site.today())),
  );
  get('/matrix', keep, async (request: Request, response: Response) =>
    send(response, 'matrix', await matrixView(engine, parseMatrixState(parametersOf(request)))),
  );
  get(
    '/matrix.csv',
    file((parameters, { today }) => matrixCsv(engine, parseMatrixState(parameters), today)),
  );
  get('/kwic', keep, async (request: Request, response: Response) =>
    send(response, 'kwic', await kwicView(engine, parseKwicState(parametersOf(request)))),
  );
  get(
    '/kwic.csv',
    file((parameters, context) => {
      asked(parameters.get('q') ?? '');
      return kwicCsv(engine, parseKwicState(parameters), context);
    }),
  );
  get('/compare', keep, async (request: Request, response: Response) =>
    send(response, 'compare', await compareView(engine, parseCompareState(parametersOf(request)))),
  );
  get('/shared', keep, async (request: Request, response: Response) =>
    send(response, 'shared', await sharedView(engine, parseSharedState(parametersOf(request), library))),
  );
  get(
    '/shared.csv',
    file((parameters, { today }) => sharedCsv(engine, parseSharedState(parameters, library), today)),
  );
  get('/distinctive', keep, async (request: Request, response: Response) =>
    send(response, 'distinctive', await distinctiveView(engine, partOf(parametersOf(request)))),
  );
  get(
    '/distinctive.csv',
    file((parameters, { today }) => distinctiveCsv(engine, planIdOf(parameters, 'plan', library), today)),
  );
  get('/themes', keep, async (request: Request, response: Response) =>
    send(response, 'themes', await themesView(library, partOf(parametersOf(request)))),
  );
  get('/themes/:id', keep, async (request: ById, response: Response) =>
    send(response, 'theme', await themeView(library, request.params.id, partOf(parametersOf(request)))),
  );
  get('/themes/:id/table.csv', async (request: ById, response: Response) =>
    sendCsv(response, await themeCsv(library, request.params.id, site.today())),
  );
  get('/targets', keep, async (request: Request, response: Response) =>
    send(response, 'targets', await targetsView(engine, parseTargetsState(parametersOf(request), library))),
  );
  get(
    '/targets.csv',
    file((parameters, context) => targetsCsv(engine, parseTargetsState(parameters, library), context)),
  );

  get('/api/matrix', keep, api.matrix);
  get('/api/kwic', keep, api.kwic);
  get('/api/similar', keep, api.similar);
  get('/api/compare', keep, api.compare);
  get('/api/shared', keep, api.shared);
  get('/api/distinctive', keep, api.distinctive);
  get('/api/themes', keep, api.themes);
  get('/api/targets', keep, api.targets);
  get('/api/openapi.json', (request: Request, response: Response) => void response.json(openApiDocument(site.baseOf(request))));
  get('/api', (request: Request, response: Response) => send(response, 'openapi', openApiView(site.baseOf(request))));
}
