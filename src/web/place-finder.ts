// Finding plans by part of the name of a place, as a reader types it: 花都, 廣州, 广东省, huadu.
import type { Library, Plan } from '../corpus/library.ts';
import { fold } from '../text/fold.ts';
import { soundOf } from '../text/pinyin.ts';

interface NamedPlan {
  readonly plan: Plan;
  /** Province, city and district in one, folded. */
  readonly name: string;
  readonly sound: string;
}

const known = new WeakMap<Library, readonly NamedPlan[]>();

/** Plans whose place is named so, in the library's order; all of them where nothing is typed. */
export function plansNamed(library: Library, typed: string): readonly Plan[] {
  const wanted = fold(typed);
  if (wanted === '') return library.plans;
  const named = known.get(library) ?? library.plans.map(nameOf);
  known.set(library, named);
  return named
    .filter(({ plan, name, sound }) => name.includes(wanted) || plan.id.startsWith(wanted) || sound.startsWith(wanted))
    .map(({ plan }) => plan);
}

function nameOf(plan: Plan): NamedPlan {
  const { province, city, district } = plan.facts;
  return { plan, name: fold([province, city, district].join('')), sound: soundOf(district).join('') };
}
