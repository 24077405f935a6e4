// Every clause on the cluster read back and held against the source.
import type { Library, Plan } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import {
  type ClauseDocument,
  checksumOf,
  createPlanDocuments,
  type IdentifiedDocument,
  type PlanState,
  stateOf,
} from './clause-document.ts';
import type { ClusterConnection } from './connection.ts';
import { readPlanStates } from './plan-states.ts';
import { type SearchStatus, searchWhole } from './whole-answer.ts';

export interface VerifyInput {
  readonly cluster: ClusterConnection;
  /** Name or alias. */
  readonly index: string;
  readonly library: Library;
  readonly source: SearchIndex;
  readonly onProgress?: (plans: number, total: number) => void;
}

export interface PlanVerdict {
  readonly plan: string;
  /** Clauses in the source, and on the cluster. */
  readonly expected: number;
  readonly found: number;
  /** Sums of the checksums, as the source gives them and as the cluster adds them up. */
  readonly checksum: { readonly expected: number; readonly found: number };
  /** Ids of clauses that the cluster lacks, has too many, or has otherwise than the source. */
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly different: readonly string[];
}

export const isSound = ({ expected, found, checksum, missing, unknown, different }: PlanVerdict): boolean =>
  expected === found && checksum.expected === checksum.found && missing.length + unknown.length + different.length === 0;

/** One verdict a plan, in the library's order, then those of plans that only the cluster has. */
export async function verifyIndex({ cluster, index, library, source, onProgress }: VerifyInput): Promise<PlanVerdict[]> {
  const documents = createPlanDocuments(library, source);
  const states = await readPlanStates(cluster, index, library.plans.length + 1000);
  const verdicts: PlanVerdict[] = [];
  for (const plans of inGroups(library.plans)) {
    const read = await readClauses(cluster, index, plans);
    for (const plan of plans) verdicts.push(verdictOf(plan, documents.of(plan), read.get(plan.id), states.get(plan.id)));
    onProgress?.(verdicts.length, library.plans.length);
  }
  const strangers = [...states].filter(([plan]) => !library.planById(plan));
  return [
    ...verdicts,
    ...strangers.map(([plan, { clauses, checksum }]) => ({
      plan,
      expected: 0,
      found: clauses,
      checksum: { expected: 0, found: checksum },
      missing: [],
      unknown: [],
      different: [],
    })),
  ];
}

type Found = ReadonlyMap<string, ClauseDocument>;

function verdictOf(
  { id }: Plan,
  expected: readonly IdentifiedDocument[],
  found: Found = new Map(),
  counted: PlanState = { clauses: 0, checksum: 0 },
): PlanVerdict {
  const known = new Map(expected.map((item) => [item.id, item.document]));
  const state = stateOf(expected);
  return {
    plan: id,
    expected: state.clauses,
    found: counted.clauses,
    checksum: { expected: state.checksum, found: counted.checksum },
    missing: expected.filter((item) => !found.has(item.id)).map((item) => item.id),
    unknown: [...found.keys()].filter((clause) => !known.has(clause)),
    different: [...found]
      .filter(([clause, document]) => known.has(clause) && !isAs(document, known.get(clause)))
      .map(([clause]) => clause),
  };
}

// The checksum is made anew from what came back: one that was only stored along with it would prove nothing.
function isAs(found: ClauseDocument, expected: ClauseDocument | undefined): boolean {
  const { checksum, ...content } = found;
  return checksum === expected?.checksum && checksumOf(content) === checksum;
}

interface Answer extends SearchStatus {
  readonly hits: {
    readonly hits: readonly {
      readonly _id: string;
      readonly _source: ClauseDocument;
      readonly sort: readonly (string | number)[];
    }[];
  };
}

const CLAUSES_AT_ONCE = 2000;

/** Plans that together have about as many clauses as are read at once. */
function inGroups(plans: readonly Plan[]): Plan[][] {
  const groups: Plan[][] = [];
  let room = 0;
  for (const plan of plans) {
    room -= plan.clauses.length;
    const group = groups.at(-1);
    if (group && room >= 0) group.push(plan);
    else {
      groups.push([plan]);
      room = CLAUSES_AT_ONCE - plan.clauses.length;
    }
  }
  return groups;
}

/** What the cluster has of these plans, by plan and id. */
async function readClauses(cluster: ClusterConnection, index: string, plans: readonly Plan[]): Promise<Map<string, Found>> {
  const found = new Map(plans.map(({ id }) => [id, new Map<string, ClauseDocument>()]));
  for (let after: readonly (string | number)[] | undefined; ; ) {
    const answer = await searchWhole<Answer>(cluster, index, {
      size: CLAUSES_AT_ONCE,
      query: { terms: { plan: plans.map(({ id }) => id) } },
      sort: [{ plan: 'asc' }, { position: 'asc' }, { checksum: 'asc' }],
      ...(after && { search_after: after }),
    });
    const { hits } = answer.hits;
    for (const { _id, _source } of hits) found.get(_source.plan)?.set(_id, _source);
    after = hits.at(-1)?.sort;
    if (hits.length < CLAUSES_AT_ONCE || !after) return found;
  }
}
