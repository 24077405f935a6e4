// Shared wording (相近表述): how much of each plan stands in each other one, and the passages with both sides aligned.
// Where wording came from is neither asked nor said.
import {
  type FoundPassages,
  MOST_LISTED,
  type Passage,
  SHARED_LENGTH,
  type SharedPassage,
} from '../comparison/shared-passages.ts';
import type { Library } from '../corpus/library.ts';
import { clausePageUrl } from '../search/address.ts';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { compareUrl } from './compare-state.ts';
import { comparisonOf } from './comparison.ts';
import type { CsvTable } from './csv-table.ts';
import { districtName } from './district-names.ts';
import { NotFoundError } from './errors.ts';
import { langOf } from './hit-view.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Pagination, paginate } from './pagination.ts';
import { plansNamed } from './place-finder.ts';
import { SHORT_LIST } from './plan-part.ts';
import { type SharedState, sharedUrl } from './shared-state.ts';
import { figure } from './words.ts';

interface ShareCell {
  readonly text: string;
  readonly title: string;
  readonly url: string | null;
  readonly shade: number;
  readonly current: boolean;
}

interface SideView {
  readonly id: string;
  readonly district: string;
  readonly url: string;
  readonly lang: string;
  readonly before: string;
  readonly passage: string;
  readonly after: string;
}

interface PassageView {
  readonly number: number;
  readonly length: number;
  /** Said only of passages that more than the two plans have. */
  readonly plans: string;
  readonly sides: readonly SideView[];
  readonly compareUrl: string;
}

export interface SharedView {
  readonly head: PageHead;
  readonly title: string;
  readonly sentence: string;
  readonly min: number;
  readonly bounds: typeof SHARED_LENGTH;
  readonly lengths: readonly { readonly label: string; readonly url: string; readonly current: boolean }[];
  readonly districts: readonly string[];
  readonly rows: readonly { readonly district: string; readonly cells: readonly ShareCell[] }[];
  /** Districts to choose from; of many, those whose name was asked for and those that are chosen. */
  readonly options: readonly { readonly id: string; readonly label: string }[];
  /** What the box that finds districts holds; null where all are options. */
  readonly place: string | null;
  readonly isCut: boolean;
  readonly plan: string;
  readonly other: string;
  readonly passages: readonly PassageView[];
  readonly pagination: Pagination | null;
  /** Null where a plan has to be chosen first. */
  readonly csvUrl: string | null;
  readonly allUrl: string | null;
}

const PASSAGES_PER_PAGE = 30;
const LENGTHS = [SHARED_LENGTH.usual, 20, 30, 50] as const;
/** Characters shown on each side of a passage. */
const AROUND = 24;

export async function sharedView(engine: SearchEngine, state: SharedState): Promise<SharedView> {
  const { library } = engine;
  const isLong = library.plans.length > SHORT_LIST;
  const needsPlan = isLong && state.plan === null;
  const from = (state.page - 1) * PASSAGES_PER_PAGE;
  const { total, passages } = needsPlan ? NOTHING : await passagesOf(engine, state, { from, most: PASSAGES_PER_PAGE });
  const pages = Math.ceil(Math.min(total, MOST_LISTED) / PASSAGES_PER_PAGE);
  if (state.page > Math.max(pages, 1)) throw new NotFoundError(`共${Math.max(pages, 1)}页，没有第${state.page}页。`);
  const name = (id: string | null) => (id === null ? '' : districtName(library, id));
  const pair =
    state.plan === null ? '各区县之间' : `${name(state.plan)}与${state.other === null ? '其他区县' : name(state.other)}`;
  return {
    head: headOf(`相近表述：${pair}`, {
      current: 'compare',
      canonical: state.page === 1 ? sharedUrl(state) : null,
      styles: ['compare.css'],
    }),
    title: '相近表述',
    sentence: needsPlan ? CHOOSE_PLAN : `${pair}，连续${state.min}字以上相同的表述有${figure(total)}处。${cutWords(total)}`,
    min: state.min,
    bounds: SHARED_LENGTH,
    lengths: LENGTHS.map((min) => ({
      label: `${min}字`,
      url: sharedUrl({ ...state, min, page: 1 }),
      current: min === state.min,
    })),
    districts: isLong ? [] : library.plans.map(({ id }) => districtName(library, id)),
    rows: isLong ? [] : await shareRows(engine, state),
    options: optionsOf(library, state),
    place: isLong ? state.place : null,
    isCut: isLong && plansNamed(library, state.place).length > MOST_OPTIONS,
    plan: state.plan ?? '',
    other: state.other ?? '',
    passages: passages.map((passage, at) => passageView(library, passage, from + at + 1)),
    pagination: paginate(state.page, pages, (page) => sharedUrl({ ...state, page })),
    csvUrl: needsPlan ? null : sharedUrl({ ...state, page: 1 }, '/shared.csv'),
    allUrl: isLong || state.plan === null ? null : sharedUrl({ ...state, plan: null, other: null, page: 1 }),
  };
}

