import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { nextRemovalTry } from './removal-deadline.js';

/** A recording at the provider, and whose account opens it. */
export interface KeptRecording {
  readonly callId: string;
  readonly providerAccountId: string;
  readonly recordingId: string;
}

export interface Removal extends KeptRecording {
  readonly askedAt: Date;
  /** With the one under way. */
  readonly tries: number;
}

/** How long whoever took a removal has for it, before it is anybody's again. */
const leaseMs = 60_000;

/** Recordings that have to go at the provider, until they are gone. */
@Injectable()
export class RecordingRemovals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Asked twice is asked once. */
  async ask(recordings: readonly KeptRecording[], sql: Sql = this.database): Promise<void> {
    if (recordings.length === 0) return;
    await sql.query(
      `insert into recording_removal (call_id, provider_account_id, recording_id, asked_at, due_at)
       select *, $4, $4 from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
      [
        recordings.map((r) => r.callId),
        recordings.map((r) => r.providerAccountId),
        recordings.map((r) => r.recordingId),
        this.clock.now(),
      ],
    );
  }

  /** What is due now: nobody else takes it for a minute. */
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
    await this.database.query('delete from recording_removal where provider_account_id = $1 and recording_id = $2', [
      providerAccountId,
      recordingId,
    ]);
  }

  /** Answers when it is tried again; null: it is given up. */
  async postpone(removal: Removal): Promise<Date | null> {
    const next = nextRemovalTry(removal, this.clock.now());
    await this.database.query(
      'update recording_removal set due_at = $3 where provider_account_id = $1 and recording_id = $2',
      [removal.providerAccountId, removal.recordingId, next],
    );
    return next;
  }
}
