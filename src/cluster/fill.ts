// Filling a new index with all plans and putting it in the place of the live one.
//
// It can be broken off at any point and started again: a plan whose clauses are all there, with the right checksums, is not
// sent twice. A plan that the live index already has in the same form is copied inside the cluster, so an update of one
// plan sends one plan. Nobody sees the new index before all of it is there and has been counted.
import type { Library, Plan } from '../corpus/library.ts';
import type { SearchIndex } from '../indexing/search-index.ts';
import { BATCH_BYTES, createBulkSender } from './bulk-sender.ts';
import { createCatalog } from './catalog.ts';
import { createPlanDocuments, type PlanState, stateOf } from './clause-document.ts';
import { ClusterError, FillError } from './cluster-error.ts';
import type { ClusterConnection } from './connection.ts';
import { type IndexNote, shardsFor } from './index-shape.ts';
import { readPlanStates } from './plan-states.ts';
import { withRetries } from './retry.ts';

export interface FillInput {
  readonly cluster: ClusterConnection;
  readonly alias: string;
  readonly library: Library;
  readonly index: SearchIndex;
  /** Of the index on the cluster; see `clusterFingerprint`. */
  readonly fingerprint: string;
  readonly shards?: number;
  /** By default one where there is a second node, none else. */
  readonly replicas?: number;
  /** Even if the live index is made from the same: for one that `verify` finds damaged. */
  readonly anew?: boolean;
  /** How much is sent at a time. */
  readonly batchBytes?: number;
  readonly onProgress?: (clauses: number, total: number) => void;
  /** Told whenever the cluster could not take something just now. */
  readonly onRetry?: (reason: string) => void;
}

export interface FillResult {
  readonly name: string;
  /** `live`: it was there already. */
  readonly state: 'filled' | 'live';
  /** Plans sent over the network, copied from the index before, and found in place from an earlier run. */
  readonly sent: number;
  readonly copied: number;
  readonly kept: number;
  /** Whether every copy of every shard was there when it went live. */
  readonly replicated: boolean;
}

/** Throws `ClusterError`, or `FillError` that names the plans whose clauses are not on the cluster as they were sent. */
export async function fillIndex(input: FillInput): Promise<FillResult> {
  const { cluster, alias, library, index, fingerprint, anew = false, onProgress = () => {}, onRetry = () => {} } = input;
  const retried = <Result>(task: () => Promise<Result>) => withRetries(task, (error) => onRetry(String(error)));
  const catalog = createCatalog(cluster, alias);
  const name = catalog.nameFor(fingerprint);
  const note: IndexNote = { fingerprint, complete: false, plans: library.plans.length, clauses: library.clauses.length };
  const known = await retried(() => catalog.list());
  const own = known.find((described) => described.name === name);
  if (own?.isLive && own.note?.complete && !anew) {
    return { name, state: 'live', sent: 0, copied: 0, kept: library.plans.length, replicated: true };
  }
  if (own && anew) await retried(() => catalog.drop(name));
  const create = () => retried(async () => catalog.create(name, note, await sizeFor(input)));
  if (!own || anew) await create();
  // A copy that is not there yet when its original dies is lost with it, so nothing is sent before the copies are there. An
  // earlier run that has lost clauses in this way has nothing that is worth keeping.
  if ((await settled(cluster, name)) === 'red') {
    onRetry(`${name} has lost a shard and is begun anew`);
    await retried(() => catalog.drop(name));
    await create();
    await settled(cluster, name);
  }

  const documents = createPlanDocuments(library, index);
  const planStates = (of: string) =>
    retried(async () => {
      await cluster.ask({ method: 'POST', path: `/${of}/_refresh`, timeoutMs: 60_000 });
      return readPlanStates(cluster, of, library.plans.length + 1000);
    });
  const present = await planStates(name);
  const live = known.find((described) => described.isLive && described.name !== name && described.note?.complete);
  const before = live ? await planStates(live.name) : new Map<string, PlanState>();
  const expected = new Map<string, PlanState>();
  const copied: Plan[] = [];
  let [sent, done] = [0, 0];
  const progress = (clauses: number) => {
    done += clauses;
    onProgress(done, library.clauses.length);
  };
  const sender = createBulkSender(cluster, name, { batchBytes: input.batchBytes ?? BATCH_BYTES, onRetry });
  for (const plan of library.plans) {
    const own = documents.of(plan);
    const state = stateOf(own);
    expected.set(plan.id, state);
    if (isEqual(present.get(plan.id), state)) {
      progress(own.length);
      continue;
    }
    // What was there of it may be of another state of the plan, or more than there should be.
    if (present.has(plan.id)) await retried(() => removePlan(cluster, name, plan.id));
    if (isEqual(before.get(plan.id), state)) copied.push(plan);
    else {
      sent += 1;
      for (const item of own) {
        await sender.add(item);
        progress(1);
      }
    }
  }
  await sender.finish();
  for (const id of present.keys()) if (!expected.has(id)) await retried(() => removePlan(cluster, name, id));
  if (live) {
    for (let at = 0; at < copied.length; at += PLANS_COPIED_AT_ONCE) {
      const plans = copied.slice(at, at + PLANS_COPIED_AT_ONCE);
      await retried(() => copyPlans(cluster, live.name, name, plans));
      progress(plans.reduce((sum, { clauses }) => sum + clauses.length, 0));
    }
  }
  refuseDifferences(expected, await planStates(name), name);
  await retried(() => cluster.ask({ method: 'POST', path: `/${name}/_flush`, timeoutMs: 60_000 }));
  const replicated = (await settled(cluster, name)) === 'green';
  await retried(() => catalog.makeLive(name, note));
  return { name, state: 'filled', sent, copied: copied.length, kept: library.plans.length - sent - copied.length, replicated };
}

