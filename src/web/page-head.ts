// What every page tells its frame.

type NavEntry = 'search' | 'plans' | 'help';

export interface PageHead {
  /** Before the site's name in the title; empty on the start page. */
  readonly title: string;
  /** What the search box holds. */
  readonly q: string;
  readonly current: NavEntry | null;
  /** The one address of this page that search engines and citations should know; null for what is not worth keeping. */
  readonly canonical: string | null;
  /** Parameters that a new question keeps. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  /** Files of views/assets that this page alone loads. Every page works without them. */
  readonly scripts: readonly string[];
}

export function headOf(title: string, given: Partial<Omit<PageHead, 'title'>> = {}): PageHead {
  return { title, q: '', current: null, canonical: null, kept: [], scripts: [], ...given };
}
