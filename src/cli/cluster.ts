// The index of a search cluster: filling it, showing what is there, holding it against the plans, clearing up.
import { readFile } from 'node:fs/promises';
import { createCatalog, type DescribedIndex } from '../cluster/catalog.ts';
import { type ClusterConnection, connect } from '../cluster/connection.ts';
import { fillIndex } from '../cluster/fill.ts';
import { clusterFingerprint } from '../cluster/fingerprint.ts';
import { isSound, type PlanVerdict, verifyIndex } from '../cluster/verify.ts';
import { type Arguments, wrongUse } from './command-line.ts';
import { CLUSTER } from './command-lines.ts';
import { type ClusterConfig, type Config, ConfigError } from './config.ts';
import { createProgress, type Output } from './output.ts';
import { prepareParts } from './prepare.ts';

type ClusterArguments = Arguments<typeof CLUSTER>;

/** `index`, `status`, `verify` or `drop-old`. 1 where the cluster does not hold what it should. */
export async function cluster({ operands, options }: ClusterArguments, config: Config, output: Output): Promise<number> {
  const [name = ''] = operands;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw wrongUse(CLUSTER, `cluster does not know ${name}; it knows ${Object.keys(COMMANDS).join(', ')}`);
  const { shards, replicas, anew } = options;
  if (name !== 'index' && (shards !== undefined || replicas !== undefined || anew)) {
    throw wrongUse(CLUSTER, `--shards, --replicas and --anew are for index, not for ${name}`);
  }
  const fillOptions = fillOptionsOf(options);
  if (!config.cluster) throw new ConfigError('OPENSEARCH_URL is not set; give the addresses of the nodes with commas');
  const connection = await connectTo(config.cluster);
  try {
    return await command({ connection, alias: config.cluster.alias, fillOptions, config, output });
  } finally {
    await connection.close();
  }
}

