import { setMaxListeners } from 'node:events';

/** Waits; rejects with the signal's reason as soon as it aborts. `Infinity` waits for the signal alone. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return until(ms, signal, () => () => undefined).then(() => undefined);
}

/**
 * Waits for the value that `arm` reports, at most `ms`: resolves with it, or with `undefined` when the time is over; rejects
 * with the signal's reason. `arm` returns its own clean-up.
 */
export function until<T>(
  ms: number,
  signal: AbortSignal,
  arm: (report: (value: T) => void) => () => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    const timer = Number.isFinite(ms) ? setTimeout(() => settle(() => resolve(undefined)), ms) : undefined;
    const onAbort = (): void => settle(() => reject(reasonOf(signal)));
    let disarm: () => void = () => undefined;
    let settled = false;
    const settle = (how: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      disarm();
      how();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    disarm = arm((value) => settle(() => resolve(value)));
    if (settled) disarm();
  });
}

/** Interrupts the execution of a call or leg: a side hung up, or the live call was redirected. */
export class Interrupted extends Error {
  constructor(readonly by: 'hangup' | 'redirect' | 'leg-gone') {
    super(`interrupted: ${by}`);
    this.name = 'Interrupted';
  }
}

/** The reason a signal was aborted with, as an error that may be thrown. */
export function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Interrupted('hangup');
}

/** For waits that are never aborted. Any number of them may wait at the same time. */
export const neverAborted = new AbortController().signal;
setMaxListeners(0, neverAborted);
