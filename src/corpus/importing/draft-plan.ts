// A plan that is not in the folder yet, as it would be read from there.
import type { Plan } from '../library.ts';
import type { PlanFacts } from '../manifest.ts';
import { ReadError } from '../readers/document.ts';
import { loadVocabularyThemes, planOf } from '../seeds.ts';

/** Throws `ReadError` for a text without a clause, which the folder does not take; `SeedsError` where its themes cannot be read. */
export async function draftPlan(folder: string, facts: PlanFacts, text: string): Promise<Plan> {
  return withClauses(planOf(facts, text, await loadVocabularyThemes(folder)));
}

/** The same plan. Throws `ReadError` for one without a clause. */
export function withClauses(plan: Plan): Plan {
  if (plan.clauses.length > 0) return plan;
  const name = plan.facts.provenance?.capturedAs ?? plan.facts.file;
  throw new ReadError(`${name} holds no clause, nothing but headings and what is left out; open it to see what it is`);
}
