import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { clipboardOf, useReader } from './reader.ts';

const reader = useReader();

const said = (page: Page) => page.locator('.said');
const link = (page: Page) => page.locator('.ways a[href^="/basket"]');
const items = (page: Page) => page.locator('[data-list] > li');
const idsOf = (page: Page): Promise<string[]> =>
  page.evaluate("[...document.querySelectorAll('[data-list] > li')].map((item) => item.dataset.clauseId)");
const stored = (page: Page): Promise<unknown> => page.evaluate("JSON.parse(localStorage.getItem('basket'))");
const addressOf = (page: Page): string => page.url().slice(reader.base.length);

/** A basket with three clauses, put in where readers find them: a hit of a search, and two clauses of a plan. */
async function fill(options = {}): Promise<Page> {
  const page = await reader.open('/search?q=碳达峰', options);
  await page.locator('.list > li').filter({ hasText: 'huadu-7.3.1' }).first().getByText('收入摘录篮').click();
  await page.goto('/plans/panyu/4');
  for (const id of ['panyu-4.1.1', 'panyu-4.1.2']) {
    await page.locator(`[id="${id}"] .anchor`).click();
    await page.locator(`[id="menu-${id}"]`).getByText('收入摘录篮').click();
  }
  await expect.poll(() => link(page).textContent()).toBe('摘录篮 3');
  return page;
}

