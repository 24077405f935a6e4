// What a search found, said in sentences. Zero is a finding, and a district that has the words only in a heading is
// named apart: it is not silent.
import type { Library } from '../corpus/library.ts';
import type { DistrictValue, HeadingHit, SearchAnswer } from '../search/answer.ts';
import { isUnfiltered, passesPlan } from '../search/filters.ts';
import { fold } from '../text/fold.ts';
import { districtName } from './district-names.ts';
import { rosterUrl } from './roster-state.ts';
import { filterCount, type SearchState } from './search-state.ts';
import { figure, joinHeading, listNames } from './words.ts';

interface HeadingLink {
  readonly text: string;
  readonly url: string;
}

interface DistrictHeadings {
  readonly district: string;
  readonly headings: readonly HeadingLink[];
  /** Headings of the district that are not listed. */
  readonly more: number;
}

export interface Finding {
  /** The count line: heading and title of the page. */
  readonly sentence: string;
  /** Who does not say it, where others do; null where nobody or everybody does. */
  readonly silent: string | null;
  /** The same characters printed with marks between them, each with its own count, and the districts that have only that. */
  readonly printedOtherwise: { readonly forms: readonly HeadingLink[]; readonly districts: string | null } | null;
  /** Districts without a clause that says it and with a heading that does. */
  readonly onlyInHeadings: readonly DistrictHeadings[];
  /** Headings that say it in districts whose clauses do too. */
  readonly alsoInHeadings: readonly DistrictHeadings[];
  /** Where each district is listed with its state, because here only some are named; null where all are. */
  readonly rosters: {
    readonly silent: string;
    readonly onlyInHeadings: string;
    readonly alsoInHeadings: string;
  } | null;
}

export function describeFinding(state: SearchState, answer: SearchAnswer, library: Library): Finding {
  const plans = plansAsked(state, library);
  const asked = answer.facets.district.filter(({ id }) => plans.has(id));
  const headings = headingsByPlan(answer.headings);
  const absent = asked.filter(({ count }) => count === 0);
  const onlyInHeadings = absent.filter(({ headings }) => headings > 0);
  const printedOtherwise = new Set(answer.printedForms.districts.filter((id) => plans.has(id)));
  // A district that prints the same characters with marks between them is not silent, though nothing of it is counted.
  const silent = absent.filter(({ id, headings }) => headings === 0 && !printedOtherwise.has(id));
  const some = answer.total > 0 || onlyInHeadings.length > 0 || printedOtherwise.size > 0;
  return {
    sentence:
      answer.total > 0
        ? countSentence(state, answer)
        : printedOtherwise.size > 0
          ? `${placesAsked(state)}没有逐字写作“${state.q}”的条文。`
          : zeroSentence(state, answer, { names: namesOf(asked, library), inHeadings: onlyInHeadings.length > 0 }),
    silent: some && silent.length > 0 ? silentSentence(state, answer, namesOf(silent, library)) : null,
    printedOtherwise: printedOtherwiseOf(
      answer,
      namesOf(
        absent.filter(({ id }) => printedOtherwise.has(id)),
        library,
      ),
    ),
    onlyInHeadings: headingsOf(onlyInHeadings, headings, library),
    alsoInHeadings: headingsOf(
      asked.filter(({ count }) => count > 0),
      headings,
      library,
    ),
    rosters:
      asked.length > MOST_NAMED
        ? {
            silent: rosterUrl(state, 'silent'),
            onlyInHeadings: rosterUrl(state, 'headings'),
            alsoInHeadings: rosterUrl(state, 'found'),
          }
        : null,
  };
}

/** Districts whose headings are listed on the page of results, and headings of each. */
const MOST_NAMED = 16;
const MOST_HEADINGS = 8;

/** `3处，3段，见于2个区县`: places, clauses, districts. */
export function countPhrase({
  occurrences,
  total,
  districts,
}: Pick<SearchAnswer, 'occurrences' | 'total' | 'districts'>): string {
  return `${figure(occurrences)}处，${figure(total)}段，见于${figure(districts)}个区县`;
}

/** Whether the question is one literal word: only then can a plan be said to mention it, or not to contain it. */
export function isOneWord({ query: { q, terms } }: Pick<SearchAnswer, 'query'>): boolean {
  return terms.length === 1 && fold(q).replaceAll('"', '') === terms[0];
}

function countSentence(state: SearchState, answer: SearchAnswer): string {
  return `“${state.q}”${filterCount(state) > 0 ? '在所选范围内' : ''}${countPhrase(answer)}。`;
}

function silentSentence(state: SearchState, answer: SearchAnswer, silent: readonly string[]): string {
  return `${placesAsked(state)}${nameAll(silent)}${sayNothing(answer)}。`;
}

