import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What alert rules have done to an incident, and its occurrences. A rule may list an incident under another integration: then
 * `arrived_integration_id` is where it arrived, by which its alerts find it, and `incident_open_group` goes by that.
 */
export class ApplyAlertRules1796428800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table incident
        add column arrived_integration_id text,
        add column responder_ids text[] not null default '{}',
        add column rule_channel_ids text[] not null default '{}',
        add column kept_from_rules text[] not null default '{}';
      create unique index incident_open_group_where_it_arrived
        on incident (coalesce(arrived_integration_id, integration_id), alert_title_hash)
        where alert_title is not null and status <> 'resolved';
      drop index incident_open_group;
      alter index incident_open_group_where_it_arrived rename to incident_open_group;
      create table occurrence (
        id bigint generated always as identity primary key,
        incident_id text not null,
        event_id text not null,
        at timestamptz not null,
        title text not null,
        body text,
        priority text,
        severity text,
        changes text[] not null
      );
      create index occurrence_of_incident on occurrence (incident_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table occurrence;
      drop index incident_open_group;
      create unique index incident_open_group on incident (integration_id, alert_title_hash)
        where alert_title is not null and status <> 'resolved';
      alter table incident
        drop column arrived_integration_id, drop column responder_ids, drop column rule_channel_ids, drop column kept_from_rules;
    `);
  }
}
