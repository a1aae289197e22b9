import { type IdKind, idPrefixes } from '@ringdown/kernel';
import { newId } from './new-id.js';

const kinds = Object.keys(idPrefixes) as IdKind[];

it('says what it identifies, in characters that stand in a URL', () => {
  for (const kind of kinds) expect(newId(kind)).toMatch(new RegExp(`^${idPrefixes[kind]}_[0-9a-z]{26}$`));
});

it('sorts as it was made, and never comes twice', () => {
  const ids = Array.from({ length: 5000 }, () => newId('call'));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
