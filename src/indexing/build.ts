// From plans to an index, in one thread. From a folder of seeds, with several: `build-seeds.ts`.
import type { Library } from '../corpus/library.ts';
import type { Segmenter } from '../text/segment.ts';
import { addKnownOffers, createAssembly, originsOf } from './assembly.ts';
import { createPlanReader } from './index-part.ts';
import { candidateTerms, growLexicon } from './lexicon.ts';
import { openIndex, type SearchIndex } from './search-index.ts';
import type { StoredIndex } from './store.ts';
import type { PlanEntry } from './stored-plans.ts';
import { createWordPartBuilder } from './word-part.ts';

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
  const reader = createPlanReader(library.themes);
  const words = createWordPartBuilder(segmenter);
  const fresh = new Map<number, PlanEntry>();
  for (const [at, plan] of library.plans.entries()) {
    if (origins[at] !== null) continue;
    const draft = reader.add(plan, keys[at] ?? '');
    fresh.set(at, draft.finish(words.add(draft.texts)));
  }
  const planAt = (at: number) => {
    const plan = library.plans[at];
    if (!plan) throw new RangeError(`the library has no plan ${at}`);
    return plan;
  };
  addKnownOffers(reader.offers, { origins, previous });
  const offers = reader.offers.sum();
  const lexicon = growLexicon(candidateTerms(offers, declaredTerms), { segmenter, previous: previous?.lexicon });
  const assembly = createAssembly({ origins, previous, fresh, offers, lexicon, planAt });
  const plans = [...fresh.keys()];
  words.useLexicon(lexicon);
  for (const texts of assembly.touched()) words.addMore(texts);
  const addWords = assembly.finish([{ part: reader.grams(), plans }]);
  return openIndex(addWords([{ part: words.finish(), plans }]));
}
