// Looking up a number among ascending ones.

/** Where the first of the ascending numbers stands that is not below the wanted one, from `from` on; their count if all are. */
export function firstNotBelow(numbers: Uint32Array, wanted: number, from = 0): number {
  let [low, high] = [from, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the wanted number stands among the ascending ones; -1 if it does not. */
export function positionOf(numbers: Uint32Array, wanted: number): number {
  const position = firstNotBelow(numbers, wanted);
  return numbers[position] === wanted ? position : -1;
}
