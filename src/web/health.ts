// How the server is: which index it answers from, whether the newest plans are in it, whether to send readers here.
import type { Request, Response } from 'express';
import type { Library } from '../corpus/library.ts';
import { answerUnavailable } from './bare-answer.ts';

/** Of the index that an app answers from. */
export interface ServedIndex {
  /** Equal where every answer is. */
  readonly fingerprint: string;
  /** When it was taken into service, ISO 8601. */
  readonly since: string;
}

/** How the newest plans fare. */
export interface SeedsState {
  /** served: they are what is answered from. building: not yet. refused: they cannot be used, the last good ones are. */
  readonly state: 'served' | 'building' | 'refused';
  /** ISO 8601. */
  readonly since: string;
  /** Why they were refused. */
  readonly reason?: string;
}

export interface HealthSources {
  readonly library: Library;
  readonly version?: string | undefined;
  readonly index?: ServedIndex | undefined;
  readonly seeds?: (() => SeedsState) | undefined;
  /** False once the server is about to stop. */
  readonly isReady?: (() => boolean) | undefined;
}

export function createHealth({ library, version, index, seeds, isReady = () => true }: HealthSources) {
  return {
    health(_request: Request, response: Response) {
      response.set('Cache-Control', 'no-store').json({
        status: 'ok',
        plans: library.plans.length,
        clauses: library.clauses.length,
        ...(version !== undefined && { version }),
        ...index,
        ...(seeds && { seeds: seeds() }),
      });
    },
    readiness(request: Request, response: Response) {
      if (isReady()) response.set('Cache-Control', 'no-store').json({ ready: true });
      else answerUnavailable(request, response, STOPPING);
    },
  };
}

const STOPPING = { title: '正在停止', detail: '服务即将停止，不再接受新的请求。', retrySeconds: 10 };
