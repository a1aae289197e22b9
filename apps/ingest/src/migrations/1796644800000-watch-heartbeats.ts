import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of each heartbeat, until when somebody listened, and an index that finds the newest ping of each. */
export class WatchHeartbeats1796644800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table heartbeat (
        integration_id text not null constraint heartbeat_pkey primary key,
        last_seen_at timestamptz not null,
        unheard_ms bigint not null,
        unheard_until timestamptz,
        missing_since timestamptz
      );
      create table heartbeat_watch (
        id boolean not null constraint heartbeat_watch_pkey primary key,
        looked_at timestamptz
      );
      insert into heartbeat_watch (id) values (true);
      create index received_event_pings on received_event (integration_id, received_at)
        where read_as = 'heartbeat' and via = 'http';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index received_event_pings; drop table heartbeat_watch; drop table heartbeat;');
  }
}
