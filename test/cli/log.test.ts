import { describe, expect, it } from 'vitest';
import { logTo } from '../../src/cli/log.ts';

const record = (level: Parameters<typeof logTo>[1]) => {
  const lines: Record<string, unknown>[] = [];
  const log = logTo({ write: (text) => void lines.push(JSON.parse(text)) }, level);
  return { log, lines };
};

const EXCHANGE = { id: 'a1', method: 'GET', route: '/search', status: 200, ms: 12.345, isAborted: false };

describe('the log', () => {
  it('is a JSON object a line, with the time and a level in words, and nothing of machine or process', () => {
    const { log, lines } = record('info');
    log.exchange(EXCHANGE);
    log.exchange({ ...EXCHANGE, route: null, isAborted: true });
    log.event('reload', { result: 'taken' });
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        id: 'a1',
        method: 'GET',
        route: '/search',
        status: 200,
        ms: 12.3,
        msg: 'request',
      },
      expect.objectContaining({ route: null, aborted: true }),
      { level: 'info', time: expect.any(String), result: 'taken', msg: 'reload' },
    ]);
    for (const { time } of lines) expect(new Date(String(time)).toISOString()).toBe(time);
  });

  it('tells where an error happened, and whose answer it spoilt', () => {
    const { log, lines } = record('error');
    log.failure(new TypeError('no such thing'), { id: 'a1' });
    log.failure('a string');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'error',
        id: 'a1',
        err: { type: 'TypeError', message: 'no such thing', stack: expect.stringContaining('log.test.ts') },
      }),
      expect.objectContaining({ level: 'error', err: 'a string' }),
    ]);
  });

  it.each([
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('of the level %s has %i of three lines', (level, count) => {
    const { log, lines } = record(level);
    log.exchange(EXCHANGE);
    log.warning('overloaded');
    log.failure(new Error('x'));
    expect(lines).toHaveLength(count);
  });
});
