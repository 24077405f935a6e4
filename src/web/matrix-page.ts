// The coverage matrix as a page and as a file: a number in every cell, a shade behind it, totals, a chart of the totals.
import { MOST_QUERIES } from '../comparison/matrix.ts';
import type { Library } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { type BarChart, barChart } from './bar-chart.ts';
import { comparisonOf } from './comparison.ts';
import type { CsvTable, CsvValue } from './csv-table.ts';
import { districtName } from './district-names.ts';
import { type MatrixState, type Measure, matrixUrl } from './matrix-state.ts';
import { type LinkedCell, type LinkedMatrix, linkedMatrix, measureOf } from './matrix-table.ts';
import { headOf, type PageHead } from './page-head.ts';
import { choosePlans, FIRST_PART, type FinderView } from './plan-part.ts';
import { askFor, requestOf, searchUrl } from './search-state.ts';
import { figure } from './words.ts';

interface Choice {
  readonly label: string;
  readonly url: string;
  readonly current: boolean;
}

export interface CellView {
  readonly text: string;
  /** Said in full to those who cannot see the table, and on demand to those who can. */
  readonly title: string;
  readonly url: string | null;
  /** 0 to 5: how dark the cell is. Shades compare cells only, so totals have none. */
  readonly shade: number;
  readonly isEmpty: boolean;
}

interface HeadView extends Choice {
  readonly total: CellView;
}

export interface MatrixTableView {
  readonly caption: string;
  readonly columns: readonly HeadView[];
  readonly totalHead: Choice;
  readonly rows: readonly {
    readonly district: string;
    readonly url: string;
    readonly cells: readonly CellView[];
    readonly total: CellView;
  }[];
  readonly total: CellView;
  readonly chart: BarChart;
  readonly csvUrl: string;
  readonly orderUrl: string | null;
  /** Why a total may be less than the sum of its cells; empty where it is the sum. */
  readonly remark: string;
}

export interface MatrixView {
  readonly head: PageHead;
  readonly title: string;
  readonly terms: string;
  readonly measure: Measure;
  readonly most: number;
  readonly measures: readonly Choice[];
  /** Null until something is asked. */
  readonly table: MatrixTableView | null;
  /** Of a table too long for one page. */
  readonly finder: FinderView | null;
  readonly searchUrl: string | null;
}

const MEASURE_WORDS: Readonly<Record<Measure, string>> = { clauses: '段', places: '处', density: '每万字处数' };

const ROWS_PER_PAGE = 100;

export async function matrixView(engine: SearchEngine, state: MatrixState): Promise<MatrixView> {
  const { queries, measure } = state;
  const [first = ''] = queries;
  const { library } = engine;
  let finder: FinderView | null = null;
  const rowsOfPage = (ids: readonly string[]): readonly string[] => {
    const plans = ids.flatMap((id) => library.planById(id) ?? []);
    const part = choosePlans(library, plans, state.part, {
      perPage: ROWS_PER_PAGE,
      urlOf: (chosen) => matrixUrl({ ...state, part: chosen }),
    });
    finder = part.finder;
    return part.plans.map(({ id }) => id);
  };
  const matrix =
    queries.length === 0 ? null : named(library, await linkedMatrix(comparisonOf(engine), library, state, rowsOfPage));
  const title = queries.length === 0 ? '覆盖矩阵' : `覆盖矩阵：${queries.join('、')}`;
  return {
    head: headOf(title, {
      q: queries.length === 1 ? first : '',
      current: 'compare',
      canonical: queries.length === 0 ? '/matrix' : null,
      styles: ['compare.css'],
    }),
    title,
    terms: queries.join('\n'),
    measure,
    most: MOST_QUERIES,
    measures: (['clauses', 'places', 'density'] as const).map((choice) => ({
      label: MEASURE_WORDS[choice],
      url: matrixUrl({ ...state, measure: choice }),
      current: choice === measure,
    })),
    table: matrix === null ? null : tableView(matrix, state, await printedOtherwise(engine, state)),
    finder,
    searchUrl: queries.length === 1 ? searchUrl(askFor(first)) : null,
  };
}

// Among thousands of plans several are for districts of one name.
const named = (library: Library, matrix: LinkedMatrix): LinkedMatrix => ({
  ...matrix,
  rows: matrix.rows.map((row) => ({ ...row, district: districtName(library, row.plan) })),
});

/** For each query, the plans that have its characters with marks between them, and nothing else to be sure of. */
type PrintedOtherwise = ReadonlyMap<string, ReadonlySet<string>>;

// A zero would say that the district is silent, where it prints 「放管服」改革 for 放管服改革.
async function printedOtherwise(engine: SearchEngine, { queries }: MatrixState): Promise<PrintedOtherwise> {
  const answers = await Promise.all(
    queries.map(async (q) => {
      const { printedForms } = await engine.search({ ...requestOf(askFor(q)), match: 'exact', limit: 1 });
      return [q, new Set(printedForms.districts)] as const;
    }),
  );
  return new Map(answers);
}

