import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSynonymTable, neighboursOf, parseSynonyms, type Relation, type SynonymGroup } from '../../src/search/synonyms.ts';
import { fold } from '../../src/text/fold.ts';

const SYNONYMS_FILE = 'seeds/vocabulary/synonyms.json';
const TERMS_FILE = 'seeds/vocabulary/terms.txt';
const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const declared = parseSynonyms(JSON.parse(read(SYNONYMS_FILE)), SYNONYMS_FILE);

describe('the declared synonyms', () => {
  const groupsOf = (relation: Relation): readonly SynonymGroup[] => declared.filter((group) => group.relation === relation);
  const allTerms = declared.flatMap(({ terms }) => terms);

  it('are many groups of every relation', () => {
    expect(groupsOf('same').length).toBeGreaterThan(250);
    expect(groupsOf('near').length).toBeGreaterThan(400);
    expect(groupsOf('topic').length).toBeGreaterThanOrEqual(150);
  });

  it('stand with the topics after the others', () => {
    const firstTopic = declared.findIndex(({ relation }) => relation === 'topic');
    expect(declared.slice(firstTopic)).toEqual(groupsOf('topic'));
  });

  it.each([
    ['same', 2, 10],
    ['near', 2, 10],
    ['topic', 4, 16],
  ] as const)('have of relation %s %i to %i terms a group, none twice', (relation, fewest, most) => {
    for (const { terms } of groupsOf(relation)) {
      expect(terms.length, terms.join()).toBeGreaterThanOrEqual(fewest);
      expect(terms.length, terms.join()).toBeLessThanOrEqual(most);
      expect(new Set(terms.map(fold)).size, terms.join()).toBe(terms.length);
    }
  });

  it.each(['same', 'near', 'topic'] as const)('have no group of relation %s that stands inside another of it', (relation) => {
    const folded = groupsOf(relation).map(({ terms }) => new Set(terms.map(fold)));
    const contains = (outer: ReadonlySet<string>, inner: ReadonlySet<string>) => [...inner].every((term) => outer.has(term));
    const inside = folded.filter((terms) => folded.some((other) => other !== terms && contains(other, terms)));
    expect(inside).toEqual([]);
  });

  it('are written as they are compared, but for the case of Latin letters', () => {
    expect(allTerms.filter((term) => fold(term) !== term.toLowerCase())).toEqual([]);
  });

  it('have no term of a single character', () => {
    expect(allTerms.filter((term) => [...term].length < 2)).toEqual([]);
  });

  it('have no term that nearly every clause contains', () => {
    const everywhere = '发展 建设 服务 管理 改革 创新 推进 加强 工作 项目 经济 社会 产业 企业 城市 体系 水平 高质量发展';
    expect(allTerms.filter((term) => everywhere.split(' ').includes(term))).toEqual([]);
  });

  it.each([
    ['like terms', ['same', 'near']],
    ['topics', ['topic']],
  ] as const)('have few terms in more than one group of %s, none in more than three', (_, relations) => {
    const places = new Map<string, number>();
    for (const term of relations.flatMap(groupsOf).flatMap(({ terms }) => terms.map(fold))) {
      places.set(term, (places.get(term) ?? 0) + 1);
    }
    const shared = [...places].filter(([, count]) => count > 1);
    expect(shared.length).toBeLessThan(places.size / 10);
    expect(shared.filter(([, count]) => count > 3)).toEqual([]);
  });

  it('stand one group a line, so that a change of one group is a change of one line', () => {
    expect(read(SYNONYMS_FILE).trimEnd().split('\n')).toHaveLength(declared.length + 2);
  });
});

