import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveSeeds } from '../served.ts';
import { differencesFrom, type Schema } from '../support/json-schema.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

describe('the description of the API', () => {
  let served: Served;
  let description: Description;
  beforeAll(async () => {
    served = await serveSeeds();
    description = (await (await fetch(`${served.base}/api/openapi.json`)).json()) as Description;
  });
  afterAll(() => served.close());

  const wrongIn = (answer: unknown, schema: Schema | undefined): string[] =>
    schema ? differencesFrom(schema, answer, description.components.schemas) : ['there is no schema'];
  const schemaOf = (path: string): Schema | undefined =>
    description.paths[path]?.get.responses['200']?.content?.['application/json']?.schema;

  // Several questions of each route, so that what may be absent or null is seen both ways.
  const QUESTIONS: readonly (readonly [path: string, question: string])[] = [
    ['/api/search', '/api/search?q=碳达峰&explain=1'],
    ['/api/search', '/api/search?q=不存在的词'],
    ['/api/search', '/api/search?q=收入&chapter=panyu-A1'],
    ['/api/search', '/api/search?q=元宇宙'],
    ['/api/search', '/api/search?q=放管服&limit=100'],
    ['/api/suggest', '/api/suggest?q=tdf'],
    ['/api/plans', '/api/plans'],
    ...['zengcheng', 'huadu', 'panyu', 'xiangzhou', 'lianzhou'].map((id) => ['/api/plans/{id}', `/api/plans/${id}`] as const),
    ['/api/clauses/{id}', '/api/clauses/huadu-7.1.3'],
    ['/api/clauses/{id}', '/api/clauses/huadu-0.0.1'],
    ['/api/clauses/{id}', '/api/clauses/panyu-A1.0.12'],
    ['/api/matrix', '/api/matrix?q=碳达峰'],
    ['/api/matrix', '/api/matrix?q=碳达峰&q=数字 政府&sort=total'],
    ['/api/kwic', '/api/kwic?q=碳达峰'],
    ['/api/kwic', '/api/kwic?q=不存在的词'],
    ['/api/similar', '/api/similar?id=huadu-7.1.3'],
    ['/api/compare', '/api/compare?ids=huadu-7.1.3,panyu-11.2.2'],
    ['/api/shared', '/api/shared?min=8'],
    ['/api/distinctive', '/api/distinctive'],
    ['/api/themes', '/api/themes'],
    ['/api/targets', '/api/targets'],
    ['/healthz', '/healthz'],
    ['/readyz', '/readyz'],
  ];

  it('is OpenAPI 3.1 and describes every JSON address', () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(description.paths).sort()).toEqual([...new Set(QUESTIONS.map(([path]) => path))].sort());
    for (const { get } of Object.values(description.paths)) {
      expect(get.parameters.map(({ name }) => name).length).toBe(new Set(get.parameters.map(({ name }) => name)).size);
    }
  });

  it('refers to nothing that it does not hold', () => {
    const references = JSON.stringify(description).match(/"\$ref":"[^"]*"/g) ?? [];
    const held = new Set([
      ...['Problem', 'TooManyRequests', 'Unavailable'].map((name) => `"$ref":"#/components/responses/${name}"`),
      ...Object.keys(description.components.schemas).map((name) => `"$ref":"#/components/schemas/${name}"`),
    ]);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !held.has(reference))).toEqual([]);
  });

  it.each(QUESTIONS)('of %s says exactly what %s answers', async (path, question) => {
    const response = await fetch(served.base + question);
    expect(response.status).toBe(200);
    expect(wrongIn(await response.json(), schemaOf(path)).slice(0, 5)).toEqual([]);
  });

  it('says what a refusal is', async () => {
    for (const path of ['/api/search', '/api/matrix', '/api/themes?theme=x', '/api/plans/atlantis']) {
      const response = await fetch(served.base + path);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(wrongIn(await response.json(), description.components.schemas['Problem'])).toEqual([]);
    }
  });

  it('is readable as a page, with an example of every address that works', async () => {
    const page = await (await fetch(`${served.base}/api`)).text();
    for (const path of Object.keys(description.paths)) expect(page).toContain(path);
    const examples = [...page.matchAll(/例如 <a href="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
    expect(examples).toHaveLength(Object.keys(description.paths).length);
    for (const example of examples) expect((await fetch(served.base + example)).status, example).toBe(200);
  });
});
