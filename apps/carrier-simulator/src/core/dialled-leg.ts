import type { Phone } from './phone.js';

/** A dialled leg, as the REST API and the simulator's door may drive it. */
export interface DialledLeg {
  readonly sid: string;
  readonly phone: Phone;
  readonly status: string;
  readonly answeredAtMs: number | undefined;
  /** The caller ID that is shown to whoever is rung. */
  readonly from: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly seconds: number;
  press(key: string): boolean;
}

export type DialledLegs = Map<string, DialledLeg>;
