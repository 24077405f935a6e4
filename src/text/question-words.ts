// Words that turn a topic into a question. Plans hardly use them, so no corpus teaches them.

/** Folded. */
export const QUESTION_WORDS: ReadonlySet<string> = new Set(
  '怎么 怎么办 怎样 怎么样 如何 什么 哪些 哪个 哪里 是否 为什么 为何 多少 有没有 能不能 吗 呢 的 了 谁'.split(' '),
);
