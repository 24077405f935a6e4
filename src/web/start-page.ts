// The start page teaches by example: real questions with the counts they have today.
import type { Library } from '../corpus/library.ts';
import type { SearchAnswer } from '../search/answer.ts';
import { EngineAwayError, type SearchEngine } from '../search/engine.ts';
import { headOf, type PageHead } from './page-head.ts';
import { SHORT_LIST } from './plan-part.ts';
import { type PlanRow, type PlansView, planRows, regionLinks } from './plans-page.ts';
import { RULES, type Rule } from './query-language.ts';
import { askFor, requestOf, searchUrl } from './search-state.ts';
import { figure } from './words.ts';

interface Example {
  readonly q: string;
  readonly url: string;
  /** What the question shows. */
  readonly teaches: string;
  readonly counts: Pick<SearchAnswer, 'occurrences' | 'total' | 'districts'>;
}

export interface StartView {
  readonly head: PageHead;
  readonly examples: readonly Example[];
  readonly rules: readonly Rule[];
  /** All of them where they are few; none where they are many: there are the regions then. */
  readonly plans: readonly PlanRow[];
  readonly regions: PlansView['regions'];
  readonly totals: Omit<PlansView['totals'], 'characters'>;
}

/** Each shows one thing a question can do; together they are the query language. */
const EXAMPLES: readonly (readonly [q: string, teaches: string])[] = [
  ['碳达峰', '一个词，逐字查找'],
  ['数字经济 人才', '两个词，同一段里都要有'],
  ['养老|托育', '两个词，有其一即可'],
  ['粤港澳大湾区 -深圳', '有前者，无后者'],
  ['数字 NEAR/10 政府', '两个词，相隔不超过10个字'],
  ['"“放管服”改革"', '引号之内逐字照查，符号也算'],
];

/** The counts are asked for at the first visit and kept: the texts do not change while the server runs. */
export function createStartPage(engine: SearchEngine): () => Promise<StartView> {
  let examples: Promise<readonly Example[]> | null = null;
  const remembered = () => {
    examples ??= Promise.all(EXAMPLES.map(([q, teaches]) => askExample(engine, q, teaches))).catch((error: unknown) => {
      examples = null;
      throw error;
    });
    return examples;
  };
  return async () => ({
    head: headOf('', { current: 'search', canonical: '/' }),
    examples: await remembered().catch(noneWhileAway),
    rules: RULES,
    ...listedIn(engine.library),
  });
}

// While nothing can be searched, there is still something to read.
function noneWhileAway(error: unknown): readonly Example[] {
  if (error instanceof EngineAwayError) return [];
  throw error;
}

function listedIn(library: Library): Pick<StartView, 'plans' | 'regions' | 'totals'> {
  const isShort = library.plans.length <= SHORT_LIST;
  return {
    plans: isShort ? planRows(library.plans) : [],
    regions: isShort ? [] : regionLinks(library),
    totals: { plans: figure(library.plans.length), clauses: figure(library.clauses.length) },
  };
}

async function askExample(engine: SearchEngine, q: string, teaches: string): Promise<Example> {
  const state = askFor(q);
  const { occurrences, total, districts } = await engine.search({ ...requestOf(state), match: 'exact', limit: 1 });
  return { q, url: searchUrl(state), teaches, counts: { occurrences, total, districts } };
}
