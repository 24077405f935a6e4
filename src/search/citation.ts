// How a clause is cited in a memo: 《…纲要》第七章第一节“三、加大能源‘双控’力度”第1段. In Simplified, as the official titles
// are: the Traditional of some sources is a machine's, and nobody would quote it.
import { headingPath, type Library, type PlacedClause, type Plan } from '../corpus/library.ts';
import type { Clause, Heading } from '../corpus/model.ts';
import { NUMERAL_CLASS } from '../corpus/numerals.ts';
import { fold } from '../text/fold.ts';
import { simplifyText } from '../text/simplify.ts';

/** The citation of a clause without its link. No other clause of the library has the same. */
export function citationOf(library: Library, placed: PlacedClause): string {
  return `《${placed.plan.facts.title}》${locatorOf(library, placed)}`;
}

/** The place of a clause within its plan: `第七章第一节“三、加大能源‘双控’力度”第1段`, `前言第2段`, `附件1第12行`. */
export function locatorOf(library: Library, placed: PlacedClause): string {
  // Where a source repeats a heading or two plans share a title, only the id tells two clauses apart.
  const { plan, clause } = placed;
  const locator = plainLocator(plan, clause);
  return sharedCitations(library, plan).has(clause) ? `${locator}（${clause.id}）` : locator;
}

const sharedByLibrary = new WeakMap<Library, Map<Plan, ReadonlySet<Clause>>>();

// The clauses of a plan whose citation some other clause has too, worked out when the plan is first cited from: to look
// through a whole library for one citation would keep its reader waiting.
function sharedCitations(library: Library, plan: Plan): ReadonlySet<Clause> {
  const known = sharedByLibrary.get(library) ?? new Map<Plan, ReadonlySet<Clause>>();
  sharedByLibrary.set(library, known);
  const shared = known.get(plan) ?? findShared(library, plan);
  known.set(plan, shared);
  return shared;
}

// Two citations can only be the same where one plan's title is the beginning of the other's, or all of it.
function findShared({ plans }: Library, plan: Plan): ReadonlySet<Clause> {
  const title = titleKey(plan);
  const cited = new Map<string, Clause[]>();
  for (const other of plans.filter((one) => titleKey(one).startsWith(title) || title.startsWith(titleKey(one)))) {
    for (const clause of other.clauses) {
      const key = citationKey(`《${other.facts.title}》${plainLocator(other, clause)}`);
      const same = cited.get(key);
      if (same) same.push(clause);
      else cited.set(key, [clause]);
    }
  }
  return new Set([...cited.values()].filter(({ length }) => length > 1).flat());
}

const titleKeys = new WeakMap<Plan, string>();

function titleKey(plan: Plan): string {
  const key = titleKeys.get(plan) ?? citationKey(plan.facts.title);
  titleKeys.set(plan, key);
  return key;
}

const citedByLibrary = new WeakMap<Library, ReadonlyMap<string, PlacedClause | null>>();

/** Each citation by its key, and the clause it names; null where several clauses would have it. */
export function citedClauses(library: Library): ReadonlyMap<string, PlacedClause | null> {
  const known = citedByLibrary.get(library);
  if (known) return known;
  const cited = new Map<string, PlacedClause | null>();
  for (const placed of library.clauses) {
    const key = citationKey(plainCitation(placed));
    cited.set(key, cited.has(key) ? null : placed);
  }
  citedByLibrary.set(library, cited);
  return cited;
}

/** What a citation is recognised by: its letters and digits, folded. Script, width, blanks, quotes and stops may change. */
export const citationKey = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

const plainCitation = ({ plan, clause }: PlacedClause): string => `《${plan.facts.title}》${plainLocator(plan, clause)}`;

function plainLocator(plan: Plan, clause: Clause): string {
  const heading = clause.heading === null ? undefined : plan.headings[clause.heading];
  const place = heading
    ? placeUnder(plan, heading, clause.heading)
    : inScriptOfTitles(plan, plan.chapters[clause.chapter]?.num ?? '');
  return `${place}第${numberUnderHeading(plan, clause)}${clause.kind === 'row' ? '行' : '段'}`;
}

/** Headings whose words are kept: those of the pages that are read now. */
const MOST_PLACES = 5_000;
const places = new Map<Heading, string>();

// Made once for all clauses under a heading: the words take several times as long as all else in a citation.
function placeUnder(plan: Plan, heading: Heading, index: number | null): string {
  const known = places.get(heading);
  if (known !== undefined) return known;
  const place = inScriptOfTitles(plan, headingPath(plan, index).map(headingWords).join(''));
  if (places.size >= MOST_PLACES) places.clear();
  places.set(heading, place);
  return place;
}

const inScriptOfTitles = ({ facts }: Plan, words: string): string => (facts.script === 'Hant' ? simplifyText(words) : words);

// What a label such as 第七章, 附件1 or 专栏3 names is found by its number alone; any other heading by its words too.
const NUMBERED = new RegExp(
  `^(?:第[${NUMERAL_CLASS}]+(?:篇|编|編|部分|章|节|節)|(?:专栏|專欄|附[件录錄表图圖]?)[${NUMERAL_CLASS}][${NUMERAL_CLASS}—-]*)$`,
  'u',
);

function headingWords({ num, title }: Heading): string {
  const label = num.replace(/[、:：.．]$/u, '');
  if (NUMBERED.test(label)) return label;
  // 附件 and 专栏 without a number stay outside the quotes: they say what is quoted.
  if (/^[专專附]/u.test(label)) return `${label}“${nestQuotes(title)}”`;
  const blank = /[\p{L}\p{N}]$/u.test(num) && title !== '' ? ' ' : '';
  return `“${nestQuotes(num + blank + title)}”`;
}

const NESTED: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '‘': '“', '’': '”' };

/** Quotes inside quotes: double ones become single ones and the other way round. */
const nestQuotes = (text: string): string => text.replace(/[“”‘’]/gu, (quote) => NESTED[quote] ?? quote);

const numbersByPlan = new WeakMap<Plan, ReadonlyMap<Clause, number>>();

// The place of a clause among those of its innermost heading, counted from 1; of a preamble's among the preamble's.
function numberUnderHeading(plan: Plan, clause: Clause): number {
  const numbers = numbersByPlan.get(plan) ?? countUnderHeadings(plan);
  numbersByPlan.set(plan, numbers);
  return numbers.get(clause) ?? 0;
}

function countUnderHeadings({ clauses }: Plan): ReadonlyMap<Clause, number> {
  const counts = new Map<string, number>();
  return new Map(
    clauses.map((clause) => {
      // A paragraph under a part's heading may belong to any of its chapters, so the heading alone does not tell.
      const home = clause.heading === null ? `chapter ${clause.chapter}` : `heading ${clause.heading}`;
      const number = (counts.get(home) ?? 0) + 1;
      counts.set(home, number);
      return [clause, number];
    }),
  );
}
