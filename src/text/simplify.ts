// The only import of opencc-js: its table of single characters, Traditional to Simplified, and our short list beside it.
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/**
 * Characters that OpenCC's table leaves alone and that must compare equal here. The first three are why the list exists:
 * print converted by machine has 著力 for 着力 (61 places in the seeds) and 畬 for 畲, and readers type 瞭解. The rest are
 * variant shapes that Hong Kong, Taiwan and older print use for a common character. Left out on purpose: shapes that
 * are names in their own right (石碁鎮, 甯, 堃, 沈).
 */
const DECLARED_PAIRS =
  '著着 畬畲 瞭了 粧妆 枱台 糭粽 衹只 簷檐 痺痹 馀余 钜巨 锺钟 讬托 谘咨 菓果 濬浚 鬪斗 鬭斗 隄堤 廻回 竝并 砲炮 堿碱 ' +
  '櫈凳 餽馈 暱昵 隣邻 濶阔 煖暖 翺翱 鼇鳌 荳豆 籐藤 歴历 姪侄 鎔熔 镕熔 錬炼 畧略 疉叠';

const simplifiedOf = new Map<string, string>([
  ...traditionalToSimplified.split('|').map(pairOf),
  ...DECLARED_PAIRS.split(' ').map((pair): [string, string] => [...pair] as [string, string]),
]);

/** By UTF-16 unit: 1 for one with which a character begins that has another Simplified form. */
const mayChange = new Uint8Array(0x10000);
for (const character of simplifiedOf.keys()) mayChange[character.charCodeAt(0)] = 1;

/** The Simplified form of one character, taken alone; the character itself where there is none. Idempotent. */
export function simplifyCharacter(character: string): string {
  const once = simplifiedOf.get(character) ?? character;
  return simplifiedOf.get(once) ?? once;
}

// 著 is 着 in machine-converted print unless it means "notable" or "to write". Right at all 61 places of the five seeds;
// a whole-word table (OpenCC's tw2s) mends 著力 but breaks 显著 and 著名.
const BEFORE_KEPT_ZHU = new Set('显顯卓昭原名论論专專编編');
const AFTER_KEPT_ZHU = new Set('名作者称稱述书書录錄');

/**
 * The Simplified text a reader or a segmenter wants: character by character, but 著 decided by its neighbours.
 * Guarantee: the result has as many characters as the input, each at the same place. Not for comparison, where
 * neighbours may not count: see `fold`.
 */
export function simplifyText(text: string): string {
  let simplified = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (mayChange[text.charCodeAt(at)] !== 1) continue;
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    simplified += text.slice(copied, at) + (character === '著' ? readZhu(text, at) : simplifyCharacter(character));
    at += character.length - 1;
    copied = at + 1;
  }
  return copied === 0 ? text : simplified + text.slice(copied);
}

function readZhu(text: string, at: number): string {
  const isKept = BEFORE_KEPT_ZHU.has(text[at - 1] ?? '') || AFTER_KEPT_ZHU.has(text[at + 1] ?? '');
  return isKept ? '著' : '着';
}

function pairOf(entry: string): [string, string] {
  const space = entry.indexOf(' ');
  return [entry.slice(0, space), entry.slice(space + 1)];
}
