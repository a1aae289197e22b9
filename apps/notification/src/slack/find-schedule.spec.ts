import { findByName } from './find-schedule.js';

const all = ['Backend', 'Backend Nights', 'Database', 'Data Platform'].map((name, n) => ({ id: String(n), name }));
const names = (typed: string) => {
  const found = findByName(all, typed);
  if (found.type === 'none') return [];
  return found.type === 'one' ? found.item.name : found.items.map(({ name }) => name);
};

it.each([
  ['backend', 'Backend'],
  ['  BACKEND   nights', 'Backend Nights'],
  ['back', ['Backend', 'Backend Nights']],
  ['data', ['Database', 'Data Platform']],
  ['platform', 'Data Platform'],
  ['frontend', []],
])('finds %j', (typed, found) => {
  expect(names(typed)).toEqual(found);
});
