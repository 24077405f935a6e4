// The whole site on one screen: the address on the left, who answers on the right. Nothing here listens.
import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import type { SearchEngine } from '../search/engine.ts';
import { createApi } from './api.ts';
import { loadAssets } from './assets.ts';
import { setHeaders } from './headers.ts';
import { createPages } from './pages.ts';
import { answerErrors, refuseAddress, refuseMethod } from './refusals.ts';
import { createRenderer } from './renderer.ts';
import { sendRobots } from './robots.ts';

export interface Services {
  readonly engine: SearchEngine;
  /** Shown at the foot of every page. */
  readonly version?: string;
  /** Told of every error that is our fault. */
  readonly reportError?: (error: unknown) => void;
}

const VIEWS_FOLDER = fileURLToPath(new URL('../../views', import.meta.url));

export function createApp({ engine, version, reportError = console.error }: Services): Express {
  const assets = loadAssets(`${VIEWS_FOLDER}/assets`);
  const sendPage = createRenderer(VIEWS_FOLDER, assets, version);
  const pages = createPages(engine, sendPage);
  const api = createApi(engine, version);

  const app = express();
  app.disable('x-powered-by');
  // Should the error page itself fail, express answers in its own words: with a stack trace, unless told this.
  app.set('env', 'production');
  app.set('query parser', false);
  app.use(setHeaders);
  const get = <Params>(path: string, handler: RequestHandler<Params>) => app.route(path).get(handler).all(refuseMethod);

  get('/', pages.search);
  get('/search', pages.search);
  get('/plans', pages.plans);
  get('/plans/:id', pages.plan);
  get('/plans/:id/:chapter', pages.chapter);
  get('/clauses/:id', pages.clause);
  get('/help', pages.help);

  get('/api/search', api.search);
  get('/api/suggest', api.suggest);
  get('/api/plans', api.plans);
  get('/api/plans/:id', api.plan);
  get('/api/clauses/:id', api.clause);
  get('/healthz', api.health);

  get('/assets/:name', assets.serve);
  get('/robots.txt', sendRobots);

  app.use(refuseAddress);
  app.use(answerErrors(sendPage, reportError));
  return app;
}
