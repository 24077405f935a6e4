// Filling the index of the cluster: whole or not at all, broken off and taken up, plan by plan, and checked against the source.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/cli/config.ts';
import { createEngineMaker } from '../../src/cli/engine-maker.ts';
import { main } from '../../src/cli/main.ts';
import { type EngineParts, prepareParts } from '../../src/cli/prepare.ts';
import { createCatalog } from '../../src/cluster/catalog.ts';
import type { ClusterConnection, ClusterRequest } from '../../src/cluster/connection.ts';
import { fillIndex } from '../../src/cluster/fill.ts';
import { clusterFingerprint } from '../../src/cluster/fingerprint.ts';
import { isSound, verifyIndex } from '../../src/cluster/verify.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { temporaryFolders } from '../support/seeds-folder.ts';
import { dropAll, ownAlias, type SharedCluster, sharedCluster } from './shared-cluster.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const parts = await prepareParts({ seedsDir: folder('seeds'), indexDir: folder('index') }, recordingOutput());
const [first = '', second = ''] = ['a'.repeat(64), 'b'.repeat(64)];
const { folderWith } = temporaryFolders();
let shared: SharedCluster;
let alias = '';

beforeAll(async () => {
  shared = await sharedCluster();
});

beforeEach(() => {
  alias = ownAlias('filling');
  return () => dropAll(shared.connection, alias);
});

type Filled = Pick<EngineParts, 'library' | 'index'>;

const fill = ({ library, index }: Filled, fingerprint: string, cluster = shared.connection) =>
  fillIndex({ cluster, alias, library, index, fingerprint });

const verdictsOf = ({ library, index }: Filled) =>
  verifyIndex({ cluster: shared.connection, index: alias, library, source: index });

/** The seeds with one more character in the plan of Huadu, and without the plans named. */
async function changed(...removed: string[]): Promise<Filled> {
  const seedsDir = folderWith({});
  cpSync(folder('seeds'), seedsDir, { recursive: true });
  const huadu = join(seedsDir, 'huadu.txt');
  writeFileSync(huadu, readFileSync(huadu, 'utf8').replace('国家能源发展战略', '国家能源大发展战略'));
  const facts: { readonly id: string }[] = JSON.parse(readFileSync(join(seedsDir, 'plans.json'), 'utf8'));
  writeFileSync(join(seedsDir, 'plans.json'), JSON.stringify(facts.filter(({ id }) => !removed.includes(id))));
  return prepareParts({ seedsDir, indexDir: folderWith({}) }, recordingOutput());
}

describe('a new index', () => {
  it('holds every clause as it is in the source, and is live', async () => {
    const result = await fill(parts, first);
    expect(result).toMatchObject({ state: 'filled', sent: 5, copied: 0, kept: 0 });
    expect((await verdictsOf(parts)).filter((verdict) => !isSound(verdict))).toEqual([]);
    const catalog = createCatalog(shared.connection, alias);
    expect(await catalog.list()).toEqual([
      { name: result.name, isLive: true, note: { fingerprint: first, complete: true, plans: 5, clauses: 1193 } },
    ]);
    expect(await fill(parts, first)).toMatchObject({ name: result.name, state: 'live', sent: 0 });
  });

  it('that is broken off is not seen, and is taken up where it was left', async () => {
    const breaking = failingAfter(shared.connection, ({ path }) => path.endsWith('/_bulk'), 3);
    const inSmallBatches = { cluster: breaking, alias, ...parts, fingerprint: first, batchBytes: 200_000 };
    await expect(fillIndex(inSmallBatches)).rejects.toThrow('broken off');
    const catalog = createCatalog(shared.connection, alias);
    expect(await catalog.list()).toMatchObject([{ isLive: false, note: { complete: false } }]);
    expect(await catalog.isComplete(first)).toBe(false);
    const result = await fill(parts, first);
    expect(result).toMatchObject({ state: 'filled', copied: 0 });
    expect(result.sent).toBeLessThan(5);
    expect(result.kept).toBeGreaterThan(0);
    expect((await verdictsOf(parts)).every(isSound)).toBe(true);
  });

  it('sends the plans that have changed and copies the others', async () => {
    await fill(parts, first);
    const after = await changed();
    expect(await fill(after, second)).toMatchObject({ state: 'filled', sent: 1, copied: 4, kept: 0 });
    expect((await verdictsOf(after)).every(isSound)).toBe(true);
    expect((await verdictsOf(parts)).filter((verdict) => !isSound(verdict))).toMatchObject([{ plan: 'huadu' }]);
  });

  it('has nothing of a plan that is gone', async () => {
    await fill(parts, first);
    const after = await changed('lianzhou', 'panyu');
    await fill(after, second);
    const verdicts = await verdictsOf(after);
    expect(verdicts.map(({ plan }) => plan)).toEqual(['zengcheng', 'huadu', 'xiangzhou']);
    expect(verdicts.every(isSound)).toBe(true);
  });

  it('that holds something else than was sent is put right before it goes live', async () => {
    const result = await fill(parts, first);
    await shared.connection.ask({
      method: 'PUT',
      path: `/${result.name}/_mapping`,
      body: { _meta: { fingerprint: first, complete: false, plans: 5, clauses: 1193 } },
    });
    await put(result.name, 'nowhere-1.1.1', { plan: 'nowhere', position: 0, text: '别处', checksum: 7 });
    await put(result.name, 'huadu-99.1.1', { plan: 'huadu', position: 999, text: '多出来的一段', checksum: 1 });
    await expect(fill(parts, first)).resolves.toMatchObject({ state: 'filled', sent: 1 });
    expect((await verdictsOf(parts)).every(isSound)).toBe(true);
  });
});

