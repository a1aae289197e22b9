/** Thrown out of whatever a call is doing when somebody hangs up or a live call is sent elsewhere. */
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