describe('the basket', () => {
  it('takes clauses from hits and from the text, and lists them in full with citations', async () => {
    const page = await fill();
    await link(page).click();
    expect(addressOf(page)).toBe('/basket?ids=huadu-7.3.1,panyu-4.1.1,panyu-4.1.2');
    expect(await items(page).count()).toBe(3);
    expect(await items(page).first().textContent()).toContain('第七章第三节');
    expect(await page.locator('[data-summary]').textContent()).toBe('共3段，出自2个区县的规划。');
  });

  it('gives back what was put in by mistake', async () => {
    const page = await fill();
    await page.locator('[id="panyu-4.1.2"] .anchor').click();
    await page.locator('[id="menu-panyu-4.1.2"]').getByText('从摘录篮取出').click();
    await expect.poll(() => said(page).textContent()).toBe('已从摘录篮取出');
    expect(await link(page).textContent()).toBe('摘录篮 2');
  });

  it('is ordered by keyboard, annotated, and is the same after a reload', async () => {
    const page = await fill();
    await link(page).click();
    await items(page).nth(2).getByRole('button', { name: '上移' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await idsOf(page)).toEqual(['panyu-4.1.2', 'huadu-7.3.1', 'panyu-4.1.1']);
    expect(await said(page).textContent()).toBe('移到第1');
    await page.keyboard.press('Enter');
    expect(await said(page).textContent()).toBe('已在最前');
    await items(page).first().getByLabel('批注').fill('与花都区对照');
    const address = '/basket?ids=panyu-4.1.2,huadu-7.3.1,panyu-4.1.1';
    expect(addressOf(page)).toBe(address);
    expect(await page.locator('[data-exports] a', { hasText: 'CSV' }).getAttribute('href')).toBe(
      `/export.csv?ids=panyu-4.1.2,huadu-7.3.1,panyu-4.1.1&note=${encodeURIComponent('panyu-4.1.2:与花都区对照')}`,
    );
    await page.reload();
    expect(await idsOf(page)).toEqual(['panyu-4.1.2', 'huadu-7.3.1', 'panyu-4.1.1']);
    expect(await items(page).first().getByLabel('批注').inputValue()).toBe('与花都区对照');
    await page.goto('/basket');
    await page.waitForURL(`**${address}`);
  });

  it('loses what is taken out, and is empty in the end', async () => {
    const page = await fill();
    await link(page).click();
    for (const left of [2, 1]) {
      await items(page).first().getByRole('button', { name: '取出' }).click();
      expect(await items(page).count()).toBe(left);
    }
    await items(page).first().getByRole('button', { name: '取出' }).click();
    await page.getByText('摘录篮里还没有条文').waitFor();
    expect(addressOf(page)).toBe('/basket');
  });

  it('can be sent: its address shows the same list to others, with script and without', async () => {
    const address = '/basket?ids=panyu-4.1.2,huadu-7.3.1';
    const plain = await reader.open(address, { javaScriptEnabled: false });
    expect(await items(plain).count()).toBe(2);
    expect(await items(plain).first().textContent()).toContain('第四章第一节');
    const other = await reader.open(address);
    expect(await idsOf(other)).toEqual(['panyu-4.1.2', 'huadu-7.3.1']);
    expect(await other.getByRole('button', { name: '上移' }).count()).toBe(0);
    await other.getByRole('button', { name: '收入我的摘录篮（2段）' }).click();
    await other.getByRole('button', { name: '上移' }).first().waitFor();
    expect(await stored(other)).toEqual({
      version: 1,
      items: [
        { id: 'panyu-4.1.2', note: '' },
        { id: 'huadu-7.3.1', note: '' },
      ],
    });
  });

  it('is not lost when somebody else’s list is looked at', async () => {
    const page = await fill();
    await page.goto('/basket?ids=xiangzhou-1.0.1');
    expect(await page.getByText('与你的摘录篮（3段）不同').count()).toBe(1);
    await page.getByRole('button', { name: '收入我的摘录篮（1段）' }).click();
    await expect.poll(() => idsOf(page)).toEqual(['huadu-7.3.1', 'panyu-4.1.1', 'panyu-4.1.2', 'xiangzhou-1.0.1']);
  });

  it('is copied whole, notes included, with links', async () => {
    const page = await fill({ permissions: ['clipboard-read', 'clipboard-write'] });
    await link(page).click();
    await items(page).first().getByLabel('批注').fill('要点<一>');
    await page.getByRole('button', { name: '复制全部' }).click();
    await expect.poll(() => said(page).textContent()).toBe('已复制3段');
    const { text, html } = await clipboardOf(page);
    expect(text).toContain('批注：要点<一>');
    expect(html.match(/<a href="[^"]+\/id\//g)).toHaveLength(3);
    expect(html).toContain('要点&lt;一&gt;');
  });

  it.each([
    ['nonsense', 'x{'],
    ['another version', '{"version":2,"items":[{"id":"huadu-7.1.3"}]}'],
    ['no list', '{"version":1,"items":{"0":"huadu-7.1.3"}}'],
    ['strange items', '{"version":1,"items":[null,7,{"id":"<b>"},{"id":"../x"},{"note":"x"}]}'],
  ])('begins anew where the storage holds %s', async (_case, kept) => {
    const page = await reader.open('/search?q=碳达峰');
    await page.evaluate(`localStorage.setItem('basket', ${JSON.stringify(kept)})`);
    await page.reload();
    expect(await link(page).textContent()).toBe('摘录篮');
    await page.getByText('收入摘录篮').first().click();
    expect(await link(page).textContent()).toBe('摘录篮 1');
  });

  it('holds two hundred and says so', async () => {
    const page = await reader.open('/search?q=碳达峰');
    await page.evaluate(`localStorage.setItem('basket', JSON.stringify({
      version: 1, items: Array.from({ length: 300 }, (_, at) => ({ id: 'huadu-1.1.' + (at + 1), note: 'x'.repeat(5000) })),
    }))`);
    await page.reload();
    expect(await link(page).textContent()).toBe('摘录篮 200');
    await page.getByText('收入摘录篮').first().click();
    expect(await said(page).textContent()).toBe('摘录篮至多收200段，请先取出一些');
  });

  it('says so where the browser keeps nothing', async () => {
    const page = await reader.open('/plans/huadu/7');
    await page.evaluate("Storage.prototype.setItem = () => { throw new DOMException('no'); }");
    await page.locator('[id="huadu-7.1.3"] .anchor').click();
    await page.locator('[id="menu-huadu-7.1.3"]').getByText('收入摘录篮').click();
    expect(await said(page).textContent()).toBe('浏览器不许保存，摘录篮没有改变');
  });
});
