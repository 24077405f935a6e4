// The 摘录篮: clauses a reader has set aside, each in full with its citation. The server makes the list from the address
// alone, so it can be sent to anybody; order and notes are changed in the reader's own browser.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { basketUrl } from './basket-address.ts';
import { type ClauseMenu, clauseMenus } from './clause-menu.ts';
import { kindWordOf, langOf, type Step, stepsOf } from './hit-view.ts';
import { noteText } from './notes.ts';
import { headOf, type PageHead } from './page-head.ts';
import { type Segment, segmentPart } from './segment-text.ts';
import { showPlanIn } from './shown-text.ts';

export interface BasketView {
  readonly head: PageHead;
  /** `3段，出自2个区县`; empty where there is none. */
  readonly summary: string;
  readonly clauses: readonly BasketClause[];
  /** What the address names and no plan has. */
  readonly unknown: readonly string[];
  readonly url: string;
  readonly exports: readonly { readonly label: string; readonly url: string }[];
}

interface BasketClause {
  readonly id: string;
  readonly district: string;
  readonly planUrl: string;
  readonly path: readonly Step[];
  readonly lang: string;
  readonly kindWord: string;
  /** The text, or each cell of a row. */
  readonly paragraphs: readonly (readonly Segment<{ readonly text: string }>[])[];
  readonly notes: readonly string[];
  readonly menu: ClauseMenu;
}

const EXPORT_FORMATS: readonly (readonly [extension: string, label: string])[] = [
  ['docx', 'Word'],
  ['csv', 'CSV'],
  ['md', 'Markdown'],
  ['json', 'JSON'],
];

export function basketView(engine: SearchEngine, ids: readonly string[]): BasketView {
  const { library } = engine;
  const placed = ids.flatMap((id) => library.clauseById(id) ?? []);
  const known = placed.map(({ clause }) => clause.id);
  return {
    head: headOf('摘录篮', { current: 'basket', scripts: ['basket-page.js'], styles: ['reading.css'] }),
    summary: summaryOf(placed),
    clauses: placed.map((clause) => basketClause(engine, clause)),
    unknown: ids.filter((id) => library.clauseById(id) === undefined),
    url: basketUrl(known),
    exports:
      known.length === 0
        ? []
        : EXPORT_FORMATS.map(([extension, label]) => ({ label, url: `/export.${extension}?ids=${known.join(',')}` })),
  };
}

function summaryOf(placed: readonly PlacedClause[]): string {
  const plans = new Set(placed.map(({ plan }) => plan));
  return placed.length === 0 ? '' : `共${placed.length}段，出自${plans.size}个区县的规划。`;
}

function basketClause(engine: SearchEngine, placed: PlacedClause): BasketClause {
  const { library } = engine;
  const { plan, clause } = placed;
  const view = engine.view(placed);
  const marks = clause.marks.map((mark) => ({ range: mark.range, text: noteText(mark) }));
  const parts = clause.cells ?? [[0, clause.text.length] as const];
  return {
    id: clause.id,
    district: plan.facts.district,
    planUrl: planUrl(plan.id),
    path: stepsOf(view, library, ''),
    lang: langOf(library, plan.id),
    kindWord: kindWordOf(view),
    paragraphs: parts.map((part) => segmentPart(clause.text, part, [], marks)),
    notes: marks.map(({ text }) => text),
    menu: menuOf(library, placed),
  };
}

const menuOf = (library: Library, { plan, clause }: PlacedClause): ClauseMenu =>
  clauseMenus(library, plan, showPlanIn(plan, 'published'))(clause);
