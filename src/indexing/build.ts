// From plans to an index, in one thread. From a folder of seeds, with several: `build-seeds.ts`.
import type { Library } from '../corpus/library.ts';
import type { Segmenter } from '../text/segment.ts';
import { createAssembly, originsOf } from './assembly.ts';
import { createPartBuilder } from './index-part.ts';
import { openIndex, type SearchIndex } from './search-index.ts';
import type { StoredIndex } from './store.ts';
import type { PlanEntry } from './stored-plans.ts';

export interface BuildOptions {
  readonly library: Library;
  readonly segmenter: Segmenter;
  readonly declaredTerms: readonly string[];
  /** One a plan, in the order of the library; see `SeedPlan.key`. Without them nothing can be taken over later. */
  readonly keys?: readonly string[];
  /** An index made by the same code, segmenter and themes. */
  readonly previous?: StoredIndex | null;
}

export function buildIndex({ library, segmenter, declaredTerms, keys = [], previous = null }: BuildOptions): SearchIndex {
  const origins = originsOf(
    library.plans.map((_plan, at) => keys[at] ?? ''),
    previous,
  );
  const builder = createPartBuilder(segmenter, library.themes);
  const fresh = new Map<number, PlanEntry>();
  for (const [at, plan] of library.plans.entries()) if (origins[at] === null) fresh.set(at, builder.add(plan, keys[at] ?? ''));
  const planAt = (at: number) => {
    const plan = library.plans[at];
    if (!plan) throw new RangeError(`the library has no plan ${at}`);
    return plan;
  };
  const assembly = createAssembly({ origins, previous, fresh, offers: [builder.offers()], declaredTerms, segmenter, planAt });
  const part = builder.finish(assembly.lexicon);
  return openIndex(assembly.finish([{ part, plans: [...fresh.keys()] }]), segmenter);
}
