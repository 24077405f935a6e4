import { describe, expect, it } from 'vitest';
import { createEngineMaker } from '../../src/cli/engine-maker.ts';
import { EngineAwayError } from '../../src/search/engine.ts';
import { createSynonymTable } from '../../src/search/synonyms.ts';
import { seedsEngine } from '../served.ts';
import { ask } from '../support/asking.ts';

const { library, index } = await seedsEngine();
const parts = { library, index, synonyms: createSynonymTable([]), fingerprint: 'f'.repeat(64) };
const nobody = { urls: ['http://127.0.0.1:9'], alias: 'plan-clauses' };

describe('the engine', () => {
  it('is the embedded one, even where a cluster is named', async () => {
    const engine = await createEngineMaker({ searchEngine: 'embedded', cluster: nobody }).make(parts, 'successor');
    expect((await ask(engine, '碳达峰')).total).toBe(3);
  });

  it('of a cluster that is away is there, and waits for it', async () => {
    const engine = await createEngineMaker({ searchEngine: 'opensearch', cluster: nobody }).make(parts, 'first');
    await expect(ask(engine, '碳达峰')).rejects.toBeInstanceOf(EngineAwayError);
  });

  it('of a cluster that is away does not follow one that answers', async () => {
    const making = createEngineMaker({ searchEngine: 'opensearch', cluster: nobody }).make(parts, 'successor');
    await expect(making).rejects.toMatchObject({ name: 'ClusterError', trouble: 'away' });
  });

  it('of a cluster whose certificates cannot be read is refused', async () => {
    const maker = createEngineMaker({ searchEngine: 'opensearch', cluster: { ...nobody, caFile: '/nowhere/ca.pem' } });
    await expect(maker.make(parts, 'first')).rejects.toThrow('OPENSEARCH_CA_FILE=/nowhere/ca.pem cannot be read');
  });
});
