// What a cluster suffers, and what a reader sees of it: the right answer, or a page that says to try again. Never a count of
// some of the shards. The engine is the same before and after: it recovers without being started anew.
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareParts } from '../../src/cli/prepare.ts';
import { createClusterEngine } from '../../src/cluster/cluster-engine.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import { type ClusterConnection, connect } from '../../src/cluster/connection.ts';
import { fillIndex } from '../../src/cluster/fill.ts';
import { isSound, verifyIndex } from '../../src/cluster/verify.ts';
import { EngineAwayError, type SearchEngine } from '../../src/search/engine.ts';
import { serve } from '../served.ts';
import { ask, recordingOutput } from '../support/asking.ts';
import { manyPlansEngine } from '../support/many-plans.ts';
import { startCluster, type TestCluster } from './nodes.ts';
import { dropAll, ownAlias, type SharedCluster, sharedCluster } from './shared-cluster.ts';
import { openTlsFront } from './tls-front.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const parts = await prepareParts({ seedsDir: folder('seeds'), indexDir: folder('index') }, recordingOutput());
const { library, index, synonyms } = parts;
const fingerprint = 'f'.repeat(64);
const isOurs = process.env['OPENSEARCH_URL'] === undefined;

const engineOn = (cluster: ClusterConnection, alias: string): SearchEngine =>
  createClusterEngine({ library, index, synonyms, cluster, alias, fingerprint });

/** What the five plans have, whatever happens to a cluster. */
const TRUTH = { 碳达峰: 3, 发展: 692, 区块链: 15 } as const;
type Word = keyof typeof TRUTH;
const WORDS = Object.keys(TRUTH) as Word[];

type Outcome = 'right' | 'refused' | 'wrong';

async function outcomeOf(engine: SearchEngine, word: Word): Promise<Outcome> {
  try {
    const { total } = await ask(engine, word, { match: 'exact' });
    return total === TRUTH[word] ? 'right' : 'wrong';
  } catch (error) {
    if (error instanceof EngineAwayError) return 'refused';
    throw error;
  }
}

/** Asks one word after the other until told to stop. */
function stream(engine: SearchEngine): { stop(): Promise<Outcome[]> } {
  const outcomes: Outcome[] = [];
  let isOver = false;
  const run = (async () => {
    for (let at = 0; !isOver; at += 1) outcomes.push(await outcomeOf(engine, WORDS[at % WORDS.length] ?? '发展'));
  })();
  return {
    stop: async () => {
      isOver = true;
      await run;
      return outcomes;
    },
  };
}

const RECOVERY_MS = 60_000;
/** Longer than the five tries, of ten seconds each, after which a cluster gives a copy up by default. */
const HELD = '90s';

async function untilRight(engine: SearchEngine): Promise<void> {
  const until = performance.now() + RECOVERY_MS;
  while ((await outcomeOf(engine, '发展')) !== 'right') {
    if (performance.now() > until) throw new Error(`no answer in ${RECOVERY_MS / 1000} s`);
    await pause(500);
  }
}

