import type { PushEvent } from '../alerts/push-event.js';
import type { JsonObject } from '../bytes/read-body.js';

/** What a sender's body says. */
export interface SenderReading {
  /** None where it tells of something that is no alert. */
  readonly events: readonly PushEvent[];
  /** About the body as a whole; the events carry their own. */
  readonly warnings?: readonly string[];
}

/** A monitor whose own body is known by its marks. */
export interface Sender {
  readonly name: string;
  isMarked(body: JsonObject['value']): boolean;
  /** @throws whatever, where the body is not what this sender sends: it is then passed on as it is. */
  read(body: JsonObject): SenderReading;
}

export const has = (body: JsonObject['value'], one: string, other: string): boolean =>
  Object.hasOwn(body, one) && Object.hasOwn(body, other);
