// The entrance to the comparisons: each with one sentence and an example.
import { compareUrl } from './compare-state.ts';
import { contextOf } from './kwic-state.ts';
import { matrixUrl } from './matrix-state.ts';
import { headOf, type PageHead } from './page-head.ts';
import { FIRST_PART } from './plan-part.ts';
import { NO_FILTERS } from './search-state.ts';

interface Entry {
  readonly label: string;
  readonly url: string;
  readonly sentence: string;
  readonly example: { readonly label: string; readonly url: string } | null;
}

export interface CompareStartView {
  readonly head: PageHead;
  readonly entries: readonly Entry[];
}

const TERMS = ['碳达峰', '乡村振兴', '数字经济', '养老'];

/** `exampleId`: a clause that the library holds, null for a library without any. */
export function compareStartView(exampleId: string | null): CompareStartView {
  return {
    head: headOf('对照', { current: 'compare', canonical: '/compare-start', styles: ['compare.css'] }),
    entries: [
      {
        label: '覆盖矩阵',
        url: '/matrix',
        sentence: '一个词或几个词，在各区县、各主题里各有几段，谁没有写。',
        example: {
          label: TERMS.join('、'),
          url: matrixUrl({ queries: TERMS, measure: 'clauses', sort: 'order', part: FIRST_PART }),
        },
      },
      {
        label: '上下文',
        url: '/kwic',
        sentence: '一个词的每一处各占一行，前后文对齐，后面跟的词有数可查。',
        example: { label: '数字经济', url: contextOf('数字经济', NO_FILTERS) },
      },
      {
        label: '条文对照',
        url: '/compare',
        sentence: '从一段条文找到其他区县写同一件事的条文，并排看字句异同。',
        example: exampleId === null ? null : { label: exampleId, url: compareUrl([exampleId]) },
      },
      {
        label: '相近表述',
        url: '/shared',
        sentence: '两个区县的规划里连续十几字以上相同的表述，占各自全文多少。',
        example: null,
      },
      { label: '特色词', url: '/distinctive', sentence: '一个区县用得明显比其他区县多的词。', example: null },
      {
        label: '各主题篇幅',
        url: '/themes',
        sentence: '同一主题，各区县用了哪几章、哪几节，各多少字，谁没有单列。',
        example: null,
      },
      { label: '量化目标', url: '/targets', sentence: '各区县为各项指标定下的数值和年份，连同原句，按指标对照。', example: null },
    ],
  };
}
