// Looking up a number among ascending ones.

/**
 * Where the first of the ascending numbers stands that is not below the wanted one, among those from `from` to before `to`;
 * `to` if all are. What stands near `from` is found soonest, so that a list is gone through in leaps.
 */
export function firstNotBelow(numbers: ArrayLike<number>, wanted: number, from = 0, to = numbers.length): number {
  let low = from;
  let high = from;
  for (let step = 1; high < to && (numbers[high] ?? 0) < wanted; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the wanted number stands among the ascending ones; -1 if it does not. */
export function positionOf(numbers: Uint32Array, wanted: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === wanted ? low : -1;
}
