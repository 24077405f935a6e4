// A short plan as a city might publish it: what the tests of readers and imports put into files of every kind.

export const SAMPLE_TITLE = '苏南市国民经济和社会发展第十五个五年规划纲要';

/** Lines as they are read; the second and the third paragraph hold what a search may look for. */
export const SAMPLE_LINES: readonly string[] = [
  SAMPLE_TITLE,
  '（2026年2月10日苏南市第十七届人民代表大会第五次会议批准）',
  '第一章 发展基础',
  '“十四五”时期，全市地区生产总值年均增长百分之五点二，“侨创港湾”建设取得明显成效，人民生活水平不断提高。',
  '第一节 主要成就',
  '创新能力明显增强，高新技术企业达到三千家，数字经济核心产业增加值占比持续上升。',
  '第二节 面临形势',
  '外部环境更趋复杂，区域竞争日益激烈，需要保持战略定力，集中力量办好自己的事。',
  '第二章 建设现代化产业体系',
  '坚持把发展经济的着力点放在实体经济上，推进新型工业化，因地制宜发展新质生产力。',
  '第一节 壮大先进制造业',
  '实施产业基础再造工程，培育海洋装备、生物医药等集群，推动碳达峰碳中和目标任务落实。',
  '第二节 发展现代服务业',
  '推动生产性服务业向专业化和价值链高端延伸，促进生活性服务业高品质和多样化升级。',
  '第三章 保障措施',
  '加强组织领导，完善规划实施监测评估机制，确保目标任务如期完成。',
];

/** The headings of the sample, each with its label. */
export const SAMPLE_HEADINGS: readonly string[] = SAMPLE_LINES.filter((line) => /^第.[章节]/u.test(line));
