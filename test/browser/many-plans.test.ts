import { describe, expect, it } from 'vitest';
import { seedsEngine, serve } from '../served.ts';
import { manyPlansEngine } from '../support/many-plans.ts';
import { PHONE, useReader, violationsOf } from './reader.ts';

const reader = useReader(async () => serve({ engine: manyPlansEngine(200, (await seedsEngine()).library.themes) }));

describe('a district among two hundred', () => {
  it('is found while its name is typed, ticks that are set staying set', async () => {
    const page = await reader.open('/search?q=碳达峰');
    const first = page.locator('#places .options').first().getByRole('checkbox').first();
    const chosen = await first.inputValue();
    await first.check();
    await page.locator('#place').fill('第一二三区');
    const found = page.locator('#places').getByRole('checkbox', { name: '第一二三区' });
    await found.waitFor();
    expect(await page.locator('#place').inputValue()).toBe('第一二三区');
    expect(await page.locator(`#places input[value="${chosen}"]`).isChecked()).toBe(true);
    await found.check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL((url) => url.searchParams.getAll('district').length === 2);
    expect(await page.locator('h1').textContent()).toContain('在所选范围内');
    expect(await page.locator('#places').getByRole('checkbox', { checked: true }).count()).toBe(2);
  });

  it('is found by the button too, where no script runs', async () => {
    const page = await reader.open('/search?q=碳达峰', { javaScriptEnabled: false });
    await page.locator('#place').fill('第一二三区');
    await page.getByRole('button', { name: '找', exact: true }).click();
    await page.waitForURL('**/search?*place=*#places');
    await page.getByRole('checkbox', { name: '第一二三区' }).check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL('**/search?*district=d123*');
    expect(await page.locator('.chips').first().textContent()).toContain('第一二三区');
  });

  it('is reached through its province, which can be chosen whole', async () => {
    const page = await reader.open('/search?q=碳达峰', { javaScriptEnabled: false });
    await page.locator('.found summary').click();
    await page.getByRole('link', { name: /^展开三省，/ }).click();
    expect(await page.locator('#places').getByRole('checkbox').count()).toBeGreaterThan(6);
    await page.getByRole('checkbox', { name: /^三省/ }).check();
    await page.getByRole('button', { name: '应用' }).click();
    await page.waitForURL((url) => url.searchParams.get('region') === '三省');
    expect(await page.locator('h1').textContent()).toContain('在所选范围内');
  });

  it('shows on a phone, where nothing runs off the screen', async () => {
    for (const path of ['/search?q=碳达峰&place=三省', '/plans', '/', '/districts?q=碳达峰', '/add-plan']) {
      const page = await reader.open(path, PHONE);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path).toBe(true);
    }
    const page = await reader.open('/search?q=碳达峰&place=三省', PHONE);
    expect(await page.locator('#places').isVisible()).toBe(true);
  });
});

describe('the pages of many plans', () => {
  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const, ...PHONE }],
  ])(
    'break no rule of access (%s)',
    async (_scheme, options) => {
      for (const path of [
        '/',
        '/search?q=碳达峰&place=三省&district=d3',
        '/districts?q=碳达峰',
        '/plans',
        '/matrix?q=碳达峰',
        '/themes',
        '/shared',
        '/targets',
      ]) {
        expect(await violationsOf(await reader.open(path, options)), path).toEqual([]);
      }
    },
    60_000,
  );
});

describe('the list of plans on a phone', () => {
  it('shows every figure of a plan without scrolling sideways', async () => {
    const page = await reader.open('/plans', PHONE);
    const row = page.locator('.plans tbody tr').first();
    for (const cell of await row.locator('td').all()) {
      const box = await cell.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
    expect(await row.textContent()).toMatch(/2021–2025/);
  });
});
