// What some answers must know beside the question: the whole address of this site, and what day it is.
import type { Request } from 'express';
import { remember } from '../text/remember.ts';

export interface SiteContext {
  /** `https://plans.example.org`, without a slash at the end. */
  baseOf(request: Request): string;
  /** Today where the plans are read, as `2026-08-21`. */
  today(): string;
}

export function createSiteContext(publicUrl: string | undefined, now: () => Date): SiteContext {
  return {
    baseOf: (request) => publicUrl ?? baseOfHost(request),
    today: () => DAY.format(now()),
  };
}

// The Swedish way to write a date is the ISO way.
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/iu;

/** A site has few names; whoever makes them up pushes the others out. */
const HOSTS_KEPT = 16;
const isHost = remember(HOSTS_KEPT, (host: string) => HOST.test(host));

// The header is whatever the client sent. One that is no host name must not get into links, feeds or files.
function baseOfHost({ protocol, headers: { host = '' }, socket }: Request): string {
  return `${protocol}://${isHost(host) ? host : `localhost:${socket.localPort ?? 80}`}`;
}
