// A few hundred of the mutated files of test/fuzz-readers.ts; run that for ten thousand.
import { describe, expect, it } from 'vitest';
import { fuzzReaders } from '../../fuzz-readers.ts';

describe('files that are cut off, damaged, spliced or renamed', () => {
  it('are taken in whole or refused with a cure, and the folder is never left half changed', async () => {
    const { imported, refused, refusals, wrong } = await fuzzReaders(250, 20260210);
    expect(wrong).toEqual([]);
    expect(imported).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(50);
    expect(refusals.size).toBeGreaterThan(6);
  }, 240_000);
});
