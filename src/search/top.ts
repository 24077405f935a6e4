// The best few of many, without sorting the rest: a common word matches tens of thousands of clauses, a page shows twenty.

import { keepShapeOf } from '../text/lasting.ts';

/** The best `limit` of what is added. Positions must be added ascending, so that of two with one score the earlier stays. */
export class Top {
  readonly #limit: number;
  // A heap with the worst of the best at its root, which the next better one replaces.
  readonly #positions: number[] = [];
  readonly #scores: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether something with this score, or with less, would be kept. */
  takes(score: number): boolean {
    return this.#scores.length < this.#limit || (this.#limit > 0 && score > (this.#scores[0] ?? 0));
  }

  /** Only what `takes` takes. */
  add(position: number, score: number): void {
    if (this.#scores.length === this.#limit) {
      this.#sink(position, score);
      return;
    }
    let at = this.#scores.length;
    this.#positions.push(position);
    this.#scores.push(score);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const [above, aboveScore] = [this.#positions[parent] ?? 0, this.#scores[parent] ?? 0];
      if (isBetter(position, score, above, aboveScore)) break;
      this.#put(at, above, aboveScore);
      at = parent;
    }
    this.#put(at, position, score);
  }

  /** What is kept, in no order. */
  unsorted(): readonly number[] {
    return this.#positions;
  }

  /** Best first; of two with one score the earlier. */
  positions(): number[] {
    const places = [...this.#positions.keys()];
    const [positions, scores] = [this.#positions, this.#scores];
    places.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (positions[a] ?? 0) - (positions[b] ?? 0));
    return places.map((place) => positions[place] ?? 0);
  }

  #sink(position: number, score: number): void {
    const size = this.#scores.length;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isWorse(child + 1, child)) child += 1;
      const [below, belowScore] = [this.#positions[child] ?? 0, this.#scores[child] ?? 0];
      if (isBetter(below, belowScore, position, score)) break;
      this.#put(at, below, belowScore);
      at = child;
    }
    this.#put(at, position, score);
  }

  #isWorse(one: number, other: number): boolean {
    return isBetter(this.#positions[other] ?? 0, this.#scores[other] ?? 0, this.#positions[one] ?? 0, this.#scores[one] ?? 0);
  }

  #put(place: number, position: number, score: number): void {
    this.#positions[place] = position;
    this.#scores[place] = score;
  }
}

const isBetter = (position: number, score: number, than: number, thanScore: number): boolean =>
  score > thanScore || (score === thanScore && position < than);

keepShapeOf(new Top(0));
