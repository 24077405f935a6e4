// 特色词: the terms a plan uses more than the others do, far more than chance would have it.
import type { Library } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { rememberSliced, type Sliced } from '../text/in-slices.ts';
import { type ClauseSpan, clauseSpans, countCharacters, type IndexedTexts } from './clause-lengths.ts';
import { createNameTest } from './own-names.ts';
import { collectPlanWords, isProse, type PlanWord, type PlanWords } from './plan-words.ts';

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
  /**
   * The most telling first; empty for an unknown plan, and where there is no other plan to differ from. Worked out a slice
   * at a time; whoever asks for the same plan meanwhile waits for the same answer.
   */
  of(planId: string): Promise<readonly DistinctiveTerm[]>;
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
/** A term is tried if so many clauses hold it as a word: others are seams between words (和产, 展的). */
const LEAST_WORD_CLAUSES = 2;
const MOST_TERMS = 60;
/** Plans whose terms are kept: sixty terms are some ten kilobytes. */
const MOST_KEPT = 1000;

type Indexed = IndexedTexts & Pick<SearchIndex, 'grams' | 'stored'>;

export function createDistinctiveTerms(library: Library, index: Indexed): DistinctiveTerms {
  const corpusOf = rememberSliced(1, function* () {
    const corpus = yield* readCorpus(index);
    return rememberSliced(MOST_KEPT, (planId) => distinctiveTerms(planId, library, index, corpus));
  });
  return {
    of: async (planId) => {
      if (!library.planById(planId) || library.plans.length < 2) return [];
      const termsOf = await corpusOf('of all plans');
      return termsOf(planId);
    },
  };
}

/** What is the same whichever plan is asked about. */
interface Corpus {
  readonly words: PlanWords;
  readonly spans: readonly ClauseSpan[];
  /** Folded characters of each plan. */
  readonly characters: readonly number[];
}

function* readCorpus(index: Indexed): Sliced<Corpus> {
  const lengths = yield* countCharacters(index);
  const spans = clauseSpans(index);
  const characters = spans.map(([from, to]) => lengths.subarray(from, to).reduce((sum, length) => sum + length, 0));
  return { words: yield* collectPlanWords(index, LEAST_WORD_CLAUSES), spans, characters };
}

function* distinctiveTerms(planId: string, library: Library, index: Indexed, corpus: Corpus): Sliced<readonly DistinctiveTerm[]> {
  const at = library.plans.findIndex(({ id }) => id === planId);
  const plan = library.plans[at];
  const span = corpus.spans[at];
  if (!plan || !span) return [];
  const own = corpus.characters[at] ?? 0;
  const others = corpus.characters.reduce((sum, characters) => sum + characters, 0) - own;
  const texts = textsOf(index, span);
  yield;
  const isTelling = ({ occurrences }: Counts, elsewhere: number): boolean =>
    occurrences * others >= elsewhere * own * LEAST_RATIO &&
    logLikelihood({ occurrences, own, elsewhere, others }) >= LEAST_SCORE;
  const terms: DistinctiveTerm[] = [];
  const isName = createNameTest(plan, texts.all);
  for (const word of corpus.words(at)) {
    const counts = countOwn(word, texts, (found) => isTelling(found, word.elsewhere));
    yield;
    if (!counts) continue;
    const elsewhere = yield* countElsewhere(word.term, index, span, (sum) => isTelling(counts, sum));
    if (elsewhere === null) continue;
    const score = logLikelihood({ occurrences: counts.occurrences, own, elsewhere, others });
    terms.push({ term: word.term, kind: isName(word.term, elsewhere) ? 'place' : 'topic', ...counts, elsewhere, score });
  }
  return withoutPieces(terms)
    .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_TERMS);
}

interface OwnTexts {
  /** Folded, of all clauses and of those that are prose. */
  readonly all: readonly string[];
  readonly prose: readonly string[];
}

function textsOf({ table, texts }: IndexedTexts, [from, to]: ClauseSpan): OwnTexts {
  const ordinals = Array.from({ length: to - from }, (_unused, at) => from + at);
  return { all: ordinals.map(texts.of), prose: ordinals.filter((ordinal) => isProse(table, ordinal)).map(texts.of) };
}

interface Counts {
  readonly occurrences: number;
  readonly clauses: number;
}

// Null for a term that is too rare here, or not telling even if it stood nowhere else but where it was cut as a word.
function countOwn({ term }: PlanWord, { all, prose }: OwnTexts, isTelling: (counts: Counts) => boolean): Counts | null {
  const inProse = count(term, prose);
  if (inProse.occurrences < LEAST_OCCURRENCES || inProse.clauses < LEAST_CLAUSES) return null;
  const counts = count(term, all);
  return isTelling(counts) ? counts : null;
}

function count(term: string, texts: readonly string[]): Counts {
  let occurrences = 0;
  let clauses = 0;
  for (const text of texts) {
    const found = occurrencesIn(text, term);
    occurrences += found;
    if (found > 0) clauses += 1;
  }
  return { occurrences, clauses };
}

function occurrencesIn(text: string, term: string): number {
  let occurrences = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) occurrences += 1;
  return occurrences;
}

// Null as soon as the term stands there too often to be telling. The more places, the less telling it is.
function* countElsewhere(
  term: string,
  { grams, texts }: Indexed,
  [from, to]: ClauseSpan,
  isTelling: (elsewhere: number) => boolean,
): Sliced<number | null> {
  let elsewhere = 0;
  // Every term has two characters or more, so grams always name the clauses that may hold it.
  for (const ordinal of grams.clauses.candidates(term) ?? []) {
    if (ordinal >= from && ordinal < to) continue;
    const found = occurrencesIn(texts.of(ordinal), term);
    elsewhere += found;
    if (found > 0 && !isTelling(elsewhere)) return null;
    yield;
  }
  return elsewhere;
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
  return 2 * (partOf(occurrences, own * rate) + partOf(elsewhere, others * rate));
}

const partOf = (observed: number, expected: number): number => (observed === 0 ? 0 : observed * Math.log(observed / expected));

/** A term is a piece of a longer one where it hardly stands without it (空铁 of 空铁融合): the longer one says more. */
const PIECE_SHARE = 0.8;

const withoutPieces = (terms: readonly DistinctiveTerm[]): DistinctiveTerm[] =>
  terms.filter((term) => {
    const longer = terms.filter((other) => other !== term && other.term.includes(term.term));
    return longer.every((other) => other.occurrences < term.occurrences * PIECE_SHARE);
  });
