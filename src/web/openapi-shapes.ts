// The shapes of the JSON answers, declared once: the description that is served is made from them.
import { z } from 'zod';
import { THEME_IDS } from '../corpus/themes.ts';

const range = z.tuple([z.int(), z.int()]).describe('半开区间，UTF-16 单元');
const lines = z.tuple([z.int(), z.int()]).describe('来源文件的首行和末行，从1数起');
const url = z.string().describe('本站地址');
const theme = z.enum(THEME_IDS);
const planId = z.string().describe('规划编号');
const clauseId = z.string().describe('条文编号');
const headingKind = z.enum(['part', 'chapter', 'section', 'item', 'appendix', 'box']);

const heading = z.object({ kind: headingKind, num: z.string(), title: z.string(), url, inferred: z.literal(true).optional() });

const clauseFields = {
  id: clauseId,
  url,
  plan: z.object({ id: planId, district: z.string(), title: z.string() }),
  path: z.array(heading).describe('由外到内的各级标题'),
  chapter: z
    .object({ id: z.string(), number: z.int().nullable(), title: z.string(), theme: theme.nullable() })
    .nullable()
    .describe('前言里的条文为 null'),
  kind: z.enum(['paragraph', 'bullet', 'row', 'note', 'caption']),
  columns: z.array(z.string()).nullable().describe('表格行所在各列的名称，不参加检索'),
  text: z.string().describe('条文全文'),
  highlights: z.array(range).describe('检索词在 text 中的位置'),
  snippet: z.string().describe('转义过的 HTML，只加 mark 标记'),
  source: z.object({ file: z.string(), lines, page: z.tuple([z.int(), z.int()]).optional() }),
  marks: z
    .array(
      z.object({
        kind: z.enum(['repair', 'correction']),
        range,
        captured: z.string(),
        meant: z.string(),
        reason: z.string(),
      }),
    )
    .describe('校订之处'),
};

const explanation = z.object({
  found: z.array(
    z.object({
      term: z.string(),
      relation: z.string(),
      inText: z.int(),
      inHeadings: z.int(),
      points: z.number(),
    }),
  ),
  factors: z.array(z.object({ name: z.string(), factor: z.number(), reason: z.string() })),
  points: z.number(),
});

const hit = z
  .object({
    ...clauseFields,
    match: z.enum(['exact', 'related']),
    score: z.number(),
    explain: explanation.optional(),
  })
  .meta({ id: 'Hit' });

export const searchAnswer = z.object({
  query: z.object({ q: z.string(), terms: z.array(z.string()), repaired: z.string().nullable() }),
  total: z.int().describe('逐字相符的条文数'),
  occurrences: z.int().describe('其中的处数'),
  districts: z.int().describe('有这种条文的规划数'),
  related: z.int().describe('其后附上的相关条文数'),
  headings: z.array(heading.omit({ inferred: true }).extend({ plan: planId })),
  hits: z.array(hit),
  expansion: z.array(
    z.object({
      term: z.string(),
      of: z.string(),
      relation: z.string(),
      count: z.int(),
      districts: z.array(z.object({ id: planId, count: z.int() })),
    }),
  ),
  didYouMean: z.array(z.object({ text: z.string(), count: z.int() })),
  absence: z
    .object({
      cause: z.enum(['filters', 'conditions', 'headings', 'nowhere']),
      count: z.int(),
      query: z.string().nullable(),
    })
    .nullable(),
  printedForms: z
    .object({ forms: z.array(z.object({ text: z.string(), clauses: z.int() })), districts: z.array(planId) })
    .describe('同样的字中间夹有标点的写法，不计入 total'),
  nearest: z.array(hit).describe('未提及的区县各自最接近的条文'),
  facets: z.object({
    district: z.array(
      z.object({
        id: planId,
        label: z.string(),
        city: z.string().nullable(),
        province: z.string().nullable(),
        period: z.string().nullable(),
        count: z.int(),
        occurrences: z.int(),
        headings: z.int(),
      }),
    ),
    region: z
      .array(
        z.object({
          id: z.string(),
          label: z.string(),
          parent: z.string().nullable(),
          plans: z.int().describe('其中的规划数'),
          found: z.int().describe('其中有这种条文的规划数'),
          count: z.int(),
        }),
      )
      .describe('各省，其后是该省各市；没有注明省市的规划不在内'),
    period: z.array(z.object({ id: z.string(), label: z.string(), plans: z.int(), count: z.int() })),
    theme: z.array(z.object({ id: theme, label: z.string(), count: z.int() })),
    chapter: z.array(z.object({ id: z.string(), label: z.string(), district: planId, count: z.int() })),
  }),
  tookMs: z.number().describe('检索所用毫秒；再次问同一问题时，仍是首次所用'),
});

const planFields = {
  id: planId,
  district: z.string(),
  city: z.string().nullable(),
  province: z.string().nullable(),
  title: z.string(),
  issuer: z.string().nullable(),
  publishedOn: z.string().nullable(),
  dateMeaning: z.string().nullable(),
  period: z.string().nullable(),
  script: z.enum(['Hans', 'Hant']),
  chapters: z.int(),
  sections: z.int(),
  clauses: z.int(),
  characters: z.int(),
};

