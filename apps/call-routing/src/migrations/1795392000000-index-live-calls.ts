import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How busy a caller and a line are is asked at each call that comes in; tests do not count. */
export class IndexLiveCalls1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table call add column test boolean not null generated always as (coalesce((state ->> 'test')::boolean, false)) stored;
      create index call_live_on_line on call (line_id) where ended_at is null and not test;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index call_live_on_line; alter table call drop column test');
  }
}