/** What can be said of a text in which nothing was found. */
export function sayNothing(answer: Pick<SearchAnswer, 'query'>): string {
  if (isPhrase(answer)) return '没有这样的原话';
  return isOneWord(answer) ? '未提及' : '没有符合的条文';
}

/** Of a longer wording it can only be said that nobody words it so: the matter itself may well be mentioned. */
const isPhrase = (answer: Pick<SearchAnswer, 'query'>): boolean =>
  isOneWord(answer) && [...(answer.query.terms[0] ?? '')].length > LONGEST_TERM;

/** Terms of the field have seldom more characters (婴幼儿照护服务机构). */
const LONGEST_TERM = 9;

function zeroSentence(
  state: SearchState,
  answer: SearchAnswer,
  { names, inHeadings }: { readonly names: readonly string[]; readonly inHeadings: boolean },
): string {
  const where = placesAsked(state);
  const named = state.districts.length > 0 || names.length === 1;
  const who = named ? nameAll(names) : `${figure(names.length)}个区县的规划均`;
  if (names.length === 0) return state.chapters.length > 0 ? '所选区县没有所选的章节。' : '所选范围内没有可查的文字。';
  if (isPhrase(answer) && !inHeadings) return `${where}${who}没有“${state.q}”这样的原话。`;
  if (isOneWord(answer))
    return inHeadings ? `${where}“${state.q}”仅见于标题，条文未提及。` : `${where}${who}未提及“${state.q}”。`;
  return inHeadings ? `${where}仅有标题符合“${state.q}”，条文没有。` : `${where}${who}没有符合“${state.q}”的条文。`;
}

/** Ids of the plans in question: a plan none of whose chapters was asked about has not been silent. */
export function plansAsked(state: SearchState, library: Library): ReadonlySet<string> {
  const readable = readablePlans(library);
  if (isUnfiltered(state)) return readable;
  const ofChapters = new Set(state.chapters.map((id) => library.chapterById(id)?.plan.id));
  const asked = library.plans.filter(
    (plan) => passesPlan(state, plan) && readable.has(plan.id) && (state.chapters.length === 0 || ofChapters.has(plan.id)),
  );
  return new Set(asked.map(({ id }) => id));
}

const knownReadable = new WeakMap<Library, ReadonlySet<string>>();

// A plan of which nothing could be read says nothing either way.
function readablePlans(library: Library): ReadonlySet<string> {
  const known =
    knownReadable.get(library) ??
    new Set(library.plans.filter(({ clauses, headings }) => clauses.length + headings.length > 0).map(({ id }) => id));
  knownReadable.set(library, known);
  return known;
}

// A district may well say it in a chapter that was not asked about, so the sentence must not claim more.
function placesAsked({ themes, chapters }: SearchState): string {
  if (themes.length > 0 && chapters.length > 0) return '在所选主题和章节内，';
  if (themes.length > 0) return '在所选主题内，';
  return chapters.length > 0 ? '在所选章节内，' : '';
}

function printedOtherwiseOf({ printedForms }: SearchAnswer, districts: readonly string[]): Finding['printedOtherwise'] {
  if (printedForms.forms.length === 0) return null;
  return {
    forms: printedForms.forms.map(({ text, clauses }) => ({
      text: `${text} ${figure(clauses)}段`,
      url: `/search?q=${encodeURIComponent(`"${text}"`)}`,
    })),
    districts: districts.length > 0 ? `${nameAll(districts)}只有这样的写法。` : null,
  };
}

function headingsByPlan(hits: readonly HeadingHit[]): ReadonlyMap<string, readonly HeadingHit[]> {
  const found = new Map<string, HeadingHit[]>();
  for (const hit of hits) {
    const own = found.get(hit.plan);
    if (own) own.push(hit);
    else found.set(hit.plan, [hit]);
  }
  return found;
}

function headingsOf(
  districts: readonly DistrictValue[],
  found: ReadonlyMap<string, readonly HeadingHit[]>,
  library: Library,
): readonly DistrictHeadings[] {
  return districts
    .filter(({ id }) => found.has(id))
    .slice(0, MOST_NAMED)
    .map(({ id }) => {
      const own = found.get(id) ?? [];
      const shown = own.length > MOST_HEADINGS + 1 ? own.slice(0, MOST_HEADINGS) : own;
      return { district: districtName(library, id), headings: shown.map(headingLink), more: own.length - shown.length };
    });
}

const headingLink = ({ num, title, url }: HeadingHit): HeadingLink => ({ text: joinHeading(num, title), url });

const namesOf = (districts: readonly DistrictValue[], library: Library): readonly string[] =>
  districts.map(({ id }) => districtName(library, id));

const nameAll = (names: readonly string[]): string => listNames(names, '个区县');
