// The address of the 摘录篮: the clauses in it, in the reader's order. It is all there is to share.
import { BadRequestError } from '../search/answer.ts';

/** More would make an address that mail programs and proxies cut. */
export const MOST_IN_BASKET = 200;

/** No id is as long; the bound keeps nonsense out of the page that says it is unknown. */
const LONGEST_ID = 64;

export const basketUrl = (ids: readonly string[]): string => (ids.length === 0 ? '/basket' : `/basket?ids=${ids.join(',')}`);

/** The ids of an address, each once, in its order: `ids=a,b` or `ids=a&ids=b`, pasted with blanks or line breaks or not. */
export function parseBasket(parameters: URLSearchParams): readonly string[] {
  const ids = parameters.getAll('ids').flatMap((list) => list.split(/[\s,，、;；]+/u));
  const distinct = [...new Set(ids.filter((id) => id !== ''))];
  if (distinct.length > MOST_IN_BASKET)
    throw new BadRequestError('ids', `摘录篮至多收${MOST_IN_BASKET}段，现有${distinct.length}段。`);
  if (distinct.some((id) => id.length > LONGEST_ID)) throw new BadRequestError('ids', '参数 ids 应为条文编号，以逗号隔开。');
  return distinct;
}
