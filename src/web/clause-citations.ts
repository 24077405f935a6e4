// A clause's citation in every form the site offers, as plain text to be copied.
import type { Library, PlacedClause } from '../corpus/library.ts';
import { durableUrl } from '../search/address.ts';
import { citationOf, locatorOf } from '../search/citation.ts';
import { bibtexEntry, gbReference } from '../search/citation-formats.ts';
import { clauseToken } from '../search/clause-token.ts';

export interface CitationForm {
  readonly name: string;
  readonly text: string;
  /** What the whole of it links to where rich text is wanted; null for a form that names its link itself. */
  readonly link: string | null;
  /** Whether line breaks and blanks are part of the form. */
  readonly preformatted: boolean;
}

/** The whole link that keeps leading to the clause, to be used in whatever leaves this site. */
export function durableLink({ clause }: PlacedClause, base: string): string {
  return base + durableUrl(clause.id, clauseToken(clause));
}

export function citationForms(
  library: Library,
  placed: PlacedClause,
  { base, readOn }: { readonly base: string; readonly readOn: string },
): readonly CitationForm[] {
  const link = durableLink(placed, base);
  const citation = citationOf(library, placed);
  const reference = { locator: locatorOf(library, placed), link, readOn };
  return [
    { name: '引文', text: citation, link, preformatted: false },
    { name: '链接', text: link, link, preformatted: false },
    { name: '引文和链接', text: `${citation}，${link}`, link, preformatted: false },
    { name: 'GB/T 7714—2015', text: gbReference(placed, reference), link: null, preformatted: false },
    { name: 'BibTeX', text: bibtexEntry(placed, reference), link: null, preformatted: true },
  ];
}
