import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done about a call by itself: facts of a call that come twice or in another order find it here. */
export class CreateKnownCall1795478400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table known_call (
        call_id text primary key,
        incident_id text references incident (id) on delete set null,
        answered boolean not null default false,
        acknowledged_at timestamptz,
        ended boolean not null default false
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_call');
  }
}
