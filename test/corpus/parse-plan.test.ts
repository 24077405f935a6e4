// Each class of damage on a small text of its own. Left, what is captured; right, what each line becomes.
import { describe, expect, it } from 'vitest';
import { parseLines, rulesOf, sketch } from '../support/sketch.ts';

const TITLE = '某市某区国民经济和社会发展第十四个五年规划和2035年远景目标纲要';

describe('headings', () => {
  it('are chapters, sections and items, in whatever script', () => {
    expect(
      sketch([
        '第一章 總則',
        '加強領導。',
        '第一節 創新',
        '建設平臺。',
        '一、培育企業',
        '培育龍頭。',
        '第二章 保障',
        '加強考核。',
      ]),
    ).toEqual([
      'chapter 第一章 總則',
      '  p-1.0.1 paragraph 加強領導。',
      '  section 第一節 創新',
      '    p-1.1.1 paragraph 建設平臺。',
      '    item 一、 培育企業',
      '      p-1.1.2 paragraph 培育龍頭。',
      'chapter 第二章 保障',
      '  p-2.0.1 paragraph 加強考核。',
    ]);
  });

  it('broken after a comma take their next line', () => {
    const lines = ['第一章 坚持创新驱动,', '打造科技强区', '实施创新战略。', '第二章 保障', '加强考核。'];
    expect(sketch(lines)[0]).toBe('chapter 第一章 坚持创新驱动,打造科技强区');
    expect(rulesOf(lines)).toEqual(['1 joined-title']);
  });

  it('broken inside quotation marks take their next line', () => {
    expect(sketch(['第一章 落实“三区三线', '管控”要求', '优化格局。'])).toEqual([
      'chapter 第一章 落实“三区三线管控”要求',
      '  p-1.0.1 paragraph 优化格局。',
    ]);
  });

  it('broken in mid-phrase take their next line where the printed contents say so', () => {
    const body = ['第一章 坚持创新驱动', '打造科技强区', '实施创新战略。', '第二章 保障', '加强考核。'];
    expect(sketch(['目录', '第一章 坚持创新驱动打造科技强区', '第二章 保障', ...body])[3]).toBe(
      'chapter 第一章 坚持创新驱动打造科技强区',
    );
    expect(sketch(['目录', '第一章 坚持创新驱动', '第二章 保障', ...body])[3]).toBe('chapter 第一章 坚持创新驱动');
  });

  it('broken in mid-phrase take an adjacent line where all others stand apart', () => {
    const paragraph = `　　${'实施创新驱动发展战略,推动各类创新资源集聚,形成以企业为主体的技术创新体系。'.repeat(2)}`;
    const apart = [
      '第一章 坚持创新驱动',
      '打造科技强区',
      '',
      paragraph,
      '',
      '第一节 平台',
      '',
      paragraph,
      '',
      '第二节 人才',
      '',
      paragraph,
      '',
      '第二章 保障',
      '',
      paragraph,
    ];
    expect(sketch(apart)[0]).toBe('chapter 第一章 坚持创新驱动打造科技强区');
  });

  it('are not broken where the next line is a sentence or a heading', () => {
    expect(sketch(['第一章 坚持创新驱动', '实施战略。', '第二章 保障', '第一节 考核', '纳入考核。'])).toEqual([
      'chapter 第一章 坚持创新驱动',
      '  p-1.0.1 paragraph 实施战略。',
      'chapter 第二章 保障',
      '  section 第一节 考核',
      '    p-2.1.1 paragraph 纳入考核。',
    ]);
  });

  it('with their label on a line of its own take the title from the next', () => {
    expect(sketch(['第一章 总则', '加强领导。', '第二章', '保障措施', '加强考核。'])).toEqual([
      'chapter 第一章 总则',
      '  p-1.0.1 paragraph 加强领导。',
      'chapter 第二章 保障措施',
      '  p-2.0.1 paragraph 加强考核。',
    ]);
  });

  it('all with their labels on lines of their own take their titles from the next', () => {
    expect(sketch(['第一章', '总则', '加强领导。', '第二章', '保障措施', '加强考核。'])).toEqual([
      'chapter 第一章 总则',
      '  p-1.0.1 paragraph 加强领导。',
      'chapter 第二章 保障措施',
      '  p-2.0.1 paragraph 加强考核。',
    ]);
  });

  it('that lost their number get the one that follows from their place', () => {
    const lines = [
      '第一章 总则',
      '第一节 创新',
      '、建设平台',
      '建设一批。',
      '、培育企业',
      '培育一批。',
      '三、引进人才',
      '引进一批。',
      '第二节 产业',
      '、壮大产业',
      '壮大一批。',
    ];
    expect(sketch(lines)).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    item <一、> 建设平台',
      '      p-1.1.1 paragraph 建设一批。',
      '    item <二、> 培育企业',
      '      p-1.1.2 paragraph 培育一批。',
      '    item 三、 引进人才',
      '      p-1.1.3 paragraph 引进一批。',
      '  section 第二节 产业',
      '    item <一、> 壮大产业',
      '      p-1.2.1 paragraph 壮大一批。',
    ]);
    expect(rulesOf(lines)).toEqual(['3 inferred-number', '5 inferred-number', '10 inferred-number']);
  });

  it('with a printed number keep it, in whatever form it is printed', () => {
    expect(sketch(['第一章 总则', '第一节 创新', '1.1 建设平台', '建设一批。', '1.2 培育企业', '培育一批。'])).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    item 1.1 建设平台',
      '      p-1.1.1 paragraph 建设一批。',
      '    item 1.2 培育企业',
      '      p-1.1.2 paragraph 培育一批。',
    ]);
  });

  it('whose numbers jump are kept and reported', () => {
    const lines = ['第一章 总则', '第一节 创新', '建设平台。', '第三节 产业', '壮大产业。'];
    expect(sketch(lines)).toContain('  section 第三节 产业');
    expect(rulesOf(lines)).toEqual(['4 number-gap']);
    expect(sketch(lines).at(-1)).toBe('    p-1.2.1 paragraph 壮大产业。');
  });

  it('run into their paragraph are divided from it', () => {
    expect(
      sketch(['第一章 总则', '第一节 创新', '（一）建设平台', '建设一批。', '（二）培育企业。培育一批企业。带动就业。']),
    ).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    item （一） 建设平台',
      '      p-1.1.1 paragraph 建设一批。',
      '    item （二） 培育企业',
      '      p-1.1.2 paragraph 培育一批企业。带动就业。',
    ]);
  });

  it.each([
    ['a colon', '：'],
    ['a wide blank', '　'],
  ])('run into their paragraph by %s are divided from it where the whole document does so', (_name, mark) => {
    const titles = ['强化创新驱动', '扩大有效需求', '促进绿色发展', '保障民生福祉'];
    const lines = titles.map(
      (title, at) => `（${'一二三四'[at]}）${title}${mark}坚持目标导向，推进各项任务落地见效，形成一批标志性的成果。完善机制。`,
    );
    expect(sketch(['第一章 任务', ...lines]).filter((line) => !line.includes('paragraph'))).toEqual([
      'chapter 第一章 任务',
      ...titles.map((title, at) => `  section （${'一二三四'[at]}） ${title}`),
    ]);
    const alone = `（一）强化创新驱动${mark}坚持目标导向，推进各项任务落地见效，形成一批标志性的成果，建立一整套完善的长效机制。`;
    expect(sketch(['第一章 任务', alone, '推进改革。']).slice(1)).toEqual([
      `  p-1.0.1 paragraph ${alone.replace('　', '')}`,
      '  p-1.0.2 paragraph 推进改革。',
    ]);
  });

  it('in legal forms or Roman figures stand above those in plain ones', () => {
    for (const [first, second] of [
      ['壹、', '貳、'],
      ['I. ', 'II. '],
      ['Ⅰ、', 'Ⅱ、'],
    ])
      expect(
        sketch([`${first}發展願景`, '一、總體目標', '推進各項工作。', `${second}實施機制`, '一、加強領導', '落實責任。']).filter(
          (line) => !line.includes('paragraph'),
        ),
      ).toEqual([
        `chapter ${first?.trim()} 發展願景`,
        '  section 一、 總體目標',
        `chapter ${second?.trim()} 實施機制`,
        '  section 一、 加強領導',
      ]);
  });

  it('in decimals may open with a quotation, and are not rows of a table that open with a number', () => {
    const lines = [
      '1 总则',
      '1.1 “双碳”引领',
      '推进绿色发展。',
      '1.2 扩大“幸会”影响',
      '完善机制。',
      '2 任务',
      '2.1 建设“两园一河”',
      '推进工作。',
    ];
    const table = ['主要指标', '1\t生产总值\t120\t130', '2\t常住人口\t50\t55', '3\t森林覆盖率\t7.9\t8.5'];
    expect(sketch([...lines, ...table]).filter((line) => /chapter|section/u.test(line))).toEqual([
      'chapter 1 总则',
      '  section 1.1 “双碳”引领',
      '  section 1.2 扩大“幸会”影响',
      'chapter 2 任务',
      '  section 2.1 建设“两园一河”',
    ]);
  });

  it('are not made of sentences that only count', () => {
    expect(sketch(['第一章 总则', '存在五方面问题。', '一是动能不足。需要转换。', '二是平台不多。需要建设。']).slice(1)).toEqual([
      '  p-1.0.1 paragraph 存在五方面问题。',
      '  p-1.0.2 paragraph 一是动能不足。需要转换。',
      '  p-1.0.3 paragraph 二是平台不多。需要建设。',
    ]);
  });

  it('keep a blank between two phrases, and lose one inside a word', () => {
    expect(sketch(['第一章 锚定发展目标 奋力谱写篇章', '加强领导。', '第二章　保 障', '加强考核。'])).toEqual([
      'chapter 第一章 锚定发展目标 奋力谱写篇章',
      '  p-1.0.1 paragraph 加强领导。',
      'chapter 第二章 保障',
      '  p-2.0.1 paragraph 加强考核。',
    ]);
  });
});

