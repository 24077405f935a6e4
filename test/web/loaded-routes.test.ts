import express, { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { filledLater, handlersOf, loadSite, ROUTES } from '../../src/web/loaded-routes.ts';
import { exchange } from '../bench/exchange.ts';

/** An app whose errors are 500. */
function appWith(add: (app: express.Express) => void): express.Express {
  const app = express();
  add(app);
  const answerError: express.ErrorRequestHandler = (_error, _request, response, _next) => void response.status(500).end();
  return app.use(answerError);
}

describe('handlers that are loaded later', () => {
  it('are made once, at the first request for one of them', async () => {
    let made = 0;
    const group = handlersOf(async () => {
      made += 1;
      return {
        one: (_request: express.Request, response: express.Response) => void response.status(201).end(),
        two: async (_request: express.Request, response: express.Response) => void response.status(202).end(),
      };
    });
    const app = appWith((own) => own.get('/one', group('one')).get('/two', group('two')));
    expect(made).toBe(0);
    const answers = await Promise.all(['/one', '/two', '/one', '/three'].map((path) => exchange(app, path)));
    expect(answers).toEqual([201, 202, 201, 404]);
    expect(made).toBe(1);
  });

  it('fail as any route does that throws, where they cannot be loaded and where they throw', async () => {
    const broken = handlersOf<{ page(request: express.Request, response: express.Response): void }>(() =>
      Promise.reject(new Error('the file is gone')),
    );
    const throwing = handlersOf(async () => ({
      page: () => {
        throw new Error('thrown');
      },
    }));
    const app = appWith((own) => own.get('/broken', broken('page')).get('/throwing', throwing('page')));
    for (const path of ['/broken', '/broken', '/throwing']) expect(await exchange(app, path), path).toBe(500);
  });
});

describe('a router that is filled later', () => {
  it('answers the request that it is filled for, and those after it', async () => {
    let filled = 0;
    const router = Router();
    const app = appWith((own) =>
      own.use(
        filledLater(router, async () => {
          filled += 1;
          router.get('/inside', (_request, response) => void response.status(203).end());
        }),
      ),
    );
    expect(await Promise.all(['/inside', '/inside', '/elsewhere'].map((path) => exchange(app, path)))).toEqual([203, 203, 404]);
    expect(filled).toBe(1);
  });

  it('fails where it cannot be filled', async () => {
    const app = appWith((own) => own.use(filledLater(Router(), () => Promise.reject(new Error('the file is gone')))));
    expect(await exchange(app, '/inside')).toBe(500);
  });
});

describe('the code of the site', () => {
  it('can all be loaded beforehand', async () => {
    await loadSite();
    const loaded = await Promise.all(Object.values(ROUTES).map((load) => load()));
    for (const routes of loaded) expect(Object.values(routes).some((value) => typeof value === 'function')).toBe(true);
  });
});
