// Whether a measure is a value that the sentence sets, judged by the wording of its phrase and the year it is for.
import { endsPhrase, type Place } from './place.ts';
import { attains, DESCRIBES_A_PROJECT, endsInAttaining, STATES_THE_PRESENT } from './wording.ts';

/** `year` is the year in force, null where none is named. */
export function setsValue(place: Place, year: number | null): boolean {
  const { measure, prefix, phrase, before, after, rest } = place;
  if (STATES_THE_PRESENT.test(phrase) || /[从由]$/u.test(prefix)) return false;
  if (DESCRIBES_A_PROJECT.test(phrase) && !isTotal(place) && (year === null || NAMES_A_PROJECT.test(rest))) return false;
  if (year === null && countsWhatIsNamed(place)) return false;
  if (isModifier(place)) return false;
  // 为 alone says what is so, unless a year or a bound says that it is to be.
  if (before) return before.text !== '为' || year !== null || after !== undefined;
  // Nobody doubles what is so: outside a look back a doubling is to come.
  if (/^翻|^倍增/u.test(measure.value)) return true;
  const verb = attains(phrase);
  // 推动45家企业…: with a year even a verb of progress says how many it is to be.
  if (verb === false) return year !== null && PROGRESS_ALONE.test(prefix);
  if (verb === true || (after && endsPhrase(rest))) return true;
  return year !== null && endsPhrase(rest) && /\p{Script=Han}[)”]?$/u.test(prefix);
}

/**
 * Whether the value goes on with the verb of the one before it, given the end of that one and its unit: 建成5—6家中心,3—5家站;
 * 办好1所中心、1所机构; 建成甲100家,乙200家.
 */
export function continues({ text, measure, rest }: Place, previousEnd: number, previousUnit: string): boolean {
  if (measure.unit !== previousUnit) return false;
  const gap = /^[^,。;、]{0,24}[,、](?<noun>\p{Script=Han}*)$/u.exec(text.slice(previousEnd, measure.range[0]));
  const noun = gap?.groups?.['noun'] ?? '';
  return gap !== null && (noun === '' || (endsPhrase(rest) && attains(noun) === undefined));
}

// What is added in all, or reached, is no feature of one project.
const isTotal = ({ phrase, before }: Place): boolean =>
  /新增|累计/u.test(phrase) || (before !== undefined && before.comparator !== '≈');

const NAMES_A_PROJECT = /^\p{Script=Han}{0,12}(?:项目|工程)/u;
const PROGRESS_ALONE = /^(?:推进|推动|支持|引导|带动)$/u;

// 甲、乙等3个, 甲、乙2个: the number counts what is named.
function countsWhatIsNamed({ prefix, rest, measure }: Place): boolean {
  if (/等$/u.test(prefix)) return true;
  const named = prefix.split('、').length;
  return named > 1 && named === measure.number && !prefix.endsWith('、') && !endsPhrase(rest);
}

// 年产值10亿元以上企业5家, 6%的增速: the value describes what follows, or what the next value counts.
function isModifier({ after, before, rest, next, measure, text, prefix }: Place): boolean {
  const isFree = !before && !endsInAttaining(prefix);
  if (isFree && /^的(?!目标|水平|增速|速度)/u.test(rest)) return true;
  if (isFree && after && !endsPhrase(rest)) return true;
  const between = next ? text.slice(measure.range[1], next.range[0]) : '';
  return /^\p{Script=Han}{1,14}$/u.test(between) && !/[和及与或达超至]/u.test(between);
}
