import { Interrupted, pause, until } from './abortable-wait.js';

describe('until', () => {
  it('resolves with what is reported, and disarms', async () => {
    const disarm = jest.fn();
    const armed = until<string>(1_000, new AbortController().signal, (report) => {
      queueMicrotask(() => report('rang'));
      return disarm;
    });
    await expect(armed).resolves.toBe('rang');
    expect(disarm).toHaveBeenCalledTimes(1);
  });

  it('disarms also where the report comes at once', async () => {
    const disarm = jest.fn();
    const armed = until<number>(1_000, new AbortController().signal, (report) => {
      report(7);
      return disarm;
    });
    await expect(armed).resolves.toBe(7);
    expect(disarm).toHaveBeenCalledTimes(1);
  });

  it('resolves with nothing when the time is over', async () => {
    await expect(until(1, new AbortController().signal, () => () => undefined)).resolves.toBeUndefined();
  });

  it('rejects with the reason of the signal, also of one that is aborted already', async () => {
    const stop = new AbortController();
    const waiting = pause(Infinity, stop.signal);
    stop.abort(new Interrupted('redirect'));
    await expect(waiting).rejects.toMatchObject({ by: 'redirect' });
    await expect(pause(0, stop.signal)).rejects.toMatchObject({ by: 'redirect' });
  });
});
