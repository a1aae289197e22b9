import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { deliveriesQuery, Delivery, FailingChannel } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { z } from 'zod';
import { type FindOptionsWhere, LessThan, Repository } from 'typeorm';
import { DeliveryEntity } from './delivery.entity.js';

/** Not the event, which may be long. */
const shown = {
  id: true,
  sequence: true,
  channel_id: true,
  about: true,
  call_id: true,
  incident_id: true,
  status: true,
  attempts: true,
  last_error: true,
  detail: true,
  created_at: true,
  delivered_at: true,
} as const;

type ShownDelivery = Pick<DeliveryEntity, keyof typeof shown>;
type DeliveriesQuery = z.output<typeof deliveriesQuery>;

/** Deliveries as the REST contract shows them. */
@Injectable()
export class DeliveryLogRepository {
  constructor(@InjectRepository(DeliveryEntity) private readonly deliveries: Repository<DeliveryEntity>) {}

  /** Newest first. */
  async list(query: DeliveriesQuery): Promise<{ items: Delivery[]; nextCursor: string | null }> {
    const rows = await this.deliveries.find({
      select: shown,
      where: filterOf(query),
      order: { sequence: 'DESC' },
      take: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(toDelivery),
      nextCursor: rows.length > page.length && last ? toCursor([last.sequence]) : null,
    };
  }

  /** Channels to which something that was made since then failed for good, and nothing has arrived after it. */
  failingSince(since: Date): Promise<FailingChannel[]> {
    return this.deliveries.query<FailingChannel[]>(
      `select channel_id as "channelId", count(*)::int as failed,
         (array_agg(last_error order by sequence desc))[1] as "lastError"
       from delivery where status = 'failed' and created_at >= $1
         and not exists (select 1 from delivery later where later.channel_id = delivery.channel_id
           and later.sequence > delivery.sequence and later.status = 'delivered')
       group by channel_id order by channel_id`,
      [since],
    );
  }

  async find(id: string): Promise<Delivery | null> {
    const delivery = await this.deliveries.findOne({ select: shown, where: { id } });
    return delivery && toDelivery(delivery);
  }
}

/** TypeORM takes no undefined for a filter that is not there. */
function filterOf({
  channelId,
  status,
  callId,
  incidentId,
  cursor,
}: DeliveriesQuery): FindOptionsWhere<DeliveryEntity> {
  const [before] = fromCursor(cursor, ['number']) ?? [];
  return {
    ...(channelId !== undefined && { channel_id: channelId }),
    ...(status !== undefined && { status }),
    ...(callId !== undefined && { call_id: callId }),
    ...(incidentId !== undefined && { incident_id: incidentId }),
    ...(before !== undefined && { sequence: LessThan(before) }),
  };
}

const toDelivery = (row: ShownDelivery): Delivery => ({
  id: row.id,
  channelId: row.channel_id,
  about: row.about,
  callId: row.call_id,
  incidentId: row.incident_id,
  status: row.status,
  attempts: row.attempts,
  lastError: row.last_error,
  detail: row.detail,
  createdAt: row.created_at.toISOString(),
  deliveredAt: row.delivered_at?.toISOString() ?? null,
});
