// What a value is the value of: the words of the sentence that name the indicator.
import type { Range } from '../../text/characters.ts';
import type { Place } from './place.ts';
import { endsInAttaining } from './wording.ts';

/**
 * The pieces of the sentence that name the indicator, in order: what stands before the value (森林覆盖率达到…), or under a
 * verb of adding what follows it (新增15个分园区). Where the phrase names none (年均增长6%), it is that of the value before.
 */
export function indicatorPieces(place: Place, previous: readonly Range[]): readonly Range[] {
  const { from, prefix, before } = place;
  const wording = before?.text ?? '';
  const bare = prefix.slice(0, prefix.length - wording.length);
  const head = headNoun(place);
  const noun = followingNoun(place);
  if (noun && (endsInAttaining(bare) || wording === '' || !head)) return [...addingVerb(place), noun];
  // 碳排放强度下降5%: what changes is not measured by the value, its change is.
  const change: Range = [from + bare.length, from + prefix.length];
  if (head) return IS_CHANGE.test(wording) ? [head, change] : [head];
  return IS_CHANGE.test(wording) ? [...previous, change] : previous;
}

const IS_CHANGE = /(?:增长|提高|下降|降低|减少|增加|提升)$/u;
const SHORTEST_NOUN = 2;

function headNoun({ from, prefix, before }: Place): Range | undefined {
  // 比重的65%: the wording is part of the name.
  const isPart = before?.text === '比重的' || before?.text === '比例的';
  const bare = isPart ? prefix : prefix.slice(0, prefix.length - (before?.text.length ?? 0));
  const trimmed = withoutTrailing(bare);
  const lead = LEADING.exec(trimmed)?.[0].length ?? 0;
  return trimmed.length - lead >= SHORTEST_NOUN ? [from + lead, from + trimmed.length] : undefined;
}

function followingNoun({ text, rest, next }: Place): Range | undefined {
  if (NO_NOUN.test(rest)) return undefined;
  const restFrom = text.length - rest.length;
  const untilNext = next ? Math.max(0, next.range[0] - restFrom) : rest.length;
  const phrase = /^[^,;:。!?]*/u.exec(rest.slice(0, untilNext))?.[0] ?? '';
  const of = phrase.lastIndexOf('的') + 1;
  // 研发能力强、示范效应明显的新型研发机构: what is described stands last; without a 的 the first of several things counts.
  const start = of > 0 && phrase.length - of >= SHORTEST_NOUN ? of : 0;
  const first = /^[^、]*?(?=、|和(?!谐|平)|及|$)/u.exec(phrase)?.[0] ?? '';
  const noun = (start > 0 ? phrase.slice(start) : first).replace(/(?:建设|工作)$/u, '');
  return noun.length >= SHORTEST_NOUN ? [restFrom + start, restFrom + start + noun.length] : undefined;
}

const NO_NOUN = /^(?:$|[,;:。!?、)”\s]|和|及|与|或|以及|并|且|\(|的?(?:目标|水平|新?台阶|大关|增速|速度|新高))/u;

// 新增1200个养老床位 is another indicator than 养老床位.
function addingVerb({ from, prefix }: Place): readonly Range[] {
  const verb = /(?:累计)?(?:新增|新建|新改建|新改扩建|新扩建|新\(扩\)建|增加)$/u.exec(prefix);
  return verb ? [[from + verb.index + (verb[0].startsWith('累计') ? 2 : 0), from + prefix.length]] : [];
}

const LEADING =
  /^(?:以上|以下|以内|左右|[、和及与或的\s]|其中|并|且|以|到?\d{4}年(?:底|末)?(?:前)?|到?“?十[一二三四五六七八九]?五”?(?:规划)?(?:时期|期间|期末|末)?|力争|争取|确保|努力|计划|谋划于?|拟|预计至?|使|全面|基本|累计|将|实现|完成|我?区|全区|全市|我市|打造|建设|建成|培育|引进|集聚|扶持|发展|形成|拥有|创建|开展|推广|推进|推动|提供|腾出|加快|尽快)+/u;
// What stands between an indicator and its value without naming either. A loop and not one expression: 达到 is 达 and 到 too.
const TRAILING =
  '达到 达 到 至 为 的 基本 持续 始终 分别 均 力争 争取 确保 保持 实现 完成 在 : = 并 可 将 总数 约 超过 不低于'.split(' ');
const TRAILING_YEAR = /(?:[比较在]?\d{4}年(?:底|末|基础上)?|\s)$/u;

function withoutTrailing(text: string): string {
  const word = TRAILING.find((candidate) => text.endsWith(candidate)) ?? TRAILING_YEAR.exec(text)?.[0] ?? '';
  return word === '' ? text : withoutTrailing(text.slice(0, -word.length));
}
