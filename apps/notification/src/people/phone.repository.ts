import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import type { RefusedPhoneEntity } from './person-notification.entity.js';

const hourMs = 3_600_000;
/** Much longer than a provider tries again to hand a text over. */
const textsKeptMs = 7 * 24 * hourMs;
const mostAtOnce = 10_000;

/** Phones to which texts are refused, by number. */
export type RefusedPhones = ReadonlyMap<string, Pick<RefusedPhoneEntity, 'category' | 'reason'>>;

/** What is known of phones: to which nothing is sent, whose owners talk in a call of ours, and which texts came from them. */
@Injectable()
export class PhoneRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Once an hour what the carriers refuse is tried again, once a day what its owner does not want. */
  async refusedPhones(sql: Sql, now: Date): Promise<RefusedPhones> {
    const rows = await sql.query<RefusedPhoneEntity>(
      `select * from refused_phone
       where at > $1::timestamptz - case category when 'opted-out' then interval '1 day' else interval '1 hour' end`,
      [now],
    );
    return new Map(rows.map((row) => [row.phone, row]));
  }

  async refuse(refused: RefusedPhoneEntity, sql: Sql = this.database): Promise<void> {
    await sql.query(
      `insert into refused_phone (phone, category, reason, at) values ($1, $2, $3, $4)
       on conflict (phone) do update set category = $2, reason = $3, at = $4`,
      [refused.phone, refused.category, refused.reason, refused.at],
    );
  }

  async allow(phone: string, sql: Sql): Promise<void> {
    await sql.query('delete from refused_phone where phone = $1', [phone]);
  }

  async beginTalk(tx: Sql, callId: string, userId: string, since: Date): Promise<void> {
    await tx.query(
      'insert into talk (call_id, user_id, since) values ($1, $2, $3) on conflict (call_id) do update set user_id = $2',
      [callId, userId, since],
    );
  }

  async endTalk(tx: Sql, callId: string): Promise<void> {
    await tx.query('delete from talk where call_id = $1', [callId]);
  }

  /** Whether the person talks in a call of ours that has begun since. */
  async isTalking(userId: string, since: Date): Promise<boolean> {
    const rows = await this.database.query('select 1 from talk where user_id = $1 and since > $2 limit 1', [
      userId,
      since,
    ]);
    return rows.length > 0;
  }

  /**
   * What `take` answers; null where this text was taken already. It is taken once `take` is done, and not where that throws or the
   * process dies: then the provider's next try takes it.
   */
  takeText<T>(providerId: string, at: Date, take: (tx: Sql) => Promise<T>): Promise<T | null> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query(
        'insert into incoming_text (provider_id, at) values ($1, $2) on conflict do nothing returning provider_id',
        [providerId, at],
      );
      return rows.length > 0 ? take(tx) : null;
    });
  }

  /** Forgets which texts were taken, once no provider sends them again. */
  @Sweep({ name: 'forget incoming texts', everyMs: hourMs })
  async forgetTexts(): Promise<void> {
    const tooOld = new Date(this.clock.now().getTime() - textsKeptMs);
    await this.database.query(
      `delete from incoming_text where provider_id in (select provider_id from incoming_text where at < $1 limit $2)`,
      [tooOld, mostAtOnce],
    );
  }
}
