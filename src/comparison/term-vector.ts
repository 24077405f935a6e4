// A text as a bag of weighted terms, and how alike two such bags are.

export interface TermVector {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Each term weighs its rarity, and little more where it is repeated. */
export function termVector(terms: readonly string[], rarity: (term: string) => number): TermVector {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return vectorOf(new Map([...counts].map(([term, count]) => [term, (1 + Math.log(count)) * Math.max(0, rarity(term))])));
}

/** The terms of a chain of titles, outermost first: each weighs its rarity, half for every step away from the text. */
export function titleVector(titles: readonly (readonly string[])[], rarity: (term: string) => number): TermVector {
  const weights = new Map<string, number>();
  for (const [step, terms] of titles.toReversed().entries()) {
    for (const term of terms) weights.set(term, Math.max(weights.get(term) ?? 0, Math.max(0, rarity(term)) * 0.5 ** step));
  }
  return vectorOf(weights);
}

/** 0 to 1; 0 where either is empty. Symmetric. */
export function cosine(one: TermVector, other: TermVector): number {
  if (one.length === 0 || other.length === 0) return 0;
  const [few, many] = one.weights.size <= other.weights.size ? [one, other] : [other, one];
  let product = 0;
  for (const [term, weight] of few.weights) product += weight * (many.weights.get(term) ?? 0);
  return Math.min(1, product / (one.length * other.length));
}

function vectorOf(weights: ReadonlyMap<string, number>): TermVector {
  return { weights, length: Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0)) };
}
