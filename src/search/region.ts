// Where the districts lie: provinces and cities as plans declare them, each with an id that reads as what it is.
import type { Library } from '../corpus/library.ts';
import type { PlanFacts } from '../corpus/manifest.ts';

export interface Region {
  /** `广东省`; of a city `广东省/广州市`; of a city whose province nobody declared `广州市`. */
  readonly id: string;
  readonly label: string;
  /** Id of the province of a city, null where there is none. */
  readonly parent: string | null;
  /** Ids of the plans in it, in the library's order. */
  readonly plans: readonly string[];
}

type Declared = Pick<PlanFacts, 'province' | 'city' | 'district' | 'division'>;

/** Ids of the regions a plan lies in, the wider first. The plan of a whole city or province lies in it. */
export function regionIdsOf(facts: Declared): readonly string[] {
  const province = facts.province ?? (facts.division !== null && PROVINCES.has(facts.division) ? facts.district : null);
  const named = facts.city ?? (facts.division !== null && CITIES.has(facts.division) ? facts.district : null);
  // 北京市海淀区: the city is the province.
  const city = named === province ? null : named;
  if (province === null) return city === null ? [] : [city];
  return city === null ? [province] : [province, `${province}/${city}`];
}

const PROVINCES: ReadonlySet<string> = new Set(['province', 'autonomous-region', 'municipality']);
const CITIES: ReadonlySet<string> = new Set(['prefecture-level-city', 'prefecture', 'autonomous-prefecture', 'league']);

const known = new WeakMap<Library, readonly Region[]>();

/** Every region of a library's plans, by the sound of their names: provinces, each followed by its cities. */
export function regionsOf(library: Library): readonly Region[] {
  const kept = known.get(library) ?? gather(library);
  known.set(library, kept);
  return kept;
}

function gather({ plans }: Library): readonly Region[] {
  const found = new Map<string, { label: string; parent: string | null; plans: string[] }>();
  for (const { id, facts } of plans) {
    for (const regionId of regionIdsOf(facts)) {
      const slash = regionId.indexOf('/');
      const region = found.get(regionId) ?? {
        label: regionId.slice(slash + 1),
        parent: slash < 0 ? null : regionId.slice(0, slash),
        plans: [],
      };
      region.plans.push(id);
      found.set(regionId, region);
    }
  }
  const regions = [...found].map(([id, region]): Region => ({ id, ...region }));
  const within = (id: string | null) => bySound(regions.filter(({ parent }) => parent === id));
  return within(null).flatMap((province) => [province, ...within(province.id)]);
}

const SOUND = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

const bySound = (regions: readonly Region[]): readonly Region[] => regions.toSorted((a, b) => SOUND.compare(a.label, b.label));