describe('printed contents', () => {
  const body = ['第一章 基础', '第一节 成就', '成就显著。', '第二章 要求', '立足新阶段。'];
  const parsedBody = [
    'chapter 第一章 基础',
    '  section 第一节 成就',
    '    p-1.1.1 paragraph 成就显著。',
    'chapter 第二章 要求',
    '  p-2.0.1 paragraph 立足新阶段。',
  ];

  it.each([
    ['目录', '第一章 基础', '第一节 成就', '第二章 要求'],
    ['目 录', '第一章 基础……1', '第一节 成就…………… 2', '第二章 要求......12'],
    ['目錄', '第一章 基础 1', '- 3 -', '第一节 成就', '第二章 要求'],
  ])('under %s are neither structure nor text', (...contents) => {
    expect(sketch([TITLE, ...contents, ...body])).toEqual([
      `(front-matter) ${TITLE}`,
      ...contents.map(() => expect.stringMatching(/^\(contents\) /)),
      ...parsedBody,
    ]);
  });

  it('without a label are known by their length and by coming again', () => {
    const sections = Array.from({ length: 3 }, (_unused, index) => [
      `第${'一二三'[index]}章 任务${index}`,
      '第一节 目标',
      '第二节 举措',
    ]).flat();
    const text = sections.flatMap((line) => (line.endsWith('举措') || line.endsWith('目标') ? [line, '抓好落实。'] : [line]));
    const lines = sketch([...sections, ...text]);
    expect(lines.slice(0, 9).every((line) => line.startsWith('(contents)'))).toBe(true);
    expect(lines.filter((line) => line.startsWith('chapter'))).toEqual([
      'chapter 第一章 任务0',
      'chapter 第二章 任务1',
      'chapter 第三章 任务2',
    ]);
    expect(lines.at(-1)).toBe('    p-3.2.1 paragraph 抓好落实。');
  });

  it('that do not come again are the structure itself', () => {
    const bare = [
      '第一章 总则',
      '第一节 目标',
      '第二节 举措',
      '第二章 任务',
      '第一节 目标',
      '第二节 举措',
      '第三章 保障',
      '第一节 目标',
      '第二节 举措',
    ];
    expect(sketch(bare).filter((line) => line.startsWith('(contents)'))).toEqual([]);
  });

  it('that differ from the body are reported', () => {
    const lines = ['目录', '第一章 基础', '第二章 要求', '第三章 保障', ...body];
    expect(rulesOf(lines)).toEqual(['4 contents-only']);
    expect(rulesOf(['目录', '第一章 基础', ...body])).toEqual(['6 not-in-contents']);
  });
});

