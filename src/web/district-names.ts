// What each plan's district is called among the others of a library: there are several districts of one name (鼓楼区), and
// a district has several plans.
import type { Library, Plan } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';

const known = new WeakMap<Library, ReadonlyMap<string, string>>();

/**
 * The name of a plan's district, with as much before and after it as tells it from every other plan: 花都区, 南京市鼓楼区,
 * 花都区（2026–2030）. The id stands for a plan that the library does not hold.
 */
export function districtName(library: Library, planId: string): string {
  const names = known.get(library) ?? nameAll(library);
  return names.get(planId) ?? planId;
}

/** Province and city of a plan, as far as its own name does not say them: 广东省广州市; empty for 北京市. */
export const placeWords = ({ province, city, district }: Pick<PlanFacts, 'province' | 'city' | 'district'>): string =>
  [...new Set([province, city])].filter((name) => name !== null && name !== district).join('');

function nameAll(library: Library): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  known.set(library, names);
  for (const [district, same] of groupBy(library.plans, ({ facts }) => facts.district)) {
    const places = groupBy(same, placeOf);
    for (const plan of same) {
      const where =
        places.size === 1
          ? district
          : nameAmong(
              plan,
              [...places.values()].flatMap(([first]) => first ?? []),
            );
      names.set(plan.id, withPeriod(where, plan, places.get(placeOf(plan)) ?? []));
    }
  }
  return names;
}

// The city tells two districts of one name apart, unless they lie in cities of one name too.
function nameAmong({ facts: { district, city, province } }: Plan, others: readonly Plan[]): string {
  const isAlone = others.filter(({ facts }) => facts.city === city).length === 1;
  return `${isAlone && city !== null ? '' : (province ?? '')}${city ?? ''}${district}`;
}

function withPeriod(name: string, { id, facts }: Plan, ofThePlace: readonly Plan[]): string {
  if (ofThePlace.length === 1) return name;
  const isAlone = facts.period !== null && ofThePlace.filter((other) => other.facts.period === facts.period).length === 1;
  return `${name}（${isAlone ? facts.period?.replace('-', '–') : [facts.period?.replace('-', '–'), id].filter(Boolean).join('，')}）`;
}

const placeOf = ({ facts: { province, city, district } }: Plan): string => [province, city, district].join('/');

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
