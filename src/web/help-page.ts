// The help page: the query language by examples that can be clicked.
import { headOf, type PageHead } from './page-head.ts';
import { REPAIRS, RULES, type Rule } from './query-language.ts';

export interface HelpView {
  readonly head: PageHead;
  readonly rules: readonly Rule[];
  readonly repairs: readonly Rule[];
}

export function helpView(): HelpView {
  return { head: headOf('帮助', { current: 'help', canonical: '/help' }), rules: RULES, repairs: REPAIRS };
}
