// Terms and words of some of the clauses: of some of the plans, or of the few clauses that a change concerns. All that needs
// the segmenter is here, so that one thread with a dictionary can do it while another does the rest. Parts are joined.
import { type CutText, createTextReader, cutText, type Lexicon, lexiconOf, type TextReader } from '../text/analyze.ts';
import type { Cutter } from '../text/segment.ts';
import { mergeLists, type Places } from './ordinal-lists.ts';
import { createPostingsBuilder, mergePostings, type TermPostings } from './term-postings.ts';
import { createWordBuilder, type WordPostings } from './vocabulary.ts';

export interface WordPart {
  readonly postings: TermPostings;
  readonly words: WordPostings;
}

/** What words are made from: clauses of one plan, and the titles of all its headings. Simplified. */
export interface PlanTexts {
  readonly texts: readonly string[];
  /** One entry a text: number of the innermost heading, or null. */
  readonly headings: readonly (number | null)[];
  readonly titles: readonly string[];
  /** One entry a title: number of the heading above, or null. */
  readonly parents: readonly (number | null)[];
}

/** The texts and titles of a plan, cut. */
export interface CutPlan {
  readonly texts: readonly CutText[];
  readonly titles: readonly CutText[];
  /** The `starts` of all texts and then of all titles, end to end. */
  readonly starts: Uint8Array;
}

/** The cut of a plan whose `starts` are known. */
export function layCut({ texts, titles }: Pick<PlanTexts, 'texts' | 'titles'>, starts: Uint8Array): CutPlan {
  let next = 0;
  const lay = (text: string): CutText => {
    const from = next;
    next += text.length;
    return { text, starts: starts.subarray(from, next) };
  };
  return { texts: texts.map(lay), titles: titles.map(lay), starts };
}

/** Makes a part in two steps, because the lexicon is grown from all plans, and from what they are when cut. */
export interface WordPartBuilder {
  /** Cuts a plan and keeps it until the lexicon is known. */
  add(plan: PlanTexts): CutPlan;
  /** The words that the dictionary cuts each of these terms into. */
  partsOf(terms: readonly string[]): readonly (readonly string[])[];
  /** Once: reads all plans that were added. Their clauses are numbered in the order of the plans. */
  useLexicon(lexicon: Lexicon): void;
  /** Cuts and reads some clauses more. They are numbered on. Throws a `RangeError` where the lexicon is not known yet. */
  addMore(plan: PlanTexts): void;
  /** Once. Throws a `RangeError` where the lexicon is not known yet. */
  finish(): WordPart;
}

/** `onClause` is called after each clause that has been read. */
export function createWordPartBuilder(segmenter: Cutter, onClause?: () => void): WordPartBuilder {
  let plans: ReadablePlan[] = [];
  let clauses: ClauseReader | undefined;
  const known = (): ClauseReader => {
    if (!clauses) throw new RangeError('clauses are read once the lexicon is known');
    return clauses;
  };
  return {
    add: (plan) => {
      const all = [...plan.texts, ...plan.titles];
      const starts = new Uint8Array(all.reduce((sum, text) => sum + text.length, 0));
      let next = 0;
      for (const text of all) {
        starts.set(cutText(text, segmenter).starts, next);
        next += text.length;
      }
      const cut = layCut(plan, starts);
      plans.push({ ...plan, texts: cut.texts, titleOf: (heading) => cut.titles[heading] ?? NOTHING });
      return cut;
    },
    partsOf: (terms) => lexiconOf(terms, segmenter).parts,
    useLexicon: (lexicon) => {
      clauses = createClauseReader(createTextReader(segmenter, lexicon), onClause);
      for (const plan of plans) clauses.read(plan);
      plans = [];
    },
    addMore: ({ texts, headings, titles, parents }) => {
      // Of the titles only those above the clauses: they are a few of many plans.
      const titleOf = (heading: number) => cutText(titles[heading] ?? '', segmenter);
      known().read({ texts: texts.map((text) => cutText(text, segmenter)), headings, parents, titleOf });
    },
    finish: () => known().finish(),
  };
}

const NOTHING: CutText = { text: '', starts: new Uint8Array() };

interface ReadablePlan extends Pick<CutPlan, 'texts'>, Pick<PlanTexts, 'headings' | 'parents'> {
  titleOf(heading: number): CutText;
}

interface ClauseReader {
  read(plan: ReadablePlan): void;
  finish(): WordPart;
}

function createClauseReader(reader: TextReader, onClause?: () => void): ClauseReader {
  const postings = createPostingsBuilder();
  const words = createWordBuilder(reader.words);
  let ordinal = 0;
  return {
    read: (plan) => {
      const pathTerms = createPathTerms(plan, reader);
      for (const [at, text] of plan.texts.entries()) {
        const read = reader.read(text);
        postings.add({ text: read.terms, path: pathTerms(plan.headings[at] ?? null) });
        words.add(ordinal, read.words);
        ordinal += 1;
        onClause?.();
      }
    },
    finish: () => ({ postings: postings.finish(reader.terms), words: words.finish() }),
  };
}

// Many clauses stand under one heading, so its title and those above it are read once.
function createPathTerms(
  { titleOf, parents }: Pick<ReadablePlan, 'titleOf' | 'parents'>,
  reader: TextReader,
): (heading: number | null) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  const termsOf = (heading: number | null): readonly number[] => {
    if (heading === null) return [];
    let terms = known.get(heading);
    if (!terms) {
      terms = [...termsOf(parents[heading] ?? null), ...reader.read(titleOf(heading)).terms];
      known.set(heading, terms);
    }
    return terms;
  };
  return termsOf;
}

export interface PlacedWordPart {
  readonly part: WordPart;
  /** Where its clauses stand in the whole. */
  readonly clauses: Places;
}

/** The parts as one, of so many clauses. */
export function joinWordParts(parts: readonly PlacedWordPart[], size: number): WordPart {
  const words = mergeLists(
    parts.map(({ part, clauses }) => ({ keys: part.words.words, lists: part.words.lists, places: clauses })),
  );
  return {
    postings: mergePostings(
      parts.map(({ part, clauses }) => ({ postings: part.postings, places: clauses })),
      size,
    ),
    words: { words: words.keys, lists: words.lists },
  };
}
