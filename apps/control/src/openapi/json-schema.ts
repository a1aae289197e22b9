import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What clients may send (`input`), or what they get (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** The same fields, none of them required, inside of objects too: what a PATCH takes. */
export function anySubset(schema: JsonSchema): JsonSchema {
  const { required: _required, properties, oneOf, anyOf, default: _default, ...rest } = schema;
  return {
    ...rest,
    ...(properties ? { properties: mapped(properties as Record<string, JsonSchema>) } : {}),
    ...(oneOf ? { oneOf: (oneOf as JsonSchema[]).map(anySubset) } : {}),
    ...(anyOf ? { anyOf: (anyOf as JsonSchema[]).map(anySubset) } : {}),
  };
}

const mapped = (properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, anySubset(inner)]));
