// How far several threads have come, counted in memory that they share: nobody has to send or to wait for a message.

export interface Tally {
  /** What another thread makes its own tally of. */
  readonly memory: SharedArrayBuffer;
  addPlan(): void;
  addClause(): void;
  plans(): number;
  clauses(): number;
}

const [PLANS, CLAUSES] = [0, 1];

export function createTally(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)): Tally {
  const counts = new Int32Array(memory);
  return {
    memory,
    addPlan: () => Atomics.add(counts, PLANS, 1),
    addClause: () => Atomics.add(counts, CLAUSES, 1),
    plans: () => Atomics.load(counts, PLANS),
    clauses: () => Atomics.load(counts, CLAUSES),
  };
}
