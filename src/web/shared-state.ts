// What the address of the page of shared wording says: the least length, and the pair of plans.
import { SHARED_LENGTH } from '../comparison/shared-passages.ts';
import type { Library } from '../corpus/library.ts';
import { BadRequestError } from '../search/answer.ts';
import { wholeNumberOf } from './parameters.ts';
import { placeOf } from './search-state.ts';

export interface SharedState {
  readonly min: number;
  /** Plan ids; `other` only beside `plan`. Null for any. */
  readonly plan: string | null;
  readonly other: string | null;
  readonly page: number;
  /** Part of the name of a place: which districts are offered to choose from, where there are many. */
  readonly place: string;
}

/** The least number of characters a passage must have. */
export const minOf = (parameters: URLSearchParams): number =>
  wholeNumberOf(parameters, 'min', { min: SHARED_LENGTH.least, max: SHARED_LENGTH.most, absent: SHARED_LENGTH.usual });

/** Throws `BadRequestError` for an id that names no plan, and for a plan held against itself. */
export function parseSharedState(parameters: URLSearchParams, library: Library): SharedState {
  const plan = planIdOf(parameters, 'plan', library);
  const other = planIdOf(parameters, 'other', library);
  if (plan === null && other !== null) throw new BadRequestError('plan', '给出参数 other 时，也要给出参数 plan。');
  if (plan !== null && plan === other) throw new BadRequestError('other', '参数 other 应是另一个区县。');
  return {
    min: minOf(parameters),
    plan,
    other,
    page: wholeNumberOf(parameters, 'page', { min: 1, max: 1_000_000, absent: 1 }),
    place: placeOf(parameters),
  };
}

/** Empty counts as absent: that is how a form sends `all`. */
export function planIdOf(parameters: URLSearchParams, name: string, library: Library): string | null {
  const id = parameters.get(name) ?? '';
  if (id === '') return null;
  if (!library.planById(id)) throw new BadRequestError(name, `没有编号为“${id}”的区县。`);
  return id;
}

export function sharedUrl({ min, plan, other, page }: SharedState, path = '/shared'): string {
  const parameters = new URLSearchParams();
  if (plan !== null) parameters.set('plan', plan);
  if (other !== null) parameters.set('other', other);
  if (min !== SHARED_LENGTH.usual) parameters.set('min', String(min));
  if (page !== 1) parameters.set('page', String(page));
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