describe('what stands before the body', () => {
  const body = ['第一章 总则', '加强领导。'];
  const preamble = '本纲要依据建议编制,是未来五年的行动纲领。';

  it('is a preamble under its printed label', () => {
    const lines = [TITLE, '前　言', preamble, ...body];
    expect(sketch(lines).slice(0, 3)).toEqual([
      `(front-matter) ${TITLE}`,
      '(front-matter) 前言',
      `p-0.0.1 paragraph ${preamble}`,
    ]);
    expect(parseLines(lines).chapters[0]).toMatchObject({
      id: 'p-0',
      kind: 'preamble',
      num: '前言',
      number: null,
      heading: null,
    });
  });

  it('is a preamble without a label after the title', () => {
    expect(sketch([TITLE, preamble, ...body]).slice(0, 2)).toEqual([`(front-matter) ${TITLE}`, `p-0.0.1 paragraph ${preamble}`]);
  });

  it('is a preamble between contents and body', () => {
    expect(sketch([TITLE, '目录', '第一章 总则', preamble, ...body])).toEqual([
      `(front-matter) ${TITLE}`,
      '(contents) 目录',
      '(contents) 第一章总则',
      `p-0.0.1 paragraph ${preamble}`,
      'chapter 第一章 总则',
      '  p-1.0.1 paragraph 加强领导。',
    ]);
  });

  it('is a preamble in front of the contents, if it is longer than a notice', () => {
    const sentence = '今后五年是全面建设现代化新城区的关键时期，要准确把握发展阶段的新特征，完整准确全面贯彻新发展理念。';
    const contents = ['目录', '第一章 总则', '第二章 任务'];
    const body = ['第一章 总则', '推进发展。', '第二章 任务', '加强领导。'];
    const title = '苏南市国民经济和社会发展第十五个五年规划纲要';
    const long = Array.from({ length: 4 }, () => sentence.repeat(2));
    expect(sketch([title, ...long, ...contents, ...body]).filter((line) => line.startsWith('p-0'))).toHaveLength(4);
    expect(sketch([title, sentence, ...contents, ...body]).filter((line) => line.startsWith('p-0'))).toHaveLength(0);
  });

  it('is a preamble under the label that text follows, not under a tab of the page', () => {
    expect(sketch(['前言', TITLE, '详情', '前 言', preamble, ...body]).slice(0, 5)).toEqual([
      '(front-matter) 前言',
      `(front-matter) ${TITLE}`,
      '(boilerplate) 详情',
      '(front-matter) 前言',
      `p-0.0.1 paragraph ${preamble}`,
    ]);
  });

  it('is a notice, its number, its addressees, its issuer and its date', () => {
    const notice = [
      '某府〔2021〕41号',
      '某区人民政府关于印发某区国民经济和社会发展第十四个五年规划纲要的通知',
      '各镇政府、街道办事处:',
      '《某区国民经济和社会发展第十四个五年规划纲要》已经批准,现印发给你们,请认真贯彻执行。',
      '某区人民政府',
      '2021年6月23日',
      TITLE,
    ];
    expect(sketch([...notice, ...body])).toEqual([
      ...notice.map((line) => `(front-matter) ${line}`),
      'chapter 第一章 总则',
      '  p-1.0.1 paragraph 加强领导。',
    ]);
  });

  it('is a title broken over two lines', () => {
    expect(
      sketch(['某区国民经济和社会发展第十四个', '五年规划和2035 年远景目标纲要', '2021 年4 月', ...body]).slice(0, 3),
    ).toEqual([
      '(front-matter) 某区国民经济和社会发展第十四个',
      '(front-matter) 五年规划和2035年远景目标纲要',
      '(front-matter) 2021年4月',
    ]);
  });

  it.each([
    '•听全文',
    '•聽全文',
    '分享到',
    '来源:某区',
    '•來源:番禺區',
    '撰写时间:2021-04-09',
    '收藏',
    '聚焦某区规划',
    '•-',
    '当前位置:首页>规划',
    '•2021-07-07 13:57:00',
    '2021-07-07',
  ])('is furniture of the site: %s', (furniture) => {
    expect(sketch([furniture, TITLE, ...body])[0]).toMatch(/^\(boilerplate\)/);
  });
});

