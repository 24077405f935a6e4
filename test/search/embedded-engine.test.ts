import { describe, expect, it } from 'vitest';
import { BadRequestError, type SearchAnswer, type SearchRequest } from '../../src/search/answer.ts';
import { seedsEngine } from '../served.ts';
import { ask } from '../support/asking.ts';

const engine = await seedsEngine();
const exactly = (q: string, request: Partial<SearchRequest> = {}) =>
  ask(engine, q, { match: 'exact', sort: 'order', limit: 1000, ...request });
const linesOf = (answer: SearchAnswer): string[] => answer.hits.map(({ source }) => `${source.file} ${source.lines[0]}`);
const headingsOf = (answer: SearchAnswer): string[] => answer.headings.map(({ plan, num, title }) => `${plan} ${num}${title}`);
const idsOf = (answer: SearchAnswer): string[] => answer.hits.map(({ id }) => id);

describe('a search', () => {
  it.each(['碳达峰', '碳達峰', '碳 达 峰', '碳　達　峰', '"碳达峰"'])('for %s finds the three clauses that say it', async (q) => {
    const answer = await exactly(q);
    expect(linesOf(answer)).toEqual(['huadu.txt 417', 'huadu.txt 441', 'panyu.txt 1350']);
    expect(answer).toMatchObject({ total: 3, occurrences: 3, districts: 2, query: { terms: ['碳达峰'], repaired: null } });
    expect(idsOf(answer)).toEqual(['huadu-7.1.3', 'huadu-7.3.1', 'panyu-11.2.2']);
  });

  it('names a heading that says a term where no clause does', async () => {
    const answer = await exactly('放管服');
    expect(answer.hits.filter(({ plan }) => plan.id === 'huadu')).toEqual([]);
    expect(headingsOf(answer)).toEqual(['huadu 一、深化“放管服”改革']);
    expect(answer.headings[0]).toMatchObject({ plan: 'huadu', kind: 'item', num: '一、', title: '深化“放管服”改革' });
    expect(answer.headings[0]?.url).toMatch(/^\/plans\/huadu\/9\?q=[^#]+#/);
    expect(answer.facets.district.find(({ id }) => id === 'huadu')).toMatchObject({ count: 0, headings: 1 });
  });

  it('does not find a number that was worked out for a heading', async () => {
    const headings = headingsOf(await exactly('"一、"'));
    expect(headings).toContain('panyu 一、2035年遠景目標');
    expect(headings).not.toContain('panyu 一、加快科技創新平臺建設');
  });

  it.each([
    ['着力', '著力'],
    ['随着', '隨著'],
    ['2035年', '2035 年'],
    ['5G', '５ｇ'],
    ['数字经济', '數字經濟'],
    ['里程', '裏程'],
    ['了解', '瞭解'],
    ['Ⅲ类', 'III類'],
  ])('for %s and for %s is the same', async (one, other) => {
    const [answer, same] = await Promise.all([exactly(one), exactly(other)]);
    expect(answer.total).toBeGreaterThan(0);
    expect(idsOf(same)).toEqual(idsOf(answer));
    expect(same.occurrences).toBe(answer.occurrences);
  });

  it('finds 着力 where a machine has made it 著力', async () => {
    const hits = (await exactly('着力')).hits.filter(({ plan }) => plan.id === 'zengcheng');
    expect(hits.length).toBeGreaterThan(5);
    for (const { text, highlights } of hits) for (const place of highlights) expect(text.slice(...place)).toBe('著力');
  });

  it('finds 2035年 where blanks stood in it', async () => {
    const lines = linesOf(await exactly('2035年'));
    expect(lines).toContain('huadu.txt 53');
    expect(lines).toContain('lianzhou.txt 41');
  });

  it('finds 香洲区 where another name stood in its place, and says so', async () => {
    const answer = await exactly('香洲区');
    expect(linesOf(answer)).toEqual(['xiangzhou.txt 7', 'xiangzhou.txt 11', 'xiangzhou.txt 371']);
    expect(answer.occurrences).toBe(4);
    for (const { text, highlights, marks } of answer.hits) {
      for (const place of highlights) expect(text.slice(...place)).toBe('香洲区');
      expect(marks.filter(({ kind }) => kind === 'repair').map(({ captured, meant }) => [captured, meant])).toContainEqual([
        '雷速体育直播',
        '香洲区',
      ]);
    }
    expect((await exactly('雷速体育直播')).total).toBe(0);
  });

  it('finds a term that a typo hides, in the place of the typo', async () => {
    const hit = (await exactly('区块链')).hits.find(({ source }) => source.file === 'lianzhou.txt' && source.lines[0] === 247);
    expect(hit?.highlights.map((place) => hit.text.slice(...place))).toEqual(['区域链']);
    expect(hit?.marks).toMatchObject([{ kind: 'correction', captured: '区域链', meant: '区块链' }]);
    expect(linesOf(await exactly('区域链'))).toContain('lianzhou.txt 247');
  });

  it('finds a heading by what a declared correction says it means', async () => {
    expect(headingsOf(await exactly('加和创新'))).toEqual(['xiangzhou 第二节加和创新社会治理']);
    expect(headingsOf(await exactly('加强和创新社会治理'))).toEqual(['xiangzhou 第二节加和创新社会治理']);
  });

  it.each([
    '寡妇',
    '影院',
    '无码',
    '大牛工程师',
    '听全文',
    '分享到',
    '扫一扫',
    '掃一掃',
    '温馨提示',
    '违法和不良信息',
    'Copyright',
    'syzw303',
    '公开方式',
    '侵权或不适当',
    '番府',
    '雷速',
    '各直属机构',
  ])('finds no spam, furniture or notice: %s', async (q) => {
    const answer = await exactly(q);
    expect(answer).toMatchObject({ total: 0, occurrences: 0, districts: 0, hits: [], headings: [] });
  });

  it('finds no printed contents', async () => {
    const answer = await exactly('搭建高水平創新載體');
    expect(answer.total).toBe(0);
    expect(headingsOf(answer)).toEqual(['zengcheng 第三節搭建高水平創新載體']);
  });

  it('finds a row by its cells, not by the names of its columns', async () => {
    const answer = await exactly('森林覆盖率');
    const row = answer.hits.find(({ id }) => id.startsWith('panyu-A1'));
    expect(row).toMatchObject({ kind: 'row', chapter: { id: 'panyu-A1', number: null, theme: null } });
    expect(row?.text).toContain(' | 森林覆蓋率 | ');
    expect(row?.columns).toContain('指標屬性');
    expect((await exactly('指标属性')).hits.map(({ id }) => id)).toEqual(['panyu-A1.0.1']);
    expect((await exactly('"31森林覆盖率"')).total).toBe(0);
  });

  it('excludes the whole word that is not wanted, and counts what is left', async () => {
    const [all, longer, without] = await Promise.all([exactly('城市'), exactly('城市更新'), exactly('城市 -城市更新')]);
    expect(longer.total).toBeGreaterThan(0);
    expect(without.occurrences).toBe(all.occurrences - longer.occurrences);
    expect(without.total).toBeLessThanOrEqual(all.total);
    for (const { text, highlights } of without.hits)
      for (const [start] of highlights) expect(text.slice(start, start + 4)).not.toMatch(/^城市更新/);
  });

  it('says how it mended a query', async () => {
    expect((await exactly('"碳达峰')).query).toMatchObject({ terms: ['碳达峰'], repaired: expect.stringMatching(/引号/) });
  });

  it('of a clause in a preamble has no chapter; of one in a chapter has its number and theme', async () => {
    const answer = await exactly('碳达峰');
    expect(answer.hits[0]).toMatchObject({
      chapter: { id: 'huadu-7', number: 7, title: '坚持绿色发展,构筑绿色宜居花都', theme: 'ecology' },
      path: [{ kind: 'chapter' }, { kind: 'section' }, { kind: 'item' }],
      source: { file: 'huadu.txt', lines: [417, 417] },
    });
    expect(answer.hits[0]?.url).toBe('/plans/huadu/7?q=%E7%A2%B3%E8%BE%BE%E5%B3%B0#huadu-7.1.3');
    const preamble = (await exactly('纲要')).hits.find(({ id }) => id === 'huadu-0.0.2');
    expect(preamble?.chapter).toBeNull();
    expect(preamble?.path).toEqual([]);
  });
});

describe('every hit', () => {
  it.each(['碳达峰', '创新', '"1"', '5G', '城市 -城市更新', '绿色金融|碳交易', '森林 NEAR/10 城市', '车'])(
    'of %s has highlights that are ordered, disjoint, whole and in its snippet',
    async (q) => {
      const { hits, occurrences } = await exactly(q);
      expect(hits.length).toBeGreaterThan(0);
      for (const { text, highlights, snippet, match } of hits) {
        expect(match).toBe('exact');
        expect(highlights.length).toBeGreaterThan(0);
        for (const [at, [start, end]] of highlights.entries()) {
          expect(start).toBeGreaterThanOrEqual(highlights[at - 1]?.[1] ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).not.toContain(' | ');
        }
        expect(snippet).toContain('<mark>');
      }
      expect(occurrences).toBe(hits.reduce((sum, { highlights }) => sum + highlights.length, 0));
    },
  );
});

describe('related clauses', () => {
  it('follow the exact ones, none of them exact, at most fifty', async () => {
    const answer = await ask(engine, '碳达峰', { limit: 100 });
    expect(answer.hits.slice(0, 3).map(({ match }) => match)).toEqual(['exact', 'exact', 'exact']);
    expect(answer.hits.slice(3).every(({ match }) => match === 'related')).toBe(true);
    expect(answer.hits).toHaveLength(answer.total + answer.related);
    expect(answer.related).toBeGreaterThan(0);
    expect(answer.related).toBeLessThanOrEqual(50);
    expect(new Set(idsOf(answer)).size).toBe(answer.hits.length);
  });

  it('count in nothing: neither totals nor facets', async () => {
    const [all, exact] = await Promise.all([ask(engine, '碳达峰'), ask(engine, '碳达峰', { match: 'exact' })]);
    expect(exact.related).toBe(0);
    for (const part of ['total', 'occurrences', 'districts', 'facets', 'headings'] as const)
      expect(all[part]).toEqual(exact[part]);
  });

  it('are offered where fewer than fifty clauses match, not beyond', async () => {
    const answers = await Promise.all(['碳达峰', '区块链', '没有的词语', '新能源', '创新'].map((q) => ask(engine, q)));
    for (const { total, related } of answers) expect(related > 0).toBe(total < 50);
  });

  it('are there for a question that nothing answers literally', async () => {
    const answer = await ask(engine, '老旧小区怎么加装电梯');
    expect(answer.total).toBe(0);
    expect(answer.related).toBeGreaterThan(0);
    expect(answer.hits.every(({ match }) => match === 'related')).toBe(true);
  });

  it('mark the words of the query that they hold', async () => {
    const { hits } = await ask(engine, '碳达峰 绿色金融', { limit: 100 });
    const related = hits.filter(({ match, text }) => match === 'related' && text.includes('绿色金融'));
    expect(related.length).toBeGreaterThan(0);
    for (const { highlights } of related) expect(highlights.length).toBeGreaterThan(0);
  });

  it('stay inside the filters', async () => {
    const { hits } = await ask(engine, '碳达峰', { districts: ['lianzhou'], limit: 100 });
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ plan, match }) => plan.id === 'lianzhou' && match === 'related')).toBe(true);
  });
});

