import { describe, expect, it } from 'vitest';
import { type Candidate, createLiveIndex } from '../../src/cli/live-index.ts';

/** Seeds that can be changed, an index of them that takes some turns to make, and what became of each. */
function createSubject() {
  const subject = { seeds: 'a', isBroken: false, isUnsettled: false };
  const connected: string[] = [];
  const reloads: string[] = [];
  let making = 0;
  let mostAtOnce = 0;
  const live = createLiveIndex({
    async prepare(served): Promise<Candidate | 'served already'> {
      making += 1;
      mostAtOnce = Math.max(mostAtOnce, making);
      const { seeds, isBroken } = subject;
      await new Promise((resolve) => setTimeout(resolve, 5));
      making -= 1;
      if (isBroken) throw new Error(`${seeds} is broken`);
      return seeds === served ? 'served already' : { fingerprint: seeds, connect: () => connected.push(seeds) };
    },
    isUnsettled: () => subject.isUnsettled,
    reasonOf: (error) => (error instanceof Error ? error.message : String(error)),
    onReload: (result) => reloads.push(result),
  });
  return { subject, live, connected, reloads, mostAtOnce: () => mostAtOnce };
}

describe('the index that is served', () => {
  it('is the first one that could be made', async () => {
    const { live, connected, reloads } = createSubject();
    expect(live.state().state).toBe('building');
    await live.start();
    expect(connected).toEqual(['a']);
    expect(reloads).toEqual([]);
    expect(live.state().state).toBe('served');
  });

  it('is not there where the first cannot be made', async () => {
    const { subject, live, connected } = createSubject();
    subject.isBroken = true;
    await expect(live.start()).rejects.toThrow('a is broken');
    await live.reload();
    expect(connected).toEqual([]);
  });

  it('follows the seeds', async () => {
    const { subject, live, connected, reloads } = createSubject();
    await live.start();
    subject.seeds = 'b';
    const reload = live.reload();
    await Promise.resolve();
    expect(live.state().state).toBe('building');
    expect(connected).toEqual(['a']);
    await reload;
    expect(connected).toEqual(['a', 'b']);
    expect(reloads).toEqual(['taken']);
    expect(live.state()).toEqual({ state: 'served', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
  });

  it('stays where the seeds are as they were', async () => {
    const { live, connected, reloads } = createSubject();
    await live.start();
    await live.reload();
    expect(connected).toEqual(['a']);
    expect(reloads).toEqual(['unchanged']);
  });

  it('stays where the seeds cannot be used, and says why until they can', async () => {
    const { subject, live, connected, reloads } = createSubject();
    await live.start();
    Object.assign(subject, { seeds: 'b', isBroken: true });
    await live.reload();
    expect(connected).toEqual(['a']);
    expect(live.state()).toMatchObject({ state: 'refused', reason: 'b is broken' });
    Object.assign(subject, { seeds: 'c', isBroken: false });
    await live.reload();
    expect(connected).toEqual(['a', 'c']);
    expect(live.state()).not.toHaveProperty('reason');
    expect(reloads).toEqual(['refused', 'taken']);
  });

  it('is never made of seeds that changed meanwhile, nor twice at once', async () => {
    const { subject, live, connected, reloads, mostAtOnce } = createSubject();
    const started = live.start();
    subject.seeds = 'b';
    const all = [live.reload(), live.reload()];
    await started;
    await new Promise((resolve) => setTimeout(resolve, 2));
    subject.seeds = 'c';
    all.push(live.reload());
    await Promise.all(all);
    expect(connected).toEqual(['a', 'c']);
    expect(reloads).toEqual(['taken']);
    expect(mostAtOnce()).toBe(1);
  });

  it('waits for the end of a change that is going on, be what was read sound or not', async () => {
    const { subject, live, connected, reloads } = createSubject();
    await live.start();
    Object.assign(subject, { seeds: 'half', isUnsettled: true });
    await live.reload();
    subject.isBroken = true;
    await live.reload();
    expect(connected).toEqual(['a']);
    expect(reloads).toEqual([]);
    expect(live.state().state).toBe('building');
    Object.assign(subject, { seeds: 'whole', isUnsettled: false, isBroken: false });
    await live.reload();
    expect(connected).toEqual(['a', 'whole']);
  });
});
