// Times of requests, ours beside express, by the kind of the request.
import { quantile, quantileOf, ratioOf, type Times, timesAt } from './measure.ts';
import type { ConstantAnswers } from './peers/constant-app.ts';
import { type BenchRequest, REQUEST_KINDS, type RequestKind } from './requests.ts';
import { figure, type Table } from './table.ts';

export interface RequestTimes {
  readonly requests: readonly BenchRequest[];
  /** What each is answered with. */
  readonly answers: ConstantAnswers;
  readonly ours: Times;
  readonly express: Times;
}

export function requestTable(measured: RequestTimes, { title, note }: Required<Pick<Table, 'title' | 'note'>>): Table {
  const { requests, answers, ours, express } = measured;
  const pair = (times: Times, at: readonly number[]) =>
    [0.5, 0.95].map((share) => figure(quantileOf(timesAt(times, at), share))).join(' / ');
  return {
    title,
    columns: ['', 'n', 'KB', 'ours, ms', 'express with the same bytes, ms', 'ours ÷ it'],
    rows: REQUEST_KINDS.map((kind) => {
      const at = placesOf(requests, kind);
      const sizes = at.map((place) => Buffer.byteLength(answers[requests[place]?.path ?? '']?.body ?? '') / 1000);
      const ratios = [0.5, 0.95].map((share) => figure(requestRatio(measured, kind, share))).join(' / ');
      return [kind, String(at.length), figure(quantile(sizes, 0.5)), pair(ours, at), pair(express, at), ratios];
    }),
    note,
  };
}

/** Ours ÷ express over the requests of one kind, each at its own quantile. */
export function requestRatio({ requests, ours, express }: RequestTimes, kind: RequestKind, share: number): number {
  const at = placesOf(requests, kind);
  return ratioOf(timesAt(ours, at), timesAt(express, at), share);
}

const placesOf = (requests: readonly BenchRequest[], kind: RequestKind): number[] =>
  [...requests.keys()].filter((place) => requests[place]?.kind === kind);
