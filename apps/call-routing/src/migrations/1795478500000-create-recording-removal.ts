import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Recordings that have to go at the provider; `due_at` null: given up. The index finds calls that still have one when the
 * line's retention is over; on a live call it costs nothing. It locks `call` for as long as it is built.
 */
export class CreateRecordingRemoval1795478500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recording_removal (
        provider_account_id text not null,
        recording_id text not null,
        call_id text not null,
        asked_at timestamptz not null,
        tries int not null default 0,
        due_at timestamptz,
        primary key (provider_account_id, recording_id)
      );
      create index recording_removal_due on recording_removal (due_at) where due_at is not null;
      create index call_with_recording on call (line_id, ended_at)
        where ended_at is not null and (state -> 'recording' <> 'null' or state -> 'voicemail' <> 'null');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index call_with_recording; drop table recording_removal;');
  }
}
