// A plan before it is taken in: the facts to correct, and what was found in the document.
import type { PlanFacts } from '../../corpus/manifest.ts';
import { headOf, type PageHead } from '../page-head.ts';
import type { PlanReview } from './plan-review.ts';
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

export interface ReviewView extends PlanReview {
  readonly head: PageHead;
  readonly url: string;
  readonly fileName: string;
  readonly fields: readonly FieldView[];
  /** Said above everything: what keeps the plan from being taken in. */
  readonly refusal: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly notes: readonly string[];
  readonly lang: string;
}

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
  const { facts, fileName, notes, review } = pending;
  const shown = values ?? valuesOf(facts);
  return {
    ...review,
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
    facts: foundFacts(facts),
    notes,
    lang: `zh-${facts.script}`,
  };
}

function foundFacts({ issuer, documentNumber, publishedOn, dateMeaning, script }: PlanFacts): ReviewView['facts'] {
  const found: readonly (readonly [string, string | null])[] = [
    ['发文机关', issuer],
    ['文号', documentNumber],
    [dateMeaning ?? '日期', publishedOn],
    ['字体', script === 'Hant' ? '繁体' : '简体'],
  ];
  return found.map(([name, value]) => ({ name, value: value ?? '没有读到' }));
}
