// A hit as the list of results shows it: where it stands, what it says, where to go from there.
import type { Library } from '../corpus/library.ts';
import { clausePageUrl, planUrl } from '../search/address.ts';
import type { ClauseView, Hit, PathStep } from '../search/answer.ts';
import { citationOf } from '../search/citation.ts';
import type { ClosenessReader } from './closeness.ts';
import { districtName } from './district-names.ts';
import { type ExplanationView, viewExplanation } from './explain-view.ts';
import { questionPart, type SearchState } from './search-state.ts';
import { CLAUSE_KIND_WORDS, joinHeading, lineWords } from './words.ts';

export interface Step {
  readonly text: string;
  readonly url: string;
  /** Whether the number is not in the source and follows from the position. */
  readonly inferred: boolean;
}

export interface HitView {
  readonly id: string;
  readonly number: number;
  readonly district: string;
  readonly planUrl: string;
  readonly path: readonly Step[];
  readonly lang: string;
  readonly kindWord: string;
  /** Names of a row's columns in one line; empty where there are none. */
  readonly columns: string;
  /** Escaped HTML with `<mark>` added. */
  readonly snippet: string;
  /** On paper, where there are no links. */
  readonly citation: string;
  readonly readUrl: string;
  readonly pageUrl: string;
  readonly source: string;
  /** Why it was found; null until asked for, since every hit costs a calculation. */
  readonly why: ExplanationView | null;
  /** The id of that element, and this very page with it. */
  readonly whyId: string;
  readonly whyUrl: string;
}

export interface HitContext {
  readonly library: Library;
  readonly state: SearchState;
  readonly readCloseness: ClosenessReader;
  /** This very page with the reasons of each hit. */
  readonly explainedUrl: string;
}

export function viewHit(hit: Hit, number: number, { library, state, readCloseness, explainedUrl }: HitContext): HitView {
  const whyId = `why-${hit.id}`;
  const placed = library.clauseById(hit.id);
  return {
    id: hit.id,
    number,
    district: districtName(library, hit.plan.id),
    planUrl: planUrl(hit.plan.id),
    path: stepsOf(hit, library, state.q),
    lang: langOf(library, hit.plan.id),
    kindWord: kindWordOf(hit),
    columns: (hit.columns ?? []).join(' | '),
    // A related clause shows the wording for which it stands here.
    snippet: hit.match === 'exact' ? hit.snippet : readCloseness(hit).snippetWithAsked,
    citation: placed ? citationOf(library, placed) : '',
    readUrl: hit.url,
    pageUrl: clausePageUrl(hit.id),
    source: sourceOf(hit),
    why: viewExplanation(hit, state.sort),
    whyId,
    whyUrl: `${explainedUrl}#${whyId}`,
  };
}

/** The headings above a clause as links that keep the question; of a clause in a preamble, the preamble. */
export function stepsOf(view: ClauseView, library: Library, q: string): readonly Step[] {
  if (view.path.length > 0) {
    const question = questionPart(q);
    return view.path.map((step) => stepOf(step, question));
  }
  const preamble = library.clauseById(view.id)?.chapter;
  return [{ text: joinHeading(preamble?.num ?? '', preamble?.title ?? ''), url: view.url, inferred: false }];
}

/** Most boxes are lists: a line of one is no row of a table unless it has columns. */
export function kindWordOf({ kind, columns, path }: ClauseView): string {
  return kind === 'row' && columns === null && path.at(-1)?.kind === 'box' ? '专栏条目' : CLAUSE_KIND_WORDS[kind];
}

/** `huadu.txt 第417行`, and the page where the original had pages. */
export function sourceOf({ source: { file, lines, page } }: Pick<ClauseView, 'source'>): string {
  return `${file} ${lineWords(lines)}${page ? `，原件第${page[0] === page[1] ? page[0] : page.join('–')}页` : ''}`;
}

/** The language tag of a plan's text, so that a browser picks the right shapes. */
export const langOf = (library: Library, planId: string): string => `zh-${library.planById(planId)?.facts.script ?? 'Hans'}`;

const stepOf = ({ num, title, url, inferred }: PathStep, question: string): Step => ({
  text: joinHeading(num, title),
  url: askAlong(url, question),
  inferred: inferred === true,
});

function askAlong(url: string, question: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url + question : url.slice(0, hash) + question + url.slice(hash);
}
