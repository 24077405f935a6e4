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
  /** Waits until what was logged is written. */
  flush(): Promise<void>;
}

/** A collector that stops reading must not fill the memory: lines beyond this are lost. */
const MOST_UNWRITTEN_BYTES = 4 * 1024 * 1024;
const STANDARD_ERROR = 2;

export function createLog(level: LogLevel | undefined): Log {
  const destination = pino.destination({ fd: STANDARD_ERROR, sync: false, maxLength: MOST_UNWRITTEN_BYTES });
  // A collector that has gone takes the log with it, and not the server.
  destination.on('error', () => {});
  const usual = process.stderr.isTTY ? 'warn' : 'info';
  return {
    ...logTo(destination, level ?? usual),
    flush: () => new Promise((resolve) => destination.flush(() => resolve())),
  };
}

export function logTo(destination: DestinationStream, level: LogLevel): Omit<Log, 'flush'> {
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
