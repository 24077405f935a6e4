// Chinese text in the other script, for reading. Character for character, so that every range of the published text has
// its exact place in the converted one.
import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import phrases from 'opencc-js/dict/STPhrases';
import usualShapes from 'opencc-js/dict/TWVariants';
import type { Range } from './characters.ts';
import { fold } from './fold.ts';
import { simplifyText } from './simplify.ts';

export type Script = 'hans' | 'hant';

/** A text in the script asked for, and where its ranges have gone. */
export interface Converted {
  readonly text: string;
  /** A range of whole characters of the text as given, as a range of the converted text. */
  mapRange(range: Range): Range;
}

/**
 * Guarantees: as many characters as before, each in its place, and each folding as the one it stands for. So the same
 * questions find the same places, and a highlight covers the same characters.
 */
export function convertText(text: string, script: Script): Converted {
  const converted = script === 'hans' ? simplifyText(text) : traditionalText(text);
  return { text: converted, mapRange: createRangeMap(text, converted) };
}

/**
 * The Traditional text a reader wants. A character that is Traditional already stays; the others are converted in the
 * phrase they stand in, as far as the table of phrases knows it (制度, 製造), and by themselves where it does not.
 * @example traditionalText('规范制造业') === '規範製造業'; traditionalText('規范') === '規範'
 */
export function traditionalText(text: string): string {
  const simplified = simplifyText(text);
  const converted = [...convertByPhrase(simplified)];
  const plain = [...simplified];
  return [...text].map((character, at) => (plain[at] === character ? (converted[at] ?? character) : character)).join('');
}

// Words of one text often end and begin with the characters of another word: 成长|发展 is no 长发, 指明|了 no 明了. In plans
// these phrases of two characters are always such an accident, and the phrases that give these characters mostly are:
// hair, noodles, watches and sleep are not what plans are about. Longer phrases are trusted.
const ACCIDENTS = new Set('明了 后土 加注 子游 个旧 并为'.split(' '));
const ACCIDENTAL_CHARACTERS = /[髮麪睏錶箇]/u;
const NO_ACCIDENTS = new Set(['银发']);

/** Phrases that the table lacks, each to be converted character by character. They keep a shorter phrase from matching. */
const DECLARED_PHRASES = '定制度 制作用 制造成 制造就 并入选'.split(' ');

// The shapes of Taiwan's standard are also what the Traditional plans of the corpus have (裡 峰 群 為 眾), but not these.
const SHAPES_LEFT_ALONE = new Set('污泄棱');
const DECLARED_SHAPES = '溼濕';

interface Tables {
  readonly characters: ReadonlyMap<string, string>;
  readonly phrases: ReadonlyMap<string, string>;
  /** By a phrase's first two units: the lengths of the phrases that begin with them, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
}

let known: Tables | undefined;

// Made at the first question: the table has 49,000 phrases, and most readers never ask.
const tables = (): Tables => {
  known ??= makeTables();
  return known;
};

// At each character the longest phrase that begins there; lengths are of UTF-16 units.
function convertByPhrase(text: string): string {
  const { characters, phrases, lengths } = tables();
  let converted = '';
  for (let at = 0; at < text.length; ) {
    const length = lengths.get(text.slice(at, at + 2))?.find((length) => phrases.has(text.slice(at, at + length)));
    const piece = length === undefined ? String.fromCodePoint(text.codePointAt(at) ?? 0) : text.slice(at, at + length);
    converted += (length === undefined ? characters.get(piece) : phrases.get(piece)) ?? piece;
    at += piece.length;
  }
  return converted;
}

function makeTables(): Tables {
  const shapes = new Map([...pairsOf(usualShapes), [...DECLARED_SHAPES] as [string, string]]);
  for (const shape of SHAPES_LEFT_ALONE) shapes.delete(shape);
  const inUsualShape = (text: string) => Array.from(text, (character) => shapes.get(character) ?? character).join('');
  const usable = (table: string) =>
    pairsOf(table)
      .map(([from, to]): [string, string] => [from, inUsualShape(to)])
      .filter(([from, to]) => foldAlike(from, to));
  const characters = new Map([...[...shapes].filter(([from, to]) => foldAlike(from, to)), ...usable(simplifiedToTraditional)]);
  const byCharacter = (phrase: string) => Array.from(phrase, (character) => characters.get(character) ?? character).join('');
  const phraseTable = new Map([
    ...usable(phrases).filter((pair) => !isAccident(pair)),
    ...DECLARED_PHRASES.map((phrase): [string, string] => [phrase, byCharacter(phrase)]),
  ]);
  return { characters, phrases: phraseTable, lengths: lengthsOf(phraseTable.keys()) };
}

const isAccident = ([from, to]: [string, string]): boolean =>
  ACCIDENTS.has(from) || (from.length === 2 && ACCIDENTAL_CHARACTERS.test(to) && !NO_ACCIDENTS.has(from));

// An entry that would change how a text compares is not used: a highlight has to cover what was asked for.
function foldAlike(from: string, to: string): boolean {
  const left = [...from];
  const right = [...to];
  return left.length === right.length && left.every((character, at) => fold(character) === fold(right[at] ?? ''));
}

function lengthsOf(phrases: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, number[]>();
  for (const phrase of phrases) {
    const beginning = phrase.slice(0, 2);
    const known = lengths.get(beginning) ?? [];
    if (!known.includes(phrase.length)) known.push(phrase.length);
    lengths.set(beginning, known);
  }
  for (const known of lengths.values()) known.sort((a, b) => b - a);
  return lengths;
}

// Both texts have the same characters at the same places; only characters outside the basic plane shift the units.
function createRangeMap(from: string, to: string): (range: Range) => Range {
  const [starts, targets] = [unitsOf(from), unitsOf(to)];
  if (starts.length === from.length + 1 && targets.length === to.length + 1) return (range) => range;
  const mapped = (unit: number) => targets[starts.findIndex((start) => start >= unit)] ?? to.length;
  return ([start, end]) => [mapped(start), mapped(end)];
}

// Where each character begins, and where the text ends.
function unitsOf(text: string): readonly number[] {
  const units = [0];
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length);
  return units;
}

function pairsOf(table: string): [string, string][] {
  return table.split('|').map((entry) => {
    const space = entry.indexOf(' ');
    return [entry.slice(0, space), entry.slice(space + 1)];
  });
}
