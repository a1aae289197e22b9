import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { newId } from '@ringdown/platform-persistence';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import { maxBodyBytes, readBody, type SentBody, tooLarge } from '../bytes/index.js';
import { Intake, type ReceivedEntry } from '../intake/index.js';
import type { ReadEvents } from '../senders/index.js';
import { acceptedAlerts } from './accepted-alerts.js';
import type { IntegrationDocument } from './integration-tokens.js';
import { receivedEntry, type ReceivedRequest, refusedFor } from './received-entry.js';
import { SenderGuards } from './sender-guards.js';

/** Counted by whoever answers so. */
export const refusedRequests = counter('ingest_refused_total', 'Requests that were not accepted, by reason', [
  'reason',
]);

/** Neither Postgres nor the journal took it: whoever sent it has to send it again. */
export class NotDurable extends DomainError {
  constructor() {
    super('unavailable', 'The event could not be stored. Send it again after some time.');
  }
}

/** What was too large is not kept; nor what could not be stored, of which the intake has told the log. */
const isUnkept = (error: DomainError): boolean => error.kind === 'too-large' || error instanceof NotDurable;

/** Reads what an integration was sent. @throws DomainError `invalid` for what cannot be passed on at all. */
export type Read = (sent: SentBody) => ReadEvents;

/** Takes what monitors send: read, made durable, and only then answered. */
@Injectable()
export class Receiver {
  constructor(
    private readonly intake: Intake,
    private readonly guards: SenderGuards,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves once it is durable. @throws DomainError for what is refused, which is kept to be looked at; NotDurable. */
  async receive(integration: IntegrationDocument, request: ReceivedRequest, read: Read): Promise<ReceivedEntry> {
    const receipt = { id: newId('event'), integrationId: integration.id, at: this.clock.now() };
    try {
      if ((request.bytes?.length ?? 0) > maxBodyBytes) throw tooLarge();
      const sent = request.sent ?? (await readBody(request));
      return await this.accept(
        integration,
        request,
        { ...receipt, chars: sent.chars },
        await this.guards.inspect({ integration, request, sent, read: read(sent) }),
      );
    } catch (error) {
      if (error instanceof DomainError && !isUnkept(error)) this.keepRefused(receipt, request, error.message);
      throw error;
    }
  }

  private async accept(
    integration: IntegrationDocument,
    request: ReceivedRequest,
    receipt: { readonly id: string; readonly integrationId: string; readonly at: Date; readonly chars: number },
    read: ReadEvents,
  ): Promise<ReceivedEntry> {
    const accepted = acceptedAlerts(read.events, { ...receipt, correlationId: request.correlationId });
    const entry = receivedEntry(receipt, request, { ...read, refusal: null, accepted });
    try {
      await this.intake.accept([...accepted, entry]);
    } catch {
      refusedRequests.inc({ reason: 'not-durable' });
      throw new NotDurable();
    }
    return entry;
  }

  /** For whoever looks why nothing arrives; nobody waits for it. */
  private keepRefused(receipt: Parameters<typeof receivedEntry>[0], request: ReceivedRequest, refusal: string): void {
    this.intake.accept([receivedEntry(receipt, request, refusedFor(refusal))]).catch((error: unknown) => {
      this.logger.debug({ err: error }, 'a refused event could not be kept');
    });
  }
}
