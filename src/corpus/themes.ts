// Themes: what chapters of different plans have in common, read off their titles by a declared vocabulary.
import { z } from 'zod';
import { fold } from '../text/fold.ts';
import { ForeseenError } from '../text/foreseen-error.ts';

export const THEME_IDS = [
  'foundation',
  'goals',
  'innovation',
  'industry',
  'demand',
  'reform',
  'region',
  'space',
  'rural',
  'culture',
  'ecology',
  'livelihood',
  'governance',
  'implementation',
] as const;
export type ThemeId = (typeof THEME_IDS)[number];

/** A word that points to a theme. It counts its length in folded characters, times its weight. */
export interface ThemeWord {
  readonly word: string;
  readonly weight: number;
}

export interface Theme {
  readonly id: ThemeId;
  readonly label: string;
  readonly description: string;
  readonly words: readonly ThemeWord[];
}

/** The vocabulary of themes is not what it must be. The message says where, and what to do. */
export class ThemesError extends ForeseenError {
  override readonly name = 'ThemesError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the vocabulary of themes cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** The themes of a vocabulary, given as parsed JSON: every theme once, in order, no word in two. Throws `ThemesError`. */
export function parseThemes(json: unknown): Theme[] {
  const parsed = vocabularySchema.safeParse(json);
  if (!parsed.success) throw new ThemesError(parsed.error.issues.map(describeIssue));
  const problems = [...orderProblems(parsed.data), ...wordProblems(parsed.data)];
  if (problems.length > 0) throw new ThemesError(problems);
  return parsed.data;
}

/**
 * The theme that the words of a chapter's titles point to, null if they point to none. A word inside a longer word of the
 * vocabulary does not count (文化产业 is culture, not industry). Of two themes that weigh the same, the one named first wins.
 */
export function themeOf(chapterTitle: string, sectionTitles: readonly string[], themes: readonly Theme[]): ThemeId | null {
  const lexicon = lexiconOf(themes);
  const scores = new Map<ThemeId, number>();
  addScores(scores, chapterTitle, CHAPTER_FACTOR, lexicon);
  for (const title of sectionTitles) addScores(scores, title, 1, lexicon);
  // A map keeps the order in which its keys were added, so the first of several best entries is the one named first.
  let best: ThemeId | null = null;
  for (const [id, score] of scores) {
    if (best === null || score > (scores.get(best) ?? 0)) best = id;
  }
  return best;
}

// A chapter has about four sections, and its own title is the better witness, so it outweighs three of them.
const CHAPTER_FACTOR = 3;

interface Lexicon {
  readonly words: ReadonlyMap<string, { readonly id: ThemeId; readonly weight: number }>;
  readonly longest: number;
}

const wordSchema = z.union([
  z
    .string()
    .min(1)
    .transform((word): ThemeWord => ({ word, weight: 1 })),
  z.strictObject({ word: z.string().min(1), weight: z.number().positive() }),
]);

const vocabularySchema = z.array(
  z.strictObject({
    id: z.enum(THEME_IDS),
    label: z.string().min(1),
    description: z.string().min(1),
    words: z.array(wordSchema).min(1),
  }),
);

const knownLexicons = new WeakMap<readonly Theme[], Lexicon>();

// Every chapter of a corpus is asked about with the same themes.
function lexiconOf(themes: readonly Theme[]): Lexicon {
  const lexicon = knownLexicons.get(themes) ?? makeLexicon(themes);
  knownLexicons.set(themes, lexicon);
  return lexicon;
}

function makeLexicon(themes: readonly Theme[]): Lexicon {
  const words = new Map(
    themes.flatMap(({ id, words }) => words.map(({ word, weight }) => [fold(word), { id, weight }] as const)),
  );
  return { words, longest: Math.max(0, ...[...words.keys()].map((word) => word.length)) };
}

function addScores(scores: Map<ThemeId, number>, title: string, factor: number, lexicon: Lexicon): void {
  const folded = fold(title);
  for (let at = 0; at < folded.length; ) {
    const word = longestWordAt(folded, at, lexicon);
    const entry = lexicon.words.get(word);
    if (entry) scores.set(entry.id, (scores.get(entry.id) ?? 0) + word.length * entry.weight * factor);
    at += Math.max(1, word.length);
  }
}

function longestWordAt(folded: string, at: number, { words, longest }: Lexicon): string {
  for (let length = Math.min(longest, folded.length - at); length > 0; length -= 1) {
    const word = folded.slice(at, at + length);
    if (words.has(word)) return word;
  }
  return '';
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const place = path.length > 0 ? z.core.toDotPath(path) : 'the file';
  return `${place}: ${message}; correct it as the other entries have it`;
}

function orderProblems(themes: readonly Theme[]): string[] {
  const found = themes.map(({ id }) => id).join(' ');
  const wanted = THEME_IDS.join(' ');
  return found === wanted ? [] : [`the ids are "${found}"; give every theme once, in this order: ${wanted}`];
}

function wordProblems(themes: readonly Theme[]): string[] {
  const owners = new Map<string, ThemeId>();
  const problems: string[] = [];
  for (const { id, words } of themes) {
    for (const { word } of words) {
      const folded = fold(word);
      const owner = owners.get(folded);
      if (folded === '') problems.push(`${id}: the word "${word}" has no visible character; remove it`);
      else if (owner) problems.push(`${id}: the word ${word} stands under ${owner} too; keep it in one place`);
      owners.set(folded, id);
    }
  }
  return problems;
}
