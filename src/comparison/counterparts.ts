// 对照: for a clause, the clauses of each other plan that are about the same subject. The index proposes by rare words; the
// proposals are weighed again by what the texts share character by character, by their titles, theme and role.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import type { WeightedTerm } from '../indexing/clause-index.ts';
import type { ClauseProfile } from '../indexing/clause-profile.ts';
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

export interface Counterparts {
  /** One entry for each other plan, in the library's order; undefined for an id that names no clause. */
  of(clauseId: string, most?: number): readonly PlanCounterparts[] | undefined;
}

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

export function createCounterparts(library: Library, index: SearchIndex, profiles: readonly ClauseProfile[]): Counterparts {
  const rarity: Rarity = (term) => Math.log((library.clauses.length + 1) / (index.clauses.frequency(term) + 0.5));
  const pieceRarity = createPieceRarity(library.clauses.map(({ clause }) => clause.text));
  const viewOf = remember(MOST_REMEMBERED, (placed: PlacedClause): View => {
    const profile = profiles[placed.ordinal];
    const subjects = profile ? subjectTitles(profile) : [];
    return {
      placed,
      profile,
      subjects,
      text: termVector([placed.clause.text, ...subjects.slice(-TITLES_READ_AS_TEXT)].flatMap(piecesOf), pieceRarity),
      titles: titleVector(subjects.map(piecesOf), pieceRarity),
    };
  });
  return {
    of: (clauseId, most = MOST_CANDIDATES) => {
      const placed = library.clauseById(clauseId);
      if (!placed) return undefined;
      const view = viewOf(placed);
      const proposals = propose(placed, weightyTerms(placed, view.subjects, index, rarity), library, index);
      return library.plans
        .filter((plan) => plan !== placed.plan)
        .map((plan) => ({
          plan: plan.id,
          candidates: (proposals.get(plan.id) ?? [])
            .map(({ other, words }) => weigh(view, viewOf(other), words))
            .filter(({ score }) => score >= LEAST_SCORE)
            .sort((a, b) => b.score - a.score)
            .slice(0, most),
        }));
    },
  };
}

type Rarity = (term: string) => number;

/** A clause as it is compared. */
interface View {
  readonly placed: PlacedClause;
  readonly profile: ClauseProfile | undefined;
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

function propose(
  placed: PlacedClause,
  terms: readonly WeightedTerm[],
  library: Library,
  index: SearchIndex,
): ReadonlyMap<string, Proposal[]> {
  const scored = index.clauses.best(terms);
  const own = scored.find(({ ordinal }) => ordinal === placed.ordinal)?.score ?? scored[0]?.score ?? 1;
  const proposals = new Map<string, Proposal[]>();
  for (const { ordinal, score } of scored) {
    const other = library.clauses[ordinal];
    if (!other || other.plan === placed.plan) continue;
    const known = proposals.get(other.plan.id) ?? [];
    if (known.length < PROPOSED) known.push({ other, words: Math.sqrt(Math.min(1, score / own)) });
    proposals.set(other.plan.id, known);
  }
  return proposals;
}

function weigh(one: View, other: View, words: number): Counterpart {
  const parts: ScoreParts = {
    words,
    text: Math.sqrt(cosine(one.text, other.text)),
    titles: cosine(one.titles, other.titles),
    theme: one.placed.theme !== null && one.placed.theme === other.placed.theme ? 1 : 0,
    fit: roleFit(one.profile?.role, other.profile?.role) * kindFit(one.profile?.kind, other.profile?.kind),
  };
  const likeness =
    WEIGHTS.words * parts.words + WEIGHTS.text * parts.text + WEIGHTS.titles * parts.titles + WEIGHTS.theme * parts.theme;
  return { clauseId: other.placed.clause.id, score: parts.fit * likeness, parts };
}

/** Views kept: a view is some hundred pieces, and a large corpus has more clauses than are ever compared. */
const MOST_REMEMBERED = 2000;
