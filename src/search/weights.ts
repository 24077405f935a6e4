// Every constant of the ranking in one table, each with its reason. Measured on the judged queries of test/relevance
// (`npm run bench:relevance` prints the score with each part taken out, and the cross-validated score).

export interface Weights {
  readonly literal: number;
  readonly part: number;
  readonly same: number;
  readonly near: number;
  readonly topic: number;
  readonly feedback: number;
  readonly runInTitle: number;
  readonly heading: number;
  readonly listed: number;
  readonly onlyHeading: number;
  readonly sentence: number;
  readonly saturation: number;
  readonly lengthNorm: number;
  readonly halfLength: number;
  readonly note: number;
  readonly background: number;
  readonly chapterLead: number;
  readonly sectionLead: number;
  readonly principle: number;
  readonly goal: number;
}

export const WEIGHTS: Weights = {
  // Score of the literal places beside that of the terms: what was typed stands there, however jieba cuts it.
  literal: 3,
  // A word inside a longer word of the query (新能源 of 新能源汽车) says less than the whole.
  part: 0.5,
  // Another name of the same thing (托育, 婴幼儿照护) nearly replaces the word itself; a neighbour only hints at it.
  same: 0.8,
  near: 0.3,
  // A term of the same subject cluster shows that a clause is about the subject. Enough to find it (recall@50 .93 to .98 on
  // the judged queries), too little to order it: at .15 nDCG falls by .01.
  topic: 0.05,
  // Words that the best literal matches share, for the related clauses only: more of them drowns the query's own words.
  feedback: 0.15,
  // A paragraph that opens with the term as its title (`完善住房保障制度。…`) has it as its subject.
  runInTitle: 0.5,
  // So does one under a heading with the term; half for a heading further up, which many clauses share.
  heading: 0.6,
  // A related clause may stand under a heading about the topic and speak of something else: below those that speak of it.
  onlyHeading: 0.3,
  // A place between enumeration commas is one of many things named.
  listed: 0.15,
  // Several words in one sentence are about one thing. Neutral on the judged queries; kept, since scattered words are not.
  sentence: 0.15,
  // BM25's k1 and b for the literal places. Low k1: the second mention in a paragraph says little.
  saturation: 0.8,
  lengthNorm: 0.5,
  // A text of this many folded characters keeps half its score: a short row must not win by being short.
  halfLength: 40,
  note: 0.5,
  // Roles of a clause in the plan, against 1 for a task: readers look for tasks, targets and measures.
  background: 0.6,
  chapterLead: 0.6,
  sectionLead: 0.7,
  principle: 0.6,
  goal: 0.7,
};