describe('pages', () => {
  it.each<[string, Partial<SearchRequest>]>([
    ['relevance', {}],
    ['reading order', { sort: 'order' }],
    ['filters', { districts: ['huadu', 'panyu'] }],
  ])('one after another are the whole answer, exact clauses first: by %s', async (_name, request) => {
    for (const q of ['碳达峰', '区块链', '知识产权']) {
      const whole = await ask(engine, q, { ...request, limit: 1000 });
      const pages: string[] = [];
      for (let offset = 0; offset < whole.total + whole.related + 7; offset += 7)
        pages.push(...idsOf(await ask(engine, q, { ...request, limit: 7, offset })));
      expect(pages).toEqual(idsOf(whole));
    }
  });

  it('beyond the end are empty, and know the totals', async () => {
    const answer = await ask(engine, '碳达峰', { offset: 1000 });
    expect(answer).toMatchObject({ hits: [], total: 3 });
  });

  it('of an answer asked twice are the same', async () => {
    const [one, two] = await Promise.all([ask(engine, '绿色'), ask(engine, '绿色')]);
    expect(idsOf(two)).toEqual(idsOf(one));
  });
});

describe('the order of an answer', () => {
  it('by relevance goes down in score, exact and related apart', async () => {
    for (const q of ['碳达峰', '创新', '养老服务']) {
      const { hits } = await ask(engine, q, { limit: 1000 });
      for (const match of ['exact', 'related']) {
        const scores = hits.filter((hit) => hit.match === match).map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }
    }
  });

  it('as they are read is by plan, then by line, related ones after all exact ones', async () => {
    const plans = engine.library.plans.map(({ id }) => id);
    const { hits, total } = await ask(engine, '区块链', { sort: 'order', limit: 1000 });
    const positions = hits.map(({ plan, source }) => plans.indexOf(plan.id) * 100_000 + source.lines[0]);
    for (const part of [positions.slice(0, total), positions.slice(total)]) expect(part).toEqual([...part].sort((a, b) => a - b));
    expect(hits.slice(0, total).every(({ match }) => match === 'exact')).toBe(true);
  });

  it('changes neither what is found nor how often', async () => {
    const [one, two] = await Promise.all([
      ask(engine, '创新', { limit: 1000 }),
      ask(engine, '创新', { sort: 'order', limit: 1000 }),
    ]);
    expect(idsOf(two).sort()).toEqual(idsOf(one).sort());
    expect(two.occurrences).toBe(one.occurrences);
  });
});

