// 对照: for a clause, the clauses of each other plan that are about the same subject. The index proposes by rare words; the
// proposals are weighed again by what the texts share character by character, by their titles, theme and role.
import type { Library, PlacedClause } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/build.ts';
import type { WeightedTerm } from '../indexing/clause-index.ts';
import type { ClauseProfile } from '../search/clause-profile.ts';
import { kindFit, roleFit, subjectTitles } from './clause-fit.ts';
import { createPieceRarity, piecesOf } from './text-pieces.ts';
import { cosine, type TermVector, termVector, titleVector } from './term-vector.ts';

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

const WEIGHTS = { words: 0.4, text: 0.4, titles: 0.14, theme: 0.06 } as const;
/** Proposals of the index that are weighed again, for each plan. */
const PROPOSED = 20;
const MOST_CANDIDATES = 5;
/** A title says what the text under it does not say again, so the nearest ones are read with the text. */
const TITLES_READ_AS_TEXT = 1;
/** Below this two clauses share a few words of the field and nothing else. */
const LEAST_SCORE = 0.1;
/** Terms asked of the index: the rest are too common to tell subjects apart. */
const ASKED_TERMS = 40;

export function createCounterparts(library: Library, index: SearchIndex, profiles: readonly ClauseProfile[]): Counterparts {
  const rarity = (term: string) => Math.log((library.clauses.length + 1) / (index.clauses.frequency(term) + 0.5));
  const pieceRarity = createPieceRarity(library.clauses.map(({ clause }) => clause.text));
  const viewOf = remember((placed: PlacedClause): View => {
    const profile = profiles[placed.ordinal];
    const titles = profile ? subjectTitles(profile) : [];
    return {
      placed,
      profile,
      subjects: titles,
      text: termVector([placed.clause.text, ...titles.slice(-TITLES_READ_AS_TEXT)].flatMap(piecesOf), pieceRarity),
      titles: titleVector(titles.map(piecesOf), pieceRarity),
    };
  });
  return {
    of: (clauseId, most = MOST_CANDIDATES) => {
      const placed = library.clauseById(clauseId);
      if (!placed) return undefined;
      const view = viewOf(placed);
      const proposals = propose(placed, weightyTerms(placed, view, index, rarity), library, index);
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

/** A clause as it is compared. */
interface View {
  readonly placed: PlacedClause;
  readonly profile: ClauseProfile | undefined;
  readonly subjects: readonly string[];
  readonly text: TermVector;
  readonly titles: TermVector;
}

interface Proposal {
  readonly other: PlacedClause;
  readonly words: number;
}

// What the clause says again and again and others seldom say; a word of its titles counts as said once more.
function weightyTerms(placed: PlacedClause, view: View, index: SearchIndex, rarity: (term: string) => number): WeightedTerm[] {
  const own = termVector([...index.analyser.terms(placed.clause.text), ...view.subjects.flatMap((title) => index.analyser.terms(title))], rarity);
  return [...own.weights]
    .map(([term, weight]) => ({ term, weight }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, ASKED_TERMS)
    .map(({ term, weight }) => ({ term, weight: weight / rarity(term) }));
}

function propose(
  placed: PlacedClause,
  terms: readonly WeightedTerm[],
  library: Library,
  index: SearchIndex,
): ReadonlyMap<string, Proposal[]> {
  const scored = index.clauses.score(terms);
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

function remember<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
