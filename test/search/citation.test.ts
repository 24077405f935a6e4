import { beforeAll, describe, expect, it } from 'vitest';
import { createLibrary, type Library, type PlacedClause } from '../../src/corpus/library.ts';
import { citationOf, locatorOf } from '../../src/search/citation.ts';
import { bibtexEntry, escapeTex, gbReference, responsibleBody } from '../../src/search/citation-formats.ts';
import { parseCitation } from '../../src/search/citation-lookup.ts';
import { clauseToken } from '../../src/search/clause-token.ts';
import { traditionalText } from '../../src/text/script.ts';
import { seedsEngine } from '../served.ts';

let library: Library;
beforeAll(async () => {
  library = (await seedsEngine()).library;
});

const clause = (id: string): PlacedClause => {
  const placed = library.clauseById(id);
  if (!placed) throw new Error(`there is no clause ${id}`);
  return placed;
};

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

describe('the citation of a clause', () => {
  it.each([
    [
      'huadu-7.1.3',
      '《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第七章第一节“三、加大能源‘双控’力度”第1段',
    ],
    ['huadu-7.0.1', '《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第七章第1段'],
    ['huadu-0.0.2', '《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》前言第2段'],
    ['panyu-A1.0.12', '《广州市番禺区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》附件1第12行'],
    [
      'panyu-3.1.3',
      '《广州市番禺区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第三章第一节“一、加快科技创新平台建设”专栏1第1行',
    ],
    [
      'zengcheng-3.1.1',
      '《广州市增城区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第三章第一节“1.着力推进‘广深研发,增城转化’”第1段',
    ],
    ['xiangzhou-1.1.1', '《珠海市香洲区国民经济和社会发展第十四个五年规划纲要》第一章第一节第1段'],
  ])('of %s is %s', (id, citation) => {
    expect(citationOf(library, clause(id))).toBe(citation);
  });

  it('is its own for every clause of the corpus', () => {
    const citations = library.clauses.map((placed) => citationOf(library, placed));
    expect(citations.length).toBeGreaterThan(1000);
    expect(new Set(citations).size).toBe(citations.length);
  });

  it('counts paragraphs among the clauses of the same heading', () => {
    for (const plan of library.plans) {
      const numbers = new Map<string, number>();
      for (const { id, heading, chapter } of plan.clauses) {
        const home = `${chapter} ${heading}`;
        const expected = (numbers.get(home) ?? 0) + 1;
        numbers.set(home, expected);
        expect(locatorOf(library, clause(id)), id).toMatch(new RegExp(`第${expected}[段行]$`));
      }
    }
  });

  it('names the id where two plans share a title, so that it stays unambiguous', () => {
    const [first, second] = library.plans;
    if (!first || !second) throw new Error('there are not two plans');
    const twin = {
      ...first,
      id: 'twin',
      clauses: first.clauses.map((original) => ({ ...original, id: original.id.replace(first.id, 'twin') })),
    };
    const twins = createLibrary([first, twin, second], library.themes);
    for (const placed of twins.clauses) {
      const citation = citationOf(twins, placed);
      expect(citation.endsWith(`（${placed.clause.id}）`)).toBe(placed.plan !== second);
      expect(parseCitation(citation, twins)?.id).toBe(placed.clause.id);
    }
  });

  it('is its own too where the title of one plan goes on where another’s ends', () => {
    const [first, second] = [library.planById('huadu'), library.planById('panyu')];
    if (!first || !second) throw new Error('the plans are not there');
    const renamed = (plan: typeof first, title: string) => ({ ...plan, facts: { ...plan.facts, title } });
    // 《纲要》第七章第1段 and 《纲要第七章》第1段 are the same letters.
    const headless = { ...second, clauses: second.clauses.map((clause) => ({ ...clause, heading: null, chapter: 0 })) };
    const bare = { ...headless, chapters: headless.chapters.map((chapter) => ({ ...chapter, num: '' })) };
    const confusing = createLibrary([renamed(first, '纲要'), renamed(bare, '纲要第七章')], library.themes);
    const own = confusing.clauses.map((placed) => citationOf(confusing, placed));
    expect(new Set(own.map((citation) => citation.replace(/[《》]/gu, ''))).size).toBe(own.length);
    expect(own.some((citation) => citation.endsWith('）'))).toBe(true);
  });
});

