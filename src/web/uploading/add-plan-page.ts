// How to add a plan: the command for whoever runs the site, and where uploading is allowed, the form.
import { headOf, type PageHead } from '../page-head.ts';
import type { Refusal } from './reader-words.ts';

export interface AddPlanView {
  readonly head: PageHead;
  /** Null where uploading is not allowed. */
  readonly form: { readonly largestMb: number } | null;
  /** Why the last file was not taken; null at first. */
  readonly refusal: (Refusal & { readonly fileName: string }) | null;
}

export const ADD_PLAN_URL = '/add-plan';

export function addPlanView(largestMb: number | null, refusal: AddPlanView['refusal'] = null): AddPlanView {
  return {
    head: headOf('加一部规划', { current: 'plans', canonical: refusal === null ? ADD_PLAN_URL : null, styles: ['compare.css'] }),
    form: largestMb === null ? null : { largestMb },
    refusal,
  };
}
