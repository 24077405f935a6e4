import { defineConfig } from 'vitest/config';

// The suites need a cluster, so that `npm test` does not know them: `npm run test:cluster` does.
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.suite.ts'],
    // One process for all: the nodes are started once.
    isolate: false,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 300_000,
  },
});