describe('the declared terms', () => {
  const lines = read(TERMS_FILE).trimEnd().split('\n');
  const terms = lines.filter((line) => line !== '' && !line.startsWith('#'));

  it('are 500 to 900, none twice', () => {
    expect(terms.length).toBeGreaterThanOrEqual(500);
    expect(terms.length).toBeLessThanOrEqual(900);
    expect(new Set(terms).size).toBe(terms.length);
  });

  it('have 2 to 12 characters and are written as they are compared', () => {
    expect(terms.filter((term) => term.length < 2 || term.length > 12 || fold(term) !== term)).toEqual([]);
  });

  it('stand under headings in English', () => {
    expect(lines[0]).toMatch(/^# /);
    expect(lines.filter((line) => line.startsWith('#') && !/^# [A-Z][A-Za-z, -]+$/.test(line))).toEqual([]);
  });
});

describe('parseSynonyms', () => {
  const good = { relation: 'same', terms: ['托育', '婴幼儿照护'] };
  const parse = (json: unknown) => () => parseSynonyms(json, 'words.json');

  it('gives back good data, and an empty list too', () => {
    expect(parse([good])()).toEqual([good]);
    expect(parse([])()).toEqual([]);
  });

  it.each([
    ['an unknown relation', { relation: 'like', terms: good.terms }, 'not known; write "same", "near" or "topic"'],
    ['no relation', { terms: good.terms }, 'has a relation that is not known; write "same"'],
    ['no terms', { relation: 'same' }, 'has no list of terms; write "terms"'],
    ['a lone term', { relation: 'same', terms: ['地铁'] }, 'fewer than 2 terms; add a term or remove the group'],
    ['a term that is a number', { relation: 'same', terms: ['地铁', 5] }, 'a term that is not a string; put it between'],
    ['an unknown key', { ...good, note: '' }, 'is not an object of "relation" and "terms" alone; write {'],
    [
      'a term in Traditional script',
      { relation: 'same', terms: ['地铁', '軌道交通'] },
      '"軌道交通" in a shape that is folded away; write "轨道交通"',
    ],
    ['a term with a blank', { relation: 'same', terms: ['地铁', '轨道 交通'] }, 'write "轨道交通"'],
    [
      'a single character',
      { relation: 'same', terms: ['地铁', '路'] },
      'the single character "路"; write a longer term or remove it',
    ],
    ['a term twice', { relation: 'same', terms: ['PPP', '公私合营', 'ppp'] }, 'has the term "ppp" twice; remove one'],
    ['a topic of too few terms', { relation: 'topic', terms: ['托育', '早教', '托幼'] }, 'fewer than 4 terms; add a term or'],
    [
      'a group inside another of its relation',
      { relation: 'same', terms: ['婴幼儿照护', '托育'] },
      '(婴幼儿照护, 托育) stands wholly inside group 3; remove it or add a term of its own',
    ],
  ])('names the group and the cure for %s', (_, group, message) => {
    expect(parse([{ relation: 'near', terms: ['甲方', '乙方'] }, group, good])).toThrow(`words.json: group 2 `);
    expect(parse([{ relation: 'near', terms: ['甲方', '乙方'] }, group, good])).toThrow(message);
  });

  it.each([
    ['same', 10],
    ['near', 10],
    ['topic', 16],
  ])('names the cure for too many terms of relation %s', (relation, most) => {
    const terms = Array.from({ length: most + 1 }, (_, index) => `第${index}期`);
    expect(parse([{ relation, terms: terms.slice(1) }])).not.toThrow();
    expect(parse([{ relation, terms }])).toThrow(`words.json: group 1 has more than ${most} terms; divide it`);
  });

  it('lets a group stand inside one of another relation, not inside a topic of its own kind', () => {
    const near = { relation: 'near', terms: ['婴幼儿照护', '托育', '早教'] };
    const topic = { relation: 'topic', terms: ['早教', '托育', '婴幼儿照护', '托幼', '三孩'] };
    expect(parse([good, near, topic])()).toEqual([good, near, topic]);
    const inside = { relation: 'topic', terms: ['托幼', '早教', '托育', '婴幼儿照护'] };
    expect(parse([topic, inside])).toThrow('words.json: group 2 (托幼, 早教, 托育, 婴幼儿照护) stands wholly inside group 1');
  });

  it('says so when the file is not a list', () => {
    expect(parse({ groups: [] })).toThrow('words.json: the file does not hold a list of groups; begin it with [');
    expect(parse(null)).toThrow('words.json: the file does not hold a list of groups');
  });
});

describe('neighboursOf', () => {
  const groups: readonly SynonymGroup[] = [
    { relation: 'near', terms: ['轨道交通', '地铁', '轻轨'] },
    { relation: 'same', terms: ['PPP', '公私合营'] },
    { relation: 'same', terms: ['城市轨道', '地铁', '轻轨'] },
  ];

  it('gives the terms of the same meaning first, in declared order, each once', () => {
    expect(neighboursOf('地铁', groups)).toEqual([
      { term: '城市轨道', relation: 'same' },
      { term: '轻轨', relation: 'same' },
      { term: '轨道交通', relation: 'near' },
    ]);
  });

  it('gives the terms of topics last, and a term of several relations with the strongest', () => {
    const topic: SynonymGroup = { relation: 'topic', terms: ['地铁', '高铁', '轻轨', '轨道交通', '有轨电车'] };
    expect(neighboursOf('地铁', [topic, ...groups])).toEqual([
      { term: '城市轨道', relation: 'same' },
      { term: '轻轨', relation: 'same' },
      { term: '轨道交通', relation: 'near' },
      { term: '高铁', relation: 'topic' },
      { term: '有轨电车', relation: 'topic' },
    ]);
    expect(neighboursOf('高铁', [topic, ...groups]).map(({ relation }) => relation)).toEqual(Array(4).fill('topic'));
  });

  it('meets only the whole term', () => {
    expect(neighboursOf('地铁站', groups)).toEqual([]);
    expect(neighboursOf('轨道', groups)).toEqual([]);
    expect(neighboursOf('', groups)).toEqual([]);
  });

  it('takes and gives folded terms', () => {
    expect(neighboursOf(fold('ＰＰＰ'), groups)).toEqual([{ term: '公私合营', relation: 'same' }]);
    expect(neighboursOf('公私合营', groups)).toEqual([{ term: 'ppp', relation: 'same' }]);
  });
});

describe('the table of synonyms', () => {
  const table = createSynonymTable(declared);
  const termsOf = (query: string): readonly string[] => table.neighboursOf(fold(query)).map(({ term }) => term);

  it('answers as the plain function does', () => {
    for (const term of declared.filter((_, index) => index % 10 === 0).flatMap(({ terms }) => terms.map(fold))) {
      expect(table.neighboursOf(term)).toEqual(neighboursOf(term, declared));
    }
  });

  it('answers alike in either script', () => {
    expect(termsOf('託育')).toContain('婴幼儿照护');
    expect(termsOf('託育')).toEqual(termsOf('托育'));
    expect(termsOf('軌道交通')).toContain('城际铁路');
    expect(termsOf('碳達峯碳中和')).toContain('双碳');
  });

  it.each([
    ['看病', '医疗服务'],
    ['养老院', '养老机构'],
    ['停车难', '停车位'],
    ['幼儿园', '学前教育'],
    ['农民工', '务工人员'],
    ['房价', '住房'],
    ['三旧', '三旧改造'],
    ['TOD', '公共交通导向'],
    ['ppp', '政府和社会资本合作'],
    ['RCEP', '区域全面经济伙伴关系协定'],
    ['二〇三五年', '2035年远景目标'],
  ])('leads from the everyday word or abbreviation %s to %s and back', (everyday, official) => {
    expect(termsOf(everyday)).toContain(fold(official));
    expect(termsOf(official)).toContain(fold(everyday));
  });

  it.each([
    ['残疾人', '无障碍'],
    ['大气污染', '扬尘'],
    ['停车难', '立体停车'],
    ['就业', '公益性岗位'],
    ['医保', '门诊'],
    ['防汛', '泵站'],
    ['乡村旅游', '采摘'],
    ['粮食安全', '水稻'],
    ['信访', '积案'],
    ['自贸区', '单一窗口'],
  ])('leads from %s to %s and back, as to words of one topic alone', (subject, word) => {
    expect(table.neighboursOf(subject)).toContainEqual({ term: word, relation: 'topic' });
    expect(table.neighboursOf(word)).toContainEqual({ term: subject, relation: 'topic' });
  });

  it('finds the declared terms inside a question', () => {
    expect(table.termsIn(fold('老旧小区怎么加装电梯'))).toEqual(['老旧小区', '加装电梯']);
    expect(table.termsIn(fold('老舊小區怎麼加裝電梯'))).toEqual(['老旧小区', '加装电梯']);
    expect(table.termsIn(fold('5G 基站在哪里'))).toEqual(['5g基站']);
    expect(table.termsIn('什么都没有')).toEqual([]);
    expect(table.termsIn('')).toEqual([]);
  });

  it('prefers the longest term at a place, counts no character twice and gives each term once', () => {
    const small = createSynonymTable([
      { relation: 'same', terms: ['公共交通', '交通导向'] },
      { relation: 'same', terms: ['公共交通导向', 'TOD'] },
    ]);
    expect(small.termsIn('公共交通导向与公共交通')).toEqual(['公共交通导向', '公共交通']);
    expect(small.termsIn('tod、交通导向、tod')).toEqual(['tod', '交通导向']);
  });

  it('meets a Latin word or a number only whole', () => {
    const small = createSynonymTable([{ relation: 'same', terms: ['AI', '人工智能', '5G'] }]);
    expect(small.termsIn('main 15g 5gb')).toEqual([]);
    expect(small.termsIn('5g+ai应用')).toEqual(['5g', 'ai']);
  });
});
