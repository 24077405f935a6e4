// The small menu at the mark in the gutter of each clause: its citation, and where to go from it.
import type { Library, PlacedClause, Plan } from '../corpus/library.ts';
import type { Clause } from '../corpus/model.ts';
import { clausePageUrl, clauseUrl, durableUrl, sourceUrl } from '../search/address.ts';
import { citationOf } from '../search/citation.ts';
import { clauseToken } from '../search/clause-token.ts';
import type { ShownText } from './shown-text.ts';
import { lineWords } from './words.ts';

export interface ClauseMenu {
  /** The id of the menu's element. */
  readonly elementId: string;
  readonly citation: string;
  /** What a citation links to: it outlives a change of numbers. */
  readonly citationUrl: string;
  /** The clause in its place, without a question or anything else of the reader's. */
  readonly placeUrl: string;
  readonly pageUrl: string;
  readonly sourceUrl: string;
  /** `huadu.txt 第417行`. */
  readonly source: string;
}

/** The menus of one plan's clauses. A clause that is quoted from converted text says so in its citation. */
export function clauseMenus(library: Library, { id }: Plan, { remark }: ShownText): (clause: Clause) => ClauseMenu {
  return (clause) => {
    const placed = library.clauseById(clause.id);
    if (!placed) throw new Error(`the library does not know ${clause.id}, a clause of its own plan ${id}`);
    return clauseMenu(library, placed, remark);
  };
}

const known = new WeakMap<PlacedClause, ClauseMenu>();

// Made once: a whole plan has hundreds, and each takes a hash.
function clauseMenu(library: Library, placed: PlacedClause, remark: string): ClauseMenu {
  const menu = known.get(placed) ?? makeMenu(library, placed);
  known.set(placed, menu);
  return remark === '' ? menu : { ...menu, citation: menu.citation + remark };
}

function makeMenu(library: Library, placed: PlacedClause): ClauseMenu {
  const { plan, chapter, clause } = placed;
  return {
    elementId: `menu-${clause.id}`,
    citation: citationOf(library, placed),
    citationUrl: durableUrl(clause.id, clauseToken(clause)),
    placeUrl: clauseUrl(plan.id, chapter, clause.id),
    pageUrl: clausePageUrl(clause.id),
    sourceUrl: sourceUrl(plan.id, clause.lines),
    source: `${plan.facts.file} ${lineWords(clause.lines)}`,
  };
}
