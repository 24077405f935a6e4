// Which words of a plan are names of its own places: true of it and of no other, and therefore dull among its features.
import type { Plan } from '../corpus/library.ts';
import { fold } from '../text/fold.ts';

/**
 * Whether a folded term is a name: the district's or the city's own, part of one, or a word that this plan alone uses in
 * front of or together with what names of places end in (狮岭镇, 狮岭). Read off the texts; there is no gazetteer.
 */
export function createNameTest(plan: Plan, textsByPlan: ReadonlyMap<string, readonly string[]>): (term: string) => boolean {
  const names = [plan.facts.district, plan.facts.city, plan.facts.province].flatMap((name) =>
    name === null ? [] : [fold(name)],
  );
  const stems = names.map((name) => (name.length > 2 ? name.slice(0, -1) : name));
  const own = textsByPlan.get(plan.id) ?? [];
  const others = [...textsByPlan].flatMap(([id, texts]) => (id === plan.id ? [] : texts));
  const stands = (text: string, texts: readonly string[]) => texts.some((clause) => clause.includes(text));
  return (term) => {
    if (names.includes(term) || stems.includes(term)) return true;
    if (!IS_HAN.test(term)) return false;
    if (ENDS_AS_PLACE.test(term)) return !stands(term, others);
    return PLACE_ENDINGS.some((ending) => stands(term + ending, own)) && !stands(term, others);
  };
}

const IS_HAN = /^\p{Script=Han}{2,}$/u;
const PLACE_ENDINGS = [
  '镇',
  '街道',
  '街',
  '乡',
  '村',
  '区',
  '县',
  '瑶族乡',
  '大道',
  '水道',
  '片区',
  '车站',
  '站',
  '湖',
  '山',
  '江',
  '河',
];
const ENDS_AS_PLACE = /(?:镇|街道|街|乡|村|区|县|市|大道|公路|水道|片区|湖|山|江|河|岛|湾|站)$/u;
