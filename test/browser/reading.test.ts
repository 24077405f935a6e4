import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { clipboardOf, PHONE, scrolledTo, useReader } from './reader.ts';

const reader = useReader();
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

const position = (page: Page) => page.locator('.found [data-at]');
const said = (page: Page) => page.locator('.said');
const here = (page: Page) => page.locator('mark.here');
const menuOf = (page: Page, id: string) => page.locator(`[id="menu-${id}"]`);
const openMenu = (page: Page, id: string) => page.locator(`[id="${id}"] .anchor`).click();
const addressOf = (page: Page): string => page.url().slice(reader.base.length);

describe('from a question to a citation', () => {
  it('takes four steps, and Word gets text, citation and a link that works', async () => {
    const page = await reader.open('/', CLIPBOARD);
    await page.locator('#q').fill('碳达峰');
    await page.keyboard.press('Enter'); // one
    await page.locator('.list > li').filter({ hasText: 'huadu-7.1.3' }).first().getByText('读原文').click(); // two
    await openMenu(page, 'huadu-7.1.3'); // three
    await page.getByText('复制全文和引文').click(); // four
    await expect.poll(() => said(page).textContent()).toBe('已复制全文和引文');
    const { text, html } = await clipboardOf(page);
    expect(text).toMatch(
      /^深入贯彻国家能源发展战略[^\n]*慢行交通等。\n——《广州市花都区[^》]*》第七章第一节“三、加大能源‘双控’力度”第1段，http/,
    );
    const [, link = ''] = /<a href="([^"]+)">《广州市花都区/.exec(html) ?? [];
    expect(link).toMatch(new RegExp(`^${reader.base}/id/huadu-7\\.1\\.3\\?t=[0-9a-f]{8}$`));
    expect((await fetch(link)).status).toBe(200);
    expect(html).not.toContain('¶');
  });

  it('copies the link alone, and the citation alone', async () => {
    const page = await reader.open('/plans/huadu/7', CLIPBOARD);
    await openMenu(page, 'huadu-7.1.3');
    await menuOf(page, 'huadu-7.1.3').getByText('复制链接').click();
    await expect.poll(() => said(page).textContent()).toBe('已复制链接');
    expect((await clipboardOf(page)).text).toMatch(/\/id\/huadu-7\.1\.3\?t=[0-9a-f]{8}$/);
    await openMenu(page, 'huadu-7.1.3');
    await menuOf(page, 'huadu-7.1.3').getByText('复制引文').click();
    await expect.poll(() => said(page).textContent()).toBe('已复制引文');
    expect((await clipboardOf(page)).text).toMatch(/^《[^》]*》第七章第一节“三、加大能源‘双控’力度”第1段，http/);
  });

  it('copies a row of a table with its cells apart', async () => {
    const page = await reader.open('/plans/panyu/A1', CLIPBOARD);
    await openMenu(page, 'panyu-A1.0.12');
    await menuOf(page, 'panyu-A1.0.12').getByText('复制全文和引文').click();
    await expect.poll(() => said(page).textContent()).toBe('已复制全文和引文');
    expect((await clipboardOf(page)).text).toMatch(/^10 \| 城鄉居民收入 \| /);
  });

  it('still copies where the browser gives pages no clipboard', async () => {
    const page = await reader.open('/plans/huadu/7');
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await openMenu(page, 'huadu-7.1.3');
    await menuOf(page, 'huadu-7.1.3').getByText('复制引文').click();
    await expect.poll(() => said(page).textContent()).toBe('已复制引文');
    await page.locator('#q').focus();
    await page.keyboard.press('Control+V');
    expect(await page.locator('#q').inputValue()).toContain('第1段');
  });

  it('goes on a phone by touch', async () => {
    const page = await reader.open('/plans/huadu/7#huadu-7.1.3', { ...PHONE, ...CLIPBOARD });
    await page.locator('[id="huadu-7.1.3"] .anchor').tap();
    await menuOf(page, 'huadu-7.1.3').getByText('复制引文').tap();
    await expect.poll(() => said(page).textContent()).toBe('已复制引文');
  });
});

