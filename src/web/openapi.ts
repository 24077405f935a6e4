// The description of the JSON API in OpenAPI 3.1, made from the declared routes and shapes.
import { z } from 'zod';
import { API_ROUTES, type ApiRoute } from './openapi-routes.ts';
import { problem } from './openapi-shapes.ts';
import { isOperational } from './operational.ts';

type Schema = Record<string, unknown>;

/** Of the whole API; names that several answers share stand under components. */
export function openApiDocument(base: string): object {
  const components = new Map<string, unknown>();
  const schemaOf = (shape: z.ZodType): unknown => {
    // `input`: objects stay open, because fields may be added to a public contract.
    const { $schema: _, $defs, ...schema } = z.toJSONSchema(shape, { io: 'input' }) as Schema;
    for (const [name, definition] of Object.entries($defs ?? {})) components.set(name, withoutId(definition));
    return inComponents(schema);
  };
  const refused = { $ref: '#/components/responses/Problem' };
  const paths = Object.fromEntries(API_ROUTES.map((route) => [route.path, { get: operationOf(route, schemaOf, refused) }]));
  const problemSchema = schemaOf(problem);
  return {
    openapi: '3.1.0',
    info: {
      title: '规划条文检索',
      version: '1',
      description: '各地五年规划条文的逐字检索和对照。数都是逐字数出来的；字段只增不改。',
    },
    servers: [{ url: base }],
    paths,
    components: {
      schemas: {
        ...Object.fromEntries([...components].map(([name, schema]) => [name, inComponents(schema)])),
        Problem: problemSchema,
      },
      responses: {
        Problem: {
          description: '请求有误或没有这一项（RFC 9457）',
          content: PROBLEM_CONTENT,
        },
        TooManyRequests: {
          description: '同一网络地址请求过于频繁',
          headers: RETRY_AFTER,
          content: PROBLEM_CONTENT,
        },
        Unavailable: {
          description: '正在准备、正在停止，或请求太多',
          headers: RETRY_AFTER,
          content: PROBLEM_CONTENT,
        },
      },
    },
  };
}

const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const RETRY_AFTER = { 'Retry-After': { description: '几秒之后可再请求', schema: { type: 'integer' } } };

function operationOf(
  { id, path, summary, parameters, answer }: ApiRoute,
  schemaOf: (shape: z.ZodType) => unknown,
  refused: object,
): object {
  return {
    operationId: id,
    summary,
    parameters: parameters.map((parameter) => ({
      ...parameter,
      ...(parameter.in === 'query' && 'items' in parameter.schema ? { style: 'form', explode: true } : {}),
    })),
    responses: {
      200: { description: '答复', content: { 'application/json': { schema: schemaOf(answer) } } },
      ...(parameters.some(({ in: place }) => place === 'query') ? { 400: refused } : {}),
      ...(parameters.some(({ name }) => name === 'id') ? { 404: refused } : {}),
      ...(isOperational(path) ? {} : { 429: { $ref: '#/components/responses/TooManyRequests' } }),
      503: { $ref: '#/components/responses/Unavailable' },
    },
  };
}

// Definitions are named by their key; the id that gave the key would be read as an address.
const withoutId = (schema: unknown): unknown => {
  const { id: _, $id: __, ...rest } = schema as Schema;
  return rest;
};

const inComponents = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
