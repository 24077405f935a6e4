// The comparison of clauses as a page: columns with a reference that can be changed, and proposals for other districts.
import type { DiffSegment } from '../comparison/clause-diff.ts';
import { MOST_WEIGHED, type PlanCounterparts } from '../comparison/counterparts.ts';
import type { Library, PlacedClause } from '../corpus/library.ts';
import { clausePageUrl, planUrl } from '../search/address.ts';
import type { SearchEngine } from '../search/engine.ts';
import { type ComparedClause, comparedClauses, segmentsAgainst } from './compare-columns.ts';
import { type CompareState, compareUrl, MOST_COMPARED } from './compare-state.ts';
import { comparisonOf } from './comparison.ts';
import { districtName } from './district-names.ts';
import { langOf, type Step, stepsOf } from './hit-view.ts';
import { headOf, type PageHead } from './page-head.ts';
import { plansNamed } from './place-finder.ts';
import { type FinderView, finderOf, SHORT_LIST } from './plan-part.ts';
import { excerpt, figure } from './words.ts';

interface Link {
  readonly label: string;
  readonly url: string;
}

interface ShownClause {
  readonly id: string;
  readonly district: string;
  readonly planUrl: string;
  readonly path: readonly Step[];
  readonly lang: string;
  readonly url: string;
  readonly segments: readonly DiffSegment[];
}

interface ColumnView extends ShownClause {
  readonly isReference: boolean;
  readonly acts: readonly Link[];
}

interface Alternative {
  readonly id: string;
  readonly text: string;
  readonly lang: string;
  readonly url: string;
}

interface ProposalView {
  readonly district: string;
  /** Null where nothing in the plan comes near. */
  readonly best: (ShownClause & { readonly addUrl: string | null }) | null;
  readonly alternatives: readonly Alternative[];
}

export interface CompareView {
  readonly head: PageHead;
  readonly title: string;
  readonly ids: string;
  readonly most: number;
  readonly columns: readonly ColumnView[];
  /** For each district that is not among the columns. */
  readonly proposals: readonly ProposalView[];
  /** Finds the proposals of a district by its name, where there are many districts. */
  readonly finder: FinderView | null;
  /** Other clauses of the districts that are. */
  readonly replacements: readonly ProposalView[];
  /** The reference with the best of every other district; null where that is what the page shows. */
  readonly allUrl: string | null;
}

const MOST_ALTERNATIVES = 4;
const EXCERPT = 60;

export async function compareView(engine: SearchEngine, state: CompareState): Promise<CompareView> {
  const { library } = engine;
  const compared = comparedClauses(engine, state);
  const reference = compared.find(({ isReference }) => isReference);
  const shown = new Set(compared.map(({ placed }) => placed.plan.id));
  const found = reference ? await counterpartsOf(engine, state, [...shown]) : [];
  const title =
    compared.length === 0
      ? '条文对照'
      : `条文对照：${compared.map(({ placed }) => districtName(library, placed.plan.id)).join('、')}`;
  const isLong = library.plans.length > SHORT_LIST;
  const proposed = proposedOf(
    found.filter(({ plan }) => !shown.has(plan)),
    state,
    library,
    isLong,
  );
  const proposal = (counterparts: PlanCounterparts) => proposalView(engine, counterparts, state, reference?.placed);
  return {
    head: headOf(title, { current: 'compare', canonical: compared.length === 0 ? '/compare' : null, styles: ['compare.css'] }),
    title,
    ids: state.ids.join(','),
    most: MOST_COMPARED,
    columns: compared.map((clause, at) => columnView(engine, clause, at, state)),
    proposals: proposed.slice(0, MOST_PROPOSED).map(proposal),
    finder: isLong ? finderView(state, proposed.length, found.length) : null,
    replacements: found
      .filter(({ plan }) => shown.has(plan))
      .map(proposal)
      .filter(({ alternatives }) => alternatives.length > 0),
    allUrl: allUrl(isLong ? proposed : found, state),
  };
}

// Of many districts those that are named, if any are, and those that have a column.
async function counterpartsOf(
  engine: SearchEngine,
  { ref, place }: CompareState,
  shown: readonly string[],
): Promise<readonly PlanCounterparts[]> {
  const { library } = engine;
  const isNamed = place !== '' && library.plans.length > SHORT_LIST;
  const plans = isNamed ? [...new Set([...plansNamed(library, place).map(({ id }) => id), ...shown])] : undefined;
  return (
    (await comparisonOf(engine)
      .counterparts()
      .of(ref, plans && { plans })) ?? []
  );
}

/** More of them are too many to look through; a box finds the clause of a certain district. */
const MOST_PROPOSED = 16;

