import type { Target } from '../core/target.js';
import type { PlivoStage } from './plivo-call.js';

/** Requests an action whose answer nobody executes. */
export function inBackground(stage: PlivoStage, { kind, method, url, params }: Target): void {
  const asked = stage.call.courier.ask({ kind, method, url, params: { ...stage.params(), ...params } });
  void asked.catch(() => undefined);
}
