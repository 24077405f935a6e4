import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { BusyError } from '../../src/web/errors.ts';
import { createTurnstile } from '../../src/web/turnstile.ts';

/** What a turnstile looks at of a response. */
const reader = (): Response & { closed: boolean } =>
  Object.assign(new EventEmitter(), { closed: false, destroyed: false }) as unknown as Response & { closed: boolean };

/** Work that goes on until it is told to end. */
function createWork(name: string, log: string[]) {
  let end: (error?: Error) => void = () => {};
  const work = () =>
    new Promise<void>((resolve, reject) => {
      log.push(name);
      end = (error) => (error ? reject(error) : resolve());
    });
  return { work, end: (error?: Error) => end(error) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function createSubject() {
  const clock = { now: 0 };
  const inTurn = createTurnstile(() => clock.now);
  const log: string[] = [];
  const ends: string[] = [];
  const come = (name: string) => {
    const response = reader();
    const { work, end } = createWork(name, log);
    const done = inTurn(response, work).then(
      () => ends.push(`${name} done`),
      (error: Error) => ends.push(`${name} ${error.name}`),
    );
    return { response, end, done };
  };
  return { come, log, ends, clock };
}

describe('costly work', () => {
  it('is done one at a time, in the order in which it was asked for', async () => {
    const { come, log, ends } = createSubject();
    const [a, b] = [come('a'), come('b')];
    await turn();
    expect(log).toEqual(['a']);
    a.end();
    await a.done;
    await turn();
    expect(log).toEqual(['a', 'b']);
    b.end();
    await b.done;
    const c = come('c');
    await turn();
    c.end();
    await c.done;
    expect(log).toEqual(['a', 'b', 'c']);
    expect(ends).toEqual(['a done', 'b done', 'c done']);
  });

  it('is not done for a reader who has gone while waiting', async () => {
    const { come, log, ends } = createSubject();
    const [a, gone, b] = [come('a'), come('gone'), come('b')];
    await turn();
    gone.response.closed = true;
    a.end();
    await turn();
    expect(log).toEqual(['a', 'b']);
    b.end();
    await b.done;
    expect(ends).toEqual(['a done', 'b done']);
  });

  it('that fails lets the next go on', async () => {
    const { come, log, ends } = createSubject();
    const [a, b] = [come('a'), come('b')];
    await turn();
    a.end(new Error('broken'));
    await a.done;
    await turn();
    expect(ends).toEqual(['a Error']);
    expect(log).toEqual(['a', 'b']);
    b.end();
    await b.done;
  });

  it('is refused to whoever would wait too long, and not on account of those who have gone', async () => {
    const { come, log, ends, clock } = createSubject();
    const [a, b] = [come('a'), come('b')];
    await turn();
    clock.now = 8001;
    await come('late').done;
    expect(ends).toEqual([`late ${new BusyError('', 1).name}`]);
    b.response.closed = true;
    const c = come('c');
    a.end();
    await turn();
    expect(log).toEqual(['a', 'c']);
    c.end();
    await c.done;
  });
});
