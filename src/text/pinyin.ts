// The only import of pinyin-pro: how a text sounds, for suggestions typed in letters and for homophones.
import { createRequire } from 'node:module';
import { once } from './remember.ts';

// Loaded at the first question: its tables are as large as the rest of the program, and most answers ask for no sound.
const loadLibrary = once((): typeof import('pinyin-pro') => createRequire(import.meta.url)('pinyin-pro'));

/** Syllables of a Simplified text, in lower case, ü as v. Readings are chosen by context (重庆 is chong qing). */
export function soundOf(text: string): string[] {
  return loadLibrary()
    .pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' })
    .map((syllable) => syllable.toLowerCase());
}

/**
 * A syllable without the differences that many speakers do not make or type: zh/z, ch/c, sh/s, -ng/-n, initial l/n.
 */
export function blurSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/u, '$1')
    .replace(/ng$/u, 'n')
    .replace(/^l/u, 'n');
}
