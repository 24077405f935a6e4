// The table of targets: one a line with its sentence, or indicators by districts with the gaps shown.
import { type Quality, TARGET_QUALITY } from '../comparison/targets/quality.ts';
import { standardIndicator } from '../comparison/targets/standard-indicators.ts';
import type { Target } from '../comparison/targets/target.ts';
import { clausePageUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { fold } from '../text/fold.ts';
import { comparisonOf } from './comparison.ts';
import type { CsvTable } from './csv-table.ts';
import { langOf } from './hit-view.ts';
import { headOf, type PageHead } from './page-head.ts';
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

const SORT_WORDS: Readonly<Record<TargetSort, string>> = { order: '原文次序', indicator: '指标', value: '目标值', year: '年份' };
const BINDING_WORDS = { binding: '约束性', expected: '预期性' } as const;

export function targetsView(engine: SearchEngine, state: TargetsState): TargetsPageView {
  const { library } = engine;
  const targets = chosenTargets(engine, state);
  const pivot = state.view === 'indicator' ? pivotOf(engine, state, new Set(targets)) : [];
  const plans = library.plans.filter(({ id }) => state.districts.length === 0 || state.districts.includes(id));
  return {
    head: headOf('量化目标', {
      current: 'compare',
      canonical: targetsUrl(state) === '/targets' ? '/targets' : null,
      styles: ['compare.css'],
    }),
    sentence: `${state.indicator === '' ? '' : `名称含“${state.indicator}”的指标，`}共${figure(targets.length)}个目标值，出自${figure(new Set(targets.map(({ clauseId }) => clauseId)).size)}段条文。`,
    views: (['indicator', 'list'] as const).map((view) => ({
      label: view === 'indicator' ? '按指标对照' : '逐条列出',
      url: targetsUrl({ ...state, view, sort: 'order' }),
      current: view === state.view,
    })),
    sorts: (['order', 'indicator', 'value', 'year'] as const).map((sort) => ({
      label: SORT_WORDS[sort],
      url: targetsUrl({ ...state, sort }),
      current: sort === state.sort,
    })),
    districts: [
      { label: '全部', url: targetsUrl({ ...state, districts: [] }), current: state.districts.length === 0 },
      ...library.plans.map(({ id, facts }) => ({
        label: facts.district,
        url: targetsUrl({ ...state, districts: [id] }),
        current: state.districts.includes(id),
      })),
    ],
    indicator: state.indicator,
    state,
    columns: plans.map(({ facts }) => facts.district),
    shared: pivot.filter(({ cells }) => cells.filter((cell) => cell.length > 0).length > 1),
    single: pivot.filter(({ cells }) => cells.filter((cell) => cell.length > 0).length === 1),
    rows: state.view === 'list' ? sorted(targets, state.sort).map((target) => targetRow(engine, target)) : [],
    csvUrl: targetsUrl({ ...state, view: 'indicator' }, '/targets.csv'),
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

function pivotOf(engine: SearchEngine, state: TargetsState, chosen: ReadonlySet<Target>): readonly PivotRow[] {
  return comparisonOf(engine)
    .indicators()
    .flatMap(({ indicator, cells }): PivotRow[] => {
      const kept = cells
        .filter(({ plan }) => state.districts.length === 0 || state.districts.includes(plan))
        .map(({ targets }) => targets.filter((target) => chosen.has(target)).map((target) => targetRow(engine, target)));
      const url = targetsUrl({ ...state, view: 'list', indicator });
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
    district: library.planById(plan)?.facts.district ?? plan,
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
