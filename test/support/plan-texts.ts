// Generated plans: random mixtures of what sources hold, in the grammar's own words and with its kinds of damage.
import fc from 'fast-check';
import { anyUnits } from './properties.ts';

const numeral = fc.constantFrom(
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '二十三',
  '1',
  '2',
  '3',
  '12',
  '３',
  '〇',
  '百',
);
const phrase = fc.constantFrom(
  '发展基础',
  '總體要求',
  '构建现代产业体系',
  '深化“放管服”改革',
  '完善体系',
  '打造高地',
  '保障措施',
  '2035年远景目标',
  '公共服務',
  '產業項目',
  '加快5G 网络建设',
  '香洲区',
  '雷速体育直播',
  '区域链',
  '主要指标表',
  '空间布局图',
  '建设内容',
  '序号',
  '名称',
  '功能定位',
  '预期性',
  '约束性',
);
const sentence = fc.constantFrom(
  '到2035 年,经济 实力显著增强 。',
  '推动区域链发展。加强雷速体育直播建设;完善体系。',
  '堅持以人民為中心,推進共同富裕。',
  '一是完善体系。二是加强监管。',
  '“十四五”时期,我区将立足新发展阶段,贯彻新发展理念,构建新发展格局,推动高质量发展,为全面建设社会主义现代化国家开好局、起好步。',
  '实现！',
);

const title = fc.oneof(
  phrase,
  fc.tuple(phrase, phrase).map(([one, other]) => `${one},${other}`),
  phrase.map((text) => `${text},`),
  phrase.map((text) => `打造“${text}`),
  fc.tuple(phrase, sentence).map(([one, other]) => `${one}。${other}`),
  fc.constant(''),
);

const label = fc.oneof(
  fc.tuple(numeral, fc.constantFrom('篇', '编', '部分', '章', '节', '節')).map(([number, unit]) => `第${number}${unit}`),
  numeral.map((number) => `${number}、`),
  numeral.map((number) => `（${number}）`),
  numeral.map((number) => `(${number})`),
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('.', '、', '．')).map(([number, mark]) => `${number}${mark}`),
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([one, other]) => `${one}.${other}`),
  fc
    .tuple(
      fc.constantFrom('专栏', '專欄', '附件', '附表', '附录', '附图', '附件:1.'),
      fc.constantFrom('', '1', '2', '一'),
      fc.constantFrom('', ':', '：'),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('、', '．'),
);

const headingLine = fc.tuple(label, fc.constantFrom('', ' ', '\u3000', '  '), title).map((parts) => parts.join(''));

const contents = fc
  .tuple(
    fc.constantFrom('目录', '目 录', '目錄', ''),
    fc.array(fc.tuple(headingLine, fc.constantFrom('', '……3', '…………… 12', '.....7')), { maxLength: 12 }),
  )
  .map(([name, entries]) => [name, ...entries.map((entry) => entry.join(''))]);

const table = fc
  .tuple(
    fc.constantFrom('专栏1:“十四五”时期重点', '专栏2 主要指标', '附件1', '表1 主要指标', ''),
    fc.constantFrom(['序号', '名称', '功能定位'], ['指标', '名称', '2015年', '完成值', '属性'], []),
    fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 5 }).map(String),
        phrase,
        fc.constantFrom('5.7', '[22.2]*', '≥88', '/', '暂无核定数'),
        fc.constantFrom('预期性', '约束性', ''),
      ),
      { maxLength: 6 },
    ),
    fc.constantFrom('注:1.部分指标暂无核定数。', '单位:万元', ''),
  )
  .map(([name, header, rows, note]) => [name, ...header, ...rows.flat(), note]);

const furniture = fc.constantFrom(
  '焖骚寡妇影院,精产国品一二三产区入口网站',
  '•聽全文',
  '分享到',
  '来源:番禺区',
  '发布时间:2021-04-09',
  '扫一扫在手机打开当前页',
  'Copyright 2023 All Rights Reserved',
  '相关链接:【图解】',
  '规划纲要.pdf【下载附件】',
  '公开方式:主动公开',
  '收藏',
  '- 3 -',
  '2021年6月7日',
  '番府〔2021〕41号',
  '各镇政府、街道办事处:',
  '前 言',
  '序言',
  '广州市花都区国民经济和社会发展第十四个五年规划和2035年远景目标纲要',
  '——坚持创新。推动区域链发展。',
  '注:1.数据为预计数。',
  '2.不含往年。',
  '图:专栏一:空间布局(略)',
  '“十四五”时期主要指标',
  '单位:万元',
  '重点产业:智能装备。',
  '发展方向:做强做大。',
  '石碁镇',
  '5.7',
  '合计',
);

const lines: fc.Arbitrary<string[]> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: headingLine.map((line) => [line]) },
      { weight: 4, arbitrary: fc.oneof(sentence, phrase).map((line) => [line]) },
      { weight: 3, arbitrary: furniture.map((line) => [line]) },
      { weight: 1, arbitrary: contents },
      { weight: 2, arbitrary: table },
      { weight: 1, arbitrary: anyUnits.map((line) => [line]) },
      { weight: 1, arbitrary: fc.constant(['']) },
    ),
    { maxLength: 30 },
  )
  .map((blocks) => blocks.flat());

// What capturing does to a line: indents, blanks inside words, characters nobody sees.
const damage = fc.constantFrom<(line: string) => string>(
  (line) => line,
  (line) => line,
  (line) => `\u3000\u3000${line}`,
  (line) => `\u00a0 ${line}  `,
  (line) => [...line].join(' '),
  (line) => line.replace(/(\d)(?=\D)/gu, '$1 '),
  (line) => `\ufeff${line}\u200b`,
  (line) => (line.length > 4 ? `${line.slice(0, 2)}\u200b ${line.slice(2)}` : line),
);

/** Texts of plans, from nearly sound to nearly nothing. */
export const planText = fc
  .tuple(lines, fc.constantFrom('\n', '\r\n', '\r', '\n\n'), fc.infiniteStream(damage))
  .map(([all, lineBreak, damages]) => {
    const stream = damages[Symbol.iterator]();
    return all.map((line) => (stream.next().value ?? ((same: string) => same))(line)).join(lineBreak);
  });

const OPTIONS = {
  repairs: [
    { find: '雷速体育直播', replace: '香洲区', reason: '网站被篡改。' },
    { find: '完善', replace: '', reason: '衍文。' },
  ],
  corrections: [],
};

/** A text with the repairs and corrections that a manifest may declare for it. */
export const declaredPlan = fc.tuple(planText, fc.boolean(), fc.boolean()).map(([text, repaired, corrected]) => ({
  text,
  options: {
    id: 'p',
    repairs: repaired ? OPTIONS.repairs : [],
    corrections: corrected
      ? text.split(/\r\n|\n|\r/).map((_line, at) => ({ line: at + 1, find: '区域 链', meant: '区块链', reason: '误字。' }))
      : [],
  },
}));
