// The small menu at the mark in the gutter of each clause: its citation, and where to go from it.
import type { PlacedClause, Plan } from '../corpus/library.ts';
import type { Clause } from '../corpus/model.ts';
import { clausePageUrl, clauseUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { citeClause } from './citing.ts';
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
  readonly basketUrl: string;
  /** `huadu.txt 第417行`. */
  readonly source: string;
}

export function clauseMenus(engine: SearchEngine, plan: Plan, { remark }: ShownText): (clause: Clause) => ClauseMenu {
  return (clause) => {
    const placed = engine.library.clauseById(clause.id);
    if (!placed) throw new Error(`the library has no clause ${clause.id} of its own plan ${plan.id}`);
    return clauseMenu(placed, remark);
  };
}

function clauseMenu(placed: PlacedClause, remark: string): ClauseMenu {
  const { plan, chapter, clause } = placed;
  const { text, url } = citeClause(placed);
  return {
    elementId: `menu-${clause.id}`,
    citation: text + remark,
    citationUrl: url,
    placeUrl: clauseUrl(plan.id, chapter, clause.id),
    pageUrl: clausePageUrl(clause.id),
    sourceUrl: clausePageUrl(clause.id),
    basketUrl: `/basket?ids=${clause.id}`,
    source: `${plan.facts.file} ${lineWords(clause.lines)}`,
  };
}
