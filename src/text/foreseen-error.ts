/** An error that we foresee: its message says what is wrong where, and the cure. Any other is ours to mend. */
export class ForeseenError extends Error {}
