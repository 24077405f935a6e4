import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/cli/config.ts';

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
    expect(readConfig({})).toEqual({ port: 3000, host: '127.0.0.1', seedsDir: 'seeds', indexDir: 'index' });
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

  it('with several faults is refused with all of them, each once', () => {
    expect(
      messageOf({ PORT: '99999x', HOST: '', INDEX_DIR: '' })
        .split('\n')
        .map((line) => line.split('=')[0]),
    ).toEqual(['PORT', 'HOST', 'INDEX_DIR']);
  });
});
