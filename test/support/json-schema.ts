// The part of JSON Schema that the API's description uses, read strictly: what is not described is a difference too.

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
}

type Definitions = Readonly<Record<string, Schema>>;

/** Where a value departs from its schema, each difference in words; empty for one that fits. */
export function differencesFrom(schema: Schema, value: unknown, definitions: Definitions, at = 'the answer'): string[] {
  if (schema.$ref !== undefined) {
    const named = definitions[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
    return named ? differencesFrom(named, value, definitions, at) : [`${at}: there is no ${schema.$ref}`];
  }
  if (schema.anyOf) {
    const each = schema.anyOf.map((one) => differencesFrom(one, value, definitions, at));
    return each.some((differences) => differences.length === 0) ? [] : (each[0] ?? []);
  }
  if (schema.enum && !schema.enum.includes(value))
    return [`${at} is ${JSON.stringify(value)}, none of ${schema.enum.join(', ')}`];
  if (schema.const !== undefined && schema.const !== value) return [`${at} is ${JSON.stringify(value)}, not ${schema.const}`];
  const types = [schema.type ?? []].flat();
  if (!types.includes(typeOf(value, types))) return [`${at} is ${JSON.stringify(value)?.slice(0, 60)}, no ${types.join(' or ')}`];
  if (Array.isArray(value)) return arrayDifferences(schema, value, definitions, at);
  return typeof value === 'object' && value !== null
    ? objectDifferences(schema, value as Record<string, unknown>, definitions, at)
    : [];
}

function arrayDifferences(schema: Schema, values: readonly unknown[], definitions: Definitions, at: string): string[] {
  const { prefixItems, items } = schema;
  if (prefixItems && values.length !== prefixItems.length) return [`${at} has ${values.length} items, not ${prefixItems.length}`];
  return values.flatMap((value, index) => {
    const item = prefixItems?.[index] ?? (items || undefined);
    return item ? differencesFrom(item, value, definitions, `${at}[${index}]`) : [`${at}[${index}] is not described`];
  });
}

function objectDifferences(schema: Schema, value: Record<string, unknown>, definitions: Definitions, at: string): string[] {
  const { properties = {}, required = [] } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const described = properties[name];
    return described ? differencesFrom(described, member, definitions, `${at}.${name}`) : [`${at}.${name} is not described`];
  });
  return [...missing, ...wrong];
}

function typeOf(value: unknown, wanted: readonly string[]): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (wanted.includes('integer') && Number.isInteger(value)) return 'integer';
  return typeof value;
}
