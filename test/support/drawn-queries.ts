// Queries drawn from the corpus, as readers type them and as nobody does: every length, across the borders of words,
// cells and clauses, in either script and width, with blanks where none belong.
import { Converter } from 'opencc-js';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const toTraditional = Converter({ from: 'cn', to: 't' });
const toSimplified = Converter({ from: 't', to: 'cn' });
const byCharacter = (text: string, convert: (character: string) => string): string => [...text].map(convert).join('');

type Change = (text: string, random: () => number) => string;

const CHANGES: readonly Change[] = [
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => byCharacter(text, toTraditional),
  (text) => byCharacter(text, toSimplified),
  (text) => toTraditional(text),
  (text) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text, random) => byCharacter(text, (character) => (random() < 0.3 ? `${character} ` : character)),
  (text) => [...text].join('\u3000'),
  (text) => text.replaceAll(' ', ''),
  (text) => ` ${text}\u00a0`,
];

const LONGEST = 190;

/** A length from 1 to `LONGEST`: mostly that of words, sometimes that of sentences. */
function lengthFrom(random: () => number): number {
  const kind = random();
  if (kind < 0.05) return 1;
  if (kind < 0.25) return 2;
  if (kind < 0.75) return 3 + Math.floor(random() * 8);
  return kind < 0.97 ? 11 + Math.floor(random() * 30) : 41 + Math.floor(random() * (LONGEST - 41));
}

export interface DrawOptions {
  readonly texts: readonly string[];
  readonly words: readonly string[];
  readonly random: () => number;
}

/** Endless strings to look for; none empty, none with a double quote, none longer than a query may be. */
export function* drawnStrings({ texts, words, random }: DrawOptions): Generator<string> {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  // Neighbouring clauses as one text: what stands across their border must not be found.
  const joined = () => {
    const at = Math.floor(random() * (texts.length - 1));
    return `${texts[at]?.slice(-6)}${texts[at + 1]?.slice(0, 6)}`;
  };
  for (;;) {
    const kind = random();
    const source = kind < 0.75 ? pick(texts) : kind < 0.8 ? joined() : pick(words);
    const characters = [...source];
    const length = kind < 0.8 ? lengthFrom(random) : characters.length;
    const start = Math.floor(random() * Math.max(1, characters.length - length + 1));
    const drawn = pick(CHANGES)(characters.slice(start, start + length).join(''), random);
    if (drawn.trim() !== '' && !/["＂]/.test(drawn) && [...drawn].length <= LONGEST) yield drawn;
  }
}

/** A string as a query for exactly that string. */
export const quoted = (text: string): string => `"${text}"`;
