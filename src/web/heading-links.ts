// Where a suggested heading stands, if there is only one of its title: a reader who picks it wants to read what is under it.
import type { Library } from '../corpus/library.ts';
import { headingUrl } from '../search/address.ts';
import type { Suggestion } from '../search/suggest.ts';
import { fold } from '../text/fold.ts';

export type LinkedSuggestion = Suggestion & { readonly url?: string };

const known = new WeakMap<Library, ReadonlyMap<string, string | null>>();

/** A heading's suggestion with its address; a title that several headings have is a question, as a term is. */
export function withHeadingLink(library: Library, suggestion: Suggestion): LinkedSuggestion {
  if (suggestion.kind !== 'heading') return suggestion;
  const links = known.get(library) ?? linksOf(library);
  known.set(library, links);
  const url = links.get(fold(suggestion.text)) ?? null;
  return url === null ? suggestion : { ...suggestion, url };
}

/** Null for a title that stands more than once. */
function linksOf({ plans }: Library): ReadonlyMap<string, string | null> {
  const links = new Map<string, string | null>();
  for (const plan of plans) {
    for (const [index, { title }] of plan.headings.entries()) {
      const folded = fold(title);
      links.set(folded, links.has(folded) ? null : headingUrl(plan, index));
    }
  }
  return links;
}
