import { expect, it } from 'vitest';
import { deferMetrics } from '../../src/web/deferred-metrics.ts';
import { createMetrics } from '../../src/web/metrics.ts';

it('metrics that cannot be loaded are loaded by the next who asks, with what was told before', async () => {
  let tries = 0;
  const metrics = deferMetrics(async () => {
    tries += 1;
    if (tries === 1) throw new Error('too many open files');
    return createMetrics({ lengthOfLine: () => 0, logLines: () => ({ lost: 3, waiting: 2 }) });
  });
  metrics.refused();
  await expect(metrics.load()).rejects.toThrow('too many open files');
  const text = await metrics.text();
  expect(text).toContain('http_requests_refused_total 1');
  expect(text).toContain('plan_search_log_lines_lost_total 3');
  expect(text).toContain('plan_search_log_lines_waiting 2');
});

it('metrics that are loaded later count what was told before, once, and what is told afterwards', async () => {
  let made = 0;
  const metrics = deferMetrics(async () => {
    made += 1;
    return createMetrics({ lengthOfLine: () => 0, logLines: () => ({ lost: 3, waiting: 2 }) });
  });
  metrics.refused();
  metrics.refused();
  metrics.reloaded('taken');
  metrics.waited(5);
  metrics.lookedUp(true);
  metrics.observe({ method: 'GET', route: '/search', status: 200, ms: 3, isAborted: false, id: '' });
  metrics.served({ fingerprint: 'f'.repeat(64), plans: 5, clauses: 1193 });
  expect(made).toBe(0);
  const [text] = await Promise.all([metrics.text(), metrics.load()]);
  expect(made).toBe(1);
  expect(metrics.contentType).toMatch(/^text\/plain/);
  expect(text).toContain('http_requests_refused_total 2');
  expect(text).toContain('plan_search_reloads_total{result="taken"} 1');
  expect(text).toContain('http_request_wait_seconds_count 1');
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/search",status="200"} 1');
  expect(text).toContain('plan_search_clauses 1193');
  expect(text).toContain('plan_search_answer_cache_lookups_total{result="hit"} 1');
  metrics.refused();
  expect(await metrics.text()).toContain('http_requests_refused_total 3');
});