function tableView(matrix: LinkedMatrix, state: MatrixState, otherwise: PrintedOtherwise): MatrixTableView {
  const { measure, sort } = state;
  const most = Math.max(...matrix.rows.flatMap(({ cells }) => cells.map((cell) => measureOf(cell, measure))), 0);
  const header = (id: string, label: string): Choice => ({
    label,
    url: matrixUrl({ ...state, sort: sort === id ? 'order' : id, part: { ...state.part, page: 1 } }),
    current: sort === id,
  });
  const subject = matrix.kind === 'themes' ? `“${state.queries[0] ?? ''}”在各区县各主题中` : '各词在各区县中';
  return {
    caption: `${subject}的${measure === 'density' ? '每万字处数' : `${MEASURE_WORDS[measure]}数`}`,
    columns: matrix.columns.map(({ id, label, total }) => ({
      ...header(id, label),
      total: cellView(total, measure, `合计，${label}`, 0),
    })),
    totalHead: header('total', '合计'),
    rows: matrix.rows.map(({ plan, district, cells, total }) => ({
      district,
      url: planUrl(plan),
      cells: cells.map((cell, at) => {
        const { id = '', label = '' } = matrix.columns[at] ?? {};
        const isOtherwise = matrix.kind === 'queries' && otherwise.get(id)?.has(plan) === true;
        return cellView(cell, measure, `${district}，${label}`, most, isOtherwise);
      }),
      total: cellView(
        total,
        measure,
        `${district}，合计`,
        0,
        state.queries.every((q) => otherwise.get(q)?.has(plan) === true),
      ),
    })),
    total: cellView(matrix.total, measure, '合计', 0),
    chart: barChart(
      matrix.rows.slice(0, MOST_BARS).map(({ district, total }) => ({
        label: district,
        value: measureOf(total, measure),
        text: numberText(total, measure),
      })),
      `${matrix.rows.length > MOST_BARS ? `前${MOST_BARS}个` : '各'}区县合计（${MEASURE_WORDS[measure]}）`,
    ),
    csvUrl: matrixUrl({ ...state, part: FIRST_PART }, '/matrix.csv'),
    orderUrl: sort === 'order' ? null : matrixUrl({ ...state, sort: 'order', part: { ...state.part, page: 1 } }),
    remark: remarkOf(matrix, measure),
  };
}

function remarkOf({ kind }: LinkedMatrix, measure: Measure): string {
  if (measure === 'density') return '合计栏是该区县或该列全部条文的每万字处数，不是各格相加。';
  return kind === 'themes' ? '' : '几个词同在一段，合计只算一段；位置有重叠，合计只算一处。所以合计可以小于各格之和。';
}

const SHADES = 5;
const MOST_BARS = 30;

function cellView(cell: LinkedCell, measure: Measure, where: string, most: number, isOtherwise = false): CellView {
  const value = measureOf(cell, measure);
  return {
    text: isOtherwise && isZero(cell) ? '另' : cellText(cell, measure),
    title: `${where}：${spokenOf(cell)}${isOtherwise ? '；另有中间带标点的写法，不计入' : ''}`,
    url: cell.state === 'no-chapter' ? null : cell.url,
    shade: value === 0 || most === 0 ? 0 : Math.max(1, Math.ceil((value / most) * SHADES)),
    isEmpty: cell.clauses === 0,
  };
}

const isZero = ({ state, clauses }: LinkedCell): boolean => state === 'count' && clauses === 0;

function cellText(cell: LinkedCell, measure: Measure): string {
  if (cell.state === 'headings') return '题';
  if (cell.state === 'no-chapter') return '—';
  return cell.state === 'no-text' ? '无文本' : numberText(cell, measure);
}

const numberText = (cell: LinkedCell, measure: Measure): string =>
  measure === 'density' && cell.occurrences > 0 ? cell.perTenThousand.toFixed(2) : figure(measureOf(cell, measure));

function spokenOf(cell: LinkedCell): string {
  const { state, clauses, occurrences, characters } = cell;
  if (state === 'headings') return '条文未提及，仅见于标题';
  if (state === 'no-chapter') return '没有归入这一主题的章';
  if (state === 'no-text') return '无文本，没有收录条文';
  const rate = `每万字${numberText(cell, 'density')}处`;
  return `${figure(clauses)}段，${figure(occurrences)}处，所在条文共${figure(characters)}字，${rate}`;
}

/** The cells as printed; numbers as numbers. */
export async function matrixCsv(engine: SearchEngine, state: MatrixState, today: string): Promise<CsvTable> {
  const matrix = named(engine.library, await linkedMatrix(comparisonOf(engine), engine.library, state));
  const value = (cell: LinkedCell): CsvValue =>
    cell.state === 'count' ? rounded(measureOf(cell, state.measure)) : cellText(cell, state.measure);
  return {
    name: ['覆盖矩阵', ...state.queries, today],
    head: [`区县（${MEASURE_WORDS[state.measure]}）`, ...matrix.columns.map(({ label }) => label), '合计'],
    rows: [
      ...matrix.rows.map(({ district, cells, total }) => [district, ...cells.map(value), value(total)]),
      ['合计', ...matrix.columns.map(({ total }) => value(total)), value(matrix.total)],
    ],
  };
}

const rounded = (number: number): number => Math.round(number * 100) / 100;
