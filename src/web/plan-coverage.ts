// How much of a source became headings and clauses, and where the rest went.
import type { Plan } from '../corpus/library.ts';
import type { DropReason } from '../corpus/model.ts';
import { visibleLength } from '../text/visible-length.ts';

export interface Coverage {
  /** Visible characters of the source. */
  readonly total: number;
  /** Those of headings and clauses. */
  readonly kept: number;
  /** 0 to 1; 1 for a source without a visible character. */
  readonly share: number;
  /** The rest by reason, most first. */
  readonly dropped: readonly { readonly reason: DropReason; readonly characters: number }[];
}

const known = new WeakMap<Plan, Coverage>();

/** Counted once for a plan: it never changes. */
export function coverageOf(plan: Plan): Coverage {
  const kept = known.get(plan) ?? measure(plan);
  known.set(plan, kept);
  return kept;
}

// By their places in the source: what a clause shows may hold repairs and separators that the source does not.
function measure({ sourceLines, headings, clauses, dropped }: Plan): Coverage {
  const charactersOf = ({ spans }: Pick<Plan['clauses'][number], 'spans'>) =>
    spans.reduce((sum, { line, range }) => sum + visibleLength((sourceLines[line - 1] ?? '').slice(...range)), 0);
  const kept = [...headings, ...clauses].reduce((sum, owner) => sum + charactersOf(owner), 0);
  const byReason = new Map<DropReason, number>();
  for (const line of dropped) byReason.set(line.reason, (byReason.get(line.reason) ?? 0) + charactersOf(line));
  const total = kept + [...byReason.values()].reduce((sum, characters) => sum + characters, 0);
  return {
    total,
    kept,
    share: total === 0 ? 1 : kept / total,
    dropped: [...byReason]
      .map(([reason, characters]) => ({ reason, characters }))
      .filter(({ characters }) => characters > 0)
      .sort((a, b) => b.characters - a.characters),
  };
}
