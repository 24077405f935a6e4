// What the address of a comparison of clauses says: which clauses, in which order, and which of them is the reference.
import { BadRequestError } from '../search/answer.ts';
import { placeOf } from './search-state.ts';

export const MOST_COMPARED = 5;

export interface CompareState {
  /** Clause ids in the reader's order, each once. */
  readonly ids: readonly string[];
  /** One of the ids: the others are held against it. The first where the address says nothing. */
  readonly ref: string;
  /** Part of the name of a place: whose clauses are proposed, where there are many districts. */
  readonly place: string;
}

/** Throws `BadRequestError` for too many clauses, and for a reference that is none of them. No id at all is no error. */
export function parseCompareState(parameters: URLSearchParams): CompareState {
  const given = parameters.getAll('ids').flatMap((list) => list.split(/[\s,，、;；]+/u));
  const ids = [...new Set(given.filter((id) => id !== ''))];
  if (ids.length > MOST_COMPARED) {
    throw new BadRequestError('ids', `一次至多对照${MOST_COMPARED}段，现有${ids.length}段，请去掉一些。`);
  }
  const ref = parameters.get('ref') ?? ids[0] ?? '';
  if (ids.length > 0 && !ids.includes(ref)) throw new BadRequestError('ref', '参数 ref 应是参数 ids 中的一个编号。');
  return { ids, ref, place: placeOf(parameters) };
}

export function compareUrl(ids: readonly string[], ref = ids[0]): string {
  const reference = ref === ids[0] ? '' : `&ref=${ref}`;
  return `/compare?ids=${ids.join(',')}${reference}`;
}
