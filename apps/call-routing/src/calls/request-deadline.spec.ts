import { outsideDeadline, msUntilDeadline, withDeadline } from './request-deadline.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('is one budget for all that is asked in one request', async () => {
  await withDeadline(async () => {
    expect(msUntilDeadline()).toBe(300);
    await jest.advanceTimersByTimeAsync(120);
    expect(msUntilDeadline()).toBe(180);
    await jest.advanceTimersByTimeAsync(1000);
    expect(msUntilDeadline()).toBe(10);
  });
});

it('is not spent by waiting for somebody else', async () => {
  await withDeadline(async () => {
    await jest.advanceTimersByTimeAsync(120);
    const spent = outsideDeadline(() => jest.advanceTimersByTimeAsync(1500).then(() => 'answered'));
    expect(await spent).toBe('answered');
    expect(msUntilDeadline()).toBe(180);
  });
});

it('is whole outside of a request, and what a share says within one', async () => {
  expect(msUntilDeadline()).toBe(300);
  expect(await withDeadline(() => Promise.resolve(msUntilDeadline()), 100)).toBe(100);
});
