import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { declaredPlans } from '../../src/corpus/importing/seeds-folder.ts';
import { createUploadDesk, type UploadDesk } from '../../src/web/uploading/upload-desk.ts';
import { seedsEngine, serve } from '../served.ts';
import { SAMPLE_LINES } from '../support/plan-sample.ts';
import { FACTS, temporaryFolders } from '../support/seeds-folder.ts';
import { PHONE, useReader, violationsOf } from './reader.ts';

const { folderWith } = temporaryFolders();
const FILE = { name: '苏南.txt', mimeType: 'text/plain', buffer: Buffer.from(SAMPLE_LINES.join('\n')) };

let desk: UploadDesk;
let seedsDir: string;
const reader = useReader(async () => {
  seedsDir = folderWith({ 'plans.json': JSON.stringify([FACTS]), 'huadu.txt': '第一章 发展\n加快发展。' });
  desk = createUploadDesk({ seedsDir, largestMb: 1 });
  return serve({ engine: await seedsEngine(), uploads: desk });
});
afterAll(() => desk.close());

describe('adding a plan in the browser', () => {
  it('goes from the file over the review to the plans, without a script', async () => {
    const page = await reader.open('/plans', { javaScriptEnabled: false });
    await page.getByRole('link', { name: '怎样加一部规划' }).click();
    await page.locator('#file').setInputFiles(FILE);
    await page.getByRole('button', { name: '上传并核对' }).click();
    await page.waitForURL('**/add-plan/*');
    expect(await page.locator('h1').textContent()).toBe('核对：苏南.txt');
    expect(await page.getByLabel('区县', { exact: true }).inputValue()).toBe('苏南市');
    await page.getByLabel('规划期').fill('明年起');
    await page.getByRole('button', { name: '收入', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toContain('请改正');
    expect(await page.getByLabel('规划期').inputValue()).toBe('明年起');
    await page.getByLabel('规划期').fill('2026–2030');
    await page.getByRole('button', { name: '收入', exact: true }).click();
    await page.waitForURL('**/add-plan/taken/sunan');
    expect((await declaredPlans(seedsDir)).find(({ id }) => id === 'sunan')?.period).toBe('2026-2030');
  }, 30_000);

  it.each<[string, BrowserContextOptions]>([
    ['at a desk', { viewport: { width: 1280, height: 900 } }],
    ['on a phone, dark', { ...PHONE, colorScheme: 'dark' }],
  ])(
    'breaks no rule of access on its pages, %s',
    async (_view, options) => {
      const page = await reader.open('/add-plan', options);
      expect(await violationsOf(page)).toEqual([]);
      await page.locator('#file').setInputFiles({ name: '空.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
      await page.getByRole('button', { name: '上传并核对' }).click();
      await page.getByRole('alert').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.locator('#file').setInputFiles(FILE);
      await page.getByRole('button', { name: '上传并核对' }).click();
      await page.waitForURL('**/add-plan/*');
      await page.getByLabel('规划全名').fill('');
      await page.getByRole('button', { name: '按改动重新核对' }).click();
      await page.getByRole('alert').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.getByRole('button', { name: '不收' }).click();
      await page.waitForURL('**/add-plan');
    },
    60_000,
  );

  it('cannot be done by a page of another site in a reader’s name', async () => {
    const form = `<form method="post" enctype="multipart/form-data" action="${reader.base}/add-plan"><textarea name="file">x</textarea><button>go</button></form>`;
    const elsewhere = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(form));
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    try {
      const page = await reader.open('/');
      await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
      const [response] = await Promise.all([page.waitForResponse('**/add-plan'), page.click('button')]);
      expect(response.status()).toBe(403);
      expect(await page.getByRole('alert').textContent()).toContain('别的网站');
    } finally {
      elsewhere.close();
    }
  });
});