const NOTHING: FoundPassages = { total: 0, passages: [] };

// Between all of many districts there are millions of passages.
const CHOOSE_PLAN = `区县多于${SHORT_LIST}个，两两之间的表述太多，请先选定一个区县。`;

const cutWords = (total: number): string =>
  total > MOST_LISTED ? `这里是较长而少见的${figure(MOST_LISTED)}处；要看其余的，请选定另一个区县，或把字数定得大些。` : '';

const MOST_OPTIONS = 60;

function optionsOf(library: Library, { plan, other, place }: SharedState): SharedView['options'] {
  const isLong = library.plans.length > SHORT_LIST;
  const named = isLong ? plansNamed(library, place).slice(0, MOST_OPTIONS) : library.plans;
  const chosen = [plan, other].flatMap((id) => (id === null ? [] : (library.planById(id) ?? [])));
  return [...new Set([...named, ...chosen])].map(({ id }) => ({ id, label: districtName(library, id) }));
}

/**
 * With a plan, its side stands first. Throws `BadRequestError` where there are many plans and none is chosen. `part`: which
 * of the list, all that can be listed where nothing is said.
 */
export async function passagesOf(
  engine: SearchEngine,
  { min, plan, other }: Pick<SharedState, 'min' | 'plan' | 'other'>,
  part: { readonly from?: number; readonly most?: number } = {},
): Promise<FoundPassages> {
  if (plan === null && engine.library.plans.length > SHORT_LIST) {
    throw new BadRequestError('plan', `区县多于${SHORT_LIST}个，请用参数 plan 选定一个区县。`);
  }
  return comparisonOf(engine)
    .shared()
    .passages({ min, ...(plan !== null && { plan }), ...(other !== null && { other }), ...part });
}

const SHADES = 5;

async function shareRows(engine: SearchEngine, state: SharedState): Promise<SharedView['rows']> {
  const { plans } = engine.library;
  const shares = await comparisonOf(engine).shared().shares(state.min);
  const most = Math.max(...shares.filter(({ other }) => other !== null).map(({ share }) => share), 0);
  return plans.map((plan) => ({
    district: plan.facts.district,
    cells: [...plans.map(({ id, facts }) => ({ id, label: `与${facts.district}` })), { id: null, label: '与其他任一' }].map(
      ({ id, label }) => {
        const share = shares.find((entry) => entry.plan === plan.id && entry.other === id);
        if (!share) return { text: '', title: '', url: null, shade: 0, current: false };
        return {
          text: `${(share.share * 100).toFixed(1)}%`,
          title: `${plan.facts.district}${label}：${figure(share.covered)}字，占其${figure(share.characters)}字的${(share.share * 100).toFixed(1)}%`,
          url: sharedUrl({ ...state, plan: plan.id, other: id, page: 1 }),
          shade: id === null || most === 0 || share.share === 0 ? 0 : Math.max(1, Math.ceil((share.share / most) * SHADES)),
          current: state.plan === plan.id && state.other === id,
        };
      },
    ),
  }));
}

function passageView(library: Library, { length, a, b, plans }: SharedPassage, number: number): PassageView {
  return {
    number,
    length,
    plans: plans > 2 ? `${plans}个区县都有` : '',
    sides: [a, b].map((side) => sideView(library, side)),
    compareUrl: compareUrl([a.id, b.id]),
  };
}

function sideView(library: Library, { id, plan, range: [start, end] }: Passage): SideView {
  const text = library.clauseById(id)?.clause.text ?? '';
  const before = [...text.slice(0, start)];
  const after = [...text.slice(end)];
  return {
    id,
    district: districtName(library, plan),
    url: clausePageUrl(id),
    lang: langOf(library, plan),
    before: `${before.length > AROUND ? '…' : ''}${before.slice(-AROUND).join('')}`,
    passage: text.slice(start, end),
    after: `${after.slice(0, AROUND).join('')}${after.length > AROUND ? '…' : ''}`,
  };
}

export async function sharedCsv(engine: SearchEngine, state: SharedState, today: string): Promise<CsvTable> {
  const { library } = engine;
  const { passages } = await passagesOf(engine, state);
  const textOf = ({ id, range }: Passage) => library.clauseById(id)?.clause.text.slice(...range) ?? '';
  return {
    name: ['相近表述', today],
    head: ['字数', '区县', '编号', '表述', '另一区县', '另一编号', '另一表述', '有此表述的区县数'],
    rows: passages.map(({ length, a, b, plans }) => [
      length,
      districtName(library, a.plan),
      a.id,
      textOf(a),
      districtName(library, b.plan),
      b.id,
      textOf(b),
      plans,
    ]),
  };
}
