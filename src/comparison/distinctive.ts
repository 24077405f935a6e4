// 特色词: the terms a plan uses more than the others do, far more than chance would have it.
import type { Library, Plan } from '../corpus/library.ts';
import { createLiteralSearch, type LiteralSearch } from '../search/literal.ts';
import type { Analyser } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';
import { foldedLength } from './folded-length.ts';
import { createNameTest } from './own-names.ts';

export interface DistinctiveTerm {
  /** Folded: what a search for it looks for. */
  readonly term: string;
  /** place: a name of the district or of a place in it, true but dull. topic: everything else. */
  readonly kind: 'place' | 'topic';
  /** Literal places in this plan, and clauses with at least one. */
  readonly occurrences: number;
  readonly clauses: number;
  /** Literal places in all other plans. */
  readonly elsewhere: number;
  /** Dunning's log-likelihood (G²) of these counts, against the folded characters of this plan and of the others. */
  readonly score: number;
}

export interface DistinctiveTerms {
  /** The most telling first; empty for an unknown plan, and where there is no other plan to differ from. */
  of(planId: string): readonly DistinctiveTerm[];
}

/**
 * Chance alone exceeds 15.13 once in ten thousand terms (one degree of freedom). Some fifteen hundred terms a plan are
 * frequent enough to be tried, so hardly one stands here by chance; the usual cut-off of 3.84 would let 75 through.
 */
export const LEAST_SCORE = 15.13;
/** In a long text small differences are certain and mean little (加强, 发展): the rate must be twice that of the others. */
export const LEAST_RATIO = 2;
/** A term seen less often, or in fewer clauses of prose, may be one paragraph's; labels of tables repeat by nature. */
const LEAST_OCCURRENCES = 6;
const LEAST_CLAUSES = 3;
const MOST_TERMS = 60;

export function createDistinctiveTerms(
  library: Library,
  analyser: Pick<Analyser, 'words'>,
  literal: LiteralSearch = createLiteralSearch(library),
): DistinctiveTerms {
  const kept = new Map<string, readonly DistinctiveTerm[]>();
  // Cutting all text takes a second, so it waits until somebody asks.
  let corpus: Corpus | undefined;
  return {
    of: (planId) => {
      const known = kept.get(planId);
      if (known) return known;
      const plan = library.planById(planId);
      if (!plan || library.plans.length < 2) return [];
      corpus ??= readCorpus(library, analyser, literal);
      const terms = distinctiveTerms(plan, corpus);
      kept.set(planId, terms);
      return terms;
    },
  };
}

