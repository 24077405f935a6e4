import { describe, expect, it } from 'vitest';
import { ahead, inSlices, rememberSliced, type Sliced } from '../../src/text/in-slices.ts';

/** Work of so many steps, each of which takes some milliseconds. */
function* slow(steps: number, onStep: () => void = () => {}): Sliced<string> {
  for (let step = 0; step < steps; step += 1) {
    onStep();
    for (const until = performance.now() + 3; performance.now() < until; );
    yield;
  }
  return 'done';
}

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

describe('work in slices', () => {
  it('comes to an end, and lets others have their turn before', async () => {
    let isOver = false;
    const work = inSlices(slow(40)).then((value) => {
      isOver = true;
      return value;
    });
    for (let turns = 0; turns < 3; turns += 1) await turnOfLoop();
    expect(isOver).toBe(false);
    expect(await work).toBe('done');
  });

  it('goes on by turns: a short piece of work does not wait for a long one', async () => {
    const order: string[] = [];
    const long = inSlices(slow(60)).then(() => order.push('long'));
    const short = inSlices(slow(1)).then(() => order.push('short'));
    await Promise.all([long, short]);
    expect(order).toEqual(['short', 'long']);
  });

  it('takes one slice a turn of the loop, however much is under way', async () => {
    let steps = 0;
    const all = Array.from({ length: 8 }, () =>
      inSlices(
        slow(10, () => {
          steps += 1;
        }),
      ),
    );
    await turnOfLoop();
    const before = steps;
    await turnOfLoop();
    // A slice is ten milliseconds, a step three.
    expect(steps - before).toBeLessThanOrEqual(4);
    await Promise.all(all);
    expect(steps).toBe(80);
  });

  it('lets what a reader waits for pass what is made ahead, and ends both', async () => {
    const order: string[] = [];
    const made = ahead(() => inSlices(slow(20))).then(() => order.push('ahead'));
    const asked = inSlices(slow(40)).then(() => order.push('asked'));
    await Promise.all([made, asked]);
    expect(order).toEqual(['asked', 'ahead']);
  });

  it('makes haste with what is made ahead as soon as it is asked for', async () => {
    let steps = 0;
    const count = () => {
      steps += 1;
    };
    const answer = rememberSliced(3, () => slow(30, count));
    const made = ahead(() => answer('key'));
    const asked = answer('key');
    for (let turns = 0; turns < 3; turns += 1) await turnOfLoop();
    // Three steps a slice; ahead it would have been one, and then a rest.
    expect(steps).toBeGreaterThan(3);
    expect(await made).toBe(await asked);
  });

  it('rejects with what is thrown, and goes on with the rest', async () => {
    function* failing(): Sliced<never> {
      yield;
      throw new RangeError('no such thing');
    }
    const other = inSlices(slow(2));
    await expect(inSlices(failing())).rejects.toThrow('no such thing');
    expect(await other).toBe('done');
  });
});

describe('answers that are remembered', () => {
  const counted = (most: number) => {
    const asked: string[] = [];
    const answer = rememberSliced(most, function* (key) {
      asked.push(key);
      yield;
      if (key === 'bad') throw new RangeError('bad');
      return key.toUpperCase();
    });
    return { asked, answer };
  };

  it('are worked out once for all who ask, at the same time or later', async () => {
    const { asked, answer } = counted(2);
    expect(await Promise.all([answer('a'), answer('a')])).toEqual(['A', 'A']);
    expect(await answer('a')).toBe('A');
    expect(asked).toEqual(['a']);
  });

  it('are forgotten when more are asked for, the one asked longest ago first', async () => {
    const { asked, answer } = counted(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await answer(key);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('are asked anew where they failed', async () => {
    const { asked, answer } = counted(2);
    await expect(answer('bad')).rejects.toThrow('bad');
    await expect(answer('bad')).rejects.toThrow('bad');
    expect(asked).toEqual(['bad', 'bad']);
  });
});
