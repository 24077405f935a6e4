// A plan in figures and facts, as the API and the pages give it.
import type { Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { DropReason, HeadingKind, LineRange } from '../corpus/model.ts';
import type { ThemeId } from '../corpus/themes.ts';
import { visibleLength } from '../text/visible-length.ts';

type SummaryFact =
  | 'id'
  | 'district'
  | 'city'
  | 'province'
  | 'title'
  | 'issuer'
  | 'publishedOn'
  | 'dateMeaning'
  | 'period'
  | 'script';

interface PlanFigures {
  readonly chapters: number;
  readonly sections: number;
  readonly clauses: number;
  /** Visible characters of the clauses: what a search looks through. */
  readonly characters: number;
}

export type PlanSummary = Pick<PlanFacts, SummaryFact> & PlanFigures;

interface OutlineEntry {
  readonly kind: HeadingKind;
  readonly num: string;
  readonly title: string;
  readonly lines: LineRange;
  readonly inferred?: true;
  /** Of a chapter or an appendix. */
  readonly id?: string;
  readonly theme?: ThemeId;
  readonly depth: number;
}

export interface PlanDetail extends PlanSummary {
  readonly outline: readonly OutlineEntry[];
  readonly dropped: readonly { readonly lines: LineRange; readonly reason: DropReason }[];
}

export function summarisePlan(plan: Plan): PlanSummary {
  const { id, district, city, province, title, issuer, publishedOn, dateMeaning, period, script } = plan.facts;
  return { id, district, city, province, title, issuer, publishedOn, dateMeaning, period, script, ...figuresOf(plan) };
}

export function detailPlan(plan: Plan): PlanDetail {
  return {
    ...summarisePlan(plan),
    outline: plan.headings.map((heading, index) => outlineEntry(plan, index, heading)),
    dropped: plan.dropped.map(({ lines, reason }) => ({ lines, reason })),
  };
}

const knownFigures = new WeakMap<Plan, PlanFigures>();

/** Counted once: two hundred thousand characters take some milliseconds, and a plan never changes. */
export function figuresOf(plan: Plan): PlanFigures {
  const known = knownFigures.get(plan);
  if (known) return known;
  const figures: PlanFigures = {
    chapters: plan.chapters.filter(({ kind }) => kind === 'chapter').length,
    sections: plan.headings.filter(({ kind }) => kind === 'section').length,
    clauses: plan.clauses.length,
    characters: plan.clauses.reduce((sum, clause) => sum + countCharacters(clause.text, clause.cells), 0),
  };
  knownFigures.set(plan, figures);
  return figures;
}

// The bar between two cells is ours, not the plan's.
function countCharacters(text: string, cells: Plan['clauses'][number]['cells']): number {
  const parts = cells === null ? [text] : cells.map(([start, end]) => text.slice(start, end));
  return visibleLength(parts.join(''));
}

function outlineEntry(plan: Plan, index: number, heading: Plan['headings'][number]): OutlineEntry {
  const { kind, num, title, lines, inferred, depth } = heading;
  const at = plan.chapters.findIndex((chapter) => chapter.heading === index);
  const theme = plan.themes[at] ?? null;
  return {
    kind,
    num,
    title,
    lines,
    ...(inferred && { inferred }),
    ...(at >= 0 && { id: plan.chapters[at]?.id ?? '' }),
    ...(theme !== null && { theme }),
    depth,
  };
}
