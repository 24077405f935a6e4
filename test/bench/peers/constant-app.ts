// The least that any site on express does: each address has its answer ready.
import express, { type Express } from 'express';

export interface ConstantAnswer {
  readonly type: string;
  readonly body: string;
}

/** Answers by address, query string and all. */
export type ConstantAnswers = Readonly<Record<string, ConstantAnswer>>;

export function createConstantApp(answers: ConstantAnswers): Express {
  const byAddress = new Map(Object.entries(answers));
  const app = express();
  app.set('env', 'production');
  app.get('/{*path}', (request, response) => {
    const answer = byAddress.get(request.originalUrl);
    if (answer) response.type(answer.type).send(answer.body);
    else response.sendStatus(404);
  });
  return app;
}

/** What a site answers to each of the addresses now. Throws where that is no success. */
export async function answersOf(origin: string, paths: readonly string[]): Promise<ConstantAnswers> {
  const answers: Record<string, ConstantAnswer> = {};
  for (const path of new Set(paths)) {
    const response = await fetch(origin + path);
    if (!response.ok) throw new Error(`${path} is answered with ${response.status}`);
    answers[path] = { type: response.headers.get('content-type') ?? '', body: await response.text() };
  }
  return answers;
}
