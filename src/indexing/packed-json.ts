// Plain data as few bytes.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The fastest level: plans shrink to a quarter by it, to a fifth by the slowest, which takes five times as long. */
const LEVEL = 1;

export const packJson = (value: unknown): Uint8Array => deflateRawSync(JSON.stringify(value), { level: LEVEL });

/** What was packed. Throws for anything else; what the store gives out has been checked. */
export const openJson = (bytes: Uint8Array): unknown => JSON.parse(inflateRawSync(bytes).toString());
