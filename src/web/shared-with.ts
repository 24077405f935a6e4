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
  const closest = await comparisonOf(engine).shared().closestTo(clauseId);
  return closest.map(({ id, plan, length }) => ({
    text: `与${districtName(engine.library, plan)}有${length}字相同`,
    id,
    url: compareUrl([clauseId, id]),
  }));
}
