// What kind of passage a clause is, whatever is asked: its role in the plan decides how much a match in it is worth.
import { headingPath, type Library, type PlacedClause } from '../corpus/library.ts';
import type { ClauseKind, Heading } from '../corpus/model.ts';
import { fold } from '../text/fold.ts';

/** task: what is to be done. The others are read for other reasons, and come later. */
export type ClauseRole = 'task' | 'background' | 'chapter-lead' | 'section-lead' | 'principle' | 'goal';

export interface ClauseProfile {
  readonly role: ClauseRole;
  readonly kind: ClauseKind;
  /** Folded titles above the clause, outermost first. */
  readonly titles: readonly string[];
  /** Folded opening words up to the first full stop, where they read as a title (`完善治理体系。…`); empty otherwise. */
  readonly runInTitle: string;
  /** Length of the folded text, in UTF-16 units. */
  readonly length: number;
}

export function profileClauses(library: Library): readonly ClauseProfile[] {
  const withItems = sectionsWithItems(library);
  // Many clauses stand under one heading.
  const titles = new Map<Heading, string>();
  const titleOf = (heading: Heading): string => {
    const title = titles.get(heading) ?? fold(heading.title);
    titles.set(heading, title);
    return title;
  };
  return library.clauses.map((placed) => {
    const path = headingPath(placed.plan, placed.clause.heading);
    const text = fold(placed.clause.text);
    const ownTitles = path.map(titleOf);
    return {
      role: roleOf(placed, { path, titles: ownTitles, withItems }),
      kind: placed.clause.kind,
      titles: ownTitles,
      runInTitle: runInTitleOf(text),
      length: text.length,
    };
  });
}

// Wordings of the field for chapters and sections that look back or around. On folded text.
const BACKGROUND =
  /成就|成效|成果回顾|发展基础|现实基础|发展回顾|回顾|发展环境|发展形势|面临(?:的)?(?:形势|环境|机遇|挑战|主要)|机遇(?:与|和)挑战|存在(?:的)?(?:问题|不足)|发展背景/u;
const PRINCIPLE = /指导思想|基本原则|发展原则|总体要求|基本思路|基本要求|战略导向/u;
const GOAL = /(?:主要|发展|远景|总体|奋斗|预期)目标|目标(?:体系|任务|要求)|主要指标/u;

interface Position {
  /** Headings above the clause, outermost first, and their folded titles. */
  readonly path: readonly Heading[];
  readonly titles: readonly string[];
  readonly withItems: ReadonlySet<Heading>;
}

function roleOf(placed: PlacedClause, { path, titles, withItems }: Position): ClauseRole {
  const innermost = path.at(-1);
  // The innermost title that says so decides: 发展目标 inside a chapter called 总体要求 is about goals.
  for (const title of titles.toReversed()) {
    if (BACKGROUND.test(title)) return 'background';
    if (GOAL.test(title)) return 'goal';
    if (PRINCIPLE.test(title)) return 'principle';
  }
  if (placed.theme === 'foundation') return 'background';
  if (placed.chapter.kind === 'preamble') return 'background';
  if (innermost?.kind === 'chapter' || innermost?.kind === 'part') return 'chapter-lead';
  return innermost?.kind === 'section' && withItems.has(innermost) ? 'section-lead' : 'task';
}

// A paragraph right under a section's title leads the section only if items follow; else it is the section.
function sectionsWithItems(library: Library): ReadonlySet<Heading> {
  return new Set(
    library.plans.flatMap((plan) =>
      plan.headings.flatMap((heading) => {
        const parent = heading.kind === 'item' && heading.parent !== null ? plan.headings[heading.parent] : undefined;
        return parent?.kind === 'section' ? [parent] : [];
      }),
    ),
  );
}

const LONGEST_RUN_IN = 36;

function runInTitleOf(text: string): string {
  const stop = text.search(/[。:]/u);
  return stop > 0 && stop <= LONGEST_RUN_IN ? text.slice(0, stop) : '';
}
