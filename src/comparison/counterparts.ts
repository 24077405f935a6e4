// 对照: for a clause, the clauses of each other plan that are about the same subject. The index proposes by rare words; the
// proposals are weighed again by what the texts share character by character, by their titles, theme and role.
import type { Library, PlacedClause, Plan } from '../corpus/library.ts';
import type { WeightedTerm } from '../indexing/clause-index.ts';
import type { ClauseProfile } from '../indexing/clause-profile.ts';
import { profileAt } from '../indexing/clause-table.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { inSlices, type Sliced } from '../text/in-slices.ts';
import { remember } from '../text/remember.ts';
import { kindFit, roleFit, subjectTitles } from './clause-fit.ts';
import { cosine, type TermVector, termVector, titleVector } from './term-vector.ts';
import { createPieceRarity, piecesOf } from './text-pieces.ts';

export interface Counterpart {
  readonly clauseId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly parts: ScoreParts;
}

/** What a score is made of, each 0 to 1. */
export interface ScoreParts {
  /** Rare words in common, by the index: its score as a share of the clause's own. */
  readonly words: number;
  /** Text in common, character by character. */
  readonly text: number;
  /** Titles in common, above the clause and at its opening. */
  readonly titles: number;
  readonly theme: number;
  /** Whether the two clauses do the same work in their plans, and are the same kind of passage. */
  readonly fit: number;
}

export interface PlanCounterparts {
  readonly plan: string;
  /** Best first; empty where nothing in the plan comes near. */
  readonly candidates: readonly Counterpart[];
}

export interface CounterpartsRequest {
  /** Candidates for each plan. */
  readonly most?: number;
  /** Ids of the plans wanted; all where nothing is said. */
  readonly plans?: readonly string[];
}

export interface Counterparts {
  /**
   * One entry for each other plan, in the library's order; of more than `MOST_WEIGHED` plans those that the index puts
   * nearest. Undefined for an id that names no clause. Worked out a slice at a time.
   */
  of(clauseId: string, request?: CounterpartsRequest): Promise<readonly PlanCounterparts[] | undefined>;
}

/** Weighing a plan takes some milliseconds and reads its clauses; a reader looks through the nearest of many. */
export const MOST_WEIGHED = 64;

// Fitted on judged pairs (test/comparison/counterparts-judged.json); the result is much the same for any mixture near this.
const WEIGHTS = { words: 0.22, text: 0.62, titles: 0.11, theme: 0.05 } as const;
/** Proposals of the index that are weighed again, for each plan. */
const PROPOSED = 20;
const MOST_CANDIDATES = 5;
/** A title says what the text under it does not say again, so the nearest ones are read with the text. */
const TITLES_READ_AS_TEXT = 2;
/** Below this two clauses share a few words of the field and nothing else. */
const LEAST_SCORE = 0.12;
/** Terms asked of the index: the rest are too common to tell subjects apart. */
const ASKED_TERMS = 40;

export function createCounterparts(library: Library, index: SearchIndex): Counterparts {
  const rarity: Rarity = (term) => Math.log((library.clauses.length + 1) / (index.clauses.frequency(term) + 0.5));
  const pieceRarity = createPieceRarity(library.clauses.length, index.stored.part.grams.clauses);
  const viewOf = remember(MOST_REMEMBERED, (placed: PlacedClause): View => {
    const profile = profileAt(index, placed.ordinal, index.texts.of(placed.ordinal));
    const subjects = subjectTitles(profile);
    return {
      placed,
      profile,
      subjects,
      text: termVector([placed.clause.text, ...subjects.slice(-TITLES_READ_AS_TEXT)].flatMap(piecesOf), pieceRarity),
      titles: titleVector(subjects.map(piecesOf), pieceRarity),
    };
  });
  function* counterparts(
    placed: PlacedClause,
    { most = MOST_CANDIDATES, plans }: CounterpartsRequest,
  ): Sliced<readonly PlanCounterparts[]> {
    const view = viewOf(placed);
    const proposals = propose(placed, weightyTerms(placed, view.subjects, index, rarity), library, index);
    yield;
    const found: PlanCounterparts[] = [];
    for (const plan of nearestPlans(library.plans, placed.plan, proposals, plans)) {
      const weighed: Counterpart[] = [];
      for (const { other, words } of proposals.get(plan) ?? []) {
        weighed.push(weigh(view, viewOf(other), words));
        yield;
      }
      const near = weighed.filter(({ score }) => score >= LEAST_SCORE).sort((a, b) => b.score - a.score);
      found.push({ plan: plan.id, candidates: near.slice(0, most) });
    }
    return found;
  }
  return {
    of: async (clauseId, request = {}) => {
      const placed = library.clauseById(clauseId);
      return placed && inSlices(counterparts(placed, request));
    },
  };
}

