// What the address of a coverage matrix says: the terms, what is counted, and by which column the rows are ordered.
import { BadRequestError } from '../search/answer.ts';
import { choiceOf } from './parameters.ts';
import { appendPart, FIRST_PART, type PartState, partOf } from './plan-part.ts';

const MEASURES = ['clauses', 'places', 'density'] as const;
export type Measure = (typeof MEASURES)[number];

export interface MatrixState {
  /** As typed, blanks at the ends and repetitions taken off. */
  readonly queries: readonly string[];
  readonly measure: Measure;
  /** `order`: as the plans are listed. `total`, or the id of a column: the largest first. */
  readonly sort: string;
  /** Which rows the page shows of a long table. */
  readonly part: PartState;
}

/** `q` may be repeated, and one q may hold several lines: that is how a form sends a text field. */
export function parseMatrixState(parameters: URLSearchParams): MatrixState {
  const lines = parameters.getAll('q').flatMap((q) => q.split(/[\r\n]+/u));
  const queries = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
  return {
    queries,
    measure: choiceOf(parameters, 'measure', MEASURES),
    sort: parameters.get('sort') ?? 'order',
    part: partOf(parameters),
  };
}

export function matrixUrl({ queries, measure, sort, part }: MatrixState, page = '/matrix'): string {
  const parameters = new URLSearchParams(queries.map((q): [string, string] => ['q', q]));
  if (measure !== 'clauses') parameters.set('measure', measure);
  if (sort !== 'order') parameters.set('sort', sort);
  appendPart(parameters, part);
  return parameters.size === 0 ? page : `${page}?${parameters}`;
}

export const matrixOf = (q: string): string => matrixUrl({ queries: [q], measure: 'clauses', sort: 'order', part: FIRST_PART });

export function checkSort({ sort }: MatrixState, columns: readonly { readonly id: string }[]): void {
  if (sort === 'order' || sort === 'total' || columns.some(({ id }) => id === sort)) return;
  throw new BadRequestError('sort', '参数 sort 只能是 order、total 或某一列的编号。');
}
