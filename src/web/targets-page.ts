// The table of targets: one a line with its sentence, or indicators by districts with the gaps shown.
import { targetsByIndicator } from '../comparison/targets/by-indicator.ts';
import { type Quality, TARGET_QUALITY } from '../comparison/targets/quality.ts';
import { standardIndicator } from '../comparison/targets/standard-indicators.ts';
import type { Target } from '../comparison/targets/target.ts';
import type { Plan } from '../corpus/library.ts';
import { clausePageUrl } from '../search/address.ts';
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
  readonly csvUrl: string;
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

const SORT_WORDS: Readonly<Record<TargetSort, string>> = { order: '原文次序', indicator: '指标', value: '目标值', year: '年份' };
const BINDING_WORDS = { binding: '约束性', expected: '预期性' } as const;

export function targetsView(engine: SearchEngine, state: TargetsState): TargetsPageView {
  const { library } = engine;
  const targets = chosenTargets(engine, state);
  const isPivot = state.view === 'indicator';
  const isLong = library.plans.length > SHORT_LIST;
  const first = { ...state, part: FIRST_PART };
  const chosen = library.plans.filter(({ id }) => state.districts.length === 0 || state.districts.includes(id));
  const { plans, finder } = isPivot
    ? choosePlans(library, chosen, state.part, { perPage: COLUMNS_PER_PAGE, urlOf: (part) => targetsUrl({ ...state, part }) })
    : { plans: chosen, finder: isLong ? finderOf(targetsUrl(first), state.part.place, '') : null };
  const pivot = isPivot ? pivotOf(engine, state, plans, new Set(targets)) : [];
  const named = new Set(plansNamed(library, isLong ? state.part.place : '').map(({ id }) => id));
  const rows = isPivot
    ? []
    : sorted(
        targets.filter(({ plan }) => named.has(plan)),
        state.sort,
      );
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
  if (!isPivot && state.part.page > pages) throw new NotFoundError(`共${pages}页，没有第${state.part.page}页。`);
  return {
    head: headOf('量化目标', {
      current: 'compare',
      canonical: targetsUrl(state) === '/targets' ? '/targets' : null,
      styles: ['compare.css'],
    }),
    sentence: `${state.indicator === '' ? '' : `名称含“${state.indicator}”的指标，`}共${figure(targets.length)}个目标值，出自${figure(new Set(targets.map(({ clauseId }) => clauseId)).size)}段条文。`,
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
    csvUrl: targetsUrl({ ...first, view: 'indicator' }, '/targets.csv'),
    quality: [
      qualityRow('试用样本', TARGET_QUALITY.tuning),
      qualityRow('留出样本', TARGET_QUALITY.heldOut),
      qualityRow('另外两地的规划', TARGET_QUALITY.otherPlans),
    ],
  };
}

function qualityRow(name: string, { sentences, targets, precision, recall }: Quality): TargetsPageView['quality'][number] {
  return { name, sentences, targets, precision: `${(precision * 100).toFixed(1)}%`, recall: `${(recall * 100).toFixed(1)}%` };
}

export function chosenTargets(engine: SearchEngine, { districts, indicator }: TargetsState): readonly Target[] {
  const wanted = fold(indicator);
  return comparisonOf(engine)
    .targets()
    .filter(
      (target) =>
        (districts.length === 0 || districts.includes(target.plan)) &&
        (wanted === '' || fold(target.indicator).includes(wanted) || standardIndicator(target.indicator).includes(indicator)),
    );
}

function pivotOf(
  engine: SearchEngine,
  state: TargetsState,
  plans: readonly Plan[],
  chosen: ReadonlySet<Target>,
): readonly PivotRow[] {
  const { library } = engine;
  const shown = new Set(plans.map(({ id }) => id));
  // Of a part of the plans the indicators are put side by side anew: for thousands of plans the whole table is too large.
  const indicators =
    library.plans.length > SHORT_LIST
      ? targetsByIndicator(
          [...chosen].filter(({ plan }) => shown.has(plan)),
          onlyPlans(library, plans),
        )
      : comparisonOf(engine).indicators();
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
  return targets.toSorted((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
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

export function targetsCsv(
  engine: SearchEngine,
  state: TargetsState,
  { base, today }: { base: string; today: string },
): CsvTable {
  const { library } = engine;
  return {
    name: ['量化目标', today],
    head: ['区县', '指标', '对照用名', '基期值', '比较', '目标值', '单位', '折算数', '年份', '性质', '原句', '编号', '链接'],
    rows: sorted(chosenTargets(engine, state), state.sort).map((target) => [
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
