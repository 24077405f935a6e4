// Which words of a plan are names of its own places: true of it and of no other, and therefore dull among its features.
import type { Plan } from '../corpus/library.ts';
import { fold } from '../text/fold.ts';

/**
 * Whether a folded term, which stands so often in other plans, is a name: it holds the name of the district, the city or
 * the province; or it is, or stands in front of, what a name of a place ends in (狮岭镇, 狮岭) and no other plan has it. Read
 * off the plan's own folded texts; there is no gazetteer, so a name that is never written out with its ending is taken for a
 * topic.
 */
export function createNameTest(
  { facts }: Pick<Plan, 'facts'>,
  own: readonly string[],
): (term: string, elsewhere: number) => boolean {
  const { district, city, province } = facts;
  const names = [district, city, province].flatMap((name) => (name === null ? [] : [stemOf(fold(name))]));
  return (term, elsewhere) => {
    if (names.some((name) => term.includes(name))) return true;
    if (elsewhere > 0) return false;
    const isWhole = PLACE_ENDINGS.some((ending) => term.length > ending.length + 1 && term.endsWith(ending));
    return isWhole || PLACE_ENDINGS.some((ending) => own.some((text) => text.includes(term + ending)));
  };
}

const PLACE_ENDINGS = ['镇', '街道', '街', '乡', '村', '大道', '水道', '湖', '山', '江', '河'];

// 花都 of 花都区, 广州 of 广州市; a name of two characters is left as it is.
const stemOf = (name: string): string => (name.length > 2 ? name.replace(/(?:区|县|市|省)$/u, '') : name);
