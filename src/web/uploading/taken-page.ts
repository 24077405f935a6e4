// After a plan has been accepted: it is with the plans, and the index that holds it is being built.
import { planUrl } from '../../search/address.ts';
import { headOf, type PageHead } from '../page-head.ts';

export interface TakenView {
  readonly head: PageHead;
  readonly title: string;
  readonly planUrl: string;
  /** Why the plans as they are cannot be used; empty while they are being read. */
  readonly refused: string;
}

export const takenUrl = (planId: string): string => `/add-plan/taken/${planId}`;

export const takenView = ({ id, title }: { readonly id: string; readonly title: string }, refused: string): TakenView => ({
  head: headOf('正在收入', { current: 'plans', styles: ['compare.css'] }),
  title,
  planUrl: planUrl(id),
  refused,
});
