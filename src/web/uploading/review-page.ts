// What a person should see before a plan is taken in: facts to correct, figures, outline, what is odd, what was left out.
import type { Plan } from '../../corpus/library.ts';
import { visibleLength } from '../../text/visible-length.ts';
import { headOf, type PageHead } from '../page-head.ts';
import { coverageOf } from '../plan-coverage.ts';
import { summarisePlan } from '../plan-summary.ts';
import { DROP_REASON_WORDS, excerpt, figure, joinHeading, lineWords, percent } from '../words.ts';
import { FORM_FIELDS, type FormField, type FormProblems, type FormValues, valuesOf } from './review-form.ts';
import type { PendingPlan } from './upload-desk.ts';

interface FieldView {
  readonly name: FormField;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  /** What is wrong with it; empty where nothing is. */
  readonly problem: string;
}

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

export interface ReviewView {
  readonly head: PageHead;
  readonly url: string;
  readonly fileName: string;
  readonly fields: readonly FieldView[];
  /** Said above everything: what keeps the plan from being taken in. */
  readonly refusal: string;
  readonly warnings: readonly string[];
  readonly figures: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly notes: readonly string[];
  readonly coverage: string;
  readonly dropped: readonly DroppedView[];
  readonly outline: readonly OutlineLine[];
  readonly moreOutline: number;
  readonly oddities: readonly { readonly line: number; readonly message: string }[];
  readonly moreOddities: number;
  readonly samples: readonly string[];
  readonly lang: string;
}

const MOST_HEADINGS = 400;
const MOST_ODDITIES = 100;
const MOST_DROPPED = 30;
const SAMPLES = 3;
const EXCERPT = 80;

const LABELS: Readonly<Record<FormField, readonly [label: string, hint: string]>> = {
  title: ['规划全名', ''],
  district: ['区县', '全市的规划写市名'],
  city: ['市', '没有就空着'],
  province: ['省', '没有就空着'],
  period: ['规划期', '例如 2026-2030'],
  source: ['网址', '原文发布在哪里；没有就空着'],
  id: ['编号', '用在网址里，收入后不能改'],
};

export interface ReviewState {
  /** As the form was sent; as proposed where it was not. */
  readonly values?: FormValues;
  readonly problems?: FormProblems;
  readonly refusal?: string;
}

export const reviewUrl = (id: string): string => `/add-plan/${id}`;

export function reviewView(pending: PendingPlan, { values, problems = {}, refusal = '' }: ReviewState = {}): ReviewView {
  const { plan, fileName, notes } = pending;
  const { chapters, sections, clauses, characters } = summarisePlan(plan);
  const shown = values ?? valuesOf(plan.facts);
  return {
    head: headOf('核对规划', { current: 'plans', styles: ['compare.css'] }),
    url: reviewUrl(pending.id),
    fileName,
    fields: FORM_FIELDS.map((name) => ({
      name,
      label: LABELS[name][0],
      hint: LABELS[name][1],
      value: shown[name],
      problem: problems[name] ?? '',
    })),
    refusal: refusal !== '' ? refusal : Object.keys(problems).length > 0 ? '还没有收入：请改正下面标出的几项。' : '',
    warnings: warningsOn(plan),
    figures: `${chapters}章${sections}节，${figure(clauses)}段，${figure(characters)}字`,
    facts: foundFacts(plan),
    notes,
    ...coverageView(plan),
    outline: plan.headings.slice(0, MOST_HEADINGS).map(({ num, title, depth, lines }) => ({
      text: joinHeading(num, title),
      depth: Math.min(depth, 5),
      line: lineWords(lines),
    })),
    moreOutline: Math.max(0, plan.headings.length - MOST_HEADINGS),
    oddities: plan.diagnostics.slice(0, MOST_ODDITIES).map(({ line, message }) => ({ line, message })),
    moreOddities: Math.max(0, plan.diagnostics.length - MOST_ODDITIES),
    samples: plan.clauses.slice(0, SAMPLES).map(({ text }) => excerpt(text, EXCERPT)),
    lang: `zh-${plan.facts.script}`,
  };
}

function foundFacts({ facts }: Plan): ReviewView['facts'] {
  const { issuer, documentNumber, publishedOn, dateMeaning, script } = facts;
  const found: readonly (readonly [string, string | null])[] = [
    ['发文机关', issuer],
    ['文号', documentNumber],
    [dateMeaning ?? '日期', publishedOn],
    ['字体', script === 'Hant' ? '繁体' : '简体'],
  ];
  return found.map(([name, value]) => ({ name, value: value ?? '没有读到' }));
}

function coverageView(plan: Plan): Pick<ReviewView, 'coverage' | 'dropped'> {
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

function warningsOn({ chapters, clauses }: Plan): readonly string[] {
  return [
    ...(clauses.length === 0 ? ['没有读到条文：是不是选错了文件？'] : []),
    ...(clauses.length > 0 && !chapters.some(({ kind }) => kind === 'chapter')
      ? ['没有认出章的标题：全文会成为一个没有目录的前言。']
      : []),
  ];
}
