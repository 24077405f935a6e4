// Times of several contenders over the same inputs, taken in turns, so that what slows the machine slows all of them.

export interface Contender<Input> {
  readonly name: string;
  run(input: Input): unknown;
}

/** Milliseconds: one list a round, one number an input. */
export type Times = readonly Float64Array[];

export interface RaceOptions {
  /** Rounds that count, after `warmUps` that do not. */
  readonly rounds: number;
  readonly warmUps: number;
}

/**
 * In each round every contender takes all inputs, in an order that moves on by one a round. Garbage is collected before
 * each turn where `--expose-gc` allows it: what one contender leaves is not paid for by the next.
 */
export async function race<Input>(
  contenders: readonly Contender<Input>[],
  inputs: readonly Input[],
  { rounds, warmUps }: RaceOptions,
): Promise<ReadonlyMap<string, Times>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as Float64Array[]]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const turn of contenders.keys()) {
      const contender = contenders[(turn + round + warmUps) % contenders.length];
      if (!contender) continue;
      globalThis.gc?.();
      const own = await timesOf(contender, inputs);
      if (round >= 0) times.get(contender.name)?.push(own);
    }
  }
  return times;
}

async function timesOf<Input>(contender: Contender<Input>, inputs: readonly Input[]): Promise<Float64Array> {
  const times = new Float64Array(inputs.length);
  for (const [at, input] of inputs.entries()) {
    const startedAt = performance.now();
    await contender.run(input);
    times[at] = performance.now() - startedAt;
  }
  return times;
}

/** The times of some inputs alone. */
export const timesAt = (times: Times, inputs: readonly number[]): Times =>
  times.map((round) => Float64Array.from(inputs, (at) => round[at] ?? Number.NaN));

/** Several series of one length of rounds as one. */
export const joinTimes = (a: Times, b: Times): Times => a.map((round, at) => Float64Array.from([...round, ...(b[at] ?? [])]));

/** The value that a share of the numbers does not exceed. */
export function quantile(numbers: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** The median over the rounds of a round's quantile, in ms. */
export const quantileOf = (times: Times, share: number): number =>
  quantile(
    times.map((round) => quantile(round, share)),
    0.5,
  );

/** The median over the rounds of `ours / theirs`, each at its own quantile: 0.5 is twice as fast. */
export const ratioOf = (ours: Times, theirs: Times, share: number): number =>
  quantile(
    ours.map((round, at) => quantile(round, share) / quantile(theirs[at] ?? [], share)),
    0.5,
  );

/** The median over the rounds of all times of a round together, in ms. */
export const totalOf = (times: Times): number => quantile(times.map(sum), 0.5);

/** The median over the rounds of `ours / theirs`, each being all times of a round together. */
export const totalRatioOf = (ours: Times, theirs: Times): number =>
  quantile(
    ours.map((round, at) => sum(round) / sum(theirs[at] ?? [])),
    0.5,
  );

const sum = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((total, number) => total + number, 0);