describe('what stands after the body', () => {
  const body = [TITLE, '第一章 总则', '加强领导。'];

  it.each([
    '公开方式:主动公开',
    '扫一扫在手机打开当前页',
    '掃一掃在手機打開當前頁',
    'Copyright 2023 某网 All Rights Reserved',
    '主办:某区人民政府办公室',
    '相关链接:【图解】规划',
    '附件下载:规划.pdf',
  ])('is furniture of the site from its first line on: %s', (furniture) => {
    expect(sketch([...body, furniture, '其余各行亦然'])).toEqual([
      `(front-matter) ${TITLE}`,
      'chapter 第一章 总则',
      '  p-1.0.1 paragraph 加强领导。',
      expect.stringMatching(/^\(boilerplate\)/),
      '(boilerplate) 其余各行亦然',
    ]);
  });

  it('is an attachment to download, not an appendix', () => {
    expect(sketch([...body, '附件', '规划纲要.pdf【下载附件】', '温馨提示:', '1.未经同意不得挪作商业用途。']).slice(3)).toEqual([
      '(boilerplate) 附件',
      '(boilerplate) 规划纲要.pdf【下载附件】',
      '(boilerplate) 温馨提示:',
      '(boilerplate) 1.未经同意不得挪作商业用途。',
    ]);
  });

  it('is the name of an attachment that is not there', () => {
    expect(sketch([...body, '附件:']).slice(3)).toEqual(['(boilerplate) 附件:']);
  });
});

describe('spam', () => {
  it.each(['焖骚寡妇影院,精产国品一二三产区入口网站', '澳门新葡京,博彩开户送彩金', '澳門新葡京，博彩開戶送彩金'])(
    'is dropped wherever it stands: %s',
    (spam) => {
      expect(sketch([spam, TITLE, '第一章 总则', '加强领导。', spam, '加强考核。', spam])).toEqual([
        expect.stringMatching(/^\(spam\)/),
        `(front-matter) ${TITLE}`,
        'chapter 第一章 总则',
        '  p-1.0.1 paragraph 加强领导。',
        expect.stringMatching(/^\(spam\)/),
        '  p-1.0.2 paragraph 加强考核。',
        expect.stringMatching(/^\(spam\)/),
      ]);
    },
  );

  it.each([
    '规范彩票管理,打击网络博彩。',
    '严厉打击赌场、博彩、代孕、办证等违法活动。',
    '扩大对日韩、欧美出口,推进体育彩票发展。',
  ])('is not what a plan says about it: %s', (text) => {
    expect(sketch(['第一章 总则', text])[1]).toBe(`  p-1.0.1 paragraph ${text}`);
  });
});