// Of many districts those that come nearest stand first, and those in which nothing comes near are left out.
function proposedOf(
  found: readonly PlanCounterparts[],
  { place }: CompareState,
  library: Library,
  isLong: boolean,
): readonly PlanCounterparts[] {
  if (!isLong) return found;
  const named = new Set(plansNamed(library, place).map(({ id }) => id));
  const score = ({ candidates: [best] }: PlanCounterparts) => best?.score ?? 0;
  return found.filter(({ plan, candidates }) => named.has(plan) && candidates.length > 0).toSorted((a, b) => score(b) - score(a));
}

// Of very many districts only the nearest are weighed, so that how many come near is not known.
function finderView({ ids, ref, place }: CompareState, count: number, weighed: number): FinderView {
  const sentence =
    count === 0
      ? '没有用词相近的条文。'
      : count > MOST_PROPOSED
        ? `${weighed < MOST_WEIGHED ? '' : '至少'}${figure(count)}个区县有相近的条文，这里是最接近的${MOST_PROPOSED}个。`
        : `${figure(count)}个区县有相近的条文。`;
  return finderOf(compareUrl(ids, ref), place, sentence);
}

function allUrl(found: readonly PlanCounterparts[], { ids, ref }: CompareState): string | null {
  const best = found.flatMap(({ candidates: [first] }) => (first ? [first.clauseId] : [])).slice(0, MOST_COMPARED - 1);
  return best.length === 0 || best.every((id) => ids.includes(id)) ? null : compareUrl([ref, ...best]);
}

function columnView(engine: SearchEngine, clause: ComparedClause, at: number, { ids, ref }: CompareState): ColumnView {
  const { id } = clause.placed.clause;
  const moved = (to: number) => compareUrl(swapped(ids, at, to), ref);
  const rest = ids.filter((other) => other !== id);
  const acts: readonly (Link | null)[] = [
    clause.isReference || ids.length < 2 ? null : { label: '作参照', url: compareUrl(ids, id) },
    at === 0 ? null : { label: '前移', url: moved(at - 1) },
    at === ids.length - 1 ? null : { label: '后移', url: moved(at + 1) },
    ids.length < 2 ? null : { label: '移去', url: compareUrl(rest, id === ref ? rest[0] : ref) },
  ];
  return {
    ...shownClause(engine, clause.placed, clause.segments),
    isReference: clause.isReference,
    acts: acts.filter((act) => act !== null),
  };
}

function shownClause(engine: SearchEngine, placed: PlacedClause, segments: readonly DiffSegment[]): ShownClause {
  const { plan, clause } = placed;
  return {
    id: clause.id,
    district: districtName(engine.library, plan.id),
    planUrl: planUrl(plan.id),
    path: stepsOf(engine.view(placed), engine.library, ''),
    lang: langOf(engine.library, plan.id),
    url: clausePageUrl(clause.id),
    segments,
  };
}

function proposalView(
  engine: SearchEngine,
  { plan, candidates }: PlanCounterparts,
  state: CompareState,
  reference: PlacedClause | undefined,
): ProposalView {
  const { library } = engine;
  const found = candidates
    .flatMap(({ clauseId }) => library.clauseById(clauseId) ?? [])
    .filter(({ clause }) => !state.ids.includes(clause.id));
  const [best, ...others] = found;
  const isShown = state.ids.some((id) => library.clauseById(id)?.plan.id === plan);
  // A district that has a column already gets another clause in that column's place.
  const listed = isShown ? found : others;
  return {
    district: districtName(library, plan),
    best:
      best && reference && !isShown
        ? { ...shownClause(engine, best, segmentsAgainst(engine, reference, best)), addUrl: addUrl(best, state) }
        : null,
    alternatives: listed.slice(0, MOST_ALTERNATIVES).map((placed) => ({
      id: placed.clause.id,
      text: excerpt(placed.clause.text, EXCERPT),
      lang: langOf(library, plan),
      url: (isShown ? replaceUrl(placed, state, engine) : addUrl(placed, state)) ?? clausePageUrl(placed.clause.id),
    })),
  };
}

const addUrl = ({ clause }: PlacedClause, { ids, ref }: CompareState): string | null =>
  ids.length >= MOST_COMPARED ? null : compareUrl([...ids, clause.id], ref);

function replaceUrl({ plan, clause }: PlacedClause, { ids, ref }: CompareState, { library }: SearchEngine): string {
  const at = ids.findIndex((id) => id !== ref && library.clauseById(id)?.plan === plan);
  return compareUrl(
    ids.map((id, index) => (index === at ? clause.id : id)),
    ref,
  );
}

function swapped(ids: readonly string[], one: number, other: number): readonly string[] {
  return ids.map((id, at) => (at === one ? (ids[other] ?? id) : at === other ? (ids[one] ?? id) : id));
}
