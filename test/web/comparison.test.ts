import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/search/answer.ts';
import { type Served, serveSeeds } from '../served.ts';

interface Cell {
  readonly clauses: number;
  readonly occurrences: number;
  readonly perTenThousand: number;
  readonly state: string;
  readonly characters: number;
  readonly url: string | null;
}

interface MatrixJson {
  readonly columns: readonly { readonly id: string; readonly label: string; readonly total: Cell }[];
  readonly rows: readonly {
    readonly plan: string;
    readonly district: string;
    readonly cells: readonly Cell[];
    readonly withoutTheme?: Cell;
    readonly total: Cell;
  }[];
  readonly total: Cell;
}

describe('the comparisons, asked for as a reader asks', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSeeds();
  });
  afterAll(() => served.close());

  const get = (path: string): Promise<Response> => fetch(served.base + path, { redirect: 'manual' });
  const json = async <Answer>(path: string): Promise<Answer> => (await get(path)).json() as Promise<Answer>;
  const html = async (path: string): Promise<string> => (await get(path)).text();
  const csv = async (path: string): Promise<string[]> => (await (await get(path)).text()).split('\r\n').slice(0, -1);
  const decoded = (text: string): string =>
    text.replace(
      /&(?:#39|#34|amp|lt|gt|quot);/g,
      (entity) => ({ '&#39;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' })[entity] ?? '"',
    );
  const hrefsOf = (page: string): string[] =>
    [...page.matchAll(/ (?:href|action)="([^"]*)"/g)].map(([, href = '']) => decoded(href));
  const mainOf = (page: string): string => page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  /** What the search says where a number's link leads. */
  const countsAt = async (url: string): Promise<[number, number]> => {
    const { total, occurrences } = await json<SearchAnswer>(`/api${url}`);
    return [total, occurrences];
  };
  const found = ({ clauses, occurrences }: Cell): [number, number] => [clauses, occurrences];

  const PAGES = [
    '/compare-start',
    '/matrix',
    '/matrix?q=放管服',
    '/matrix?q=碳达峰&q=乡村振兴&measure=density&sort=total',
    '/kwic',
    '/kwic?q=碳达峰&width=10',
    '/kwic?q=数字经济&next=发展&sort=order&district=panyu',
    '/compare',
    '/compare?ids=huadu-7.1.3',
    '/compare?ids=huadu-7.1.3,panyu-11.2.2,lianzhou-11.1.1&ref=panyu-11.2.2',
    '/shared?min=50',
    '/shared?plan=huadu&other=panyu&min=20',
    '/distinctive',
    '/themes',
    '/themes/ecology',
    '/themes/demand',
    '/targets',
    '/targets?view=list&district=lianzhou&sort=year',
    '/targets?view=list&indicator=学位',
    '/api',
  ];

  it('have no link that leads nowhere', async () => {
    const links = new Set<string>();
    for (const path of PAGES)
      for (const href of hrefsOf(await html(path))) links.add(new URL(href, served.base).href.replace(/#.*$/, ''));
    const broken: string[] = [];
    for (const link of links) {
      const { status } = await fetch(link, { redirect: 'manual' });
      if (status >= 400) broken.push(`${status} ${link}`);
    }
    expect(broken).toEqual([]);
    expect(links.size).toBeGreaterThan(200);
  }, 60_000);

  it.each(PAGES)('answers %s as a whole page without inline style or script', async (path) => {
    const response = await get(path);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('text/html');
    expect(page).not.toMatch(/ style="|<style|<script(?! defer src="\/assets\/)| on[a-z]+="/);
    expect(page).toMatch(/<h1>[^<]+<\/h1>/);
    expect(page).not.toContain('undefined');
  });

  describe('the matrix', () => {
    it.each(['碳达峰', '5G', '养老|托育', '"“放管服”改革"', '粤港澳大湾区 -深圳'])(
      'of %s has in each cell what a search under that district and theme counts',
      async (q) => {
        const { columns, rows, total } = await json<MatrixJson>(`/api/matrix?q=${encodeURIComponent(q)}`);
        expect(columns).toHaveLength(14);
        for (const { plan, cells, withoutTheme, total: sum } of rows) {
          const counted = await Promise.all(
            columns.map(({ id }) => countsAt(`/search?${new URLSearchParams({ q, district: plan, theme: id, match: 'exact' })}`)),
          );
          expect(cells.map(found), plan).toEqual(counted);
          expect(found(sum), plan).toEqual(await countsAt(`/search?${new URLSearchParams({ q, district: plan })}`));
          const clauses = cells.reduce((all, cell) => all + cell.clauses, withoutTheme?.clauses ?? 0);
          expect(clauses, `${plan}, row`).toBe(sum.clauses);
        }
        expect(found(total)).toEqual(await countsAt(`/search?${new URLSearchParams({ q })}`));
      },
    );

    it('links every number to the clauses it counts, columns, totals and what has no theme included', async () => {
      const matrix = await json<MatrixJson>('/api/matrix?q=发展规划');
      const several = await json<MatrixJson>('/api/matrix?q=碳达峰&q=乡村振兴&q=5G');
      const cells = [matrix, several].flatMap(({ columns, rows, total }) => [
        total,
        ...columns.map((column) => column.total),
        ...rows.flatMap((row) => [...row.cells, row.total, ...(row.withoutTheme ? [row.withoutTheme] : [])]),
      ]);
      for (const cell of cells) if (cell.url !== null) expect(await countsAt(cell.url), cell.url).toEqual(found(cell));
      expect(cells.every(({ url, clauses }) => url !== null || clauses === 0)).toBe(true);
    });

    it('gives no address to a union that no one question finds', async () => {
      const { rows, total } = await json<MatrixJson>('/api/matrix?q=数字 政府&q="智慧"');
      expect([total.url, ...rows.map((row) => row.total.url)]).toEqual(rows.map(() => null).concat([null]));
    });

    it('tells apart what is in no clause, in a heading only, and in no chapter', async () => {
      const { columns, rows } = await json<MatrixJson>('/api/matrix?q=碳达峰');
      const stateOf = (plan: string, theme: string) =>
        rows.find((row) => row.plan === plan)?.cells[columns.findIndex(({ id }) => id === theme)]?.state;
      expect(stateOf('huadu', 'ecology')).toBe('count');
      expect(stateOf('zengcheng', 'demand')).toBe('no-chapter');
      const headings = await json<MatrixJson>('/api/matrix?q=擦亮“花漾花都”名片');
      expect(headings.rows.flatMap(({ cells }) => cells.map(({ state }) => state))).toContain('headings');
    });

    it('reads a text field of one term a line, and says each number on the page as the API does', async () => {
      const page = mainOf(
        await html('/matrix?q=%E7%A2%B3%E8%BE%BE%E5%B3%B0%0D%0A%0D%0A%E4%B9%A1%E6%9D%91%E6%8C%AF%E5%85%B4%0D%0A'),
      );
      const { rows } = await json<MatrixJson>('/api/matrix?q=碳达峰&q=乡村振兴');
      for (const { district, cells } of rows) {
        for (const { clauses, occurrences } of cells) expect(page).toContain(`${clauses}段，${occurrences}处`);
        expect(page).toContain(`<th scope="row"><a href="/plans/`);
        expect(page).toContain(district);
      }
      expect(page.match(/<th scope="col"/g)).toHaveLength(4);
      expect(page).toContain('<caption>');
      expect(page).toMatch(/<svg class="bars" role="img" aria-label="[^"]+"/);
    });

    it('sorts by any column, largest first, and leaves the order to the plans otherwise', async () => {
      const order = async (sort: string) => (await json<MatrixJson>(`/api/matrix?q=乡村振兴&q=5G${sort}`)).rows;
      const sorted = (await order('&sort=5G')).map(({ cells }) => cells[1]?.clauses ?? 0);
      expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
      expect((await order('')).map(({ plan }) => plan)).toEqual(served.engine.library.plans.map(({ id }) => id));
    });

    it('comes as a table for a spreadsheet, and no term becomes a formula in it', async () => {
      const [head = '', ...rows] = await csv('/matrix.csv?q=碳达峰&q=%3D1%2B1');
      // Reading an answer as text takes the byte-order mark off.
      const bytes = new Uint8Array(await (await get('/matrix.csv?q=碳达峰')).arrayBuffer());
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(head).toContain("'=1+1");
      expect(rows).toHaveLength(6);
      expect(rows.at(-1)).toBe('合计,3,0,3');
    });
  });

  describe('keyword in context', () => {
    interface KwicJson {
      readonly total: number;
      readonly matching: number;
      readonly lines: readonly {
        readonly id: string;
        readonly range: readonly [number, number];
        readonly term: string;
        readonly right: string;
      }[];
      readonly next: readonly { readonly word: string; readonly count: number }[];
    }

    it.each(['碳达峰', '数字经济', '5G', '养老|托育'])('of %s has a line for each place that the search counts', async (q) => {
      const { occurrences, hits } = await json<SearchAnswer>(`/api/search?q=${q}&match=exact&limit=100`);
      const { total, lines } = await json<KwicJson>(`/api/kwic?q=${q}&limit=1000`);
      expect([total, lines.length]).toEqual([occurrences, occurrences]);
      const places = (list: readonly string[]) => list.toSorted();
      expect(places(lines.map(({ id, range }) => `${id} ${range}`))).toEqual(
        places(hits.flatMap(({ id, highlights }) => highlights.map((range) => `${id} ${range}`))),
      );
    });

    it('counts the words that follow, and shows exactly those lines for each of them', async () => {
      const { next } = await json<KwicJson>('/api/kwic?q=数字经济');
      expect(next.length).toBeGreaterThan(5);
      for (const { word, count } of next) {
        expect((await json<KwicJson>(`/api/kwic?q=数字经济&next=${encodeURIComponent(word)}`)).matching, word).toBe(count);
      }
    });

    it('sorts by what follows whatever the width', async () => {
      const ids = async (width: number) =>
        (await json<KwicJson>(`/api/kwic?q=数字经济&width=${width}&limit=1000`)).lines.map(({ id }) => id);
      expect(await ids(4)).toEqual(await ids(40));
    });

    it('comes as a table with an address for each line', async () => {
      const rows = await csv('/kwic.csv?q=碳达峰');
      expect(rows).toHaveLength(4);
      expect(rows[0]).toBe('区县,前文,词,后文,编号,链接');
      for (const row of rows.slice(1)) expect(row).toMatch(/,http:\/\/127\.0\.0\.1:\d+\/clauses\/[a-z]+-\d+\.\d+\.\d+$/);
    });
  });

  describe('clauses side by side', () => {
    interface CompareJson {
      readonly reference: string;
      readonly clauses: readonly {
        readonly id: string;
        readonly text: string;
        readonly segments: readonly { readonly text: string }[] | null;
      }[];
    }

    it('are cut without losing a character, in the order of the address', async () => {
      const { reference, clauses } = await json<CompareJson>(
        '/api/compare?ids=huadu-7.1.3,panyu-11.2.2,zengcheng-10.1.2&ref=panyu-11.2.2',
      );
      expect(reference).toBe('panyu-11.2.2');
      expect(clauses.map(({ id }) => id)).toEqual(['huadu-7.1.3', 'panyu-11.2.2', 'zengcheng-10.1.2']);
      for (const { id, text, segments } of clauses) {
        if (id === reference) expect(segments).toBeNull();
        else expect(segments?.map((segment) => segment.text).join('')).toBe(text);
      }
    });

    it('are proposed for each other district from one clause, best first', async () => {
      const similar = await json<{ id: string; plan: string; score: number }[]>('/api/similar?id=huadu-7.1.3');
      expect(new Set(similar.map(({ plan }) => plan))).toEqual(new Set(['zengcheng', 'panyu', 'xiangzhou', 'lianzhou']));
      expect(similar.map(({ score }) => score)).toEqual(similar.map(({ score }) => score).toSorted((a, b) => b - a));
      const inPanyu = await json<{ id: string }[]>('/api/similar?id=huadu-7.1.3&plan=panyu');
      expect(inPanyu.map(({ id }) => id)).toContain('panyu-11.2.2');
      const page = mainOf(await html('/compare?ids=huadu-7.1.3'));
      expect(hrefsOf(page)).toContain(`/compare?ids=huadu-7.1.3,${inPanyu[0]?.id}`);
      expect(hrefsOf(page)).toContain('/compare?ids=huadu-7.1.3,panyu-11.2.2');
    });

    it('can be led to from a hit and from the page of a clause', async () => {
      expect(hrefsOf(await html('/search?q=碳达峰'))).toContain('/compare?ids=huadu-7.1.3');
      expect(hrefsOf(await html('/clauses/huadu-7.1.3'))).toContain('/compare?ids=huadu-7.1.3');
    });
  });

  describe('shared wording', () => {
    interface Passage {
      readonly length: number;
      readonly a: { readonly id: string; readonly range: readonly [number, number] };
      readonly b: { readonly id: string; readonly range: readonly [number, number] };
    }

    it('is the same text on both sides, once folded', async () => {
      const { fold } = await import('../../src/text/fold.ts');
      const passages = await json<Passage[]>('/api/shared?min=30');
      const textOf = ({ id, range }: Passage['a']) =>
        fold(served.engine.library.clauseById(id)?.clause.text.slice(...range) ?? '');
      expect(passages.length).toBeGreaterThan(50);
      for (const { length, a, b } of passages) {
        expect(textOf(a)).toBe(textOf(b));
        expect([...textOf(a)].length).toBe(length);
      }
    });

    it('stands with the asked plan first, and is named on the page of the clause with the same length', async () => {
      const passages = await json<Passage[]>('/api/shared?plan=panyu&min=50');
      expect(passages.every(({ a }) => a.id.startsWith('panyu-'))).toBe(true);
      expect(decoded(await html('/clauses/huadu-1.4.1'))).toContain('与番禺区有161字相同');
    });

    it('says as many on the page as the API gives, and never why', async () => {
      const count = (await json<Passage[]>('/api/shared?plan=huadu&other=panyu')).length;
      const page = await html('/shared?plan=huadu&other=panyu');
      expect(page).toContain(`相同的表述有${count}处`);
      expect(page).not.toContain('抄');
      expect((await csv('/shared.csv?plan=huadu&other=panyu')).length).toBe(count + 1);
    });
  });

  describe('distinctive terms', () => {
    it('have the counts that a search gives, here and elsewhere', async () => {
      const plans =
        await json<{ plan: string; terms: { term: string; occurrences: number; clauses: number; elsewhere: number }[] }[]>(
          '/api/distinctive',
        );
      const ids = plans.map(({ plan }) => plan);
      for (const { plan, terms } of plans) {
        for (const { term, occurrences, clauses, elsewhere } of terms.slice(0, 12)) {
          const here = await countsAt(`/search?${new URLSearchParams({ q: term, district: plan })}`);
          const others = new URLSearchParams([
            ['q', term],
            ...ids.filter((id) => id !== plan).map((id): [string, string] => ['district', id]),
          ]);
          expect(here, `${term} in ${plan}`).toEqual([clauses, occurrences]);
          expect((await countsAt(`/search?${others}`))[1], `${term} outside ${plan}`).toBe(elsewhere);
        }
      }
    });

    it('stand on the page of their plan', async () => {
      expect(decoded(await html('/plans/huadu'))).toContain('空铁联运');
    });
  });

  describe('themes side by side', () => {
    it('have every district in one of two places, and figures that add up', async () => {
      interface Figures {
        readonly clauses: number;
        readonly characters: number;
      }
      interface Side extends Figures {
        readonly chapters: readonly (Figures & { readonly lead: Figures; readonly sections: readonly Figures[] })[];
      }
      const themes = await json<{ id: string; plans: Side[]; absent: unknown[] }[]>('/api/themes');
      expect(themes).toHaveLength(14);
      for (const { id, plans, absent } of themes) {
        expect(plans.length + absent.length, id).toBe(5);
        for (const { clauses, chapters } of plans) {
          expect(chapters.reduce((sum, chapter) => sum + chapter.clauses, 0)).toBe(clauses);
          for (const { lead, sections, ...chapter } of chapters) {
            expect(sections.reduce((sum, section) => sum + section.characters, lead.characters)).toBe(chapter.characters);
          }
        }
      }
    });
  });

  describe('targets', () => {
    interface TargetJson {
      readonly clauseId: string;
      readonly plan: string;
      readonly sentence: string;
      readonly value: string;
      readonly range: readonly [number, number];
    }

    it('never give a value without the sentence of the clause that sets it', async () => {
      const targets = await json<TargetJson[]>('/api/targets');
      expect(targets.length).toBeGreaterThan(150);
      for (const { clauseId, sentence, value, range } of targets) {
        const text = served.engine.library.clauseById(clauseId)?.clause.text ?? '';
        expect(text).toContain(sentence);
        expect(text.slice(...range)).toBe(value);
        expect(sentence).toContain(value);
      }
    });

    it('are as many in the file and on the page as in the API', async () => {
      const targets = await json<TargetJson[]>('/api/targets?district=panyu');
      expect(targets.every(({ plan }) => plan === 'panyu')).toBe(true);
      expect((await csv('/targets.csv?district=panyu')).length).toBe(targets.length + 1);
      const page = await html('/targets?view=list&district=panyu');
      expect(page.match(/<tr lang="zh-Hant">/g)).toHaveLength(targets.length);
    });

    it('are published with the figures of the held-out sample', async () => {
      const { TARGET_QUALITY } = await import('../../src/comparison/targets/quality.ts');
      const { precision, recall } = TARGET_QUALITY.heldOut;
      const page = await html('/targets');
      expect(page).toContain(`${(precision * 100).toFixed(1)}%`);
      expect(page).toContain(`${(recall * 100).toFixed(1)}%`);
    });
  });

  describe('what cannot be answered', () => {
    const thirteen = Array.from({ length: 13 }, (_, at) => `q=${at}a`).join('&');

    it.each([
      ['/api/matrix', 'q'],
      [`/api/matrix?${thirteen}`, 'q'],
      ['/api/matrix?q=%20', 'q'],
      ['/api/matrix?q=-', 'q'],
      ['/api/matrix?q=a&measure=none', 'measure'],
      ['/api/matrix?q=a&sort=atlantis', 'sort'],
      [`/api/matrix?q=${'a'.repeat(201)}`, 'q'],
      ['/api/kwic', 'q'],
      ['/api/kwic?q=a&width=3', 'width'],
      ['/api/kwic?q=a&sort=relevance', 'sort'],
      ['/api/kwic?q=a&district=atlantis', 'district'],
      ['/api/similar', 'id'],
      ['/api/similar?id=huadu-7.1.3&plan=atlantis', 'plan'],
      ['/api/compare', 'ids'],
      ['/api/compare?ids=huadu-99.1.1', 'ids'],
      ['/api/compare?ids=a,b,c,d,e,f', 'ids'],
      ['/api/compare?ids=huadu-7.1.3&ref=huadu-7.1.4', 'ref'],
      ['/api/shared?plan=atlantis', 'plan'],
      ['/api/shared?min=2', 'min'],
      ['/api/shared?other=huadu', 'plan'],
      ['/api/shared?plan=huadu&other=huadu', 'other'],
      ['/api/distinctive?plan=__proto__', 'plan'],
      ['/api/themes?theme=weather', 'theme'],
      ['/api/targets?district=atlantis', 'district'],
    ])('is refused as a problem: %s', async (path, parameter) => {
      const response = await get(path);
      expect(response.status).toBe(400);
      expect(response.headers.get('Content-Type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 400, parameter });
    });

    it.each([
      '/matrix?q=a&measure=none',
      `/matrix?${thirteen}`,
      '/kwic?q=a&width=999',
      '/compare?ids=huadu-99.1.1',
      '/shared?min=x',
      '/targets?view=x',
      '/matrix.csv',
      '/kwic.csv?q=',
    ])('is refused on a page: %s', async (path) => {
      const response = await get(path);
      expect(response.status).toBe(400);
      expect(response.headers.get('Content-Type')).toContain('text/html');
    });

    it.each([
      '/themes/weather',
      '/themes/__proto__',
      '/themes/weather/table.csv',
      '/kwic?q=碳达峰&page=9',
      '/shared?page=9999',
      '/api/similar?id=huadu-99.1.1',
    ])('is not found: %s', async (path) => {
      expect((await get(path)).status).toBe(404);
    });

    const HOSTILE = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "=cmd|'/c calc'!A1",
      '%',
      '\\',
      '甲|',
      '" "',
      'NEAR/3',
      '\u0000',
      '𠀀',
      '{{constructor}}',
      '__proto__',
    ];

    it.each(HOSTILE)('does no harm: %j', async (hostile) => {
      const q = encodeURIComponent(hostile);
      for (const path of [
        `/matrix?q=${q}`,
        `/matrix?q=${q}&q=5G`,
        `/kwic?q=${q}`,
        `/kwic?q=5G&next=${q}`,
        `/targets?indicator=${q}`,
        `/compare?ids=${q}`,
        `/themes/${q}`,
        `/shared?plan=${q}`,
      ]) {
        const response = await get(path);
        const page = await response.text();
        expect(response.status, path).toBeLessThan(500);
        expect(page).not.toContain('<script>alert');
        expect(page).not.toContain('<img src=x');
      }
      const file = await get(`/matrix.csv?q=${q}&q=5G`);
      if (file.status === 200) expect(await file.text()).not.toMatch(/(?:^|,|\n)"?[=+\-@]/);
    });
  });
});
