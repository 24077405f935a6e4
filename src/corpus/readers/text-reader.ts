// Plain text and Markdown, in whatever encoding: the only import of chardet.
import { analyse } from 'chardet';
import { type ReadDocument, ReadError } from './document.ts';

/** Bytes to text: a byte-order mark decides, then valid UTF-8, then the likeliest of the encodings Chinese files use. */
export function decodeText(bytes: Uint8Array, name: string): { readonly text: string; readonly encoding: string } {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const unreadable = text.split('\ufffd').length - 1;
  const control = (text.match(/[^\P{Cc}\t\n\r\f]/gu) ?? []).length;
  if (unreadable + control > Math.max(8, text.length * MOST_UNREADABLE)) {
    throw new ReadError(
      `${name} is no text, or in an encoding that could not be told (tried ${encoding}); save it as UTF-8 and import that`,
    );
  }
  return { text, encoding };
}

export function readText(bytes: Uint8Array, name: string): ReadDocument {
  const { text, encoding } = decodeText(bytes, name);
  const lines = text.split(/\r\n|\n|\r/u).map((line) => ({ text: /\.md$/iu.test(name) ? withoutMarkdown(line) : line }));
  return { lines, title: null, notes: encoding === 'utf-8' ? [] : [`文件编码判断为 ${encoding}`] };
}

const MOST_UNREADABLE = 0.01;
// GB18030 holds GBK and GB2312. The names are TextDecoder's.
const CANDIDATES: Readonly<Record<string, string>> = {
  GB18030: 'gb18030',
  Big5: 'big5',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
};

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  const utf16 = utf16Without(bytes);
  if (utf16) return utf16;
  const guesses = analyse(bytes.subarray(0, SAMPLE)).flatMap(({ name }) => CANDIDATES[name] ?? []);
  const candidates = [...new Set([...guesses, 'gb18030', 'big5'])];
  return (
    candidates.map((encoding) => ({ encoding, score: plausibility(bytes, encoding) })).sort((a, b) => b.score - a.score)[0]
      ?.encoding ?? 'gb18030'
  );
}
const SAMPLE = 200_000;

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

// UTF-16 without a mark: Chinese text still has its line breaks and ASCII, whose other byte is zero on one side only.
function utf16Without(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4000);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < 4) return undefined;
  if (odd > even * 8) return 'utf-16le';
  return even > odd * 8 ? 'utf-16be' : undefined;
}

// The commonest characters of plans in either script: text decoded wrongly has hardly any of them.
const COMMON = new Set('的和发發展建设設全区區市国國经經济濟社会會年政府规規划劃业業工程加强強推进進服务務创創新');

function plausibility(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, SAMPLE));
  let score = 0;
  for (const character of text) {
    if (COMMON.has(character)) score += 1;
    else if (character === '\ufffd') score -= 2;
  }
  return score / Math.max(1, text.length);
}

// Marks of Markdown that a reader of the plan does not see; what they say of structure, the printed labels say as well.
function withoutMarkdown(line: string): string {
  return line
    .replace(/^\s{0,3}#{1,6}\s+/u, '')
    .replace(/^\s{0,3}>\s?/u, '')
    .replace(/(\*\*|__)(.+?)\1/gu, '$2')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/^\s*\|(.*)\|\s*$/u, (_whole, cells: string) =>
      cells
        .split('|')
        .map((cell) => cell.trim())
        .join('\t'),
    );
}
