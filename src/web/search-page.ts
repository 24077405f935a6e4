// The search page's view: an answer of the engine, arranged for reading.
import type { Hit, SearchAnswer } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { type AbsenceView, viewAbsence } from './absence-view.ts';
import { type AuditView, viewAudit } from './audit-view.ts';
import { createClosenessReader } from './closeness.ts';
import { NotFoundError } from './errors.ts';
import { type ExportOffer, exportOffers } from './exports.ts';
import { feedUrl } from './feed.ts';
import { type FiltersView, viewFilters } from './filter-view.ts';
import { describeFinding, type Finding, isOneWord } from './finding.ts';
import { type HitContext, type HitView, viewHit } from './hit-view.ts';
import { contextOf } from './kwic-state.ts';
import { matrixOf } from './matrix-state.ts';
import { type NearestView, viewNearest } from './nearest-view.ts';
import { type NeighboursView, viewNeighbours } from './neighbour-view.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Pagination, paginate } from './pagination.ts';
import { hintFor, type QueryHint } from './query-hint.ts';
import { RULES, type Rule } from './query-language.ts';
import { changed, HITS_PER_PAGE, requestOf, type SearchState, searchUrl } from './search-state.ts';

interface Choice {
  readonly label: string;
  readonly url: string;
  readonly current: boolean;
}

export interface SearchView {
  readonly head: PageHead;
  readonly finding: Finding;
  /** What was amiss in the question and how it was mended; null where it was read as typed. */
  readonly repaired: string | null;
  /** How to put what the question may have meant by AND or “ ”; null where it holds nothing of the kind. */
  readonly hint: QueryHint | null;
  /** Where nothing was found: why, and what else could be asked. */
  readonly absence: AbsenceView | null;
  /** For the districts that are silent. */
  readonly nearest: NearestView | null;
  readonly audit: AuditView;
  readonly rules: readonly Rule[];
  readonly filters: FiltersView;
  readonly exact: readonly HitView[];
  readonly related: readonly HitView[];
  readonly relatedTitle: string;
  readonly neighbours: NeighboursView | null;
  readonly sorts: readonly Choice[];
  readonly matches: readonly Choice[];
  /** The same question as other comparisons show it. */
  readonly views: readonly { readonly label: string; readonly url: string }[];
  /** This page's own address: on paper it says what was asked, and where. */
  readonly url: string;
  readonly pagination: Pagination | null;
  readonly exports: readonly ExportOffer[];
}

export async function searchView(engine: SearchEngine, state: SearchState): Promise<SearchView> {
  const answer = await engine.search(requestOf(state));
  const pages = Math.ceil((answer.total + answer.related) / HITS_PER_PAGE);
  if (state.page > Math.max(pages, 1))
    throw new NotFoundError(`这次检索的结果共${Math.max(pages, 1)}页，没有第${state.page}页。`);
  const finding = describeFinding(state, answer, engine.library);
  const filters = viewFilters(state, answer, engine.library);
  const context: HitContext = {
    library: engine.library,
    state,
    readCloseness: createClosenessReader(engine, answer),
    explainedUrl: searchUrl({ ...state, explain: true }),
  };
  const nearest = viewNearest(answer, context);
  return {
    head: headOf(finding.sentence.replace(/。$/u, ''), {
      q: state.q,
      current: 'search',
      kept: keptOf(state),
      scripts: filters.filters.some(({ finder }) => finder !== null) ? ['district-finder.js'] : [],
      description: `${finding.sentence}${finding.silent ?? ''}`,
      alternates: [{ type: 'application/atom+xml', title: `“${state.q}”的条文`, url: feedUrl(state) }],
    }),
    finding,
    repaired: answer.query.repaired,
    hint: hintFor(state.q),
    absence: await viewAbsence(engine, state, answer),
    nearest,
    audit: viewAudit(state, answer, engine.library),
    rules: RULES,
    filters,
    // Where the nearest clauses stand open above the list, they need not stand in it again.
    ...hitsOf(answer, context, nearest !== null && finding.silent === null ? nearest.clauses.map(({ id }) => id) : []),
    relatedTitle: relatedTitle(state, answer),
    neighbours: viewNeighbours(state, await allNeighbours(engine, state, answer)),
    sorts: choices(state, answer.total + answer.related > 1, [
      ['相关', { sort: 'relevance' }],
      ['原文次序', { sort: 'order' }],
    ]),
    matches: choices(state, answer.related > 0 || state.match === 'exact', [
      ['附相关条文', { match: 'all' }],
      ['只列逐字相符', { match: 'exact' }],
    ]),
    views: [
      { label: '上下文', url: contextOf(state.q, state) },
      { label: '矩阵', url: matrixOf(state.q) },
    ],
    url: searchUrl(state),
    pagination: paginate(state.page, pages, (page) => searchUrl({ ...state, page })),
    exports: exportOffers(state, answer),
  };
}

