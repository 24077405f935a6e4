// The query language: what was typed, as words to look for. Total: broken syntax is repaired and the repair is said.
// No regular expression is ever built from input, and the work is linear in the query's length.
import { isHan } from '../text/characters.ts';
import { fold } from '../text/fold.ts';

/** A word of the query: any of its alternatives satisfies it. Folded, never empty. */
export interface QueryWord {
  readonly alternatives: readonly string[];
}

/** Two neighbouring words that must stand within `distance` folded characters of each other; `left` is an index of words. */
export interface Nearness {
  readonly left: number;
  readonly distance: number;
}

export interface Query {
  readonly words: readonly QueryWord[];
  /** Folded. See `scan.ts` for what an exclusion does. */
  readonly exclusions: readonly string[];
  readonly nearness: readonly Nearness[];
  /** What was changed to make sense of the input, in plain Chinese; null if nothing was. */
  readonly repaired: string | null;
}

/** Longest query, in characters. */
export const LONGEST_QUERY = 200;
const FARTHEST_NEAR = 500;
const DEFAULT_NEAR = 20;

/** The query as understood. `words` is empty only if nothing in the input can be looked for. */
export function parseQuery(input: string): Query {
  const repairs = new Set<string>();
  const tokens = joinLoneCharacters(readTokens(input, repairs));
  const words: QueryWord[] = [];
  const exclusions: string[] = [];
  const nearness: Nearness[] = [];
  let pendingNear: number | null = null;
  for (const token of tokens) {
    if (token.kind === 'near') {
      if (words.length === 0 || pendingNear !== null) repairs.add('NEAR 两边须各有一个词，已略去多余的 NEAR');
      else pendingNear = token.distance;
    } else if (token.kind === 'exclude') {
      exclusions.push(...token.alternatives);
    } else {
      if (pendingNear !== null) nearness.push({ left: words.length - 1, distance: pendingNear });
      pendingNear = null;
      words.push({ alternatives: token.alternatives });
    }
  }
  if (pendingNear !== null) repairs.add('NEAR 右边没有词，已略去');
  if (words.length === 0 && exclusions.length > 0) {
    repairs.add('只写了要排除的词，已改为检索这些词');
    words.push(...exclusions.splice(0).map((word) => ({ alternatives: [word] })));
  }
  return { words, exclusions, nearness, repaired: repairs.size > 0 ? [...repairs].join('；') : null };
}

/** The folded strings a query looks for, in order, without repetition. */
export const queryTerms = (query: Query): string[] => [...new Set(query.words.flatMap((word) => word.alternatives))];

/** The string that a query of one plain word looks for; null for any other query. */
export function onlyTerm({ words, exclusions }: Query): string | null {
  const term = words[0]?.alternatives[0];
  return words.length === 1 && words[0]?.alternatives.length === 1 && exclusions.length === 0 ? (term ?? null) : null;
}

type Token =
  | { readonly kind: 'word' | 'exclude'; readonly alternatives: readonly string[]; readonly quoted: boolean }
  | { readonly kind: 'near'; readonly distance: number };

const QUOTES = new Set(['"', '＂']);
const BARS = new Set(['|', '｜']);
const MINUSES = new Set(['-', '－']);

function readTokens(input: string, repairs: Set<string>): Token[] {
  return splitWords(input, repairs).flatMap((word) => readToken(word, repairs) ?? []);
}

/** A piece of a word: a character outside quotes, or everything between two quotes. */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

function splitWords(input: string, repairs: Set<string>): Piece[][] {
  const words: Piece[][] = [[]];
  let quoted: string | null = null;
  for (const character of input) {
    if (QUOTES.has(character)) {
      if (quoted !== null) words.at(-1)?.push({ text: quoted, quoted: true });
      quoted = quoted === null ? '' : null;
    } else if (quoted !== null) quoted += character;
    else if (/^\p{White_Space}$/u.test(character)) words.push([]);
    else words.at(-1)?.push({ text: character, quoted: false });
  }
  if (quoted !== null) {
    repairs.add('引号不成对，已在末尾补上');
    words.at(-1)?.push({ text: quoted, quoted: true });
  }
  return joinBars(
    words.filter((word) => word.length > 0),
    repairs,
  );
}

