// What the address of the table of targets says.
import type { Library } from '../corpus/library.ts';
import { BadRequestError } from '../search/answer.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { choiceOf, idsOf } from './parameters.ts';
import { appendPart, type PartState, partOf } from './plan-part.ts';

const TARGET_VIEWS = ['indicator', 'list'] as const;
const TARGET_SORTS = ['order', 'indicator', 'value', 'year'] as const;
export type TargetView = (typeof TARGET_VIEWS)[number];
export type TargetSort = (typeof TARGET_SORTS)[number];

export interface TargetsState {
  /** indicator: indicators by districts. list: one target a line. */
  readonly view: TargetView;
  readonly sort: TargetSort;
  readonly districts: readonly string[];
  /** Part of an indicator's name; empty for all. */
  readonly indicator: string;
  /** Which columns and rows the page shows where there are many. */
  readonly part: PartState;
}

export function parseTargetsState(parameters: URLSearchParams, library: Library): TargetsState {
  const districts = idsOf(parameters, 'district').filter((id) => id !== '');
  for (const id of districts) if (!library.planById(id)) throw new BadRequestError('district', `没有编号为“${id}”的区县。`);
  const indicator = (parameters.get('indicator') ?? '').trim();
  if ([...indicator].length > LONGEST_QUERY) throw new BadRequestError('indicator', `参数 indicator 至多 ${LONGEST_QUERY} 字。`);
  return {
    view: choiceOf(parameters, 'view', TARGET_VIEWS),
    sort: choiceOf(parameters, 'sort', TARGET_SORTS),
    districts,
    indicator,
    part: partOf(parameters),
  };
}

export function targetsUrl({ view, sort, districts, indicator, part }: TargetsState, path = '/targets'): string {
  const parameters = new URLSearchParams();
  if (view !== 'indicator') parameters.set('view', view);
  if (sort !== 'order') parameters.set('sort', sort);
  for (const id of districts) parameters.append('district', id);
  if (indicator !== '') parameters.set('indicator', indicator);
  appendPart(parameters, part);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
