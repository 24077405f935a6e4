// The same words printed with marks between them: 放管服改革 stands as “放管服”改革 in most plans. Such places do not match
// literally and are never counted, but a district that has one must not be called silent.
import type { Library } from '../corpus/library.ts';
import type { Heading } from '../corpus/model.ts';
import { CELL_BORDER, fold } from '../text/fold.ts';
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
const MARK = /^[\p{P}\p{S}]$/u;

interface BareText {
  readonly plan: string;
  /** Folded, marks taken out; the borders of cells stay. */
  readonly bare: string;
  readonly folded: string;
  readonly isClause: boolean;
}

export function createPrintedFormFinder(library: Library, textOf: (ordinal: number) => string): PrintedFormFinder {
  let texts: readonly BareText[] | undefined;
  return {
    find: ({ words, exclusions }) => {
      const [word, ...others] = words;
      const term = word?.alternatives[0];
      if (term === undefined || others.length > 0 || word?.alternatives.length !== 1 || exclusions.length > 0) return NOTHING;
      const wanted = bareOf(term);
      if ([...wanted].length < SHORTEST_WORD) return NOTHING;
      texts ??= bareTexts(library, textOf);
      return collect(texts, wanted, term);
    },
  };
}

function collect(texts: readonly BareText[], wanted: string, term: string): PrintedForms {
  const clauses = new Map<string, number>();
  const plans = new Set<string>();
  for (const { plan, bare, folded, isClause } of texts) {
    if (!bare.includes(wanted)) continue;
    const forms = new Set(formsIn(folded, bare, wanted).filter((form) => form !== term));
    if (forms.size > 0) plans.add(plan);
    if (isClause) for (const form of forms) clauses.set(form, (clauses.get(form) ?? 0) + 1);
  }
  const forms = [...clauses]
    .map(([text, count]) => ({ text, clauses: count }))
    .sort((a, b) => b.clauses - a.clauses || (a.text < b.text ? -1 : 1));
  return { forms: forms.slice(0, MOST_FORMS), plans };
}

// Every printed form of the wanted text, with an opening mark before it where its closing mark stands inside.
function formsIn(folded: string, bare: string, wanted: string): string[] {
  const origin = originOf(folded);
  const forms: string[] = [];
  for (let at = bare.indexOf(wanted); at >= 0; at = bare.indexOf(wanted, at + wanted.length)) {
    const start = origin[at] ?? 0;
    const end = (origin[at + wanted.length - 1] ?? 0) + 1;
    const form = folded.slice(start, end);
    const opened = /[”》）)]/u.test(form) && /[“《（(]/u.test(folded[start - 1] ?? '') && !/[“《（(]/u.test(form);
    forms.push(opened ? folded.slice(start - 1, end) : form);
  }
  return forms;
}

function originOf(folded: string): number[] {
  const origin: number[] = [];
  for (let at = 0; at < folded.length; at += 1) if (!isMark(folded[at] ?? '')) origin.push(at);
  return origin;
}

// The full stop and its like end a thought: what stands on both sides of one is not a wording of anything.
const ENDS_A_THOUGHT = new Set('。；;！？!?：:，,');
const isMark = (character: string): boolean => MARK.test(character) && !ENDS_A_THOUGHT.has(character);

const bareOf = (folded: string): string => [...folded].filter((character) => !isMark(character)).join('');

function bareTexts(library: Library, textOf: (ordinal: number) => string): BareText[] {
  const clauses = library.clauses.map(({ plan, ordinal }) => bareText(plan.id, textOf(ordinal), true));
  const headings = library.plans.flatMap((plan) =>
    plan.headings.map((heading) => bareText(plan.id, fold(labelled(heading)), false)),
  );
  return [...clauses, ...headings];
}

const labelled = ({ num, title, inferred }: Heading): string => (inferred ? title : num + CELL_BORDER + title);

const bareText = (plan: string, folded: string, isClause: boolean): BareText => ({
  plan,
  folded,
  bare: bareOf(folded),
  isClause,
});
