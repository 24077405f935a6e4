// The table of targets: one a line with its sentence, or indicators by districts with the gaps shown.
import { targetsByIndicator } from '../comparison/targets/by-indicator.ts';
import { type Quality, TARGET_QUALITY } from '../comparison/targets/quality.ts';
import { standardIndicator } from '../comparison/targets/standard-indicators.ts';
import type { Target } from '../comparison/targets/target.ts';
import type { Library, Plan } from '../corpus/library.ts';
import { clausePageUrl } from '../search/address.ts';
import { BadRequestError } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { fold } from '../text/fold.ts';
import { comparisonOf } from './comparison.ts';
import type { CsvTable } from './csv-table.ts';
import { districtName } from './district-names.ts';
import { NotFoundError } from './errors.ts';
import { langOf } from './hit-view.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Pagination, paginate } from './pagination.ts';
import { plansNamed } from './place-finder.ts';
import { choosePlans, FIRST_PART, type FinderView, finderOf, onlyPlans, SHORT_LIST } from './plan-part.ts';
import { type TargetSort, type TargetsState, targetsUrl } from './targets-state.ts';
import { figure } from './words.ts';

interface Choice {
  readonly label: string;
  readonly url: string;
  readonly current: boolean;
}

export interface TargetRow {
  readonly id: string;
  readonly url: string;
  readonly district: string;
  readonly lang: string;
  readonly indicator: string;
  readonly base: string;
  /** As printed, with its unit and what stands before it in signs. */
  readonly value: string;
  readonly year: string;
  readonly yearTitle: string;
  readonly binding: string;
  readonly before: string;
  readonly printed: string;
  readonly after: string;
  readonly sentence: string;
}

export interface TargetsPageView {
  readonly head: PageHead;
  readonly sentence: string;
  readonly views: readonly Choice[];
  readonly sorts: readonly Choice[];
  readonly districts: readonly Choice[];
  readonly indicator: string;
  readonly state: TargetsState;
  readonly columns: readonly string[];
  readonly finder: FinderView | null;
  readonly pagination: Pagination | null;
  readonly shared: readonly PivotRow[];
  readonly single: readonly PivotRow[];
  readonly rows: readonly TargetRow[];
  /** Null where there are more plans than are read at a time. */
  readonly csvUrl: string | null;
  readonly quality: readonly {
    readonly name: string;
    readonly sentences: number;
    readonly targets: number;
    readonly precision: string;
    readonly recall: string;
  }[];
}

interface PivotRow {
  readonly indicator: string;
  readonly url: string;
  readonly cells: readonly (readonly TargetRow[])[];
}

const COLUMNS_PER_PAGE = 12;
const ROWS_PER_PAGE = 500;
/** Reading a plan for the first time takes some 50 ms: a reader waits for so many, and for no more. */
export const MOST_READ = 100;

const SORT_WORDS: Readonly<Record<TargetSort, string>> = { order: '原文次序', indicator: '指标', value: '目标值', year: '年份' };
const BINDING_WORDS = { binding: '约束性', expected: '预期性' } as const;