describe('a question that cannot be answered', () => {
  it.each<[what: string, q: string, request: Partial<SearchRequest>, parameter: string]>([
    ['nothing', '', {}, 'q'],
    ['blanks', ' \u3000', {}, 'q'],
    ['operators alone', '"" | -', {}, 'q'],
    ['more than 200 characters', '碳'.repeat(201), {}, 'q'],
    ['an unknown district', '碳达峰', { districts: ['huadu', 'tianhe'] }, 'district'],
    ['an unknown chapter', '碳达峰', { chapters: ['huadu-99'] }, 'chapter'],
    ['an unknown theme', '碳达峰', { themes: ['weather'] }, 'theme'],
    ['a name that every object has', '碳达峰', { districts: ['constructor'] }, 'district'],
  ])('is refused by its parameter, in Chinese: %s', async (_what, q, request, parameter) => {
    const error = await ask(engine, q, request).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ parameter, message: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('is not one of 200 characters, in whatever planes', async () => {
    expect((await ask(engine, '碳'.repeat(200))).total).toBe(0);
    expect((await ask(engine, '𠮷'.repeat(200))).total).toBe(0);
  });
});

describe('the highlights of a query in a clause', () => {
  it('are those of the search', async () => {
    for (const q of ['碳达峰', '区块链', '着力', '城市 -城市更新']) {
      for (const { id, highlights } of (await exactly(q)).hits) {
        const placed = engine.library.clauseById(id);
        expect(placed && engine.highlights(q, placed)).toEqual(highlights);
      }
    }
  });

  it('are none for a query that is empty or too long', () => {
    const placed = engine.library.clauseById('huadu-7.1.3');
    if (!placed) throw new Error('the clause is lost');
    for (const q of ['', '""', '碳'.repeat(201)]) expect(engine.highlights(q, placed)).toEqual([]);
  });
});

describe('the view of a clause', () => {
  it('without a question has no highlight and no query in its address', () => {
    const placed = engine.library.clauseById('huadu-7.1.3');
    if (!placed) throw new Error('the clause is lost');
    expect(engine.view(placed)).toMatchObject({ id: 'huadu-7.1.3', highlights: [], url: '/plans/huadu/7#huadu-7.1.3' });
  });
});
