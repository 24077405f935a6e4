// What robots may fetch: the texts, which do not change, and not the endless answers to questions.
import type { Request, Response } from 'express';

const ROBOTS = `User-agent: *
Disallow: /search
Disallow: /api/
Disallow: /*?q=
`;

export function sendRobots(_request: Request, response: Response): void {
  response.type('txt').send(ROBOTS);
}
