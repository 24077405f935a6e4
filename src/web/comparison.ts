// All comparisons over one library, each made ready when it is first asked for. What they keep is bounded, and a library that
// is read anew has comparisons of its own.
import { createCounterparts } from '../comparison/counterparts.ts';
import { createDistinctiveTerms } from '../comparison/distinctive.ts';
import { createConcordance } from '../comparison/kwic.ts';
import { createMatrices } from '../comparison/matrix.ts';
import { createSharedPassages } from '../comparison/shared-passages.ts';
import { createTargetsOfPlans } from '../comparison/targets/targets-of-plans.ts';
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { SearchEngine } from '../search/engine.ts';
import { createLiteralSearch } from '../search/literal.ts';
import { ahead } from '../text/in-slices.ts';
import { once } from '../text/remember.ts';
import { SHORT_LIST } from './plan-part.ts';

export type Comparison = ReturnType<typeof createComparison>;

const known = new WeakMap<Library, Comparison>();

export function comparisonOf({ library, index }: Pick<SearchEngine, 'library' | 'index'>): Comparison {
  const kept = known.get(library) ?? createComparison(library, index);
  known.set(library, kept);
  return kept;
}

function createComparison(library: Library, index: SearchIndex) {
  const { analyser } = index;
  const literal = once(() => createLiteralSearch(library, index));
  return {
    analyser,
    matrices: once(() => createMatrices(library, index, literal())),
    concordance: once(() => createConcordance(library, index, literal())),
    counterparts: once(() => createCounterparts(library, index)),
    shared: once(() => createSharedPassages(library, index)),
    distinctive: once(() => createDistinctiveTerms(library, index)),
    targets: once(() => createTargetsOfPlans(library, index)),
  };
}

/**
 * Works out what first readers would wait for longest, a slice at a time with room for requests in between: of few plans
 * everything, of many what is read off the index. Stops where `isWanted` no longer holds, as when a newer index is served.
 */
export async function prepareComparison(
  engine: Pick<SearchEngine, 'library' | 'index'>,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const comparison = comparisonOf(engine);
  const ids = engine.library.plans.map(({ id }) => id);
  const few = ids.length <= SHORT_LIST;
  const pieces: readonly (() => Promise<unknown>)[] = [
    ...ids.slice(0, SHORT_LIST).map((id) => () => comparison.distinctive().of(id)),
    ...(few ? [() => comparison.shared().passages({ most: 0 }), () => comparison.shared().shares()] : []),
    ...ids.slice(0, SHORT_LIST).map((id) => () => comparison.targets().of([id])),
  ];
  for (const piece of pieces) {
    if (!isWanted()) return;
    await ahead(piece);
  }
}