describe('a server whose plans have changed', () => {
  it('takes them up once the cluster holds them', async () => {
    const cluster = { ...(readConfig(process.env).cluster ?? { urls: shared.urls }), alias };
    const maker = createEngineMaker({ searchEngine: 'opensearch', cluster });
    await expect(maker.make({ ...parts, fingerprint: alias }, 'successor')).rejects.toMatchObject({ trouble: 'missing' });
    const fingerprint = await clusterFingerprint(alias);
    await fill(parts, fingerprint);
    const engine = await maker.make({ ...parts, fingerprint: alias }, 'successor');
    expect((await ask(engine, '碳达峰')).total).toBe(3);
  });
});

describe('verifying', () => {
  it('names what is missing, what is too much and what is different', async () => {
    const { name } = await fill(parts, first);
    const [one, other] = parts.library.plans[1]?.clauses ?? [];
    await shared.connection.ask({
      method: 'DELETE',
      path: `/${name}/_doc/${one?.id}`,
      query: { routing: 'huadu', refresh: true },
    });
    await shared.connection.ask({
      method: 'POST',
      path: `/${name}/_update/${other?.id}`,
      query: { routing: 'huadu', refresh: true },
      body: { doc: { text: '另一段文字' } },
    });
    await put(name, 'nowhere-1.1.1', { plan: 'nowhere', position: 0, text: '别处', checksum: 7 });
    const verdicts = await verdictsOf(parts);
    expect(verdicts.filter((verdict) => !isSound(verdict))).toMatchObject([
      { plan: 'huadu', expected: 212, found: 211, missing: [one?.id], unknown: [], different: [other?.id] },
      { plan: 'nowhere', expected: 0, found: 1 },
    ]);
    await fillIndex({ cluster: shared.connection, alias, ...parts, fingerprint: first, anew: true });
    expect((await verdictsOf(parts)).every(isSound)).toBe(true);
  });
});

describe('the command', () => {
  const run = async (...args: string[]) => {
    const output = recordingOutput();
    const environment = {
      ...process.env,
      SEEDS_DIR: folder('seeds'),
      INDEX_DIR: folder('index'),
      OPENSEARCH_URL: shared.urls.join(','),
      OPENSEARCH_ALIAS: alias,
    };
    const code = await main(['cluster', ...args], environment, output);
    return { code, said: output.lines.join('\n'), errors: output.errors.join('\n') };
  };

  it('fills, shows, verifies and clears up', async () => {
    expect(await run('status')).toMatchObject({ code: 1, said: expect.stringContaining(`No index of the name ${alias}`) });
    expect(await run('verify')).toMatchObject({ code: 1, errors: expect.stringContaining('npm run cluster -- index') });
    expect(await run('drop-old')).toMatchObject({ code: 1 });
    expect(await run('index', '--shards', '2')).toMatchObject({ code: 0, said: expect.stringContaining(`Live: ${alias} is `) });
    expect(await run('status')).toMatchObject({ code: 0, said: expect.stringMatching(/live {2}5 plans, 1193 of 1193 clauses/u) });
    expect(await run('verify')).toMatchObject({ code: 0, said: expect.stringContaining('Sound:') });
    await fillIndex({ cluster: shared.connection, alias, ...(await changed()), fingerprint: second });
    expect(await run('verify')).toMatchObject({ code: 1, errors: expect.stringContaining('made from other plans') });
    expect(await run('index')).toMatchObject({ code: 0 });
    expect(await run('drop-old')).toMatchObject({ code: 0, said: expect.stringContaining('Dropped: ') });
    expect(await run('drop-old')).toMatchObject({ code: 0, said: 'There is nothing old' });
    expect(await run('verify')).toMatchObject({ code: 0 });
  });

  it.each([
    [[], 2, 'usage: npm run cluster'],
    [['fill'], 2, 'usage: npm run cluster'],
    [['status', 'now'], 2, 'usage: npm run cluster'],
    [['index', '--shards', 'many'], 2, '--shards is a number from 1 to 1024'],
    [['index', '--replicas', '99'], 2, '--replicas is a number from 0 to 10'],
    [['index', '--nothing'], 2, 'usage: npm run cluster'],
  ])('says of %j what is wrong', async (args, code, message) => {
    expect(await run(...args)).toMatchObject({ code, errors: expect.stringContaining(message) });
  });
});

const put = (index: string, id: string, document: { readonly plan: string; readonly [key: string]: string | number }) =>
  shared.connection.ask({
    method: 'PUT',
    path: `/${index}/_doc/${id}`,
    query: { routing: document.plan, refresh: true },
    body: document,
  });

/** The connection, until it breaks: after so many of these requests every other one fails as a dead process's would. */
function failingAfter(
  connection: ClusterConnection,
  isCounted: (request: ClusterRequest) => boolean,
  allowed: number,
): ClusterConnection {
  let left = allowed;
  return {
    ask: (request) => {
      if (isCounted(request)) left -= 1;
      return left < 0 ? Promise.reject(new Error('broken off')) : connection.ask(request);
    },
    close: () => connection.close(),
  };
}