describe.runIf(isOurs)('a cluster of three nodes', () => {
  const alias = ownAlias('faults');
  let shared: SharedCluster;
  let own: TestCluster;
  let engine: SearchEngine;
  const node = (at: number) => {
    const found = own.nodes[at];
    if (!found) throw new RangeError(`no node ${at}`);
    return found;
  };
  const verdicts = () => verifyIndex({ cluster: shared.connection, index: alias, library, source: index });

  beforeAll(async () => {
    shared = await sharedCluster();
    if (!shared.own) throw new Error('these nodes are not ours');
    own = shared.own;
    await fillIndex({ cluster: shared.connection, alias, library, index, fingerprint });
    engine = engineOn(shared.connection, alias);
    await untilRight(engine);
  });

  afterAll(() => dropAll(shared.connection, alias));

  it('answers on while a node dies, and nothing is lost', async () => {
    const asked = stream(engine);
    await pause(2000);
    await node(1).kill();
    await own.waitFor('yellow', 2);
    await untilRight(engine);
    await pause(2000);
    const outcomes = await asked.stop();
    expect(outcomes).not.toContain('wrong');
    expect(outcomes.filter((outcome) => outcome === 'right').length).toBeGreaterThan(outcomes.length * 0.8);
    await node(1).start();
    await own.waitFor('green');
    expect((await verdicts()).every(isSound)).toBe(true);
  });

  it('answers rightly or not at all while a node hangs, and soon answers again', async () => {
    const asked = stream(engine);
    await pause(1000);
    node(2).halt();
    try {
      await untilRight(engine);
      await pause(8000);
      await untilRight(engine);
    } finally {
      node(2).resume();
    }
    expect(await asked.stop()).not.toContain('wrong');
    await own.waitFor('green');
    expect(await outcomeOf(engine, '发展')).toBe('right');
  });

  it('has every copy again by itself, though the node that hung held on to a search', async () => {
    const held = ownAlias('held');
    const { name } = await fillIndex({
      cluster: shared.connection,
      alias: held,
      library,
      index,
      fingerprint,
      replicas: 2,
      shards: 1,
    });
    // The node is tried as soon as it is back, and no other can take its copies.
    await shared.connection.ask({
      method: 'PUT',
      path: `/${name}/_settings`,
      body: { 'index.unassigned.node_left.delayed_timeout': '0' },
    });
    // Nobody comes back for this search, as when a node hangs in the midst of one.
    await shared.connection.ask({
      method: 'POST',
      path: `/${name}/_search`,
      query: { scroll: HELD, preference: `_only_nodes:${node(2).name}` },
      body: { size: 1 },
    });
    node(2).halt();
    try {
      await own.waitFor('yellow', 2);
    } finally {
      node(2).resume();
    }
    await own.waitFor('green');
    await dropAll(shared.connection, held);
  });

  it('is filled to the last clause though a node dies on the way', async () => {
    const many = manyPlansEngine(1500, library.themes);
    const filled = ownAlias('dying');
    let killed: Promise<void> | undefined;
    const retries: string[] = [];
    const result = await fillIndex({
      cluster: shared.connection,
      alias: filled,
      library: many.library,
      index: many.index,
      fingerprint,
      batchBytes: 100_000,
      onProgress: (done) => {
        if (done > many.library.clauses.length / 3) killed ??= node(0).kill();
      },
      onRetry: (reason) => retries.push(reason),
    });
    await killed;
    expect(result.sent).toBe(1500);
    const check = () => verifyIndex({ cluster: shared.connection, index: filled, library: many.library, source: many.index });
    expect((await check()).every(isSound)).toBe(true);
    await node(0).start();
    await own.waitFor('green');
    expect((await check()).every(isSound)).toBe(true);
    await dropAll(shared.connection, filled);
  });

  it('that has lost every copy of a shard refuses, and answers when the node is back', async () => {
    const bare = ownAlias('bare');
    await fillIndex({ cluster: shared.connection, alias: bare, library, index, fingerprint, replicas: 0, shards: 3 });
    const exposed = engineOn(shared.connection, bare);
    expect(await outcomeOf(exposed, '发展')).toBe('right');
    await node(1).kill();
    await own.waitFor('red', 2);
    expect(await outcomeOf(exposed, '发展')).toBe('refused');
    expect(await outcomeOf(exposed, '碳达峰')).toBe('refused');
    await node(1).start();
    await own.waitFor('green');
    await untilRight(exposed);
    await dropAll(shared.connection, bare);
  });

  it('that is stopped altogether gets a page that says so, and answers once it is there again', async () => {
    const served = await serve({ engine, reportError: () => {} });
    try {
      expect((await fetch(`${served.base}/api/search?q=发展`)).status).toBe(200);
      await Promise.all(own.nodes.map((one) => one.kill()));
      const page = await fetch(`${served.base}/search?q=发展`);
      expect(page.status).toBe(503);
      expect(page.headers.get('retry-after')).toMatch(/^\d+$/u);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(await page.text()).toContain('检索服务暂时无法应答，请稍后再试');
      const answer = await fetch(`${served.base}/api/search?q=发展`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 503, title: '检索暂不可用' });
      expect((await fetch(`${served.base}/api/suggest?q=发展`)).status).toBe(503);
      // The plans are read from the library, which needs no cluster.
      expect((await fetch(`${served.base}/plans/huadu/7`)).status).toBe(200);
      expect((await fetch(`${served.base}/`)).status).toBe(200);
      await Promise.all(own.nodes.map((one) => one.start()));
      await own.waitFor('green');
      await untilRight(engine);
      expect((await fetch(`${served.base}/search?q=发展`)).status).toBe(200);
      expect((await verdicts()).every(isSound)).toBe(true);
    } finally {
      await served.close();
    }
  });

  it('by TLS is believed with the right certificate alone', async () => {
    const front = await openTlsFront(node(0).url);
    const trusting = connect({ urls: [front.url], ca: front.ca });
    const doubting = connect({ urls: [front.url] });
    try {
      expect(await outcomeOf(engineOn(trusting, alias), '碳达峰')).toBe('right');
      expect(await causeOf(engineOn(doubting, alias))).toMatchObject({
        trouble: 'away',
        message: expect.stringContaining('self-signed'),
      });
    } finally {
      await Promise.all([trusting.close(), doubting.close(), front.close()]);
    }
  });
});

