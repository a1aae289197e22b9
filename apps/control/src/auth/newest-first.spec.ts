import { eventually } from '@ringdown/testkit';
import { NewestFirst } from './newest-first.js';

it('does so many at once, and of those that wait the newest next', async () => {
  const turns = new NewestFirst(2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string) =>
    turns.run(() => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const works = new Map(['a', 'b', 'c', 'd', 'the owner'].map((name) => [name, run(name)]));
  await eventually(() => expect(begun).toEqual(['a', 'b']));
  for (const [name, next] of [
    ['a', 'the owner'],
    ['the owner', 'd'],
    ['b', 'c'],
  ] as const) {
    ends.get(name)?.();
    await works.get(name);
    await eventually(() => expect(begun.at(-1)).toBe(next));
  }
});

it('goes on after a work that failed', async () => {
  const turns = new NewestFirst(1);
  await expect(turns.run(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await turns.run(() => Promise.resolve(1))).toBe(1);
});
