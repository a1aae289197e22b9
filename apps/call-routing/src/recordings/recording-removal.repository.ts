import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Call } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import { Column, Entity, type EntityManager, Index, PrimaryColumn, Repository } from 'typeorm';

/** A recording that has to go at the provider; `dueAt` null: it was given up. */
@Entity('recording_removal')
@Index('recording_removal_due', ['dueAt'], { where: '(due_at IS NOT NULL)' })
export class RecordingRemovalEntity {
  @PrimaryColumn('text', { name: 'provider_account_id', primaryKeyConstraintName: 'recording_removal_pkey' })
  readonly providerAccountId: string;
  @PrimaryColumn('text', { name: 'recording_id', primaryKeyConstraintName: 'recording_removal_pkey' })
  readonly recordingId: string;
  @Column('text', { name: 'call_id' })
  readonly callId: string;
  @Column('timestamptz', { name: 'asked_at' })
  readonly askedAt: Date;
  @Column('integer', { default: 0 })
  readonly tries: number;
  @Column('timestamptz', { name: 'due_at', nullable: true })
  readonly dueAt: Date | null;
}

/** A recording at the provider, and whose account opens it. */
interface KeptRecording {
  readonly callId: string;
  readonly providerAccountId: string;
  readonly recordingId: string;
}

export interface Removal extends KeptRecording {
  readonly askedAt: Date;
  /** With the one under way. */
  readonly tries: number;
}

/** Lease of a removal; after it another worker may claim the row. */
const leaseMs = 60_000;

/** Recordings that have to go at the provider, until they are gone. */
@Injectable()
export class RecordingRemovalRepository {
  constructor(
    private readonly database: Database,
    @InjectRepository(RecordingRemovalEntity) private readonly removals: Repository<RecordingRemovalEntity>,
    private readonly clock: Clock,
  ) {}

  /** Requested twice is requested once. */
  async request(recordings: readonly KeptRecording[], on: EntityManager = this.removals.manager): Promise<void> {
    if (recordings.length === 0) return;
    const now = this.clock.now();
    await on
      .createQueryBuilder()
      .insert()
      .into(RecordingRemovalEntity)
      .values(recordings.map((recording) => ({ ...recording, askedAt: now, dueAt: now })))
      .orIgnore()
      // rows that are there already return nothing to take over
      .updateEntity(false)
      .execute();
  }

  /** Claims what is due now: nobody else takes it for a minute. */
  async take(limit: number): Promise<Removal[]> {
    const now = this.clock.now();
    return this.database.query<Removal>(
      `update recording_removal r set tries = tries + 1, due_at = $2
       from (
         select provider_account_id, recording_id from recording_removal
         where due_at <= $1 order by due_at limit $3 for update skip locked
       ) due
       where r.provider_account_id = due.provider_account_id and r.recording_id = due.recording_id
       returning call_id as "callId", r.provider_account_id as "providerAccountId", r.recording_id as "recordingId",
         asked_at as "askedAt", tries`,
      [now, new Date(now.getTime() + leaseMs), limit],
    );
  }

  async finish({ providerAccountId, recordingId }: Removal): Promise<void> {
    await this.removals.delete({ providerAccountId, recordingId });
  }

  /** Null where no call of this id was deleted on the line. */
  async accountOfDeletedCall(callId: string, lineId: string | undefined): Promise<string | null> {
    const [deleted] = await this.database.query<{ account: string }>(
      'select provider_account_id as account from deleted_call where call_id = $1 and line_id = $2',
      [callId, lineId],
    );
    return deleted?.account ?? null;
  }

  /** Calls of a line that ended by then and still show a recording or a message, the oldest first. */
  async callsWithRecordings(lineId: string, endedBy: Date, limit: number): Promise<Call[]> {
    const rows = await this.database.query<{ state: Call }>(
      `select state from call where line_id = $1 and ended_at <= $2
         and ended_at is not null and (state -> 'recording' <> 'null' or state -> 'voicemail' <> 'null')
       order by ended_at limit $3`,
      [lineId, endedBy, limit],
    );
    return rows.map(({ state }) => state);
  }

  /** Null: it is given up. */
  async postpone(removal: Removal): Promise<Date | null> {
    const { providerAccountId, recordingId } = removal;
    const dueAt = nextRemovalTry(removal, this.clock.now());
    await this.removals.update({ providerAccountId, recordingId }, { dueAt });
    return dueAt;
  }
}

const minuteMs = 60_000;
const longestDelayMs = 6 * 60 * minuteMs;
const timeoutMs = 7 * 24 * 60 * minuteMs;

/** When a removal is tried again that has failed `tries` times: after 1 minute, 2, 4, up to 6 hours. Null after 7 days. */
export function nextRemovalTry(removal: { readonly askedAt: Date; readonly tries: number }, now: Date): Date | null {
  if (now.getTime() - removal.askedAt.getTime() >= timeoutMs) return null;
  const delayMs = Math.min(longestDelayMs, minuteMs * 2 ** (removal.tries - 1));
  return new Date(now.getTime() + delayMs);
}
