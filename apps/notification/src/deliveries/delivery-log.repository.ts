import { Injectable } from '@nestjs/common';
import type { deliveriesQuery, Delivery } from '@ringdown/contracts';
import { Database } from '@ringdown/platform-persistence';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { z } from 'zod';
import type { DeliveryEntity } from './delivery.entity.js';

type DeliveryRow = Pick<
  DeliveryEntity,
  | 'id'
  | 'sequence'
  | 'channel_id'
  | 'about'
  | 'call_id'
  | 'incident_id'
  | 'status'
  | 'attempts'
  | 'last_error'
  | 'created_at'
  | 'delivered_at'
>;

const columns =
  'id, sequence, channel_id, about, call_id, incident_id, status, attempts, last_error, created_at, delivered_at';

/** Deliveries as the REST contract shows them. */
@Injectable()
export class DeliveryLogRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(query: z.output<typeof deliveriesQuery>): Promise<{ items: Delivery[]; nextCursor: string | null }> {
    const [before] = fromCursor(query.cursor, ['number']) ?? [];
    const filters = [
      ['channel_id =', query.channelId],
      ['status =', query.status],
      ['call_id =', query.callId],
      ['incident_id =', query.incidentId],
      ['sequence <', before],
    ].filter((filter): filter is [string, string] => filter[1] !== undefined);
    const where = filters.map(([comparison], n) => `${comparison} $${n + 2}`);
    const rows = await this.database.query<DeliveryRow>(
      `select ${columns} from delivery ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
       order by sequence desc limit $1`,
      [query.limit + 1, ...filters.map(([, value]) => value)],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(toDelivery),
      nextCursor: rows.length > shown.length && last ? toCursor([last.sequence]) : null,
    };
  }

  async find(id: string): Promise<Delivery | undefined> {
    const [row] = await this.database.query<DeliveryRow>(`select ${columns} from delivery where id = $1`, [id]);
    return row && toDelivery(row);
  }
}

const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  channelId: row.channel_id,
  about: row.about,
  callId: row.call_id,
  incidentId: row.incident_id,
  status: row.status,
  attempts: row.attempts,
  lastError: row.last_error,
  createdAt: row.created_at.toISOString(),
  deliveredAt: row.delivered_at?.toISOString() ?? null,
});
