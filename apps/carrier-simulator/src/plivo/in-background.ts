import type { Target } from '../core/target.js';
import type { PlivoContext } from './plivo-call.js';

/** Requests an action whose answer nobody executes. */
export function inBackground(context: PlivoContext, { kind, method, url, params }: Target): void {
  const answer = context.call.dispatcher.request({ kind, method, url, params: { ...context.params(), ...params } });
  void answer.catch(() => undefined);
}
