// What a person needs to check the count: what was looked through, by which rule, how it adds up, and the command that
// prints every place.
import type { Library } from '../corpus/library.ts';
import type { DistrictValue, SearchAnswer } from '../search/answer.ts';
import { districtName } from './district-names.ts';
import { countPhrase, plansAsked } from './finding.ts';
import { largest } from './largest.ts';
import { figuresOf } from './plan-summary.ts';
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
  const counted = answer.facets.district.filter(({ id }) => asked.has(id));
  const rows = (counted.length > MOST_ROWS ? largest(counted, MOST_ROWS) : counted).map((value) => ({
    district: districtName(library, value.id),
    figures: figuresOfRow(value, library).map(figure),
  }));
  const sums = [0, 0, 0, 0];
  for (const value of counted) {
    for (const [column, own] of figuresOfRow(value, library).entries()) sums[column] = (sums[column] ?? 0) + own;
  }
  const headings = sums[1] ?? 0;
  return {
    sentence: `${countPhrase(answer)}；${headings > 0 ? `标题里另有${figure(headings)}条，不计入` : '标题里没有'}。`,
    rows,
    total: counted.length > 1 ? { district: '合计', figures: sums.map(figure) } : null,
    rosterUrl: counted.length > MOST_ROWS ? rosterUrl(state, 'all') : null,
    command: `npm run audit -- ${shellWord(state.q)}`,
    filtered: filterCount(state) > 0,
  };
}

function figuresOfRow({ id, count, headings }: DistrictValue, library: Library): readonly number[] {
  const plan = library.planById(id);
  const { clauses, characters } = plan ? figuresOf(plan) : NO_FIGURES;
  return [count, headings, clauses, characters];
}

const NO_FIGURES = { clauses: 0, characters: 0 };

// As a POSIX shell reads it: anything but plain words stands between single quotes.
function shellWord(q: string): string {
  return /^[\p{Script=Han}A-Za-z\d]+$/u.test(q) ? q : `'${q.replaceAll("'", "'\\''")}'`;
}
