import { Body, Controller, Headers, Inject, Post, Res } from '@nestjs/common';
import {
  type BulkResult,
  bulkResult,
  type IncidentBulk,
  incidentBulk,
  incidentRpc,
  mostInBulk,
} from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { RpcClient } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { toTimelineActor } from './incident-input.js';

/** So many are changed in one transaction of the incident service. */
const chunkSize = 200;

interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Many incidents in one request, in chunks. */
@Controller('api/v1/incidents/bulk')
export class BulkController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A client that accepts `text/event-stream` hears how far it is: events `progress`, and at the end `result` or `problem`. */
  @Post()
  @Endpoint({
    summary: `Change up to ${mostInBulk} incidents; as text/event-stream where the client accepts that, with its progress`,
    access: 'responder',
    body: incidentBulk,
    answer: bulkResult,
    status: 200,
  })
  async bulk(
    @Body() bulk: IncidentBulk,
    @Headers('accept') accept: string | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkResult | undefined> {
    const ids = await this.idsOf(bulk);
    if (!accept?.includes('text/event-stream')) return this.change(ids, bulk, actor, () => undefined);
    await this.stream(ids, bulk, actor, reply);
    return undefined;
  }

  private async idsOf({ ids, filter }: IncidentBulk): Promise<readonly string[]> {
    if (ids) return [...new Set(ids)];
    const found = await this.rpc.request(incidentRpc.ids, { ...filter, limit: mostInBulk + 1 });
    if (found.ids.length <= mostInBulk) return found.ids;
    throw invalidFields([{ path: 'filter', message: `narrow it: it finds more than ${mostInBulk} incidents` }]);
  }

  /** A chunk that fails leaves those before it changed: the result says how far it came. */
  private async change(
    ids: readonly string[],
    { action, value }: IncidentBulk,
    actor: Actor,
    tell: (progress: Progress) => void,
  ): Promise<BulkResult> {
    const by = toTimelineActor(actor);
    const sum: { changed: number; skipped: BulkResult['skipped'] } = { changed: 0, skipped: [] };
    for (let done = 0; done < ids.length; done += chunkSize) {
      const chunk = ids.slice(done, done + chunkSize);
      const result = await this.rpc
        .request(incidentRpc.bulk, { ids: chunk, action, ...(value === undefined ? {} : { value }), by })
        .catch((error: unknown) => unavailableFor(chunk, error));
      sum.changed += result.changed;
      sum.skipped.push(...result.skipped);
      tell({ done: done + chunk.length, total: ids.length });
    }
    return sum;
  }

  private async stream(ids: readonly string[], bulk: IncidentBulk, actor: Actor, reply: FastifyReply): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const send = (event: string, data: unknown): void =>
      void raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    send('progress', { done: 0, total: ids.length });
    try {
      send('result', await this.change(ids, bulk, actor, (progress) => send('progress', progress)));
    } catch (error) {
      this.logger.error({ err: error }, 'incidents could not be changed in bulk');
      send('problem', { title: 'Internal Server Error', status: 500, detail: 'Not all could be changed. Try again.' });
    }
    raw.end();
  }
}

/** @throws what is no matter of the incident service. */
function unavailableFor(ids: readonly string[], error: unknown): BulkResult {
  if (!(error instanceof DomainError)) throw error;
  return { changed: 0, skipped: ids.map((id) => ({ id, reason: error.message })) };
}