describe('boxes', () => {
  const long = '  建设一批平台,推动各类创新资源向平台集聚,形成以企业为主体、市场为导向、产学研深度融合的技术创新体系。';

  it('end where the indent of running text comes back', () => {
    expect(
      sketch([
        '第一章 总则',
        '第一节 创新',
        '  一、建设平台',
        long,
        '专栏1:重点平台',
        '1.大学城平台。',
        '2.产业园平台。',
        '  加强统筹。',
        '  二、培育企业',
        long,
      ]),
    ).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    item 一、 建设平台',
      `      p-1.1.1 paragraph ${long.trim()}`,
      '      box 专栏1: 重点平台',
      '        p-1.1.2 row 1.大学城平台。',
      '        p-1.1.3 row 2.产业园平台。',
      '      p-1.1.4 paragraph 加强统筹。',
      '    item 二、 培育企业',
      `      p-1.1.5 paragraph ${long.trim()}`,
    ]);
  });

  it('without indents end at the item that goes on counting', () => {
    expect(
      sketch([
        '第一章 总则',
        '第一节 创新',
        '一、建设平台',
        '建设一批。',
        '专栏1:重点平台',
        '大学城平台。',
        '产业园平台。',
        '二、培育企业',
        '培育一批。',
      ]),
    ).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    item 一、 建设平台',
      '      p-1.1.1 paragraph 建设一批。',
      '      box 专栏1: 重点平台',
      '        p-1.1.2 row 大学城平台。',
      '        p-1.1.3 row 产业园平台。',
      '    item 二、 培育企业',
      '      p-1.1.4 paragraph 培育一批。',
    ]);
  });

  it('end at the next box, section, chapter or appendix', () => {
    const rows = ['大学城平台。', '产业园平台。'];
    expect(
      sketch([
        '第一章 总则',
        '第一节 创新',
        '专栏1 甲',
        ...rows,
        '专栏2 乙',
        ...rows,
        '第二节 产业',
        '专栏3 丙',
        ...rows,
        '第二章 保障',
        '专栏4 丁',
        ...rows,
        '附件1',
        '项目表',
        '项目甲',
      ]),
    ).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    box 专栏1 甲',
      '      p-1.1.1 row 大学城平台。',
      '      p-1.1.2 row 产业园平台。',
      '    box 专栏2 乙',
      '      p-1.1.3 row 大学城平台。',
      '      p-1.1.4 row 产业园平台。',
      '  section 第二节 产业',
      '    box 专栏3 丙',
      '      p-1.2.1 row 大学城平台。',
      '      p-1.2.2 row 产业园平台。',
      'chapter 第二章 保障',
      '  box 专栏4 丁',
      '    p-2.0.1 row 大学城平台。',
      '    p-2.0.2 row 产业园平台。',
      'appendix 附件1 项目表',
      '  p-A1.0.1 row 项目甲',
    ]);
  });

  it('hold numbered lists and names of places that are no headings', () => {
    const lines = sketch([
      '第一章 总则',
      '第一节 创新',
      '  一、建设平台',
      long,
      '专栏1:重点平台',
      '1.大学城平台',
      '（一）东部',
      '石碁镇',
      '  二、培育企业',
      long,
    ]);
    expect(lines.filter((line) => /^ *(?:item|section|chapter)/.test(line))).toEqual([
      'chapter 第一章 总则',
      '  section 第一节 创新',
      '    item 一、 建设平台',
      '    item 二、 培育企业',
    ]);
  });

  it('between a part and its first chapter belong to that chapter', () => {
    const lines = ['第一篇 总论', '专栏1:重点', '大学城平台。', '第一章 基础', '成就显著。'];
    expect(sketch(lines)).toEqual([
      'part 第一篇 总论',
      '  box 专栏1: 重点',
      '    p-1.0.1 row 大学城平台。',
      '  chapter 第一章 基础',
      '    p-1.0.2 paragraph 成就显著。',
    ]);
    const { headings, chapters } = parseLines(lines);
    expect(headings.map(({ kind, chapter }) => [kind, chapter === null ? null : chapters[chapter]?.id])).toEqual([
      ['part', null],
      ['box', 'p-1'],
      ['chapter', 'p-1'],
    ]);
  });

  it.each([
    ['with rows', ['大学城平台。']],
    ['whose rows are gone', []],
  ])('between a part and its first chapter stand in that chapter: %s', (_what, rows) => {
    const { headings, chapters } = parseLines(['第一篇 总论', '专栏1:重点', ...rows, '第一章 基础', '成就显著。']);
    expect(chapters[headings[1]?.chapter ?? -1]?.id).toBe('p-1');
  });

  it('in a part that has no chapter belong to the chapter that the part is', () => {
    const lines = [
      '第一篇 总论',
      '第一章 基础',
      '第一节 成就',
      '成就显著。',
      '第二篇 保障',
      '专栏1:重点',
      '大学城平台。',
      '第一节 领导',
      '加强领导。',
    ];
    expect(sketch(lines).slice(4)).toEqual([
      'part 第二篇 保障',
      '  box 专栏1: 重点',
      '    p-2.0.1 row 大学城平台。',
      '  section 第一节 领导',
      '    p-2.1.1 paragraph 加强领导。',
    ]);
    const { headings, chapters } = parseLines(lines);
    const chapterOf = (kind: string) => chapters[headings.find((heading) => heading.kind === kind)?.chapter ?? -1]?.id;
    expect(chapterOf('box')).toBe('p-2');
  });
});

