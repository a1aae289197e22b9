import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody said by hand which incident a call shows, or none: a fact about an older one changes nothing then. */
export class KnowChosenIncidents1795478502000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table call add column incident_chosen_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table call drop column incident_chosen_at');
  }
}
