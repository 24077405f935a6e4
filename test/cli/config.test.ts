import { describe, expect, it } from 'vitest';
import { ConfigError, configText, readConfig } from '../../src/cli/config.ts';

const messageOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the environment is accepted');
};

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      seedsDir: 'seeds',
      indexDir: 'index',
      rateLimit: 600,
      answerCacheMb: 32,
      allowUpload: false,
      uploadLimitMb: 30,
      searchEngine: 'embedded',
    });
  });

  it('is what the environment says', () => {
    const environment = { PORT: '8080', HOST: '0.0.0.0', SEEDS_DIR: '/srv/plans', INDEX_DIR: '/var/index', HOME: '/root' };
    expect(readConfig(environment)).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      seedsDir: '/srv/plans',
      indexDir: '/var/index',
    });
  });

  it.each(['0', '1', '80', '65535'])('may have the port %s', (port) => {
    expect(readConfig({ PORT: port }).port).toBe(Number(port));
  });

  it.each(['localhost', '::1', '0.0.0.0', 'plans.example.org'])('may have the host %s', (host) => {
    expect(readConfig({ HOST: host }).host).toBe(host);
  });

  it.each(['', 'http', '3000x', '-1', '65536', '3.5', '3e3', ' 3000', '0x50', '１２３'])(
    'with the port %j is refused, with the cure',
    (port) => {
      expect(messageOf({ PORT: port })).toBe(
        `PORT=${JSON.stringify(port)} cannot be used; give a port number from 0 to 65535 (0 takes a free one), e.g. PORT=3000`,
      );
    },
  );

  it.each(['', 'a host', 'http://localhost', 'x'.repeat(256)])('with the host %j is refused, with the cure', (host) => {
    expect(messageOf({ HOST: host })).toBe(
      `HOST=${JSON.stringify(host)} cannot be used; give an address or a host name, e.g. HOST=127.0.0.1 or HOST=0.0.0.0`,
    );
  });

  it.each([
    ['SEEDS_DIR', 'the folder with the plans, e.g. SEEDS_DIR=seeds'],
    ['INDEX_DIR', 'a folder to keep the index in, e.g. INDEX_DIR=index'],
  ])('with an empty %s is refused, with the cure', (name, cure) => {
    expect(messageOf({ [name]: '' })).toBe(`${name}="" cannot be used; give ${cure}`);
  });

  it.each([
    ['https://plans.example.org', 'https://plans.example.org'],
    ['https://plans.example.org/', 'https://plans.example.org'],
    ['http://localhost:8080', 'http://localhost:8080'],
  ])('may have the public address %s', (url, publicUrl) => {
    expect(readConfig({ PUBLIC_URL: url }).publicUrl).toBe(publicUrl);
  });

  it.each([
    '',
    'plans.example.org',
    'https://plans.example.org/search',
    'ftp://plans.example.org',
    'https://',
    'javascript:alert(1)',
    'https://a b',
  ])('with the public address %j is refused, with the cure', (url) => {
    expect(messageOf({ PUBLIC_URL: url })).toMatch(
      /^PUBLIC_URL=".*" cannot be used; give the address readers see, without a path, e\.g\. PUBLIC_URL=https/,
    );
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['100000', 100_000],
  ])('may have the rate limit %s', (limit, rateLimit) => {
    expect(readConfig({ RATE_LIMIT: limit }).rateLimit).toBe(rateLimit);
  });

  it.each(['', '-1', '10/min', '1e3', '12345678'])('with the rate limit %j is refused, with the cure', (limit) => {
    expect(messageOf({ RATE_LIMIT: limit })).toMatch(
      /^RATE_LIMIT=".*" cannot be used; give how many requests a minute .*0 for no/,
    );
  });

  it.each([
    ['1', 1],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, 2001:db8::/32,127.0.0.1', ['10.0.0.0/8', '2001:db8::/32', '127.0.0.1']],
  ])('may trust the proxies %s', (given, trustProxy) => {
    expect(readConfig({ TRUST_PROXY: given }).trustProxy).toEqual(trustProxy);
  });

  // `true` would let every reader choose an address.
  it.each(['', '0', '10', 'true', 'all', 'proxy.example.org', '10.0.0.0/33', '10.0.0.0/8/8', '::1/129', 'loopback,'])(
    'with the proxies %j is refused, with the cure',
    (given) => {
      expect(messageOf({ TRUST_PROXY: given })).toMatch(
        /^TRUST_PROXY=".*" cannot be used; give the number of proxies in front, .*e\.g\. TRUST_PROXY=loopback$/,
      );
    },
  );

  it('has a level for the log', () => {
    expect(readConfig({ LOG_LEVEL: 'silent' }).logLevel).toBe('silent');
    expect(messageOf({ LOG_LEVEL: 'loud' })).toBe(
      'LOG_LEVEL="loud" cannot be used; give one of silent, error, warn, info, e.g. LOG_LEVEL=info',
    );
  });

  it.each([
    ['0', 0],
    ['1024', 1024],
  ])('may keep answers of %s megabytes', (text, answerCacheMb) => {
    expect(readConfig({ ANSWER_CACHE_MB: text }).answerCacheMb).toBe(answerCacheMb);
  });

  it.each(['1025', '-1', '1.5', '16 MB', ''])('may not keep answers of %j megabytes', (text) => {
    expect(messageOf({ ANSWER_CACHE_MB: text })).toMatch(
      /^ANSWER_CACHE_MB=".*" cannot be used; give a number of megabytes from 0 to 1024, 0 to keep no answers/,
    );
  });

  it('can be told as it would be given, without the secrets', () => {
    const told = configText(
      readConfig({ TRUST_PROXY: 'loopback,10.0.0.0/8', OPENSEARCH_URL: 'http://localhost:9200', OPENSEARCH_PASSWORD: 'secret' }),
    );
    expect(told).toContain(
      'PORT=3000 HOST=127.0.0.1 SEEDS_DIR=seeds INDEX_DIR=index PUBLIC_URL=(not set) RATE_LIMIT=600 ANSWER_CACHE_MB=32',
    );
    expect(told).toContain('TRUST_PROXY=loopback,10.0.0.0/8');
    expect(told).not.toContain('secret');
  });

  it('with several faults is refused with all of them, each once', () => {
    expect(
      messageOf({ PORT: '99999x', HOST: '', INDEX_DIR: '' })
        .split('\n')
        .map((line) => line.split('=')[0]),
    ).toEqual(['PORT', 'HOST', 'INDEX_DIR']);
  });
});

