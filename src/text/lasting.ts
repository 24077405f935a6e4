// Objects that are kept for the sake of their shape.

const kept: object[] = [];

/**
 * Keeps an instance of a class whose other instances live no longer than an answer. V8 ties optimised code to the shapes of
 * the objects it was made for: when a full collection finds no object of a shape, the code is thrown away with it, and the
 * next hundred answers take five times as long (Node 20, `--trace-deopt`: "weak objects").
 */
export function keepShapeOf(instance: object): void {
  kept.push(instance);
}