const PLANS_COPIED_AT_ONCE = 50;
const COPY_MS = 600_000;

const isEqual = (a: PlanState | undefined, b: PlanState): boolean => a?.clauses === b.clauses && a.checksum === b.checksum;

async function sizeFor({ cluster, library, shards, replicas }: FillInput) {
  const health = await cluster.ask<{ readonly number_of_data_nodes: number }>({ method: 'GET', path: '/_cluster/health' });
  return {
    shards: shards ?? shardsFor(library.clauses.length),
    replicas: replicas ?? (health.number_of_data_nodes > 1 ? 1 : 0),
  };
}

type Health = 'green' | 'yellow' | 'red';

/** The state of the index once every copy is there, or after half a minute: a cluster short of a node is no reason to wait on. */
async function settled(cluster: ClusterConnection, name: string): Promise<Health> {
  const path = `/_cluster/health/${name}`;
  const waiting = { wait_for_status: 'green', timeout: '30s' };
  try {
    await cluster.ask({ method: 'GET', path, query: waiting, timeoutMs: 40_000, retries: 0 });
  } catch (error) {
    // Waiting in vain is answered with an error; what matters is what is there then.
    if (!(error instanceof ClusterError)) throw error;
  }
  return (await withRetries(() => cluster.ask<{ readonly status: Health }>({ method: 'GET', path }))).status;
}

async function removePlan(cluster: ClusterConnection, index: string, plan: string): Promise<void> {
  await cluster.ask({
    method: 'POST',
    path: `/${index}/_delete_by_query`,
    query: { routing: plan, refresh: true, conflicts: 'proceed' },
    timeoutMs: COPY_MS,
    retries: 0,
    body: { query: { term: { plan } } },
  });
}

interface CopyAnswer {
  readonly failures: readonly { readonly cause?: { readonly reason?: string } }[];
}

async function copyPlans(cluster: ClusterConnection, from: string, to: string, plans: readonly Plan[]): Promise<void> {
  const { failures } = await cluster.ask<CopyAnswer>({
    method: 'POST',
    path: '/_reindex',
    timeoutMs: COPY_MS,
    retries: 0,
    body: {
      source: { index: from, query: { terms: { plan: plans.map(({ id }) => id) } } },
      dest: { index: to },
    },
  });
  if (failures.length > 0) throw new FillError(`plans could not be copied from ${from}: ${failures[0]?.cause?.reason ?? ''}`);
}

function refuseDifferences(expected: ReadonlyMap<string, PlanState>, found: ReadonlyMap<string, PlanState>, name: string): void {
  const wrong = [...expected].flatMap(([plan, state]) =>
    state.clauses === 0 || isEqual(found.get(plan), state)
      ? []
      : [`${plan}: ${found.get(plan)?.clauses ?? 0} of ${state.clauses} clauses as sent`],
  );
  const unknown = [...found.keys()].filter((plan) => !expected.has(plan)).map((plan) => `${plan}: not among the plans`);
  if (wrong.length + unknown.length === 0) return;
  throw new FillError(
    `${name} is not what was sent and has not been made live; run the command again\n  ${[...wrong, ...unknown].join('\n  ')}`,
  );
}
