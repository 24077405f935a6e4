// What a person needs to check the count: what was looked through, by which rule, how it adds up, and the command that
// prints every place.
import type { Library } from '../corpus/library.ts';
import type { SearchAnswer } from '../search/answer.ts';
import { districtName } from './district-names.ts';
import { countPhrase, plansAsked } from './finding.ts';
import { summarisePlan } from './plan-summary.ts';
import { rosterUrl } from './roster-state.ts';
import { filterCount, type SearchState } from './search-state.ts';
import { figure } from './words.ts';

interface AuditRow {
  readonly district: string;
  /** Clauses that match, headings that match, clauses looked through, characters looked through. */
  readonly figures: readonly string[];
}

export interface AuditView {
  readonly sentence: string;
  readonly rows: readonly AuditRow[];
  /** Null where there is only one row. */
  readonly total: AuditRow | null;
  readonly command: string;
  /** Where all districts are listed, if these are only the first rows. */
  readonly rosterUrl: string | null;
  /** Whether the command, which knows no filters, counts more than the page. */
  readonly filtered: boolean;
}

/** The sums are those of all districts, whichever are shown. */
const MOST_ROWS = 20;

export function viewAudit(state: SearchState, answer: SearchAnswer, library: Library): AuditView {
  const asked = plansAsked(state, library);
  const values = new Map(answer.facets.district.map((value) => [value.id, value]));
  const counted = library.plans
    .filter(({ id }) => asked.has(id))
    .map((plan) => {
      const found = values.get(plan.id);
      const { clauses, characters } = summarisePlan(plan);
      return {
        district: districtName(library, plan.id),
        figures: [found?.count ?? 0, found?.headings ?? 0, clauses, characters],
      };
    });
  const shown = counted.length > MOST_ROWS ? counted.toSorted((a, b) => (b.figures[0] ?? 0) - (a.figures[0] ?? 0)) : counted;
  const sums = [0, 1, 2, 3].map((column) => counted.reduce((sum, { figures }) => sum + (figures[column] ?? 0), 0));
  const headings = sums[1] ?? 0;
  return {
    sentence: `${countPhrase(answer)}；${headings > 0 ? `标题里另有${figure(headings)}条，不计入` : '标题里没有'}。`,
    rows: shown.slice(0, MOST_ROWS).map(({ district, figures }) => ({ district, figures: figures.map(figure) })),
    total: counted.length > 1 ? { district: '合计', figures: sums.map(figure) } : null,
    rosterUrl: counted.length > MOST_ROWS ? rosterUrl(state, 'all') : null,
    command: `npm run audit -- ${shellWord(state.q)}`,
    filtered: filterCount(state) > 0,
  };
}

// As a POSIX shell reads it: anything but plain words stands between single quotes.
function shellWord(q: string): string {
  return /^[\p{Script=Han}A-Za-z\d]+$/u.test(q) ? q : `'${q.replaceAll("'", "'\\''")}'`;
}
