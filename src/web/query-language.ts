// The query language as it is taught on the pages: examples to click, each with what it does in one line.
import { askFor, searchUrl } from './search-state.ts';

export interface Rule {
  readonly q: string;
  readonly url: string;
  readonly meaning: string;
}

/** In the order in which they are learnt. */
export const RULES: readonly Rule[] = rulesOf([
  ['碳达峰', '逐字查找这三个字。'],
  ['数字经济 人才', '空格隔开：同一段里都要有，先后不论。'],
  ['"“双区”建设"', '半角或全角双引号：引号之内逐字照查，空格和符号都只是字。'],
  ['养老|托育', '竖线：有其一即可。竖线比空格管得紧：“社区 养老|托育”是“社区”加上两者之一。'],
  ['粤港澳大湾区 -深圳', '减号：含“深圳”的段落不列。'],
  ['碳达峰 -碳达峰碳中和', '减号后的词包含要查的词：只除去那几处，别处的“碳达峰”照算。'],
  ['数字 NEAR/10 政府', '同一段内相隔不超过10个字，先后不论；数目可改。'],
  ['碳 达 峰', '单个的字、数字与单个的字（2035 年）之间的空格不算，等于“碳达峰”“2035年”。'],
  ['碳達峰', '繁体与简体、全角与半角、大写与小写一律视同，用哪一种都查得全。'],
]);

/** What is done with a question that is not quite right: said above its results, and listed here. */
export const REPAIRS: readonly Rule[] = rulesOf([
  ['"数字政府', '引号只有一半：在末尾补上。'],
  ['养老|', '竖线一边没有词：略去竖线。'],
  ['碳达峰 -', '减号后面没有词：略去减号。'],
  ['-深圳', '只有要排除的词：改为检索这个词。'],
  ['数字 NEAR/x 政府', 'NEAR 后面不是数字：按相隔20个字查。'],
  ['碳达峰 NEAR/20', 'NEAR 的一边没有词：略去 NEAR。'],
]);

function rulesOf(lines: readonly (readonly [q: string, meaning: string])[]): readonly Rule[] {
  return lines.map(([q, meaning]) => ({ q, meaning, url: searchUrl(askFor(q)) }));
}