describe('the configuration of a search cluster', () => {
  const nodes = 'https://search-1:9200, http://10.0.0.2:9200/';

  it('is that of its nodes, its index and its door', () => {
    const environment = {
      SEARCH_ENGINE: 'opensearch',
      OPENSEARCH_URL: nodes,
      OPENSEARCH_USERNAME: 'reader',
      OPENSEARCH_PASSWORD: '',
      OPENSEARCH_CA_FILE: 'ca.pem',
    };
    expect(readConfig(environment)).toMatchObject({
      searchEngine: 'opensearch',
      cluster: {
        urls: ['https://search-1:9200', 'http://10.0.0.2:9200'],
        alias: 'plan-clauses',
        username: 'reader',
        password: '',
        caFile: 'ca.pem',
      },
    });
  });

  it('is printed without what opens the door', () => {
    const text = configText(readConfig({ OPENSEARCH_URL: nodes, OPENSEARCH_USERNAME: 'reader', OPENSEARCH_PASSWORD: 'secret' }));
    expect(text).toContain('SEARCH_ENGINE=embedded OPENSEARCH_URL=https://search-1:9200,http://10.0.0.2:9200');
    expect(text).not.toContain('secret');
  });

  it.each([
    [{ SEARCH_ENGINE: 'elastic' }, 'give one of embedded, opensearch'],
    [{ SEARCH_ENGINE: 'opensearch' }, 'OPENSEARCH_URL=undefined cannot be used; give the addresses of the nodes'],
    [{ OPENSEARCH_URL: '' }, 'OPENSEARCH_URL'],
    [{ OPENSEARCH_URL: 'search-1:9200' }, 'OPENSEARCH_URL'],
    [{ OPENSEARCH_URL: 'http://search-1:9200/path' }, 'OPENSEARCH_URL'],
    [{ OPENSEARCH_URL: 'http://reader:secret@search-1:9200' }, 'without a path or a password'],
    [{ OPENSEARCH_ALIAS: 'Plan Clauses' }, 'OPENSEARCH_ALIAS'],
    [{ OPENSEARCH_API_KEY: 'a key' }, 'OPENSEARCH_API_KEY'],
  ])('%j is refused, with the cure', (environment, message) => {
    expect(messageOf(environment)).toContain(message);
  });
});