/** Throws `ConfigError` where the file of certificates cannot be read. */
export async function connectTo({ caFile, ...address }: ClusterConfig): Promise<ClusterConnection> {
  if (caFile === undefined) return connect(address);
  try {
    return connect({ ...address, ca: await readFile(caFile, 'utf8') });
  } catch (error) {
    throw new ConfigError(`OPENSEARCH_CA_FILE=${caFile} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

interface CommandInput {
  readonly connection: ClusterConnection;
  readonly alias: string;
  readonly fillOptions: FillOptions;
  readonly config: Config;
  readonly output: Output;
}

const COMMANDS: Readonly<Record<string, (input: CommandInput) => Promise<number>>> = {
  index: fill,
  status,
  verify,
  'drop-old': dropOld,
};

async function fill({ connection, alias, fillOptions, config, output }: CommandInput): Promise<number> {
  const { library, index, fingerprint } = await prepareParts(config, output);
  const progress = createProgress(output, 'Filling the index');
  let retries = 0;
  const startedAt = performance.now();
  const result = await fillIndex({
    cluster: connection,
    alias,
    library,
    index,
    fingerprint: await clusterFingerprint(fingerprint),
    ...fillOptions,
    onProgress: progress.step,
    onRetry: (reason) => {
      retries += 1;
      if (retries === 1) output.line(`The cluster is asked again where it cannot: ${reason}`);
    },
  });
  if (result.state === 'live') {
    progress.done(`${result.name} is up to date and live`);
    return 0;
  }
  const { sent, copied, kept } = result;
  const rate = Math.round(library.clauses.length / ((performance.now() - startedAt) / 1000));
  progress.done(
    `${sent} plans sent, ${copied} copied from the index before, ${kept} there already; ${rate} clauses a second` +
      `${retries > 0 ? `, asked again ${retries} times` : ''}`,
  );
  if (!result.replicated) output.line('Not every copy of every shard is there yet: a node that fails now may take clauses along');
  output.line(`Live: ${alias} is ${result.name}`);
  return 0;
}

interface FillOptions {
  readonly shards?: number;
  readonly replicas?: number;
  readonly anew: boolean;
}

const fillOptionsOf = ({ shards, replicas, anew }: ClusterArguments['options']): FillOptions => ({
  anew,
  ...(shards !== undefined && { shards: numberOf('shards', shards, 1, 1024) }),
  ...(replicas !== undefined && { replicas: numberOf('replicas', replicas, 0, 10) }),
});

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw wrongUse(CLUSTER, `--${name} is a number from ${least} to ${most}, not ${text}`);
  return number;
}

interface Health {
  readonly status: string;
  readonly number_of_nodes: number;
  readonly active_shards: number;
  readonly unassigned_shards: number;
}

async function status({ connection, alias, output }: CommandInput): Promise<number> {
  const health = await connection.ask<Health>({ method: 'GET', path: '/_cluster/health' });
  output.line(
    `Cluster: ${health.status}, ${health.number_of_nodes} nodes, ${health.active_shards} shards, ${health.unassigned_shards} without a node`,
  );
  const indexes = await createCatalog(connection, alias).list();
  if (indexes.length === 0) output.line(`No index of the name ${alias}; make one: npm run cluster -- index`);
  for (const described of indexes) output.line(await describe(connection, described));
  return indexes.some(({ isLive, note }) => isLive && note?.complete) ? 0 : 1;
}

interface Figures {
  readonly _all: {
    readonly primaries: { readonly docs?: { readonly count: number }; readonly store?: { readonly size_in_bytes: number } };
    readonly total: { readonly store?: { readonly size_in_bytes: number } };
  };
}

async function describe(connection: ClusterConnection, { name, note, isLive }: DescribedIndex): Promise<string> {
  const { _all } = await connection.ask<Figures>({ method: 'GET', path: `/${name}/_stats/docs,store` });
  const { docs, store } = _all.primaries;
  const state = isLive ? 'live' : note?.complete ? 'old' : 'being filled';
  const megabytes = (bytes = 0) => `${(bytes / 1e6).toFixed(1)} MB`;
  return (
    `${name}  ${state}  ${note?.plans ?? '?'} plans, ${docs?.count ?? '?'} of ${note?.clauses ?? '?'} clauses, ` +
    `${megabytes(store?.size_in_bytes)}, with copies ${megabytes(_all.total.store?.size_in_bytes)}`
  );
}

async function verify({ connection, alias, config, output }: CommandInput): Promise<number> {
  const { library, index, fingerprint } = await prepareParts(config, output);
  const catalog = createCatalog(connection, alias);
  const own = catalog.nameFor(await clusterFingerprint(fingerprint));
  const live = (await catalog.list()).find(({ isLive }) => isLive);
  if (!live) {
    output.error(`${alias} is no index; make one: npm run cluster -- index`);
    return 1;
  }
  if (live.name !== own) output.error(`${alias} is ${live.name}, made from other plans or by another version than these`);
  const progress = createProgress(output, 'Reading back');
  const verdicts = await verifyIndex({
    cluster: connection,
    index: live.name,
    library,
    source: index,
    onProgress: progress.step,
  });
  const wrong = verdicts.filter((verdict) => !isSound(verdict));
  progress.done(`${verdicts.length} plans, ${verdicts.reduce((sum, { found }) => sum + found, 0)} clauses`);
  for (const verdict of verdicts) output.line(verdictLine(verdict));
  if (wrong.length === 0 && live.name === own) output.line(`Sound: ${live.name} holds every clause as it is in the source`);
  else output.error(`Not sound: ${wrong.length} plans differ; cure: npm run cluster -- index --anew`);
  return wrong.length === 0 && live.name === own ? 0 : 1;
}

const MOST_IDS = 5;

function verdictLine(verdict: PlanVerdict): string {
  const { plan, expected, found, checksum, missing, unknown, different } = verdict;
  const head = `${plan.padEnd(16)} ${found} of ${expected} clauses, checksum ${checksum.found}`;
  if (isSound(verdict)) return `${head}  sound`;
  const named = Object.entries({ missing, unknown, different }).flatMap(([what, ids]) =>
    ids.length === 0
      ? []
      : [`${what}: ${ids.slice(0, MOST_IDS).join(' ')}${ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : ''}`],
  );
  return `${head} instead of ${checksum.expected}  NOT SOUND  ${named.join('; ')}`;
}

async function dropOld({ connection, alias, output }: CommandInput): Promise<number> {
  const catalog = createCatalog(connection, alias);
  const indexes = await catalog.list();
  if (!indexes.some(({ isLive }) => isLive)) {
    output.error(`${alias} is no index yet, so nothing is old; make one: npm run cluster -- index`);
    return 1;
  }
  const old = indexes.filter(({ isLive }) => !isLive);
  for (const { name } of old) {
    await catalog.drop(name);
    output.line(`Dropped: ${name}`);
  }
  if (old.length === 0) output.line('There is nothing old');
  return 0;
}