describe('stepping from place to place', () => {
  it('counts over the plan, crosses chapters both ways, and leaves an address to share', async () => {
    const page = await reader.open('/plans/panyu/2?q=着力');
    expect(await position(page).textContent()).toBe('共27处，本章1处');
    await page.keyboard.press('n');
    expect(await position(page).textContent()).toBe('第 1 / 27 处');
    expect(addressOf(page)).toMatch(/^\/plans\/panyu\/2\?q=%E7%9D%80%E5%8A%9B#panyu-2\.\d+\.\d+$/);
    await page.keyboard.press('n');
    await page.waitForURL(/\/plans\/panyu\/3\?/);
    expect(await position(page).textContent()).toBe('第 2 / 27 处');
    for (const place of [3, 4, 5]) {
      await page.keyboard.press('n');
      expect(await position(page).textContent()).toBe(`第 ${place} / 27 处`);
      expect(await here(page).getAttribute('data-place')).toBe(String(place));
    }
    await page.keyboard.press('n');
    await page.waitForURL(/\/plans\/panyu\/4\?/);
    await page.keyboard.press('N');
    await page.waitForURL(/\/plans\/panyu\/3\?/);
    expect(await position(page).textContent()).toBe('第 5 / 27 处');
    expect(addressOf(page)).toMatch(/^\/plans\/panyu\/3\?q=%E7%9D%80%E5%8A%9B#panyu-3\.\d+\.\d+$/);
  });

  it('brings each place into sight, below the bar', async () => {
    const page = await reader.open('/plans/panyu/all?q=着力', { viewport: { width: 390, height: 600 } });
    for (let place = 1; place <= 27; place += 1) {
      await page.getByLabel('后一处').click();
      const box = await here(page).first().boundingBox();
      const bar = await page.locator('.found').boundingBox();
      expect(await position(page).textContent()).toBe(`第 ${place} / 27 处`);
      expect(box?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0) - 1);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(600);
    }
    await page.keyboard.press('n');
    expect(await said(page).textContent()).toBe('后面没有了');
    expect(await page.getByLabel('后一处').getAttribute('aria-disabled')).toBe('true');
  });

  it('begins at the clause of the address', async () => {
    const page = await reader.open('/plans/huadu/7?q=碳达峰#huadu-7.3.1');
    expect(await position(page).textContent()).toBe('第 2 / 2 处');
    expect(await here(page).count()).toBe(1);
  });

  it('ends with Esc: no mark, no question in any address', async () => {
    const page = await reader.open('/plans/panyu/4?q=着力&script=hans#panyu-4.1.1');
    await page.keyboard.press('Escape');
    expect(await page.locator('mark').count()).toBe(0);
    expect(addressOf(page)).toBe('/plans/panyu/4?script=hans#panyu-4.1.1');
    expect(await page.locator('.page a[href*="q="]').count()).toBe(0);
    expect(await said(page).textContent()).toBe('标记已清除');
    await page.reload();
    expect(await page.locator('mark, .found').count()).toBe(0);
  });

  it('needs no script: links beside each clause lead on, over the border of the chapter', async () => {
    const page = await reader.open('/plans/panyu/2?q=着力', { javaScriptEnabled: false });
    await page.getByText('后一处').first().click();
    expect(addressOf(page)).toMatch(/^\/plans\/panyu\/2\?q=[^#]+#panyu-2\./);
    await page.locator(':target .steps').getByText('后一处').click();
    expect(addressOf(page)).toMatch(/^\/plans\/panyu\/3\?q=[^#]+#panyu-3\./);
    await page.locator(':target .steps').getByText('前一处').click();
    expect(addressOf(page)).toMatch(/^\/plans\/panyu\/2\?/);
    await page.getByText('清除标记').click();
    expect(addressOf(page)).toBe('/plans/panyu/2');
  });
});

describe('a page of a text', () => {
  it('shows the text in another script with the marks in their places', async () => {
    const page = await reader.open('/plans/panyu/4?q=着力#panyu-4.1.1');
    const count = await page.locator('article mark').count();
    expect(await page.locator('article mark').first().textContent()).toBe('著力');
    await page.getByRole('link', { name: '简体', exact: true }).click();
    expect(await page.locator('article mark').allTextContents()).toEqual(Array(count).fill('着力'));
    expect(await page.locator('article').getAttribute('lang')).toBe('zh-Hans');
  });

  it('keeps its contents in step with the reader', async () => {
    const page = await reader.open('/plans/huadu/all', { viewport: { width: 1280, height: 800 } });
    const current = page.locator('.contents [aria-current="location"]');
    for (const heading of ['第七章', '第二节', '第九章']) {
      const link = page.locator('.contents ol a', { hasText: heading }).nth(heading === '第二节' ? 7 : 0);
      await link.click();
      const expected = await link.textContent();
      await expect.poll(() => current.textContent()).toBe(expected);
      expect(await current.count()).toBe(1);
      expect(await link.isVisible()).toBe(true);
    }
    await page.evaluate('scrollTo(0, 0)');
    await expect.poll(() => current.allTextContents()).not.toContain('第九章');
  });

  it('has a current heading in its contents at the end of a chapter too, however it was reached', async () => {
    const page = await reader.open('/plans/huadu/7');
    await page.keyboard.press('End');
    const last = page.locator('.contents ol ol a').last();
    await expect.poll(() => last.getAttribute('aria-current')).toBe('location');
    expect(await page.locator('.contents [aria-current="location"]').count()).toBe(1);
  });

  it('opens the menu of a clause without script, and it leads on', async () => {
    const page = await reader.open('/plans/huadu/7', { javaScriptEnabled: false });
    await openMenu(page, 'huadu-7.1.3');
    const menu = menuOf(page, 'huadu-7.1.3');
    expect(await menu.getByRole('link').allTextContents()).toEqual([
      expect.stringContaining('第1段'),
      '条文页',
      '看原文',
      '本段链接',
    ]);
    await menu.getByText('看原文').click();
    expect(addressOf(page)).toMatch(/^\/plans\/huadu\/source\?line=417/);
  });

  it('leads back to the same results, in the same place, however many steps were taken and chapters crossed', async () => {
    const page = await reader.open('/search?q=着力&district=panyu&sort=order');
    const hit = page.locator('.list > li').filter({ hasText: 'panyu-3.4' }).last();
    await hit.getByText('读原文').scrollIntoViewIfNeeded();
    const before = await scrolledTo(page);
    expect(before).toBeGreaterThan(200);
    await hit.getByText('读原文').click();
    await expect.poll(() => position(page).textContent()).toBe('第 5 / 27 处');
    await page.keyboard.press('n');
    await page.waitForURL(/\/plans\/panyu\/4\?/);
    await expect.poll(() => position(page).textContent()).toBe('第 6 / 27 处');
    await page.goBack();
    expect(addressOf(page)).toBe('/search?q=%E7%9D%80%E5%8A%9B&district=panyu&sort=order');
    await expect.poll(() => scrolledTo(page)).toBe(before);
    expect(await page.locator('.list > li').count()).toBe(20);
  });

  it('is printed without furniture, with numbers in the margin and its source at the end', async () => {
    const page = await reader.open('/plans/huadu/7?q=碳达峰');
    await page.emulateMedia({ media: 'print' });
    for (const furniture of ['header.site', 'footer.site', '.contents', '.found', '.scripts', '.turn']) {
      expect(await page.locator(furniture).first().isVisible(), furniture).toBe(false);
    }
    expect(await page.locator('[id="huadu-7.1.3"] .anchor span').isVisible()).toBe(true);
    expect(await page.locator('.colophon').textContent()).toContain(`${reader.base}/plans/huadu/7。`);
  });
});
