import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/web/app.ts';
import { seedsEngine } from '../served.ts';

describe('the app over an engine that fails', () => {
  const reported: unknown[] = [];
  const failure = new Error('the disk at /srv/secret is gone');
  let server: ReturnType<typeof createServer>;
  let base: string;

  beforeAll(async () => {
    const engine = { ...(await seedsEngine()), search: () => Promise.reject(failure) };
    server = createServer(createApp({ engine, reportError: (error) => void reported.push(error) }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each(['/search?q=5G', '/api/search?q=5G', '/'])(
    'answers %s with 500, reports the error and tells the reader nothing of it',
    async (path) => {
      reported.length = 0;
      const response = await fetch(base + path);
      const body = await response.text();
      expect(response.status).toBe(500);
      expect(reported).toEqual([failure]);
      expect(body).toContain('服务器出错');
      expect(body).not.toMatch(/secret|Error|\.ts/);
    },
  );
});
