// Questions as readers put them, drawn from the corpus itself: the same for the same corpus and seed.
import nodejieba from 'nodejieba';
import { RELATED_LIMIT } from '../../src/search/engine-over-source.ts';
import { isHanText } from '../../src/text/characters.ts';
import { fold } from '../../src/text/fold.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import { pick } from '../support/generated-plans.ts';

export const QUERY_KINDS = ['rare literal', 'common literal', 'many-word', 'question'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

export interface BenchQuery {
  readonly kind: QueryKind;
  readonly q: string;
}

/** From this many clauses that hold a query on, the page offers no related ones. */
export const LITERAL_FROM = RELATED_LIMIT;

/** Clauses that hold a rare string, at most. */
const RARE = 10;
/** The share of all clauses that holds a common one, at least. */
const COMMON_SHARE = 0.02;
const MOST_DRAWS = 200_000;

/** `perKind` different queries of each kind, or as many as the corpus gives. */
export function drawQueries(texts: readonly string[], { perKind, seed }: { perKind: number; seed: number }): BenchQuery[] {
  const random = randomFrom(seed);
  const folded = texts.map(fold);
  const wordsOfClause = () => nodejieba.cut(pick(random, folded));
  const holds = (text: string, least: number) => {
    let count = 0;
    for (const clause of folded) {
      if (clause.includes(text)) count += 1;
      if (count >= least) return true;
    }
    return false;
  };
  const common = (word: string) => holds(word, Math.max(2, texts.length * COMMON_SHARE));
  const drawWord = () => pick(random, wordsOfClause().filter(isWord));
  const draw: Readonly<Record<QueryKind, () => string | undefined>> = {
    'rare literal': () => {
      const words = wordsOfClause();
      const at = Math.floor(random() * words.length);
      const text = words.slice(at, at + 1 + Math.floor(random() * 3)).join('');
      return isHanText(text) && text.length >= 2 && text.length <= 8 && !holds(text, RARE + 1) ? text : undefined;
    },
    'common literal': () => {
      const word = drawWord();
      return word !== undefined && common(word) ? word : undefined;
    },
    'many-word': () => {
      const words = new Set(wordsOfClause().filter(isWord));
      const chosen = [...words].filter(() => random() < 4 / words.size).slice(0, 4);
      return chosen.length >= 2 ? chosen.join(' ') : undefined;
    },
    question: () => {
      const word = drawWord();
      return word === undefined ? undefined : pick(random, QUESTIONS).replace('□', word);
    },
  };
  return QUERY_KINDS.flatMap((kind) => {
    const drawn = new Set<string>();
    for (let tries = 0; drawn.size < perKind && tries < MOST_DRAWS; tries += 1) {
      const q = draw[kind]();
      if (q !== undefined) drawn.add(q);
    }
    return [...drawn].map((q) => ({ kind, q }));
  });
}

const isWord = (word: string): boolean => word.length >= 2 && isHanText(word);

const QUESTIONS = [
  '如何推进□工作',
  '□有哪些措施',
  '怎样解决□方面的问题',
  '未来五年□要达到什么目标',
  '□的重点项目有哪些',
  '政府对□有什么支持政策',
];
