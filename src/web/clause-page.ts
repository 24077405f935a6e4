// One clause as a page of its own: what a citation points to.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { ClauseKind } from '../corpus/model.ts';
import { clausePageUrl, planUrl, sourceUrl } from '../search/address.ts';
import { locatorOf } from '../search/citation.ts';
import type { SearchEngine } from '../search/engine.ts';
import { type CitationForm, citationForms } from './clause-citations.ts';
import { clauseJsonLd } from './clause-json-ld.ts';
import { type SiblingsView, siblingsOf } from './clause-siblings.ts';
import { compareUrl } from './compare-state.ts';
import { kindWordOf, langOf, type Step, sourceOf, stepsOf } from './hit-view.ts';
import { neighboursOf } from './lookup.ts';
import { noteText } from './notes.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Segment, segmentText } from './segment-text.ts';
import { type SharedWith, sharedWith } from './shared-with.ts';
import { type SourceLineView, sourceLinesAround } from './source-lines.ts';
import { excerpt } from './words.ts';

export interface ClausePageView {
  readonly head: PageHead;
  readonly id: string;
  /** `第七章第一节“三、加大能源‘双控’力度”第1段`. */
  readonly place: string;
  readonly kind: ClauseKind;
  readonly district: string;
  readonly planTitle: string;
  readonly planUrl: string;
  readonly path: readonly Step[];
  readonly lang: string;
  readonly kindWord: string;
  readonly columns: string;
  readonly segments: readonly Segment<{ readonly text: string }>[];
  readonly notes: readonly string[];
  /** Whether a number in the path is not in the source. */
  readonly hasInferred: boolean;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  /** The clauses under the same heading; null where it has no other. */
  readonly siblings: SiblingsView | null;
  readonly readUrl: string;
  /** The clause beside those of other districts, and which of them have longer wording in common with it. */
  readonly compareUrl: string;
  readonly shared: readonly SharedWith[];
  readonly source: { readonly words: string; readonly url: string; readonly lines: readonly SourceLineView[] };
  readonly citations: readonly CitationForm[];
}

interface Neighbour {
  readonly id: string;
  readonly url: string;
  readonly text: string;
}

export interface ClausePageContext {
  readonly q: string;
  /** The whole address of the site. */
  readonly base: string;
  readonly readOn: string;
}

const SOURCE_LINES_AROUND = 2;

export async function clausePageView(
  engine: SearchEngine,
  placed: PlacedClause,
  context: ClausePageContext,
): Promise<ClausePageView> {
  const { library } = engine;
  const { plan, clause } = placed;
  const { q } = context;
  const view = engine.view(placed);
  const { previous, next } = neighboursOf(library, placed);
  const path = stepsOf(view, library, q);
  const marks = clause.marks.map((mark) => ({ range: mark.range, text: noteText(mark) }));
  return {
    head: headOfClause(library, placed, context),
    id: clause.id,
    place: locatorOf(library, placed),
    kind: clause.kind,
    district: plan.facts.district,
    planTitle: plan.facts.title,
    planUrl: planUrl(plan.id),
    path,
    lang: langOf(library, plan.id),
    kindWord: kindWordOf(view),
    columns: (clause.columns ?? []).join(' | '),
    segments: segmentText(clause.text, q === '' ? [] : engine.highlights(q, placed), marks),
    notes: marks.map(({ text }) => text),
    hasInferred: path.some(({ inferred }) => inferred),
    previous: neighbour(previous, q),
    next: neighbour(next, q),
    siblings: siblingsOf(placed, q),
    readUrl: readUrl(view.url, q),
    compareUrl: compareUrl([clause.id]),
    shared: await sharedWith(engine, clause.id),
    source: {
      words: sourceOf(view),
      url: sourceUrl(plan.id, clause.lines),
      lines: sourceLinesAround(plan, clause.lines, SOURCE_LINES_AROUND),
    },
    citations: citationForms(library, placed, context),
  };
}

function headOfClause(library: Library, placed: PlacedClause, { q, base }: ClausePageContext): PageHead {
  const { plan, clause } = placed;
  return headOf(`${locatorOf(library, placed)} · ${plan.facts.district}`, {
    q,
    current: 'plans',
    canonical: clausePageUrl(clause.id),
    description: excerpt(clause.text, DESCRIPTION_LENGTH),
    jsonLd: clauseJsonLd(library, placed, base),
    styles: ['clause.css'],
    scripts: ['citation.js'],
  });
}

const DESCRIPTION_LENGTH = 120;

// The reading page marks the question as this page does.
function readUrl(url: string, q: string): string {
  const [page = '', place = ''] = url.split('#');
  return q === '' ? url : `${page}?${new URLSearchParams({ q })}#${place}`;
}

function neighbour(placed: PlacedClause | undefined, q: string): Neighbour | null {
  return placed ? { id: placed.clause.id, url: clausePageUrl(placed.clause.id, q), text: placed.clause.text } : null;
}
