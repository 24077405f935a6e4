// Indicators that plans name in many ways, each with the words by which it is known. A name that fits none stands for itself.
import { fold } from '../../text/fold.ts';

interface StandardIndicator {
  readonly label: string;
  /** Folded strings: one of each list must occur. */
  readonly holds: readonly (readonly string[])[];
  /** Folded strings none of which may occur. */
  readonly lacks?: readonly string[];
}

const STANDARD: readonly StandardIndicator[] = [
  {
    label: '地区生产总值',
    holds: [['地区生产总值', '经济总量', 'gdp']],
    lacks: ['人均', '比重', '占', '单位', '能耗', '增长', '增速', '收入'],
  },
  {
    label: '地区生产总值年均增长',
    holds: [
      ['地区生产总值', 'gdp'],
      ['增长', '增速'],
    ],
    lacks: ['人均'],
  },
  { label: '人均地区生产总值', holds: [['人均地区生产总值', '人均gdp']] },
  {
    label: '研发经费支出占地区生产总值比重',
    holds: [
      ['研发', '研究与试验发展', 'r&d'],
      ['地区生产总值', 'gdp', '投入比重', '投入强度', 'd比重'],
    ],
  },
  { label: '高新技术企业数', holds: [['高新技术企业']], lacks: ['产值', '比重', '营业'] },
  { label: '每万人发明专利拥有量', holds: [['每万人', '每万人口'], ['发明专利']] },
  { label: '数字经济核心产业增加值占比', holds: [['数字经济核心产业增加值']] },
  { label: '5G基站数', holds: [['5g'], ['基站']] },
  { label: '常住人口', holds: [['常住人口']], lacks: ['每', '城镇化', '火灾'] },
  { label: '常住人口城镇化率', holds: [['城镇化率']] },
  { label: '城镇登记失业率', holds: [['登记失业率']] },
  { label: '城镇调查失业率', holds: [['调查失业率']] },
  { label: '城镇新增就业', holds: [['新增就业', '新增城镇就业', '城镇就业人口']] },
  { label: '人均预期寿命', holds: [['预期寿命', '期望寿命', '期待寿命']] },
  { label: '孕产妇死亡率', holds: [['孕产妇死亡率']] },
  { label: '婴儿死亡率', holds: [['婴儿死亡率']] },
  { label: '每千常住人口执业(助理)医师数', holds: [['每千'], ['执业'], ['医师']], lacks: ['护士'] },
  { label: '每千人口医疗卫生机构床位数', holds: [['每千'], ['床位', '床数']], lacks: ['老'] },
  { label: '每千名老年人养老床位数', holds: [['每千'], ['老年', '老人'], ['床']] },
  { label: '养老床位数', holds: [['养老'], ['床位']], lacks: ['每千', '护理', '新增'] },
  { label: '护理型床位占比', holds: [['护理型床位']] },
  { label: '新增公办学位', holds: [['学位'], ['新增', '增加']] },
  { label: '空气质量优良天数占比', holds: [['空气质量'], ['优良', '达标']] },
  { label: 'PM2.5年均浓度', holds: [['pm2.5', '细颗粒物'], ['浓度']] },
  { label: '集中式饮用水源水质达标率', holds: [['饮用水'], ['水质']] },
  { label: '森林覆盖率', holds: [['森林覆盖率']] },
  { label: '农村生活污水治理率', holds: [['农村'], ['污水'], ['治理率', '处理率']] },
  { label: '生活垃圾回收利用率', holds: [['垃圾'], ['回收利用率']] },
  { label: '生活垃圾无害化处理率', holds: [['垃圾'], ['无害化']] },
  { label: '单位地区生产总值能耗降低', holds: [['单位'], ['地区生产总值', 'gdp'], ['能耗', '能源消耗']] },
  { label: '单位地区生产总值二氧化碳排放降低', holds: [['单位'], ['地区生产总值', 'gdp'], ['二氧化碳', '碳排放']] },
  { label: '单位地区生产总值用水量降低', holds: [['单位'], ['地区生产总值', 'gdp'], ['用水量', '水耗']] },
  {
    label: '城乡居民收入比',
    holds: [
      ['城乡居民', '城乡收入'],
      ['收入比', '收入倍差', '可支配收入比'],
    ],
  },
  { label: '实际利用外资', holds: [['利用外资']] },
  { label: '旅游总收入', holds: [['旅游总收入']] },
  { label: '旧村改造', holds: [['旧村', '村更新']], lacks: ['面积', '产业建设量'] },
];

/** The name under which an indicator is lined up with those of other plans: a standard one, or its own, folded. */
export function standardIndicator(name: string): string {
  const folded = fold(name);
  const fits = ({ holds, lacks = [] }: StandardIndicator) =>
    holds.every((words) => words.some((word) => folded.includes(word))) && !lacks.some((word) => folded.includes(word));
  return STANDARD.find(fits)?.label ?? folded.replace(/^(?:全区|全市|全县|我区|我市|城市|新增)/u, '');
}
