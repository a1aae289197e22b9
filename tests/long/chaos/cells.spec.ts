import { cellsOf, parts } from './cells.ts';
import { readOptions } from './options.ts';
import { targetsOf } from './targets.ts';

const named = (only: string) => cellsOf(readOptions({ CHAOS_ONLY: only }));
const targetsFor = (name: string) => {
  const [cell] = named(name);
  if (!cell) throw new Error(`there is no cell ${name}`);
  return targetsOf(cell);
};

it('has a cell for every part killed, stopped and partitioned', () => {
  const names = cellsOf(readOptions({})).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(parts.map((part) => `${part} killed`)));
  expect(names).toEqual(expect.arrayContaining(parts.map((part) => `${part} stopped`)));
  expect(names).toEqual(expect.arrayContaining(parts.map((part) => `${part} partitioned`)));
  expect(new Set(names).size).toBe(names.length);
});

it('runs the cells that are asked for', () => {
  expect(named('nats wiped, redis').map(({ name }) => name)).toEqual([
    'redis killed',
    'redis stopped',
    'redis partitioned',
    'redis wiped',
    'redis rolled back',
    'nats wiped',
  ]);
});

it('refuses a number that is none', () => {
  expect(() => readOptions({ CHAOS_RATE: 'fast' })).toThrow('CHAOS_RATE: expected a number above 0, got "fast"');
});

it('keeps a monitor waiting for a second, and for two where ingest itself starts again', () => {
  expect(targetsFor('incident killed').waitMs).toBe(1000);
  expect(targetsFor('postgres stopped').waitMs).toBe(1000);
  expect(targetsFor('ingest one of two killed').waitMs).toBe(1000);
  expect(targetsFor('ingest killed').waitMs).toBe(2000);
  expect(targetsFor('start while Postgres hangs').waitMs).toBe(2000);
});

it('cannot answer a monitor before the only ingest, or any disk, is back', () => {
  expect(targetsFor('ingest stopped').waitMs).toBe(10_000);
  expect(targetsFor('proxy partitioned').waitMs).toBe(10_000);
  expect(targetsFor('journals and postgres').waitMs).toBe(10_000);
});

it('leaves no caller without an answer while the proxy is there', () => {
  expect(targetsFor('call-routing stopped').unansweredCalls).toBe(0);
  expect(targetsFor('proxy killed').unansweredCalls).toBeNull();
});

it('promises a lag after a wipe', () => {
  expect(targetsFor('nats wiped').lagMs).toBe(5000);
  expect(targetsFor('nats stopped').lagMs).toBeNull();
});
