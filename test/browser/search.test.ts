import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveSeeds } from '../served.ts';
import { launchBrowser } from './browser.ts';

let served: Served;
beforeAll(async () => {
  served = await serveSeeds();
  await launchBrowser();
});
afterAll(() => served.close());

const contexts: BrowserContext[] = [];
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

/** A page of its own, at an address of the site. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await launchBrowser()).newContext({ baseURL: served.base, ...options });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const box = (page: Page) => page.locator('#q');
const list = (page: Page) => page.getByRole('listbox');
const options = (page: Page) => page.getByRole('option');
const active = (page: Page) => page.locator('[role="option"][aria-selected="true"]');
const questionOf = (page: Page): string | null => new URL(page.url()).searchParams.get('q');

/** Types a beginning and waits for the list. */
async function typeAndWait(page: Page, typed: string): Promise<void> {
  await box(page).pressSequentially(typed);
  await list(page).waitFor();
}

/** The addresses of the requests for suggestions, as they are made. */
function suggestionRequests(page: Page): string[] {
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/suggest')) requests.push(new URL(request.url()).searchParams.get('q') ?? '');
  });
  return requests;
}

/** Longer than the pause after which suggestions are asked for, and the time they take. */
const settled = (page: Page): Promise<void> => page.waitForTimeout(400);

describe('a search', () => {
  it('leads from the box over the count line to the very paragraph, marked and in view', async () => {
    const page = await open('/');
    await box(page).pressSequentially('碳达峰');
    await box(page).press('Enter');
    await page.waitForURL('**/search?q=*');
    expect(await page.locator('h1').textContent()).toBe('“碳达峰”3处，3段，见于2个区县。');

    await page.locator('.list > li').first().getByRole('link', { name: '读原文' }).click();
    await page.waitForURL('**/plans/**');
    const paragraph = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
    expect(await paragraph.locator('mark').first().textContent()).toMatch(/碳[达達]峰/);
    expect(await isInView(paragraph)).toBe(true);
  });

  it('is narrowed by district and by chapter, and widened again', async () => {
    const page = await open('/search?q=碳达峰');
    await page.getByRole('checkbox', { name: '花都区' }).check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL('**/search?*district=huadu*');
    expect(await page.locator('h1').textContent()).toBe('“碳达峰”在所选范围内2处，2段，见于1个区县。');

    await page.locator('fieldset summary').click();
    await page.getByRole('checkbox', { name: /第七章/ }).check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL('**/search?*chapter=huadu-7*');
    expect(await page.locator('h1').textContent()).toContain('2处，2段，见于1个区县');

    await page.getByRole('link', { name: '清除全部' }).click();
    await page.waitForURL((url) => !url.search.includes('district'));
    expect(await page.locator('h1').textContent()).toBe('“碳达峰”3处，3段，见于2个区县。');
  });

  it('says why a hit was found, at that hit', async () => {
    const page = await open('/search?q=托育');
    await page.getByRole('link', { name: '为何命中' }).nth(1).click();
    await page.waitForURL('**explain=1#why-*');
    const opened = page.locator('.why[open]');
    expect(await opened.count()).toBe(1);
    expect(await opened.textContent()).toContain('逐字相符：检索词在正文里有1处。');
    expect(await isInView(opened)).toBe(true);
  });

  it.each(['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', "' autofocus onfocus=alert(1) x='"])(
    'for %s runs nothing and adds no element',
    async (q) => {
      const page = await open('/');
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        return dialog.dismiss();
      });
      await box(page).fill(q);
      await settled(page);
      await box(page).press('Enter');
      await page.waitForURL('**/search?q=*');
      await settled(page);
      expect(dialogs).toEqual([]);
      expect(await page.locator('main img, main script, [onfocus], [onerror]').count()).toBe(0);
      expect(await box(page).inputValue()).toBe(q);
    },
  );

  it('breaks none of the rules the site sets for itself', async () => {
    const page = await open('/');
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await typeAndWait(page, '碳');
    await box(page).press('Enter');
    await page.waitForURL('**/search?q=*');
    await settled(page);
    expect(complaints).toEqual([]);
  });
});

describe('a suggested heading', () => {
  it('opens where it stands, being the only one of its title', async () => {
    const page = await open('/');
    await typeAndWait(page, '放管服');
    await box(page).press('ArrowUp');
    await box(page).press('Enter');
    await page.waitForURL('**/plans/huadu/*');
    const heading = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
    expect(await heading.textContent()).toContain('深化“放管服”改革');
    expect(await isInView(heading)).toBe(true);
  });
});