export async function targetsView(engine: SearchEngine, state: TargetsState): Promise<TargetsPageView> {
  const { library } = engine;
  const isPivot = state.view === 'indicator';
  const isLong = library.plans.length > SHORT_LIST;
  const first = { ...state, part: FIRST_PART };
  const chosen = library.plans.filter(({ id }) => state.districts.length === 0 || state.districts.includes(id));
  const { plans, finder } = isPivot
    ? choosePlans(library, chosen, state.part, { perPage: COLUMNS_PER_PAGE, urlOf: (part) => targetsUrl({ ...state, part }) })
    : { plans: chosen, finder: isLong ? finderOf(targetsUrl(first), state.part.place, '') : null };
  const asked = askedPlans(library, state);
  const isWhole = asked.length <= MOST_READ;
  const targets = await targetsOf(engine, state, isWhole ? asked : isPivot ? plans : []);
  const pivot = isPivot ? await pivotOf(engine, state, plans, new Set(targets)) : [];
  const rows = isPivot ? [] : sorted(targets, state.sort);
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
  if (!isPivot && state.part.page > pages) throw new NotFoundError(`共${pages}页，没有第${state.part.page}页。`);
  return {
    head: headOf('量化目标', {
      current: 'compare',
      canonical: targetsUrl(state) === '/targets' ? '/targets' : null,
      styles: ['compare.css'],
    }),
    sentence: isWhole || isPivot ? sentenceOf(targets, state, isWhole ? '' : '下表各区县') : TOO_MANY,
    views: (['indicator', 'list'] as const).map((view) => ({
      label: view === 'indicator' ? '按指标对照' : '逐条列出',
      url: targetsUrl({ ...first, view, sort: 'order' }),
      current: view === state.view,
    })),
    sorts: (['order', 'indicator', 'value', 'year'] as const).map((sort) => ({
      label: SORT_WORDS[sort],
      url: targetsUrl({ ...first, sort }),
      current: sort === state.sort,
    })),
    districts: [
      { label: '全部', url: targetsUrl({ ...first, districts: [] }), current: state.districts.length === 0 },
      ...(isLong ? chosen.filter(() => state.districts.length > 0) : library.plans).map(({ id }) => ({
        label: districtName(library, id),
        url: targetsUrl({ ...first, districts: [id] }),
        current: state.districts.includes(id),
      })),
    ],
    indicator: state.indicator,
    state,
    columns: plans.map(({ id }) => districtName(library, id)),
    finder,
    shared: pivot.filter(({ cells }) => cells.filter((cell) => cell.length > 0).length > 1),
    single: pivot.filter(({ cells }) => cells.filter((cell) => cell.length > 0).length === 1),
    rows: rows
      .slice((state.part.page - 1) * ROWS_PER_PAGE, state.part.page * ROWS_PER_PAGE)
      .map((target) => targetRow(engine, target)),
    pagination: isPivot
      ? null
      : paginate(state.part.page, pages, (page) => targetsUrl({ ...state, part: { ...state.part, page } })),
    csvUrl: isWhole ? targetsUrl({ ...state, part: { ...state.part, page: 1 }, view: 'indicator' }, '/targets.csv') : null,
    quality: [
      qualityRow('试用样本', TARGET_QUALITY.tuning),
      qualityRow('留出样本', TARGET_QUALITY.heldOut),
      qualityRow('另外两地的规划', TARGET_QUALITY.otherPlans),
    ],
  };
}

const TOO_MANY = `区县太多，一次至多逐条列出${MOST_READ}个区县的目标值，请先找省、市、区县。`;

function sentenceOf(targets: readonly Target[], { indicator }: TargetsState, where: string): string {
  const clauses = new Set(targets.map(({ clauseId }) => clauseId)).size;
  const named = indicator === '' ? '' : `名称含“${indicator}”的指标，`;
  return `${where}${named}共${figure(targets.length)}个目标值，出自${figure(clauses)}段条文。`;
}

function qualityRow(name: string, { sentences, targets, precision, recall }: Quality): TargetsPageView['quality'][number] {
  return { name, sentences, targets, precision: `${(precision * 100).toFixed(1)}%`, recall: `${(recall * 100).toFixed(1)}%` };
}

/** Throws `BadRequestError` where more plans are asked for than are read at a time. */
export async function chosenTargets(engine: SearchEngine, state: TargetsState): Promise<readonly Target[]> {
  const plans = askedPlans(engine.library, state);
  if (plans.length > MOST_READ) {
    throw new BadRequestError(
      'district',
      `一次至多读${MOST_READ}个区县的目标值，现有${plans.length}个，请用参数 district 选定一些。`,
    );
  }
  return targetsOf(engine, state, plans);
}

// Of many plans a part can be named.
function askedPlans(library: Library, { districts, part }: TargetsState): readonly Plan[] {
  const wanted = new Set(districts);
  const named = library.plans.length > SHORT_LIST ? plansNamed(library, part.place) : library.plans;
  return named.filter(({ id }) => wanted.size === 0 || wanted.has(id));
}

