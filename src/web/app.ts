// The whole site on one screen: the address on the left, who answers on the right. Nothing here listens.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Express, RequestHandler } from 'express';
import type { SearchEngine } from '../search/engine.ts';
import { createAnswerCache } from './answer-cache.ts';
import { loadAssets } from './assets.ts';
import { compressAnswers } from './compress.ts';
import { headerSetters } from './headers.ts';
import { createHealth, type SeedsState, type ServedIndex } from './health.ts';
import { filledLater, handlersOf, ROUTES } from './loaded-routes.ts';
import type { Metrics } from './metrics.ts';
import { type Observe, observeExchanges } from './observation.ts';
import { answerErrors, type ReportError, refuseAddress, refuseMethod } from './refusals.ts';
import { createRenderer } from './renderer.ts';
import { createSearchApi } from './search-api.ts';
import { createSiteContext } from './site-context.ts';
import type { UploadDesk } from './uploading/upload-desk.ts';

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
  readonly metrics?: Pick<Metrics, 'contentType' | 'text' | 'lookedUp'>;
  /** Bytes of answers that are kept for whoever asks the same again. */
  readonly answerCacheBytes?: number;
  /** Refuses an address that asks too much. It outlives the app, as what it has counted should. */
  readonly rateLimit?: RequestHandler;
  /** Takes plans that readers send; without it nobody can send any. It outlives the app, as what waits there should. */
  readonly uploads?: UploadDesk;
  /** As express takes it: the number of proxies in front, or their addresses. */
  readonly trustProxy?: number | readonly string[];
}

// Not imported: the loader of TypeScript asks another thread about each of the hundred files that it is made of, and a start
// waits for that.
const require = createRequire(import.meta.url);
const express: typeof import('express') = require('express');

const VIEWS_FOLDER = fileURLToPath(new URL('../../views', import.meta.url));

export function createApp(services: Services): Express {
  const { engine, publicUrl, version, reportError = console.error, now = () => new Date(), metrics } = services;
  const site = createSiteContext(publicUrl, now);
  const assets = loadAssets(`${VIEWS_FOLDER}/assets`);
  const sendPage = createRenderer(VIEWS_FOLDER, assets, site, version);
  const pages = handlersOf(async () => (await ROUTES.pages()).createPages(engine, sendPage));
  const clauses = handlersOf(async () => (await ROUTES.clauses()).createClauseRoutes(engine, sendPage, site));
  const exports = handlersOf(async () => ({ file: (await ROUTES.exports()).createExports(engine, site) }));
  const feed = handlersOf(async () => ({ atom: (await ROUTES.feed()).createFeed(engine, site) }));
  const sitemap = handlersOf(async () => (await ROUTES.sitemap()).createSitemap(engine.library, site));
  const records = handlersOf(async () => (await ROUTES.records()).createRecordApi(engine));
  const robots = handlersOf(async () => ({ file: (await ROUTES.robots()).createRobots(site) }));
  const openSearch = handlersOf(async () => ({
    description: (await ROUTES.openSearch()).createOpenSearch(site, assets.url('favicon.svg')),
  }));
  const keep = createAnswerCache({
    mostBytes: services.answerCacheBytes ?? 0,
    baseOf: site.baseOf,
    ...(metrics && { onLookup: metrics.lookedUp }),
  });
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
  app.use(compressAnswers());
  const get = <Params>(path: string, ...handlers: RequestHandler<Params>[]) =>
    app
      .route(path)
      .get(...handlers)
      .all(refuseMethod);

  get('/', pages('search'));
  get('/search', keep, pages('search'));
  // The router tries one address after the other: those that are asked for most stand first.
  get('/api/search', keep, createSearchApi(engine));
  get('/plans', pages('plans'));
  get('/plans/:id', pages('plan'));
  get('/plans/:id/source', clauses('source'));
  get('/plans/:id/all', pages('whole'));
  get('/plans/:id/:chapter', pages('chapter'));
  get('/clauses/:id', clauses('page'));
  get('/id/:id', clauses('durable'));
  get('/basket', pages('basket'));
  get('/help', pages('help'));
  get('/export.:format', exports('file'));
  get('/feed.atom', feed('atom'));

  get('/api/suggest', records('suggest'));
  get('/api/plans', records('plans'));
  get('/api/plans/:id', records('plan'));
  get('/api/clauses/:id', records('clause'));

  get('/healthz', health);
  get('/readyz', readiness);
  if (metrics)
    get('/metrics', async (_request, response) => {
      const figures = await metrics.text();
      response.type(metrics.contentType).send(figures);
    });

  get('/assets/:name', assets.serve);
  get('/robots.txt', robots('file'));
  get('/sitemap.xml', sitemap('whole'));
  get('/sitemap-:number.xml', sitemap('part'));
  get('/opensearch.xml', openSearch('description'));

  const { uploads: desk, seeds } = services;
  const comparison = express.Router();
  const addComparison = async () => (await ROUTES.comparison()).addComparisonRoutes(comparison, engine, sendPage, site, keep);
  app.use(filledLater(comparison, addComparison));
  const uploading = express.Router();
  const upload = { library: engine.library, send: sendPage, desk, publicUrl, seeds };
  app.use(filledLater(uploading, async () => (await ROUTES.uploads()).addUploadRoutes(uploading, upload)));

  app.use(refuseAddress);
  app.use(answerErrors(sendPage, reportError));
  return app;
}