describe('results on paper', () => {
  it('have their citations and no furniture', async () => {
    const page = await open('/search?q=碳达峰');
    expect(await page.locator('.on-paper').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.on-paper').first().textContent()).toMatch(/^《.*纲要》第.章/);
    expect(await page.locator('.on-paper').last().textContent()).toMatch(/^http.*\/search\?q=/);
    for (const furniture of ['.acts', '.asides', '.filters', '.choices', '.neighbours', 'header.site']) {
      for (const part of await page.locator(furniture).all()) expect(await part.isVisible(), furniture).toBe(false);
    }
  });
});

describe('suggestions', () => {
  it('come by initials of the pinyin and by characters, with counts and their number announced', async () => {
    const page = await open('/');
    await typeAndWait(page, 'tdf');
    expect(await options(page).allTextContents()).toEqual(['碳达峰3段']);
    expect(await box(page).getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('form [role="status"]').textContent()).toBe('建议1条');

    await box(page).fill('');
    await expectClosed(page);
    await typeAndWait(page, '放管服');
    expect(await options(page).allTextContents()).toEqual(['放管服7段', '深化“放管服”改革标题，打开']);
  });

  it('are a combobox with its list, as the pattern names them', async () => {
    const page = await open('/');
    expect(await box(page).getAttribute('role')).toBe('combobox');
    expect(await box(page).getAttribute('aria-expanded')).toBe('false');
    expect(await box(page).getAttribute('aria-autocomplete')).toBe('list');
    expect(await page.locator(`#${await box(page).getAttribute('aria-controls')}`).getAttribute('role')).toBe('listbox');
    expect(await list(page).count()).toBe(0);
  });

  it('are gone through with the arrows, past the typed text, and left with Escape', async () => {
    const page = await open('/');
    await typeAndWait(page, '放管服');
    const before = page.url();
    for (const [key, text] of [
      ['ArrowDown', '放管服7段'],
      ['ArrowDown', '深化“放管服”改革标题，打开'],
      ['ArrowDown', null],
      ['ArrowUp', '深化“放管服”改革标题，打开'],
    ] as const) {
      await box(page).press(key);
      expect(await active(page).allTextContents()).toEqual(text === null ? [] : [text]);
      const id = text === null ? null : await active(page).getAttribute('id');
      expect(await box(page).getAttribute('aria-activedescendant')).toBe(id);
    }
    expect(await box(page).inputValue()).toBe('放管服');
    await box(page).press('Escape');
    await expectClosed(page);
    expect(await box(page).inputValue()).toBe('放管服');
    expect(page.url()).toBe(before);
    await box(page).press('ArrowDown');
    await list(page).waitFor();
    await box(page).press('Tab');
    await expectClosed(page);
    expect(page.url()).toBe(before);
  });

  it('are searched for with Enter, and only the one that is chosen', async () => {
    const page = await open('/');
    await typeAndWait(page, 'tdf');
    await box(page).press('ArrowDown');
    await box(page).press('Enter');
    await page.waitForURL('**/search?q=*');
    expect(questionOf(page)).toBe('碳达峰');
    await settled(page);
    await expectClosed(page);

    await page.goto('/');
    await typeAndWait(page, 'tdf');
    await box(page).press('Enter');
    await page.waitForURL('**/search?q=*');
    expect(questionOf(page)).toBe('tdf');
  });

  it.each(['mouse', 'finger'])('are chosen with a %s', async (pointer) => {
    const isFinger = pointer === 'finger';
    const page = await open('/', isFinger ? { hasTouch: true, viewport: { width: 390, height: 844 } } : {});
    await typeAndWait(page, 'tdf');
    if (isFinger) await options(page).first().tap();
    else await options(page).first().click();
    await page.waitForURL('**/search?q=*');
    expect(questionOf(page)).toBe('碳达峰');
  });

  it('never cover the results: what is on its way when a search begins is dropped', async () => {
    const page = await open('/search?q=养老');
    await page.route('**/api/suggest*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue().catch(() => {});
    });
    await box(page).fill('碳');
    await page.waitForTimeout(200);
    await box(page).press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === '碳');
    await page.waitForTimeout(600);
    await expectClosed(page);
  });

  it('are asked for once the typing pauses, and never for nothing', async () => {
    const page = await open('/');
    const requests = suggestionRequests(page);
    await box(page).pressSequentially('shuzi', { delay: 20 });
    await settled(page);
    expect(requests).toEqual(['shuzi']);
    await box(page).fill('   ');
    await settled(page);
    await box(page).press('ArrowDown');
    await settled(page);
    expect(requests).toEqual(['shuzi']);
  });

  it('show what belongs to the last text, whichever answer comes last', async () => {
    const page = await open('/');
    await page.route('**/api/suggest*', async (route) => {
      const isFirst = route.request().url().endsWith('q=tdf');
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue().catch(() => {});
    });
    await box(page).fill('tdf');
    await page.waitForTimeout(200);
    await box(page).fill('放管服');
    await page.waitForTimeout(900);
    expect(await options(page).first().textContent()).toBe('放管服7段');
  });
});

