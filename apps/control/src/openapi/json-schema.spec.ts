import { newLine, newProviderAccount } from '@ringdown/contracts';
import { anySubset, jsonSchema } from './json-schema.js';

/** But in the entries of a list, which is replaced whole. */
const requiredAnywhere = (schema: object): boolean =>
  /"required":\[/.test(JSON.stringify(schema, (key, inner: unknown) => (key === 'items' ? undefined : inner)));

it('requires nothing and presumes nothing in a PATCH, inside of objects and alternatives too', () => {
  expect(requiredAnywhere(jsonSchema(newProviderAccount, 'input'))).toBe(true);
  expect(requiredAnywhere(anySubset(jsonSchema(newProviderAccount, 'input')))).toBe(false);
  const line = anySubset(jsonSchema(newLine, 'input'));
  expect(line).not.toHaveProperty('required');
  expect(JSON.stringify(line['properties'])).not.toContain('"default":25');
  expect(Object.keys(line['properties'] as object)).toEqual(
    Object.keys(jsonSchema(newLine, 'input')['properties'] as object),
  );
});
