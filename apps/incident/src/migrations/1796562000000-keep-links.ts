import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that come with an alert, beside those in its body; and what an event did to incidents, found by its id. */
export class KeepLinks1796562000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local statement_timeout = 0;
      alter table incident add column links json;
      create index occurrence_of_event on occurrence (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index occurrence_of_event; alter table incident drop column links;');
  }
}
