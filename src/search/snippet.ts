// The part of a clause that shows best why it was found, as safe HTML.
import type { Range } from '../text/characters.ts';

/** Aimed length of a snippet, in UTF-16 units. */
const WIDTH = 120;
/** How far a cut may move to reach the border of a sentence or a phrase. */
const REACH = 24;

const SENTENCE_END = 2;
const PHRASE_END = 1;

/** By UTF-16 unit: `SENTENCE_END`, `PHRASE_END`, or 0 for what ends neither. A sentence's end ends a phrase too. */
const ends = new Uint8Array(0x10000);
for (const mark of '，、：,:|') ends[mark.charCodeAt(0)] = PHRASE_END;
for (const mark of '。！？；!?;') ends[mark.charCodeAt(0)] = SENTENCE_END;

/** Whether what stands before this place ends a sentence, or at least a phrase. */
const isBorder = (text: string, at: number, least: number): boolean => at > 0 && (ends[text.charCodeAt(at - 1)] ?? 0) >= least;

/** The window of `text` with the most highlights, cut at sentence or comma borders. The whole text where it is short. */
function snippetRange(text: string, highlights: readonly Range[]): Range {
  if (text.length <= WIDTH + REACH) return [0, text.length];
  const [from, to] = densest(text, highlights);
  const slack = Math.max(0, WIDTH - (to - from));
  const start = borderBefore(text, Math.max(0, from - Math.floor(slack / 2)), from);
  const end = borderAfter(text, Math.min(text.length, Math.max(to, start + WIDTH)), to);
  return [start, end];
}

/** Escaped HTML of the snippet; the only tags in it are `<mark>`, an ellipsis stands where the text goes on. */
export function snippetHtml(text: string, highlights: readonly Range[]): string {
  const [start, end] = snippetRange(text, highlights);
  const safe = UNSAFE.test(text) ? escapeHtml : unchanged;
  let html = start > 0 ? '…' : '';
  let at = start;
  for (const [from, to] of highlights) {
    if (from < at || to > end) continue;
    html += `${safe(text.slice(at, from))}<mark>${safe(text.slice(from, to))}</mark>`;
    at = to;
  }
  return html + safe(text.slice(at, end)) + (end < text.length ? '…' : '');
}

const UNSAFE = /[&<>"']/;
const unchanged = (text: string): string => text;

export function escapeHtml(text: string): string {
  // Nearly every text is free of them, and five passes over it would take longer than all else that a snippet needs.
  if (!UNSAFE.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

// The run of highlights that fits the width and covers most; the first of equals. Without highlights, the beginning.
function densest(text: string, highlights: readonly Range[]): Range {
  let best: Range = [0, Math.min(text.length, 1)];
  let bestCover = 0;
  for (const [index, [start]] of highlights.entries()) {
    let cover = 0;
    let end = start;
    for (const [from, to] of highlights.slice(index)) {
      if (to - start > WIDTH) break;
      cover += to - from;
      end = to;
    }
    if (cover > bestCover) {
      best = [start, end];
      bestCover = cover;
    }
  }
  // A place longer than the window is shown whole.
  const first = highlights[0];
  return bestCover === 0 && first ? first : best;
}

// The best border at or before `at`, never past `latest`: the beginning, then a sentence, then a phrase, then the cut itself.
function borderBefore(text: string, at: number, latest: number): number {
  if (at <= REACH) return 0;
  for (let least = SENTENCE_END; least >= PHRASE_END; least -= 1) {
    for (let back = 0; back <= REACH; back += 1) if (isBorder(text, at - back, least)) return at - back;
    for (let on = 1; on <= REACH && at + on <= latest; on += 1) if (isBorder(text, at + on, least)) return at + on;
  }
  return wholeCharacter(text, at);
}

function borderAfter(text: string, at: number, earliest: number): number {
  if (text.length - at <= REACH) return text.length;
  for (let least = SENTENCE_END; least >= PHRASE_END; least -= 1) {
    for (let on = 0; on <= REACH; on += 1) if (isBorder(text, at + on, least)) return at + on;
    for (let back = 1; back <= REACH && at - back >= earliest; back += 1) if (isBorder(text, at - back, least)) return at - back;
  }
  return wholeCharacter(text, at);
}

// A cut between the two halves of a character outside the basic plane moves before it.
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
