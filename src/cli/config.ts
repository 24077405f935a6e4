// All configuration, from the environment, checked once at the start.
import { z } from 'zod';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly seedsDir: string;
  readonly indexDir: string;
  /** What whole addresses begin with, `https://plans.example.org`; without it, the one each request was sent to. */
  readonly publicUrl?: string;
}

/** Settings that cannot be used; the message names each variable, what it holds, and what it may hold. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65535)
    .default(3000),
  HOST: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  SEEDS_DIR: z.string().min(1).default('seeds'),
  INDEX_DIR: z.string().min(1).default('index'),
  // Pages link from the root, so the site cannot live below a path.
  PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[a-z0-9[][a-z0-9.:[\]-]*\/?$/iu)
    .refine((url) => URL.canParse(url))
    .transform((url) => new URL(url).origin)
    .optional(),
});

const CURES: Readonly<Record<string, string>> = {
  PORT: 'a port number from 0 to 65535 (0 takes a free one), e.g. PORT=3000',
  HOST: 'an address or a host name, e.g. HOST=127.0.0.1 or HOST=0.0.0.0',
  SEEDS_DIR: 'the folder with the plans, e.g. SEEDS_DIR=seeds',
  INDEX_DIR: 'a folder to keep the index in, e.g. INDEX_DIR=index',
  PUBLIC_URL: 'the address readers see, without a path, e.g. PUBLIC_URL=https://plans.example.org',
};

/** Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(environment);
  if (parsed.success) {
    const { PORT, HOST, SEEDS_DIR, INDEX_DIR, PUBLIC_URL } = parsed.data;
    const publicUrl = PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL };
    return { port: PORT, host: HOST, seedsDir: SEEDS_DIR, indexDir: INDEX_DIR, ...publicUrl };
  }
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  throw new ConfigError(
    names
      .map((name) => `${name}=${JSON.stringify(environment[name])} cannot be used; give ${CURES[name] ?? 'another value'}`)
      .join('\n'),
  );
}