describe('tables', () => {
  it('in a box or an appendix have rows with the names of their columns, and notes apart from them', () => {
    const plan = parseLines([
      '第一章 总则',
      '加强领导。',
      '附件1',
      '重大项目表',
      '单位:万元',
      '序号',
      '项目名称',
      '总投资',
      '1',
      '轨道交通',
      '100',
      '2',
      '城市道路',
      '200',
      '注:1.为预计数。',
      '2.不含往年。',
    ]);
    expect(plan.clauses.slice(1).map(({ id, kind, text, columns }) => [id, kind, text, columns?.join() ?? null])).toEqual([
      ['p-A1.0.1', 'note', '单位:万元', null],
      ['p-A1.0.2', 'row', '序号 | 项目名称 | 总投资', null],
      ['p-A1.0.3', 'row', '1 | 轨道交通 | 100', '序号,项目名称,总投资'],
      ['p-A1.0.4', 'row', '2 | 城市道路 | 200', '序号,项目名称,总投资'],
      ['p-A1.0.5', 'note', '注:1.为预计数。', null],
      ['p-A1.0.6', 'note', '2.不含往年。', null],
    ]);
    expect(plan.clauses[3]?.cells).toEqual([
      [0, 1],
      [4, 8],
      [11, 14],
    ]);
  });

  it('in running text stand under their caption', () => {
    expect(
      sketch([
        '第一章 总则',
        '主要目标如下。',
        '表1 主要指标',
        '指标',
        '2020年',
        '2025年',
        '生产总值',
        '2278',
        '3000',
        '森林覆盖率',
        '7.91',
        '8.5',
        '到2025年,全部实现。',
      ]).slice(1),
    ).toEqual([
      '  p-1.0.1 paragraph 主要目标如下。',
      '  p-1.0.2 caption 表1主要指标',
      '  p-1.0.3 row 指标 | 2020年 | 2025年',
      '  p-1.0.4 row 生产总值 | 2278 | 3000',
      '  p-1.0.5 row 森林覆盖率 | 7.91 | 8.5',
      '  p-1.0.6 paragraph 到2025年,全部实现。',
    ]);
  });

  it('in running text are known by their rows also where the caption names no table, or nothing stands above them', () => {
    const cells = [
      '序号',
      '指标名称',
      '2025年',
      '2030年',
      '属性',
      '1',
      '生产总值（亿元）',
      '2278',
      '3000',
      '预期性',
      '2',
      '研究与试验发展经费支出与地区生产总值之比（%）',
      '3.1',
      '3.5',
      '预期性',
      '3',
      '森林覆盖率（%）',
      '7.91',
      '8.5',
      '约束性',
    ];
    for (const caption of [['“十五五”时期经济社会发展主要指标'], []]) {
      const clauses = parseLines(['第一章 总则', ...caption, ...cells, '到2030年，全部实现。']).clauses.slice(caption.length);
      expect(clauses.map(({ text }) => text)).toEqual([
        '序号 | 指标名称 | 2025年 | 2030年 | 属性',
        '1 | 生产总值（亿元） | 2278 | 3000 | 预期性',
        '2 | 研究与试验发展经费支出与地区生产总值之比（%） | 3.1 | 3.5 | 预期性',
        '3 | 森林覆盖率（%） | 7.91 | 8.5 | 约束性',
        '到2030年，全部实现。',
      ]);
      expect(clauses[1]?.columns).toEqual(['序号', '指标名称', '2025年', '2030年', '属性']);
    }
  });

  it('that do not fall into rows are reported with their lines', () => {
    const cells = ['甲类', '12', '乙类', '丙类', '13', '丁类', '戊类', '15', '己类', '17'];
    const { diagnostics } = parseLines(['第一章 总则', '推进各项工作。', ...cells, '到2030年，全部实现。']);
    expect(diagnostics).toEqual([{ line: 3, rule: 'flattened-table', message: '第 3-12 行似为表格，一格一行，未能还原成行' }]);
  });

  it('whose cells stand apart by wide blanks have rows', () => {
    const { clauses } = parseLines([
      '第一章 总则',
      '主要指标',
      '地区生产总值    2278    3000    预期性',
      '森林覆盖率    7.91    8.5    约束性',
    ]);
    expect(clauses.map(({ text }) => text).slice(1)).toEqual([
      '地区生产总值 | 2278 | 3000 | 预期性',
      '森林覆盖率 | 7.91 | 8.5 | 约束性',
    ]);
  });

  it('that are gone leave their captions and notes', () => {
    const lines = [
      '第一章 总则',
      '优化布局。',
      '图:专栏一:空间布局(略)',
      '图1 空间布局图',
      '“十四五”时期主要指标',
      '注:1.为预期数。',
      '2.不含往年。',
      '加强领导。',
    ];
    expect(sketch(lines).slice(1)).toEqual([
      '  p-1.0.1 paragraph 优化布局。',
      '  p-1.0.2 caption 图:专栏一:空间布局(略)',
      '  p-1.0.3 caption 图1空间布局图',
      '  p-1.0.4 caption “十四五”时期主要指标',
      '  p-1.0.5 note 注:1.为预期数。',
      '  p-1.0.6 note 2.不含往年。',
      '  p-1.0.7 paragraph 加强领导。',
    ]);
    expect(rulesOf(lines)).toEqual(['3 left-out']);
  });
});

