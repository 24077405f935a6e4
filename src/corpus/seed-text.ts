// The bytes of a seed as text: UTF-8 and nothing else, told where they are not.
import { splitLines } from './source-line.ts';

// A byte-order mark stays: it is invisible, and offsets are those of the file.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null for bytes that are no text in UTF-8, and for such as hold a NUL, which no text does. */
export function decodeSeed(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** What is wrong with bytes that are no seed, and where: `is not UTF-8 in line 3 (byte 17 is 0xb9)`. */
export function flawOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'is in UTF-16, not in UTF-8';
  const at = firstFlaw(bytes);
  const line = splitLines(Buffer.from(bytes.subarray(0, at)).toString()).length;
  const byte = bytes[at] ?? 0;
  const place = `in line ${line} (byte ${at + 1} is 0x${byte.toString(16).padStart(2, '0')})`;
  return byte === 0 ? `holds a NUL, which no text does, ${place}` : `is not UTF-8 ${place}`;
}

const REPLACED = '\ufffd';
const REPLACED_BYTES = Buffer.from(REPLACED);

/** Where the first byte stands that is NUL or of no character. */
function firstFlaw(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes);
  const nul = buffer.indexOf(0);
  const text = buffer.toString();
  // All before the character in question is right, so that its length in bytes is that in the file.
  let [at, from] = [0, 0];
  for (let found = text.indexOf(REPLACED); found >= 0; found = text.indexOf(REPLACED, from)) {
    at += Buffer.byteLength(text.slice(from, found));
    if (!buffer.subarray(at, at + REPLACED_BYTES.length).equals(REPLACED_BYTES)) return nul >= 0 ? Math.min(nul, at) : at;
    at += REPLACED_BYTES.length;
    from = found + 1;
  }
  return nul;
}
