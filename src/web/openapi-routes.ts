// Every address of the JSON API with its parameters, an example and the shape of its answer.
import type { z } from 'zod';
import { KWIC_WIDTH } from '../comparison/kwic.ts';
import { MOST_QUERIES } from '../comparison/matrix.ts';
import { MOST_LISTED, SHARED_LENGTH } from '../comparison/shared-passages.ts';
import { MATCHES, SORTS } from '../search/answer.ts';
import { LONGEST_QUERY } from '../search/query.ts';
import { MOST_COMPARED } from './compare-state.ts';
import { MOST_PLANS } from './distinctive-view.ts';
import { KWIC_ORDERS } from './kwic-state.ts';
import * as shapes from './openapi-shapes.ts';
import { SHORT_LIST } from './plan-part.ts';
import { MOST_READ } from './targets-page.ts';

export interface RouteParameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required: boolean;
  readonly description: string;
  readonly schema: object;
}

export interface ApiRoute {
  /** As OpenAPI writes it, `/api/plans/{id}`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly parameters: readonly RouteParameter[];
  /** An address that can be asked as it stands. */
  readonly example: string;
  readonly answer: z.ZodType;
}

const text = (maxLength: number) => ({ type: 'string', maxLength });
const many = { type: 'array', items: { type: 'string' } };
const one = { type: 'string' };
const choice = (values: readonly string[]) => ({ type: 'string', enum: values, default: values[0] });
const whole = (minimum: number, maximum: number, absent: number) => ({ type: 'integer', minimum, maximum, default: absent });

const query = (name: string, description: string, schema: object, required = false): RouteParameter => ({
  name,
  in: 'query',
  required,
  description,
  schema,
});
const idInPath = (description: string): RouteParameter => ({ name: 'id', in: 'path', required: true, description, schema: one });

const FILTERS = [
  query('district', '规划编号，可重复', many),
  query('region', '省或市，可重复：广东省、广东省/广州市；与 district 合为一组，符合其一即可', many),
  query('period', '规划期，可重复：2021-2025', many),
  query('theme', '主题编号，可重复', many),
  query('chapter', '章的编号，可重复', many),
];

export const API_ROUTES: readonly ApiRoute[] = [
  {
    path: '/api/search',
    id: 'search',
    summary: '检索条文',
    parameters: [
      query('q', '检索词', text(LONGEST_QUERY), true),
      ...FILTERS,
      query('sort', '排序', choice(SORTS)),
      query('match', '是否附相关条文', choice(MATCHES)),
      query('limit', '条数', whole(1, 100, 20)),
      query('offset', '略过的条数', whole(0, 1_000_000_000, 0)),
      query('without', '不用来找相关条文的词，可重复', many),
      query('explain', '是否说明为何命中', choice(['0', '1'])),
    ],
    example: '/api/search?q=碳达峰&explain=1',
    answer: shapes.searchAnswer,
  },
  {
    path: '/api/suggest',
    id: 'suggest',
    summary: '输入提示',
    parameters: [query('q', '已输入的汉字、全拼或声母', text(LONGEST_QUERY))],
    example: '/api/suggest?q=tdf',
    answer: shapes.suggestions,
  },
  { path: '/api/plans', id: 'plans', summary: '规划一览', parameters: [], example: '/api/plans', answer: shapes.plans },
  {
    path: '/api/plans/{id}',
    id: 'plan',
    summary: '一部规划的标题和未收入条文的行',
    parameters: [idInPath('规划编号')],
    example: '/api/plans/huadu',
    answer: shapes.plan,
  },
  {
    path: '/api/clauses/{id}',
    id: 'clause',
    summary: '一段条文',
    parameters: [idInPath('条文编号')],
    example: '/api/clauses/huadu-7.1.3',
    answer: shapes.clause,
  },
  {
    path: '/api/matrix',
    id: 'matrix',
    summary: '覆盖矩阵：一个词按主题分，几个词按词分',
    parameters: [
      query('q', `检索词，可重复，至多${MOST_QUERIES}个`, many, true),
      query('sort', '行的次序：order、total 或某一列的编号', one),
      query('measure', '排序所按的数', choice(['clauses', 'places', 'density'])),
    ],
    example: '/api/matrix?q=碳达峰&q=乡村振兴',
    answer: shapes.matrix,
  },
  {
    path: '/api/kwic',
    id: 'kwic',
    summary: '上下文：每处一行',
    parameters: [
      query('q', '检索词', text(LONGEST_QUERY), true),
      ...FILTERS,
      query('sort', '排序', choice(KWIC_ORDERS)),
      query('width', '前后各几字', whole(KWIC_WIDTH.least, KWIC_WIDTH.most, KWIC_WIDTH.usual)),
      query('next', '只列后面是这个词的', one),
      query('limit', '行数', whole(1, 1000, 100)),
      query('offset', '略过的行数', whole(0, 1_000_000_000, 0)),
    ],
    example: '/api/kwic?q=碳达峰',
    answer: shapes.kwic,
  },
  {
    path: '/api/similar',
    id: 'similar',
    summary: '其他区县写同一件事的条文',
    parameters: [
      query('id', '条文编号', one, true),
      query('plan', '只要这部规划的', one),
      query('limit', '每部规划至多几段', whole(1, 20, 5)),
    ],
    example: '/api/similar?id=huadu-7.1.3&plan=panyu',
    answer: shapes.similar,
  },
  {
    path: '/api/compare',
    id: 'compare',
    summary: '几段条文的字句异同',
    parameters: [
      query('ids', `条文编号，以逗号隔开，至多${MOST_COMPARED}段`, one, true),
      query('ref', '参照，缺省为第一段', one),
    ],
    example: '/api/compare?ids=huadu-7.1.3,panyu-11.2.2',
    answer: shapes.comparison,
  },
  {
    path: '/api/shared',
    id: 'shared',
    summary: `相近表述：连续若干字相同之处，较长而少见的在前，至多${MOST_LISTED}处`,
    parameters: [
      query('plan', `规划编号，它的一方为 a；规划多于${SHORT_LIST}部时不可省略`, one),
      query('other', '另一方的规划编号', one),
      query('min', '至少几字', whole(SHARED_LENGTH.least, SHARED_LENGTH.most, SHARED_LENGTH.usual)),
    ],
    example: '/api/shared?plan=huadu&min=30',
    answer: shapes.shared,
  },
  {
    path: '/api/distinctive',
    id: 'distinctive',
    summary: '特色词',
    parameters: [query('plan', `规划编号；规划多于${MOST_PLANS}部时不可省略`, one)],
    example: '/api/distinctive?plan=huadu',
    answer: shapes.distinctive,
  },
  {
    path: '/api/themes',
    id: 'themes',
    summary: '各主题在各区县的章节和篇幅',
    parameters: [query('theme', '主题编号', one)],
    example: '/api/themes?theme=ecology',
    answer: shapes.themes,
  },
  {
    path: '/api/targets',
    id: 'targets',
    summary: '量化目标',
    parameters: [
      query('district', `规划编号，可重复，至多${MOST_READ}个；规划更多时不可省略`, many),
      query('indicator', '指标名称所含的字', text(LONGEST_QUERY)),
    ],
    example: '/api/targets?district=panyu',
    answer: shapes.targets,
  },
  {
    path: '/healthz',
    id: 'health',
    summary: '服务的状况：所用的索引，最新的规划是否已收入',
    parameters: [],
    example: '/healthz',
    answer: shapes.health,
  },
  { path: '/readyz', id: 'readiness', summary: '是否接受请求', parameters: [], example: '/readyz', answer: shapes.readiness },
];