async function targetsOf(engine: SearchEngine, { indicator }: TargetsState, plans: readonly Plan[]): Promise<readonly Target[]> {
  const wanted = fold(indicator);
  const targets = await comparisonOf(engine)
    .targets()
    .of(plans.map(({ id }) => id));
  return wanted === ''
    ? targets
    : targets.filter(
        (target) => fold(target.indicator).includes(wanted) || standardIndicator(target.indicator).includes(indicator),
      );
}

async function pivotOf(
  engine: SearchEngine,
  state: TargetsState,
  plans: readonly Plan[],
  chosen: ReadonlySet<Target>,
): Promise<readonly PivotRow[]> {
  const { library } = engine;
  const shown = new Set(plans.map(({ id }) => id));
  // Of a part of the plans the indicators are put side by side anew: for thousands of plans the whole table is too large.
  const indicators =
    library.plans.length > SHORT_LIST
      ? targetsByIndicator(
          [...chosen].filter(({ plan }) => shown.has(plan)),
          onlyPlans(library, plans),
        )
      : targetsByIndicator(
          await comparisonOf(engine)
            .targets()
            .of(library.plans.map(({ id }) => id)),
          library,
        );
  return indicators.flatMap(({ indicator, cells }): PivotRow[] => {
    const kept = cells
      .filter(({ plan }) => shown.has(plan))
      .map(({ targets }) => targets.filter((target) => chosen.has(target)).map((target) => targetRow(engine, target)));
    const url = targetsUrl({ ...state, view: 'list', indicator, part: FIRST_PART });
    return kept.every((cell) => cell.length === 0) ? [] : [{ indicator, url, cells: kept }];
  });
}

function sorted(targets: readonly Target[], sort: TargetSort): readonly Target[] {
  if (sort === 'order') return targets;
  const keyOf = ({ indicator, number, year }: Target) =>
    sort === 'indicator'
      ? standardIndicator(indicator)
      : sort === 'year'
        ? (year ?? Number.POSITIVE_INFINITY)
        : -(number ?? Number.NEGATIVE_INFINITY);
  const keyed = targets.map((target) => ({ target, key: keyOf(target) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ target }) => target);
}

function targetRow(engine: SearchEngine, target: Target): TargetRow {
  const { library } = engine;
  const { clauseId, plan, indicator, base, year, yearFrom, binding, sentence, sentenceRange, range } = target;
  const start = range[0] - sentenceRange[0];
  const end = range[1] - sentenceRange[0];
  return {
    id: clauseId,
    url: clausePageUrl(clauseId),
    district: districtName(library, plan),
    lang: langOf(library, plan),
    indicator,
    base: base ?? '',
    value: valueText(target),
    year: year === null ? '' : String(year),
    yearTitle: yearFrom === 'sentence-before' ? '年份见于前一句' : '',
    binding: binding === null ? '' : BINDING_WORDS[binding],
    before: sentence.slice(0, start),
    printed: sentence.slice(start, end),
    after: sentence.slice(end),
    sentence,
  };
}

const valueText = ({ comparator, value, unit }: Target): string => `${comparator === '=' ? '' : comparator}${value}${unit}`;

export async function targetsCsv(
  engine: SearchEngine,
  state: TargetsState,
  { base, today }: { base: string; today: string },
): Promise<CsvTable> {
  const { library } = engine;
  const targets = await chosenTargets(engine, state);
  return {
    name: ['量化目标', today],
    head: ['区县', '指标', '对照用名', '基期值', '比较', '目标值', '单位', '折算数', '年份', '性质', '原句', '编号', '链接'],
    rows: sorted(targets, state.sort).map((target) => [
      library.planById(target.plan)?.facts.district ?? target.plan,
      target.indicator,
      standardIndicator(target.indicator),
      target.base ?? '',
      comparatorText(target),
      target.value,
      target.unit,
      target.number ?? '',
      target.year ?? '',
      target.binding === null ? '' : BINDING_WORDS[target.binding],
      target.sentence,
      target.clauseId,
      base + clausePageUrl(target.clauseId),
    ]),
  };
}

// A spreadsheet takes a bare equals sign for the beginning of a formula.
const comparatorText = ({ comparator }: Target): string => (comparator === '=' ? '等于' : comparator);
