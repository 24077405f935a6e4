// The places (处) of a question in one plan, numbered through in reading order: what a reader steps along.
import type { Plan } from '../corpus/library.ts';
import type { Clause, Heading } from '../corpus/model.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { Range } from '../text/characters.ts';

/** A clause that has places. Places are counted from 1. */
export interface PlacesInClause {
  readonly clause: Clause;
  readonly ranges: readonly Range[];
  readonly first: number;
  readonly last: number;
}

/** Places in the label and in the title of a heading. They are marked and never counted: headings are not clauses. */
export interface PlacesInHeading {
  readonly num: readonly Range[];
  readonly title: readonly Range[];
}

export interface Places {
  readonly q: string;
  readonly total: number;
  /** Clauses with a place, in reading order. */
  readonly clauses: readonly PlacesInClause[];
  inClause(clause: Clause): PlacesInClause | null;
  inHeading(heading: Heading): PlacesInHeading;
}

export function findPlacesInPlan(engine: SearchEngine, plan: Plan, q: string): Places {
  const clauses = q === '' ? [] : numberPlaces(engine, plan, q);
  const byClause = new Map(clauses.map((places) => [places.clause, places]));
  return {
    q,
    total: clauses.at(-1)?.last ?? 0,
    clauses,
    inClause: (clause) => byClause.get(clause) ?? null,
    inHeading: (heading) => (q === '' ? NO_PLACES : placesInHeading(engine, heading, q)),
  };
}

/** How many of the places stand in one chapter. */
export function countInChapter({ clauses }: Places, chapter: number): number {
  return clauses.filter(({ clause }) => clause.chapter === chapter).reduce((sum, { ranges }) => sum + ranges.length, 0);
}

const NO_PLACES: PlacesInHeading = { num: [], title: [] };

function numberPlaces(engine: SearchEngine, plan: Plan, q: string): readonly PlacesInClause[] {
  let count = 0;
  return plan.clauses.flatMap((clause) => {
    const placed = engine.library.clauseById(clause.id);
    const ranges = placed ? engine.highlights(q, placed) : [];
    if (ranges.length === 0) return [];
    const first = count + 1;
    count += ranges.length;
    return [{ clause, ranges, first, last: count }];
  });
}

// As the search of headings does it: label and title are one text, but a label that is not in the source is no part of it.
function placesInHeading(engine: SearchEngine, { num, title, inferred }: Heading, q: string): PlacesInHeading {
  const label = inferred ? '' : num;
  const ranges = engine.highlightsInText(q, label + title);
  const border = label.length;
  return {
    num: ranges.filter(([start]) => start < border).map(([start, end]) => [start, Math.min(end, border)]),
    title: ranges.filter(([, end]) => end > border).map(([start, end]) => [Math.max(start, border) - border, end - border]),
  };
}
