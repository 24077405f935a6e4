// One clause as a page of its own: what a citation points to.
import type { PlacedClause } from '../corpus/library.ts';
import { clausePageUrl, planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { kindWordOf, langOf, type Step, sourceOf, stepsOf } from './hit-view.ts';
import { findClause, neighboursOf } from './lookup.ts';
import { noteText } from './notes.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Segment, segmentText } from './segment-text.ts';

export interface ClausePageView {
  readonly head: PageHead;
  readonly id: string;
  readonly district: string;
  readonly planTitle: string;
  readonly planUrl: string;
  readonly path: readonly Step[];
  readonly lang: string;
  readonly kindWord: string;
  readonly columns: string;
  readonly segments: readonly Segment<{ readonly text: string }>[];
  readonly notes: readonly string[];
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  readonly readUrl: string;
  readonly source: string;
  readonly citation: string;
}

interface Neighbour {
  readonly id: string;
  readonly url: string;
  readonly text: string;
}

export function clausePageView(engine: SearchEngine, id: string): ClausePageView {
  const { library } = engine;
  const placed = findClause(library, id);
  const clause = engine.view(placed);
  const { previous, next } = neighboursOf(library, placed);
  const path = stepsOf(clause, library, '');
  const marks = clause.marks.map((mark) => ({ range: mark.range, text: noteText(mark) }));
  return {
    head: headOf(`${id} · ${clause.plan.district}`, { current: 'plans', canonical: clausePageUrl(id) }),
    id,
    district: clause.plan.district,
    planTitle: clause.plan.title,
    planUrl: planUrl(clause.plan.id),
    path,
    lang: langOf(library, clause.plan.id),
    kindWord: kindWordOf(clause),
    columns: (clause.columns ?? []).join(' | '),
    segments: segmentText(clause.text, [], marks),
    notes: marks.map(({ text }) => text),
    previous: neighbour(previous),
    next: neighbour(next),
    readUrl: clause.url,
    source: sourceOf(clause),
    citation: citationOf(clause.plan.title, path, id),
  };
}

// The path tells people where the clause stands, the id tells machines and this site's search box.
function citationOf(planTitle: string, path: readonly Step[], id: string): string {
  return `《${planTitle}》${path.map(({ text }) => text).join('，')}（${id}）`;
}

function neighbour(placed: PlacedClause | undefined): Neighbour | null {
  return placed ? { id: placed.clause.id, url: clausePageUrl(placed.clause.id), text: placed.clause.text } : null;
}