describe('an input method', () => {
  it('composes in peace: no request, no list, no search; the list comes when the text is committed', async () => {
    const page = await open('/');
    const requests = suggestionRequests(page);
    const before = page.url();
    const devtools = await page.context().newCDPSession(page);
    await box(page).focus();
    for (const text of ['t', 'ta', 'tan']) {
      await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await settled(page);
    expect(await box(page).inputValue()).toBe('tan');
    expect(requests).toEqual([]);

    // The Enter that takes the candidate: browsers say that it belongs to the input method.
    await box(page).press('Enter');
    await settled(page);
    expect(page.url()).toBe(before);

    await devtools.send('Input.insertText', { text: '碳' });
    await list(page).waitFor();
    expect(await box(page).inputValue()).toBe('碳');
    expect(requests).toEqual(['碳']);
    expect(page.url()).toBe(before);
  });

  it.each([
    ['isComposing', { key: 'Enter', isComposing: true }],
    ['the key code 229', { key: 'Enter', keyCode: 229 }],
  ])('keeps its committing Enter, known by %s, from choosing a suggestion', async (_how, event) => {
    const page = await open('/');
    await typeAndWait(page, 'tdf');
    await box(page).press('ArrowDown');
    const before = page.url();
    await box(page).dispatchEvent('keydown', event);
    await settled(page);
    expect(page.url()).toBe(before);
    expect(await box(page).inputValue()).toBe('tdf');
  });

  it('closes the list when it begins', async () => {
    const page = await open('/');
    await typeAndWait(page, 'tdf');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'x', selectionStart: 1, selectionEnd: 1 });
    await expectClosed(page);
  });
});

describe('without scripts', () => {
  const plain = { javaScriptEnabled: false };

  it('a search, its filters and its paragraph are all there', async () => {
    const page = await open('/', plain);
    await box(page).fill('碳达峰');
    await page.getByRole('button', { name: '检索' }).click();
    await page.waitForURL('**/search?q=*');
    expect(await page.locator('h1').textContent()).toBe('“碳达峰”3处，3段，见于2个区县。');
    await page.getByRole('checkbox', { name: '番禺区' }).check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL('**district=panyu*');
    expect(await page.locator('h1').textContent()).toContain('1处，1段，见于1个区县');
    await page.getByRole('link', { name: '读原文' }).first().click();
    await page.waitForURL('**/plans/panyu/**');
    const id = new URL(page.url()).hash.slice(1);
    expect(await page.locator(`[id="${id}"] mark`).count()).toBeGreaterThan(0);
  });

  it('the folded parts open, and a hit says why it was found', async () => {
    const page = await open('/search?q=托育', plain);
    await page.getByText('可核对').click();
    expect(await page.locator('.audit table').isVisible()).toBe(true);
    await page.getByText('查看最接近的表述').click();
    expect(await page.locator('#nearest .what').first().isVisible()).toBe(true);
    await page.getByRole('link', { name: '为何命中' }).first().click();
    await page.waitForURL('**explain=1#why-*');
    expect(await page.locator('.why[open] table').isVisible()).toBe(true);
  });

  it('a neighbour is taken off and taken up again', async () => {
    const page = await open('/search?q=托育', plain);
    await page.getByRole('link', { name: '找相关条文时不用“婴幼儿照护”' }).click();
    await page.waitForURL('**without=*');
    await page.getByRole('link', { name: '恢复“婴幼儿照护”' }).click();
    await page.waitForURL((url) => !url.search.includes('without'));
    await page.getByRole('link', { name: '加入检索：婴幼儿照护，6段' }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === '托育|婴幼儿照护');
    expect(await page.locator('h1').textContent()).toContain('“托育|婴幼儿照护”');
  });

  it('there are no suggestions, and no sign of any', async () => {
    const page = await open('/', plain);
    await box(page).pressSequentially('碳');
    expect(await page.locator('[role="listbox"], [role="combobox"]').count()).toBe(0);
  });
});

async function expectClosed(page: Page): Promise<void> {
  expect(await list(page).count()).toBe(0);
  expect(await box(page).getAttribute('aria-expanded')).toBe('false');
  expect(await box(page).getAttribute('aria-activedescendant')).toBeNull();
}

function isInView(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < element.ownerDocument.defaultView.innerHeight;
  });
}
