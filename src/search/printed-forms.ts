// The same words printed with marks between them: 放管服改革 stands as “放管服”改革 in most plans. Such places do not match
// literally and are never counted, but a district that has one must not be called silent.
import type { Library } from '../corpus/library.ts';
import { bareText, isMark } from '../indexing/bare-text.ts';
import { printedHeading } from '../indexing/clause-text.ts';
import { type GramIndex, intersect, unite } from '../indexing/gram-postings.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { createHeadingNumbers } from './heading-search.ts';
import type { Query } from './query.ts';

/** A way in which the words are printed, with marks that the query does not have. */
export interface PrintedForm {
  /** Folded, as it stands in the texts: `“放管服”改革`. */
  readonly text: string;
  readonly clauses: number;
}

export interface PrintedForms {
  /** Most frequent first. */
  readonly forms: readonly PrintedForm[];
  /** Plans with such a form in a clause or a heading. */
  readonly plans: ReadonlySet<string>;
}

export interface PrintedFormFinder {
  /** Forms of a query of one word; none for other queries, whose words may stand apart anyway. */
  find(query: Query): PrintedForms;
}

const NOTHING: PrintedForms = { forms: [], plans: new Set() };
const MOST_FORMS = 5;
const SHORTEST_WORD = 3;

export function createPrintedFormFinder(
  library: Library,
  textOf: (ordinal: number) => string,
  { grams, sizes }: Pick<SearchIndex, 'grams' | 'sizes'>,
): PrintedFormFinder {
  const headings = createHeadingNumbers(library, sizes.headings);
  const textAt = (number: number): PrintedText | undefined => {
    const placed = library.clauses[number];
    if (placed) return { plan: placed.plan.id, folded: textOf(number), isClause: true };
    const found = headings.at(number - library.clauses.length);
    return found && { plan: found.plan.id, folded: printedHeading(found.heading), isClause: false };
  };
  // A form with a mark inside has two neighbours that only the mark parts. A query that has marks itself may also be printed
  // without any.
  const numbersWith = (wanted: string, term: string, texts: GramIndex, bridges: GramIndex): Uint32Array => {
    const bridged = bridges.withAny(wanted);
    // Each pair of neighbours stands in the text with marks between or without: the rarest pair leaves the fewest texts.
    const gram = bridged.length === 0 ? null : rarestOf(wanted, texts, bridges);
    const holding = gram === null ? bridged : intersect(bridged, unite(texts.withAny(gram), bridges.withAny(gram)));
    return wanted === term ? holding : unite(holding, texts.candidates(wanted) ?? bridged);
  };
  const textsWith = (wanted: string, term: string): PrintedText[] =>
    [
      ...Array.from(numbersWith(wanted, term, grams.clauses, grams.clauseBridges), (number) => textAt(number)),
      ...Array.from(numbersWith(wanted, term, grams.headings, grams.headingBridges), (number) =>
        textAt(number + library.clauses.length),
      ),
    ].filter((text) => text !== undefined);
  return {
    find: ({ words, exclusions }) => {
      const [word, ...others] = words;
      const term = word?.alternatives[0];
      if (term === undefined || others.length > 0 || word?.alternatives.length !== 1 || exclusions.length > 0) return NOTHING;
      const wanted = bareText(term).bare;
      if ([...wanted].length < SHORTEST_WORD) return NOTHING;
      return collect(textsWith(wanted, term), wanted, term);
    },
  };
}

interface PrintedText {
  readonly plan: string;
  readonly folded: string;
  readonly isClause: boolean;
}

function collect(texts: readonly PrintedText[], wanted: string, term: string): PrintedForms {
  const clauses = new Map<string, number>();
  const plans = new Set<string>();
  for (const { plan, folded, isClause } of texts) {
    const forms = new Set(formsIn(folded, wanted).filter((form) => form !== term));
    if (forms.size > 0) plans.add(plan);
    if (isClause) for (const form of forms) clauses.set(form, (clauses.get(form) ?? 0) + 1);
  }
  const forms = [...clauses]
    .map(([text, count]) => ({ text, clauses: count }))
    .sort((a, b) => b.clauses - a.clauses || (a.text < b.text ? -1 : 1));
  return { forms: forms.slice(0, MOST_FORMS), plans };
}

// Every printed form of the wanted text, with an opening mark before it where its closing mark stands inside.
function formsIn(folded: string, wanted: string): string[] {
  const forms: string[] = [];
  const first = wanted[0] ?? '';
  for (let start = folded.indexOf(first); start >= 0; ) {
    const end = endOfForm(folded, start, wanted);
    if (end === null) {
      start = folded.indexOf(first, start + 1);
      continue;
    }
    const form = folded.slice(start, end);
    const opened = /[”》）)]/u.test(form) && /[“《（(]/u.test(folded[start - 1] ?? '') && !/[“《（(]/u.test(form);
    forms.push(opened ? folded.slice(start - 1, end) : form);
    start = folded.indexOf(first, end);
  }
  return forms;
}

/** Where the wanted text ends that begins here, marks between its characters left out; null if it does not. */
function endOfForm(folded: string, start: number, wanted: string): number | null {
  let at = start + 1;
  for (let next = 1; next < wanted.length; at += 1) {
    if (at >= folded.length) return null;
    if (folded[at] === wanted[next]) next += 1;
    else if (!isMark(folded, at)) return null;
  }
  return at;
}

function rarestOf(wanted: string, texts: GramIndex, bridges: GramIndex): string {
  const grams = Array.from({ length: wanted.length - 1 }, (_, at) => wanted.slice(at, at + 2));
  const countOf = (gram: string) => texts.countOf(gram) + bridges.countOf(gram);
  return grams.reduce((rarest, gram) => (countOf(gram) < countOf(rarest) ? gram : rarest));
}
