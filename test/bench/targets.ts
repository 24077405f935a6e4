// What the project wants to reach, as ratios of ours to a peer in the same run.
import { figure, type Table } from './table.ts';

export interface Outcome {
  readonly what: string;
  readonly scale: number;
  /** At most. */
  readonly wanted: number;
  readonly measured: number;
}

/** A target by scale; a scale without one of its own has none. */
export const TARGETS = {
  literal: { 1: 1, 10: 0.4, 100: 0.1 },
  related: { 1: 1, 10: 1, 100: 1 },
  http: { 1: 1.5, 100: 3 },
  start: { 1: 0.5, 100: 0.2 },
  memory: { 100: 0.6 },
  build: { 10: 0.5 },
} as const satisfies Readonly<Record<string, Readonly<Record<number, number>>>>;

export function outcomeOf(target: keyof typeof TARGETS, what: string, scale: number, measured: number): Outcome[] {
  const byScale: Readonly<Record<number, number>> = TARGETS[target];
  const wanted = byScale[scale];
  return wanted === undefined ? [] : [{ what, scale, wanted, measured }];
}

export const targetTable = (outcomes: readonly Outcome[]): Table => ({
  title: 'Targets',
  columns: ['target', 'scale', 'at most', 'measured', ''],
  rows: outcomes.map(({ what, scale, wanted, measured }) => [
    what,
    `×${scale}`,
    figure(wanted),
    figure(measured),
    measured <= wanted ? 'met' : '**missed**',
  ]),
});
