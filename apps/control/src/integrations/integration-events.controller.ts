import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import {
  draftDryRun,
  heartbeatState,
  integrationDryRun,
  integrationEvents,
  integrationEventsQuery,
  integrationEventWithBody,
  integrationSample,
  integrationTest,
  receivedEvent,
} from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Endpoint } from '../api/index.js';
import { IntegrationEventsService } from './integration-events.service.js';

/** What integrations received: to be looked at, read again, made up for a test, and foreseen. */
@Controller('api/v1/integrations')
export class IntegrationEventsController {
  constructor(private readonly events: IntegrationEventsService) {}

  @Get(':id/events')
  @Endpoint({
    summary: 'List what an integration received in the last 30 days, newest first, with what became of it',
    access: 'responder',
    query: integrationEventsQuery,
    answer: integrationEvents,
  })
  async list(
    @Param('id') id: string,
    @Query() { limit, cursor }: z.output<typeof integrationEventsQuery>,
  ): Promise<unknown> {
    const [before] = fromCursor(cursor, ['text']) ?? [];
    const { items, end } = await this.events.list(id, limit, before ?? null);
    const last = items.at(-1);
    return { items, nextCursor: end || !last ? null : toCursor([last.id]) };
  }

  @Get(':id/events/:eventId')
  @Endpoint({
    summary: 'One event with all that was sent, as it came',
    access: 'responder',
    answer: integrationEventWithBody,
  })
  one(@Param('id') id: string, @Param('eventId') eventId: string): Promise<unknown> {
    return this.events.one(id, eventId);
  }

  @Post(':id/events/:eventId/replay')
  @Endpoint({
    summary: 'Read an event again, as its integration reads now, and accept what comes of it',
    access: 'responder',
    answer: receivedEvent,
  })
  replay(@Param('id') id: string, @Param('eventId') eventId: string): Promise<unknown> {
    return this.events.replay(id, eventId);
  }

  @Post(':id/test')
  @Endpoint({
    summary: 'Send a sample event, as the monitor of the integration sends it; it opens an incident, or resolves that',
    access: 'admin',
    body: integrationTest,
    answer: receivedEvent,
    status: 200,
  })
  test(@Param('id') id: string, @Body() { status }: z.output<typeof integrationTest>): Promise<unknown> {
    return this.events.test(id, status);
  }

  @Get(':id/sample')
  @Endpoint({
    summary: 'A sample of what the monitor of an integration sends',
    access: 'responder',
    answer: integrationSample,
  })
  sample(@Param('id') id: string): Promise<unknown> {
    return this.events.sample(id);
  }

  @Get(':id/heartbeat')
  @Endpoint({
    summary: 'When a heartbeat was last seen, and until when it has to be seen again',
    access: 'viewer',
    answer: heartbeatState,
  })
  heartbeat(@Param('id') id: string): Promise<unknown> {
    return this.events.heartbeat(id);
  }

  @Post(':id/dry-run')
  @Endpoint({
    summary:
      'Tell what an event would become: the body is what the monitor sends, or {"occurrenceId"} or {"eventId"}; nothing happens',
    access: 'responder',
    answer: integrationDryRun,
    status: 200,
  })
  dryRun(@Param('id') id: string, @Req() request: FastifyRequest): Promise<unknown> {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const eventId = eventNamedBy(bytes);
    const contentType = request.headers['content-type'] ?? null;
    const sent = { bodyBase64: bytes.toString('base64'), contentType, contentEncoding: null };
    return this.events.dryRun({ integrationId: id, draft: null, from: eventId === null ? { sent } : { eventId } });
  }

  @Post('dry-run')
  @Endpoint({
    summary: 'Tell what an event would become under a mapping that is not saved yet; nothing happens',
    access: 'responder',
    body: draftDryRun,
    answer: integrationDryRun,
    status: 200,
  })
  draft(@Body() draft: z.output<typeof draftDryRun>): Promise<unknown> {
    return this.events.dryRunDraft(draft);
  }
}

/** A body that is nothing but `{"occurrenceId"}` or `{"eventId"}` stands for the event of that id. */
function eventNamedBy(bytes: Buffer): string | null {
  if (bytes.length > 200) return null;
  const named = /^\s*\{\s*"(?:occurrenceId|eventId)"\s*:\s*"([\w-]+)"\s*\}\s*$/.exec(bytes.toString('utf8'));
  return named?.[1] ?? null;
}
