import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/corpus/library.ts';
import { CSV_COLUMNS, csvCell } from '../../src/web/export-csv.ts';
import { escapeMarkdown } from '../../src/web/export-markdown.ts';
import { type Served, serve, serveSeeds } from '../served.ts';
import { unzip } from '../support/unzip.ts';
import { xmlErrors, xmlText } from '../support/xml.ts';

const TAN = encodeURIComponent('碳达峰');

/** Rows of cells, after RFC 4180 and by nothing else. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at];
    if (quoted) {
      if (unit !== '"') cell += unit;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (unit === '"') quoted = true;
    else if (unit === ',') {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (unit === '\r' && text[at + 1] === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      rows.push([]);
      at += 1;
    } else cell += unit;
  }
  return rows.slice(0, -1);
}

describe('an export', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const get = (path: string): Promise<Response> => fetch(served.base + path);
  const text = async (path: string): Promise<string> =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(await (await get(path)).arrayBuffer());
  const json = async (path: string) =>
    (await (await get(path)).json()) as {
      clauses: { id: string; text: string; citation: string; link: string; match: string | null; remark: string }[];
      unknownIds: string[];
      leftOut: number;
      remarks: string[];
    };
  const csv = async (path: string): Promise<string[][]> => parseCsv((await text(path)).slice(1));
  const docx = async (path: string) => unzip(Buffer.from(await (await get(path)).arrayBuffer()));
  const documentOf = async (path: string): Promise<string> => (await docx(path)).get('word/document.xml')?.toString('utf8') ?? '';

  it('is JSON as it would be written whole', async () => {
    for (const path of [`/export.json?q=${encodeURIComponent('发展')}`, '/export.json?ids=nothing']) {
      const written = await text(path);
      expect(written).toBe(JSON.stringify(JSON.parse(written), null, 1));
    }
  });

  const FORMATS = [
    ['csv', 'text/csv; charset=utf-8; header=present'],
    ['json', 'application/json; charset=utf-8'],
    ['md', 'text/markdown; charset=utf-8'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ] as const;

  it.each(FORMATS)('as %s is a file with a Chinese name and a plain one', async (extension, type) => {
    const response = await get(`/export.${extension}?q=${TAN}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    const disposition = response.headers.get('content-disposition') ?? '';
    const [, plain, encoded = ''] =
      /^attachment; filename="([\x20-\x7e]+)"; filename\*=UTF-8''([A-Za-z0-9%._-]+)$/.exec(disposition) ?? [];
    expect(plain).toBe(`clauses.${extension}`);
    expect(decodeURIComponent(encoded)).toMatch(new RegExp(`^规划条文_碳达峰_\\d{4}-\\d\\d-\\d\\d\\.${extension}$`));
  });

  it('has no name that a file system would refuse', async () => {
    const q = encodeURIComponent('"../..\\a:*?<b>|\u202e%2f\r\nX-Evil: 1');
    const response = await get(`/export.csv?q=${q}`);
    expect(response.headers.get('x-evil')).toBeNull();
    const name = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '');
    expect(name).toMatch(/^规划条文_/);
    expect(name).not.toMatch(/[/\\:*?"<>|\r\n\u202e%]/);
  });

  it('holds all that a search finds, in its order, and nothing else', async () => {
    const { clauses, leftOut } = await json(`/export.json?q=${encodeURIComponent('数字经济')}&sort=order`);
    const answer = await served.engine.search({
      q: '数字经济',
      districts: [],
      themes: [],
      chapters: [],
      sort: 'order',
      match: 'exact',
      limit: 100,
      offset: 0,
    });
    expect(answer.total).toBeGreaterThan(20);
    expect(clauses.map(({ id }) => id)).toEqual(answer.hits.map(({ id }) => id));
    expect(leftOut).toBe(0);
  });

  it('goes on past the first hundred', async () => {
    const { clauses } = await json(`/export.json?q=${encodeURIComponent('发展')}`);
    expect(clauses.length).toBeGreaterThan(400);
    expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length);
  });

  it('heeds the filters', async () => {
    const { clauses, remarks } = await json(`/export.json?q=${TAN}&district=panyu`);
    expect(clauses.map(({ id }) => id)).toEqual(['panyu-11.2.2']);
    expect(remarks[0]).toContain('在所选范围内');
  });

  it('has related clauses only where they are asked for, and says which they are', async () => {
    expect((await json(`/export.json?q=${TAN}`)).clauses.every(({ match }) => match === 'exact')).toBe(true);
    const { clauses } = await json(`/export.json?q=${TAN}&related=1`);
    expect(clauses.filter(({ match }) => match === 'exact')).toHaveLength(3);
    expect(clauses.filter(({ match }) => match === 'related').length).toBeGreaterThan(0);
    expect(await text(`/export.md?q=${TAN}&related=1`)).toContain('（相关条文）');
  });

  it('of chosen clauses keeps their order, each once, however they are listed', async () => {
    const chosen = ['panyu-4.1.2', 'huadu-7.1.3', 'panyu-4.1.3'];
    const lists = [`ids=${chosen.join(',')}`, chosen.map((id) => `ids=${id}`).join('&'), `ids=${chosen.join('%20')},panyu-4.1.2`];
    for (const list of lists) expect((await json(`/export.json?${list}`)).clauses.map(({ id }) => id)).toEqual(chosen);
    const order = [...(await text(`/export.md?${lists[0]}`)).matchAll(/^## (.*)$/gm)].map(([, name]) => name);
    expect(order).toEqual(['番禺区', '花都区', '番禺区']);
  });

  it('carries what a reader wrote beside a clause', async () => {
    const list = `ids=huadu-7.1.3&note=${encodeURIComponent('huadu-7.1.3:只引前半句，=1+1')}`;
    expect((await json(`/export.json?${list}`)).clauses[0]?.remark).toBe('只引前半句，=1+1');
    expect(xmlText(await documentOf(`/export.docx?${list}`))).toContain('备注：只引前半句，=1+1');
  });

  it('reports ids that no clause has, in every format', async () => {
    const list = 'ids=huadu-7.1.3,huadu-99.1.1,%3Cb%3E';
    expect((await json(`/export.json?${list}`)).unknownIds).toEqual(['huadu-99.1.1', '<b>']);
    expect((await csv(`/export.csv?${list}`)).slice(2).map((row) => [row[4], row[7]])).toEqual([
      ['没有这个编号的条文', 'huadu-99.1.1'],
      ['没有这个编号的条文', '<b>'],
    ]);
    expect(await text(`/export.md?${list}`)).toContain('没有编号为huadu-99.1.1、\\<b\\>的条文');
    expect(xmlText(await documentOf(`/export.docx?${list}`))).toContain('没有编号为huadu-99.1.1、<b>的条文');
  });

  it.each([
    ['neither question nor clauses', '/export.csv', 400],
    ['a question of nothing', '/export.csv?q=%20', 400],
    ['a question too long', `/export.csv?q=${'a'.repeat(201)}`, 400],
    ['an unknown district', `/export.csv?q=${TAN}&district=atlantis`, 400],
    ['related neither 0 nor 1', `/export.csv?q=${TAN}&related=yes`, 400],
    [
      'more clauses than a file should have',
      `/export.csv?ids=${Array.from({ length: 501 }, (_unused, index) => `a-1.1.${index}`).join(',')}`,
      400,
    ],
    ['a format nobody writes', `/export.exe?q=${TAN}`, 404],
    ['a format of JavaScript', '/export.constructor?ids=huadu-7.1.3', 404],
  ])('of %s is refused', async (_case, path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-disposition')).toBeNull();
  });

  it('that finds too much stops at two thousand and says so', async () => {
    const { library } = served.engine;
    const [plan] = library.plans;
    const model = plan?.clauses[0];
    if (!plan || !model) throw new Error('there is no clause');
    const clauses = Array.from({ length: 2100 }, (_unused, index) => ({ ...model, id: `${plan.id}-0.0.${index + 1}` }));
    const many = createLibrary([{ ...plan, clauses }], library.themes);
    const view = served.engine.view;
    const engine: Served['engine'] = {
      ...served.engine,
      library: many,
      search: async (request) => ({
        ...(await served.engine.search({ ...request, limit: 1, offset: 0 })),
        total: clauses.length,
        related: 0,
        hits: many.clauses
          .slice(request.offset, request.offset + request.limit)
          .map((placed) => ({ ...view(placed), match: 'exact' as const, score: 1 })),
      }),
    };
    const other = await serve({ engine });
    const body = (await (await fetch(`${other.base}/export.json?q=5G`)).json()) as { clauses: unknown[]; leftOut: number };
    const rows = parseCsv((await (await fetch(`${other.base}/export.csv?q=5G`)).text()).replace(/^\uFEFF/, ''));
    await other.close();
    expect([body.clauses.length, body.leftOut]).toEqual([2000, 100]);
    expect(rows).toHaveLength(2002);
    expect(rows.at(-1)?.[4]).toContain('另有100段未列出');
  });

  describe('as CSV', () => {
    it('opens right in Excel: a byte-order mark, CRLF, and as many cells in every row', async () => {
      const file = await text(`/export.csv?q=${encodeURIComponent('发展')}`);
      expect(file.startsWith('\uFEFF序号,区县,')).toBe(true);
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const rows = parseCsv(file.slice(1));
      for (const row of rows) expect(row).toHaveLength(CSV_COLUMNS.length + 1);
    });

    it('has its columns in an order that stays', async () => {
      expect((await csv(`/export.csv?q=${TAN}`))[0]?.join(' ')).toBe(
        '序号 区县 规划名称 标题 条文 引文 链接 编号 类别 各列 处数 匹配 校注 备注 发文机关 文号 日期 日期说明 来源 规划期 省 市',
      );
    });

    it('gives every text back as it is', async () => {
      const { library } = served.engine;
      const ids = library.clauses
        .filter(({ clause }) => /["—-]/.test(clause.text))
        .slice(0, 300)
        .map(({ clause }) => clause.id);
      const rows = (await csv(`/export.csv?ids=${ids.join(',')}`)).slice(1);
      expect(rows.map((row) => row[7])).toEqual(ids);
      for (const row of rows) {
        const original = library.clauseById(row[7] ?? '')?.clause.text ?? '';
        expect(row[4]).toBe(/^[=+\-@]/.test(original) ? `'${original}` : original);
      }
    });

    it.each([
      ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
      ['+1', "'+1"],
      ['-1', "'-1"],
      ['@SUM(A1)', "'@SUM(A1)"],
      ['\t=1', "'\t=1"],
      ['\r=1', `"'\r=1"`],
      [' =1', "' =1"],
      ['＝1', "'＝1"],
      ['——坚持创新', '——坚持创新'],
      ['—坚持创新', '—坚持创新'],
      ['“双控”', '“双控”'],
      ['a,b', '"a,b"'],
      ['a"b', '"a""b"'],
      ['a\nb', '"a\nb"'],
      ['', ''],
    ])('writes %j as %j', (given, written) => {
      expect(csvCell(given)).toBe(written);
    });

    it('lets no question become a formula', async () => {
      const rows = await csv(`/export.csv?ids=${encodeURIComponent('=cmd|calc!A1')}`);
      expect(rows[1]?.[7]).toBe("'=cmd|calc!A1");
    });
  });

  describe('as Markdown', () => {
    it('has districts as headings, and each clause with its citation and link', async () => {
      const file = await text(`/export.md?q=${TAN}`);
      expect([...file.matchAll(/^## (.*)$/gm)].map(([, name]) => name)).toEqual(['花都区', '番禺区']);
      expect(file).toContain('### 第七章第一节“三、加大能源‘双控’力度”第1段\n\n> 深入贯彻');
      expect(file).toMatch(/第1段，<http:\/\/[^>]*\/id\/huadu-7\.1\.3\?t=[0-9a-f]{8}>/);
      expect(file).toContain('<mark>碳达峰</mark>');
    });

    it.each([
      ['# 一', '\\# 一'],
      ['1. 一', '1\\. 一'],
      ['- 一', '\\- 一'],
      ['a*b_c', 'a\\*b\\_c'],
      ['<b>&lt;', '\\<b\\>\\&lt;'],
      ['[x](y)', '\\[x\\](y)'],
      ['a | b', 'a \\| b'],
      ['一\n\n# 二', '一 # 二'],
      ['2021年', '2021年'],
    ])('writes %j as %j', (given, written) => {
      expect(escapeMarkdown(given)).toBe(written);
    });
  });

  describe('as a Word file', () => {
    it('is an archive of well-formed documents', async () => {
      const files = await docx(`/export.docx?q=${encodeURIComponent('发展')}&related=1`);
      expect([...files.keys()]).toEqual(
        expect.arrayContaining(['[Content_Types].xml', '_rels/.rels', 'word/document.xml', 'word/styles.xml']),
      );
      for (const [name, body] of files)
        if (/\.(xml|rels)$/.test(name)) expect(xmlErrors(body.toString('utf8')), name).toEqual([]);
    });

    it('has every clause with its citation and its link, by district, under headings', async () => {
      const { clauses } = await json(`/export.json?q=${TAN}`);
      const document = await documentOf(`/export.docx?q=${TAN}`);
      const paragraphs = [...document.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, inside = '']) => ({
        style: /<w:pStyle w:val="(\w+)"/.exec(inside)?.[1],
        text: xmlText(inside),
      }));
      const styled = (style: string) =>
        paragraphs.filter((paragraph) => paragraph.style === style).map((paragraph) => paragraph.text);
      expect(styled('Title')).toEqual(['“碳达峰”的条文']);
      expect(styled('Heading1')).toEqual(['花都区', '番禺区']);
      expect(styled('Heading2')).toHaveLength(3);
      expect(new Set(styled('Clause'))).toEqual(new Set(clauses.map((clause) => clause.text)));
      expect(new Set(styled('Citation'))).toEqual(new Set(clauses.map(({ citation, link }) => `${citation}，${link}`)));
    });

    it('keeps the links as links', async () => {
      const files = await docx('/export.docx?ids=huadu-7.1.3');
      const relations = files.get('word/_rels/document.xml.rels')?.toString('utf8') ?? '';
      expect(relations).toMatch(/Target="http:\/\/[^"]*\/id\/huadu-7\.1\.3\?t=[0-9a-f]{8}"[^>]*TargetMode="External"/);
    });

    it('sets Chinese fonts, marks the places and knows Traditional from Simplified', async () => {
      const files = await docx(`/export.docx?q=${TAN}`);
      const styles = files.get('word/styles.xml')?.toString('utf8') ?? '';
      for (const font of ['宋体', '黑体', '楷体']) expect(styles).toContain(`w:eastAsia="${font}"`);
      const document = files.get('word/document.xml')?.toString('utf8') ?? '';
      expect(document).toMatch(/<w:b\/>(?:(?!<w:t).)*<w:t[^>]*>碳达峰<\/w:t>/s);
      expect(document).toContain('<w:lang w:eastAsia="zh-TW"/>');
    });

    it('is not broken by characters that XML forbids', async () => {
      const q = encodeURIComponent('5G\u0000\u000b\ufffe');
      const document = await documentOf(`/export.docx?q=${q}`);
      expect(xmlErrors(document)).toEqual([]);
      expect(xmlText(document)).toContain('“5G”');
    });
  });

  describe('on the search page', () => {
    it('is offered in every format, with the filters, and leads to files', async () => {
      const page = await text(`/search?q=${TAN}&district=huadu&page=1`);
      const links = [...page.matchAll(/href="(\/export\.[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
      expect(links.map((href) => /^\/export\.(\w+)/.exec(href)?.[1])).toEqual([
        'docx',
        'csv',
        'md',
        'json',
        'docx',
        'csv',
        'md',
        'json',
      ]);
      for (const href of links) {
        expect(href).toContain('district=huadu');
        expect((await get(href)).status, href).toBe(200);
      }
    });

    it('is not offered where there is nothing', async () => {
      expect(await text('/search?q=qqqqqqq&match=exact')).not.toContain('/export.');
    });
  });
});
