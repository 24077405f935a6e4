// What the port answers with: a short 503 until an app is connected, that app afterwards, its successor after that.
import type { RequestListener } from 'node:http';
import { answerUnavailable } from './bare-answer.ts';

export interface Switchboard {
  readonly handle: RequestListener;
  /** From now on requests go to this app; those under way finish with the one they started with. */
  connect(app: RequestListener): void;
}

export function createSwitchboard(): Switchboard {
  let current: RequestListener = (request, response) => answerUnavailable(request, response, STARTING);
  return {
    handle: (request, response) => current(request, response),
    connect: (app) => {
      current = app;
    },
  };
}

const STARTING = { title: '正在准备', detail: '索引正在建立，请稍候再试。', retrySeconds: 2 };
