// The page for what went wrong. It keeps the question, so that the reader need not type it again.
import type { Request } from 'express';
import type { Problem } from './errors.ts';
import { headOf, type PageHead } from './page-head.ts';
import { parametersOf } from './parameters.ts';

export interface ProblemView {
  readonly head: PageHead;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export function problemView({ status, title, detail }: Problem, request: Request): ProblemView {
  return { head: headOf(title, { q: questionOf(request) }), status, title, detail };
}

function questionOf(request: Request): string {
  try {
    return parametersOf(request).get('q') ?? '';
  } catch {
    return '';
  }
}
