import type { Phone } from './phone.js';

/** What somebody can do at the telephone of a call. */
export interface TelephoneHands {
  readonly phone: Phone;
  readonly hangUp: () => void;
  readonly press: (key: string) => void;
}
