/** Numbers from 0 to 2³² - 1 in a typed array that doubles when it is full. */
export class GrowingList {
  #values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** From the end, where negative. */
  at(index: number): number {
    return this.#values[index < 0 ? this.length + index : index] ?? 0;
  }

  replace(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** Forgets what stands from this index on. */
  truncate(length: number): void {
    this.length = length;
  }

  values(): Uint32Array {
    return this.#values.slice(0, this.length);
  }

  /** The numbers themselves, until the next change. */
  view(from = 0): Uint32Array {
    return this.#values.subarray(from, this.length);
  }
}
