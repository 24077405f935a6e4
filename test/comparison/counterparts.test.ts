import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Counterparts, createCounterparts } from '../../src/comparison/counterparts.ts';
import { type Corpus, fivePlans } from './corpus.ts';

interface Judged {
  readonly half: 'tuning' | 'held-out';
  readonly theme: string;
  readonly clauseId: string;
  /** For some of the other plans, the clauses an analyst would lay beside it, any of them. */
  readonly picks: readonly (readonly string[])[];
}

const judged = JSON.parse(readFileSync(new URL('counterparts-judged.json', import.meta.url), 'utf8')) as readonly Judged[];

let corpus: Corpus;
let counterparts: Counterparts;

beforeAll(async () => {
  corpus = await fivePlans();
  counterparts = createCounterparts(corpus.library, corpus.index);
});

/** Where the first acceptable clause stands among the candidates of its plan, counted from 1; infinite where nowhere. */
async function placesOf(half: Judged['half']): Promise<number[]> {
  const places = judged
    .filter((entry) => entry.half === half)
    .map(async ({ clauseId, picks }) => {
      const found = (await counterparts.of(clauseId)) ?? [];
      return picks.map((accepted) => {
        const plan = accepted[0]?.split('-')[0];
        const candidates = found.find((entry) => entry.plan === plan)?.candidates ?? [];
        const at = candidates.findIndex((candidate) => accepted.includes(candidate.clauseId));
        return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
      });
    });
  return (await Promise.all(places)).flat();
}

const shareWithin = (places: readonly number[], most: number): number =>
  places.filter((place) => place <= most).length / places.length;

describe('the clauses proposed beside a clause', () => {
  it('were judged for clauses of every theme', () => {
    const themes = new Set(judged.map(({ theme }) => theme));
    expect([...themes].sort()).toEqual(corpus.library.themes.map(({ id }) => id as string).sort());
    for (const { clauseId, picks, theme } of judged) {
      expect(corpus.library.clauseById(clauseId)?.theme).toBe(theme);
      for (const id of picks.flat()) expect(corpus.library.clauseById(id), id).toBeDefined();
    }
  });

  it('are in the first place what an analyst would pick, in 86 of 100 cases where the weights were fitted', async () => {
    expect(shareWithin(await placesOf('tuning'), 1)).toBeGreaterThanOrEqual(0.86);
    expect(shareWithin(await placesOf('tuning'), 3)).toBeGreaterThanOrEqual(0.96);
  });

  it('are in the first place what an analyst would pick, in 90 of 100 cases that were kept back', async () => {
    expect(shareWithin(await placesOf('held-out'), 1)).toBeGreaterThanOrEqual(0.9);
    expect(shareWithin(await placesOf('held-out'), 3)).toBeGreaterThanOrEqual(0.96);
  });

  it('come from every other plan, best first, with scores from 0 to 1', async () => {
    for (const { clauseId } of judged) {
      const plan = corpus.library.clauseById(clauseId)?.plan.id;
      const found = (await counterparts.of(clauseId)) ?? [];
      expect(found.map((entry) => entry.plan)).toEqual(corpus.library.plans.map(({ id }) => id).filter((id) => id !== plan));
      for (const { plan: other, candidates } of found) {
        const scores = candidates.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
        for (const candidate of candidates) expect(corpus.library.clauseById(candidate.clauseId)?.plan.id).toBe(other);
      }
    }
  });

  it('look back beside a look back', async () => {
    const background = corpus.library.clauses.filter(
      ({ ordinal, clause }) => corpus.profiles[ordinal]?.role === 'background' && clause.kind !== 'row',
    );
    const found = await Promise.all(background.map(({ clause }) => counterparts.of(clause.id, { most: 1 })));
    const first = found.flatMap((plans) => (plans ?? []).flatMap(({ candidates }) => candidates));
    const alike = first.filter(
      ({ clauseId }) => corpus.profiles[corpus.library.clauseById(clauseId)?.ordinal ?? -1]?.role === 'background',
    );
    expect(alike.length / first.length).toBeGreaterThan(0.9);
  });

  it('are as many as asked for, and none for an id that names no clause', async () => {
    const found = await counterparts.of('huadu-7.1.3', { most: 2 });
    expect(found?.map(({ candidates }) => candidates.length)).toEqual([2, 2, 2, 2]);
    expect(await counterparts.of('huadu-99.9.9')).toBeUndefined();
  });

  it('are those of the plans asked for', async () => {
    const all = await counterparts.of('huadu-7.1.3');
    expect(await counterparts.of('huadu-7.1.3', { plans: ['panyu', 'huadu'] })).toEqual(
      all?.filter(({ plan }) => plan === 'panyu'),
    );
  });

  it('do not depend on what was asked before', async () => {
    const fresh = createCounterparts(corpus.library, corpus.index);
    expect(await fresh.of('panyu-11.2.2')).toEqual(await counterparts.of('panyu-11.2.2'));
  });
});
