// How well targets are read: figures published beside the table, and held by a test (test/comparison/targets-sample.test.ts).

export interface Quality {
  readonly sentences: number;
  /** Targets a person found in them. */
  readonly targets: number;
  /** Of the values read, the share that a person found too, with the same year. */
  readonly precision: number;
  /** Of the values a person found, the share that was read. */
  readonly recall: number;
}

/**
 * Sentences with a digit, drawn from all five plans by a seed and labelled before the extractor was written. The figures
 * of the half kept back are those of its first reading, before anything was changed because of it.
 */
export const TARGET_QUALITY: { readonly tuning: Quality; readonly heldOut: Quality; readonly otherPlans: Quality } = {
  tuning: { sentences: 136, targets: 54, precision: 1, recall: 1 },
  heldOut: { sentences: 155, targets: 52, precision: 1, recall: 0.942 },
  // Two plans for 2026-2030 that are not among the five (北京市, 杭州市): a second draw from them, read once.
  otherPlans: { sentences: 96, targets: 74, precision: 0.986, recall: 0.946 },
};