describe.runIf(isOurs)('a cluster with a password', () => {
  let guarded: TestCluster;
  const url = () => guarded.nodes[0]?.url ?? '';

  beforeAll(async () => {
    guarded = await startCluster({ size: 1, password: 'reader:right' });
  });

  afterAll(() => guarded.close());

  it('is entered by who knows it, and refuses others', async () => {
    const alias = ownAlias('guarded');
    const right = connect({ urls: [url()], username: 'reader', password: 'right' });
    const wrong = connect({ urls: [url()], username: 'reader', password: 'wrong' });
    const nobody = connect({ urls: [url()] });
    try {
      await fillIndex({ cluster: right, alias, library, index, fingerprint });
      expect(await outcomeOf(engineOn(right, alias), '碳达峰')).toBe('right');
      for (const stranger of [wrong, nobody]) {
        expect(await causeOf(engineOn(stranger, alias))).toMatchObject({
          trouble: 'refused',
          message: expect.stringContaining('OPENSEARCH_PASSWORD'),
        });
        await expect(fillIndex({ cluster: stranger, alias, library, index, fingerprint })).rejects.toBeInstanceOf(ClusterError);
      }
    } finally {
      await Promise.all([right.close(), wrong.close(), nobody.close()]);
    }
  });
});

describe('a cluster', () => {
  it('that is not there is said to be away', async () => {
    const nowhere = connect({ urls: ['http://127.0.0.1:9'] });
    expect(await causeOf(engineOn(nowhere, 'nothing'))).toMatchObject({ trouble: 'away' });
    await nowhere.close();
  });

  it('without an index of these plans is said to lack it, and answers once it has it', async () => {
    const { connection } = await sharedCluster();
    const alias = ownAlias('empty');
    const engine = engineOn(connection, alias);
    expect(await causeOf(engine)).toMatchObject({
      trouble: 'missing',
      message: expect.stringContaining('npm run cluster -- index'),
    });
    await fillIndex({ cluster: connection, alias, library, index, fingerprint });
    expect(await outcomeOf(engine, '碳达峰')).toBe('right');
    await dropAll(connection, alias);
    expect(await outcomeOf(engine, '碳达峰')).toBe('refused');
    await fillIndex({ cluster: connection, alias, library, index, fingerprint });
    expect(await outcomeOf(engine, '碳达峰')).toBe('right');
    await dropAll(connection, alias);
  });
});

async function causeOf(engine: SearchEngine): Promise<unknown> {
  try {
    await ask(engine, '碳达峰');
  } catch (error) {
    if (error instanceof EngineAwayError) return error.cause;
    throw error;
  }
  throw new Error('it answered');
}
