// Nothing found, by cause: what took the matches away, what there is without it, and what else could be asked.
import type { SearchAnswer } from '../search/answer.ts';
import type { SearchEngine } from '../search/engine.ts';
import { parseQuery } from '../search/query.ts';
import { countPhrase, sayNothing } from './finding.ts';
import {
  askFor,
  FILTER_NAMES,
  type FilterName,
  filterCount,
  requestOf,
  type SearchState,
  searchUrl,
  withoutFilterList,
  withoutFilters,
} from './search-state.ts';
import { figure } from './words.ts';

interface Line {
  readonly text: string;
  readonly link: { readonly text: string; readonly url: string } | null;
}

interface Proposal {
  readonly text: string;
  readonly count: string;
  /** Null where there is nothing to see. */
  readonly url: string | null;
}

export interface AbsenceView {
  readonly lines: readonly Line[];
  /** Wordings that do occur and that may be meant. */
  readonly meant: readonly Proposal[];
  /** The words of the question, each by itself. */
  readonly apart: readonly Proposal[];
}

/** Null where something was found. */
export async function viewAbsence(engine: SearchEngine, state: SearchState, answer: SearchAnswer): Promise<AbsenceView | null> {
  if (answer.absence === null) return null;
  const meant = answer.didYouMean.map(({ text, count }) => ({ text, count: figure(count), url: searchUrl(askFor(text)) }));
  return {
    lines: await linesOf(engine, state, answer),
    // A whole question made of terms of the field has no slip in it, whatever part of it sounds like another word.
    meant: termsInside(answer).length > 0 ? [] : meant,
    apart: await wordsApart(engine, answer),
  };
}

async function linesOf(engine: SearchEngine, state: SearchState, { absence }: SearchAnswer): Promise<readonly Line[]> {
  switch (absence?.cause) {
    case 'filters':
      return filterLines(engine, state);
    case 'conditions':
      return [conditionLine(state, absence.query ?? '', absence.count)];
    case 'nowhere':
      return [filterCount(state) > 0 ? await nowhereElse(engine, state) : lookedThrough(engine)];
    default:
      // Only in headings: the finding lists them.
      return [];
  }
}

const FILTER_WORDS: Readonly<Record<FilterName, string>> = {
  districts: '区县',
  regions: '省市',
  periods: '规划期',
  themes: '主题',
  chapters: '章节',
};

// With several kinds of filter, one of them may be all that stands in the way.
async function filterLines(engine: SearchEngine, state: SearchState): Promise<readonly Line[]> {
  const chosen = FILTER_NAMES.filter((name) => state[name].length > 0);
  const single = chosen.length < 2 ? [] : chosen;
  const lines = await Promise.all(
    single.map(async (name) => {
      const wider = withoutFilterList(state, name);
      const { total } = await ask(engine, wider);
      const link = { text: `去掉${FILTER_WORDS[name]}的筛选`, url: searchUrl(wider) };
      return total > 0 ? [{ text: `不限${FILTER_WORDS[name]}，有${figure(total)}段。`, link }] : [];
    }),
  );
  const everywhere = withoutFilters(state);
  const all = `全部规划中有${countPhrase(await ask(engine, everywhere))}。`;
  return [...lines.flat(), { text: all, link: { text: '去掉筛选', url: searchUrl(everywhere) } }];
}

function conditionLine(state: SearchState, query: string, count: number): Line {
  const { exclusions, nearness } = parseQuery(state.q);
  const conditions = [exclusions.length > 0 ? '排除' : '', nearness.length > 0 ? '相隔字数' : ''].filter((word) => word !== '');
  return {
    text: `去掉${conditions.join('和')}的条件，全部规划中有${figure(count)}段。`,
    link: { text: `检索 ${query}`, url: searchUrl(askFor(query)) },
  };
}

async function nowhereElse(engine: SearchEngine, state: SearchState): Promise<Line> {
  const everywhere = withoutFilters(state);
  const answer = await ask(engine, everywhere);
  const text = `去掉筛选，全部规划也${sayNothing(answer)}`;
  return answer.headings.length === 0
    ? { text: `${text}。`, link: null }
    : {
        text: `${text}，只有${figure(answer.headings.length)}条标题里有。`,
        link: { text: '去掉筛选', url: searchUrl(everywhere) },
      };
}

const lookedThrough = ({ library }: SearchEngine): Line => ({
  text: `全部${figure(library.clauses.length)}段条文和各级标题都逐字查过。`,
  link: null,
});

const MOST_APART = 6;

/** What each word of the question finds alone; of a whole question, the terms of the field in it. Empty where none does. */
async function wordsApart(engine: SearchEngine, answer: SearchAnswer): Promise<readonly Proposal[]> {
  if (answer.absence?.cause !== 'nowhere') return [];
  const { terms } = answer.query;
  const words = (terms.length > 1 ? terms : termsInside(answer)).slice(0, MOST_APART);
  const questions = terms.length > 1 || words.length < 2 ? words : [...words, words.join(' ')];
  const counts = await Promise.all(questions.map(async (text) => ({ text, total: (await ask(engine, askFor(text))).total })));
  if (counts.every(({ total }) => total === 0)) return [];
  return counts.map(({ text, total }) => ({
    text,
    count: figure(total),
    url: total > 0 ? searchUrl(askFor(text)) : null,
  }));
}

/** The declared terms that a word of the question is made of. */
const termsInside = ({ query, expansion }: SearchAnswer): readonly string[] =>
  [...new Set(expansion.map(({ of }) => of))].filter((term) => !query.terms.includes(term));

const ask = (engine: SearchEngine, state: SearchState): Promise<SearchAnswer> =>
  engine.search({ ...requestOf({ ...state, match: 'exact', explain: false, page: 1 }), limit: 1 });
