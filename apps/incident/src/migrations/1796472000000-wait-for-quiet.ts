import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Incidents that flap close after some quiet minutes. `incident_quiet` finds those that are due (the version before leaves `quiet_at`
 * on what it resolves), `incident_of_group` when a group has opened lately.
 */
export class WaitForQuiet1796472000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table incident add column quiet_minutes integer, add column quiet_at timestamptz;
      create index incident_quiet on incident (quiet_at) where quiet_at is not null and status <> 'resolved';
      create index incident_of_group on incident (coalesce(arrived_integration_id, integration_id), alert_title_hash, opened_at)
        where alert_title is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index incident_of_group;
      drop index incident_quiet;
      alter table incident drop column quiet_minutes, drop column quiet_at;
    `);
  }
}
