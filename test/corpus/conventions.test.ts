// Plans made up in every convention that plans are numbered in, damaged the way real ones are, and parsed. What comes out
// must be the outline that went in. FC_SEED draws other plans, PLANS_OF_EACH more of them.
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/corpus/parse-plan.ts';
import { type Comparison, compareOutline } from '../support/compared-outline.ts';
import { type Damage, damage, drawDamage, showsParagraphs } from '../support/damaged-plans.ts';
import { randomFrom } from '../support/drawn-queries.ts';
import { CONVENTIONS, type Convention, drawShape, generatePlan } from '../support/generated-plans.ts';
import { lostOrDoubled, misnumbered } from '../support/parsed.ts';

const SEED = Number(process.env['FC_SEED'] ?? 20260210);
const PLANS_OF_EACH = Number(process.env['PLANS_OF_EACH'] ?? 60);

interface Case {
  readonly seed: number;
  readonly how: Damage;
  readonly text: string;
  readonly comparison: Comparison;
}

function casesOf(convention: Convention, change: (how: Damage) => Damage = (how) => how): Case[] {
  return Array.from({ length: PLANS_OF_EACH }, (_unused, at) => {
    const random = randomFrom(SEED + at);
    const plan = generatePlan(drawShape(convention, random), random);
    const how = change(drawDamage(random));
    const damaged = damage(plan, how, random);
    const comparison = compareOutline(plan, damaged, parsePlan(damaged.text, { id: 'p' }));
    return { seed: SEED + at, how, text: damaged.text, comparison };
  });
}

const sum = (cases: readonly Case[], count: (comparison: Comparison) => number): number =>
  cases.reduce((total, { comparison }) => total + count(comparison), 0);
const isExact = ({ comparison: { expected, actual } }: Case): boolean => expected.join('\n') === actual.join('\n');
const seedsOf = (cases: readonly Case[]): number[] => cases.map(({ seed }) => seed);

/** A text of few pages without form feeds may hide their bare numbers; nobody could tell them from a table's. */
const tellsPages = ({ how }: Case): boolean => how.pages !== 'bare-numbers';

describe.each(CONVENTIONS)('plans numbered as $name', (convention) => {
  const undamaged = casesOf(convention, (how) => ({
    ...how,
    width: null,
    pages: 'none',
    contents: 'none',
    lostNumbers: false,
    labelApart: false,
    runInMark: '。',
  }));
  const cases = casesOf(convention);

  it('give exactly their outline where only their words are damaged', () => {
    expect(seedsOf(undamaged.filter((one) => !isExact(one)))).toEqual([]);
    expect(undamaged.flatMap(({ comparison }) => [...comparison.missing, ...comparison.invented])).toEqual([]);
  });

  it('give nearly all of their headings, and hardly any other, whatever is damaged', () => {
    const found = sum(cases, (comparison) => comparison.found);
    const missing = sum(cases, (comparison) => comparison.missing.length);
    const invented = sum(cases, (comparison) => comparison.invented.length);
    expect(found / (found + missing)).toBeGreaterThan(0.985);
    expect(found / (found + invented)).toBeGreaterThan(0.985);
    expect(cases.filter(isExact).length / cases.length).toBeGreaterThan(0.94);
  });

  it('lose no paragraph, and have no page line or contents line among their clauses', () => {
    const sure = cases.filter(tellsPages);
    expect(sure.flatMap(({ comparison }) => comparison.intruders)).toEqual([]);
    expect(sum(sure, ({ lost }) => lost.length) / sum(sure, ({ paragraphs }) => paragraphs)).toBeLessThan(0.002);
    expect(sum(cases, ({ intruders }) => intruders.length)).toBeLessThan(cases.length / 5);
  });

  it('have a clause a paragraph where the text shows where paragraphs begin', () => {
    const shown = cases.filter(({ how }) => showsParagraphs(how));
    expect(sum(shown, ({ torn }) => torn.length) / sum(shown, ({ paragraphs }) => paragraphs)).toBeLessThan(0.02);
  });

  it('keep every character, each in one place', () => {
    for (const { text } of cases.slice(0, 20)) {
      const parsed = parsePlan(text, { id: 'p' });
      expect(lostOrDoubled(text, parsed)).toEqual([]);
      expect(misnumbered(parsed, 'p')).toEqual([]);
    }
  });
});
