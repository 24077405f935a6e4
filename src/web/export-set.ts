// What an export holds, whatever its format: some clauses in order, each with its citation, and what is not in it.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';
import type { Clause } from '../corpus/model.ts';
import type { ClauseView } from '../search/answer.ts';
import { citationOf, locatorOf } from '../search/citation.ts';
import type { Range } from '../text/characters.ts';
import { durableLink } from './clause-citations.ts';
import { kindWordOf, langOf, sourceOf } from './hit-view.ts';
import { noteText } from './notes.ts';
import { joinHeading } from './words.ts';

/** Plain data throughout: it is handed to another thread. */
export interface ExportSet {
  /** `“碳达峰”的条文`. */
  readonly title: string;
  /** What was found or chosen, and what of it is not here, each in one sentence. */
  readonly remarks: readonly string[];
  /** The page that shows the same; null where there is none. */
  readonly url: string | null;
  readonly madeOn: string;
  readonly clauses: readonly ExportedClause[];
  /** Ids that were asked for and that no clause has. */
  readonly unknownIds: readonly string[];
  /** Clauses that were found and are not here, because there are too many. */
  readonly leftOut: number;
  /** Whether a reader chose the clauses one by one: then their order means something. */
  readonly isChosen: boolean;
}

export interface ExportedClause extends Pick<Clause, 'id' | 'kind' | 'text' | 'columns' | 'marks' | 'lines' | 'page'> {
  readonly match: 'exact' | 'related' | null;
  readonly facts: PlanFacts;
  readonly lang: string;
  /** The headings above it, outermost first. */
  readonly path: readonly string[];
  readonly kindWord: string;
  readonly highlights: readonly Range[];
  readonly notes: readonly string[];
  /** What the reader wrote beside it. */
  readonly remark: string;
  readonly locator: string;
  readonly citation: string;
  readonly link: string;
  readonly source: string;
}

interface ExportedAs {
  readonly view: ClauseView;
  readonly match: ExportedClause['match'];
  readonly remark: string;
  readonly base: string;
}

export function exportedClause(
  library: Library,
  placed: PlacedClause,
  { view, match, remark, base }: ExportedAs,
): ExportedClause {
  const { plan, chapter, clause } = placed;
  const { id, kind, text, columns, marks, lines, page } = clause;
  const path = view.path.map(({ num, title }) => joinHeading(num, title));
  return {
    id,
    kind,
    text,
    columns,
    marks,
    lines,
    ...(page && { page }),
    match,
    facts: plan.facts,
    lang: langOf(library, plan.id),
    path: path.length > 0 ? path : [joinHeading(chapter.num, chapter.title)],
    kindWord: kindWordOf(view),
    highlights: view.highlights,
    notes: marks.map(noteText),
    remark,
    locator: locatorOf(library, placed),
    citation: citationOf(library, placed),
    link: durableLink(placed, base),
    source: sourceOf(view),
  };
}

export interface ExportGroup {
  readonly facts: PlanFacts;
  readonly clauses: readonly ExportedClause[];
}

/** The clauses by district. What was chosen by hand keeps its order, so that a district may come more than once. */
export function groupsOf({ clauses, isChosen }: ExportSet): readonly ExportGroup[] {
  const groups: { facts: PlanFacts; clauses: ExportedClause[] }[] = [];
  for (const clause of clauses) {
    const group = isChosen ? groups.at(-1) : groups.find(({ facts }) => facts.id === clause.facts.id);
    if (group && group.facts.id === clause.facts.id) group.clauses.push(clause);
    else groups.push({ facts: clause.facts, clauses: [clause] });
  }
  return groups;
}
