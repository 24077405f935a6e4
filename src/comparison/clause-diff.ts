// Which wording of a clause also stands in a reference, in the same order, and which is its own: the only import of diff.
import { diffArrays } from 'diff';
import type { Analyser } from '../text/analyze.ts';
import { fold } from '../text/fold.ts';

export interface DiffSegment {
  /** shared: stands in the reference too. own: does not, or only as a scrap between own wording. */
  readonly kind: 'shared' | 'own';
  /** A piece of the clause's text as published; all segments joined are the text. */
  readonly text: string;
}

/**
 * The text cut where its wording departs from the reference. Words are compared folded, so script and width do not count.
 * Guarantees: the segments joined are the text, none is empty; a shared segment stands in the reference, folded, in one
 * piece; two equal texts give one shared segment. Two shared segments in a row: the reference says more between them.
 */
export function diffAgainst(reference: string, text: string, analyser: Pick<Analyser, 'words'>): readonly DiffSegment[] {
  const own = analyser.words(text);
  const runs = commonRuns(analyser.words(reference), own);
  const segments: DiffSegment[] = [];
  const push = (kind: DiffSegment['kind'], from: number, to: number) => {
    const piece = own.slice(from, to).join('');
    if (piece === '') return;
    const last = segments.at(-1);
    if (kind === 'own' && last?.kind === 'own') segments.splice(-1, 1, { kind, text: last.text + piece });
    else segments.push({ kind, text: piece });
  };
  let at = 0;
  for (const [index, { from, to }] of runs.entries()) {
    push('own', at, from);
    const isWhole = from === 0 && to === own.length;
    // A scrap that follows or leads a longer piece without a gap reads as part of it: only the reference says more between.
    const neighbours = [runs[index - 1], runs[index + 1]].filter((run) => run?.to === from || run?.from === to);
    const isShared = isWhole || [{ from, to }, ...neighbours].some((run) => run && isTelling(own.slice(run.from, run.to)));
    push(isShared ? 'shared' : 'own', from, to);
    at = to;
  }
  push('own', at, own.length);
  return segments;
}

/** A run of words that the two texts have in common, by their positions in the second; uninterrupted in both. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/** Clauses of some thousand words that have next to nothing in common would keep the search busy for seconds. */
const MOST_EDITS = 6000;

function commonRuns(reference: readonly string[], own: readonly string[]): readonly Run[] {
  const changes = diffArrays(reference.map(fold), own.map(fold), { maxEditLength: MOST_EDITS });
  const runs: Run[] = [];
  let at = 0;
  for (const { added, removed, value } of changes ?? []) {
    if (removed) continue;
    if (!added) runs.push({ from: at, to: at + value.length });
    at += value.length;
  }
  return runs;
}

/** Fewer letters in common, alone between own wording, are grammar or chance (的, 和, 推进): marking them would only flicker. */
const SHORTEST_SHARED = 3;

const isTelling = (words: readonly string[]): boolean =>
  [...words.join('')].filter((character) => /[\p{L}\p{N}]/u.test(character)).length >= SHORTEST_SHARED;
