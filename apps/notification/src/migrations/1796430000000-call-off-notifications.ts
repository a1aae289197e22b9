import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What fails after somebody has acknowledged makes way for nothing. */
export class CallOffNotifications1796430000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person_notification add column called_off boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person_notification drop column called_off');
  }
}
