import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import type { ReceivedEventRow } from './received-event.entity.js';

export const receivedEventDays = 30;

const dayMs = 86_400_000;
const mostAtOnce = 10_000;

/** Without its body, of which only the length is told. */
export type ReceivedEventSummary = Omit<ReceivedEventRow, 'body'> & { readonly size: number };

const summaryColumns = `id, integration_id, received_at, via, content_type, content_encoding, headers, read_as, refusal, warnings, alerts,
  octet_length(body) as size`;

/** The table `received_event`; its rows are written by the intake. */
@Injectable()
export class ReceivedEventRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Newest first; `before` is an id. */
  page(integrationId: string, limit: number, before: string | null): Promise<ReceivedEventSummary[]> {
    return this.database.query(
      `select ${summaryColumns} from received_event where integration_id = $1 and ($2::text is null or id < $2)
       order by id desc limit $3`,
      [integrationId, before, limit],
    );
  }

  async summary(id: string): Promise<ReceivedEventSummary | null> {
    const [row] = await this.database.query<ReceivedEventSummary>(
      `select ${summaryColumns} from received_event where id = $1`,
      [id],
    );
    return row ?? null;
  }

  async one(id: string): Promise<ReceivedEventRow | null> {
    const [row] = await this.database.query<ReceivedEventRow>('select * from received_event where id = $1', [id]);
    return row ?? null;
  }

  @Sweep({ name: 'forget received events', everyMs: 60_000 })
  async forget(): Promise<void> {
    const tooOld = new Date(this.clock.now().getTime() - receivedEventDays * dayMs);
    const [gone] = await this.database.query<{ count: number }>(
      `with gone as (
         delete from received_event where id in (select id from received_event order by id limit $2) and received_at < $1
         returning 1
       ) select count(*)::integer as count from gone`,
      [tooOld, mostAtOnce],
    );
    if (gone && gone.count > 0) this.logger.debug({ forgotten: gone.count }, 'old received events were forgotten');
  }
}
