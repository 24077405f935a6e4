// The log: one JSON object a line on standard error, for programs that collect such lines. Nothing in it says who asked
// or for what: no address, no query, only the pattern of a route.
import { createRequire } from 'node:module';
import type { DestinationStream } from 'pino';
import type { Exchange } from '../web/observation.ts';
import type { LogLevel } from './config.ts';

// Not imported, as in `web/app.ts`.
const require = createRequire(import.meta.url);
const { pino }: typeof import('pino') = require('pino');

export interface Log {
  exchange(exchange: Exchange): void;
  /** Something the operator may want to know. */
  event(name: string, facts?: Readonly<Record<string, unknown>>): void;
  /** Something the operator should look at. */
  warning(name: string, facts?: Readonly<Record<string, unknown>>): void;
  failure(error: unknown, facts?: Readonly<Record<string, unknown>>): void;
}

/** A log on standard error; without a level, what fits whoever reads it. */
export const createLog = (destination: DestinationStream, level: LogLevel | undefined): Log =>
  logTo(destination, level ?? (process.stderr.isTTY ? 'warn' : 'info'));

export function logTo(destination: DestinationStream, level: LogLevel): Log {
  const logger = pino(
    {
      level,
      // The names of process and machine are known to whoever collects the lines.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    exchange: ({ id, method, route, status, ms, isAborted }) => {
      const facts = { id, method, route, status, ms: Math.round(ms * 10) / 10, ...(isAborted && { aborted: true }) };
      logger.info(facts, 'request');
    },
    event: (name, facts = {}) => logger.info(facts, name),
    warning: (name, facts = {}) => logger.warn(facts, name),
    failure: (error, facts = {}) => logger.error({ ...facts, err: error }, 'error'),
  };
}
