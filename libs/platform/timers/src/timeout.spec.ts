import { deadline, withTimeout } from './timeout.js';

const never = new Promise<never>(() => undefined);

it('answers what comes in time, failures too', async () => {
  expect(await withTimeout(Promise.resolve('answer'), 1000, () => 'late')).toBe('answer');
  await expect(withTimeout(Promise.reject(new Error('no')), 1000, () => 'late')).rejects.toThrow('no');
});

it('answers or throws what `late` says when nothing comes', async () => {
  expect(await withTimeout(never, 1, () => 'late')).toBe('late');
  const late = (): never => {
    throw new Error('nobody answers');
  };
  await expect(withTimeout(never, 1, late)).rejects.toThrow('nobody answers');
});

it('takes an answer that is there when the process comes back from a pause', async () => {
  const begun = performance.now();
  let arrive: (answer: string) => void = () => undefined;
  const arriving = new Promise<string>((resolve) => (arrive = resolve));
  // eslint-disable-next-line no-restricted-syntax -- the pause of this process is what the test is about
  setTimeout(() => arrive('answer'), 20);
  const answer = withTimeout(arriving, 10, () => 'late');
  while (performance.now() - begun < 60);
  expect(await answer).toBe('answer');
});

it('does nothing once it is stopped', async () => {
  const late = jest.fn();
  deadline(1, late)();
  await withTimeout(never, 20, () => undefined);
  expect(late).not.toHaveBeenCalled();
});
