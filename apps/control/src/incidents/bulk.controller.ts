import { Body, Controller, Post } from '@nestjs/common';
import {
  type BulkResult,
  bulkResult,
  type IncidentBulk,
  incidentBulk,
  incidentRpc,
  mostInBulk,
} from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { type Actor, CurrentActor, Endpoint, ProgressReporter, type ReportProgress } from '../api/index.js';
import { toTimelineActor } from './incident-input.js';

/** So many are changed in one transaction of the incident service. */
const chunkSize = 200;

/** Many incidents in one request, in chunks. */
@Controller('api/v1/incidents/bulk')
export class BulkController {
  constructor(private readonly rpc: RpcClient) {}

  /** A chunk that fails leaves those before it changed: the result says how far it came. */
  @Post()
  @Endpoint({
    summary: `Change up to ${mostInBulk} incidents; as text/event-stream where the client accepts that, with its progress`,
    access: 'responder',
    body: incidentBulk,
    answer: bulkResult,
    status: 200,
    progress: true,
  })
  async bulk(
    @Body() bulk: IncidentBulk,
    @CurrentActor() actor: Actor,
    @ProgressReporter() report: ReportProgress,
  ): Promise<BulkResult> {
    const ids = await this.idsOf(bulk);
    const { action, value } = bulk;
    const by = toTimelineActor(actor);
    const sum: { changed: number; skipped: BulkResult['skipped'] } = { changed: 0, skipped: [] };
    report({ done: 0, total: ids.length });
    for (let done = 0; done < ids.length; done += chunkSize) {
      const chunk = ids.slice(done, done + chunkSize);
      const result = await this.rpc
        .request(incidentRpc.bulk, { ids: chunk, action, ...(value === undefined ? {} : { value }), by })
        .catch((error: unknown) => unavailableFor(chunk, error));
      sum.changed += result.changed;
      sum.skipped.push(...result.skipped);
      report({ done: done + chunk.length, total: ids.length });
    }
    return sum;
  }

  private async idsOf({ ids, filter }: IncidentBulk): Promise<readonly string[]> {
    if (ids) return [...new Set(ids)];
    const found = await this.rpc.request(incidentRpc.ids, { ...filter, limit: mostInBulk + 1 });
    if (found.ids.length <= mostInBulk) return found.ids;
    throw invalidFields([{ path: 'filter', message: `narrow it: it finds more than ${mostInBulk} incidents` }]);
  }
}

/** @throws what is no matter of the incident service. */
function unavailableFor(ids: readonly string[], error: unknown): BulkResult {
  if (!(error instanceof DomainError)) throw error;
  return { changed: 0, skipped: ids.map((id) => ({ id, reason: error.message })) };
}
