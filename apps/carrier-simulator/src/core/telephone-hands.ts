import type { Phone } from './phone.js';

/** What a party can do at the telephone of a call. */
export interface HandsetControls {
  readonly phone: Phone;
  readonly hangUp: () => void;
  readonly press: (key: string) => void;
}
