// From the parameters of an export to what it holds: everything a search finds, or the clauses a reader chose.
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { mapInTurns } from '../text/turns.ts';
import { type ExportedClause, type ExportSet, exportedClause } from './export-set.ts';
import { countPhrase } from './finding.ts';
import { flagOf } from './parameters.ts';
import { filterCount, parseSearchState, requestOf, type SearchState, searchUrl } from './search-state.ts';

/** As many as one answer may hold. */
export const MOST_FOUND = 2000;
const MOST_CHOSEN = 500;
const LONGEST_REMARK = 500;
/** Some milliseconds. */
const CLAUSES_AT_ONCE = 100;

interface ExportContext {
  readonly base: string;
  readonly today: string;
}

/** Throws `BadRequestError` where neither a question nor clauses are given, or too many of them. */
export async function exportSetOf(engine: SearchEngine, parameters: URLSearchParams, context: ExportContext): Promise<ExportSet> {
  const ids = chosenIds(parameters);
  if (ids.length > 0) return chosenSet(engine, ids, remarksOf(parameters), context);
  const state = parseSearchState(parameters);
  if (state.q === '') throw new BadRequestError('q', '请给出检索词（参数 q）或条文编号（参数 ids）。');
  return foundSet(engine, { ...state, page: 1, explain: false, place: '' }, flagOf(parameters, 'related'), context);
}

async function foundSet(
  engine: SearchEngine,
  state: SearchState,
  withRelated: boolean,
  { base, today }: ExportContext,
): Promise<ExportSet> {
  const asked: SearchState = { ...state, match: withRelated ? state.match : 'exact' };
  const answer = await engine.search({ ...requestOf(asked), limit: MOST_FOUND, offset: 0 });
  const leftOut = answer.total + answer.related - answer.hits.length;
  const clauses = await mapInTurns(answer.hits, CLAUSES_AT_ONCE, (hit): ExportedClause[] => {
    const placed = engine.library.clauseById(hit.id);
    return placed ? [exportedClause(engine.library, placed, { view: hit, match: hit.match, remark: '', base })] : [];
  });
  const narrowed = filterCount(asked) > 0 ? '在所选范围内' : '';
  return {
    title: `“${state.q}”的条文`,
    remarks: [
      `“${state.q}”${narrowed}${countPhrase(answer)}。`,
      ...(answer.related > 0 ? [`另附相关条文${answer.related}段，不全符合检索词，不计入上数。`] : []),
      ...(leftOut > 0 ? [`一次至多导出${MOST_FOUND}段，另有${leftOut}段未列出，请加筛选后分次导出。`] : []),
    ],
    url: base + searchUrl(asked),
    madeOn: today,
    clauses: clauses.flat(),
    unknownIds: [],
    leftOut,
    isChosen: false,
  };
}

async function chosenSet(
  engine: SearchEngine,
  ids: readonly string[],
  remarks: ReadonlyMap<string, string>,
  { base, today }: ExportContext,
): Promise<ExportSet> {
  const found = await mapInTurns(ids, CLAUSES_AT_ONCE, (id): ExportedClause[] => {
    const placed = engine.library.clauseById(id);
    if (!placed) return [];
    const remark = remarks.get(id) ?? '';
    return [exportedClause(engine.library, placed, { view: engine.view(placed), match: null, remark, base })];
  });
  const clauses = found.flat();
  const unknownIds = ids.filter((id) => engine.library.clauseById(id) === undefined);
  const plans = new Set(clauses.map(({ facts }) => facts.id));
  return {
    title: '条文摘录',
    remarks: [
      `共${clauses.length}段，出自${plans.size}个区县的规划。`,
      ...(unknownIds.length > 0 ? [`没有编号为${unknownIds.join('、')}的条文。`] : []),
    ],
    url: null,
    madeOn: today,
    clauses,
    unknownIds,
    leftOut: 0,
    isChosen: true,
  };
}

// `ids=a,b` and `ids=a&ids=b`, each id once, in the reader's order.
function chosenIds(parameters: URLSearchParams): readonly string[] {
  const ids = parameters.getAll('ids').flatMap((list) => list.split(/[\s,，、;；]+/u));
  const distinct = [...new Set(ids.filter((id) => id !== ''))];
  if (distinct.length > MOST_CHOSEN) {
    throw new BadRequestError('ids', `一次至多导出${MOST_CHOSEN}段，现有${distinct.length}段，请分次导出。`);
  }
  return distinct;
}

// `note=huadu-7.1.3:只引后半句`: what the reader wrote beside a clause.
function remarksOf(parameters: URLSearchParams): ReadonlyMap<string, string> {
  return new Map(
    parameters.getAll('note').map((note): [string, string] => {
      const colon = note.search(/[:：]/u);
      return [note.slice(0, Math.max(0, colon)), [...note.slice(colon + 1).trim()].slice(0, LONGEST_REMARK).join('')];
    }),
  );
}
