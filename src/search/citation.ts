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
  const isShared = citedClauses(library).get(citationKey(plainCitation(placed))) === null;
  return isShared ? `${plainLocator(placed)}（${placed.clause.id}）` : plainLocator(placed);
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

const plainCitation = (placed: PlacedClause): string => `《${placed.plan.facts.title}》${plainLocator(placed)}`;

function plainLocator({ plan, chapter, clause }: PlacedClause): string {
  const path = headingPath(plan, clause.heading);
  const places = path.length > 0 ? path.map(headingWords) : [chapter.num];
  const locator = `${places.join('')}第${numberUnderHeading(plan, clause)}${clause.kind === 'row' ? '行' : '段'}`;
  return plan.facts.script === 'Hant' ? simplifyText(locator) : locator;
}

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