// `甲 | 乙` is typed by who means either: a bar at a word's edge joins it to the word beside it.
function joinBars(words: readonly Piece[][], repairs: Set<string>): Piece[][] {
  const joined: Piece[][] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (previous && ((isBar(previous.at(-1)) && !isMinus(word[0])) || isBar(word[0]))) {
      previous.push(...word);
      repairs.add('“|”两边不留空格，已按“或”处理');
    } else joined.push([...word]);
  }
  return joined;
}

const isBar = (piece: Piece | undefined): boolean => piece !== undefined && !piece.quoted && BARS.has(piece.text);
const isMinus = (piece: Piece | undefined): boolean => piece !== undefined && !piece.quoted && MINUSES.has(piece.text);

function readToken(word: readonly Piece[], repairs: Set<string>): Token | undefined {
  const near = readNear(word, repairs);
  if (near) return near;
  const first = word[0];
  const excludes = isMinus(first);
  const alternatives = readAlternatives(excludes ? word.slice(1) : word, repairs);
  if (alternatives.length === 0) {
    repairs.add(excludes ? '“-”后面没有词，已略去' : '略去了空的词');
    return undefined;
  }
  return { kind: excludes ? 'exclude' : 'word', alternatives, quoted: word.some((piece) => piece.quoted) };
}

function readNear(word: readonly Piece[], repairs: Set<string>): Token | undefined {
  if (word.some((piece) => piece.quoted)) return undefined;
  const text = word
    .map((piece) => piece.text)
    .join('')
    .normalize('NFKC')
    .toUpperCase();
  if (!text.startsWith('NEAR/')) return undefined;
  const digits = text.slice('NEAR/'.length);
  const distance = /^\d{1,6}$/.test(digits) ? Number(digits) : null;
  if (distance === null) repairs.add(`NEAR/ 后面须是数字，已按 NEAR/${DEFAULT_NEAR} 处理`);
  else if (distance > FARTHEST_NEAR) repairs.add(`NEAR 的距离至多 ${FARTHEST_NEAR} 字，已按此处理`);
  return { kind: 'near', distance: Math.min(distance ?? DEFAULT_NEAR, FARTHEST_NEAR) };
}

function readAlternatives(word: readonly Piece[], repairs: Set<string>): string[] {
  const alternatives: string[] = [''];
  for (const piece of word) {
    if (!piece.quoted && BARS.has(piece.text)) alternatives.push('');
    else alternatives.push((alternatives.pop() ?? '') + piece.text);
  }
  const folded = alternatives.map(fold).filter((text) => text !== '');
  if (folded.length < alternatives.length && folded.length > 0) repairs.add('“|”旁边缺一个词，已略去“|”');
  return [...new Set(folded)];
}

// `碳 达 峰` is one word typed with blanks, and `2035 年` is how captures print a year: blanks do not count there.
function joinLoneCharacters(tokens: readonly Token[]): Token[] {
  if (tokens.length > 1 && tokens.every((token) => isLone(token, isLoneHan))) {
    return [{ kind: 'word', quoted: false, alternatives: [tokens.map(textOf).join('')] }];
  }
  const joined: Token[] = [];
  for (const token of tokens) {
    const previous = joined.at(-1);
    if (previous && isLone(previous, isNumber) && isLone(token, isLoneHan)) {
      joined.splice(-1, 1, { kind: 'word', quoted: false, alternatives: [textOf(previous) + textOf(token)] });
    } else joined.push(token);
  }
  return joined;
}

function isLone(token: Token, test: (text: string) => boolean): boolean {
  return token.kind === 'word' && !token.quoted && token.alternatives.length === 1 && test(token.alternatives[0] ?? '');
}

const textOf = (token: Token): string => (token.kind === 'near' ? '' : (token.alternatives[0] ?? ''));
const isLoneHan = (text: string): boolean => [...text].length === 1 && isHan(text);
const isNumber = (text: string): boolean => /^\d[\d.,]*$/.test(text);