// In the order of the library. Where there are too many, those whose best proposal the index likes best.
function nearestPlans(
  plans: readonly Plan[],
  own: Plan,
  proposals: ReadonlyMap<Plan, readonly Proposal[]>,
  wanted: readonly string[] | undefined,
): readonly Plan[] {
  const asked = wanted && new Set(wanted);
  const others = plans.filter((plan) => plan !== own && (!asked || asked.has(plan.id)));
  if (others.length <= MOST_WEIGHED) return others;
  const nearness = (plan: Plan) => proposals.get(plan)?.[0]?.words ?? 0;
  const nearest = new Set(others.toSorted((a, b) => nearness(b) - nearness(a)).slice(0, MOST_WEIGHED));
  return others.filter((plan) => nearest.has(plan));
}

type Rarity = (term: string) => number;

/** A clause as it is compared. */
interface View {
  readonly placed: PlacedClause;
  readonly profile: ClauseProfile;
  /** Titles that say what the clause is about. */
  readonly subjects: readonly string[];
  readonly text: TermVector;
  readonly titles: TermVector;
}

interface Proposal {
  readonly other: PlacedClause;
  readonly words: number;
}

// What the clause says again and again and others seldom say. The index weighs rarity itself, so it is only told how often.
function weightyTerms(placed: PlacedClause, titles: readonly string[], index: SearchIndex, rarity: Rarity): WeightedTerm[] {
  const terms = [placed.clause.text, ...titles].flatMap((text) => index.analyser.terms(text));
  const repetition = termVector(terms, () => 1).weights;
  return [...repetition]
    .map(([term, weight]) => ({ term, weight, telling: weight * rarity(term) }))
    .sort((a, b) => b.telling - a.telling || (a.term < b.term ? -1 : 1))
    .slice(0, ASKED_TERMS)
    .map(({ term, weight }) => ({ term, weight }));
}

// The best of each plan, best first.
function propose(
  placed: PlacedClause,
  terms: readonly WeightedTerm[],
  library: Library,
  index: SearchIndex,
): ReadonlyMap<Plan, readonly Proposal[]> {
  const { ordinals, scoreOf } = index.clauses.score(terms);
  const own = scoreOf(placed.ordinal) || ordinals.reduce((best, ordinal) => Math.max(best, scoreOf(ordinal)), 0) || 1;
  const scored = new Map<Plan, { readonly other: PlacedClause; readonly score: number }[]>();
  for (const ordinal of ordinals) {
    const other = library.clauses[ordinal];
    if (!other || other.plan === placed.plan) continue;
    const known = scored.get(other.plan);
    if (known) known.push({ other, score: scoreOf(ordinal) });
    else scored.set(other.plan, [{ other, score: scoreOf(ordinal) }]);
  }
  const best = [...scored].map(([plan, found]) => {
    // A stable sort leaves ties in reading order.
    const nearest = found.sort((a, b) => b.score - a.score).slice(0, PROPOSED);
    return [plan, nearest.map(({ other, score }) => ({ other, words: Math.sqrt(Math.min(1, score / own)) }))] as const;
  });
  return new Map(best);
}

function weigh(one: View, other: View, words: number): Counterpart {
  const parts: ScoreParts = {
    words,
    text: Math.sqrt(cosine(one.text, other.text)),
    titles: cosine(one.titles, other.titles),
    theme: one.placed.theme !== null && one.placed.theme === other.placed.theme ? 1 : 0,
    fit: roleFit(one.profile.role, other.profile.role) * kindFit(one.profile.kind, other.profile.kind),
  };
  const likeness =
    WEIGHTS.words * parts.words + WEIGHTS.text * parts.text + WEIGHTS.titles * parts.titles + WEIGHTS.theme * parts.theme;
  return { clauseId: other.placed.clause.id, score: parts.fit * likeness, parts };
}

/** Views kept: a view is some hundred pieces, and a large corpus has more clauses than are ever compared. */
const MOST_REMEMBERED = 2000;