interface Corpus {
  /** For each plan, the words of its prose with how often they were cut. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** For each plan, the folded text of its clauses; and of those among them that are prose. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly prose: ReadonlyMap<string, readonly string[]>;
  readonly characters: ReadonlyMap<string, number>;
}

function readCorpus(library: Library, analyser: Pick<Analyser, 'words'>, literal: LiteralSearch): Corpus {
  const words = new Map<string, Map<string, number>>(library.plans.map(({ id }) => [id, new Map()]));
  const texts = new Map<string, string[]>(library.plans.map(({ id }) => [id, []]));
  const prose = new Map<string, string[]>(library.plans.map(({ id }) => [id, []]));
  const characters = new Map<string, number>();
  for (const { plan, clause, ordinal } of library.clauses) {
    const text = literal.textOf(ordinal);
    texts.get(plan.id)?.push(text);
    characters.set(plan.id, (characters.get(plan.id) ?? 0) + foldedLength(clause));
    if (clause.kind !== 'paragraph' && clause.kind !== 'bullet') continue;
    prose.get(plan.id)?.push(text);
    const counts = words.get(plan.id);
    for (const word of analyser.words(clause.text).map(fold)) {
      if (counts && isTerm(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return { words, texts, prose, characters };
}

/** What plans call the place they are for: no two plans can differ by it. */
const SELF = new Set(['我区', '我市', '我县', '我省', '全区', '全市', '全县', '全省', '本区', '本市', '本县']);

const isTerm = (word: string): boolean =>
  [...word].length >= 2 && /[\p{Script=Han}\p{Script=Latin}]/u.test(word) && !/^\d/u.test(word) && !SELF.has(word);

function distinctiveTerms(plan: Plan, corpus: Corpus): readonly DistinctiveTerm[] {
  const own = corpus.characters.get(plan.id) ?? 0;
  const others = [...corpus.characters].reduce((sum, [id, characters]) => (id === plan.id ? sum : sum + characters), 0);
  const isName = createNameTest(plan, corpus.texts);
  const terms = [...candidatesOf(plan.id, corpus)].flatMap((term): DistinctiveTerm[] => {
    const inProse = count(term, corpus.prose.get(plan.id) ?? []);
    if (inProse.occurrences < LEAST_OCCURRENCES || inProse.clauses < LEAST_CLAUSES) return [];
    const { occurrences, clauses } = count(term, corpus.texts.get(plan.id) ?? []);
    const elsewhere = [...corpus.texts].reduce(
      (sum, [id, texts]) => (id === plan.id ? sum : sum + count(term, texts).occurrences),
      0,
    );
    if (occurrences * others < elsewhere * own * LEAST_RATIO) return [];
    const score = logLikelihood({ occurrences, own, elsewhere, others });
    return score < LEAST_SCORE ? [] : [{ term, kind: isName(term) ? 'place' : 'topic', occurrences, clauses, elsewhere, score }];
  });
  const whole = withoutPieces(terms, corpus.texts.get(plan.id) ?? []);
  return whole.sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1)).slice(0, MOST_TERMS);
}

// Counting literally reads all the text, so only words that were cut often enough, and relatively oftener, are counted.
function* candidatesOf(planId: string, { words, characters }: Corpus): Generator<string> {
  const own = words.get(planId) ?? new Map<string, number>();
  const ownLength = characters.get(planId) ?? 0;
  for (const [word, occurrences] of own) {
    if (occurrences < LEAST_OCCURRENCES / 2) continue;
    let elsewhere = 0;
    let otherLength = 0;
    for (const [other, counts] of words) {
      if (other === planId) continue;
      elsewhere += counts.get(word) ?? 0;
      otherLength += characters.get(other) ?? 0;
    }
    if (occurrences * otherLength > elsewhere * ownLength) yield word;
  }
}

function count(term: string, texts: readonly string[]): { readonly occurrences: number; readonly clauses: number } {
  let occurrences = 0;
  let clauses = 0;
  for (const text of texts) {
    const before = occurrences;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) occurrences += 1;
    if (occurrences > before) clauses += 1;
  }
  return { occurrences, clauses };
}

/** How little a difference in frequency is owed to chance: twice the log of how much likelier two rates are than one. */
export function logLikelihood(counts: {
  readonly occurrences: number;
  readonly own: number;
  readonly elsewhere: number;
  readonly others: number;
}): number {
  const { occurrences, own, elsewhere, others } = counts;
  const rate = (occurrences + elsewhere) / (own + others);
  const part = (observed: number, expected: number) => (observed === 0 ? 0 : observed * Math.log(observed / expected));
  return 2 * (part(occurrences, own * rate) + part(elsewhere, others * rate));
}

/** A term is a piece of a longer one where it hardly stands without it (空铁 of 空铁融合): the longer one says more. */
const PIECE_SHARE = 0.8;

function withoutPieces(terms: readonly DistinctiveTerm[], texts: readonly string[]): DistinctiveTerm[] {
  return terms.filter((term) => {
    const longer = terms.filter((other) => other !== term && other.term.includes(term.term));
    return longer.every((other) => count(other.term, texts).occurrences < term.occurrences * PIECE_SHARE);
  });
}
