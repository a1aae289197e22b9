import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each deadline of an incident is a column; `incident_due` finds the earliest of them, and holds only incidents that have one. */
export class KeepDeadlines1796342400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table incident
        add column suppressed boolean not null default false,
        add column escalation_step integer,
        add column escalation_round integer,
        add column escalation_due_at timestamptz,
        add column ack_expires_at timestamptz,
        add column resolves_at timestamptz,
        add column muted boolean not null default false,
        add column muted_until timestamptz;
      create index incident_due on incident (least(escalation_due_at, ack_expires_at, resolves_at, muted_until))
        where least(escalation_due_at, ack_expires_at, resolves_at, muted_until) is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index incident_due;
      alter table incident
        drop column suppressed, drop column escalation_step, drop column escalation_round, drop column escalation_due_at,
        drop column ack_expires_at, drop column resolves_at, drop column muted, drop column muted_until;
    `);
  }
}
