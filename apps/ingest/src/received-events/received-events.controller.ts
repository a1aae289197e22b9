import { isUtf8 } from 'node:buffer';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ingestRpc, type ReceivedEvent } from '@ringdown/contracts';
import type { z } from 'zod';
import { ReceivedEventRepository } from '../intake/index.js';
import { receivedIdOf, type ReceivedRequest } from '../webhooks/index.js';
import { bodyText, noSuchEvent, type Reading, ReceivedEventsService } from './received-events.service.js';
import { sampleOf } from './sample.js';
import { shownRow } from './shown-event.js';

type Answer<Rpc extends keyof typeof ingestRpc> = z.input<(typeof ingestRpc)[Rpc]['reply']>;
type Sent = Extract<z.output<typeof ingestRpc.read.request>['from'], { sent: unknown }>['sent'];

/** Far below what NATS carries (`max_payload`): a page ends early where its events hold many alerts. */
const pageBytes = 600_000;

/** Answers control's RPC about what integrations received. */
@Controller()
export class ReceivedEventsController {
  constructor(
    private readonly events: ReceivedEventsService,
    private readonly repository: ReceivedEventRepository,
  ) {}

  @MessagePattern(ingestRpc.events.subject)
  async list(@Payload() data: unknown): Promise<Answer<'events'>> {
    const { integrationId, limit, before } = ingestRpc.events.request.parse(data);
    const rows = await this.repository.page(integrationId, limit + 1, before);
    let bytes = 0;
    const items = rows
      .slice(0, limit)
      .map(shownRow)
      .filter((item, n) => (bytes += JSON.stringify(item).length) < pageBytes || n === 0);
    return { items, end: items.length === rows.length };
  }

  @MessagePattern(ingestRpc.event.subject)
  async one(@Payload() data: unknown): Promise<Answer<'event'>> {
    const { integrationId, id } = ingestRpc.event.request.parse(data);
    const row = await this.repository.one(receivedIdOf(id));
    if (row?.integration_id !== integrationId) throw noSuchEvent(id);
    const { body, headers, content_encoding: contentEncoding } = row;
    const isText = isUtf8(body);
    return {
      ...shownRow({ ...row, size: body.length }),
      headers,
      contentEncoding,
      body: body.toString(isText ? 'utf8' : 'base64'),
      isBase64: !isText,
    };
  }

  @MessagePattern(ingestRpc.replay.subject)
  replay(@Payload() data: unknown): Promise<ReceivedEvent> {
    const { integrationId, id } = ingestRpc.replay.request.parse(data);
    return this.events.replay(integrationId, receivedIdOf(id));
  }

  @MessagePattern(ingestRpc.test.subject)
  test(@Payload() data: unknown): Promise<ReceivedEvent> {
    const { integrationId, status } = ingestRpc.test.request.parse(data);
    return this.events.test(integrationId, status);
  }

  @MessagePattern(ingestRpc.read.subject)
  async read(@Payload() data: unknown): Promise<Answer<'read'>> {
    const { integrationId, draft, from } = ingestRpc.read.request.parse(data);
    return shownReading(
      await this.events.read(
        'sent' in from ? { request: requestOf(from.sent) } : from,
        integrationId,
        draft && { ...draft, subjectWords: null },
      ),
    );
  }

  @MessagePattern(ingestRpc.sample.subject)
  sample(@Payload() data: unknown): Promise<Answer<'sample'>> {
    return Promise.resolve(sampleOf(ingestRpc.sample.request.parse(data), 'trigger'));
  }
}

const requestOf = ({ bodyBase64, contentType, contentEncoding }: Sent): ReceivedRequest => ({
  via: 'http',
  contentType: contentType ?? undefined,
  contentEncoding: contentEncoding ?? undefined,
  bytes: Buffer.from(bodyBase64, 'base64'),
  headers: {},
  correlationId: undefined,
});

const shownReading = ({ readAs, refusal, warnings, events }: Reading): Answer<'read'> => ({
  readAs,
  refusal,
  warnings: [...warnings],
  alerts: events.map((event, n) => ({
    id: String(n),
    title: event.title,
    key: event.key,
    status: event.status,
    severity: event.severity,
    priority: event.priority,
    warnings: [...event.warnings],
    body: bodyText(event),
    links: [...(event.links ?? [])],
    incidentNumber: event.incidentNumber ?? null,
  })),
});
