import { Injectable } from '@nestjs/common';
import type { IntegrationType, ReceivedEvent } from '@ringdown/contracts';
import { carriedText, DomainError } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { readBody } from '../bytes/index.js';
import { type ReceivedEntry, ReceivedEventRepository, type ReceivedEventRow } from '../intake/index.js';
import type { MonitorEvent, ReadEvents } from '../senders/index.js';
import {
  expectedOf,
  type IntegrationDocument,
  readFor,
  Receiver,
  receivedIdOf,
  type ReceivedRequest,
} from '../webhooks/index.js';
import { sampleOf } from './sample.js';
import { shownEntry } from './shown-event.js';

/** How a draft of an integration reads. */
export type Draft = Pick<IntegrationDocument, 'type' | 'mapping' | 'subjectWords'>;

/** What comes of an event, were it sent now. */
export interface Reading {
  readonly readAs: string | null;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly events: readonly MonitorEvent[];
}

/** Events as they were received: looked at, read again, and made up for a test. */
@Injectable()
export class ReceivedEventsService {
  constructor(
    private readonly repository: ReceivedEventRepository,
    private readonly receiver: Receiver,
    private readonly mirror: ConfigMirror,
  ) {}

  /** As it would be read today, and accepted as that. @throws DomainError `not-found`; `invalid` where it is refused. */
  async replay(integrationId: string, id: string): Promise<ReceivedEvent> {
    const integration = await this.integration(integrationId);
    const row = await this.row(integrationId, id);
    return this.take(integration, { ...requestOf(row), via: 'replay' }, typeOf(row));
  }

  /** As if the monitor had sent it. @throws DomainError `not-found`. */
  async test(integrationId: string, status: 'trigger' | 'resolve'): Promise<ReceivedEvent> {
    const integration = await this.integration(integrationId);
    const { contentType, body } = sampleOf(integration, status);
    const bytes = Buffer.from(body);
    const request = { contentType, contentEncoding: undefined, bytes, headers: {}, correlationId: undefined };
    return this.take(integration, { ...request, via: 'test' }, expectedOf(integration));
  }

  /** Nothing is kept of it. @throws DomainError `not-found` where an event or an integration is named that is none. */
  async read(
    from: { readonly eventId: string } | { readonly request: ReceivedRequest },
    integrationId: string | null,
    draft: Draft | null,
  ): Promise<Reading> {
    const row = 'eventId' in from ? await this.stored(from.eventId) : null;
    const request = 'request' in from ? from.request : requestOf(row as ReceivedEventRow);
    const reader = draft ?? (await this.integration(integrationId ?? row?.integration_id ?? ''));
    const expected = row && !draft ? typeOf(row) : expectedOf(reader);
    try {
      const read: ReadEvents = readFor(reader, expected, request.headers)(await readBody(request));
      return { ...read, refusal: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { readAs: null, refusal: error.message, warnings: [], events: [] };
    }
  }

  private async take(
    integration: IntegrationDocument,
    request: ReceivedRequest,
    expected: IntegrationType | null,
  ): Promise<ReceivedEvent> {
    const entry: ReceivedEntry = await this.receiver.receive(
      integration,
      request,
      readFor(integration, expected, request.headers),
    );
    return shownEntry(entry);
  }

  private async integration(id: string): Promise<IntegrationDocument> {
    const found = await this.mirror.find('integration', id);
    if (!found) throw new DomainError('not-found', `There is no integration ${id}.`);
    return found;
  }

  /** By the id of an event, or of an alert in it. */
  private async stored(id: string): Promise<ReceivedEventRow> {
    const row = await this.repository.one(receivedIdOf(id));
    if (!row) throw noSuchEvent(id);
    return row;
  }

  private async row(integrationId: string, id: string): Promise<ReceivedEventRow> {
    const row = await this.stored(id);
    if (row.integration_id !== integrationId) throw noSuchEvent(id);
    return row;
  }
}

export const noSuchEvent = (id: string): DomainError =>
  new DomainError('not-found', `There is no event ${id}; events are kept for 30 days.`);

const requestOf = (row: ReceivedEventRow): ReceivedRequest => ({
  via: row.via,
  contentType: row.content_type ?? undefined,
  contentEncoding: row.content_encoding ?? undefined,
  bytes: row.body,
  headers: row.headers,
  correlationId: undefined,
});

/** The sender as whose it was read then; null for what was read by our fields or a mapping, or refused. */
const typeOf = ({ read_as: type }: ReceivedEventRow): IntegrationType | null =>
  type === null ? null : expectedOf({ type });

export const bodyText = ({ body }: MonitorEvent): string | null => {
  const text = carriedText(body);
  return text === 'null' ? null : text;
};
