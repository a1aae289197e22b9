import type { ReadEvents } from '../senders/index.js';
import type { IntegrationDocument } from './integration-tokens.js';
import type { ReceivedRequest } from './received-entry.js';

export interface Inspected {
  readonly integration: IntegrationDocument;
  readonly request: ReceivedRequest;
  readonly read: ReadEvents;
}

/** What a sender asks of those who receive its events, beyond reading them: a signature to check, a subscription to confirm. */
export interface SenderGuard {
  readonly type: ReadEvents['readAs'];
  /** What is accepted, mostly `read` itself. @throws DomainError `forbidden` for what is forged. */
  inspect(inspected: Inspected): Promise<ReadEvents>;
}

/** The guards that there are, by whose events they inspect. */
export class SenderGuards {
  private readonly guards: ReadonlyMap<string, SenderGuard>;

  constructor(guards: readonly SenderGuard[]) {
    this.guards = new Map(guards.map((guard) => [guard.type, guard]));
  }

  of(type: string): SenderGuard | undefined {
    return this.guards.get(type);
  }
}
