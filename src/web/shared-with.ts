// On a clause's page: which other clauses have a longer passage in common with it, word for word.
import type { SearchEngine } from '../search/engine.ts';
import { compareUrl } from './compare-state.ts';
import { comparisonOf } from './comparison.ts';
import { districtName } from './district-names.ts';

export interface SharedWith {
  /** `与番禺区有37字相同`. */
  readonly text: string;
  readonly id: string;
  readonly url: string;
}

/** The clause of each other district with the longest common passage, longest first. */
export async function sharedWith(engine: SearchEngine, clauseId: string): Promise<readonly SharedWith[]> {
  const { passages } = await comparisonOf(engine).shared().passages({ clauseId });
  const longest = new Map<string, { readonly id: string; readonly length: number }>();
  for (const { b, length } of passages) {
    if (length > (longest.get(b.plan)?.length ?? 0)) longest.set(b.plan, { id: b.id, length });
  }
  return [...longest]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([plan, { id, length }]) => ({
      text: `与${districtName(engine.library, plan)}有${length}字相同`,
      id,
      url: compareUrl([clauseId, id]),
    }));
}
