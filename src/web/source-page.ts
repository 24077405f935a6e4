// 看原文: some lines of a source file, for whoever wants to check what was made of them.
import type { Library } from '../corpus/library.ts';
import type { LineRange } from '../corpus/model.ts';
import { planUrl, sourceUrl } from '../search/address.ts';
import { langOf } from './hit-view.ts';
import { findPlan } from './lookup.ts';
import { headOf, type PageHead } from './page-head.ts';
import { wholeNumberOf } from './parameters.ts';
import { type SourceLineView, sourceLinesAround } from './source-lines.ts';
import { lineWords } from './words.ts';

export interface SourceView {
  readonly head: PageHead;
  readonly plan: { readonly district: string; readonly title: string; readonly url: string };
  readonly file: string;
  /** `第417行`: the lines that are marked. */
  readonly asked: string;
  readonly total: number;
  readonly lang: string;
  readonly lines: readonly SourceLineView[];
  readonly earlier: string | null;
  readonly later: string | null;
}

const AROUND = 20;
// A table of an appendix may be one clause to a line; no clause is made of more lines than this.
const MOST_MARKED = 200;

export function sourceView(library: Library, planId: string, parameters: URLSearchParams): SourceView {
  const plan = findPlan(library, planId);
  // A file that ends with a line break has no line after it.
  const total = plan.sourceLines.length - (plan.sourceLines.at(-1) === '' ? 1 : 0);
  const first = wholeNumberOf(parameters, 'line', { min: 1, max: total, absent: 1 });
  const last = wholeNumberOf(parameters, 'last', { min: first, max: Math.min(total, first + MOST_MARKED), absent: first });
  const asked: LineRange = [first, last];
  const { file, district, title } = plan.facts;
  // A step of 40 lines from the middle of a page of 41 leaves no line out and repeats one.
  const stepTo = (line: number) => sourceUrl(planId, [line, line]);
  return {
    head: headOf(`${file} ${lineWords(asked)} · ${district}`, { current: 'plans', styles: ['clause.css'] }),
    plan: { district, title, url: planUrl(planId) },
    file,
    asked: lineWords(asked),
    total,
    lang: langOf(library, planId),
    lines: sourceLinesAround(plan, asked, AROUND),
    earlier: first - AROUND > 1 ? stepTo(Math.max(1, first - 2 * AROUND)) : null,
    later: last + AROUND < total ? stepTo(Math.min(total, last + 2 * AROUND)) : null,
  };
}
