// Lines that are not the plan: its title page, the site it was captured from, spam. Declared wordings of the class, no
// name of any site or district.
import { fold } from '../text/fold.ts';

/** A line that names the document: 《…规划纲要》, 关于印发…的通知. */
export function isPlanTitle(text: string): boolean {
  const folded = fold(text);
  return (
    folded.length <= 90 &&
    !/[。！？；]/u.test(folded) &&
    /(?:规划|计划|纲要|工作报告|远景目标)/u.test(folded) &&
    /(?:国民经济|社会发展|五年|规划纲要|工作报告|十[一二三四五六七]五)/u.test(folded)
  );
}

const PREAMBLE_LABEL = /^(?:前言|序言|引言|序|导言|导语|前言说明|编制说明)[:：]?$/u;

/** The printed heading of a preamble: 前言, 序言 … */
export const isPreambleLabel = (text: string): boolean => PREAMBLE_LABEL.test(fold(text));

// What a title page or the notice in front of it says. Matched on folded text.
const FRONT_MATTER: readonly RegExp[] = [
  /印发给你们|现予(?:以)?(?:印发|公布|发布)|请(?:认真)?(?:遵照|贯彻|组织)/u,
  /^各.{0,60}[:：]$/u,
  /^\d{4}年\d{1,2}月(?:\d{1,2}日)?$/u,
  /^[〇零一二三四五六七八九十]{4}年.{1,3}月(?:.{1,3}日)?$/u,
  /^[\p{Script=Han}]{2,12}[〔[(]\d{4}[〕\])].{0,6}号$/u,
  /^[\p{Script=Han}]{2,24}(?:人民政府|委员会|办公室|人民代表大会|发展和改革局|发展改革委)$/u,
  /^[(（].{0,40}(?:通过|批准|审议|征求意见稿|草案|送审稿)[)）]$/u,
  /人民代表大会.{0,20}(?:通过|批准)$/u,
];

// What a web page prints above a text and what a table may print too, so it counts only before the body.
const HEAD_FURNITURE: readonly RegExp[] = [
  /^[•·]?-?$/u,
  /^[•·]?\d{4}-\d{1,2}-\d{1,2}(?: ?\d{1,2}:\d{2}(?::\d{2})?)?$/u,
  /更新[)）]$/u,
  /^聚焦.{2,20}规划$/u,
];

// What a web page adds around a text. Matched on folded text; each needs to fit a whole line or open it.
const SITE_FURNITURE: readonly RegExp[] = [
  /^[•·]?(?:听全文|分享到?|收藏|打印|关闭|返回(?:顶部)?|详情|首页|上一[篇页]|下一[篇页]|字体.{0,8}|纠错|点击数.{0,8}|浏览(?:次数|量).{0,10}|阅读.{0,10}|我要(?:收藏|分享|打印))$/u,
  /^[•·]?(?:来源|信息来源|发布(?:时间|日期|机构|单位)|发表于|撰写时间|更新时间|作者|编辑|责任编辑|索引号|主题词|文号|成文日期|生成日期|公开方式|名称|发文机关)[:：]/u,
  /^(?:当前位置|您(?:现在)?的位置|首页)[:：>]/u,
  /发表于[:：]?\d{4}-/u,
  /扫一扫|二维码|微信公众号.{0,6}关注/u,
  /^(?:主办|承办|版权所有|技术支持|网站标识码|联系(?:我们|电话|方式)|地址|邮编|电话)[:：]/u,
  /copyright|allrights?reserved|allrightsreserved|icp备|公网安备/u,
  /^(?:相关链接|相关阅读|相关解读|附件下载|温馨提示|免责声明|声明|解读)[:：]|^温馨提示|^【(?:图解|媒体解读|解读|相关)/u,
  /\.(?:pdf|docx?|wps|zip|rar|xlsx?)\b|【下载】|点击下载|下载(?:附件|全文)/u,
  /违法和不良信息|举报(?:电话|邮箱)/u,
  /上传(?:内容|用户)|侵权|存储空间|下载资源/u,
];

// Vocabulary of injected advertising: pornography, gambling, pirated films. Two different words of it on a line that
// speaks of nothing a plan speaks of make it spam; one alone may be a plan's own word (彩票公益金).
const SPAM_WORDS =
  '影院 寡妇 无码 精产 国品 国产精品 在线观看 免费观看 一区二区 成人 激情 av 三级片 乱伦 人妻 少妇 萝莉 黄片 裸聊 约炮 楼凤 自拍 插我 亚洲av ' +
  '博彩 博狗 赌场 赌博平台 百家乐 老虎机 体育直播 体育投注 投注 电竞下注 真人娱乐 娱乐城 娱乐平台 棋牌 彩票 时时彩 六合彩 幸运飞艇 开户送 注册送 澳门新葡京 威尼斯人 ' +
  '下载app 官网入口 入口网站 网页版登录 最新地址 备用网址 代孕 代开发票 办证 刷单 加微信 高清完整版 日韩 欧美 不卡顿';
const spamWords = SPAM_WORDS.split(' ');
const PLAN_WORDS = /规划|发展|建设|推进|加强|完善|项目|工程|产业|服务|打击|整治|监管/u;

export type Furniture = 'front-matter' | 'boilerplate' | 'spam';

/** What a line outside the plan's own text is, or undefined if it reads like none of the known kinds. */
export function furnitureOf(text: string): Furniture | undefined {
  const folded = fold(text);
  if (isSpam(folded)) return 'spam';
  if ([...HEAD_FURNITURE, ...SITE_FURNITURE].some((pattern) => pattern.test(folded))) return 'boilerplate';
  if (FRONT_MATTER.some((pattern) => pattern.test(folded)) || isPlanTitle(text) || isPreambleLabel(text)) return 'front-matter';
  return undefined;
}

/** Whether a folded line is injected advertising, wherever it stands. */
export function isSpam(folded: string): boolean {
  if (folded.length > 300 || PLAN_WORDS.test(folded)) return false;
  let found = 0;
  for (const word of spamWords) if (folded.includes(word)) found += 1;
  return found >= 2;
}

/** Whether a line after the body is the site speaking again; what follows it then is furniture too. */
export function opensTail(text: string): boolean {
  const folded = fold(text);
  return SITE_FURNITURE.some((pattern) => pattern.test(folded)) || isSpam(folded);
}