// What was taken off is shown too, or nobody could take it up again; the answer itself no longer knows of it. On a page
// that ends before the related clauses begin there is nothing that they would explain.
async function allNeighbours(engine: SearchEngine, state: SearchState, answer: SearchAnswer): Promise<SearchAnswer['expansion']> {
  const showsRelated = answer.related === 0 || answer.hits.some(({ match }) => match === 'related');
  if (!showsRelated) return [];
  if (state.without.length === 0) return answer.expansion;
  const everything = { ...requestOf(state), without: [], explain: false, limit: 1, offset: 0 };
  return (await engine.search(everything)).expansion;
}

// Exact hits are numbered through, and so are the related ones: 相关 1 is the first related clause on whatever page.
function hitsOf(answer: SearchAnswer, context: HitContext, shown: readonly string[]): Pick<SearchView, 'exact' | 'related'> {
  const listed = answer.hits.filter(({ match, id }) => match === 'exact' || !shown.includes(id));
  const offset = (context.state.page - 1) * HITS_PER_PAGE - takenBefore(answer, context, shown);
  const numbered = listed.map((hit, index) => {
    const place = offset + index + 1;
    return { match: hit.match, view: viewHit(hit, hit.match === 'exact' ? place : place - answer.total, context) };
  });
  const of = (match: 'exact' | 'related') => numbered.filter((hit) => hit.match === match).map(({ view }) => view);
  return { exact: of('exact'), related: of('related') };
}

// How many of the clauses that are not listed would have stood on earlier pages.
function takenBefore({ hits: [first], nearest }: SearchAnswer, { library, state }: HitContext, shown: readonly string[]): number {
  const place = ({ id }: Hit) => library.clauseById(id)?.ordinal ?? 0;
  const isBefore = (hit: Hit, other: Hit) => (state.sort === 'order' ? place(hit) < place(other) : hit.score > other.score);
  return first && state.page > 1 ? nearest.filter((hit) => shown.includes(hit.id) && isBefore(hit, first)).length : 0;
}

function relatedTitle({ q }: SearchState, answer: SearchAnswer): string {
  return isOneWord(answer) ? `相关条文（不含“${q}”字样）` : `相关条文（不全符合“${q}”）`;
}

function choices(
  state: SearchState,
  offered: boolean,
  options: readonly (readonly [string, Partial<Pick<SearchState, 'sort' | 'match'>>])[],
): readonly Choice[] {
  if (!offered) return [];
  const here = searchUrl(changed(state, {}));
  return options.map(([label, change]) => {
    const url = searchUrl(changed(state, change));
    return { label, url, current: url === here };
  });
}

// The filters are in the form as tick boxes; order and match are not, so the form carries them along unseen.
function keptOf({ sort, match, without }: SearchState): PageHead['kept'] {
  return [
    ...(sort === 'relevance' ? [] : [{ name: 'sort', value: sort }]),
    ...(match === 'all' ? [] : [{ name: 'match', value: match }]),
    ...without.map((value) => ({ name: 'without', value })),
  ];
}
