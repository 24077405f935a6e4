// All comparisons over one library, each computed when it is first asked for and then kept: the texts do not change while
// the server runs, and a library that is read anew has comparisons of its own.
import { createCounterparts } from '../comparison/counterparts.ts';
import { createDistinctiveTerms } from '../comparison/distinctive.ts';
import { createConcordance } from '../comparison/kwic.ts';
import { createMatrices } from '../comparison/matrix.ts';
import { createSharedPassages } from '../comparison/shared-passages.ts';
import { targetsByIndicator } from '../comparison/targets/by-indicator.ts';
import { extractTargets } from '../comparison/targets/extract.ts';
import type { Library } from '../corpus/library.ts';
import { profileClauses } from '../indexing/clause-profile.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { SearchEngine } from '../search/engine.ts';
import { createLiteralSearch } from '../search/literal.ts';

export type Comparison = ReturnType<typeof createComparison>;

const known = new WeakMap<Library, Comparison>();

export function comparisonOf({ library, index }: Pick<SearchEngine, 'library' | 'index'>): Comparison {
  const kept = known.get(library) ?? createComparison(library, index);
  known.set(library, kept);
  return kept;
}

function createComparison(library: Library, index: SearchIndex) {
  const { analyser } = index;
  const profiles = once(() => profileClauses(library));
  const literal = once(() => createLiteralSearch(library));
  const targets = once(() => extractTargets(library, profiles()));
  return {
    analyser,
    matrices: once(() => createMatrices(library, literal())),
    concordance: once(() => createConcordance(library, analyser, literal())),
    counterparts: once(() => createCounterparts(library, index, profiles())),
    shared: once(() => createSharedPassages(library)),
    distinctive: once(() => createDistinctiveTerms(library, analyser, literal())),
    targets,
    indicators: once(() => targetsByIndicator(targets(), library)),
  };
}

/** Works out what takes long, a piece at a time with room for requests in between, so that no reader waits for it. */
export async function prepareComparison(engine: Pick<SearchEngine, 'library' | 'index'>): Promise<void> {
  const comparison = comparisonOf(engine);
  const pieces: readonly (() => unknown)[] = [
    comparison.matrices,
    comparison.shared,
    comparison.targets,
    comparison.counterparts,
    ...engine.library.plans.map(
      ({ id }) =>
        () =>
          comparison.distinctive().of(id),
    ),
  ];
  for (const piece of pieces) {
    await new Promise((resolve) => setImmediate(resolve));
    piece();
  }
}

function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
