import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every event as it came, for 30 days. */
export class KeepReceivedEvents1796558400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table received_event (
        id text not null constraint received_event_pkey primary key,
        integration_id text not null,
        received_at timestamptz not null,
        via text not null,
        content_type text,
        content_encoding text,
        headers json not null,
        body bytea not null,
        read_as text,
        refusal text,
        warnings text[] not null,
        alerts json not null
      );
      create index received_event_of_integration on received_event (integration_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table received_event;');
  }
}
