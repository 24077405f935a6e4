// Bytes to text, in whatever encoding: the only import of chardet.
import { analyse } from 'chardet';
import { ReadError } from './document.ts';

export interface Decoded {
  readonly text: string;
  /** As TextDecoder names it. */
  readonly encoding: string;
}

/**
 * A byte-order mark decides, then UTF-8 that is whole, then the encoding that gives most of the characters plans are made of.
 * Throws `ReadError` for bytes that are text in none of them.
 */
export function decodeText(bytes: Uint8Array, name: string): Decoded {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const unreadable = text.split('\ufffd').length - 1;
  const control = (text.match(/[^\P{Cc}\t\n\r\f]/gu) ?? []).length;
  if (unreadable + control > Math.max(MOST_UNREADABLE_AT_LEAST, text.length * MOST_UNREADABLE)) {
    throw new ReadError(
      `${name} is no text, or in an encoding that could not be told (tried ${encoding}); save it as UTF-8 and import that`,
    );
  }
  return { text, encoding };
}

// A file cut off in the middle of a character or with a spoilt line is still a text.
const MOST_UNREADABLE = 0.01;
const MOST_UNREADABLE_AT_LEAST = 8;

// GB18030 holds GBK and GB2312. A file in UTF-8 with a broken place is still UTF-8.
const CANDIDATES = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'];
const CHARDET_NAMES: Readonly<Record<string, string>> = { GB18030: 'gb18030', Big5: 'big5' };
const SAMPLE = 200_000;

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isUtf8(bytes) && !bytes.subarray(0, SAMPLE).includes(0)) return 'utf-8';
  const sample = bytes.subarray(0, SAMPLE);
  // Of two encodings that fit alike, the one that the general detector names first.
  const guesses = analyse(sample).flatMap(({ name }) => CHARDET_NAMES[name] ?? []);
  const ranked = [...new Set([...guesses, ...CANDIDATES])]
    .map((encoding) => ({ encoding, score: plausibility(sample, encoding) }))
    .sort((a, b) => b.score - a.score);
  return ranked[0]?.encoding ?? 'utf-8';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

// The commonest characters of plans in either script, and what stands between them: text decoded wrongly has hardly any.
const COMMON = new Set(
  '的和发發展建设設全区區市国國经經济濟社会會年政府规規划劃业業工程加强強推进進服务務创創新一二三十第章节節、，。',
);

function plausibility(sample: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(sample);
  let score = 0;
  for (const character of text) {
    if (COMMON.has(character)) score += 1;
    else if (character === '\ufffd' || character === '\0') score -= 2;
    // Decides only where there is no Chinese: of the two orders of bytes in UTF-16, one gives Latin letters.
    else if (character >= ' ' && character <= '~') score += 0.01;
  }
  // By bytes, not by characters: two encodings cut the same bytes into different numbers of characters.
  return score / Math.max(1, sample.length);
}
