// A question and its answer, in the words of the JSON contract. Every engine answers in these types.

import type { ClauseKind, HeadingKind, LineRange } from '../corpus/model.ts';
import type { ThemeId } from '../corpus/themes.ts';
import type { Range } from '../text/characters.ts';
import type { Relation } from './synonyms.ts';

export const SORTS = ['relevance', 'order'] as const;
export const MATCHES = ['all', 'exact'] as const;
export type Sort = (typeof SORTS)[number];
export type MatchMode = (typeof MATCHES)[number];

/**
 * What the answer is restricted to: any of one list, and all lists; districts and regions are one list, of places. An
 * empty or absent list restricts nothing.
 */
export interface Filters {
  readonly districts: readonly string[];
  readonly chapters: readonly string[];
  readonly themes: readonly string[];
  /** As plans declare them, `2021-2025`. */
  readonly periods?: readonly string[];
  /** Provinces and cities by their ids: every plan in them. See `region.ts`. */
  readonly regions?: readonly string[];
}

export interface SearchRequest extends Filters {
  readonly q: string;
  readonly sort: Sort;
  readonly match: MatchMode;
  /** 1 to 2,000: the API allows 100 at a time, a file to take away wants all at once. */
  readonly limit: number;
  /** Over the exact hits, then the related ones. */
  readonly offset: number;
  /** Neighbours of the query's words that are not to be used for related clauses. */
  readonly without?: readonly string[];
  /** Say of each hit why it stands where it stands. */
  readonly explain?: boolean;
}

export interface PathStep {
  readonly kind: HeadingKind;
  readonly num: string;
  readonly title: string;
  readonly url: string;
  readonly inferred?: true;
}

export interface HeadingHit {
  readonly plan: string;
  readonly kind: HeadingKind;
  readonly num: string;
  readonly title: string;
  readonly url: string;
}

/** A clause as every answer shows it: in a search, alone, in an export. */
export interface ClauseView {
  readonly id: string;
  readonly url: string;
  readonly plan: { readonly id: string; readonly district: string; readonly title: string };
  readonly path: readonly PathStep[];
  readonly chapter: {
    readonly id: string;
    readonly number: number | null;
    readonly title: string;
    readonly theme: ThemeId | null;
  } | null;
  readonly kind: ClauseKind;
  readonly columns: readonly string[] | null;
  readonly text: string;
  readonly highlights: readonly Range[];
  /** Escaped HTML, only `<mark>` added. */
  readonly snippet: string;
  readonly source: { readonly file: string; readonly lines: LineRange; readonly page?: readonly [number, number] };
  /** Repairs and corrections in `text`, so that nothing is passed off as the source. */
  readonly marks: readonly { kind: 'repair' | 'correction'; range: Range; captured: string; meant: string; reason: string }[];
}

export interface Hit extends ClauseView {
  readonly match: 'exact' | 'related';
  readonly score: number;
  readonly explain?: Explanation;
}

/** Why a hit was found and what its score is made of. Sentences are plain Chinese. */
export interface Explanation {
  /** What was found where: words of the query and their neighbours. */
  readonly found: readonly {
    readonly term: string;
    readonly relation: 'query' | 'part' | Relation | 'learnt';
    readonly inText: number;
    readonly inHeadings: number;
    readonly points: number;
  }[];
  /** Factors other than 1, in the order in which they are applied. */
  readonly factors: readonly { readonly name: string; readonly factor: number; readonly reason: string }[];
  /** The sum of all points before the factors. */
  readonly points: number;
}

/** A declared neighbour of a word of the query, with its own literal count: related clauses were looked for by it too. */
export interface ExpansionTerm {
  readonly term: string;
  /** The word of the query it is a neighbour of. */
  readonly of: string;
  readonly relation: Relation;
  /** Clauses that literally contain it, under the filters. */
  readonly count: number;
  /** The same by district, those with at least one; what a district says that does not say the word itself. */
  readonly districts: readonly { readonly id: string; readonly count: number }[];
}

/** Why nothing matches literally. */
export interface Absence {
  /** filters: there are matches outside the filters. conditions: exclusions or NEAR took them away. headings: only titles. */
  readonly cause: 'filters' | 'conditions' | 'headings' | 'nowhere';
  /** What there would be without the cause: clauses, or headings. */
  readonly count: number;
  /** For `conditions`: the query without them. */
  readonly query: string | null;
}

export interface DistrictValue {
  readonly id: string;
  readonly label: string;
  readonly city: string | null;
  readonly province: string | null;
  readonly period: string | null;
  readonly count: number;
  /** Places in those clauses. */
  readonly occurrences: number;
  /** Headings of this plan that contain the query. */
  readonly headings: number;
}

export interface RegionValue {
  /** `广东省`; of a city `广东省/广州市`. */
  readonly id: string;
  readonly label: string;
  /** Id of the province of a city; null for a province, and for a city whose province nobody declared. */
  readonly parent: string | null;
  /** Plans in it, and how many of them have at least one of the clauses. */
  readonly plans: number;
  readonly found: number;
  readonly count: number;
}

export interface PeriodValue {
  /** First and last year, `2021-2025`. */
  readonly id: string;
  readonly label: string;
  readonly plans: number;
  readonly count: number;
}

export interface ThemeValue {
  readonly id: ThemeId;
  readonly label: string;
  readonly count: number;
}

export interface ChapterValue {
  readonly id: string;
  readonly label: string;
  readonly district: string;
  readonly count: number;
}

export interface SearchAnswer {
  readonly query: { readonly q: string; readonly terms: readonly string[]; readonly repaired: string | null };
  readonly total: number;
  readonly occurrences: number;
  readonly districts: number;
  readonly related: number;
  readonly headings: readonly HeadingHit[];
  readonly hits: readonly Hit[];
  readonly expansion: readonly ExpansionTerm[];
  /** Other wordings that do occur, where the query does not. */
  readonly didYouMean: readonly { readonly text: string; readonly count: number }[];
  /** Null where something matches. */
  readonly absence: Absence | null;
  /** Of a query of one word: the same characters printed with marks between them. Never in `total`. */
  readonly printedForms: {
    readonly forms: readonly { readonly text: string; readonly clauses: number }[];
    /** Districts, under the filters for districts, that have such a form in a clause or a heading. */
    readonly districts: readonly string[];
  };
  /** For each district without a match in clause or heading: the related clause that comes nearest. */
  readonly nearest: readonly Hit[];
  readonly facets: {
    readonly district: readonly DistrictValue[];
    /** Provinces, each followed by its cities; plans that declare neither are in none. */
    readonly region: readonly RegionValue[];
    /** Earliest first; plans that declare none are in none. */
    readonly period: readonly PeriodValue[];
    readonly theme: readonly ThemeValue[];
    readonly chapter: readonly ChapterValue[];
  };
  /** Milliseconds that the search took. */
  readonly tookMs: number;
}

/** A question that cannot be answered as put; `message` is plain Chinese for the reader. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}
