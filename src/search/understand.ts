// A question as it was typed, or why it is none.
import { BadRequestError } from './answer.ts';
import { LONGEST_QUERY, parseQuery, type Query } from './query.ts';

/** The parsed query; throws `BadRequestError` where there is nothing to look for. */
export function understand(q: string): Query {
  const length = [...q].length;
  if (length > LONGEST_QUERY) throw new BadRequestError('q', `检索词至多 ${LONGEST_QUERY} 字，现有 ${length} 字，请缩短后再试`);
  const query = parseQuery(q);
  if (query.words.length === 0) throw new BadRequestError('q', '请输入检索词');
  return query;
}
