import { besidesPatience, patienceLeft, withPatience } from './patience.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('is one budget for all that is asked in one request', async () => {
  await withPatience(async () => {
    expect(patienceLeft()).toBe(300);
    await jest.advanceTimersByTimeAsync(120);
    expect(patienceLeft()).toBe(180);
    await jest.advanceTimersByTimeAsync(1000);
    expect(patienceLeft()).toBe(10);
  });
});

it('is not spent by waiting for somebody else', async () => {
  await withPatience(async () => {
    await jest.advanceTimersByTimeAsync(120);
    const spent = besidesPatience(() => jest.advanceTimersByTimeAsync(1500).then(() => 'answered'));
    expect(await spent).toBe('answered');
    expect(patienceLeft()).toBe(180);
  });
});

it('is whole outside of a request, and what a share says within one', async () => {
  expect(patienceLeft()).toBe(300);
  expect(await withPatience(() => Promise.resolve(patienceLeft()), 100)).toBe(100);
});
