import type { SentBody } from '../bytes/index.js';
import type { ReadEvents } from '../senders/index.js';
import type { IntegrationDocument } from './integration-tokens.js';
import type { ReceivedRequest } from './received-entry.js';

export interface Inspected {
  readonly integration: IntegrationDocument;
  readonly request: ReceivedRequest;
  readonly sent: SentBody;
  readonly read: ReadEvents;
}

/** What a sender asks of those who receive its events, beyond reading them: a signature to check, a subscription to confirm. */
export interface SenderGuard {
  readonly type: ReadEvents['readAs'];
  /** What is accepted, mostly `read` itself. @throws DomainError `forbidden` for what is forged. */
  inspect(inspected: Inspected): Promise<ReadEvents>;
}

/** The guards that there are: that of the sender as whose something was read, and that of the integration's own. */
export class SenderGuards {
  constructor(private readonly guards: readonly SenderGuard[]) {}

  /** A test, or an event that is read again, was asked for by somebody who is signed in: it is taken as it is. */
  async inspect(given: Inspected): Promise<ReadEvents> {
    const { integration, request, read } = given;
    if (request.via !== 'http') return read;
    let inspected = read;
    for (const guard of this.guards) {
      if (guard.type !== read.readAs && guard.type !== integration.type) continue;
      inspected = await guard.inspect({ ...given, read: inspected });
    }
    return inspected;
  }
}

/** Told to whoever sends, and in each incident. */
export const withWarning = (read: ReadEvents, warning: string): ReadEvents => ({
  ...read,
  events: read.events.map((event) => ({ ...event, warnings: [...event.warnings, warning] })),
  warnings: [...read.warnings, warning],
});
