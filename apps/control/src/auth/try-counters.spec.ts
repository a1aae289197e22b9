import { addressBlock, MemoryTryCounter } from './try-counters.js';

const at = (seconds: number): Date => new Date(Date.parse('2026-01-05T09:00:00.000Z') + seconds * 1000);

it('admits so many tries, then one whenever one is forgotten, and says how long that takes', () => {
  const counter = new MemoryTryCounter(6000, 3);
  expect([0, 0, 0].map((second) => counter.admit('a', at(second)))).toEqual([0, 0, 0]);
  expect(counter.admit('a', at(0))).toBe(6000);
  expect(counter.admit('a', at(5))).toBe(1000);
  expect(counter.admit('b', at(5))).toBe(0);
  expect(counter.admit('a', at(6))).toBe(0);
  expect(counter.admit('a', at(6))).toBe(6000);
});

it('counts up to the most that it remembers, so that the end of an attack is not far', () => {
  const counter = new MemoryTryCounter(60_000, 3);
  expect([1, 2, 3, 4, 5].map(() => counter.add('a', at(0)))).toEqual([1, 2, 3, 3, 3]);
  expect(counter.add('a', at(180))).toBe(1);
});

it('does not count what is taken back', () => {
  const counter = new MemoryTryCounter(6000, 2);
  for (let n = 0; n < 10; n += 1) {
    expect(counter.admit('a', at(0))).toBe(0);
    counter.takeBack('a', at(0));
  }
});

it('does not forget the key that is under attack, however many others are tried', () => {
  const counter = new MemoryTryCounter(60_000, 10);
  for (let n = 0; n < 5; n += 1) counter.add('the account', at(0));
  for (let n = 0; n < 50_000; n += 1) counter.add(`somebody ${n}`, at(0));
  expect(counter.add('the account', at(0))).toBe(6);
});

it('does not grow without end', () => {
  const counter = new MemoryTryCounter(60_000, 10, 4);
  for (const key of ['a', 'b', 'c', 'd', 'e']) counter.add(key, at(0));
  expect(counter.add('a', at(0))).toBe(1);
  expect(counter.add('e', at(0))).toBe(2);
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['no address', 'no address'],
])('%s is of %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
