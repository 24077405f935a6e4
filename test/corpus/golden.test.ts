// The outline and the oddities of each plan, as `show` and `check` print them, against files a person has read.
// After a change that is meant: UPDATE_GOLDEN=1 npm test, then read the difference.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { oddities, outlineText } from '../../src/corpus/outline-text.ts';
import { loadSeeds } from '../../src/corpus/seeds.ts';

const goldenFolder = new URL('../golden/', import.meta.url);
const { library } = await loadSeeds(fileURLToPath(new URL('../../seeds', import.meta.url)));
// Written only when asked for, and never where nobody would read the difference.
const isUpdating = process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined;

function compare(plan: string, name: string, actual: string): void {
  const file = new URL(`${plan}/${name}`, goldenFolder);
  if (isUpdating) {
    mkdirSync(new URL(`${plan}/`, goldenFolder), { recursive: true });
    writeFileSync(file, actual);
  }
  if (!existsSync(file))
    throw new Error(`test/golden/${plan}/${name} is missing; run UPDATE_GOLDEN=1 npm test and read what it wrote`);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

describe.each(library.plans)('the plan $id', (plan) => {
  it('has the outline it had', () => {
    compare(plan.id, 'outline.txt', outlineText(plan));
  });

  it('is odd where it was odd', () => {
    compare(plan.id, 'odd.txt', oddities(plan));
  });
});

describe('the golden folder', () => {
  it('has a folder for each plan and nothing else', () => {
    expect(readdirSync(goldenFolder).sort()).toEqual(library.plans.map(({ id }) => id).sort());
    for (const { id } of library.plans)
      expect(readdirSync(new URL(`${id}/`, goldenFolder)).sort(), id).toEqual(['odd.txt', 'outline.txt']);
  });
});
