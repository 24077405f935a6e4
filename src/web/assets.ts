// The style sheet and the favicon, read once at the start. Their addresses carry a hash of their content, so that a
// browser may keep them for a year and still sees every change at once.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { NotFoundError } from './errors.ts';
import { parametersOf } from './parameters.ts';

export interface Assets {
  /** The address of a file, hash included. Throws for a file that is not there: a template names it wrongly. */
  url(name: string): string;
  /** Answers `/assets/:name`. */
  readonly serve: RequestHandler<{ name: string }>;
}

const A_YEAR = 'public, max-age=31536000, immutable';

export function loadAssets(folder: string): Assets {
  const files = new Map(
    readdirSync(folder).map((name) => {
      const body = readFileSync(join(folder, name));
      return [name, { body, hash: createHash('sha256').update(body).digest('hex').slice(0, 10) }] as const;
    }),
  );
  return {
    url(name) {
      const file = files.get(name);
      if (!file) throw new Error(`views/assets has no file ${name}; mend the template that names it`);
      return `/assets/${name}?v=${file.hash}`;
    },
    serve(request: Request<{ name: string }>, response: Response) {
      const file = files.get(request.params.name);
      if (!file) throw new NotFoundError('没有这个文件。');
      const current = parametersOf(request).get('v') === file.hash;
      response
        .set('Cache-Control', current ? A_YEAR : 'no-cache')
        .type(request.params.name)
        .send(file.body);
    },
  };
}
