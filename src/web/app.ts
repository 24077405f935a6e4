// The whole site on one screen: the address on the left, who answers on the right. Nothing here listens.
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import type { SearchEngine } from '../search/engine.ts';
import { createApi } from './api.ts';
import { loadAssets } from './assets.ts';
import { createClauseRoutes } from './clause-routes.ts';
import { addComparisonRoutes } from './comparison-routes.ts';
import { createExports } from './exports.ts';
import { createFeed } from './feed.ts';
import { headerSetters } from './headers.ts';
import { createHealth, type SeedsState, type ServedIndex } from './health.ts';
import type { Metrics } from './metrics.ts';
import { type Observe, observeExchanges } from './observation.ts';
import { createOpenSearch } from './opensearch.ts';
import { createPages } from './pages.ts';
import { answerErrors, type ReportError, refuseAddress, refuseMethod } from './refusals.ts';
import { createRenderer } from './renderer.ts';
import { createRobots } from './robots.ts';
import { createSiteContext } from './site-context.ts';
import { createSitemap } from './sitemap.ts';
import type { UploadDesk } from './uploading/upload-desk.ts';
import { addUploadRoutes } from './uploading/upload-routes.ts';

export interface Services {
  readonly engine: SearchEngine;
  /** `https://plans.example.org`: what whole addresses begin with. Without it they begin as the request's own does. */
  readonly publicUrl?: string;
  /** Shown at the foot of every page. */
  readonly version?: string;
  /** Told of every error that is our fault. */
  readonly reportError?: ReportError;
  /** Citations say on which day a page was read. */
  readonly now?: () => Date;
  /** Which index the engine answers from. */
  readonly index?: ServedIndex;
  /** How newer plans than those of the engine fare. */
  readonly seeds?: () => SeedsState;
  /** False once the server is about to stop. */
  readonly isReady?: () => boolean;
  /** Told of each answer. */
  readonly observe?: Observe;
  readonly metrics?: Pick<Metrics, 'contentType' | 'text'>;
  /** Refuses an address that asks too much. It outlives the app, as what it has counted should. */
  readonly rateLimit?: RequestHandler;
  /** Takes plans that readers send; without it nobody can send any. It outlives the app, as what waits there should. */
  readonly uploads?: UploadDesk;
  /** As express takes it: the number of proxies in front, or their addresses. */
  readonly trustProxy?: number | readonly string[];
}

const VIEWS_FOLDER = fileURLToPath(new URL('../../views', import.meta.url));

export function createApp(services: Services): Express {
  const { engine, publicUrl, version, reportError = console.error, now = () => new Date(), metrics } = services;
  const site = createSiteContext(publicUrl, now);
  const assets = loadAssets(`${VIEWS_FOLDER}/assets`);
  const sendPage = createRenderer(VIEWS_FOLDER, assets, site, version);
  const pages = createPages(engine, sendPage);
  const clauses = createClauseRoutes(engine, sendPage, site);
  const sitemap = createSitemap(engine.library, site);
  const api = createApi(engine);
  const { health, readiness } = createHealth({ ...services, library: engine.library });

  const app = express();
  app.disable('x-powered-by');
  // Should the error page itself fail, express answers in its own words: with a stack trace, unless told this.
  app.set('env', 'production');
  app.set('query parser', false);
  if (services.trustProxy !== undefined) app.set('trust proxy', services.trustProxy);
  if (services.observe) app.use(observeExchanges(services.observe));
  app.use(...headerSetters(publicUrl));
  if (services.rateLimit) app.use(services.rateLimit);
  app.use(compression());
  const get = <Params>(path: string, handler: RequestHandler<Params>) => app.route(path).get(handler).all(refuseMethod);

  get('/', pages.search);
  get('/search', pages.search);
  get('/plans', pages.plans);
  get('/plans/:id', pages.plan);
  get('/plans/:id/source', clauses.source);
  get('/plans/:id/all', pages.whole);
  get('/plans/:id/:chapter', pages.chapter);
  get('/clauses/:id', clauses.page);
  get('/id/:id', clauses.durable);
  get('/basket', pages.basket);
  get('/help', pages.help);
  get('/export.:format', createExports(engine, site));
  get('/feed.atom', createFeed(engine, site));

  get('/api/search', api.search);
  get('/api/suggest', api.suggest);
  get('/api/plans', api.plans);
  get('/api/plans/:id', api.plan);
  get('/api/clauses/:id', api.clause);

  get('/healthz', health);
  get('/readyz', readiness);
  if (metrics) get('/metrics', async (_request, response) => void response.type(metrics.contentType).send(await metrics.text()));

  addUploadRoutes(app, { library: engine.library, send: sendPage, desk: services.uploads, publicUrl, seeds: services.seeds });
  addComparisonRoutes(app, engine, sendPage, site);

  get('/assets/:name', assets.serve);
  get('/robots.txt', createRobots(site));
  get('/sitemap.xml', sitemap.whole);
  get('/sitemap-:number.xml', sitemap.part);
  get('/opensearch.xml', createOpenSearch(site, assets.url('favicon.svg')));

  app.use(refuseAddress);
  app.use(answerErrors(sendPage, reportError));
  return app;
}
