// Keyword in context: every place on a line, the term in the middle, and the words that follow it counted.
import { KWIC_WIDTH, type KwicLine } from '../comparison/kwic.ts';
import type { Library } from '../corpus/library.ts';
import { clausePageUrl, planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { CsvTable } from './csv-table.ts';
import { NotFoundError } from './errors.ts';
import { langOf } from './hit-view.ts';
import { kwicLines } from './kwic-lines.ts';
import { KWIC_ORDERS, type KwicOrder, type KwicState, kwicUrl } from './kwic-state.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Pagination, paginate } from './pagination.ts';
import { askFor, searchUrl } from './search-state.ts';
import { figure, termWords } from './words.ts';

interface Choice {
  readonly label: string;
  readonly url: string;
  readonly current: boolean;
}

interface LineView extends Pick<KwicLine, 'term' | 'district'> {
  readonly id: string;
  readonly url: string;
  readonly planUrl: string;
  readonly lang: string;
  readonly left: string;
  readonly right: string;
}

export interface KwicView {
  readonly head: PageHead;
  readonly title: string;
  readonly q: string;
  readonly sentence: string;
  readonly sorts: readonly Choice[];
  readonly widths: readonly Choice[];
  readonly lines: readonly LineView[];
  /** The most frequent words right after the places. */
  readonly following: readonly (Choice & { readonly count: string })[];
  readonly moreFollowing: readonly (Choice & { readonly count: string })[];
  readonly allUrl: string | null;
  readonly searchUrl: string;
  readonly csvUrl: string;
  readonly pagination: Pagination | null;
}

const LINES_PER_PAGE = 100;
const SORT_WORDS: Readonly<Record<KwicOrder, string>> = { next: '后面的字', previous: '前面的字', order: '原文次序' };
const WIDTHS = [10, KWIC_WIDTH.usual, 30, KWIC_WIDTH.most] as const;
/** More of them fold away: most of the rest occur once. */
const MOST_FOLLOWING = 24;
/** Of `发展` hundreds of words follow, and nobody reads so many. */
const MOST_LISTED = 300;

export async function kwicView(engine: SearchEngine, state: KwicState): Promise<KwicView> {
  if (state.q === '') return emptyView(state);
  const { lines, total, following } = await kwicLines(engine, state);
  const pages = Math.ceil(lines.length / LINES_PER_PAGE);
  if (state.page > Math.max(pages, 1)) throw new NotFoundError(`共${Math.max(pages, 1)}页，没有第${state.page}页。`);
  const words = following.slice(0, MOST_LISTED).map(({ word, count }) => ({
    label: termWords(word),
    count: figure(count),
    url: kwicUrl({ ...state, next: word === state.next ? null : word, page: 1 }),
    current: word === state.next,
  }));
  const title = `“${state.q}”的上下文`;
  return {
    head: headOf(title, { q: state.q, current: 'compare', styles: ['compare.css'] }),
    title,
    q: state.q,
    sentence:
      state.next === null
        ? `共${figure(total)}处。`
        : `共${figure(total)}处，后面是“${termWords(state.next)}”的${figure(lines.length)}处。`,
    ...choicesOf(state),
    lines: lines
      .slice((state.page - 1) * LINES_PER_PAGE, state.page * LINES_PER_PAGE)
      .map((line) => lineView(line, engine.library, state.q)),
    following: words.slice(0, MOST_FOLLOWING),
    moreFollowing: words.slice(MOST_FOLLOWING),
    allUrl: state.next === null ? null : kwicUrl({ ...state, next: null, page: 1 }),
    searchUrl: searchUrl({ ...askFor(state.q), ...state.filters }),
    csvUrl: kwicUrl({ ...state, page: 1 }, '/kwic.csv'),
    pagination: paginate(state.page, pages, (page) => kwicUrl({ ...state, page })),
  };
}

function emptyView(state: KwicState): KwicView {
  return {
    head: headOf('上下文', { current: 'compare', canonical: '/kwic', styles: ['compare.css'] }),
    title: '上下文',
    q: '',
    sentence: '输入一个词，它的每一处各占一行，前后文对齐排列。',
    ...choicesOf(state),
    lines: [],
    following: [],
    moreFollowing: [],
    allUrl: null,
    searchUrl: '/search',
    csvUrl: '',
    pagination: null,
  };
}

function choicesOf(state: KwicState): Pick<KwicView, 'sorts' | 'widths'> {
  const first = { ...state, page: 1 };
  return {
    sorts: KWIC_ORDERS.map((sort) => ({
      label: SORT_WORDS[sort],
      url: kwicUrl({ ...first, sort }),
      current: sort === state.sort,
    })),
    widths: WIDTHS.map((width) => ({ label: `${width}字`, url: kwicUrl({ ...first, width }), current: width === state.width })),
  };
}

function lineView({ clauseId, plan, district, left, term, right, cut }: KwicLine, library: Library, q: string): LineView {
  return {
    id: clauseId,
    url: clausePageUrl(clauseId, q),
    planUrl: planUrl(plan),
    district,
    lang: langOf(library, plan),
    left: `${cut.left ? '…' : ''}${left}`,
    term,
    right: `${right}${cut.right ? '…' : ''}`,
  };
}

export async function kwicCsv(
  engine: SearchEngine,
  state: KwicState,
  { base, today }: { base: string; today: string },
): Promise<CsvTable> {
  const { lines } = await kwicLines(engine, state);
  return {
    name: ['上下文', state.q, today],
    head: ['区县', '前文', '词', '后文', '编号', '链接'],
    rows: lines.map(({ district, left, term, right, clauseId }) => [
      district,
      left,
      term,
      right,
      clauseId,
      base + clausePageUrl(clauseId),
    ]),
  };
}
