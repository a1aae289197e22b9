import { testNats, uniquePrefix } from './test-servers.js';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const asWorker = (worker: string, urls: Record<string, string>): void => {
  process.env = { ...before, NATS_URL: undefined, NATS_URL_2: undefined, ...urls, JEST_WORKER_ID: worker };
};

describe('the servers of the tests', () => {
  it('are those of the worker', () => {
    const urls = { NATS_URL: 'nats://one', NATS_URL_2: 'nats://two' };
    asWorker('1', urls);
    expect(testNats()).toBe('nats://one');
    asWorker('2', urls);
    expect(testNats()).toBe('nats://two');
  });

  it('are shared by no two workers, whose streams and queues have the same names', () => {
    asWorker('2', { NATS_URL: 'nats://one' });
    expect(() => testNats()).toThrow('NATS_URL_2 is not set: worker 2 has no servers of its own');
  });

  it('are missing where nobody started them', () => {
    asWorker('1', {});
    expect(() => testNats()).toThrow('run this through npm test');
  });
});

describe('uniquePrefix', () => {
  it('is different each time and safe as a name', () => {
    const names = Array.from({ length: 100 }, () => uniquePrefix('inbox'));
    expect(new Set(names).size).toBe(100);
    for (const name of names) expect(name).toMatch(/^inbox_[0-9a-f]{12}$/);
  });
});
