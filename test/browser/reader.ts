// A reader at a browser: pages of the real site, each test in a browser profile of its own.
import axe from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Served, serveSeeds } from '../served.ts';
import { launchBrowser } from './browser.ts';

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export interface Reader {
  /** A page in a profile of its own. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  readonly base: string;
}

/** To be called where the tests of a file are declared; without `start` the site is that of the five plans. */
export function useReader(start: () => Promise<Served> = serveSeeds): Reader {
  let served: Served;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    served = await start();
    await launchBrowser();
  }, 60_000);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(() => served.close());
  return {
    get base() {
      return served.base;
    },
    async open(path, options = {}) {
      const context = await (await launchBrowser()).newContext({ baseURL: served.base, ...options });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
  };
}

/** What is on the clipboard, as text and as HTML. The profile needs the permission to read it. */
export async function clipboardOf(page: Page): Promise<{ readonly text: string; readonly html: string }> {
  return page.evaluate(`(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : '');
    return { text: await read('text/plain'), html: await read('text/html') };
  })()`);
}

/** How far the page is scrolled. */
export const scrolledTo = (page: Page): Promise<number> => page.evaluate('Math.round(scrollY)');

/** The rules of access that a page breaks, with the elements; empty where it breaks none. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html).join(' ')))`);
}
