// The description of the API as a page to read.
import { API_ROUTES } from './openapi-routes.ts';
import { headOf, type PageHead } from './page-head.ts';

export interface OpenApiView {
  readonly head: PageHead;
  readonly base: string;
  readonly routes: readonly {
    readonly id: string;
    readonly path: string;
    readonly summary: string;
    readonly example: string;
    readonly exampleUrl: string;
    readonly parameters: readonly {
      readonly name: string;
      readonly description: string;
      readonly bounds: string;
      readonly required: boolean;
    }[];
  }[];
}

export function openApiView(base: string): OpenApiView {
  return {
    head: headOf('接口', { current: 'help', canonical: '/api', styles: ['compare.css'] }),
    base,
    routes: API_ROUTES.map(({ id, path, summary, example, parameters }) => ({
      id,
      path,
      summary,
      example,
      exampleUrl: encodeURI(example),
      parameters: parameters.map(({ name, description, schema, required }) => ({
        name,
        description,
        required,
        bounds: boundsOf(schema),
      })),
    })),
  };
}

function boundsOf(schema: object): string {
  const {
    enum: values,
    minimum,
    maximum,
    maxLength,
    default: absent,
  } = schema as {
    enum?: readonly string[];
    minimum?: number;
    maximum?: number;
    maxLength?: number;
    default?: string | number;
  };
  const bounds = values
    ? values.join('、')
    : minimum !== undefined
      ? `${minimum}–${maximum}`
      : maxLength !== undefined
        ? `至多${maxLength}字`
        : '';
  return absent === undefined ? bounds : `${bounds}，缺省${absent}`;
}