describe('a pasted citation', () => {
  const link = (placed: PlacedClause): string =>
    `https://plans.example.org/id/${placed.clause.id}?t=${clauseToken(placed.clause)}`;

  const SPELLINGS: readonly (readonly [name: string, spell: (citation: string, placed: PlacedClause) => string])[] = [
    ['as printed', (citation) => citation],
    ['in Traditional characters', (citation) => traditionalText(citation)],
    ['in full width', (citation) => fullWidth(citation)],
    ['with blanks strewn in', (citation) => [...citation].join(' ')],
    ['with its quotes lost', (citation) => citation.replace(/[“”‘’《》]/gu, '')],
    ['with straight quotes', (citation) => citation.replace(/[“”]/gu, '"').replace(/[‘’]/gu, "'")],
    ['within a sentence', (citation) => `参见${citation}。`],
    ['after the text it cites', (citation, placed) => `${placed.clause.text}\n——${citation}`],
    ['with its link', (citation, placed) => `${citation}，${link(placed)}`],
    ['as a link alone', (_citation, placed) => `<${link(placed)}>。`],
    ['as an id', (_citation, placed) => placed.clause.id],
    ['as an id in full width and capitals', (_citation, placed) => ` ${fullWidth(placed.clause.id.toUpperCase())} `],
    ['as an id with a dash for the hyphen', (_citation, placed) => placed.clause.id.replace(/-(?=[^-]*$)/u, '–')],
  ];

  it.each(SPELLINGS)('%s leads to its clause, for every clause of the corpus', (_name, spell) => {
    for (const placed of library.clauses) {
      expect(parseCitation(spell(citationOf(library, placed), placed), library)?.id).toBe(placed.clause.id);
    }
  });

  it('as GB/T 7714 and as BibTeX leads to its clause too', () => {
    for (const placed of library.clauses) {
      const context = { locator: locatorOf(library, placed), link: link(placed), readOn: '2026-08-21' };
      expect(parseCitation(gbReference(placed, context), library)?.id).toBe(placed.clause.id);
      expect(parseCitation(bibtexEntry(placed, context), library)?.id).toBe(placed.clause.id);
    }
  });

  it('brings along what the clause said when it was cited', () => {
    const placed = clause('huadu-7.1.3');
    expect(parseCitation(link(placed), library)).toEqual({ id: 'huadu-7.1.3', token: clauseToken(placed.clause) });
    expect(parseCitation('https://x.cn/id/huadu-99.1.1?t=0123abcd', library)).toEqual({ id: 'huadu-99.1.1', token: '0123abcd' });
    expect(parseCitation('https://x.cn/clauses/huadu-7.1.3?q=5G&t=0123abcd', library)).toEqual({
      id: 'huadu-7.1.3',
      token: '0123abcd',
    });
  });

  it.each([
    ['碳达峰'],
    [''],
    ['第七章第一节'],
    ['第1段'],
    ['《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》'],
    ['《广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要》第七章第一节第999段'],
    ['huadu'],
    ['huadu-7'],
    ['huadu-99.1.1'],
    ['atlantis-1.1.1?t=01234567'],
    ['huadu-7.1.3 huadu-7.1.4'],
    ['huadu-7.1.3.4'],
    ['xhuadu-7.1.3'],
    ['A股-1.1.1 5G-7.1.3'],
    ['-'.repeat(10_000)],
  ])('is not seen in %j', (text) => {
    expect(parseCitation(text, library)).toBeNull();
  });

  it('of two clauses at once is none', () => {
    const two = ['huadu-7.1.3', 'panyu-4.1.2'].map((id) => citationOf(library, clause(id)));
    expect(parseCitation(two.join('；'), library)).toBeNull();
    expect(parseCitation([two[0], two[0]].join('；'), library)).toBeNull();
  });
});

describe('a reference', () => {
  const context = (id: string) => ({
    locator: locatorOf(library, clause(id)),
    link: 'https://x.cn/id/a?t=1',
    readOn: '2026-08-21',
  });

  it('after GB/T 7714—2015 names issuer, title, number, year, place, dates and link', () => {
    expect(gbReference(clause('panyu-A1.0.12'), context('panyu-A1.0.12'))).toBe(
      '广州市番禺区人民政府. 广州市番禺区国民经济和社会发展第十四个五年规划和2035年远景目标纲要: 番府〔2021〕41号[EB/OL]. 2021: 附件1第12行(2021-06-23)[2026-08-21]. https://x.cn/id/a?t=1.',
    );
  });

  it('leaves out what nobody has declared', () => {
    const placed = clause('huadu-7.1.3');
    const { clause: own, chapter, theme, ordinal } = placed;
    const undated = {
      ...{ clause: own, chapter, theme, ordinal },
      plan: { ...placed.plan, facts: { ...placed.plan.facts, publishedOn: null, dateMeaning: null } },
    };
    expect(gbReference(undated, context('huadu-7.1.3'))).toContain(
      '纲要[EB/OL]. 第七章第一节“三、加大能源‘双控’力度”第1段[2026-08-21]. ',
    );
    expect(bibtexEntry(undated, context('huadu-7.1.3'))).not.toMatch(/year|null|undefined|number/);
  });

  it.each([
    ['huadu', '广州市花都区人民政府'],
    ['panyu', '广州市番禺区人民政府'],
    ['xiangzhou', '珠海市香洲区人民政府'],
    ['lianzhou', '连州市人民政府'],
  ])('of %s is by %s, where the source names no issuer', (id, government) => {
    const plan = library.planById(id);
    expect(plan && responsibleBody({ ...plan.facts, issuer: null })).toBe(government);
  });

  it('invents no government for what may have none', () => {
    const facts = clause('huadu-7.1.3').plan.facts;
    expect(responsibleBody({ ...facts, issuer: null, division: 'special-area', district: '南沙开发区' })).toBe('南沙开发区');
    expect(responsibleBody({ ...facts, issuer: null, division: null, district: 'plan2026' })).toBe('plan2026');
  });

  it('in BibTeX has balanced braces and no character that TeX would act on', () => {
    for (const placed of library.clauses) {
      const entry = bibtexEntry(placed, {
        locator: locatorOf(library, placed),
        link: 'https://x.cn/id/a?t=1',
        readOn: '2026-08-21',
      });
      const bare = entry.replace(/\\[{}%&#$_]/gu, '');
      expect([...bare].filter((unit) => unit === '{')).toHaveLength([...bare].filter((unit) => unit === '}').length);
      expect(bare).not.toMatch(/[%&#$_~^\\]/u);
    }
    expect(escapeTex('100% R&D #1 a_b {c} \\d ~ ^')).toBe(
      '100\\% R\\&D \\#1 a\\_b \\{c\\} \\textbackslash{}d \\textasciitilde{} \\textasciicircum{}',
    );
  });
});