export const plans = z.array(z.object(planFields));
export const plan = z.object({
  ...planFields,
  outline: z.array(
    z.object({
      kind: headingKind,
      num: z.string(),
      title: z.string(),
      lines,
      inferred: z.literal(true).optional(),
      id: z.string().optional(),
      theme: theme.optional(),
      depth: z.int(),
    }),
  ),
  dropped: z.array(z.object({ lines, reason: z.enum(['front-matter', 'contents', 'boilerplate', 'spam']) })),
});

export const clause = z.object({
  ...clauseFields,
  citation: z.string(),
  link: url,
  previous: clauseId.nullable(),
  next: clauseId.nullable(),
});

export const suggestions = z.array(
  z.object({
    text: z.string(),
    kind: z.string(),
    count: z.int(),
    url: url.optional().describe('标题独一无二的，它所在的地址'),
  }),
);
export const health = z.object({
  status: z.string(),
  plans: z.int(),
  clauses: z.int(),
  version: z.string().optional(),
  fingerprint: z.string().optional().describe('所用索引的指纹：相同则答复相同'),
  since: z.string().optional().describe('所用索引开始使用的时间'),
  seeds: z
    .object({ state: z.enum(['served', 'building', 'refused']), since: z.string(), reason: z.string().optional() })
    .optional()
    .describe('最新的规划：served 已收入；building 正在建立索引；refused 有误，仍用原来的，reason 说明原因'),
});
export const readiness = z.object({ ready: z.literal(true) });

const cell = z
  .object({
    clauses: z.int(),
    occurrences: z.int(),
    perTenThousand: z.number().describe('每万字处数'),
    state: z
      .enum(['count', 'headings', 'no-chapter', 'no-text'])
      .describe('headings：仅见于标题；no-chapter：没有归入该主题的章；no-text：没有收录条文'),
    characters: z.int().describe('该格全部条文的字数'),
    url: url.nullable().describe('列出这些条文的检索页；没有一个检索词能列出时为 null'),
  })
  .meta({ id: 'MatrixCell' });

export const matrix = z.object({
  columns: z.array(z.object({ id: z.string(), label: z.string(), total: cell })),
  rows: z.array(
    z.object({
      plan: planId,
      district: z.string(),
      cells: z.array(cell).describe('与 columns 一一对应'),
      withoutTheme: cell.optional().describe('只查一个词时：不属任何主题的条文'),
      total: cell,
    }),
  ),
  total: cell,
});

const wordCounts = z.array(z.object({ word: z.string(), count: z.int() }));

export const kwic = z.object({
  total: z.int().describe('全部处数'),
  matching: z.int().describe('符合 next 的处数'),
  lines: z.array(
    z.object({
      id: clauseId,
      plan: planId,
      district: z.string(),
      range,
      left: z.string(),
      term: z.string(),
      right: z.string(),
    }),
  ),
  next: wordCounts.describe('紧跟在后的词'),
  previous: wordCounts.describe('紧挨在前的词'),
});

export const similar = z.array(z.object({ id: clauseId, plan: planId, score: z.number().describe('0 至 1') }));

export const comparison = z.object({
  reference: clauseId,
  clauses: z.array(
    z.object({
      id: clauseId,
      plan: planId,
      text: z.string(),
      segments: z
        .array(z.object({ kind: z.enum(['shared', 'own']), text: z.string() }))
        .nullable()
        .describe('连起来就是 text；shared 为参照里也有的字句。参照本身为 null'),
    }),
  ),
});

const passage = z.object({ id: clauseId, range });

export const shared = z.array(
  z.object({
    length: z.int().describe('化为同一写法后的字数'),
    a: passage,
    b: passage,
    plans: z.int().describe('有这一表述的规划数'),
  }),
);

export const distinctive = z.array(
  z.object({
    plan: planId,
    district: z.string(),
    terms: z.array(
      z.object({
        term: z.string(),
        kind: z.enum(['place', 'topic']),
        occurrences: z.int(),
        clauses: z.int(),
        elsewhere: z.int(),
        score: z.number().describe('对数似然比 G²'),
      }),
    ),
  }),
);

const figures = { clauses: z.int(), characters: z.int() };

export const themes = z.array(
  z.object({
    id: theme,
    label: z.string(),
    description: z.string(),
    plans: z.array(
      z.object({
        plan: planId,
        district: z.string(),
        ...figures,
        share: z.number().describe('占该规划全部条文字数的比例'),
        chapters: z.array(
          z.object({
            id: z.string(),
            num: z.string(),
            title: z.string(),
            ...figures,
            lead: z.object(figures).describe('第一节之前的条文'),
            sections: z.array(z.object({ heading: z.int(), num: z.string(), title: z.string(), ...figures })),
          }),
        ),
      }),
    ),
    absent: z.array(z.object({ plan: planId, district: z.string() })),
  }),
);

export const targets = z.array(
  z.object({
    clauseId,
    plan: planId,
    district: z.string(),
    sentence: z.string(),
    range: range.describe('数值在条文 text 中的位置'),
    indicator: z.string(),
    standardIndicator: z.string().describe('按指标对照时所用的名称'),
    value: z.string().describe('照原文'),
    number: z.number().nullable().describe('折算为数，供排序'),
    unit: z.string(),
    comparator: z.enum(['=', '≥', '≤', '>', '<', '≈']),
    year: z.int().nullable(),
    yearFrom: z.enum(['sentence', 'sentence-before']).nullable(),
    binding: z.enum(['binding', 'expected']).nullable(),
    base: z.string().nullable(),
  }),
);

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  parameter: z.string().optional().describe('有误的参数'),
});
