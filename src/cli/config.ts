// All configuration, from the environment, checked once at the start.
import { isIP } from 'node:net';
import { ForeseenError } from '../text/foreseen-error.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly seedsDir: string;
  readonly indexDir: string;
  /** What whole addresses begin with, `https://plans.example.org`; without it, the one each request was sent to. */
  readonly publicUrl?: string;
  /** Requests a minute that one address may make; 0 is without limit. */
  readonly rateLimit: number;
  /** How much of the server's answers is kept for whoever asks the same again. */
  readonly answerCacheMb: number;
  /** Whose word about a reader's address counts: the last so many proxies, or those at these addresses. */
  readonly trustProxy?: number | readonly string[];
  /** Without it, `warn` on a terminal and `info` elsewhere. */
  readonly logLevel?: LogLevel;
  /** Whether readers may add plans in the browser, and how large a file may be. */
  readonly allowUpload: boolean;
  readonly uploadLimitMb: number;
  readonly searchEngine: SearchEngineName;
  /** Without it there is no cluster: the commands that need one say so. */
  readonly cluster?: ClusterConfig;
}

const SEARCH_ENGINES = ['embedded', 'opensearch'] as const;
export type SearchEngineName = (typeof SEARCH_ENGINES)[number];

export interface ClusterConfig {
  readonly urls: readonly string[];
  /** The name that the live index has for everyone. */
  readonly alias: string;
  readonly username?: string;
  readonly password?: string;
  readonly apiKey?: string;
  readonly caFile?: string;
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Settings that cannot be used; the message names each variable, what it holds, and what it may hold. */
export class ConfigError extends ForeseenError {
  override readonly name = 'ConfigError';
}

/** Names that express knows for the addresses of this machine, of its link and of private networks. */
const NAMED_NETWORKS: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** What the text of a variable stands for; undefined where it cannot be used. */
type Reader<Value> = (text: string) => Value | undefined;

const textLike =
  (pattern: RegExp): Reader<string> =>
  (text) =>
    pattern.test(text) ? text : undefined;

const numberUpTo =
  (most: number, pattern: RegExp): Reader<number> =>
  (text) =>
    pattern.test(text) && Number(text) <= most ? Number(text) : undefined;

const oneOf =
  <Name extends string>(names: readonly Name[]): Reader<Name> =>
  (text) =>
    names.find((name) => name === text);

const anyText: Reader<string> = (text) => text;
const someText: Reader<string> = (text) => (text === '' ? undefined : text);

// By hand: a library that checks shapes takes longer to load than most of the program.
const READERS = {
  PORT: numberUpTo(65535, /^\d{1,5}$/),
  HOST: textLike(/^[\w.:%-]{1,255}$/),
  SEEDS_DIR: someText,
  INDEX_DIR: someText,
  // Pages link from the root, so the site cannot live below a path.
  PUBLIC_URL: (text) =>
    /^https?:\/\/[a-z0-9[][a-z0-9.:[\]-]*\/?$/iu.test(text) && URL.canParse(text) ? new URL(text).origin : undefined,
  RATE_LIMIT: numberUpTo(9_999_999, /^\d{1,7}$/),
  ANSWER_CACHE_MB: numberUpTo(1024, /^\d{1,4}$/),
  TRUST_PROXY: (text) => {
    if (/^[1-9]$/.test(text)) return Number(text);
    const networks = text.split(',').map((part) => part.trim());
    return networks.every(isNetwork) ? networks : undefined;
  },
  LOG_LEVEL: oneOf(LOG_LEVELS),
  ALLOW_UPLOAD: oneOf(['0', '1']),
  UPLOAD_LIMIT_MB: numberUpTo(100, /^[1-9]\d{0,2}$/),
  SEARCH_ENGINE: oneOf(SEARCH_ENGINES),
  OPENSEARCH_URL: (text) => {
    const urls = text.split(',').map((url) => url.trim());
    return urls.every(isNodeUrl) ? urls.map((url) => new URL(url).origin) : undefined;
  },
  OPENSEARCH_ALIAS: textLike(/^[a-z][a-z0-9_.-]{0,99}$/),
  OPENSEARCH_USERNAME: someText,
  OPENSEARCH_PASSWORD: anyText,
  OPENSEARCH_API_KEY: textLike(/^[\w+/=:.-]+$/),
  OPENSEARCH_CA_FILE: someText,
} satisfies Readonly<Record<string, Reader<string | number | readonly string[]>>>;

type Variable = keyof typeof READERS;
/** What each variable that is set stands for. */
type Given = { readonly [Name in Variable]?: NonNullable<ReturnType<(typeof READERS)[Name]>> };

// Addresses are printed and logged, so they hold no password.
function isNodeUrl(text: string): boolean {
  if (!/^https?:\/\/[^/@]+\/?$/iu.test(text)) return false;
  return URL.canParse(text);
}

/** An address, a network such as 10.0.0.0/8, or a named one. */
function isNetwork(text: string): boolean {
  if (NAMED_NETWORKS.includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const CURES: Readonly<Partial<Record<Variable, string>>> = {
  PORT: 'a port number from 0 to 65535 (0 takes a free one), e.g. PORT=3000',
  HOST: 'an address or a host name, e.g. HOST=127.0.0.1 or HOST=0.0.0.0',
  SEEDS_DIR: 'the folder with the plans, e.g. SEEDS_DIR=seeds',
  INDEX_DIR: 'a folder to keep the index in, e.g. INDEX_DIR=index',
  PUBLIC_URL: 'the address readers see, without a path, e.g. PUBLIC_URL=https://plans.example.org',
  RATE_LIMIT: 'how many requests a minute one address may make, 0 for no limit, e.g. RATE_LIMIT=600',
  ANSWER_CACHE_MB: 'a number of megabytes from 0 to 1024, 0 to keep no answers, e.g. ANSWER_CACHE_MB=32',
  TRUST_PROXY: 'the number of proxies in front, or their addresses or networks with commas, e.g. TRUST_PROXY=loopback',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}, e.g. LOG_LEVEL=info`,
  SEARCH_ENGINE: `one of ${SEARCH_ENGINES.join(', ')}, e.g. SEARCH_ENGINE=opensearch`,
  OPENSEARCH_URL:
    'the addresses of the nodes with commas, without a path or a password, e.g. OPENSEARCH_URL=https://search-1:9200,https://search-2:9200',
  OPENSEARCH_ALIAS: 'a name of small letters, digits, dots and hyphens, e.g. OPENSEARCH_ALIAS=plan-clauses',
  ALLOW_UPLOAD: '1 to let every reader of the pages add plans, or 0, e.g. ALLOW_UPLOAD=1',
  UPLOAD_LIMIT_MB: 'a number of megabytes from 1 to 100, e.g. UPLOAD_LIMIT_MB=30',
  OPENSEARCH_USERNAME: 'the name of a user of the cluster',
  OPENSEARCH_API_KEY: 'the key as the cluster gave it, in base64',
  OPENSEARCH_CA_FILE: 'a file of certificates in PEM, e.g. OPENSEARCH_CA_FILE=ca.pem',
};

/** Never printed, not even where they cannot be used. */
const SECRETS: ReadonlySet<Variable> = new Set<Variable>(['OPENSEARCH_PASSWORD', 'OPENSEARCH_API_KEY']);

const NAMES = Object.keys(READERS) as readonly Variable[];

/** The names of all variables that are read. */
export const VARIABLES: readonly string[] = NAMES;

/** Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = givenIn(environment);
  const { PUBLIC_URL, TRUST_PROXY, LOG_LEVEL } = given;
  const cluster = clusterOf(given);
  return {
    port: given.PORT ?? 3000,
    host: given.HOST ?? '127.0.0.1',
    seedsDir: given.SEEDS_DIR ?? 'seeds',
    indexDir: given.INDEX_DIR ?? 'index',
    ...(PUBLIC_URL !== undefined && { publicUrl: PUBLIC_URL }),
    rateLimit: given.RATE_LIMIT ?? 600,
    answerCacheMb: given.ANSWER_CACHE_MB ?? 32,
    ...(TRUST_PROXY !== undefined && { trustProxy: TRUST_PROXY }),
    ...(LOG_LEVEL !== undefined && { logLevel: LOG_LEVEL }),
    allowUpload: given.ALLOW_UPLOAD === '1',
    uploadLimitMb: given.UPLOAD_LIMIT_MB ?? 30,
    searchEngine: given.SEARCH_ENGINE ?? 'embedded',
    ...(cluster && { cluster }),
  };
}

function givenIn(environment: NodeJS.ProcessEnv): Given {
  const given: Partial<Record<Variable, unknown>> = {};
  const wrong: Variable[] = [];
  for (const name of NAMES) {
    const text = environment[name];
    if (text === undefined) continue;
    given[name] = READERS[name](text);
    if (given[name] === undefined) wrong.push(name);
  }
  if (wrong.length === 0 && given.SEARCH_ENGINE === 'opensearch' && given.OPENSEARCH_URL === undefined)
    wrong.push('OPENSEARCH_URL');
  if (wrong.length === 0) return given as Given;
  throw new ConfigError(
    wrong
      .map(
        (name) =>
          `${name}=${SECRETS.has(name) ? '…' : JSON.stringify(environment[name])} cannot be used; give ${CURES[name] ?? 'another value'}`,
      )
      .join('\n'),
  );
}

function clusterOf(given: Given): ClusterConfig | undefined {
  const { OPENSEARCH_URL, OPENSEARCH_ALIAS = 'plan-clauses', OPENSEARCH_USERNAME, OPENSEARCH_PASSWORD } = given;
  if (OPENSEARCH_URL === undefined) return undefined;
  return {
    urls: OPENSEARCH_URL,
    alias: OPENSEARCH_ALIAS,
    ...(OPENSEARCH_USERNAME !== undefined && { username: OPENSEARCH_USERNAME }),
    ...(OPENSEARCH_PASSWORD !== undefined && { password: OPENSEARCH_PASSWORD }),
    ...(given.OPENSEARCH_API_KEY !== undefined && { apiKey: given.OPENSEARCH_API_KEY }),
    ...(given.OPENSEARCH_CA_FILE !== undefined && { caFile: given.OPENSEARCH_CA_FILE }),
  };
}

/** The configuration as it would be given, what is left to its default included. */
export function configText(config: Config): string {
  const { port, host, seedsDir, indexDir, publicUrl, rateLimit, trustProxy, logLevel, searchEngine, cluster } = config;
  const values = {
    PORT: port,
    HOST: host,
    SEEDS_DIR: seedsDir,
    INDEX_DIR: indexDir,
    PUBLIC_URL: publicUrl,
    RATE_LIMIT: rateLimit,
    ANSWER_CACHE_MB: config.answerCacheMb,
    TRUST_PROXY: trustProxy,
    LOG_LEVEL: logLevel,
    ALLOW_UPLOAD: config.allowUpload ? 1 : 0,
    ...(config.allowUpload && { UPLOAD_LIMIT_MB: config.uploadLimitMb }),
    SEARCH_ENGINE: searchEngine,
    // Who enters the cluster, and by what, is not told.
    ...(cluster && { OPENSEARCH_URL: cluster.urls.join(','), OPENSEARCH_ALIAS: cluster.alias }),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value ?? '(not set)'}`)
    .join(' ');
}
