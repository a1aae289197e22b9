import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever is made a responder is told, by no step. */
export class NotifyAddedResponders1796470000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person_notification add column made_responder boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person_notification drop column made_responder');
  }
}
