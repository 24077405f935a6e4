// Which year a place in a sentence speaks of.

/** A year named in a sentence: from here on, until the next, it is what the sentence speaks of. */
export interface TimeMark {
  readonly at: number;
  readonly year: number;
}

/** Stands for the time of writing: 目前. It is before the years of any plan. */
export const NOW = 0;

/** The end of the plan that a number of five-year plans names: 十四五 ends in 2025. */
const endOfPlan = (plan: number): number => 1955 + 5 * plan;

const PLAN_NUMBERS = ['十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八', '十九', '二十'];
const TIME =
  /(?<![\d.])(?<year>(?:19|20)\d{2})(?:[-—–~至](?<until>(?:19|20)\d{2}))?年|(?<plan>十[一二三四五六七八九]|二十)五(?:[”"](?!规划|纲要|发展|专项|重[大点]|开局)|[”"]?(?:规划)?(?:时期|期间|期末|末))|(?<ahead>今后|未来)(?:五|5)年|(?<now>截至目前|截止目前|目前|现阶段)/gu;

/**
 * The years a folded sentence names, in order. A year that only serves as a measure (比2020年, 在2020年基础上) or dates
 * something else (2000年底前建成的小区) is none. `end` is the last year of the plan, for 今后五年.
 */
export function timeMarks(folded: string, end: number | null): readonly TimeMark[] {
  return [...folded.matchAll(TIME)].flatMap((match): TimeMark[] => {
    const before = folded.slice(Math.max(0, match.index - 2), match.index);
    const after = folded.slice(match.index + match[0].length);
    if (/[比较]$/u.test(before) || /^(?:的)?基础上|^水平|^(?:年)?底?(?:以)?前建成|^\)?[”"》]/u.test(after)) return [];
    const { year, until, plan, ahead, now } = match.groups ?? {};
    if (now) return [{ at: match.index, year: NOW }];
    if (ahead) return end === null ? [] : [{ at: match.index, year: end }];
    if (plan) return [{ at: match.index, year: endOfPlan(PLAN_NUMBERS.indexOf(plan) + 11) }];
    return [{ at: match.index, year: Number(until ?? year) }];
  });
}

/** The mark in force at a place: the last one before it. */
export const markAt = (marks: readonly TimeMark[], at: number): TimeMark | undefined => marks.findLast((mark) => mark.at < at);