describe('bullets', () => {
  it.each(['——坚持创新。推动发展。', '—— 坚持创新。推动发展。', '●坚持创新。', '•坚持创新。'])(
    'are known by their mark: %s',
    (text) => {
      expect(sketch(['第一章 总则', text])[1]).toMatch(/^ {2}p-1\.0\.1 bullet /);
    },
  );
});

describe('appendices', () => {
  it('follow the list of them, with chapters of their own', () => {
    const lines = [
      '第一章 总则',
      '加强领导。',
      '附件:1.主要指标完成情况表',
      '2.重大项目表',
      '附件1',
      '主要指标',
      '完成情况表',
      '指标甲',
      '指标乙',
      '附件2',
      '重大项目表',
      '项目甲',
    ];
    expect(sketch(lines)).toEqual([
      'chapter 第一章 总则',
      '  p-1.0.1 paragraph 加强领导。',
      '(contents) 附件:1.主要指标完成情况表',
      '(contents) 2.重大项目表',
      'appendix 附件1 主要指标完成情况表',
      '  p-A1.0.1 row 指标甲',
      '  p-A1.0.2 row 指标乙',
      'appendix 附件2 重大项目表',
      '  p-A2.0.1 row 项目甲',
    ]);
    expect(parseLines(lines).chapters.map(({ id, kind, number }) => [id, kind, number])).toEqual([
      ['p-1', 'chapter', 1],
      ['p-A1', 'appendix', null],
      ['p-A2', 'appendix', null],
    ]);
  });

  it('with nothing but a title are kept and reported', () => {
    const lines = ['第一章 总则', '加强领导。', '附件', '重大项目汇总表', '公开方式:主动公开'];
    expect(sketch(lines).slice(2)).toEqual(['appendix 附件 重大项目汇总表', '(boilerplate) 公开方式:主动公开']);
    expect(rulesOf(lines)).toContain('3 empty-appendix');
  });
});

describe('parts', () => {
  it('stand above chapters that start again, which are counted on', () => {
    expect(
      sketch([
        '第一篇 总论',
        '第一章 基础',
        '成就显著。',
        '第二章 环境',
        '机遇较多。',
        '第二篇 任务',
        '第一章 创新',
        '第一节 平台',
        '建设平台。',
      ]),
    ).toEqual([
      'part 第一篇 总论',
      '  chapter 第一章 基础',
      '    p-1.0.1 paragraph 成就显著。',
      '  chapter 第二章 环境',
      '    p-2.0.1 paragraph 机遇较多。',
      'part 第二篇 任务',
      '  chapter 第一章 创新',
      '    section 第一节 平台',
      '      p-3.1.1 paragraph 建设平台。',
    ]);
  });

  it.each([
    ['start again', '第一章 创新'],
    ['count on', '第二章 创新'],
  ])('may have chapters that %s: neither is odd', (_how, chapter) => {
    expect(rulesOf(['第一篇 总论', '第一章 基础', '成就显著。', '第二篇 任务', chapter, '建设平台。'])).toEqual([]);
  });

  it('give what stands before their first chapter to its section 0', () => {
    const lines = [
      '第一篇 总论',
      '第一章 基础',
      '成就显著。',
      '第二篇 任务',
      '坚持创新。',
      '推动发展。',
      '第一章 创新',
      '建设平台。',
    ];
    expect(sketch(lines).slice(3)).toEqual([
      'part 第二篇 任务',
      '  p-2.0.1 paragraph 坚持创新。',
      '  p-2.0.2 paragraph 推动发展。',
      '  chapter 第一章 创新',
      '    p-2.0.3 paragraph 建设平台。',
    ]);
  });

  it.each([
    ['the next part', ['第三篇 实施', '第一章 考核', '纳入考核。']],
    ['the end', []],
    ['an appendix', ['附件1', '项目表', '项目甲']],
  ])('without a chapter are one themselves, up to %s', (_border, rest) => {
    const lines = ['第一篇 总论', '第一章 基础', '成就显著。', '第二篇 保障', '加强领导。', '加强考核。', ...rest];
    expect(sketch(lines).slice(3, 6)).toEqual([
      'part 第二篇 保障',
      '  p-2.0.1 paragraph 加强领导。',
      '  p-2.0.2 paragraph 加强考核。',
    ]);
    expect(parseLines(lines).chapters[1]).toMatchObject({ id: 'p-2', kind: 'chapter', num: '第二篇', title: '保障' });
  });
});

