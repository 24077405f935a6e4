// Rules that a machine can check, on every kind of page, in both colour schemes, at a desk and on a phone.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PHONE, useReader, violationsOf } from './reader.ts';

const reader = useReader();

/** One page of each kind, and the state a script puts it into. */
const PAGES: readonly (readonly [path: string, prepare?: (page: Page) => Promise<void>])[] = [
  ['/'],
  ['/search?q=碳达峰'],
  ['/search?q=放管服&sort=order&explain=1'],
  ['/search?q=不存在的词'],
  ['/search?q=着力&district=panyu&theme=industry'],
  ['/plans'],
  ['/add-plan'],
  ['/districts?q=碳达峰&standing=silent'],
  ['/plans/panyu'],
  ['/plans/huadu/7?q=碳达峰#huadu-7.1.3'],
  ['/plans/panyu/A1?script=hans'],
  ['/plans/xiangzhou/1?q=香洲区'],
  ['/plans/xiangzhou/all?q=香洲区&script=hant'],
  ['/plans/huadu/7', (page) => page.locator('[id="huadu-7.1.3"] .anchor').click()],
  ['/plans/huadu/7', (page) => page.keyboard.press('?')],
  ['/plans/panyu/source?line=1350'],
  ['/clauses/huadu-7.1.3?q=碳达峰'],
  ['/clauses/panyu-A1.0.12'],
  ['/basket'],
  ['/basket?ids=huadu-7.1.3,panyu-A1.0.12,nowhere-1.1.1'],
  ['/compare-start'],
  ['/matrix?q=碳达峰'],
  ['/matrix?q=碳达峰&q=乡村振兴&q=数字经济&sort=total&measure=density'],
  ['/kwic?q=数字经济'],
  ['/compare?ids=huadu-7.1.3'],
  ['/compare?ids=huadu-7.1.3,panyu-11.2.2,zengcheng-10.1.2'],
  ['/shared?min=30&plan=panyu'],
  ['/distinctive'],
  ['/themes'],
  ['/themes/ecology'],
  ['/targets'],
  ['/targets?view=list&district=lianzhou'],
  ['/api'],
  ['/help'],
  ['/nowhere'],
];

const VIEWS = [
  ['light, at a desk', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['dark, at a desk', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['light, on a phone', { colorScheme: 'light', ...PHONE }],
  ['dark, on a phone', { colorScheme: 'dark', ...PHONE }],
] as const;

describe.each(VIEWS)('a page, %s', (_view, options) => {
  it.each(PAGES.map(([path, prepare]) => ({ path, prepare })))('breaks no rule: $path', async ({ path, prepare }) => {
    const page = await reader.open(path, options);
    await prepare?.(page);
    expect(await violationsOf(page)).toEqual([]);
  });
});

describe('a page in little room', () => {
  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it.each(PAGES.map(([path]) => path))('needs no scrolling sideways at 320 pixels: %s', async (path) => {
    const page = await reader.open(path, { viewport: { width: 320, height: 640 } });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('leaves the text room at 400 %', async () => {
    // A window of 1280 by 1024 pixels at 400 % has 320 by 256 of them.
    const page = await reader.open('/plans/panyu/4?q=着力#panyu-4.1.1', { viewport: { width: 320, height: 256 } });
    const bar = await page.locator('.found').boundingBox();
    expect(bar?.height).toBeLessThan(256 / 3);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.locator('[id="panyu-4.1.1"] .anchor').click();
    const last = page.locator('.menu:popover-open .links a').last();
    await last.scrollIntoViewIfNeeded();
    expect(await last.isVisible()).toBe(true);
  });

  it('lets wide tables scroll on their own', async () => {
    const page = await reader.open('/plans/panyu/A1', { viewport: { width: 320, height: 640 } });
    const own = await page.evaluate(
      "(() => { const { scrollWidth, clientWidth } = document.querySelector('.wide'); return scrollWidth - clientWidth; })()",
    );
    expect(own).toBeGreaterThan(0);
  });
});

describe('a page', () => {
  it('moves nothing by itself', async () => {
    const page = await reader.open('/plans/huadu/7?q=碳达峰', { reducedMotion: 'reduce' });
    await page.keyboard.press('n');
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe('auto');
  });

  it.each(['/', '/search?q=碳达峰', '/plans/huadu/7?q=碳达峰', '/basket?ids=huadu-7.1.3'])(
    'runs without an error, and asks only this site: %s',
    async (path) => {
      const page = await reader.open('/help');
      const wrong: string[] = [];
      page.on('pageerror', ({ message }) => wrong.push(message));
      page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
      page.on('request', (request) => request.url().startsWith(reader.base) || wrong.push(request.url()));
      await page.goto(path, { waitUntil: 'networkidle' });
      await page.keyboard.press('j');
      await page.keyboard.press('n');
      expect(wrong).toEqual([]);
    },
  );
});
