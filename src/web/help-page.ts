// The help page: the query language by examples that can be clicked.
import { headOf, type PageHead } from './page-head.ts';
import { askFor, searchUrl } from './search-state.ts';

export interface HelpView {
  readonly head: PageHead;
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly q: string;
  readonly url: string;
  readonly meaning: string;
}

const RULES: readonly (readonly [q: string, meaning: string])[] = [
  ['碳达峰', '逐字查找这三个字。繁体、全角、大小写一律视同：輸入「碳達峰」结果相同。'],
  ['乡村振兴 数字', '空格隔开的词，同一段里都要有，先后不论。'],
  ['养老|托育', '竖线表示有其一即可。竖线比空格管得紧：“社区 养老|托育”是“社区”加上两者之一。'],
  ['粤港澳大湾区 -深圳', '减号排除：含“深圳”的段落不列。'],
  ['香洲 -香洲区', '减号后的词若包含要查的词，只除去那些地方：“香洲区”里的“香洲”不算，别处的“香洲”照算。'],
  ['数字 NEAR/10 政府', '两个词在同一段内相隔不超过10个字，先后不论。数目可改。'],
  ['"“双区”建设"', '半角或全角双引号之内逐字照查，其中的空格和符号不再有特别的意思。中文的弯引号是普通的字。'],
  ['5G 工业互联网', '字母、数字与汉字可以混用；“2035 年”与“2035年”相同。'],
];

export function helpView(): HelpView {
  return {
    head: headOf('帮助', { current: 'help', canonical: '/help' }),
    rules: RULES.map(([q, meaning]) => ({ q, meaning, url: searchUrl(askFor(q)) })),
  };
}
