import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { clipboardOf, useReader } from './reader.ts';

const reader = useReader();

const position = (page: Page) => page.locator('.found [data-at]');
const dialog = (page: Page) => page.getByRole('dialog', { name: '快捷键' });
const focused = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement.closest('.list > li')?.dataset.clauseId ?? document.activeElement.id");
const addressOf = (page: Page): string => page.url().slice(reader.base.length);

describe('keys', () => {
  it('lead to the box, along the hits, into one of them and along its places', async () => {
    const page = await reader.open('/search?q=碳达峰');
    const ids: string[] = await page.evaluate("[...document.querySelectorAll('.list > li')].map((hit) => hit.dataset.clauseId)");
    for (const id of [ids[0], ids[1], ids[2]]) {
      await page.keyboard.press('j');
      expect(await focused(page)).toBe(id);
    }
    await page.keyboard.press('k');
    expect(await focused(page)).toBe(ids[1]);
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('q');
    expect(await page.evaluate("document.querySelector('#q').selectionEnd")).toBe(3);
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/plans\//);
    expect(addressOf(page)).toContain(`#${ids[0]}`);
    await expect.poll(() => position(page).textContent()).toMatch(/^第 \d \/ 2 处$/);
  });

  it('take a reader without a mouse from a question to a citation', async () => {
    const page = await reader.open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.keyboard.press('/');
    await page.keyboard.insertText('碳达峰');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search/);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/plans\//);
    // The link has moved the place from which Tab goes on: the next stop is the clause's own mark.
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('anchor');
    await page.keyboard.press('Enter');
    for (let stops = 0; stops < 8; stops += 1) {
      if ((await page.evaluate('document.activeElement.textContent')) === '复制全文和引文') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.said').textContent()).toBe('已复制全文和引文');
    expect((await clipboardOf(page)).html).toContain('/id/');
    // The menu has closed and the focus is back at the mark.
    expect(await page.evaluate('document.activeElement.className')).toBe('anchor');
  });

  it('are letters while something is typed', async () => {
    const page = await reader.open('/plans/panyu/4?q=着力');
    const before = await position(page).textContent();
    await page.locator('#q').fill('');
    await page.locator('#q').pressSequentially('n?j/');
    expect(await page.locator('#q').inputValue()).toBe('n?j/');
    expect(await position(page).textContent()).toBe(before);
    expect(await dialog(page).count()).toBe(0);
  });

  it.each([
    ['is composing', { key: 'n', isComposing: true }],
    ['leaves it to an input method', { key: 'n', keyCode: 229 }],
    ['holds Ctrl', { key: 'n', ctrlKey: true }],
    ['holds Alt', { key: 'n', altKey: true }],
    ['holds the command key', { key: 'n', metaKey: true }],
  ])('do nothing while the reader %s', async (_case, event) => {
    const page = await reader.open('/plans/panyu/4?q=着力');
    const before = await position(page).textContent();
    const sent = { ...event, bubbles: true, cancelable: true };
    const wasPrevented = await page.evaluate(
      `!document.body.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify(sent)}))`,
    );
    expect(wasPrevented).toBe(false);
    expect(await position(page).textContent()).toBe(before);
  });

  it('are explained in a dialog that closes with Esc and leaves the marks alone', async () => {
    const page = await reader.open('/plans/panyu/4?q=着力');
    await page.keyboard.press('?');
    await dialog(page).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('关闭');
    await page.keyboard.press('n');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await page.locator('mark.here').count()).toBe(0);
    expect(await page.locator('article mark').count()).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    expect(await page.locator('article mark').count()).toBe(0);
  });

  it('can be switched off, stay off on other pages, and on again', async () => {
    const page = await reader.open('/plans/panyu/4?q=着力');
    await page.keyboard.press('?');
    await dialog(page).getByRole('checkbox').uncheck();
    await dialog(page).getByRole('button', { name: '关闭' }).click();
    await page.goto('/plans/huadu/7?q=碳达峰');
    for (const key of ['n', '?', '/']) await page.keyboard.press(key);
    expect(await page.locator('mark.here').count()).toBe(0);
    expect(await dialog(page).count()).toBe(0);
    expect(await focused(page)).toBe('');
    // Esc is no letter: it goes on working, and so does the button that brings the keys back.
    await page.getByRole('button', { name: '快捷键' }).click();
    await dialog(page).getByRole('checkbox').check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('N');
    expect(await page.locator('mark.here').count()).toBe(1);
  });

  it('close the menu of a clause with Esc and leave the marks', async () => {
    const page = await reader.open('/plans/huadu/7?q=碳达峰');
    await page.locator('[id="huadu-7.1.3"] .anchor').click();
    await page.keyboard.press('Escape');
    expect(await page.locator('.menu:popover-open').count()).toBe(0);
    expect(await page.locator('article mark').count()).toBe(2);
  });
});

describe('focus', () => {
  it.each([true, false])('is on the finding after filters are applied (script: %s)', async (javaScriptEnabled) => {
    const page = await reader.open('/search?q=着力', { javaScriptEnabled });
    await page.getByRole('checkbox', { name: /番禺区/ }).check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL(/district=panyu/);
    expect(await focused(page)).toBe('finding');
    expect(addressOf(page)).toBe(`/search?q=%E7%9D%80%E5%8A%9B&district=panyu${javaScriptEnabled ? '' : '#finding'}`);
  });

  it('can be seen wherever it is', async () => {
    const page = await reader.open('/plans/huadu/7?q=碳达峰');
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(`(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return document.activeElement === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
      })()`);
      expect(outline, `stop ${stop}`).toBe(true);
    }
  });
});
