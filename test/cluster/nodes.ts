// A real cluster on this machine: one JVM for each node, so that a kill is a kill. Nodes listen on free loopback ports and
// keep their data in a folder of their own that goes with them.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROJECT_FILE = fileURLToPath(new URL('pom.xml', import.meta.url));
/** Maven writes here, as `pom.xml` says. */
const BUILT = join(tmpdir(), 'plan-clause-search-node');
/** Enough for some hundred plans on each of three nodes. */
const HEAP = '512m';
/** Three nodes start in half a minute where nothing else runs. */
const START_MS = 240_000;

export interface TestNode {
  readonly name: string;
  readonly url: string;
  /** The process, while it runs. */
  pid(): number | undefined;
  /** Kills the process at once, as a machine dies. */
  kill(): Promise<void>;
  /** Halts the process: its port accepts connections and never answers. */
  halt(): void;
  /** Lets a halted process go on. */
  resume(): void;
  /** Starts the node again over the data it had. */
  start(): Promise<void>;
}

export interface TestCluster {
  readonly nodes: readonly TestNode[];
  /** Until the cluster says so: `green` is every copy of every shard, `red` any state. Asks any node that answers. */
  waitFor(status: 'green' | 'yellow' | 'red', nodes?: number): Promise<void>;
  /** Kills every node and removes their data. */
  close(): Promise<void>;
}

export interface ClusterOptions {
  readonly size?: number;
  /** `name:password`; without it nobody is asked. */
  readonly password?: string;
  readonly heap?: string;
  /** For benches: compiled as well as can be. Tests would rather have their nodes soon. */
  readonly isMeasured?: boolean;
}

/** Starts the nodes and waits until all are joined. Throws where Java or Maven is missing, with what the tool said. */
export async function startCluster(options: ClusterOptions = {}): Promise<TestCluster> {
  const { size = 3, password = '', heap = HEAP, isMeasured = false } = options;
  const classpath = await buildNode();
  // Three collectors with a thread for each core would fight for two cores.
  const flags = [`-Xms${heap}`, `-Xmx${heap}`, '-XX:+UseSerialGC', ...(isMeasured ? [] : ['-XX:TieredStopAtLevel=1'])];
  const folder = await mkdtemp(join(tmpdir(), 'plan-clause-search-cluster-'));
  const ports = await freePorts(size * 2);
  const names = Array.from({ length: size }, (_, at) => `node-${at + 1}`);
  const seeds = ports.slice(size).map((port) => `127.0.0.1:${port}`);
  const nodes = names.map((name, at): TestNode => {
    const settings = {
      'cluster.name': 'plan-clause-search-test',
      'node.name': name,
      'network.host': '127.0.0.1',
      'http.port': ports[at],
      'transport.port': ports[size + at],
      'discovery.seed_hosts': seeds.join(','),
      'cluster.initial_cluster_manager_nodes': names.join(','),
      'cluster.routing.allocation.disk.threshold_enabled': false,
      // A halted node is noticed in seconds instead of half a minute.
      'cluster.fault_detection.follower_check.timeout': '2s',
      'cluster.fault_detection.leader_check.timeout': '2s',
      'cluster.fault_detection.follower_check.retry_count': 2,
      'cluster.fault_detection.leader_check.retry_count': 2,
      // A node lets go of a search that nobody comes back for in seconds instead of minutes.
      'search.default_keep_alive': '20s',
      'search.keep_alive_interval': '2s',
      ...(password !== '' && { 'test.password': password }),
    };
    const pairs = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    return createNode({ name, url: `http://127.0.0.1:${ports[at]}`, folder: join(folder, name), classpath, flags, pairs });
  });
  const authorization = password === '' ? {} : { Authorization: `Basic ${Buffer.from(password).toString('base64')}` };
  const cluster: TestCluster = {
    nodes,
    waitFor: (status, count = size) =>
      waitUntil(
        `${count} nodes and ${status}`,
        () => isHealthy(nodes, authorization, status, count),
        () => stateOf(nodes, authorization),
      ),
    close: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await cluster.waitFor('green');
  } catch (error) {
    const log = await readFile(join(folder, 'node-1', 'node.log'), 'utf8').catch(() => '');
    await cluster.close();
    throw new Error(`the nodes did not start: ${error}\n${log.slice(-2000)}`);
  }
  return cluster;
}

async function buildNode(): Promise<string> {
  const classpathFile = join(BUILT, 'classpath.txt');
  const goals = ['compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classpathFile}`];
  try {
    await promisify(execFile)('mvn', ['-q', '-B', '-f', PROJECT_FILE, ...goals]);
  } catch (error) {
    throw new Error(`the node could not be built by Maven (java 17 and mvn must be installed): ${error}`);
  }
  return `${join(BUILT, 'classes')}${delimiter}${await readFile(classpathFile, 'utf8')}`;
}

interface NodeInput {
  readonly name: string;
  readonly url: string;
  readonly folder: string;
  readonly classpath: string;
  readonly flags: readonly string[];
  readonly pairs: readonly string[];
}

function createNode({ name, url, folder, classpath, flags, pairs }: NodeInput): TestNode {
  let running: ChildProcess | null = null;
  return {
    name,
    url,
    pid: () => running?.pid,
    start: async () => {
      mkdirSync(join(folder, 'config'), { recursive: true });
      const log = openSync(join(folder, 'node.log'), 'a');
      const child = spawn('java', [...flags, '-cp', classpath, 'ClusterNode', folder, ...pairs], { stdio: ['pipe', log, log] });
      closeSync(log);
      running = child;
      await waitUntil(`${name} answers`, async () => {
        if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
        return (await statusOf(url)) !== null;
      });
    },
    kill: async () => {
      if (running === null || running.exitCode !== null || running.signalCode !== null) return;
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
    },
    halt: () => running?.kill('SIGSTOP'),
    resume: () => running?.kill('SIGCONT'),
  };
}

async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

type Headers = Readonly<Record<string, string>>;

async function isHealthy(nodes: readonly TestNode[], headers: Headers, status: string, count: number): Promise<boolean> {
  for (const { url } of nodes) {
    try {
      const query = `wait_for_status=${status}&wait_for_nodes=${count}&wait_for_no_relocating_shards=true&timeout=1s`;
      const response = await fetch(`${url}/_cluster/health?${query}`, { headers, signal: AbortSignal.timeout(3000) });
      const health = (await response.json()) as { readonly timed_out?: boolean };
      if (response.ok && health.timed_out === false) return true;
    } catch {
      // A node that is away is why the others are asked.
    }
  }
  return false;
}

/** What each node says of the cluster, and why a shard stands nowhere: for whoever reads why a test has waited in vain. */
async function stateOf(nodes: readonly TestNode[], headers: Headers): Promise<string> {
  const told = nodes.flatMap(({ name, url }) =>
    ['/_cluster/health', '/_cat/nodes', '/_cluster/allocation/explain'].map(async (path) => {
      const answer = fetch(url + path, { headers, signal: AbortSignal.timeout(3000) }).then((response) => response.text());
      return `${name}${path}: ${(await answer.catch(String)).slice(0, 1000)}`;
    }),
  );
  return (await Promise.all(told)).join('\n');
}

async function waitUntil(what: string, test: () => Promise<boolean>, explain?: () => Promise<string>): Promise<void> {
  const until = performance.now() + START_MS;
  while (!(await test())) {
    if (performance.now() > until)
      throw new Error(`waited ${START_MS / 1000} s for: ${what}${explain ? `\n${await explain()}` : ''}`);
    await pause(200);
  }
}

/** All at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
