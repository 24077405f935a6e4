import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/web/rate-limit.ts';
import { type Served, seedsEngine, serve } from '../served.ts';

const PER_MINUTE = 3;

describe('an address that asks more than its share', () => {
  let served: Served;
  let successor: Served;
  beforeAll(async () => {
    const engine = await seedsEngine();
    const rateLimit = createRateLimit({ perMinute: PER_MINUTE, isBehindProxy: true });
    const services = { engine, rateLimit, trustProxy: ['loopback'] };
    [served, successor] = await Promise.all([serve(services), serve(services)]);
  });
  afterAll(() => Promise.all([served.close(), successor.close()]));

  const from = (address: string, path: string, { base }: Served = served) =>
    fetch(base + path, { headers: { 'X-Forwarded-For': address } });
  const useUp = async (address: string) => {
    for (let asked = 0; asked < PER_MINUTE; asked += 1) expect((await from(address, '/help')).status).toBe(200);
  };

  it('is told so on a page, and when to come again', async () => {
    await useUp('203.0.113.1');
    const refused = await from('203.0.113.1', '/search?q=碳达峰');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await refused.text();
    expect(page).toContain('<h1>请求过于频繁</h1>');
    expect(page).toContain(`同一网络地址每分钟至多请求 ${PER_MINUTE} 次，请稍后再试。`);
    expect(page).toContain('name="q" value="碳达峰"');
  });

  it('is told so as a problem where it asks the API', async () => {
    await useUp('203.0.113.2');
    const refused = await from('203.0.113.2', '/api/search?q=5G');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await refused.json()).toMatchObject({ type: 'about:blank', status: 429, title: '请求过于频繁' });
  });

  it('is counted by itself, and not by what it says before the proxy', async () => {
    await useUp('203.0.113.3');
    expect((await from('203.0.113.3', '/help')).status).toBe(429);
    expect((await from('203.0.113.4', '/help')).status).toBe(200);
    for (const claim of ['127.0.0.1', '198.51.100.1', '::1'])
      expect((await from(`${claim}, 203.0.113.3`, '/help')).status).toBe(429);
  });

  it('is one network of many addresses where they are of version 6', async () => {
    for (let asked = 0; asked < PER_MINUTE; asked += 1) await from(`2001:db8:0:1::${asked + 1}`, '/help');
    expect((await from('2001:db8:0:1::ffff', '/help')).status).toBe(429);
    expect((await from('2001:db8:ffff:1::1', '/help')).status).toBe(200);
  });

  it('is still counted when another index is taken up', async () => {
    await useUp('203.0.113.5');
    expect((await from('203.0.113.5', '/help', successor)).status).toBe(429);
  });

  it('may load what a page consists of, and may ask how the server is', async () => {
    await useUp('203.0.113.6');
    for (const path of ['/assets/style.css', '/healthz', '/readyz']) expect((await from('203.0.113.6', path)).status).toBe(200);
  });
});

describe('this machine, where no proxy is declared', () => {
  it('may ask as much as it likes, and cannot be made to look like another', async () => {
    const rateLimit = createRateLimit({ perMinute: PER_MINUTE, isBehindProxy: false });
    const served = await serve({ engine: await seedsEngine(), rateLimit });
    for (let asked = 0; asked < PER_MINUTE * 3; asked += 1) {
      const response = await fetch(`${served.base}/help`, { headers: { 'X-Forwarded-For': '203.0.113.1' } });
      expect(response.status).toBe(200);
    }
    await served.close();
  });
});
