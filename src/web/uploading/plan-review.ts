// What a person should see of a document before it is taken in: figures, outline, what is odd, what was left out. No more of
// each than a page shows, however long the document: this is all of it that the server looks at.
import type { Plan } from '../../corpus/library.ts';
import { visibleLength } from '../../text/visible-length.ts';
import { coverageOf } from '../plan-coverage.ts';
import { figuresOf } from '../plan-summary.ts';
import { DROP_REASON_WORDS, excerpt, figure, joinHeading, lineWords, percent } from '../words.ts';

interface OutlineLine {
  readonly text: string;
  readonly depth: number;
  readonly line: string;
}

interface DroppedView {
  readonly reason: string;
  readonly share: string;
  readonly lines: readonly { readonly at: string; readonly text: string }[];
  readonly more: number;
}

/** Plain data of some hundred kilobytes at most. */
export interface PlanReview {
  readonly warnings: readonly string[];
  readonly figures: string;
  readonly coverage: string;
  readonly dropped: readonly DroppedView[];
  readonly outline: readonly OutlineLine[];
  readonly moreOutline: number;
  readonly oddities: readonly { readonly line: number; readonly message: string }[];
  readonly moreOddities: number;
  readonly samples: readonly string[];
}

const MOST_HEADINGS = 400;
const MOST_ODDITIES = 100;
const MOST_DROPPED = 30;
const SAMPLES = 3;
const EXCERPT = 80;
const LONGEST_ODDITY = 300;

export function reviewPlan(plan: Plan): PlanReview {
  const { chapters, sections, clauses, characters } = figuresOf(plan);
  return {
    warnings: warningsOn(plan),
    figures: `${chapters}章${sections}节，${figure(clauses)}段，${figure(characters)}字`,
    ...coverageView(plan),
    outline: plan.headings.slice(0, MOST_HEADINGS).map(({ num, title, depth, lines }) => ({
      text: joinHeading(num, title),
      depth: Math.min(depth, 5),
      line: lineWords(lines),
    })),
    moreOutline: Math.max(0, plan.headings.length - MOST_HEADINGS),
    oddities: plan.diagnostics
      .slice(0, MOST_ODDITIES)
      .map(({ line, message }) => ({ line, message: excerpt(message, LONGEST_ODDITY) })),
    moreOddities: Math.max(0, plan.diagnostics.length - MOST_ODDITIES),
    samples: plan.clauses.slice(0, SAMPLES).map(({ text }) => excerpt(text, EXCERPT)),
  };
}

function coverageView(plan: Plan): Pick<PlanReview, 'coverage' | 'dropped'> {
  const { total, share, dropped } = coverageOf(plan);
  return {
    coverage: `全文${figure(total)}字，收为标题和条文的占${percent(share)}。`,
    dropped: dropped.map(({ reason, characters }) => {
      const lines = plan.dropped.filter((line) => line.reason === reason && visibleLength(line.text) > 0);
      return {
        reason: DROP_REASON_WORDS[reason],
        share: percent(characters / total),
        lines: lines.slice(0, MOST_DROPPED).map((line) => ({ at: lineWords(line.lines), text: excerpt(line.text, EXCERPT) })),
        more: Math.max(0, lines.length - MOST_DROPPED),
      };
    }),
  };
}

const warningsOn = ({ chapters }: Plan): readonly string[] =>
  chapters.some(({ kind }) => kind === 'chapter') ? [] : ['没有认出章的标题：全文会成为一个没有目录的前言。'];
