// What every page tells its frame.

type NavEntry = 'search' | 'plans' | 'compare' | 'basket' | 'help';

export interface PageHead {
  /** Before the site's name in the title; empty on the start page. */
  readonly title: string;
  /** What the search box holds. */
  readonly q: string;
  readonly current: NavEntry | null;
  /** The one address of this page that search engines and citations should know; null for what is not worth keeping. */
  readonly canonical: string | null;
  /** One or two sentences for whoever shows a link to this page. */
  readonly description: string;
  /** Other forms of this page, a feed for example. */
  readonly alternates: readonly { readonly type: string; readonly title: string; readonly url: string }[];
  /** The same text in each script, where a reader may choose. */
  readonly languages: readonly { readonly lang: string; readonly url: string }[];
  /** What the page says in the words of schema.org; empty for most pages. */
  readonly jsonLd: string;
  /** Parameters that a new question keeps. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  /** Files of views/assets that this page loads beside those of every page. It works without its scripts. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

const SITE_DESCRIPTION = '逐字检索各地五年规划的条文：一个词出现几处、在哪几段、哪些区县没有提到。';

export function headOf(title: string, given: Partial<Omit<PageHead, 'title'>> = {}): PageHead {
  return {
    title,
    q: '',
    current: null,
    canonical: null,
    description: SITE_DESCRIPTION,
    alternates: [],
    languages: [],
    jsonLd: '',
    kept: [],
    scripts: [],
    styles: [],
    ...given,
  };
}