describe('a text of another make', () => {
  it('without headings has clauses 0.0.n', () => {
    expect(sketch(['今年经济平稳增长。', '', '明年继续努力。'])).toEqual([
      'p-0.0.1 paragraph 今年经济平稳增长。',
      'p-0.0.2 paragraph 明年继续努力。',
    ]);
  });

  it('that is a work report has chapters 一、 and sections （一）', () => {
    expect(
      sketch([
        '某区政府工作报告',
        '各位代表:',
        '现在,我代表区人民政府作报告。',
        '一、过去五年工作回顾',
        '成就显著。',
        '（一）经济平稳增长',
        '突破千亿。',
        '（二）民生持续改善',
        '收入提高。',
        '二、今后五年目标任务',
        '（一）推动产业升级',
        '打造集群。',
        '1.培育龙头企业',
        '引进龙头。',
      ]),
    ).toEqual([
      '(front-matter) 某区政府工作报告',
      '(front-matter) 各位代表:',
      'p-0.0.1 paragraph 现在,我代表区人民政府作报告。',
      'chapter 一、 过去五年工作回顾',
      '  p-1.0.1 paragraph 成就显著。',
      '  section （一） 经济平稳增长',
      '    p-1.1.1 paragraph 突破千亿。',
      '  section （二） 民生持续改善',
      '    p-1.2.1 paragraph 收入提高。',
      'chapter 二、 今后五年目标任务',
      '  section （一） 推动产业升级',
      '    p-2.1.1 paragraph 打造集群。',
      '    item 1. 培育龙头企业',
      '      p-2.1.2 paragraph 引进龙头。',
    ]);
  });

  it('with a chapter label that has no title gives every clause an id of a chapter', () => {
    const { clauses, chapters } = parseLines(['（1）', '（1）发展基础', '成就显著。']);
    for (const { id } of clauses) expect(chapters.map((chapter) => chapter.id)).toContain(id.split('.')[0]);
  });
});

describe('blanks', () => {
  it('of every kind leave the text as a reader sees it', () => {
    expect(
      sketch([
        '第一章 总则',
        '\u3000\u3000经济 实力显著增强 。到2035 年,二 〇 三五愿景实现,5G\u00a0网络覆盖,Smart  City 落地。\u200b',
      ])[1],
    ).toBe('  p-1.0.1 paragraph 经济实力显著增强。到2035年,二〇三五愿景实现,5G网络覆盖,Smart City落地。');
  });
});

describe('declared repairs and corrections', () => {
  const repairs = [{ find: '雷速体育直播', replace: '香洲区', reason: '网站被篡改。' }];
  const corrections = [{ line: 2, find: '区域 链', meant: '区块链', reason: '误字。' }];
  const marksOf = (lines: readonly string[]) => {
    const { clauses, headings } = parseLines(lines, { repairs, corrections });
    return [...headings.map(({ title, marks }) => ({ text: title, marks })), ...clauses].flatMap(({ text, marks }) =>
      marks.map(({ kind, range, captured, meant }) => [kind, text.slice(...range), captured, meant]),
    );
  };

  it('mark their places in a paragraph', () => {
    expect(marksOf(['第一章 总则', '\u3000雷速 体育直播发展区域 链,雷速体育直播推动区域链。'])).toEqual([
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
      ['correction', '区域链', '区域链', '区块链'],
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
    ]);
  });

  it('mark their places in a heading', () => {
    expect(marksOf(['第一章 总则', '第一节 雷速体育直播的区域链', '发展产业。'])).toEqual([
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
      ['correction', '区域链', '区域链', '区块链'],
    ]);
  });

  it('mark their places in a cell', () => {
    expect(marksOf(['第一章 总则', '专栏1:雷速体育直播', '序号', '名称', '1', '雷速体育直播大道', '2', '其他'])).toEqual([
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
    ]);
  });

  it('mark their places on both sides of a heading run into its paragraph', () => {
    const lines = ['第一章 总则', '（一）雷速体育直播概况。区域链与雷速体育直播。', '（二）其他工作', '加强领导。'];
    expect(marksOf(lines)).toEqual([
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
      ['correction', '区域链', '区域链', '区块链'],
      ['repair', '香洲区', '雷速体育直播', '香洲区'],
    ]);
  });

  it('apply where they are declared: repairs everywhere, corrections on their line', () => {
    const { clauses } = parseLines(['第一章 总则', '第一行。', '区域链。雷速体育直播。'], { repairs, corrections });
    expect(clauses.map(({ text, marks }) => [text, marks.length])).toEqual([
      ['第一行。', 0],
      ['区域链。香洲区。', 1],
    ]);
  });

  it('are reported with their reason', () => {
    const { diagnostics } = parseLines(['第一章 总则', '雷速体育直播发展区域链。'], { repairs, corrections });
    expect(diagnostics.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'corrected'],
      [2, 'repaired'],
    ]);
    expect(diagnostics.every(({ message }) => /误字|被篡改/.test(message))).toBe(true);
  });
});

describe('a number left from a footnote', () => {
  it('stays in the text and is reported', () => {
    const lines = ['第一章 总则', '落实“三线一单” 5 管控要求。'];
    expect(sketch(lines)[1]).toBe('  p-1.0.1 paragraph 落实“三线一单”5管控要求。');
    expect(rulesOf(lines)).toEqual(['2 footnote-number']);
  });

  it('is not seen in a number that counts something', () => {
    expect(rulesOf(['第一章 总则', '推进“双百” 5 年行动。'])).toEqual([]);
  });
});
