// The filters of a request as a test of one clause, by the columns of the table.
import type { Library } from '../corpus/library.ts';
import { type ClauseTable, firstNumbers } from '../indexing/clause-table.ts';
import type { Filters } from './answer.ts';
import { passesPlan } from './filters.ts';

/** Null if everything passes. The filters have been checked. */
export function createClauseFilter(
  filters: Filters,
  library: Library,
  table: ClauseTable,
): ((ordinal: number) => boolean) | null {
  const { districts, chapters, themes, periods = [], regions = [] } = filters;
  const tests: ((ordinal: number) => boolean)[] = [];
  if (districts.length > 0 || periods.length > 0 || regions.length > 0) {
    const passing = Uint8Array.from(library.plans, (plan) => (passesPlan(filters, plan) ? 1 : 0));
    tests.push((ordinal) => passing[table.plans[ordinal] ?? 0] === 1);
  }
  if (themes.length > 0) {
    const passing = new Set(themes.map((id) => 1 + library.themes.findIndex((theme) => theme.id === id)));
    tests.push((ordinal) => passing.has(table.themes[ordinal] ?? 0));
  }
  if (chapters.length > 0) {
    const passing = numbersOfChapters(chapters, library);
    tests.push((ordinal) => passing.has(table.chapters[ordinal] ?? 0));
  }
  return tests.length === 0 ? null : (ordinal) => tests.every((test) => test(ordinal));
}

function numbersOfChapters(ids: readonly string[], library: Library): ReadonlySet<number> {
  const firsts = firstNumbers(library.plans.map((plan) => plan.chapters.length));
  return new Set(
    ids.flatMap((id) => {
      const found = library.chapterById(id);
      return found ? [(firsts[library.plans.indexOf(found.plan)] ?? 0) + found.index] : [];
    }),
  );
}
